//! Broken, huge, deep and hostile input: a clear answer, bounded work, never a panic.

mod fragments;
mod input;
