//! One file per subcommand.

mod build;
mod calendar;
mod cases;
mod check;
mod compare;
mod completions;
mod cover;
mod doc;
mod dossier;
mod due;
mod duties;
mod explain;
mod faults;
mod fmt;
mod lint;
mod missing;
mod outline;
mod outlook;
mod readings;
mod run;
mod show;
mod template;
mod test;
mod when;

use crate::args::Command;
use crate::screen::{Exit, Screen};
use quyche_base::SourceMap;
use quyche_driver::{Lang, errors, load};
use quyche_eval::due::CalendarUsed;
use quyche_ir::Document;
use std::path::Path;

/// Runs a subcommand.
pub fn dispatch(command: Command, screen: &mut Screen) -> Exit {
    match command {
        Command::Check(arguments) if arguments.readings => readings::check(&arguments, screen),
        Command::Check(arguments) => check::run(&arguments, screen),
        Command::Fmt(arguments) => fmt::run(&arguments, screen),
        Command::Test(arguments) => test::run(&arguments, screen),
        Command::Lint(arguments) => lint::run(&arguments, screen),
        Command::Run(arguments) => run::run(&arguments, screen),
        Command::When(arguments) => when::run(&arguments, screen),
        Command::Missing(arguments) => missing::run(&arguments, screen),
        Command::Explain(arguments) => explain::run(&arguments, screen),
        Command::Dossier(arguments) => dossier::run(&arguments, screen),
        Command::Duties(arguments) => duties::run(&arguments, screen),
        Command::Authority(arguments) => duties::authority(&arguments, screen),
        Command::Show(arguments) => show::run(&arguments, screen),
        Command::Due(arguments) => due::run(&arguments, screen),
        Command::Calendar(arguments) => calendar::run(&arguments, screen),
        Command::Template(arguments) => template::run(&arguments, screen),
        Command::Build(arguments) => build::run(&arguments, screen),
        Command::Compare(arguments) => compare::run(&arguments, screen),
        Command::Doc(arguments) => doc::run(&arguments, screen),
        Command::Outline(arguments) => outline::run(&arguments, screen),
        Command::New(arguments) => outline::new(&arguments, screen),
        Command::Cover(arguments) => cover::run(&arguments, screen),
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

/// The work calendar that answers rest on, as the last line of a command's output; nothing where none was needed.
fn calendar_line(calendar: Option<&CalendarUsed>, screen: &Screen) -> String {
    calendar.map_or_else(String::new, |used| {
        let (name, version) = (&used.name, &used.version);
        let hash: String = used.hash.chars().take(12).collect();
        match screen.lang {
            Lang::Vi => format!("\n{}\n", used.words()),
            Lang::En => format!("\ncalendar {name}, version {version} (sha256 {hash}…)\n"),
        }
    })
}
