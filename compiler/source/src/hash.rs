//! Hashes of what a unit says.
//!
//! The text hashed is the unit's own: its mark or number left out, its lines joined by one blank in the order of the text,
//! NFC, any run of white space one blank, emphasis marks and table bars dropped. A sentence that a page break cuts in two is
//! therefore one sentence, and wrapping the text anew changes nothing. Kept are the first 16 bytes of SHA-256, in hex.

use crate::lines::fold;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// How many bytes of the digest are kept.
const KEPT: usize = 16;

/// The hash of a text.
pub(crate) fn hash(text: &str) -> String {
    let digest = Sha256::digest(fold(text).as_bytes());
    digest.iter().take(KEPT).map(|byte| format!("{byte:02x}")).collect()
}

/// Procedures whose titles begin with the same words are cut from one cloth when there are this many.
const FAMILY: usize = 3;

/// How many words two titles of a family share at the beginning.
const SHARED: usize = 3;

/// What names a procedure among those of its family: the stretches of its title that most of them do not have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OwnName {
    phrases: Vec<Vec<String>>,
}

/// The own names of procedures by their titles, in the same order; `None` for one that has no family.
pub(crate) fn own_names(titles: &[String]) -> Vec<Option<OwnName>> {
    let words: Vec<Vec<String>> = titles.iter().map(|title| words(title)).collect();
    words.iter().map(|own| own_name(own, &words)).collect()
}

fn own_name(own: &[String], all: &[Vec<String>]) -> Option<OwnName> {
    let head: Vec<&String> = own.iter().take(SHARED).collect();
    let family: Vec<BTreeSet<&String>> = all
        .iter()
        .filter(|other| other.iter().take(SHARED).collect::<Vec<_>>() == head)
        .map(|other| other.iter().collect())
        .collect();
    if family.len() < FAMILY {
        return None;
    }
    let common = |word: &String| family.iter().filter(|other| other.contains(word)).count() * 2 > family.len();
    let mut phrases: BTreeSet<Vec<String>> = BTreeSet::new();
    for run in own.split(|word| common(word)) {
        if !run.is_empty() {
            phrases.insert(run.to_vec());
        }
    }
    let mut phrases: Vec<Vec<String>> = phrases.into_iter().collect();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    Some(OwnName { phrases })
}

impl OwnName {
    /// The stretches, each as one text.
    pub(crate) fn stretches(&self) -> Vec<String> {
        self.phrases.iter().map(|phrase| phrase.join(" ")).collect()
    }

    fn masked(&self, text: &str) -> String {
        let words = words(text);
        let mut masked: Vec<&str> = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let here = self
                .phrases
                .iter()
                .find(|phrase| words.get(at..at + phrase.len()) == Some(phrase.as_slice()));
            masked.push(if here.is_some() { "□" } else { word });
            at += here.map_or(1, Vec::len);
        }
        masked.join(" ")
    }
}

/// The words of a text with each of the given stretches masked, the longest first: what is left is what two texts that
/// differ only in names have in common.
pub fn masked(text: &str, names: &[String]) -> String {
    let mut phrases: Vec<Vec<String>> = names
        .iter()
        .map(|name| words(name))
        .filter(|name| !name.is_empty())
        .collect();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    OwnName { phrases }.masked(text)
}

/// The words of a text in small letters, without the signs around them.
fn words(text: &str) -> Vec<String> {
    text.split_whitespace()
        .map(|word| {
            word.trim_matches(|letter: char| !letter.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapping_and_composition_do_not_change_a_hash() {
        assert_eq!(hash("Trưởng\n  phòng"), hash("Tru\u{31b}o\u{31b}\u{309}ng phòng"));
        assert_ne!(hash("Trưởng phòng"), hash("Phó phòng"));
        assert_eq!(hash("x").len(), 2 * KEPT);
    }

    #[test]
    fn siblings_differ_in_their_own_name_only() {
        let titles: Vec<String> = ["mộc hạng II", "sơn dầu hạng II", "mộc hạng I", "gốm hạng III"]
            .iter()
            .map(|name| format!("Cấp thẻ thợ {name}"))
            .collect();
        let names = own_names(&titles);
        let bare = |at: usize, text: &str| names[at].as_ref().unwrap().masked(text);
        assert_eq!(bare(0, "Thẻ thợ Mộc do Sở cấp."), bare(1, "Thẻ thợ sơn dầu do Sở cấp."));
        assert_ne!(bare(0, "Thẻ thợ mộc do Sở cấp."), bare(1, "Thẻ thợ mộc do Sở cấp."));
        assert!(own_names(&titles[..2]).iter().all(Option::is_none));
    }
}
