//! Lists the pages of `docs/diagnostics/` so that every page is embedded without a hand-kept list.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../docs/diagnostics");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut pages: Vec<PathBuf> = match fs::read_dir(&root) {
        Ok(entries) => entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<_>>()?,
        Err(_) => Vec::new(),
    };
    pages.sort();
    let mut out = String::from("&[\n");
    for page in pages {
        if let Some(id) = code_of(&page) {
            println!("cargo::rerun-if-changed={}", page.display());
            let text = fs::read_to_string(&page)?;
            writeln!(out, "    ({id:?}, {text:?}),").map_err(io::Error::other)?;
        }
    }
    out.push_str("]\n");
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("pages.rs");
    fs::write(target, out)
}

/// `Q0312` of `Q0312.md`.
fn code_of(page: &Path) -> Option<String> {
    let stem = page.file_stem()?.to_str()?;
    let named = page.extension().is_some_and(|extension| extension == "md") && stem.starts_with('Q');
    named.then(|| stem.to_owned())
}
