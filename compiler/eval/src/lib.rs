//! The reference evaluator: outcomes with reasons, over rules as data only (semantics R1 to R11,
//! R13 to R16).
//!
//! There is one evaluator. [`run::Run`] walks the rules; when it is asked to trace, the same walk also writes down every
//! node it passes, and causes ([`causes`]), failing points and the tree of reasons ([`reason`]) are read off that record.
//! Without tracing it stops as soon as nothing can change the answer. There is no clock, no input, no output: the day of
//! reckoning is an argument, and a day nobody gave is an unknown fact.

pub mod agenda;
pub mod due;
pub mod errors;
pub mod result;

mod tables;
mod truth;
mod value;

mod ground;
mod run;
mod trace;

mod expr;
mod found;
mod lists;
mod served;
mod years;

mod criteria;
mod effect;

mod council;
mod votes;

mod limit_end;
mod limit_words;
mod limits;

mod causes;
mod reason;

mod keys;
mod rank;

mod data;
mod example;
mod question;
mod review;

mod probe;
mod watch;

#[cfg(test)]
mod build;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod spec;
#[cfg(test)]
mod spec_council;
#[cfg(test)]
mod spec_limits;
#[cfg(test)]
mod spec_rank;
#[cfg(test)]
mod spec_time;

pub use data::{DataError, DataFault, repeated_rows};
pub use errors::EvalError;
pub use example::{example_diagnostic, run_example, run_example_under};
pub use probe::{Bare, Glance};
pub use review::{Assessed, Prepared, assess, check_limits, check_unit, review};
pub use watch::Clock;
