//! Heads of files, heading lines and unit markers.

use super::Builder;
use super::parts::{Pair, Parts};
use crate::ast::{
    ContinuationHeader, DocumentHeader, Effect, Header, Heading, HeadingKind, ModuleHeader, OfficeHours, Origin,
    SpanOnly, UnitMarker,
};
use crate::errors;
use chrono::NaiveTime;
use quyche_base::{Level, Span};
use quyche_grammar::Rule;

const HEADINGS: [(Rule, Level); 7] = [
    (Rule::heading_part, Level::Part),
    (Rule::heading_chapter, Level::Chapter),
    (Rule::heading_section, Level::Section),
    (Rule::heading_article, Level::Article),
    (Rule::heading_procedure, Level::Procedure),
    (Rule::heading_stage, Level::Stage),
    (Rule::heading_annex, Level::Annex),
];

impl Builder<'_> {
    pub(super) fn header(&mut self, pair: Pair<'_>) -> Option<Header> {
        let rule = pair.as_rule();
        if rule == Rule::document {
            self.document(pair).map(Header::Document)
        } else if rule == Rule::module {
            self.module(pair).map(Header::Module)
        } else {
            self.continuation(pair).map(Header::Continuation)
        }
    }

    fn document(&mut self, pair: Pair<'_>) -> Option<DocumentHeader> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        let kind = Parts::new(parts.take(Rule::document_kind)?).any()?;
        let kind = quyche_grammar::keyword(kind.as_rule()).map(capitalised)?;
        let number = parts.take(Rule::document_number)?.as_str().to_owned();
        let mut head = DocumentHeader {
            kind,
            number,
            title: None,
            issuer: None,
            issued: None,
            effect: None,
            measure: None,
            subject: None,
            context: None,
            uses: Vec::new(),
            replaces: Vec::new(),
            calendar: None,
            rolls: None,
            office_hours: None,
            span,
        };
        while let Some(part) = parts.any() {
            self.document_field(part, &mut head);
        }
        Some(head)
    }

    fn document_field(&mut self, part: Pair<'_>, head: &mut DocumentHeader) {
        let (rule, span) = (part.as_rule(), self.span(&part));
        let words = quyche_grammar::words(rule).vi.trim_matches(['“', '”']);
        let mut inner = Parts::new(part);
        let keyword = inner.any();
        let twice = if rule == Rule::counted_by {
            std::mem::replace(&mut head.calendar, self.take_ident(&mut inner)).is_some()
        } else if rule == Rule::day_off {
            let rolls = keyword
                .as_ref()
                .map(|word| word.as_rule() == Rule::k_ngay_nghi_thi_chuyen);
            std::mem::replace(&mut head.rolls, rolls).is_some()
        } else if rule == Rule::office_hours {
            let hours = self.office_hours(&mut inner, span);
            head.office_hours.replace(hours).is_some()
        } else if rule == Rule::about {
            std::mem::replace(&mut head.title, self.take_label(&mut inner)).is_some()
        } else if rule == Rule::issued_by {
            std::mem::replace(&mut head.issuer, self.take_label(&mut inner)).is_some()
        } else if rule == Rule::signed_on {
            let date = self.take_date(&mut inner).map(|date| (date, SpanOnly(span)));
            std::mem::replace(&mut head.issued, date).is_some()
        } else if rule == Rule::in_force {
            while inner.has(Rule::k_tu) || inner.has(Rule::k_ke_tu) || inner.has(Rule::k_ngay) {}
            let effect = self.take_date(&mut inner).map_or(Effect::OnSigning, Effect::On);
            head.effect.replace(effect).is_some()
        } else if rule == Rule::measured_by {
            std::mem::replace(&mut head.measure, self.take_ident(&mut inner)).is_some()
        } else if rule == Rule::over {
            let twice = std::mem::replace(&mut head.subject, self.take_ident(&mut inner)).is_some();
            inner.has(Rule::k_trong);
            head.context = self.take_ident(&mut inner);
            twice
        } else if rule == Rule::uses {
            let twice = !head.uses.is_empty();
            head.uses.extend(self.take_idents(&mut inner));
            twice
        } else {
            head.replaces.extend(self.take_label(&mut inner));
            false
        };
        if twice {
            let span = keyword.map_or(span, |keyword| self.span(&keyword));
            self.tell(errors::said_twice(span, words));
        }
    }

    fn office_hours(&mut self, parts: &mut Parts<'_>, span: Span) -> OfficeHours {
        let mut shifts = Vec::new();
        while let Some(shift) = parts.take(Rule::shift) {
            let times: Vec<NaiveTime> = shift
                .into_inner()
                .filter(|part| part.as_rule() == Rule::time)
                .map(|part| self.time(&part))
                .collect();
            if let [from, until] = times.as_slice() {
                shifts.push((*from, *until));
            }
        }
        let because = parts.take(Rule::because).and_then(|pair| {
            let mut inner = Parts::new(pair);
            inner.has(Rule::k_vi);
            self.take_label(&mut inner)
        });
        OfficeHours { shifts, because, span }
    }

    fn module(&mut self, pair: Pair<'_>) -> Option<ModuleHeader> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_thu_vien);
        let name = self.take_ident(&mut parts)?;
        let uses = parts.take(Rule::uses).map_or(Vec::new(), |pair| {
            let mut inner = Parts::new(pair);
            inner.has(Rule::k_dung);
            self.take_idents(&mut inner)
        });
        Some(ModuleHeader { name, uses, span })
    }

    fn continuation(&mut self, pair: Pair<'_>) -> Option<ContinuationHeader> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_tiep_theo);
        let number = parts.take(Rule::document_number)?.as_str().to_owned();
        let below = match parts.take(Rule::address) {
            Some(address) => Some(self.address(address)?),
            None => None,
        };
        Some(ContinuationHeader { number, below, span })
    }

    pub(super) fn heading(&mut self, pair: Pair<'_>) -> Option<Heading> {
        let mut parts = Parts::new(pair);
        let head = parts.any()?;
        let span = self.span(&head);
        let numbered = head.as_rule() == Rule::numbered;
        let mut inner = Parts::new(head);
        let mut word = inner.any()?;
        if numbered {
            word = Parts::new(word).any()?;
        }
        let number = inner
            .take(Rule::heading_number)
            .map_or(String::new(), |pair| pair.as_str().to_owned());
        let occurrence = parts.take(Rule::occurrence).map_or(1, |pair| self.occurrence(pair));
        let title = parts
            .take(Rule::heading_title)
            .map(|pair| self.bare_label(&pair))
            .filter(|title| !title.text.is_empty());
        let kind = if word.as_rule() == Rule::heading_outside {
            HeadingKind::Outside
        } else {
            let level = HEADINGS
                .into_iter()
                .find(|(rule, _)| *rule == word.as_rule())
                .map(|(_, level)| level);
            HeadingKind::Unit {
                level: level.unwrap_or(Level::Attached),
                number,
                occurrence,
            }
        };
        Some(Heading {
            kind,
            title,
            span,
            origin: Origin::default(),
        })
    }

    pub(super) fn unit_marker(&mut self, pair: Pair<'_>) -> Option<UnitMarker> {
        let mut parts = Parts::new(pair);
        let mut marker = self.take_marker(&mut parts)?;
        marker.occurrence = parts.take(Rule::occurrence).map_or(1, |pair| self.occurrence(pair));
        let title = self.take_label(&mut parts);
        Some(UnitMarker { marker, title })
    }
}

/// The word with a capital first letter.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
