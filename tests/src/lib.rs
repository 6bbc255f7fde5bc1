//! What the tests share: where things stand, running the command, reading a page of `docs/diagnostics/`, the facts of a list
//! written as JSON or as a workbook, random people, and the plain way to the day on which one of them qualifies.

pub mod by_days;
pub mod lists;
pub mod page;
pub mod people;
pub mod process;
pub mod sweep;

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_owned()
}

/// The folders of the regulations, in order.
pub fn regulations() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root().join("regulations"))
        .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
        .unwrap_or_default();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

/// Every rule file of the project, the library's included, in order.
pub fn rule_files() -> Vec<PathBuf> {
    ["regulations", "stdlib"]
        .iter()
        .flat_map(|folder| quyche_driver::files::rule_files(&root().join(folder)).unwrap_or_default())
        .collect()
}
