//! The norms: criteria, scopes, duties, deadlines, dossiers, rankings, councils.

mod choice;
mod rules;

pub use choice::*;
pub use rules::*;
