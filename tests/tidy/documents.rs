//! The documents at the root say what is so.

use super::files;
use quyche_tests::process::run;
use quyche_tests::root;
use std::collections::BTreeSet;
use std::fs;

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The words between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .collect()
}

#[test]
fn every_path_named_in_the_documents_exists() {
    let mut checked = 0;
    for document in ["ARCHITECTURE.md", "README.md", "docs/glossary.md"] {
        for word in quoted(&read(document)) {
            let is_path = word.contains('/') && !word.contains([' ', '<', '*', '…']) && !word.starts_with('-');
            if is_path {
                checked += 1;
                assert!(
                    root().join(word).exists(),
                    "{document} names {word}, which does not exist"
                );
            }
        }
    }
    assert!(checked > 10, "only {checked} paths were found");
}

#[test]
fn the_table_of_rooms_is_what_the_manifests_say() {
    let text = read("ARCHITECTURE.md");
    let mut rooms = BTreeSet::new();
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if cells.len() != 7 || !cells[4].starts_with('`') {
            continue;
        }
        let (room, may) = (cells[4].trim_matches('`'), cells[5]);
        let allowed: BTreeSet<&str> = may
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty() && *name != "–")
            .collect();
        assert_eq!(
            imports(room),
            allowed.iter().map(|name| (*name).to_owned()).collect(),
            "imports of {room}"
        );
        rooms.insert(room.to_owned());
    }
    let manifests: BTreeSet<String> = files()
        .into_iter()
        .filter_map(|(path, _)| path.strip_suffix("/Cargo.toml").map(str::to_owned))
        .collect();
    assert_eq!(rooms, manifests, "every room has its row");
}

/// The rooms a manifest names under `[dependencies]`, without the prefix.
fn imports(room: &str) -> BTreeSet<String> {
    let manifest = read(&format!("{room}/Cargo.toml"));
    let (_, rest) = manifest.split_once("[dependencies]\n").unwrap_or(("", ""));
    let section = rest.split("\n[").next().unwrap();
    section
        .lines()
        .filter_map(|line| line.strip_prefix("quyche-")?.split([' ', '.']).next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_architecture_fits_on_a_few_screens() {
    assert!(read("ARCHITECTURE.md").lines().count() <= 150);
}

#[test]
fn the_commands_of_the_readme_exist() {
    let text = read("README.md");
    let mut checked = 0;
    for line in text.lines().map(str::trim) {
        let line = line.trim_start_matches("$ ");
        let arguments = line
            .strip_prefix("cargo run --release -- ")
            .or_else(|| line.strip_prefix("quyche "));
        let Some(arguments) = arguments else { continue };
        let words: Vec<&str> = arguments.split('#').next().unwrap().split_whitespace().collect();
        let command = words[0];
        let help = run(QUYCHE, &root(), &[command, "--help"]);
        assert_eq!(help.code, 0, "README names \"{command}\": {}", help.err);
        for word in &words[1..] {
            if word.starts_with("--") {
                assert!(help.out.contains(word), "README names {word} of {command}");
            } else if word.starts_with("regulations/") {
                assert!(root().join(word).exists(), "README names {word}");
            }
        }
        checked += 1;
    }
    assert!(checked >= 5, "only {checked} commands were found");
}

#[test]
fn the_glossary_names_what_the_code_names() {
    let code: String = files()
        .into_iter()
        .filter(|(path, _)| path.starts_with("compiler/") && path.ends_with(".rs"))
        .map(|(_, text)| text)
        .collect();
    let mut checked = 0;
    for line in read("docs/glossary.md").lines().filter(|line| line.starts_with("| ")) {
        let name = line.split('|').nth(2).unwrap_or("").trim();
        for word in quoted(name) {
            let last = word.rsplit("::").next().unwrap();
            assert!(
                code.contains(last),
                "the glossary names {word}, which is not in the code"
            );
            checked += 1;
        }
    }
    assert!(checked > 30, "only {checked} names were found");
}

#[test]
fn the_readme_shows_what_is_printed() {
    let text = read("README.md");
    let blocks: Vec<&str> = text.split("```\n").skip(1).step_by(2).collect();
    let line = blocks[0].lines().next().unwrap();
    let arguments: Vec<&str> = line
        .strip_prefix("cargo run --release -- ")
        .unwrap()
        .split_whitespace()
        .collect();
    let ran = run(QUYCHE, &root(), &arguments);
    assert_eq!(ran.code, 0, "{}", ran.err);
    // A line of `…` leaves out any number of lines.
    let mut rest = ran.out.lines();
    let mut skipping = false;
    for shown in blocks[1].lines() {
        if shown.trim() == "…" {
            skipping = true;
        } else if skipping {
            assert!(rest.any(|line| line == shown), "README shows: {shown}");
            skipping = false;
        } else {
            assert_eq!(rest.next(), Some(shown));
        }
    }
    assert_eq!(rest.next(), None, "README shows the end of the output");
}
