//! Addresses in a sentence as links.
//!
//! A sentence of `ir::words` names units by their addresses. All addresses of a regulation are looked for at once, the
//! longest first, so that `điểm a khoản 4 Điều 4` is one link and not three.

use crate::anchors;
use aho_corasick::{AhoCorasick, MatchKind};
use maud::{Markup, html};
use quyche_ir::{Document, UnitId};

/// The addresses of a regulation, ready to be found.
pub(crate) struct Links {
    finder: Option<AhoCorasick>,
    units: Vec<UnitId>,
    targets: Vec<String>,
}

impl Links {
    /// Of a document.
    pub(crate) fn new(doc: &Document) -> Self {
        let named: Vec<(&str, UnitId)> = doc
            .units
            .iter()
            .filter(|unit| !unit.address.is_empty())
            .map(|unit| (unit.address.as_str(), unit.id))
            .collect();
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(named.iter().map(|(address, _)| address))
            .ok();
        Self {
            finder,
            targets: named.iter().map(|(_, unit)| anchors::link(doc, *unit)).collect(),
            units: named.into_iter().map(|(_, unit)| unit).collect(),
        }
    }

    /// A sentence with its addresses as links; `here` is not linked to itself.
    pub(crate) fn mark(&self, text: &str, here: Option<UnitId>) -> Markup {
        html! {
            @for piece in self.pieces(text, here) {
                @match piece {
                    Piece::Plain(text) => (text),
                    Piece::Link(text, target) => a href=(target) { (text) },
                }
            }
        }
    }

    fn pieces<'t>(&'t self, text: &'t str, here: Option<UnitId>) -> Vec<Piece<'t>> {
        let mut out = Vec::new();
        let mut done = 0;
        let matches = self.finder.iter().flat_map(|finder| finder.find_iter(text));
        for one in matches {
            let position = one.pattern().as_usize();
            let whole = ends_there(text, one.end());
            let target = self
                .targets
                .get(position)
                .filter(|_| whole && self.units.get(position).copied() != here);
            if let (Some(target), Some(before), Some(found)) =
                (target, text.get(done..one.start()), text.get(one.start()..one.end()))
            {
                out.push(Piece::Plain(before));
                out.push(Piece::Link(found, target));
                done = one.end();
            }
        }
        out.extend(text.get(done..).map(Piece::Plain));
        out
    }
}

enum Piece<'t> {
    Plain(&'t str),
    Link(&'t str, &'t str),
}

/// `Điều 1` is not found in `Điều 13`, nor `mục 1` in `mục 1.3`.
fn ends_there(text: &str, end: usize) -> bool {
    let mut rest = text.get(end..).unwrap_or_default().chars();
    match rest.next() {
        Some(letter) if letter.is_alphanumeric() => false,
        Some('.') => !rest.next().is_some_and(char::is_numeric),
        Some(_) | None => true,
    }
}
