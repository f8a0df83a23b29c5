//! The server as browsers and phones meet it.

mod api;
mod edge;
mod form;
mod invitation;
mod join;
mod logs;
mod program;
mod results;
mod room;
mod staff;
mod story;
mod strangers;
mod trial;
mod waves;
