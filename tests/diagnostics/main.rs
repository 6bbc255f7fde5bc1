//! Every code has a page; a page's wrong program gives exactly its code, its right program gives no error; and each error
//! is drawn once, in Vietnamese, so that a reader of a change sees what authors will see.

use quyche_base::{Code, Diagnostics, Severity};
use quyche_driver::{Lang, Project, codes, load_texts, registry, render, run_example};
use quyche_tests::page::{Page, program};
use quyche_tests::root;
use std::collections::BTreeSet;

/// A program compiled, its examples run and its text gone through: what was found, in order. What the author has noted is
/// no finding.
fn found(program: &str) -> (Project, Diagnostics) {
    let project = load_texts(&[("vi-du.quyche".to_owned(), program.to_owned())]);
    let mut found = project.diagnostics.clone();
    if let Some(document) = &project.document {
        for example in &document.examples {
            found.0.extend(run_example(document, example).1.0);
        }
        let open = quyche_analysis::lint::lint(document)
            .into_iter()
            .filter(|one| one.noted.is_empty());
        found.0.extend(open.map(|one| one.diagnostic));
    }
    found.sort();
    (project, found)
}

fn ids(found: &Diagnostics) -> BTreeSet<&'static str> {
    found.0.iter().map(|diagnostic| diagnostic.code.id).collect()
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let codes: Vec<&str> = codes().iter().map(|(code, _)| code.id).collect();
    let pages: Vec<&str> = registry::pages().iter().map(|(id, _)| *id).collect();
    assert_eq!(codes, pages);
    assert!(codes.len() >= 40, "{} codes", codes.len());
    let distinct: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(distinct.len(), codes.len(), "a code is used twice");
}

/// The pages that can be read.
fn readable() -> Vec<(Code, Page<'static>)> {
    let pages = codes().into_iter();
    pages
        .filter_map(|(code, text)| Some((code, Page::read(text).ok()?)))
        .collect()
}

/// Fails with every fault, not with the first.
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults\n\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_page_has_its_parts() {
    let mut faults = Vec::new();
    for (code, text) in codes() {
        let page = match Page::read(text) {
            Ok(page) => page,
            Err(missing) => {
                faults.push(format!("{}: {missing}", code.id));
                continue;
            }
        };
        if (page.id, page.name) != (code.id, code.name) {
            faults.push(format!(
                "{}: the head is \"{} {}\", not \"{}\"",
                code.id, page.id, page.name, code.name
            ));
        }
        for (part, least) in [(page.words, 60), (page.wrong, 4), (page.right, 4), (page.english, 60)] {
            if part.chars().count() < least {
                faults.push(format!("{}: a part says too little: {part:?}", code.id));
            }
        }
        if program(page.wrong).is_some() && program(page.right).is_none() {
            faults.push(format!("{}: a wrong program without a right one", code.id));
        }
    }
    none(&faults);
}

#[test]
fn wrong_programs_give_their_code_and_right_programs_none() {
    let mut faults = Vec::new();
    for (code, page) in readable() {
        if let Some(wrong) = program(page.wrong) {
            let (project, given) = found(wrong);
            if ids(&given) != BTreeSet::from([code.id]) {
                let drawn = render(&given, &project.sources, Lang::Vi, false);
                faults.push(format!(
                    "{}: the wrong program gives {:?}\n{drawn}",
                    code.id,
                    ids(&given)
                ));
            }
        }
        if let Some(right) = program(page.right) {
            let (project, given) = found(right);
            if given.has_errors() || given.0.iter().any(|diagnostic| diagnostic.code == code) {
                let drawn = render(&given, &project.sources, Lang::Vi, false);
                faults.push(format!(
                    "{}: the right program gives {:?}\n{drawn}",
                    code.id,
                    ids(&given)
                ));
            }
        }
    }
    none(&faults);
}

#[test]
fn each_error_is_drawn_once() {
    let mut drawn = BTreeSet::new();
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        for (code, page) in readable() {
            let Some(wrong) = program(page.wrong) else { continue };
            let (project, given) = found(wrong);
            drawn.insert(format!("{}.snap", code.id));
            insta::assert_snapshot!(code.id, render(&given, &project.sources, Lang::Vi, false));
        }
    });
    let kept: BTreeSet<String> = std::fs::read_dir(root().join("tests/diagnostics/snapshots"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(kept, drawn, "a snapshot that no page draws is removed");
}

#[test]
fn messages_speak_both_languages_and_no_type_names() {
    let mut faults = Vec::new();
    for (code, page) in readable() {
        let Some(wrong) = program(page.wrong) else { continue };
        let (_, given) = found(wrong);
        for diagnostic in &given.0 {
            let texts = [
                Some(&diagnostic.message),
                diagnostic.note.as_ref(),
                diagnostic.help.as_ref(),
            ];
            for text in texts.into_iter().flatten() {
                let foreign = ["Option<", "Some(", "Vec<", "::", "Err("];
                let spoken = [&text.vi, &text.en];
                if spoken
                    .iter()
                    .any(|text| text.trim().is_empty() || foreign.iter().any(|word| text.contains(word)))
                {
                    faults.push(format!("{}: {text:?}", code.id));
                }
            }
            let advised = diagnostic.help.is_some() || diagnostic.note.is_some() || !diagnostic.labels.is_empty();
            if !advised && diagnostic.severity == Severity::Error {
                faults.push(format!(
                    "{} says neither why nor what to do: {}",
                    code.id, diagnostic.message.vi
                ));
            }
        }
    }
    none(&faults);
}

#[test]
fn ten_mistakes_in_ten_articles_are_all_told() {
    let mut text = String::from("Quy định 1/QĐ-THỬ về \"thử\".\n\n");
    for number in 1..=20 {
        // Every second article is wrong, each in its own place.
        let body = if number % 2 == 0 {
            "nêu (nội_dung) \"đúng\"."
        } else {
            "nêu nêu nêu ((."
        };
        text.push_str(&format!("Điều {number}. Điều thứ {number}\n1. {body}\n\n"));
    }
    let (project, given) = found(&text);
    let lines: BTreeSet<usize> = given
        .0
        .iter()
        .filter_map(|diagnostic| Some(project.sources.line_column(diagnostic.span?).0))
        .collect();
    let expected: BTreeSet<usize> = (0..10).map(|index| 4 + index * 6).collect();
    assert_eq!(lines, expected, "{}", render(&given, &project.sources, Lang::Vi, false));
    assert_eq!(
        given.0.len(),
        10,
        "{}",
        render(&given, &project.sources, Lang::Vi, false)
    );
}
