//! `quyche explain`: a diagnostic code, or why one person's result is what it is.

use super::document;
use super::run::read_cases;
use crate::args::Explain;
use crate::screen::{Exit, Screen};
use crate::tree;
use quyche_driver::{ask, bulk, errors, registry};
use quyche_ir::words;
use serde_json::json;
use std::path::Path;

/// Explains a code when `what` has the form of one, else a person.
pub fn run(arguments: &Explain, screen: &Screen) -> Exit {
    if registry::is_code(&arguments.what) && !Path::new(&arguments.what).exists() {
        return match registry::explain(&arguments.what, screen.lang) {
            Ok(text) => {
                screen.out(&text);
                Exit::Held
            }
            Err(diagnostic) => screen.refuse_one(diagnostic),
        };
    }
    match person(arguments, screen) {
        Ok(()) => Exit::Held,
        Err(exit) => exit,
    }
}

fn person(arguments: &Explain, screen: &Screen) -> Result<(), Exit> {
    let (Some(_), Some(key)) = (&arguments.cases, &arguments.person) else {
        let error = errors::usage(
            "giải thích kết quả của một người cần --cases và --person",
            "to explain one person's result, --cases and --person are needed",
        );
        return Err(screen.refuse_one(error.help(
            "quyche explain QUY_ĐỊNH MỤC_XÉT --ho-so DANH_SÁCH --nguoi MÃ",
            "quyche explain PATH ENTRY --cases FILE --person KEY",
        )));
    };
    let (document, _) = document(Path::new(&arguments.what), screen)?;
    let entry = ask::entry(&document, arguments.entry.as_deref()).map_err(|error| screen.refuse_one(error))?;
    let asked = ask::Asked {
        as_of: arguments.as_of.clone(),
        signed: arguments.under.signed.clone(),
        readings: arguments.under.reading.clone(),
        allow_projected: false,
        trace: true,
    };
    let options = ask::options(&document, &asked).map_err(|wrong| screen.refuse(&wrong))?;
    let cases = read_cases(&document, entry.id, arguments.cases.as_deref(), screen)?;
    let person = ask::person(&cases, key).map_err(|error| screen.refuse_one(error))?;
    let assessment = bulk::assess(&document, entry.id, person, &cases.context, &options);
    let assessment = assessment.map_err(|wrong| screen.refuse(&wrong))?;
    if arguments.json {
        let causes: Vec<String> = assessment
            .open
            .iter()
            .map(|leaf| words::cause(&document, &leaf.cause))
            .collect();
        let doubts = assessment.doubts.iter().map(|at| words::doubt(&document, *at));
        let value = json!({ "key": person.key, "assessment": assessment, "causes": causes,
            "doubts": doubts.collect::<Vec<_>>() });
        screen.out(&format!("{value}\n"));
    } else {
        screen.out(&tree::drawn(&document, entry, person, &assessment, screen));
    }
    Ok(())
}
