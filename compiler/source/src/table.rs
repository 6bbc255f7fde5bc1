//! The outline for people: a line for a unit, its lines in the text, its address.

use crate::address::addresses;
use crate::model::Outline;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many letters of a hash tell two units apart for a reader.
const SHOWN: usize = 8;

/// The table; its last lines are the apparatus, the repeats, the notes and the sums.
pub fn table(outline: &Outline) -> String {
    let mut out = String::new();
    let lines: Vec<String> = outline
        .units
        .iter()
        .map(|unit| {
            unit.lines
                .iter()
                .map(|range| range.words())
                .collect::<Vec<_>>()
                .join(", ")
        })
        .collect();
    let wide = lines.iter().map(String::len).max().unwrap_or(0).min(24);
    let addresses = addresses(outline);
    for (at, ((unit, lines), address)) in outline.units.iter().zip(&lines).zip(&addresses).enumerate() {
        let depth = outline.path(at).len().saturating_sub(1);
        let hash: String = unit.hash.chars().take(SHOWN).collect();
        let title = unit
            .title
            .as_ref()
            .map(|title| format!(" · {title}"))
            .unwrap_or_default();
        // Writing to a string cannot fail.
        writeln!(out, "{lines:>wide$}  {hash}  {}{address}{title}", "  ".repeat(depth)).ok();
    }
    out.push('\n');
    for piece in &outline.apparatus {
        writeln!(out, "{:>wide$}  {}", piece.lines.words(), piece.kind.words()).ok();
    }
    for repeat in &outline.repeats {
        writeln!(
            out,
            "{:>wide$}  chép lặp dòng {}",
            repeat.lines.words(),
            repeat.of.words()
        )
        .ok();
    }
    for note in &outline.notes {
        writeln!(out, "{:>wide$}  ? {}", note.line, note.kind.words()).ok();
    }
    writeln!(out, "{}", sums(outline)).ok();
    out
}

/// How many units there are, by level.
pub fn sums(outline: &Outline) -> String {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for unit in &outline.units {
        *counts.entry(unit.step.level).or_default() += 1;
    }
    let parts: Vec<String> = counts
        .iter()
        .map(|(level, count)| format!("{count} {}", level.word()))
        .collect();
    format!("{} đơn vị: {}", outline.units.len(), parts.join(", "))
}
