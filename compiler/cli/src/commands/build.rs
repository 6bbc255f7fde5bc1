//! `quyche build`: the rules as data, or the schema of the facts an entry point asks for.

use super::document;
use crate::args::{Build, Target};
use crate::screen::{Exit, Screen};
use quyche_driver::{ask, errors, files};
use quyche_ir::{Document, json};

/// Prints the target, or writes it to a file.
pub fn run(arguments: &Build, screen: &Screen) -> Exit {
    match build(arguments, screen) {
        Ok(()) => Exit::Held,
        Err(exit) => exit,
    }
}

fn build(arguments: &Build, screen: &Screen) -> Result<(), Exit> {
    let (document, _) = document(&arguments.path, screen)?;
    let text = match arguments.target {
        Target::Json => json::write(&document).map_err(|_| Exit::Internal)?,
        Target::Schema => schema(&document, arguments.entry.as_deref(), screen)?,
    };
    let Some(out) = arguments.out.as_deref() else {
        screen.out(&format!("{text}\n"));
        return Ok(());
    };
    let written = if out.extension().is_some_and(|extension| extension == "json") {
        files::write(out, text.as_bytes(), arguments.force)
    } else {
        Err(errors::bad_output(out, ".json"))
    };
    written.map_err(|error| screen.refuse_one(error))?;
    let name = files::shown(out);
    screen.say(&format!("đã ghi {name}\n"), &format!("wrote {name}\n"));
    Ok(())
}

fn schema(document: &Document, entry: Option<&str>, screen: &Screen) -> Result<String, Exit> {
    let entry = ask::entry(document, entry).map_err(|error| screen.refuse_one(error))?;
    let schema = quyche_cases::schema(document, entry.id);
    serde_json::to_string_pretty(&schema).map_err(|_| Exit::Internal)
}
