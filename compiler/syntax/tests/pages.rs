//! Every page of this room's codes: the wrong program gives exactly its code, the mended one gives nothing, and codes and
//! pages name each other.

#![cfg(test)]

use quyche_base::FileId;
use quyche_syntax::{errors, parse};
use std::path::Path;

fn page(code: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs/diagnostics")
        .join(format!("{code}.md"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn program<'a>(page: &'a str, heading: &str) -> Option<&'a str> {
    let section = page.split("\n## ").find(|section| section.starts_with(heading))?;
    section.split("```quyche\n").nth(1)?.split("```").next()
}

#[test]
fn codes_are_unique_and_their_pages_are_true() {
    let mut ids: Vec<&str> = errors::ALL.iter().map(|code| code.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), errors::ALL.len());
    for code in errors::ALL {
        let page = page(code.id);
        assert!(
            page.starts_with(&format!("# {} {}\n", code.id, code.name)),
            "{}: title",
            code.id
        );
        for heading in ["Sai", "Đúng", "English"] {
            assert!(page.contains(&format!("\n## {heading}\n")), "{}: {heading}", code.id);
        }
        let Some(wrong) = program(&page, "Sai") else { continue };
        let (_, found) = parse(FileId(0), wrong);
        let given: Vec<&str> = found.0.iter().map(|diagnostic| diagnostic.code.id).collect();
        assert_eq!(given, [code.id], "{}: the wrong program", code.id);
        let right = program(&page, "Đúng").unwrap_or_else(|| panic!("{}: no mended program", code.id));
        let (_, found) = parse(FileId(0), right);
        assert!(found.0.is_empty(), "{}: the mended program: {:?}", code.id, found.0);
    }
}
