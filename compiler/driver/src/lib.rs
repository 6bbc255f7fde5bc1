//! The pass list in order, files, and diagnostics for people.
