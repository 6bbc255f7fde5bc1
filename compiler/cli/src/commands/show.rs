//! `quyche show`: one unit in words: its rules as written, what they mean, readings, faults, examples, and what refers to
//! what.

use super::document;
use crate::args::Show;
use crate::screen::{Exit, Screen};
use quyche_analysis::norms::doubts;
use quyche_analysis::references::{Manner, references};
use quyche_analysis::{article, status};
use quyche_driver::ask::{self, Asked};
use quyche_driver::lookup;
use quyche_ir::{Document, UnitId, words};
use serde_json::json;

/// Shows the unit at an address.
pub fn run(arguments: &Show, screen: &Screen) -> Exit {
    match show(arguments, screen) {
        Ok(()) => Exit::Held,
        Err(exit) => exit,
    }
}

fn show(arguments: &Show, screen: &Screen) -> Result<(), Exit> {
    let (document, sources) = document(&arguments.path, screen)?;
    let unit = lookup::unit(&document, &arguments.at).map_err(|error| screen.refuse_one(error))?;
    let options = ask::options(&document, &Asked::default()).map_err(|wrong| screen.refuse(&wrong))?;
    let written = |span| Some(sources.text(span).to_owned()).filter(|text| !text.is_empty());
    let text = article(&document, unit, &written, &options);
    let related = Related::of(&document, unit);
    if arguments.json {
        let all: Vec<String> = doubts(&document, unit)
            .into_iter()
            .map(|at| words::doubt(&document, at))
            .collect();
        let value = json!({ "address": document.address(unit), "title": document.unit(unit).map(|unit| &unit.title),
            "status": status(&document, unit).words(), "text": text, "rests_on": related.rests_on,
            "rested_on_by": related.rested_on_by, "entries": related.entries, "doubts": all });
        screen.out(&format!("{value:#}\n"));
        return Ok(());
    }
    let mut out = text;
    let sections = [
        (screen.lang.pick("Dựa vào", "Rests on"), &related.rests_on),
        (screen.lang.pick("Được dùng ở", "Used by"), &related.rested_on_by),
        (screen.lang.pick("Mục xét", "Entry points"), &related.entries),
    ];
    for (title, lines) in sections.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        out.push_str(&format!("\n── {title}\n"));
        for line in lines {
            out.push_str(&format!("  {line}\n"));
        }
    }
    screen.out(&out);
    Ok(())
}

/// What refers to what, in words.
struct Related {
    rests_on: Vec<String>,
    rested_on_by: Vec<String>,
    entries: Vec<String>,
}

impl Related {
    fn of(document: &Document, unit: UnitId) -> Related {
        let inside = |other: UnitId| document.is_within(other, unit);
        let (mut rests_on, mut rested_on_by) = (Vec::new(), Vec::new());
        for reference in references(document) {
            let (from, to) = (document.address(reference.from), document.address(reference.to));
            let manner = reference.manner;
            if inside(reference.from) && !inside(reference.to) {
                rests_on.push(format!("{} {to} ({from})", manner.words()));
            }
            if inside(reference.to) && !inside(reference.from) && manner != Manner::Doubt {
                rested_on_by.push(format!("{from} ({} {to})", manner.words()));
            }
        }
        let asks = |entry: &&quyche_ir::model::Entry| {
            let units = entry.under.iter().filter_map(|target| target.unit);
            let ranked = entry
                .ranking
                .and_then(|id| document.rankings.get(id.index()))
                .map(|one| one.unit);
            let council = entry
                .council
                .and_then(|id| document.councils.get(id.index()))
                .map(|one| one.unit);
            let mut all = units.chain(ranked).chain(council);
            all.any(|other| inside(other) || document.is_within(unit, other))
        };
        let entries = document.entries.iter().filter(asks).map(|entry| {
            let label = entry.label.clone().unwrap_or_else(|| words::spaced(&entry.name));
            format!("{}: {label}", entry.name)
        });
        Related {
            rests_on,
            rested_on_by,
            entries: entries.collect(),
        }
    }
}
