//! `quyche check`: every mistake of a regulation, with its place and what to do.

use crate::args::Check;
use crate::screen::{Exit, Screen};
use quyche_base::{Diagnostic, Severity};
use quyche_driver::{check_all, errors, files, render_json};
use serde_json::{Value, json};

/// Checks each path.
pub fn run(arguments: &Check, screen: &Screen) -> Exit {
    let mut exit = Exit::Held;
    let mut reports: Vec<Value> = Vec::new();
    let mut count = Count::default();
    for path in &arguments.regulations.paths {
        let roots = match files::regulations(path) {
            Ok(roots) => roots,
            Err(diagnostic) => {
                exit = exit.max(screen.refuse_one(diagnostic));
                continue;
            }
        };
        let several = roots.len() + arguments.regulations.paths.len() > 2;
        for (root, project) in roots.iter().zip(check_all(&roots)) {
            for diagnostic in &project.diagnostics.0 {
                exit = exit.max(weigh(diagnostic));
                count.add(diagnostic);
            }
            count.regulations += 1;
            if arguments.json {
                let findings = render_json(&project.diagnostics, &project.sources);
                reports.push(json!({ "path": files::shown(root), "findings": findings }));
            } else if !project.diagnostics.0.is_empty() {
                if several {
                    // Places are told from the folder of the regulation on, so it is named first.
                    let name = files::shown(root);
                    screen.note(&format!("{name}:\n\n"), &format!("{name}:\n\n"));
                }
                screen.findings(&project.diagnostics, &project.sources);
                screen.note("\n", "\n");
            }
        }
    }
    if arguments.json {
        let all = json!({ "regulations": reports, "errors": count.errors, "warnings": count.warnings });
        screen.out(&format!("{all}\n"));
    } else {
        screen.out(&count.words(screen));
    }
    exit
}

/// An error of the rules is a finding; a file that cannot be read is bad input; a warning is told and passes.
pub fn weigh(diagnostic: &Diagnostic) -> Exit {
    match diagnostic.severity {
        Severity::Warning => Exit::Held,
        Severity::Error if errors::ALL.contains(&diagnostic.code) => Exit::BadInput,
        Severity::Error => Exit::Findings,
    }
}

#[derive(Default)]
struct Count {
    regulations: usize,
    errors: usize,
    warnings: usize,
}

impl Count {
    fn add(&mut self, diagnostic: &Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
    }

    fn words(&self, screen: &Screen) -> String {
        let (regulations, errors, warnings) = (self.regulations, self.errors, self.warnings);
        screen
            .lang
            .pick(
                &format!("{regulations} quy định: {errors} lỗi, {warnings} lưu ý\n"),
                &format!("regulations: {regulations}, errors: {errors}, warnings: {warnings}\n"),
            )
            .to_owned()
    }
}
