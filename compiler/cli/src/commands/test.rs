//! `quyche test`: every example of a regulation.

use super::check::weigh;
use crate::args::Test;
use crate::screen::{Exit, Screen};
use quyche_driver::{errors, files, load, render_json, run_example};
use serde_json::{Value, json};
use std::path::Path;

/// Runs the examples at each path.
pub fn run(arguments: &Test, screen: &Screen) -> Exit {
    let mut exit = Exit::Held;
    let mut reports: Vec<Value> = Vec::new();
    for path in &arguments.regulations.paths {
        match files::regulations(path) {
            Ok(roots) => {
                for root in roots {
                    let (ended, report) = regulation(&root, arguments.json, screen);
                    exit = exit.max(ended);
                    reports.push(report);
                }
            }
            Err(diagnostic) => exit = exit.max(screen.refuse_one(diagnostic)),
        }
    }
    if arguments.json {
        screen.out(&format!("{}\n", json!({ "regulations": reports })));
    }
    exit
}

fn regulation(root: &Path, quiet: bool, screen: &Screen) -> (Exit, Value) {
    let mut project = load(root);
    let name = files::shown(root);
    let Some(document) = project.document.take() else {
        if !project.diagnostics.has_errors() {
            project.diagnostics.push(errors::no_document(&name));
        }
        let exit = project.diagnostics.0.iter().map(weigh).max().unwrap_or(Exit::Findings);
        screen.findings(&project.diagnostics, &project.sources);
        let findings = render_json(&project.diagnostics, &project.sources);
        return (exit, json!({ "path": name, "findings": findings }));
    };
    let mut held = 0;
    let mut results: Vec<Value> = Vec::new();
    for example in &document.examples {
        let (result, told) = run_example(&document, example);
        held += usize::from(!told.has_errors());
        if !quiet && told.has_errors() {
            screen.findings(&told, &project.sources);
            screen.note("\n", "\n");
        }
        results.push(json!({
            "example": example.text,
            "line": project.sources.line_column(example.at).0,
            "held": !told.has_errors(),
            "words": result.as_ref().map(|result| &result.words),
            "differences": result.as_ref().map(|result| &result.differences),
            "findings": render_json(&told, &project.sources),
        }));
    }
    let total = document.examples.len();
    if !quiet {
        summary(&name, held, total, screen);
    }
    let exit = if held == total { Exit::Held } else { Exit::Findings };
    let report = json!({ "path": name, "held": held, "failed": total - held, "examples": results });
    (exit, report)
}

fn summary(name: &str, held: usize, total: usize, screen: &Screen) {
    let failed = total - held;
    if total == 0 {
        screen.say(
            &format!("{name}: chưa có ví dụ nào\n"),
            &format!("{name}: it has no examples\n"),
        );
    } else {
        screen.say(
            &format!("{name}: {held}/{total} ví dụ đúng, {failed} sai\n"),
            &format!("{name}: {held} of {total} examples hold, {failed} failed\n"),
        );
    }
}
