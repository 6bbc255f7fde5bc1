//! The command as a process of its own: exit codes, what it prints, what it writes.

mod exits;
mod formats;
mod outputs;
mod questions;
mod samples;
mod time;
