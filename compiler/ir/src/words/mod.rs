//! Rules as data in Vietnamese words: one sentence a condition, for the explanations, the reports and the pages that pin
//! an article. Made from the data alone, never from the rule files, so a document read from JSON speaks the same words.
//!
//! Labels are preferred to names; names lose their underscores. Nothing here panics: an id that does not belong to the
//! document gives `…`.

mod cause;
mod council;
mod doubt;
mod expr;
mod limit;
mod list;
mod names;
mod negate;
mod norm;
mod text;

pub use cause::{addresses, cause, fact_path, settled_by};
pub use council::{council_lines, rule as council_rule, seat};
pub use doubt::doubt;
pub use expr::{brief, expr, fact, literal, negated, place};
pub use limit::{cycle, limit, limit_kind, recurrence};
pub use list::{list, period};
pub use names::{
    assessor, bearer, broken_runs, category, external, field, member, parties, party, policy, record, title,
};
pub use norm::{
    about, body, body_lines, criterion_lines, deadline_lines, definition_line, dossier_lines, entry_line, gate, item,
    key, norm_kind, norm_lines, ranking_lines, reading_lines, scope_lines, target, targets,
};
pub use text::{capital, date, duration, indent, joined, number, quoted, spaced, uncapital};

/// What stands for something that is not in the document.
pub const UNKNOWN: &str = "…";

#[cfg(test)]
pub(crate) mod tests;
