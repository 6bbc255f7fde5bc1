//! The reference evaluator: outcomes with reasons, over rules as data only (semantics R1 to R11,
//! R13 to R16).
//!
//! There is one evaluator. [`run::Run`] walks the rules; when it is asked to trace, the same walk also writes down every
//! node it passes, and causes ([`causes`]), failing points ([`failing`]) and the tree of reasons ([`reason`]) are read off that record.
//! Without tracing it stops as soon as nothing can change the answer. There is no clock, no input, no output: the day of
//! reckoning is an argument, and a day nobody gave is an unknown fact.

pub mod agenda;
pub mod due;
pub mod errors;
pub mod norms;
pub mod result;
pub mod windows;

mod tables;
mod truth;
mod value;

mod ground;
mod run;
mod trace;

mod counting;
mod expr;
mod faults;
mod found;
mod lists;
mod papers;
mod served;
mod years;

mod criteria;
mod effect;

mod council;
mod votes;

mod limit_end;
mod limit_words;
mod limits;
mod reads;
mod reckon;

mod causes;
mod failing;
mod reason;

mod keys;
mod rank;

mod check;
mod data;
mod example;
mod example_words;
mod question;
mod review;
mod shown;

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
mod spec_failing;
#[cfg(test)]
mod spec_limits;
#[cfg(test)]
mod spec_norms;
#[cfg(test)]
mod spec_papers;
#[cfg(test)]
mod spec_rank;
#[cfg(test)]
mod spec_time;
#[cfg(test)]
mod spec_windows;

pub use check::{assess, check_dossier, check_limits, check_norms, check_unit};
pub use data::{DataError, DataFault, repeated_rows};
pub use errors::EvalError;
pub use example::{example_diagnostic, run_example, run_example_under};
pub use faults::touched_by;
pub use ground::{Derived, derive};
pub use limit_words::name as limit_label;
pub use probe::{Bare, Glance};
pub use question::Part;
pub use review::{Assessed, Prepared, review};
pub use shown::example_units;
pub use watch::Clock;
pub use windows::check_windows;
