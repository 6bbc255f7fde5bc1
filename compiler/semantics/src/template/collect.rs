//! Templates are taken out of the files they stand in.

use super::flat::Flat;
use super::heads;
use quyche_base::{Diagnostics, Span};
use quyche_syntax::ast::{self, DirectiveKind, HeadingKind, StatementKind};
use std::collections::BTreeSet;

/// A template as it stands in its file.
pub(super) struct Template {
    /// Its head.
    pub(super) head: ast::Template,
    /// The statement of its head.
    pub(super) at: Span,
    /// From its head to its end.
    pub(super) extent: Span,
    /// What stands in it; what a template must not hold is left out.
    pub(super) row: Vec<Flat>,
}

/// Takes the templates out of a row.
pub(super) fn collect(row: Vec<Flat>, templates: &mut Vec<Template>, found: &mut Diagnostics) -> Vec<Flat> {
    let mut rest = Vec::new();
    let mut open: Option<Template> = None;
    for piece in row {
        if let Flat::Directive(directive) = &piece {
            match &directive.kind {
                DirectiveKind::Template(head) => {
                    if let Some(unclosed) = open.take() {
                        found.push(heads::not_closed(unclosed.at));
                        templates.push(unclosed);
                    }
                    open = Some(Template {
                        head: head.clone(),
                        at: directive.span,
                        extent: directive.span,
                        row: Vec::new(),
                    });
                    continue;
                }
                DirectiveKind::TemplateEnd => {
                    match open.take() {
                        Some(mut template) => {
                            template.extent = template.extent.to(directive.span);
                            templates.push(template);
                        }
                        None => found.push(heads::not_open(directive.span)),
                    }
                    continue;
                }
                DirectiveKind::Apply(_)
                | DirectiveKind::Amendment(_)
                | DirectiveKind::Remove(_)
                | DirectiveKind::Edit(_) => {}
            }
        }
        let outside = matches!(&piece, Flat::Heading(heading) if matches!(heading.kind, HeadingKind::Outside));
        if outside && let Some(unclosed) = open.take() {
            found.push(heads::not_closed(unclosed.at));
            templates.push(unclosed);
        }
        match &mut open {
            None => rest.push(piece),
            Some(template) => {
                template.extent = template.extent.to(piece.span());
                match unfit(&template.row, &piece) {
                    Some(first) => found.push(heads::unfit(piece.span(), first)),
                    None => template.row.push(piece),
                }
            }
        }
    }
    if let Some(unclosed) = open.take() {
        found.push(heads::not_closed(unclosed.at));
        templates.push(unclosed);
    }
    rest
}

/// Whether a piece cannot stand in a template; `Some(true)` where it could before the first unit.
fn unfit(row: &[Flat], piece: &Flat) -> Option<bool> {
    match piece {
        Flat::Statement(statement) => match &statement.kind {
            StatementKind::Category(_)
            | StatementKind::Record(_)
            | StatementKind::Title(_)
            | StatementKind::External(_)
            | StatementKind::Measure(_) => Some(false),
            StatementKind::Entry(_) | StatementKind::Example(_) => {
                row.iter().any(|piece| piece.level().is_some()).then_some(true)
            }
            StatementKind::Definition(_)
            | StatementKind::Reading(_)
            | StatementKind::Scope(_)
            | StatementKind::Criterion(_)
            | StatementKind::Norm(_)
            | StatementKind::Deadline(_)
            | StatementKind::Dossier(_)
            | StatementKind::Ranking(_)
            | StatementKind::Council(_)
            | StatementKind::Stated(_)
            | StatementKind::Doubt(_) => None,
        },
        Flat::Directive(directive) => matches!(directive.kind, DirectiveKind::Amendment(_)).then_some(false),
        Flat::Heading(_) | Flat::Marker(_) => None,
    }
}

/// The names a piece declares, as keys.
pub(super) fn declared(piece: &Flat, to: &mut Vec<String>) {
    let Flat::Statement(statement) = piece else { return };
    let one = match &statement.kind {
        StatementKind::Definition(one) => Some(&one.name),
        StatementKind::Reading(one) => Some(&one.name),
        StatementKind::Deadline(one) => one.name.as_ref(),
        StatementKind::Norm(one) => one.name.as_ref(),
        StatementKind::Ranking(one) => Some(&one.name),
        StatementKind::Council(one) => Some(&one.name),
        StatementKind::Entry(one) => Some(&one.name),
        StatementKind::Dossier(one) => {
            documents(&one.items, to);
            one.name.as_ref()
        }
        StatementKind::Category(_)
        | StatementKind::Record(_)
        | StatementKind::Title(_)
        | StatementKind::External(_)
        | StatementKind::Measure(_)
        | StatementKind::Scope(_)
        | StatementKind::Criterion(_)
        | StatementKind::Stated(_)
        | StatementKind::Doubt(_)
        | StatementKind::Example(_) => None,
    };
    to.extend(one.map(|ident| ident.name.key.clone()));
}

/// The names of the criteria of a template.
#[derive(Clone, Debug, Default)]
pub(super) struct Criteria {
    /// Those that nothing but the number of the procedure tells apart in two instances.
    alone: BTreeSet<String>,
    /// Those that bind titles, which tell them apart.
    by_title: BTreeSet<String>,
}

impl Criteria {
    /// Takes the criterion a piece declares, if it does. `records` are those of the regulation.
    pub(super) fn add(&mut self, piece: &Flat, records: &BTreeSet<String>) {
        if let Flat::Statement(statement) = piece
            && let StatementKind::Criterion(criterion) = &statement.kind
            && let Some(name) = &criterion.name
        {
            let alone = criterion.of.iter().all(|of| records.contains(&of.name.key));
            let names = if alone { &mut self.alone } else { &mut self.by_title };
            names.insert(name.name.key.clone());
        }
    }

    /// The names that get the number: a name that also binds titles is one name for all of them and stays.
    pub(super) fn numbered(&self) -> BTreeSet<String> {
        self.alone.difference(&self.by_title).cloned().collect()
    }
}

/// The names of documents.
pub(super) fn documents(items: &[ast::DossierItem], to: &mut Vec<String>) {
    for item in items {
        to.extend(item.name.iter().map(|ident| ident.name.key.clone()));
        documents(&item.parts, to);
    }
}
