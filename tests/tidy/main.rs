//! The house keeps its own rules: sizes, words that may not stand in it, and that its documents say what is so.

mod documents;
mod text;

use quyche_tests::root;
use std::fs;
use std::path::{Path, PathBuf};

/// Every text file of the project, as (path from the root, text), in order.
fn files() -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root(), &mut found);
    found.sort();
    found
        .into_iter()
        .filter_map(|path| {
            let name = path.strip_prefix(root()).ok()?.to_string_lossy().replace('\\', "/");
            Some((name, fs::read_to_string(&path).ok()?))
        })
        .collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if name == ".ci" || !(name.starts_with('.') || name == "target") {
                collect(&path, found);
            }
        } else if name != "Cargo.lock" {
            found.push(path);
        }
    }
}

/// The Rust files, as (path, text).
fn rust_files() -> Vec<(String, String)> {
    files().into_iter().filter(|(path, _)| path.ends_with(".rs")).collect()
}
