//! The three forms of one list, against documents built by hand.

pub(crate) mod document;
mod forms;
mod generate;
mod hostile;
mod messages;
mod properties;
mod reports;
mod schemas;
mod templates;
mod tolerance;

use crate::errors::Wrong;
use quyche_base::Diagnostics;
use quyche_ir::facts::Cases;
use quyche_ir::{Document, EntryId};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// The only entry point of the documents here.
const ENTRY: EntryId = EntryId(0);

/// A folder of its own for one test, gone when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("quyche-cases-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder left behind harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn csv(doc: &Document, files: &[(&str, &str)]) -> Result<(Cases, Diagnostics), Diagnostics> {
    let folder = Folder::new();
    for (name, text) in files {
        folder.file(name, text);
    }
    crate::read_noting(doc, ENTRY, folder.path())
}

fn json(doc: &Document, text: &str) -> Result<(Cases, Diagnostics), Diagnostics> {
    crate::read::read_json(doc, ENTRY, text.as_bytes())
}

fn xlsx(doc: &Document, bytes: &[u8]) -> Result<(Cases, Diagnostics), Diagnostics> {
    let folder = Folder::new();
    let path = folder.file("danh-sach.xlsx", bytes);
    crate::read_noting(doc, ENTRY, &path)
}

/// The codes and Vietnamese messages, a line each.
fn told(diagnostics: &Diagnostics) -> Vec<String> {
    let line = |diagnostic: &quyche_base::Diagnostic| format!("{} {}", diagnostic.code.id, diagnostic.message.vi);
    diagnostics.0.iter().map(line).collect()
}

fn told_of(wrong: Result<(Cases, Diagnostics), Diagnostics>) -> Vec<String> {
    told(&wrong.expect_err("this must be refused"))
}

#[test]
fn an_entry_point_that_is_not_there_is_refused() {
    let doc = document::document();
    let wrong = crate::read(&doc, EntryId(7), Path::new("x.json")).unwrap_err();
    assert_eq!(wrong.0[0].code, crate::errors::NO_ENTRY);
    assert_eq!(
        crate::template(&doc, EntryId(7)).unwrap_err().0[0].code,
        crate::errors::NO_ENTRY
    );
    assert_eq!(crate::schema(&doc, EntryId(7)), serde_json::Value::Bool(false));
}

#[test]
fn codes_are_distinct_and_of_this_room() {
    let mut ids: Vec<&str> = crate::errors::ALL.iter().map(|code| code.id).collect();
    let mut names: Vec<&str> = crate::errors::ALL.iter().map(|code| code.name).collect();
    assert!(ids.iter().all(|id| id.starts_with("Q05")));
    ids.sort_unstable();
    ids.dedup();
    names.sort_unstable();
    names.dedup();
    assert_eq!(
        (ids.len(), names.len()),
        (crate::errors::ALL.len(), crate::errors::ALL.len())
    );
}

#[test]
fn findings_are_capped_and_counted() {
    let mut findings = crate::errors::Findings::default();
    for _ in 0..crate::errors::PRINTED + 7 {
        findings.error(crate::errors::nowhere, Wrong::new(crate::errors::BAD_DATE, "x", "x"));
    }
    let told = told(&findings.into_diagnostics());
    assert_eq!(told.len(), crate::errors::PRINTED + 1);
    assert!(told.last().unwrap().contains("còn 7 ô sai"), "{told:?}");
}

#[test]
fn every_code_has_its_page() {
    for code in crate::errors::ALL {
        let path = format!("{}/../../docs/diagnostics/{}.md", env!("CARGO_MANIFEST_DIR"), code.id);
        let page = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{path}"));
        assert_eq!(
            page.lines().next(),
            Some(format!("# {} {}", code.id, code.name).as_str())
        );
        for heading in ["## Sai", "## Đúng", "## English"] {
            assert!(page.contains(heading), "{path}: {heading}");
        }
    }
}
