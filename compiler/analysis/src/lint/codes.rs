//! Codes of titles: alike in shape. That each belongs to one title only is for the compiler to say.

use super::{Found, errors};
use quyche_ir::model::{Document, Title};
use std::collections::BTreeMap;

const KINDS: &[&str] = &["tên_gọi", "sao_chép", "dẫn_chiếu_sai", "đánh_số"];

pub(super) fn check(doc: &Document) -> Vec<Found> {
    let coded: Vec<(&Title, &str)> = doc
        .titles
        .iter()
        .filter_map(|title| Some((title, title.code.as_deref()?)))
        .collect();
    let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
    for (_, code) in &coded {
        *shapes.entry(shape(code)).or_default() += 1;
    }
    // The shape that most codes have; of two that are equally many the first in the order of letters.
    let usual = shapes
        .iter()
        .max_by_key(|(shape, count)| (**count, std::cmp::Reverse(*shape)));
    let mut out = Vec::new();
    if let Some((usual, _)) = usual.filter(|(_, count)| **count > 1) {
        for (title, code) in coded.iter().filter(|(_, code)| shape(code) != *usual) {
            out.push(found(
                title,
                errors::odd_code(title.at, code, &title.named.words(), usual),
            ));
        }
    }
    out
}

fn found(title: &Title, diagnostic: quyche_base::Diagnostic) -> Found {
    Found {
        diagnostic,
        places: title.unit.into_iter().collect(),
        kinds: KINDS,
        named: title.code.clone(),
    }
}

/// `V.11.06.14` → `A.99.99.99`.
fn shape(code: &str) -> String {
    code.chars()
        .map(|letter| match letter {
            digit if digit.is_ascii_digit() => '9',
            letter if letter.is_alphabetic() => 'A',
            other => other,
        })
        .collect()
}
