//! Rules held against the outline of their source, both ways.
//!
//! - Each unit of the source is encoded, stated with a class, or only a frame over others; else it is missing.
//! - Each unit of the rules has a unit of the source. What a rule splits finer than its source (dashes that number the
//!   alternatives of a point, `Đoạn 1` for a unit's own text) is part of the nearest unit of the source.
//! - Each encoded unit with a number in it is put to the test by an example: one whose answer was read off that unit.
//! - Units that several procedures take from one template say the same in the source of each, but for names.

mod examples;
mod instances;
mod numbers;
mod places;

pub use instances::{Unlike, unlike};
pub use places::Places;

use crate::coverage::{DOUBT, Status, statuses};
use crate::statements::Statements;
use quyche_eval::result::Options;
use quyche_ir::model::{Document, NOT_ENCODED};
use quyche_ir::{ExampleId, UnitId};
use quyche_source::Outline;
use std::collections::BTreeMap;

/// How many words a unit of the source may have that the rules repeat as a title only.
const TITLE_WORDS: u32 = 20;

/// What the rules say about a unit of the source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// A rule stands there.
    Encoded,
    /// Nothing to compute, for the reason given: a class of `nêu`, empty where none.
    Stated(String),
    /// It only introduces or names what stands below it.
    Frame,
    /// Only a doubt about it is recorded.
    DoubtOnly,
    /// The rules have its title, but its text says more.
    TitleOnly,
    /// `nêu (chưa_mã_hóa)`.
    NotEncoded,
    /// The rules do not have it.
    Missing,
}

impl Verdict {
    /// Whether nothing is left to do.
    pub fn is_done(&self) -> bool {
        match self {
            Verdict::Encoded | Verdict::Stated(_) | Verdict::Frame => true,
            Verdict::DoubtOnly | Verdict::TitleOnly | Verdict::NotEncoded | Verdict::Missing => false,
        }
    }

    /// In words.
    pub fn words(&self) -> String {
        match self {
            Verdict::Encoded => "đã mã hóa".to_owned(),
            Verdict::Stated(class) if class.is_empty() => "nêu".to_owned(),
            Verdict::Stated(class) => format!("nêu ({})", quyche_ir::words::spaced(class)),
            Verdict::Frame => "khung".to_owned(),
            Verdict::DoubtOnly => "chỉ có nghi vấn".to_owned(),
            Verdict::TitleOnly => "chỉ có tên".to_owned(),
            Verdict::NotEncoded => "chưa mã hóa".to_owned(),
            Verdict::Missing => "thiếu".to_owned(),
        }
    }
}

/// What came of holding rules against an outline.
#[derive(Clone, Debug)]
pub struct Cover {
    /// For each unit of the outline, in its order: the unit of the rules, where there is one, and what it says.
    pub units: Vec<(Option<UnitId>, Verdict)>,
    /// Units of the rules without a unit of the source; of those below each other only the topmost.
    pub extra: Vec<UnitId>,
    /// Encoded units with a number in them that an example puts to the test.
    pub proved: Vec<UnitId>,
    /// Those that none does.
    pub unproved: Vec<UnitId>,
    /// Examples that could not be run; they prove nothing.
    pub broken: Vec<ExampleId>,
}

impl Cover {
    /// How many units of the source there are, by verdict.
    pub fn counts(&self) -> BTreeMap<&Verdict, usize> {
        let mut counts = BTreeMap::new();
        for (_, verdict) in &self.units {
            *counts.entry(verdict).or_default() += 1;
        }
        counts
    }

    /// How many units of the source are done, of how many.
    pub fn done(&self) -> (usize, usize) {
        let done = self.units.iter().filter(|(_, verdict)| verdict.is_done()).count();
        (done, self.units.len())
    }
}

/// A share in tenths of a percent, never rounded up; of nothing it is the whole.
pub fn permille(part: usize, whole: usize) -> usize {
    part.saturating_mul(1000).checked_div(whole).unwrap_or(1000)
}

