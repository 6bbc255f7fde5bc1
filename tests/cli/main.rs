//! The command as a process of its own: exit codes, what it prints, what it writes.

mod asking;
mod circumstances;
mod cover;
mod exits;
mod formats;
mod hours;
mod kept;
mod lists;
mod norms;
mod outputs;
mod own;
mod questions;
mod samples;
mod time;
