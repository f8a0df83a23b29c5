//! The server as browsers and phones meet it.

mod api;
mod doors;
mod edge;
mod form;
mod gallery;
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
