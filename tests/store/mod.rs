//! Every service and, below it, every statement on both engines.

mod session;
