//! Nothing that can be typed may make the parser panic, hang or blow up.

#![cfg(test)]

use proptest::prelude::*;
use quyche_base::{FileId, Span};
use quyche_syntax::{LONGEST_FILE, parse};

const ALL_KINDS: &str = include_str!("programs/all-kinds.quyche");

/// Parses, and checks that every span lies in the text, on character boundaries.
fn parsed(text: &str) -> Vec<&'static str> {
    let (_, found) = parse(FileId(0), text);
    for diagnostic in &found.0 {
        let Span { start, end, .. } = diagnostic.span.expect("a span");
        assert!(
            text.get(start as usize..end as usize).is_some(),
            "{start}..{end} in {text:?}"
        );
    }
    found.0.iter().map(|diagnostic| diagnostic.code.id).collect()
}

fn below(body: &str) -> String {
    format!("Quy định thu.\nĐiều 1. Thử\n{body}\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_prefix_is_answered(at in 0..ALL_KINDS.len()) {
        let at = (0..=at).rev().find(|at| ALL_KINDS.is_char_boundary(*at)).unwrap_or(0);
        parsed(ALL_KINDS.get(..at).expect("a prefix"));
    }

    #[test]
    fn every_text_without_one_byte_is_answered(at in 0..ALL_KINDS.len()) {
        let mut bytes = ALL_KINDS.as_bytes().to_vec();
        bytes.remove(at);
        parsed(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_text_is_answered(text in "(\\PC|\n|[\"“”().;:,/<>{}|0-9 -]|Điều 1. |tiêu chuẩn |tất cả\n|- |a\\) ){0,60}") {
        parsed(&text);
        parsed(&below(&text));
    }

    #[test]
    fn words_in_any_order_are_answered(words in proptest::collection::vec(prop::sample::select(words()), 0..40)) {
        parsed(&below(&words.join(" ")));
    }
}

/// The words of the sample program.
fn words() -> Vec<&'static str> {
    ALL_KINDS.split_whitespace().collect()
}

#[test]
fn nesting_is_capped() {
    let nested = |depth: usize| below(&format!("tiêu chuẩn: {}xong{}.", "(".repeat(depth), ")".repeat(depth)));
    assert!(parsed(&nested(64)).is_empty());
    assert_eq!(parsed(&nested(65)), ["Q0117"]);
    assert_eq!(parsed(&nested(10_000)), ["Q0117"]);
    let filters = |depth: usize| {
        below(&format!(
            "tiêu chuẩn: {}xong{}.",
            "có việc (".repeat(depth),
            ")".repeat(depth)
        ))
    };
    assert!(parsed(&filters(64)).is_empty());
    assert_eq!(parsed(&filters(10_000)), ["Q0117"]);
    let ranges = below(&format!(
        "tiêu chuẩn: {}xong{}.",
        "tuổi từ (".repeat(60),
        ") đến 5".repeat(60)
    ));
    assert!(parsed(&ranges).is_empty());
    assert_eq!(
        parsed(&below(&format!("tiêu chuẩn: {}xong.", "không ".repeat(10_000)))),
        ["Q0101"]
    );
}

#[test]
fn length_is_capped() {
    let long = "nêu \"một\".\n".repeat(LONGEST_FILE / 10);
    assert_eq!(parsed(&long), ["Q0118"]);
    let statement = below(&format!("danh mục bậc: một{}.", " < hai".repeat(40_000)));
    assert_eq!(parsed(&statement), ["Q0118"]);
    let wrong = below(&"lạ_lùng.\n".repeat(5_000));
    let codes = parsed(&wrong);
    assert_eq!(codes.len(), 201);
    assert_eq!(codes.iter().filter(|code| **code == "Q0125").count(), 1);
}

#[test]
fn odd_bytes_are_answered() {
    for text in [
        "\0",
        "\u{301}",
        "\r\r\r",
        "“",
        "”",
        "\"",
        "//",
        "((((",
        "....",
        "Điều 1",
        "1.",
        "a)",
        "\u{FEFF}\u{FEFF}",
        "🙂",
    ] {
        assert!(!parsed(text).is_empty(), "{text:?}");
        parsed(&below(text));
    }
    for quote in ["\"", "“"] {
        let text = format!("{quote}lời.\n").repeat(2_000);
        assert!(parsed(&text).len() <= 201);
    }
}
