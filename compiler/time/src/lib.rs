//! The law's time: durations, day sets, counting policies.

pub mod duration;
pub mod policy;

pub use duration::{Duration, Unit};
pub use policy::{BrokenRuns, Policy};
