//! One file per subcommand.

mod build;
mod calendar;
mod check;
mod completions;
mod due;
mod explain;
mod fmt;
mod missing;
mod readings;
mod run;
mod template;
mod test;
mod when;

use crate::args::Command;
use crate::screen::{Exit, Screen};
use quyche_base::SourceMap;
use quyche_driver::{errors, load};
use quyche_ir::Document;
use std::path::Path;

/// Runs a subcommand.
pub fn dispatch(command: Command, screen: &mut Screen) -> Exit {
    match command {
        Command::Check(arguments) if arguments.readings => readings::check(&arguments, screen),
        Command::Check(arguments) => check::run(&arguments, screen),
        Command::Fmt(arguments) => fmt::run(&arguments, screen),
        Command::Test(arguments) => test::run(&arguments, screen),
        Command::Run(arguments) => run::run(&arguments, screen),
        Command::When(arguments) => when::run(&arguments, screen),
        Command::Missing(arguments) => missing::run(&arguments, screen),
        Command::Explain(arguments) => explain::run(&arguments, screen),
        Command::Due(arguments) => due::run(&arguments, screen),
        Command::Calendar(arguments) => calendar::run(&arguments, screen),
        Command::Template(arguments) => template::run(&arguments, screen),
        Command::Build(arguments) => build::run(&arguments, screen),
        Command::Completions(arguments) => completions::run(&arguments, screen),
    }
}

/// The compiled regulation at a path, for commands that use one; what is wrong with it is bad input for them. Warnings
/// are the business of `check` and are not repeated here.
fn document(path: &Path, screen: &Screen) -> Result<(Document, SourceMap), Exit> {
    let mut project = load(path);
    if let Some(document) = project.document.take() {
        return Ok((document, project.sources));
    }
    if !project.diagnostics.has_errors() {
        project.diagnostics.push(errors::no_document(&path.to_string_lossy()));
    }
    screen.findings(&project.diagnostics, &project.sources);
    Err(Exit::BadInput)
}
