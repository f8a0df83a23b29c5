//! The server as browsers and phones meet it.

mod api;
mod directory;
mod doors;
mod edge;
mod form;
mod gallery;
mod invitation;
mod join;
mod keepsake;
mod lan;
mod letter;
mod live;
mod logs;
mod pack;
mod program;
mod rehearsal;
mod report;
mod results;
mod room;
mod staff;
mod story;
mod strangers;
mod trial;
mod waves;
mod words;
