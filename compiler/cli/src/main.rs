//! The quyche command.

fn main() {}