/// Holds a document against the outline of its source; `options` are those its examples are run with.
pub fn cover(doc: &Document, outline: &Outline, options: &Options) -> Cover {
    let places = Places::of(doc, outline);
    let statements = Statements::of(doc);
    let statuses = statuses(doc, &statements);
    let units = outline
        .units
        .iter()
        .enumerate()
        .map(|(at, source)| {
            let here = places.rules(at);
            (here.first().copied(), verdict(here, &statuses, Asked::of(source)))
        })
        .collect();
    let (shown, broken) = examples::shown(doc, options);
    let (proved, unproved) = numbers::numbered(doc)
        .into_iter()
        .partition(|unit| shown.contains(unit));
    Cover {
        units,
        extra: places.extra().to_vec(),
        proved,
        unproved,
        broken,
    }
}

/// How much a unit of the source says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// Nothing: a title, a few words that introduce.
    Nothing,
    /// So little that a title in the rules can say it.
    Little,
    /// More than a title.
    Much,
}

impl Asked {
    fn of(source: &quyche_source::Unit) -> Self {
        if source.frame {
            Asked::Nothing
        } else if source.words <= TITLE_WORDS {
            Asked::Little
        } else {
            Asked::Much
        }
    }
}

/// What the rules say about a unit of the source: its own unit first, then the finer ones that are part of it.
fn verdict(here: &[UnitId], statuses: &BTreeMap<UnitId, Status>, asked: Asked) -> Verdict {
    let all: Vec<&Status> = here.iter().filter_map(|unit| statuses.get(unit)).collect();
    if all.is_empty() {
        return Verdict::Missing;
    }
    if all.iter().any(|status| **status == Status::Encoded) {
        return Verdict::Encoded;
    }
    let class = |status: &Status| match status {
        Status::Stated(class) => Some(class.clone()),
        Status::Encoded | Status::Frame | Status::Silent => None,
    };
    let mut classes: Vec<String> = all.iter().filter_map(|status| class(status)).collect();
    let doubted = classes.iter().any(|class| class == DOUBT);
    let not_encoded = classes.iter().any(|class| class == NOT_ENCODED);
    classes.retain(|class| class != DOUBT && class != NOT_ENCODED);
    match (classes.into_iter().next(), all.first()) {
        (Some(class), _) => Verdict::Stated(class),
        (None, _) if not_encoded => Verdict::NotEncoded,
        (None, Some(Status::Frame)) if asked != Asked::Much => Verdict::Frame,
        (None, _) if doubted && asked == Asked::Nothing => Verdict::Frame,
        (None, _) if doubted => Verdict::DoubtOnly,
        (None, Some(Status::Frame)) => Verdict::TitleOnly,
        (None, _) => Verdict::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_never_rounded_up() {
        assert_eq!(permille(2453, 2454), 999);
        assert_eq!(permille(2454, 2454), 1000);
        assert_eq!(permille(1, 3), 333);
        assert_eq!(permille(0, 0), 1000);
    }

    #[test]
    fn what_a_unit_says_is_its_own_and_that_of_its_finer_parts() {
        let unit = |at: usize| UnitId::at(at);
        let stated = |class: &str| Status::Stated(class.to_owned());
        let all = [
            Status::Frame,
            Status::Encoded,
            stated("căn_cứ"),
            stated(DOUBT),
            stated(NOT_ENCODED),
            Status::Silent,
        ];
        let statuses: BTreeMap<UnitId, Status> = all
            .into_iter()
            .enumerate()
            .map(|(at, status)| (unit(at), status))
            .collect();
        let of = |units: &[usize], asked: Asked| {
            let here: Vec<UnitId> = units.iter().map(|at| unit(*at)).collect();
            verdict(&here, &statuses, asked)
        };
        assert_eq!(of(&[], Asked::Little), Verdict::Missing);
        assert_eq!(of(&[0, 1], Asked::Little), Verdict::Encoded);
        assert_eq!(of(&[0, 2], Asked::Little), Verdict::Stated("căn_cứ".to_owned()));
        assert_eq!(of(&[0], Asked::Little), Verdict::Frame);
        assert_eq!(of(&[0], Asked::Much), Verdict::TitleOnly);
        assert_eq!(of(&[3], Asked::Little), Verdict::DoubtOnly);
        assert_eq!(of(&[3], Asked::Nothing), Verdict::Frame);
        assert_eq!(of(&[4], Asked::Little), Verdict::NotEncoded);
        assert_eq!(of(&[5], Asked::Little), Verdict::Missing);
    }
}
