//! The library of rule modules, embedded.
