//! Templates, where they are applied, edits and amendments.

use super::Builder;
use super::parts::{Pair, Parts};
use crate::ast::{
    Amendment, Apply, Argument, ArgumentValue, Body, DirectiveKind, Edit, EditBody, EditKind, Marker, Origin, Tails,
    Template,
};
use quyche_base::{Level, Span};
use quyche_grammar::Rule;

/// Whether a rule is that of an instruction.
pub(super) fn is_directive(rule: Rule) -> bool {
    [
        Rule::template,
        Rule::template_end,
        Rule::apply,
        Rule::amendment,
        Rule::removal,
        Rule::edit,
    ]
    .contains(&rule)
}

impl Builder<'_> {
    pub(super) fn directive(&mut self, pair: Pair<'_>) -> Option<DirectiveKind> {
        let rule = pair.as_rule();
        if rule == Rule::template {
            self.template(pair).map(DirectiveKind::Template)
        } else if rule == Rule::template_end {
            Some(DirectiveKind::TemplateEnd)
        } else if rule == Rule::apply {
            self.apply(pair).map(DirectiveKind::Apply)
        } else if rule == Rule::amendment {
            self.amendment(pair).map(DirectiveKind::Amendment)
        } else if rule == Rule::removal {
            let mut parts = Parts::new(pair);
            parts.has(Rule::k_luoc_bo);
            let addresses = self.addresses(parts.take(Rule::addresses)?)?;
            Some(DirectiveKind::Remove(addresses))
        } else {
            self.edit(pair).map(DirectiveKind::Edit)
        }
    }

    fn template(&mut self, pair: Pair<'_>) -> Option<Template> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_khuon);
        let name = self.take_ident(&mut parts)?;
        let parameters = parts.take(Rule::parameters).map_or(Vec::new(), |pair| {
            let mut inner = Parts::new(pair);
            inner.has(Rule::open);
            self.take_idents(&mut inner)
        });
        let label = self.take_label(&mut parts);
        Some(Template {
            name,
            parameters,
            label,
        })
    }

    fn apply(&mut self, pair: Pair<'_>) -> Option<Apply> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_ap_dung_khuon);
        let template = self.take_ident(&mut parts)?;
        let mut arguments = Vec::new();
        while let Some(part) = parts.any() {
            if part.as_rule() != Rule::argument {
                continue;
            }
            let mut inner = Parts::new(part);
            let parameter = self.take_ident(&mut inner)?;
            inner.has(Rule::k_la);
            let value = match self.take_label(&mut inner) {
                Some(text) => ArgumentValue::Text(text),
                None => ArgumentValue::Name(self.take_ident(&mut inner)?),
            };
            arguments.push(Argument { parameter, value });
        }
        Some(Apply { template, arguments })
    }

    /// A date that does not exist has been told; the amendment then has the earliest day there is.
    fn amendment(&mut self, pair: Pair<'_>) -> Option<Amendment> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_sua_doi_theo);
        let number = self.take_label(&mut parts)?;
        parts.has(Rule::k_tu_ngay);
        let from = self.take_date(&mut parts).unwrap_or_default();
        Some(Amendment { number, from })
    }

    fn edit(&mut self, pair: Pair<'_>) -> Option<Edit> {
        let mut parts = Parts::new(pair);
        let kind = if parts.has(Rule::k_thay) {
            if parts.has(Rule::k_doan_mo_dau) {
                EditKind::ReplaceOpening
            } else if parts.has(Rule::k_ten) {
                EditKind::Rename
            } else {
                EditKind::Replace
            }
        } else {
            parts.has(Rule::k_them);
            if parts.has(Rule::k_sau) {
                EditKind::AddAfter
            } else {
                EditKind::Add
            }
        };
        let at = self.address(parts.take(Rule::address)?)?;
        let title = self.take_label(&mut parts);
        Some(Edit {
            kind,
            at,
            title,
            body: None,
        })
    }

    /// The body of an item without its marker.
    pub(super) fn edit_body(&mut self, pair: Pair<'_>) -> Option<EditBody> {
        let (rule, span) = (pair.as_rule(), self.span(&pair));
        let mut parts = Parts::new(pair);
        if rule == Rule::edit_document {
            let mut flat = self.document_of(&mut parts, placeholder(span), span, &mut None)?;
            let mut deeper = Vec::new();
            let mut wanting = None;
            while let Some(pair) = parts.take(Rule::dossier_item) {
                self.want_semicolon(&mut wanting);
                deeper.push(self.dossier_item(pair, &mut wanting)?);
            }
            flat.item.parts = self.nest(deeper).into_iter().map(|flat| flat.item).collect();
            return Some(EditBody::Document(flat.item));
        }
        if rule == Rule::edit_seat {
            return self
                .seat_of(&mut parts, placeholder(span), span, &mut None)
                .map(EditBody::Seat);
        }
        let mut tails = Tails::default();
        let all = parts.has(Rule::k_tat_ca);
        let (body, order) = if all || parts.has(Rule::k_mot_trong) {
            self.take_tails(&mut parts, &mut tails)?;
            let items = self.items(&mut parts)?;
            (if all { Body::All(items) } else { Body::Any(items) }, None)
        } else {
            let test = self.take_expression(&mut parts)?;
            (Body::Test(test), self.take_order(&mut parts))
        };
        self.take_tails(&mut parts, &mut tails)?;
        Some(EditBody::Item {
            body,
            tails,
            order,
            span,
        })
    }
}

/// Stands where the marker of the item that is replaced will stand.
fn placeholder(span: Span) -> Marker {
    Marker {
        level: Level::Dash,
        number: String::new(),
        occurrence: 1,
        span,
        origin: Origin::default(),
    }
}
