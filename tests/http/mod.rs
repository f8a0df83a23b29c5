//! The server as browsers and phones meet it.

mod api;
mod edge;
mod form;
mod invitation;
mod join;
mod keepsake;
mod logs;
mod program;
mod results;
mod staff;
mod story;
mod strangers;
mod waves;
