//! `quyche completions`: what a shell needs to complete a command line.

use crate::args::{Cli, Completions};
use crate::help;
use crate::screen::{Exit, Screen};
use clap::CommandFactory;

/// Prints the script.
pub fn run(arguments: &Completions, screen: &Screen) -> Exit {
    let mut command = help::in_language(Cli::command(), screen.lang);
    let mut bytes = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "quyche", &mut bytes);
    screen.out(&String::from_utf8_lossy(&bytes));
    Exit::Held
}
