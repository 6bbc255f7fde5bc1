//! Source texts and their outlines: read from files, written beside the rules.

use crate::files::{self, MAX_DOCUMENT_BYTES, MAX_FILE_BYTES};
use quyche_base::{Diagnostic, FileId};
use quyche_source::{Outline, ReadError, Reading, errors};
use std::fs;
use std::path::{Path, PathBuf};

/// The outline's file beside the rules.
pub const OUTLINE_FILE: &str = "ban-goc.json";

/// The rule file of a new regulation.
const RULES_FILE: &str = "quy-dinh.quyche";

/// Reads a source text and outlines it.
pub fn read_source(path: &Path) -> Result<Reading, Diagnostic> {
    quyche_source::read_text(&files::read_text(path, MAX_FILE_BYTES)?)
}

/// The outline that stands beside the rules at a path (their folder, or one of their files).
pub fn outline_beside(rules: &Path) -> Result<Outline, Diagnostic> {
    let folder = if rules.is_dir() {
        rules
    } else {
        rules.parent().unwrap_or(rules)
    };
    let path = folder.join(OUTLINE_FILE);
    let name = files::shown(&path);
    if !path.exists() {
        return Err(errors::no_outline(&name));
    }
    let text = files::read_text(&path, MAX_DOCUMENT_BYTES)?;
    quyche_source::read(&text).map_err(|error| match error {
        ReadError::Shape(reason) => errors::not_an_outline(&name, &reason),
        ReadError::Format(found) => errors::other_format(&name, found, quyche_source::FORMAT),
    })
}

/// Writes an outline.
pub fn write_outline(path: &Path, outline: &Outline, force: bool) -> Result<(), Diagnostic> {
    files::write(path, quyche_source::write(outline).as_bytes(), force)
}

/// A new regulation from a source text: a folder with a rule file that has every unit and says nothing yet, and the outline.
/// The paths written.
pub fn scaffold(text: &Path, folder: &Path, force: bool) -> Result<(Outline, Vec<PathBuf>), Diagnostic> {
    let outline = read_source(text)?.outline;
    let rules = folder.join(RULES_FILE);
    let beside = folder.join(OUTLINE_FILE);
    for path in [&rules, &beside] {
        if path.exists() && !force {
            return Err(crate::errors::exists(path));
        }
    }
    fs::create_dir_all(folder).map_err(|error| crate::errors::unwritable(folder, &error))?;
    let draft = quyche_source::scaffold(&outline);
    let formatted = quyche_format::format(FileId(0), &draft).unwrap_or(draft);
    files::write(&rules, formatted.as_bytes(), force)?;
    write_outline(&beside, &outline, force)?;
    Ok((outline, vec![rules, beside]))
}
