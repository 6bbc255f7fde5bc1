//! What may stand in a file, and how long it may be.

use super::{files, rust_files};

/// Files between 500 and 800 lines, each with the reason why it is not two.
const LONG: &[(&str, &str)] = &[];

/// Functions over 60 lines, by file and name: dispatches of one arm a line.
const LONG_FUNCTIONS: &[&str] = &["compiler/ir/src/invariants/exprs.rs expr"];

/// Words that would name the machine a file was written on.
const MACHINE: &[&str] = &["/wor_k/", "/roo_t/", "/hom_e/", "/tm_p/"];

/// Marks of unfinished work.
const UNFINISHED: &[&str] = &["TO_DO", "FIX_ME", "XX_X", "todo_!(", "unimplemented_!(", "dbg_!("];

/// Whether a file holds tests only: a file of tests by name or folder, or a module declared for tests.
fn is_test(path: &str, files: &[(String, String)]) -> bool {
    let name = path.rsplit('/').next().unwrap().trim_end_matches(".rs");
    let folder = path.rsplit_once('/').unwrap().0;
    let declared = files.iter().any(|(other, text)| {
        let near = other.rsplit_once('/').unwrap().0 == folder;
        let pairs = ["", "pub ", "pub(crate) "].map(|seen| format!("#[cfg(test)]\n{seen}mod {name};"));
        near && pairs.iter().any(|pair| text.contains(pair))
    });
    declared || path.starts_with("tests/") || path.contains("/tests/") || name == "tests"
}

#[test]
fn files_are_short() {
    let mut long = Vec::new();
    let files = rust_files();
    for (path, text) in &files {
        let lines = text.lines().count();
        assert!(lines <= 800, "{path} has {lines} lines; 800 is the very most");
        if lines > 500 && !is_test(path, &files) {
            long.push(path.clone());
        }
    }
    long.retain(|path| LONG.iter().all(|(known, _)| known != path));
    assert_eq!(
        long,
        Vec::<String>::new(),
        "files over 500 lines are split, or listed here with a reason"
    );
}

#[test]
fn functions_are_short() {
    let mut long = Vec::new();
    let files = rust_files();
    for (path, text) in files.iter().filter(|(path, _)| !is_test(path, &files)) {
        let mut open: Vec<(usize, usize, String)> = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let code = line.trim_start();
            let starts = ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn "];
            if starts.iter().any(|start| code.starts_with(start)) && !code.ends_with(';') && !code.ends_with('}') {
                open.push((indent, number, code.to_owned()));
            } else if code == "}"
                && let Some((_, start, head)) = open.pop_if(|(at, _, _)| *at == indent)
                && number - start + 1 > 60
            {
                let name = head.split_once("fn ").unwrap().1.split(['(', '<']).next().unwrap();
                long.push(format!("{path} {name}"));
            }
        }
    }
    long.retain(|name| !LONG_FUNCTIONS.contains(&name.as_str()));
    assert_eq!(long, Vec::<String>::new(), "functions over 60 lines are split");
}

#[test]
fn nothing_is_left_unfinished_and_no_machine_is_named() {
    for (path, text) in files() {
        for word in UNFINISHED.iter().chain(MACHINE) {
            let word = word.replace('_', "");
            assert!(!text.contains(&word), "{path} contains \"{word}\"");
        }
    }
}

#[test]
fn below_the_command_line_nothing_panics_on_purpose() {
    let banned = [".unwrap()", ".expect(", "panic!(", "unreachable!(", "#[allow("];
    let files = rust_files();
    for (path, text) in &files {
        let below = ["grammar/src/", "compiler/", "stdlib/src/"]
            .iter()
            .any(|room| path.starts_with(room));
        if !below || is_test(path, &files) || path.ends_with("build.rs") || path.starts_with("compiler/cli/") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (number, line) in code.lines().enumerate() {
            let code = line.split("//").next().unwrap();
            for word in banned {
                assert!(!code.contains(word), "{path}:{}: {word}", number + 1);
            }
        }
    }
}

#[test]
fn every_test_asserts_something() {
    for (path, text) in rust_files() {
        let helpers = asserting(&text);
        let mut parts = text.split("#[test]\n");
        parts.next();
        for part in parts {
            let indent = part.len() - part.trim_start().len();
            let body = part.split(&format!("\n{}}}\n", " ".repeat(indent))).next().unwrap();
            let name = part.lines().next().unwrap().trim();
            // What must only come back without a panic says so in its name.
            let asserts = ["assert", "panic"].iter().any(|word| body.contains(word));
            let calls = helpers.iter().any(|helper| body.contains(&format!("{helper}(")));
            assert!(asserts || calls, "{path}: {name} asserts nothing");
        }
    }
}

/// The functions of a file that assert something.
fn asserting(text: &str) -> Vec<&str> {
    let parts = text.split("fn ").skip(1).filter(|part| part.contains("assert"));
    parts.filter_map(|part| part.split(['(', '<']).next()).collect()
}

#[test]
fn snapshots_are_all_accepted() {
    for (path, _) in files() {
        assert!(
            !path.ends_with(".snap.new") && !path.ends_with(".pending-snap"),
            "{path} is pending"
        );
    }
}
