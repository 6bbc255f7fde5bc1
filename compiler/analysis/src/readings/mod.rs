//! R12: what comes out under every lawful combination of the readings a result hangs on.
//!
//! Branching is lazy. A case is evaluated with the defaults; only the readings met on the way are branched on, and each
//! branch meets its own. What is learned is a tree whose inner nodes are readings and whose leaves are results, so that the
//! result under any combination is a walk down the tree, without evaluating again.
//!
//! A result is *vững* where it is the same under every combination. More than [`MOST`] combinations are not walked
//! through: then each reading is changed alone, the others left at their default, and the answer says so. Readings for which
//! somebody chose an answer stay as chosen.

mod together;
mod tree;
mod words;

pub use together::{Together, review};
pub use words::{list, turn_words, verdict_words};

use quyche_eval::result::{Selection, Standing};
use quyche_ir::ReadingId;
use quyche_ir::outcome::Class;

/// The most combinations that are all walked through.
pub const MOST: usize = 1024;

/// What a review says of one person under one combination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verdict {
    /// Eligibility.
    pub class: Class,
    /// The place in the ranking, where there is one.
    pub place: Option<Place>,
}

/// A place in a ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The answer.
    pub selection: Selection,
    /// Whether it holds only if the person proves eligible.
    pub if_eligible: bool,
    /// `xếp N`, where known.
    pub rank: Option<u32>,
}

impl Place {
    fn of(standing: &Standing) -> Place {
        Place {
            selection: standing.selection,
            if_eligible: standing.if_eligible,
            rank: standing.rank,
        }
    }
}

/// A reading on which a verdict turns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Which.
    pub reading: ReadingId,
    /// Readings that must stand at another answer than their default for it to turn; empty where it turns by itself.
    pub given: Vec<(ReadingId, u32)>,
    /// By answer: the verdict.
    pub answers: Vec<(u32, Verdict)>,
}

/// One person under all readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonReadings {
    /// The key.
    pub key: String,
    /// The verdict under the answers in force.
    pub verdict: Verdict,
    /// The readings the verdict was found to hang on in some way, in order.
    pub met: Vec<ReadingId>,
    /// On which it turns; none where it is *vững*.
    pub turns: Vec<Turn>,
    /// How many combinations of the readings met there are; all of them were walked through unless `one_at_a_time`.
    pub combinations: usize,
    /// Whether there were too many, and each reading was changed alone.
    pub one_at_a_time: bool,
    /// How many evaluations it took.
    pub evaluations: usize,
}
