//! `quyche fmt`: rule files in their canonical layout, in place; with `--check`, which files are not in it.

use crate::args::Fmt;
use crate::screen::{Exit, Screen};
use quyche_base::{Diagnostic, FileId, SourceMap};
use quyche_driver::{errors, files};
use std::fs;
use std::path::{Path, PathBuf};

/// Formats each file below each path.
pub fn run(arguments: &Fmt, screen: &Screen) -> Exit {
    let mut exit = Exit::Held;
    for path in &arguments.paths {
        match rule_files(path) {
            Ok(found) => {
                for file in found {
                    exit = exit.max(one(&file, arguments.check, screen));
                }
            }
            Err(diagnostic) => exit = exit.max(screen.refuse_one(diagnostic)),
        }
    }
    exit
}

fn rule_files(path: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let metadata = fs::metadata(path).map_err(|error| files::cannot_open(path, &error))?;
    if metadata.is_dir() {
        let found = files::rule_files(path)?;
        return if found.is_empty() {
            Err(errors::no_rules(&files::shown(path)))
        } else {
            Ok(found)
        };
    }
    if files::is_rule_file(path) {
        Ok(vec![path.to_owned()])
    } else {
        Err(errors::unknown_kind(&files::shown(path)))
    }
}

fn one(path: &Path, only_check: bool, screen: &Screen) -> Exit {
    let text = match files::read_text(path, files::MAX_FILE_BYTES) {
        Ok(text) => text,
        Err(diagnostic) => return screen.refuse_one(diagnostic),
    };
    let name = files::shown(path);
    let formatted = match quyche_driver::format(FileId::default(), &text) {
        Ok(formatted) => formatted,
        Err(diagnostics) => {
            let mut sources = SourceMap::default();
            sources.add(name, text);
            screen.findings(&diagnostics, &sources);
            return Exit::Findings;
        }
    };
    if formatted == text {
        return Exit::Held;
    }
    if only_check {
        screen.say(
            &format!("{name}: chưa đúng cách trình bày\n"),
            &format!("{name}: not formatted\n"),
        );
        return Exit::Findings;
    }
    match files::write(path, formatted.as_bytes(), true) {
        Ok(()) => {
            screen.say(&format!("{name}: đã trình bày lại\n"), &format!("{name}: formatted\n"));
            Exit::Held
        }
        Err(diagnostic) => screen.refuse_one(diagnostic),
    }
}
