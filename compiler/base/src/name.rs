//! Names: what the author typed, and the key under which two spellings are the same name.
//!
//! The key is NFC, lower case, with the tone mark of `oa oe uy` moved to the modern place (`hoà` and `hòa`, `uỷ` and
//! `ủy` are one name; after `q` the `u` belongs to the consonant: `quý`). `sĩ/sỹ` and `lý/lí` are not folded.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use unicode_normalization::{IsNormalized, UnicodeNormalization, char::compose, is_nfc_quick};

/// A name as written and the key by which it is compared. Equality and order look at the key alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Name {
    /// The folded form; see [`fold`].
    pub key: String,
    /// What the author typed, in NFC.
    pub shown: String,
}

impl Name {
    /// The name written `text`.
    pub fn new(text: &str) -> Self {
        let shown = nfc(text);
        let small = text.chars().all(is_small_letter);
        Self {
            key: if small { fold_tones(&shown) } else { fold(&shown) },
            shown,
        }
    }

    /// The name for people to read: underscores as blanks.
    pub fn spaced(&self) -> String {
        self.shown.replace('_', " ")
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Name {}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

const TONES: [char; 5] = ['\u{0300}', '\u{0301}', '\u{0303}', '\u{0309}', '\u{0323}'];

/// The key of a name: NFC, lower case, tone placement folded. Idempotent.
pub fn fold(text: &str) -> String {
    fold_tones(&text.to_lowercase())
}

/// Whether `letter` is an underscore, a digit, or one of the small letters Vietnamese is written with, marks and all: what
/// names mostly consist of, and neither composing nor lower case changes.
fn is_small_letter(letter: char) -> bool {
    match letter {
        '_' | '0'..='9' | 'a'..='z' | 'à'..='ã' | 'è'..='ê' | 'ì' | 'í' | 'ò'..='õ' | 'ù' | 'ú' | 'ý' => {
            true
        }
        'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' => true,
        // The capitals of this block have even numbers, their small letters the odd ones after them.
        'ạ'..='ỹ' => u32::from(letter) % 2 == 1,
        _ => false,
    }
}

/// NFC. Text is nearly always in that form already, which is cheap to see.
pub fn nfc(text: &str) -> String {
    if is_nfc(text) {
        text.to_owned()
    } else {
        text.nfc().collect()
    }
}

/// Whether a quick look tells that a text is in NFC. The blocks Vietnamese is written in hold nothing but composed letters
/// and signs, so they are passed over without the tables.
pub fn is_nfc(text: &str) -> bool {
    let others = text
        .chars()
        .filter(|letter| !matches!(letter, '\0'..='\u{24f}' | '\u{1ea0}'..='\u{1eff}'));
    is_nfc_quick(others) == IsNormalized::Yes
}

/// NFC with the tone mark of a syllable-final `oa`, `oe`, `uy` on the first letter moved from or to the place modern
/// spelling gives it: old `oà oè uỳ` become `òa òe ùy`, but not after `q`. Letter case is kept. Idempotent.
pub fn fold_tones(text: &str) -> String {
    let text = nfc(text);
    if !has_pair(&text) {
        return text;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut index = 0;
    while let Some(&first) = chars.get(index) {
        let second = chars.get(index + 1).copied();
        let before = index.checked_sub(1).and_then(|at| chars.get(at)).copied();
        let after = chars.get(index + 2).copied();
        if let Some((moved_first, moved_second)) = second.and_then(|second| moved(before, first, second, after)) {
            out.push(moved_first);
            out.push(moved_second);
            index += 2;
        } else {
            out.push(first);
            index += 1;
        }
    }
    out
}

/// Whether an `o` or a `u` stands before a letter that may carry a tone: without one there is nothing to move.
fn has_pair(text: &str) -> bool {
    let pairs = text.chars().zip(text.chars().skip(1));
    pairs
        .into_iter()
        .any(|(first, second)| matches!(first, 'o' | 'O' | 'u' | 'U') && !second.is_ascii())
}

/// The pair with its tone on the first letter, when the pair is `o`+`à`, `o`+`è` or `u`+`ỳ` (any tone) that ends a syllable.
fn moved(before: Option<char>, first: char, second: char, after: Option<char>) -> Option<(char, char)> {
    if after.is_some_and(char::is_alphabetic) || before.is_some_and(|c| c.eq_ignore_ascii_case(&'q')) {
        return None;
    }
    let (base, tone) = split_tone(second)?;
    let pair = (first.to_ascii_lowercase(), base.to_ascii_lowercase());
    let known = matches!(pair, ('o', 'a') | ('o', 'e') | ('u', 'y'));
    if !known || !first.is_ascii_alphabetic() {
        return None;
    }
    Some((compose(first, tone)?, base))
}

/// A letter without its tone mark, and the mark.
fn split_tone(letter: char) -> Option<(char, char)> {
    let mut parts = std::iter::once(letter).nfd();
    let base = parts.next()?;
    let mark = parts.next()?;
    (parts.next().is_none() && TONES.contains(&mark)).then_some((base, mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_and_new_tone_places_are_one_name() {
        for (old, new) in [
            ("hoà", "hòa"),
            ("uỷ", "ủy"),
            ("khoẻ", "khỏe"),
            ("Uỷ_viên", "ủy_viên"),
            ("hoá", "hóa"),
        ] {
            assert_eq!(fold(old), fold(new), "{old} / {new}");
        }
    }

    #[test]
    fn a_small_letter_is_composed_and_its_own_lower_case() {
        let small: Vec<char> = ('\u{0}'..='\u{ffff}')
            .filter(|letter| is_small_letter(*letter))
            .collect();
        assert_eq!(
            small.len(),
            11 + 26 + 12 * 5 + 7,
            "twelve vowels with five tones, ă â đ ê ô ơ ư"
        );
        for letter in small {
            let alone = letter.to_string();
            assert_eq!(alone.nfc().collect::<String>(), alone);
            assert_eq!(alone.to_lowercase(), alone);
        }
    }

    #[test]
    fn a_quick_look_takes_nothing_for_composed_that_is_not() {
        for text in [
            "a\u{301}",
            "ê\u{301}",
            "\u{301}",
            "đ\u{323}\u{301}",
            "\u{212b}",
            "\u{1100}\u{1161}",
        ] {
            assert!(!is_nfc(text), "{text:?}");
        }
        assert!(is_nfc("Điều 4 ế Ỹ ư – “x”"));
        for letter in ('\0'..='\u{24f}').chain('\u{1ea0}'..='\u{1eff}') {
            assert!(letter.to_string().nfc().eq(std::iter::once(letter)));
            assert_eq!(unicode_normalization::char::canonical_combining_class(letter), 0);
        }
    }

    #[test]
    fn the_u_of_qu_is_no_vowel_and_inner_tones_stay() {
        assert_eq!(fold("quý"), "quý");
        assert_eq!(fold("quỹ"), "quỹ");
        assert_eq!(fold("hoàn_thành"), "hoàn_thành");
        assert_eq!(fold("toán"), "toán");
        assert_ne!(fold("sĩ"), fold("sỹ"));
    }

    #[test]
    fn folding_is_idempotent_and_composes() {
        let decomposed: String = "Trưởng_phòng".nfd().collect();
        assert_eq!(fold(&decomposed), "trưởng_phòng");
        assert_eq!(fold(&fold("Uỷ_ban_hoà_giải")), fold("Uỷ_ban_hoà_giải"));
    }
}
