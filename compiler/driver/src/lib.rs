//! The pass list in order, the only room that reads and writes files, and diagnostics drawn for people.
//!
//! [`load`] takes a path to a [`Project`]: read, parse, compile. Everything a command line or an editor decides after that
//! (which entry point, which day, which readings) is decided here, so that the rooms above stay thin. What went wrong is a
//! plain [`Diagnostic`](quyche_base::Diagnostic) until [`render()`] draws it.

pub mod ask;
pub mod bulk;
pub mod calendar;
pub mod errors;
pub mod files;
pub mod lookup;
pub mod project;
pub mod registry;
pub mod render;
pub mod source;
mod suggest;

pub use bulk::run_example;
pub use calendar::calendar;
pub use project::{Project, check_all, load, load_texts};
pub use quyche_format::format;
pub use registry::codes;
pub use render::{Lang, render, render_json};
