//! Questions about rules as data: what each unit says in words, which units are encoded, which examples check them.
//!
//! [`article`] is the text that is pinned for every article: the rule as its author wrote it, its meaning one line a
//! condition, and its boundary cases with verdict and reason, side by side for a lawyer's review. [`pages`] cuts what is
//! too long for one reading. [`coverage`] counts units by what is said about them.
//!
//! About a person beside the rules: [`readings`] is what comes out under every lawful combination of readings, [`mod@when`]
//! the day from which an entry point holds, [`missing`] the smallest sets of facts that settle or turn a verdict.

mod coverage;
pub mod missing;
mod page;
pub mod readings;
mod statements;
pub mod when;
mod wrap;

pub use coverage::{Coverage, Status, coverage, status};
pub use page::{Page, article, pages};
pub use statements::{Statement, Statements};
