//! The reference evaluator: outcomes with reasons, over rules as data only.

pub mod result;
