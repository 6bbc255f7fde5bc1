//! Addresses, headings' numbers, markers.

use super::Builder;
use super::parts::{Pair, Parts};
use crate::ast::{Marker, Origin};
use quyche_base::{Address, Anchor, Level, Step};
use quyche_grammar::Rule;

const STEP_WORDS: [(Rule, Level); 13] = [
    (Rule::k_diem, Level::Point),
    (Rule::k_khoan, Level::Clause),
    (Rule::k_dieu, Level::Article),
    (Rule::k_muc, Level::Section),
    (Rule::k_gach, Level::Dash),
    (Rule::k_buoc, Level::Stage),
    (Rule::k_thu_tuc, Level::Procedure),
    (Rule::k_doan, Level::Paragraph),
    (Rule::k_cong, Level::Plus),
    (Rule::k_sao, Level::Star),
    (Rule::k_chuong, Level::Chapter),
    (Rule::k_phan, Level::Part),
    (Rule::k_phu_luc, Level::Annex),
];

const MARKS: [(Rule, Level); 6] = [
    (Rule::clause_mark, Level::Clause),
    (Rule::point_mark, Level::Point),
    (Rule::dash_mark, Level::Dash),
    (Rule::plus_mark, Level::Plus),
    (Rule::star_mark, Level::Star),
    (Rule::paragraph_mark, Level::Paragraph),
];

impl Builder<'_> {
    pub(super) fn address(&mut self, pair: Pair<'_>) -> Option<Address> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        let mut anchors = Vec::new();
        while let Some(part) = parts.any() {
            let anchor = if part.as_rule() == Rule::step {
                self.step(part)
            } else if part.as_rule() == Rule::bare_step {
                let level = if Parts::new(part).has(Rule::k_phu_luc) {
                    Level::Annex
                } else {
                    Level::Attached
                };
                Some(Anchor::Step(Step::new(level, "")))
            } else {
                self.take_ident(&mut Parts::new(part))
                    .map(|ident| Anchor::External(ident.name))
            };
            anchors.push(anchor?);
        }
        Some(Address { parts: anchors, span })
    }

    fn step(&mut self, pair: Pair<'_>) -> Option<Anchor> {
        let mut parts = Parts::new(pair);
        let level = STEP_WORDS
            .into_iter()
            .find(|(rule, _)| parts.has(*rule))
            .map(|(_, level)| level)?;
        if parts.has(Rule::k_unit_this) {
            return Some(Anchor::This(level));
        }
        let number = parts.any()?.as_str().trim_end().to_owned();
        let occurrence = parts.take(Rule::again).map_or(1, |pair| self.occurrence(pair));
        Some(Anchor::Step(Step {
            level,
            number,
            occurrence,
        }))
    }

    /// The n of `(lần n)`.
    pub(super) fn occurrence(&mut self, pair: Pair<'_>) -> u32 {
        let count = pair.into_inner().find(|part| part.as_rule() == Rule::count);
        count.map_or(1, |count| self.count(&count))
    }

    /// Addresses in a row. As the law abbreviates, an earlier one borrows the larger steps of the next:
    /// `khoản 2, khoản 3 Điều 4` are both in Điều 4.
    pub(super) fn addresses(&mut self, pair: Pair<'_>) -> Option<Vec<Address>> {
        let mut parts = Parts::new(pair);
        let mut all = Vec::new();
        while let Some(part) = parts.any() {
            if part.as_rule() == Rule::address {
                all.push(self.address(part)?);
            }
        }
        let mut lender: Option<Address> = None;
        for address in all.iter_mut().rev() {
            if let Some(lender) = &lender {
                borrow_larger_steps(address, lender);
            }
            lender = Some(address.clone());
        }
        Some(all)
    }

    /// The marker that comes next.
    pub(super) fn take_marker(&mut self, parts: &mut Parts<'_>) -> Option<Marker> {
        let (pair, level) = MARKS
            .into_iter()
            .find_map(|(rule, level)| parts.take(rule).map(|pair| (pair, level)))?;
        let span = self.span(&pair);
        let written = pair.as_str().trim_end();
        let number = match level {
            Level::Clause => written.trim_end_matches(['.', '-']).to_owned(),
            Level::Point => written.trim_end_matches([')', '.']).to_owned(),
            Level::Paragraph => written.chars().filter(char::is_ascii_digit).collect(),
            Level::Attached
            | Level::Annex
            | Level::Part
            | Level::Chapter
            | Level::Section
            | Level::Article
            | Level::Procedure
            | Level::ProcedureSection
            | Level::Stage
            | Level::Dash
            | Level::Plus
            | Level::Star => String::new(),
        };
        Some(Marker {
            level,
            number,
            occurrence: 1,
            span,
            origin: Origin::default(),
        })
    }
}

/// Gives `address` the steps of `lender` that are larger than its own largest, where both have a step of that level.
fn borrow_larger_steps(address: &mut Address, lender: &Address) {
    let Some(own) = address.parts.last().and_then(level_of) else {
        return;
    };
    let shared = lender.parts.iter().position(|part| level_of(part) == Some(own));
    if let Some(shared) = shared {
        address.parts.extend(lender.parts.iter().skip(shared + 1).cloned());
    }
}

fn level_of(anchor: &Anchor) -> Option<Level> {
    match anchor {
        Anchor::Step(step) => Some(step.level),
        Anchor::This(level) => Some(*level),
        Anchor::External(_) => None,
    }
}
