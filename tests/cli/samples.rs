//! The sample lists give what the table beside them says, which was worked out by hand from the text.

use quyche_tests::process::run;
use quyche_tests::{regulations, root};
use std::fs;

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

/// The verdicts, longest words first, and what a table calls them.
const VERDICTS: &[(&str, &str)] = &[
    ("đạt, không trúng tuyển", "không trúng tuyển"),
    ("không trúng tuyển", "không trúng tuyển"),
    ("trúng tuyển", "trúng tuyển"),
    ("chưa phân định", "chưa phân định"),
    ("không áp dụng", "không áp dụng"),
    ("không đạt", "không đạt"),
    ("chưa rõ", "chưa rõ"),
    ("miễn", "miễn"),
    ("đạt", "đạt"),
];

/// What a cell of the table says: the verdict, and the rank where it names one.
fn said(cell: &str) -> Option<(&'static str, Option<String>)> {
    let (_, verdict) = VERDICTS.iter().find(|(words, _)| cell.starts_with(words))?;
    let rank = cell.split("xếp ").nth(1).map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        format!("xếp {digits}")
    });
    Some((verdict, rank))
}

#[test]
fn the_sample_lists_give_what_was_worked_out_by_hand() {
    let mut checked = 0;
    let mut faults = Vec::new();
    for regulation in regulations() {
        for folder in fs::read_dir(&regulation).unwrap().map(|entry| entry.unwrap().path()) {
            let Ok(readme) = fs::read_to_string(folder.join("README.md")) else {
                continue;
            };
            // A table tells what the command above it gives.
            let (mut command, mut out) = ("", String::new());
            for row in readme.lines().filter(|line| !line.contains("---")) {
                if let Some(line) = row.trim().strip_prefix("quyche ") {
                    let ran = run(QUYCHE, &root(), &line.split_whitespace().collect::<Vec<_>>());
                    assert_eq!(ran.code, 0, "{line}\n{}", ran.err);
                    (command, out) = (line, ran.out);
                }
                if !row.starts_with("| ") {
                    continue;
                }
                let blocks: Vec<&str> = out.split("\n  ").collect();
                let cells: Vec<&str> = row.split('|').map(str::trim).collect();
                let (key, expected) = (cells[1], cells[cells.len() - 2]);
                let Some((verdict, rank)) = said(expected) else {
                    continue;
                };
                let line = blocks.iter().find(|block| block.split_whitespace().next() == Some(key));
                let line = line.unwrap_or_else(|| panic!("{command}: nobody is called {key}"));
                let rest = line.trim_start_matches(key).trim_start();
                let ranked = rank.is_none_or(|rank| rest.contains(&rank));
                if !rest.starts_with(verdict) || !ranked {
                    faults.push(format!("{key}: expected {expected}\n    {rest}"));
                }
                checked += 1;
            }
        }
    }
    assert!(checked >= 40, "only {checked} rows were found");
    assert!(
        faults.is_empty(),
        "{} of {checked}\n{}",
        faults.len(),
        faults.join("\n")
    );
}
