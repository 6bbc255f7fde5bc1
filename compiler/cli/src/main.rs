//! The quyche command.

use std::process::ExitCode;

fn main() -> ExitCode {
    quyche_cli::main(std::env::args_os().collect())
}
