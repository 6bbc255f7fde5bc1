//! The levels of the law's numbering: what stands in what.

use quyche_base::Level;
use quyche_syntax::ast::StatementKind;

/// Headings under which rules stand directly.
pub(crate) fn holds_rules(level: Level) -> bool {
    match level {
        Level::Article | Level::Procedure | Level::ProcedureSection | Level::Stage => true,
        Level::Attached
        | Level::Annex
        | Level::Part
        | Level::Chapter
        | Level::Section
        | Level::Clause
        | Level::Point
        | Level::Dash
        | Level::Plus
        | Level::Star
        | Level::Paragraph => false,
    }
}

/// A number to sort by: `1.10` after `1.9`.
pub(crate) fn natural(number: &str) -> Vec<u32> {
    number.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

/// What stands in what: a smaller rank holds a greater one. Articles and procedures do not hold each other.
pub(crate) fn rank(level: Level) -> u32 {
    match level {
        Level::Attached => 0,
        Level::Annex => 1,
        Level::Part => 2,
        Level::Chapter => 3,
        Level::Section => 4,
        Level::Article | Level::Procedure => 5,
        Level::ProcedureSection => 6,
        Level::Stage => 7,
        Level::Clause => 8,
        Level::Paragraph => 9,
        Level::Point => 10,
        Level::Dash => 11,
        Level::Plus => 12,
        Level::Star => 13,
    }
}

/// What may stand before the first heading as the author's own matter.
pub(crate) fn is_author_matter(kind: &StatementKind) -> bool {
    match kind {
        StatementKind::Category(_)
        | StatementKind::Record(_)
        | StatementKind::Title(_)
        | StatementKind::External(_)
        | StatementKind::Measure(_)
        | StatementKind::Entry(_)
        | StatementKind::Example(_) => true,
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
        | StatementKind::Doubt(_) => false,
    }
}
