//! What a wrongly typed word was meant to be.

use crate::shape::{self, after};
use unicode_normalization::UnicodeNormalization;

/// The statement keyword that the beginning of `text` nearly is, and the length of what stands there.
pub(crate) fn near_statement(text: &str) -> Option<(&'static str, usize)> {
    nearest(text, shape::STATEMENTS.into_iter(), false)
}

/// The header keyword that the beginning of `text` nearly is.
pub(crate) fn near_header(text: &str) -> Option<(&'static str, usize)> {
    nearest(text, shape::HEADERS.into_iter(), false)
}

/// The heading word that a line nearly begins with, a number behind it, and the length of what stands there: `Mụ 1.`,
/// `điều 4.`, `Điều4.`
pub(crate) fn near_heading(line: &str) -> Option<(&'static str, usize)> {
    shape::HEADING_WORDS.into_iter().find_map(|meant| {
        let mut rest = line;
        for (index, _) in meant.split(' ').enumerate() {
            let word = if index == 0 {
                rest
            } else {
                rest.trim_start_matches([' ', '\t'])
            };
            rest = word.trim_start_matches(char::is_alphabetic);
        }
        let length = line.len() - rest.len();
        let written = line.get(..length).unwrap_or("").to_lowercase();
        let alike = written == meant.to_lowercase() || likeness(&written, &meant.to_lowercase(), true) > 0;
        (alike && shape::number(rest.trim_start_matches([' ', '\t'])).is_some()).then_some((meant, length))
    })
}

/// The phrase that the beginning of `text` resembles most, if it resembles one closely but is none of them. `short` allows
/// one wrong letter in words of three, where no name could stand.
pub(crate) fn nearest<'a>(text: &str, phrases: impl Iterator<Item = &'a str>, short: bool) -> Option<(&'a str, usize)> {
    let first = text
        .get(..text.len() - text.trim_start_matches(shape::is_name_char).len())
        .unwrap_or("");
    if first.is_empty() || shape::RESERVED.contains(&first.to_lowercase().as_str()) && shape::statement(text).is_none()
    {
        let near_multiword = phrases.filter(|phrase| phrase.contains(' '));
        return best(text, near_multiword, short);
    }
    best(text, phrases, short)
}

fn best<'a>(text: &str, phrases: impl Iterator<Item = &'a str>, short: bool) -> Option<(&'a str, usize)> {
    let mut best: Option<(&'a str, usize, u32)> = None;
    for phrase in phrases {
        let Some(length) = words_length(text, phrase.split(' ').count()) else {
            continue;
        };
        let written = text.get(..length).unwrap_or("").to_lowercase();
        let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let likeness = likeness(&written, phrase, short);
        if written != phrase && likeness > best.map_or(0, |(_, _, known)| known) {
            best = Some((phrase, length, likeness));
        }
    }
    best.map(|(phrase, length, _)| (phrase, length))
}

/// How alike two phrases are, in thousandths; 0 where they are too different to suggest one for the other.
fn likeness(written: &str, phrase: &str, short: bool) -> u32 {
    if bare(written) == bare(phrase) {
        return 1000;
    }
    let letters = u32::try_from(phrase.chars().count()).unwrap_or(u32::MAX);
    let typed = u32::try_from(written.chars().count()).unwrap_or(u32::MAX);
    let distance =
        strsim::damerau_levenshtein(&bare(written), &bare(phrase)).min(strsim::damerau_levenshtein(written, phrase));
    let least = if short { 3 } else { 4 };
    let allowed = if letters < least || typed.abs_diff(letters) > 3 {
        0
    } else {
        (letters / 4).max(1)
    };
    let distance = u32::try_from(distance).unwrap_or(u32::MAX);
    if distance == 0 || distance > allowed {
        0
    } else {
        999 - (distance * 900 / letters).min(998)
    }
}

/// Without tone marks, and with `đ` as `d`: what a hasty typist leaves.
fn bare(text: &str) -> String {
    text.nfd()
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
        .filter(char::is_ascii)
        .collect()
}

/// The length of the first `count` words.
fn words_length(text: &str, count: usize) -> Option<usize> {
    let mut at = 0;
    for index in 0..count {
        let rest = after(text, at);
        let trimmed = if index == 0 {
            rest
        } else {
            rest.trim_start_matches([' ', '\t', '\n'])
        };
        let word = trimmed.len() - trimmed.trim_start_matches(shape::is_name_char).len();
        if word == 0 {
            return None;
        }
        at += rest.len() - trimmed.len() + word;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_right_or_far_ones_are_not() {
        assert_eq!(near_statement("tieu chuan x"), Some(("tiêu chuẩn", "tieu chuan".len())));
        assert_eq!(near_statement("nghĩa vu của"), Some(("nghĩa vụ", "nghĩa vu".len())));
        for text in ["tiêu chuẩn x", "nếu có", "có chứng_chỉ", "chức_danh là", "x"] {
            assert_eq!(near_statement(text), None, "{text}");
        }
        assert_eq!(near_heading("Điêu 4. x").map(|(meant, _)| meant), Some("Điều"));
        assert_eq!(near_heading("Nhiều 4. x"), None);
    }
}
