//! Noted faults of the source on which results rest, told once each below a table.

use crate::screen::Screen;
use quyche_driver::Lang;
use quyche_ir::{Document, words};

/// How many faults are told below a table; all stand in JSON.
const TOLD: usize = 6;
/// Up to how many of them are told in full.
const WHOLE: usize = 3;
/// How many characters are told of each of more; the whole stands in JSON and in `explain`.
const LETTERS: usize = 120;

/// Doubts in their order, each once.
pub fn each_once<'d>(doubts: impl Iterator<Item = &'d u32>) -> Vec<u32> {
    let mut doubts: Vec<u32> = doubts.copied().collect();
    doubts.sort_unstable();
    doubts.dedup();
    doubts
}

/// One line a fault, with how many cases rest on it, those most rest on first.
pub fn footer<'d>(document: &Document, results: impl Iterator<Item = &'d [u32]>, screen: &Screen) -> String {
    let mut counts: Vec<(u32, usize)> = Vec::new();
    for doubt in results.flatten() {
        match counts.iter_mut().find(|(known, _)| known == doubt) {
            Some((_, count)) => *count += 1,
            None => counts.push((*doubt, 1)),
        }
    }
    counts.sort_by_key(|(doubt, count)| (std::cmp::Reverse(*count), *doubt));
    let mut out = String::new();
    for (doubt, count) in counts.iter().take(TOLD) {
        let text = words::doubt(document, *doubt);
        let letters = if counts.len() > WHOLE { LETTERS } else { text.len() };
        let mut cut: String = text.chars().take(letters).collect();
        if cut.len() < text.len() {
            cut.push('…');
        }
        out.push_str(&match screen.lang {
            Lang::Vi => format!("{cut} ({count} hồ sơ)\n"),
            Lang::En => format!("{cut} ({count} cases)\n"),
        });
    }
    let more = counts.len().saturating_sub(TOLD);
    if more > 0 {
        out.push_str(&match screen.lang {
            Lang::Vi => format!("… và {more} nghi vấn nữa; --json ghi đủ\n"),
            Lang::En => format!("… and {more} more doubts; --json lists them all\n"),
        });
    }
    if !out.is_empty() {
        out.insert_str(
            0,
            screen.lang.pick(
                "\nKết quả dựa trên chỗ văn bản còn nghi vấn:\n",
                "\nResults rest on doubts of the text:\n",
            ),
        );
    }
    out
}
