//! Formatting twice is formatting once, and a formatted program says what the program says, however it was typed.

#![cfg(test)]

use proptest::prelude::*;
use quyche_base::FileId;
use quyche_format::format;
use quyche_syntax::parse;

const ALL_KINDS: &str = include_str!("../../syntax/tests/programs/all-kinds.quyche");

fn tree(text: &str) -> String {
    let (file, found) = parse(FileId(0), text);
    assert!(found.0.is_empty(), "{:?}\n{text}", found.0);
    serde_json::to_string(&file).expect("a tree serialises")
}

fn formatted(text: &str) -> String {
    format(FileId(0), text).unwrap_or_else(|found| panic!("{:?}\n{text}", found.0))
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let once = formatted(text);
    prop_assert_eq!(tree(&once), tree(text));
    prop_assert_eq!(&formatted(&once), &once);
    for line in once.lines() {
        prop_assert_eq!(line.trim_end(), line);
    }
    Ok(())
}

/// Statements of every kind, cut out of the sample program.
fn statements() -> Vec<String> {
    let (normal, cut) = quyche_syntax::pieces(FileId(0), ALL_KINDS);
    let pieces = cut
        .pieces
        .iter()
        .filter(|piece| piece.kind == quyche_syntax::piece::PieceKind::Statement);
    pieces
        .map(|piece| normal.text.get(piece.start..piece.end).expect("a piece").to_owned())
        .collect()
}

/// A blank as someone might type it. Line breaks only stand where no heading or marker could begin a line by mistake.
fn blank() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        12 => prop::sample::select(vec![" ", "  ", "\t", "\u{A0}", "\n", "\n   ", "\r\n "]),
        1 => prop::sample::select(vec![" // ghi chú\n", "\n  // ghi chú\n "]),
    ]
}

/// The statement with its blanks typed anew.
fn retyped(statement: &str, blanks: &[&str]) -> String {
    let (mut out, mut quoted, mut used) = (String::new(), false, blanks.iter().cycle());
    let words: Vec<&str> = statement.split(' ').collect();
    for (index, word) in words.iter().enumerate() {
        out.push_str(word);
        quoted ^= word.matches('"').count() % 2 == 1;
        let Some(next) = words.get(index + 1) else { continue };
        let plain = next.starts_with(|letter: char| letter.is_lowercase() || letter == '"') && next.len() > 3;
        let blank = used.next().copied().unwrap_or(" ");
        let wanted = if quoted || !plain { " " } else { blank };
        out.push_str(wanted);
    }
    out
}

fn program() -> impl Strategy<Value = String> {
    let marker = prop::sample::select(vec![
        "",
        "1. ",
        "a) ",
        "- ",
        "+ ",
        "2- ",
        "Đoạn 3. ",
        "b. ",
        "4. \"Tên khoản\" ",
    ]);
    let heading = prop::sample::select(vec![
        "",
        "Điều 2. Tên  điều",
        "Mục 1.3 (lần 2).",
        "Bước 6: Tên",
        "Ngoài văn bản.",
    ]);
    let note = prop::sample::select(vec!["", "// ghi chú\n", "\n// ghi chú\n\n", "\n\n\n"]);
    let unit = (
        heading,
        marker,
        prop::sample::select(statements()),
        proptest::collection::vec(blank(), 1..12),
        note,
    );
    proptest::collection::vec(unit, 1..8).prop_map(|units| {
        let mut text = "Quy định thu về \"thử\".\nĐiều 1. Thử\n".to_owned();
        for (heading, marker, statement, blanks, note) in units {
            text.push_str(&format!(
                "{heading}\n{note}{marker}{} {note}\n",
                retyped(&statement, &blanks)
            ));
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formatting_is_idempotent_and_keeps_the_meaning(program in program()) {
        // Typing anew may break a program (a comment in the middle of a keyword): such a one is refused, not formatted.
        if parse(FileId(0), &program).1.has_errors() {
            prop_assert!(format(FileId(0), &program).is_err());
        } else {
            check(&program)?;
        }
    }
}

#[test]
fn the_sample_program_with_every_kind() {
    check(ALL_KINDS).expect("the sample program");
}

#[test]
fn every_rule_file_of_the_repository() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders = vec![root.join("regulations"), root.join("stdlib")];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder can be read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "quyche") {
                check(&std::fs::read_to_string(&path).expect("a rule file can be read")).expect("a rule file");
                files += 1;
            }
        }
    }
    assert!(files >= 5, "rule files are missing");
}
