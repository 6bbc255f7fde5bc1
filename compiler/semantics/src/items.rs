//! The marked items inside a statement, in the order of the text, each with its depth of nesting.

use quyche_syntax::ast::{
    Body, CouncilRuleKind, Criterion, Dossier, DossierItem, Item, Marker, RankingRule, Statement, StatementKind,
};

/// The markers of a statement's items and their depth, 0 for the outermost.
pub(crate) fn markers(statement: &Statement) -> Vec<(usize, &Marker)> {
    let mut out = Vec::new();
    match &statement.kind {
        StatementKind::Criterion(criterion) => body(&criterion.body, 0, &mut out),
        StatementKind::Norm(norm) => {
            out.extend(
                norm.acts
                    .iter()
                    .filter_map(|act| act.marker.as_ref())
                    .map(|marker| (0, marker)),
            );
        }
        StatementKind::Dossier(dossier) => documents(&dossier.items, 0, &mut out),
        StatementKind::Ranking(ranking) => {
            if let RankingRule::Keys(keys) = &ranking.rule {
                out.extend(keys.iter().map(|key| (0, &key.marker)));
            }
        }
        StatementKind::Council(council) => {
            for rule in &council.rules {
                match &rule.kind {
                    CouncilRuleKind::Members { seats, .. } => {
                        out.extend(seats.iter().map(|seat| (0, &seat.marker)));
                    }
                    CouncilRuleKind::Barred(barred) => items(barred, 0, &mut out),
                    CouncilRuleKind::Quorum { .. } | CouncilRuleKind::Vote { .. } => {}
                }
            }
        }
        StatementKind::Stated(stated) => {
            out.extend(
                stated
                    .texts
                    .iter()
                    .filter_map(|(marker, _)| marker.as_ref())
                    .map(|marker| (0, marker)),
            );
        }
        StatementKind::Category(_)
        | StatementKind::Record(_)
        | StatementKind::Title(_)
        | StatementKind::Definition(_)
        | StatementKind::External(_)
        | StatementKind::Reading(_)
        | StatementKind::Measure(_)
        | StatementKind::Scope(_)
        | StatementKind::Deadline(_)
        | StatementKind::Doubt(_)
        | StatementKind::Entry(_)
        | StatementKind::Example(_) => {}
    }
    out
}

/// The markers of a criterion's items.
pub(crate) fn markers_of_criterion(criterion: &Criterion) -> Vec<(usize, &Marker)> {
    let mut out = Vec::new();
    body(&criterion.body, 0, &mut out);
    out
}

/// The markers of a dossier's documents.
pub(crate) fn markers_of_dossier(dossier: &Dossier) -> Vec<(usize, &Marker)> {
    let mut out = Vec::new();
    documents(&dossier.items, 0, &mut out);
    out
}

fn body<'a>(of: &'a Body, depth: usize, out: &mut Vec<(usize, &'a Marker)>) {
    match of {
        Body::All(list) | Body::Any(list) => items(list, depth, out),
        Body::Test(_) => {}
    }
}

fn items<'a>(list: &'a [Item], depth: usize, out: &mut Vec<(usize, &'a Marker)>) {
    for item in list {
        out.push((depth, &item.marker));
        body(&item.body, depth + 1, out);
    }
}

fn documents<'a>(list: &'a [DossierItem], depth: usize, out: &mut Vec<(usize, &'a Marker)>) {
    for item in list {
        out.push((depth, &item.marker));
        documents(&item.parts, depth + 1, out);
    }
}
