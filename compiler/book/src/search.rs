//! The index that the search in the browser runs over.
//!
//! One entry a unit that says something: its address, its words, and where it stands. Tone marks are dropped in the browser,
//! from the index and from what is typed alike, so that `thang hang` finds `thăng hạng`.

use crate::anchors;
use crate::chapter::Chapter;
use serde_json::{Value, json};

/// An entry of the index.
pub(crate) struct Entry {
    address: String,
    words: String,
    target: String,
}

/// The entries of one regulation, in the order of the text.
pub(crate) fn entries(chapter: &Chapter<'_>) -> Vec<Entry> {
    let doc = chapter.regulation.document;
    let mut out = Vec::new();
    for unit in &doc.units {
        let mut words: Vec<String> = unit.title.iter().cloned().collect();
        for statement in chapter.statements.at(unit.id) {
            words.extend(statement.lines(doc).into_iter().map(|line| line.trim().to_owned()));
        }
        if !words.is_empty() {
            out.push(Entry {
                address: format!("{} · {}", unit.address, doc.about.number),
                words: words.join(" "),
                target: format!("{}/{}", chapter.regulation.folder, anchors::link(doc, unit.id)),
            });
        }
    }
    out
}

/// The index as a script, because a page opened from a folder may not fetch a file.
pub(crate) fn script(entries: &[Entry]) -> String {
    let rows: Vec<Value> = entries
        .iter()
        .map(|one| json!([one.address, one.words, one.target]))
        .collect();
    format!("window.mucLucTim = {};\n", Value::Array(rows))
}
