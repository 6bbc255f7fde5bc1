//! Every code there is, with its page: the page is the documentation, the text of `quyche explain CODE`, and a test.

use crate::errors;
use crate::render::Lang;
use crate::suggest::nearest;
use quyche_base::{Code, Diagnostic};

/// The pages of `docs/diagnostics/`, by code, in order.
const PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// Every registered code, in order, with the text of its page; empty where a page is missing, which a test forbids.
pub fn codes() -> Vec<(Code, &'static str)> {
    let rooms: [&[Code]; 9] = [
        quyche_syntax::errors::ALL,
        quyche_format::errors::ALL,
        quyche_semantics::errors::ALL,
        quyche_eval::errors::ALL,
        quyche_cases::errors::ALL,
        quyche_analysis::lint::errors::ALL,
        quyche_ir::errors::ALL,
        quyche_source::errors::ALL,
        errors::ALL,
    ];
    let mut all: Vec<(Code, &'static str)> = rooms
        .into_iter()
        .flatten()
        .map(|code| (*code, page(code.id).unwrap_or("")))
        .collect();
    all.sort_by_key(|(code, _)| code.id);
    all
}

/// The pages that exist, by code.
pub fn pages() -> &'static [(&'static str, &'static str)] {
    PAGES
}

fn page(id: &str) -> Option<&'static str> {
    PAGES.iter().find(|(known, _)| *known == id).map(|(_, text)| *text)
}

/// Whether a word has the form of a code: `Q0312`, in either case.
pub fn is_code(word: &str) -> bool {
    let mut letters = word.chars();
    matches!(letters.next(), Some('q' | 'Q')) && word.len() == 5 && letters.all(|letter| letter.is_ascii_digit())
}

/// The page of a code in the language asked for: the Vietnamese text with its examples, or the head, the examples and the English
/// text.
pub fn explain(code: &str, lang: Lang) -> Result<String, Diagnostic> {
    let id = code.to_uppercase();
    let Some(text) = page(&id) else {
        let near = nearest(&id, PAGES.iter().map(|(known, _)| *known));
        let error = errors::no_such_code(code);
        return Err(match near {
            Some(near) => error.help(format!("có phải \"{near}\"?"), format!("did you mean \"{near}\"?")),
            None => error,
        });
    };
    Ok(in_language(text, lang))
}

fn in_language(text: &str, lang: Lang) -> String {
    let (vietnamese, english) = text.split_once("\n## English\n").unwrap_or((text, ""));
    match lang {
        Lang::Vi => format!("{}\n", vietnamese.trim_end()),
        Lang::En => {
            let head = vietnamese.lines().next().unwrap_or("");
            let examples = vietnamese.split_once("\n## Sai\n").map_or("", |(_, rest)| rest);
            let examples = examples.replacen("\n## Đúng\n", "\n## Right\n", 1);
            format!("{head}\n\n{}\n\n## Wrong\n{}\n", english.trim(), examples.trim_end())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_told_in_one_language() {
        let page = "# Q0001 a\n\nTiếng Việt.\n\n## Sai\n\nx\n\n## Đúng\n\ny\n\n## English\n\nWords.\n";
        assert_eq!(
            in_language(page, Lang::Vi),
            "# Q0001 a\n\nTiếng Việt.\n\n## Sai\n\nx\n\n## Đúng\n\ny\n"
        );
        assert_eq!(
            in_language(page, Lang::En),
            "# Q0001 a\n\nWords.\n\n## Wrong\n\nx\n\n## Right\n\ny\n"
        );
    }

    #[test]
    fn codes_are_known_by_their_form() {
        assert!(is_code("Q0312") && is_code("q0601"));
        assert!(!is_code("Q31") && !is_code("quyche") && !is_code("Qabcd"));
        assert_eq!(explain("Q9999", Lang::Vi).unwrap_err().code, errors::NO_SUCH_CODE);
    }
}
