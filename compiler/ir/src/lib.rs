//! Rules as data (R17): everything an evaluator, a generator, a diff or a page of documentation needs of a regulation,
//! without a parser.
//!
//! [`Document`] is the whole; [`json`] writes and reads it as canonical, hashed JSON. [`facts`] are what a regulation is
//! asked about; [`outcome`] is what it answers, with causes; [`words`] says all of it in
//! Vietnamese; [`invariants`] is what every document keeps.

pub mod errors;
pub mod expr;
pub mod facts;
pub mod ids;
pub mod invariants;
pub mod json;
pub mod model;
pub mod norm;
pub mod outcome;
pub mod visit;
pub mod words;

pub use expr::{Expr, ExprKind};
pub use facts::{Fact, ListFact, PeriodFact, RecordFact};
pub use ids::*;
pub use model::{Document, FORMAT};
pub use outcome::{Cause, FactPath, Outcome};
