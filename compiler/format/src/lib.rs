//! From the syntax tree to canonical text.
