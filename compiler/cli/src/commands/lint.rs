//! `quyche lint`: faults of the source that can be found mechanically, and which of them the author has noted.

use super::document;
use crate::args::Lint;
use crate::screen::{Exit, Screen};
use quyche_analysis::lint::{Finding, lint};
use quyche_base::Diagnostics;
use quyche_driver::{files, render_json};
use quyche_ir::Document;
use serde_json::{Value, json};

/// Goes through each path. What is neither mended nor noted is a finding.
pub fn run(arguments: &Lint, screen: &Screen) -> Exit {
    let mut exit = Exit::Held;
    let mut reports = Vec::new();
    let (mut open, mut noted) = (0, 0);
    for path in &arguments.regulations.paths {
        let roots = match files::regulations(path) {
            Ok(roots) => roots,
            Err(diagnostic) => {
                exit = exit.max(screen.refuse_one(diagnostic));
                continue;
            }
        };
        for root in roots {
            let (document, sources) = match document(&root, screen) {
                Ok(both) => both,
                Err(failed) => {
                    exit = exit.max(failed);
                    continue;
                }
            };
            let found = lint(&document);
            let (left, told): (Vec<Finding>, Vec<Finding>) = found.into_iter().partition(|one| one.noted.is_empty());
            open += left.len();
            noted += told.len();
            let name = files::shown(&root);
            let drawn = Diagnostics(left.iter().map(|one| one.diagnostic.clone()).collect());
            if arguments.json {
                let rows: Vec<Value> = told.iter().map(|one| noted_json(&document, one)).collect();
                let report = json!({ "path": name, "open": render_json(&drawn, &sources), "noted": rows });
                reports.push(report);
                continue;
            }
            if !drawn.0.is_empty() {
                screen.note(&format!("{name}:\n\n"), &format!("{name}:\n\n"));
                screen.findings(&drawn, &sources);
                screen.note("\n", "\n");
            }
            if arguments.all {
                told.iter()
                    .for_each(|one| screen.out(&noted_line(&document, one, screen)));
            }
        }
    }
    if arguments.json {
        let all = json!({ "regulations": reports, "open": open, "noted": noted });
        screen.out(&format!("{all}\n"));
    } else {
        screen.say(
            &format!("{} chỗ đáng ngờ: {noted} đã ghi nghi vấn, {open} chưa\n", open + noted),
            &format!("findings: {}, noted: {noted}, open: {open}\n", open + noted),
        );
    }
    if open > 0 { exit.max(Exit::Findings) } else { exit }
}

/// `Q0901 mục 11 Thủ tục 5: …` and below it what the author says.
fn noted_line(document: &Document, one: &Finding, screen: &Screen) -> String {
    let message = screen
        .lang
        .pick(&one.diagnostic.message.vi, &one.diagnostic.message.en)
        .to_owned();
    let mut out = format!("{} {}: {message}\n", one.diagnostic.code.id, place(document, one));
    for doubt in one.noted.iter().filter_map(|position| document.doubts.get(*position)) {
        out.push_str(&format!("      nghi vấn: {}\n", doubt.text));
    }
    out
}

fn noted_json(document: &Document, one: &Finding) -> Value {
    let doubts: Vec<&str> = one
        .noted
        .iter()
        .filter_map(|position| document.doubts.get(*position))
        .map(|doubt| doubt.text.as_str())
        .collect();
    json!({
        "code": one.diagnostic.code.id,
        "at": place(document, one),
        "message": one.diagnostic.message,
        "noted": doubts,
    })
}

fn place(document: &Document, one: &Finding) -> String {
    one.unit.map_or_else(
        || document.about.number.clone(),
        |unit| document.address(unit).to_owned(),
    )
}
