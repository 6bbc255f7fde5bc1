//! From text to the syntax tree.
//!
//! The way: [`normal`] puts right what editors do to text and remembers the way back to the saved bytes; `cut` cuts the
//! file into pieces at full stops, markers and headings; the grammar reads each piece alone; `build` turns what it read
//! into the [`ast`]; `explain` turns what it could not read into a message. One mistake never hides another, and every
//! span leads to the bytes as the author saved them.

pub mod ast;
mod build;
mod cut;
pub mod errors;
mod explain;
mod look;
mod near;
pub mod normal;
mod parse;
pub mod piece;
mod shape;
pub mod token;

pub use look::{begins_something, begins_something_after_semicolon, ends_edit};
pub use parse::{LONGEST_FILE, parse, pieces};
