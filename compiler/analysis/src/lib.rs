//! Questions about rules as data: what each unit says in words, which units are encoded, which examples check them.
//!
//! [`article`] is the text that is pinned for every article: the rule as its author wrote it, its meaning one line a
//! condition, and its boundary cases with verdict and reason, side by side for a lawyer's review. [`pages`] cuts what is
//! too long for one reading. [`coverage`] counts units by what is said about them; [`mod@cover`] holds the rules against the
//! outline of their source, both ways.
//!
//! About a person beside the rules: [`readings`] is what comes out under every lawful combination of readings, [`mod@when`]
//! the day from which an entry point holds, [`missing`] the smallest sets of facts that settle or turn a verdict, [`outlook`]
//! both for those who fail.

pub mod compare;
pub mod cover;
mod coverage;
pub mod dossier;
pub mod lint;
pub mod missing;
pub mod norms;
mod origin;
pub mod outlook;
mod page;
pub mod parties;
pub mod readings;
pub mod references;
mod statements;
pub mod when;
mod wrap;

pub use coverage::{Coverage, Status, coverage, status};
pub use origin::{origin_lines, origin_mark};
pub use page::{Page, article, checked_unit, pages};
pub use statements::{Statement, Statements};
