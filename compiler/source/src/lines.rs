//! The lines of a text as they are read: NFC, one blank for any run of white space, no emphasis marks (`**`, `*…*`), no
//! table bars. What an author of the plain text put in for looks says nothing.

use unicode_normalization::UnicodeNormalization;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// Its text; empty for a blank line, and for an empty cell.
    pub(crate) text: String,
    /// Whether it is a cell of a table: it ends in a bar.
    pub(crate) cell: bool,
}

impl Line {
    /// Whether nothing at all stands on it.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.is_empty() && !self.cell
    }

    /// Whether it only draws a rule (`-----`, `_____`).
    pub(crate) fn is_rule(&self) -> bool {
        self.text.chars().count() > 2 && self.text.chars().all(|letter| matches!(letter, '-' | '_' | '=' | '—'))
    }
}

/// The lines of a text; a byte order mark and `\r` are passed over.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let text = text.trim_start_matches('\u{feff}');
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.split('\n')
        .zip(1..)
        .map(|(line, number)| {
            let folded = fold(line);
            let cell = folded.ends_with('|');
            let text = without_emphasis(folded.trim_end_matches(['|', ' ']));
            Line { number, text, cell }
        })
        .collect()
}

/// NFC, with one blank for any run of white space and none at the ends.
pub(crate) fn fold(text: &str) -> String {
    let composed: String = text.nfc().collect();
    let words: Vec<&str> = composed.split_whitespace().collect();
    words.join(" ")
}

/// Without `**`, and without `*` around a stretch of the line; a `*` that opens an item stays.
fn without_emphasis(line: &str) -> String {
    let line = line.replace("**", "");
    let (bullet, body) = match line.strip_prefix("* ") {
        Some(rest) => ("* ", rest),
        None => ("", line.as_str()),
    };
    let parts: Vec<&str> = body.split('*').collect();
    // An odd number of parts means an even number of stars: pairs.
    let paired = parts.len() > 1 && parts.len() % 2 == 1 && pairs_hold(&parts);
    let body = if paired { parts.concat() } else { body.to_owned() };
    format!("{bullet}{body}").trim().to_owned()
}

/// Whether what stands between the stars of each pair begins and ends with something else than a blank.
fn pairs_hold(parts: &[&str]) -> bool {
    parts
        .iter()
        .skip(1)
        .step_by(2)
        .all(|inner| !inner.is_empty() && inner.trim() == *inner)
}

/// Whether a text begins with a small letter: no paragraph does, so it goes on from the one before.
pub(crate) fn begins_small(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

/// Whether a text ends as a sentence, an item or an introduction does.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(['”', '"', '’', ')', ' ']);
    end.ends_with(['.', ';', ':', '!', '?', '…'])
}

/// Whether every letter is a capital, and there are some.
pub(crate) fn is_capitals(text: &str) -> bool {
    let mut letters = text.chars().filter(|letter| letter.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|letter| !letter.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_dropped_and_content_stays() {
        let all = lines("\u{feff}**Chương  I**\r\n(gọi là *Tổ*)\n* Gạch sao\nô |\n|\n\n5 * 6\n");
        let texts: Vec<(&str, bool)> = all.iter().map(|line| (line.text.as_str(), line.cell)).collect();
        let wanted = [
            ("Chương I", false),
            ("(gọi là Tổ)", false),
            ("* Gạch sao", false),
            ("ô", true),
            ("", true),
            ("", false),
            ("5 * 6", false),
        ];
        assert_eq!(texts, wanted);
        assert!(all[5].is_blank() && !all[4].is_blank());
    }

    #[test]
    fn ends_of_sentences_are_seen_through_closing_marks() {
        assert!(ends_sentence("như sau:") && ends_sentence("“Quy chế”.") && ends_sentence("(nếu có.)"));
        assert!(!ends_sentence("kỹ thuật mật") && !ends_sentence("Trưởng phòng,") && !ends_sentence("(nếu có)"));
        assert!(is_capitals("QUY ĐỊNH 12") && !is_capitals("QUY định") && !is_capitals("12"));
    }
}
