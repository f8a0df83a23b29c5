//! Every service and, below it, every statement on both engines. What is written comes back the same.

mod account;
mod directory;
mod evaluation;
mod installation;
mod participate;
mod project;
mod report;
mod retention;
mod run;
mod session;
mod workshop;
