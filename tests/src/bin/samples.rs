//! Writes the sample lists beside each regulation in their other forms: `danh-sach-mau/` (CSV, the one that is edited)
//! becomes `danh-sach-mau.xlsx` and `danh-sach-mau.json`.
//!
//! `cargo run -p quyche-tests --bin samples`

use quyche_driver::{Lang, ask, load, render};
use quyche_tests::lists;
use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    for regulation in quyche_tests::regulations() {
        for list in lists_of(&regulation)? {
            write(&regulation, &list)?;
        }
    }
    Ok(())
}

/// The folders of CSV files beside a regulation; each is named `danh-sach…`.
fn lists_of(regulation: &Path) -> Result<Vec<std::path::PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(regulation)? {
        let path = entry?.path();
        if path.is_dir() && !lists::tables(&path).is_empty() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn write(regulation: &Path, list: &Path) -> Result<(), Box<dyn Error>> {
    let project = load(regulation);
    let Some(document) = project.document else {
        return Err(render(&project.diagnostics, &project.sources, Lang::Vi, false).into());
    };
    fs::write(list.with_extension("xlsx"), lists::workbook(list)?)?;
    let entry = entry_of(&document, list)?;
    let (cases, notes) = quyche_cases::read_noting(&document, entry.id, list)
        .map_err(|wrong| render(&wrong, &project.sources, Lang::Vi, false))?;
    if !notes.0.is_empty() {
        // A column nobody reads would be lost without a word in the other forms.
        return Err(render(&notes, &project.sources, Lang::Vi, false).into());
    }
    let text = serde_json::to_string_pretty(&lists::facts(&document, entry, &cases))?;
    fs::write(list.with_extension("json"), format!("{text}\n"))?;
    println!("{}: {} hồ sơ", list.display(), cases.people.len());
    Ok(())
}

/// The entry point that the README beside the list names in its first command: `quyche run REGULATION ENTRY --cases …`.
fn entry_of<'a>(document: &'a quyche_ir::Document, list: &Path) -> Result<&'a quyche_ir::model::Entry, Box<dyn Error>> {
    let readme = list.join("README.md");
    let text = fs::read_to_string(&readme).map_err(|error| format!("{}: {error}", readme.display()))?;
    let command = text.lines().find_map(|line| line.trim().strip_prefix("quyche run "));
    let command = command.ok_or_else(|| format!("{}: no line `quyche run …`", readme.display()))?;
    let name = command.split_whitespace().nth(1).filter(|word| !word.starts_with("--"));
    Ok(ask::entry(document, name).map_err(|error| format!("{}: {}", readme.display(), error.message.vi))?)
}
