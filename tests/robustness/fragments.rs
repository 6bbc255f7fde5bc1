//! Parts of real rule files: any prefix and any file with one byte left out is answered without a panic.

use quyche_driver::load_texts;
use quyche_tests::{rule_files, sweep};
use std::fs;

/// How many places of each file are tried here; the program `sweep` tries them all.
const SAMPLES: usize = 24;

#[test]
fn prefixes_and_deletions_are_answered() {
    let files = rule_files();
    assert!(!files.is_empty());
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let stride = (text.len() / SAMPLES).max(1);
        let mut tried = 0;
        // An odd stride visits every kind of place: inside words, marks, letters of several bytes.
        for at in (0..text.len()).step_by(stride | 1) {
            for variant in sweep::variants(&text, at) {
                let project = load_texts(&[("a.quyche".to_owned(), variant)]);
                assert!(
                    project.document.is_some() || project.diagnostics.has_errors(),
                    "{}: {at}",
                    path.display()
                );
                tried += 1;
            }
        }
        assert!(tried >= SAMPLES.min(text.len()), "{}", path.display());
    }
}
