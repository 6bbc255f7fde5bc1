//! The outline of a finished tree.

use crate::Reading;
use crate::hash::hash;
use crate::lines::{Line, fold};
use crate::model::{Apparatus, ApparatusKind, FORMAT, Outline, Range, Repeat, Unit};
use crate::titles;
use crate::tree::{Draft, Tree};
use quyche_base::Level;

/// The outline (line ranges, titles, hashes), and what each unit says.
pub(crate) fn finish(
    mut tree: Tree,
    pieces: &[(ApparatusKind, u32, u32)],
    repeats: Vec<Repeat>,
    lines: &[Line],
) -> Reading {
    tree.notes.sort_by_key(|note| note.line);
    let units = tree.units.iter().map(|draft| Unit {
        parent: draft.parent,
        step: draft.step.clone(),
        title: titles::title(draft),
        lines: ranges(&draft.lines, lines),
        words: u32::try_from(text(draft).split_whitespace().count()).unwrap_or(u32::MAX),
        frame: is_frame(draft),
        hash: hash(&text(draft)),
    });
    let outline = Outline {
        format: FORMAT,
        lines: lines.last().map_or(0, |line| line.number),
        about: tree.about,
        units: units.collect(),
        apparatus: apparatus(pieces, lines),
        repeats,
        notes: tree.notes,
    };
    let texts = tree.units.iter().map(|draft| fold(&text(draft))).collect();
    Reading { outline, texts }
}

/// How many words an introduction may have that says nothing itself.
const INTRODUCTION: usize = 20;

/// Whether a unit says nothing itself: a heading with only a title, a name, a few words that introduce a list.
fn is_frame(draft: &Draft) -> bool {
    let heading = match draft.step.level {
        Level::Attached | Level::Annex | Level::Part | Level::Chapter | Level::Section | Level::Procedure => true,
        Level::Article | Level::ProcedureSection | Level::Stage => !draft.head.ends_with(':'),
        Level::Clause | Level::Paragraph | Level::Point | Level::Dash | Level::Plus | Level::Star => false,
    };
    let short = text(draft).split(' ').count() <= INTRODUCTION;
    !draft.has_body && draft.notes.is_empty() && (heading || short)
}

/// What a unit says, its footnotes last.
pub(crate) fn text(draft: &Draft) -> String {
    format!("{}{}", draft.text, draft.notes)
}

/// Lines as ranges; blank lines between do not part them.
fn ranges(own: &[(u32, u32)], lines: &[Line]) -> Vec<Range> {
    let mut own = own.to_vec();
    own.sort_unstable();
    let mut out: Vec<Range> = Vec::new();
    for (first, last) in &own {
        match out.last_mut() {
            Some(before) if *first > before.last && blank_between(lines, before.last, *first) => before.last = *last,
            Some(_) | None => out.push((*first, *last).into()),
        }
    }
    out
}

fn blank_between(lines: &[Line], before: u32, after: u32) -> bool {
    lines
        .iter()
        .skip(before as usize)
        .take((after - before).saturating_sub(1) as usize)
        .all(Line::is_blank)
}

fn apparatus(pieces: &[(ApparatusKind, u32, u32)], lines: &[Line]) -> Vec<Apparatus> {
    let mut out: Vec<Apparatus> = Vec::new();
    for (kind, first, last) in pieces {
        match out.last_mut() {
            Some(before) if before.kind == *kind && blank_between(lines, before.lines.last, *first) => {
                before.lines.last = *last
            }
            Some(_) | None => out.push(Apparatus {
                kind: *kind,
                lines: (*first, *last).into(),
            }),
        }
    }
    out
}
