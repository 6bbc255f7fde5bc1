//! Atoms to lines.

use crate::atoms::{Atom, Break};
use unicode_width::UnicodeWidthStr;

/// The widest line, in columns; a single long text may still be wider.
const WIDTH: usize = 120;
/// How far the second and later lines of a run stand in from its first.
const HANGING: usize = 4;

/// Lays a statement out. `first` columns are taken already on the first line, where a marker stands; `indent` is the
/// column of the statement. Lines after the first are indented; no line begins with what reads as a heading, a marker
/// or a statement, unless it is a marker.
pub(crate) fn lay_out(atoms: &[Atom], indent: usize) -> String {
    let mut out = String::new();
    let mut column = indent;
    for (index, run) in runs(atoms).into_iter().enumerate() {
        if index > 0 {
            let Some(Break::Hard(depth)) = run.first().map(|atom| atom.before) else {
                continue;
            };
            column = indent + 2 * depth;
            new_line(&mut out, column);
        }
        // What follows a marker is aligned with it, not with the statement.
        fill(
            &mut out,
            run,
            column,
            if index == 0 {
                indent + HANGING - 2
            } else {
                column + HANGING
            },
        );
    }
    out
}

/// The atoms between hard breaks. A hard break before what reads as a heading is none.
fn runs(atoms: &[Atom]) -> Vec<&[Atom]> {
    let mut starts = vec![0];
    for (index, atom) in atoms.iter().enumerate().skip(1) {
        let after_comment = index
            .checked_sub(1)
            .and_then(|before| atoms.get(before))
            .is_some_and(|before| before.comment);
        let hard = matches!(atom.before, Break::Hard(_));
        let marker = hard && quyche_syntax::begins_something(&atom.text_with_blank());
        let rest = text_of(atoms.get(index..).unwrap_or(&[]));
        if hard && (after_comment || marker || !quyche_syntax::begins_something_after_semicolon(&rest)) {
            starts.push(index);
        }
    }
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(atoms.len()));
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| atoms.get(*start..end).unwrap_or(&[]))
        .collect()
}

/// The next few atoms as they would stand on one line: enough to see whether they read as a heading.
fn text_of(atoms: &[Atom]) -> String {
    let mut out = String::new();
    for (index, atom) in atoms.iter().take(6).enumerate() {
        if index > 0 && atom.before != Break::Never {
            out.push(' ');
        }
        out.push_str(&atom.text);
    }
    out
}

/// Fills lines with a run of atoms, breaking where it is best.
fn fill(out: &mut String, run: &[Atom], column: usize, hanging: usize) {
    let mut rest = run;
    let mut column = column;
    while !rest.is_empty() {
        let taken = line_length(rest, column);
        let (line, after) = rest.split_at_checked(taken).unwrap_or((rest, &[]));
        for (index, atom) in line.iter().enumerate() {
            if index > 0 && atom.before != Break::Never {
                out.push(' ');
            }
            out.push_str(&atom.text);
        }
        rest = after;
        if !rest.is_empty() {
            column = hanging;
            new_line(out, column);
        }
    }
}

/// How many atoms go on the line: all, if they fit; else up to the best break that fits, the later the better among
/// equals; else up to the first break there is.
fn line_length(atoms: &[Atom], column: usize) -> usize {
    let mut width = column;
    let mut best: Option<(u8, usize)> = None;
    for (index, atom) in atoms.iter().enumerate() {
        if index > 0
            && let Break::Soft(cost) = atom.before
            && cost < u8::MAX
            && !quyche_syntax::begins_something(&text_of(atoms.get(index..).unwrap_or(&[])))
        {
            if width > WIDTH && best.is_some() {
                break;
            }
            // A break very early on the line is a poor one, whatever stands there.
            let cost = if width < column + (WIDTH - column.min(WIDTH)) / 3 {
                cost.saturating_add(4)
            } else {
                cost
            };
            if width <= WIDTH || best.is_none() {
                best = best.filter(|(known, _)| *known < cost).or(Some((cost, index)));
            }
        }
        let blank = usize::from(index > 0 && atom.before != Break::Never);
        width += blank + atom.text.width();
    }
    match best {
        Some((_, index)) if width > WIDTH => index,
        Some(_) | None => atoms.len(),
    }
}

/// Ends the line and indents the next.
pub(crate) fn new_line(out: &mut String, column: usize) {
    let kept = out.trim_end_matches(' ').len();
    out.truncate(kept);
    out.push('\n');
    out.push_str(&" ".repeat(column));
}
