//! The quyche command, built beside the tests so that they can run it as a process of its own.

use std::process::ExitCode;

fn main() -> ExitCode {
    quyche_cli::main(std::env::args_os().collect())
}
