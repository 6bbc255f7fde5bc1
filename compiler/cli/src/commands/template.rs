//! `quyche template`: the workbook to fill in for an entry point.

use super::document;
use crate::args::Template;
use crate::screen::{Exit, Screen};
use quyche_driver::{ask, errors, files};

/// Writes the workbook.
pub fn run(arguments: &Template, screen: &Screen) -> Exit {
    match write(arguments, screen) {
        Ok(()) => Exit::Held,
        Err(exit) => exit,
    }
}

fn write(arguments: &Template, screen: &Screen) -> Result<(), Exit> {
    let out = arguments.out.as_deref().ok_or(Exit::BadInput)?;
    if out.extension().is_none_or(|extension| extension != "xlsx") {
        return Err(screen.refuse_one(errors::bad_output(out, ".xlsx")));
    }
    let (document, _) = document(&arguments.path, screen)?;
    let entry = ask::entry(&document, arguments.entry.as_deref()).map_err(|error| screen.refuse_one(error))?;
    let bytes = quyche_cases::template(&document, entry.id).map_err(|wrong| screen.refuse(&wrong))?;
    files::write(out, &bytes, arguments.force).map_err(|error| screen.refuse_one(error))?;
    let name = files::shown(out);
    screen.say(&format!("đã ghi {name}\n"), &format!("wrote {name}\n"));
    Ok(())
}
