//! What every room shares: where text stands ([`Span`]), what names are equal ([`Name`]), how the law is numbered
//! ([`address`]) and how a mistake is told ([`Diagnostic`]).
//!
//! This crate knows nothing of the language: no grammar, no tree, no rule. It is the bottom of the house, so it imports
//! nothing of ours.

pub mod address;
pub mod diagnostic;
pub mod name;
pub mod span;

pub use address::{Address, Anchor, Level, Step};
pub use diagnostic::{Code, Diagnostic, Diagnostics, Label, Severity, Text};
pub use name::Name;
pub use span::{FileId, SourceFile, SourceMap, Span};
