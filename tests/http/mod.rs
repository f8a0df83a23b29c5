//! The server as browsers and phones meet it.

mod api;
mod doors;
mod edge;
mod form;
mod gallery;
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
