//! What evaluation answers: outcomes with causes, failing points, ranks, and the tree of reasons.

use crate::due::{LimitResult, Rolling};
use chrono::NaiveDate;
use quyche_base::Span;
use quyche_ir::ids::{EntryId, ReadingId, UnitId};
use quyche_ir::norm::Party;
use quyche_ir::outcome::Class;
use quyche_ir::{Cause, Outcome};
use quyche_time::holidays::WorkCalendar;
use serde::Serialize;
use std::sync::Arc;

/// What a run is told besides the facts. There is no wall clock: a day of reckoning nobody gave is an unknown fact.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day of reckoning (`tính đến`).
    pub as_of: Option<NaiveDate>,
    /// The day the document was signed, where the source does not tell.
    pub signed: Option<NaiveDate>,
    /// Answers chosen for readings; the others stand at their default.
    pub readings: Vec<(ReadingId, u32)>,
    /// The work calendar that limits in time are counted with (R16).
    pub calendar: Option<Arc<WorkCalendar>>,
    /// Whether days that nobody decided officially may be used; every result then says so.
    pub allow_presumed: bool,
    /// What happens to a limit that ends on a day off.
    pub rolling: Rolling,
    /// By unit of a limit: the day it was done, or that it is known not to be done yet; units left out are not known.
    pub done: Vec<(UnitId, Option<NaiveDate>)>,
    /// Whether to build the tree of reasons for everybody; otherwise only what results need in a list.
    pub trace: bool,
}

/// Why an outcome is open, and at which unit the open leaf stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct OpenLeaf {
    /// The unit.
    pub unit: UnitId,
    /// The cause.
    pub cause: Cause,
}

/// A point that is surely not met and makes the whole fail; for `một trong` every alternative is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The unit of the failing leaf.
    pub unit: UnitId,
    /// What was asked and what was found, in Vietnamese: `cần 6 năm, có 5 năm 11 tháng 2 ngày`.
    pub words: String,
}

/// What came of one unit, entry point or council for one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assessment {
    /// The outcome.
    pub outcome: Outcome,
    /// Why it is open, in stable order (address, then fact path); empty when it is single.
    pub open: Vec<OpenLeaf>,
    /// Why it fails; empty unless the outcome is exactly {S}.
    pub failures: Vec<Failure>,
    /// Readings met on the way that could matter, with the answer used.
    pub readings: Vec<(ReadingId, u32)>,
    /// The tree of reasons, where asked for.
    pub reason: Option<Reason>,
    /// The limits in time of the unit asked about, in the order of the text; none for an entry point.
    pub limits: Vec<LimitResult>,
}

/// A node of the tree of reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The unit this node stands in.
    pub unit: Option<UnitId>,
    /// Where in the rule files.
    pub at: Span,
    /// What is asked, in Vietnamese.
    pub asked: String,
    /// What was found, in Vietnamese; empty for inner nodes.
    pub found: String,
    /// The outcome here.
    pub outcome: Outcome,
    /// Whether this is a condition, true or false, rather than a requirement, met or not.
    pub condition: bool,
    /// Open leaves here (not those of children).
    pub open: Vec<Cause>,
    /// What it rests on.
    pub children: Vec<Reason>,
}

impl Reason {
    /// The outcome in words: a condition is đúng or sai, a requirement đạt, không đạt, miễn or không áp dụng.
    pub fn verdict(&self) -> &'static str {
        let class = self.outcome.class();
        if self.condition && class == Class::Met {
            "đúng"
        } else if self.condition && class == Class::NotMet {
            "sai"
        } else {
            class.words()
        }
    }
}

/// A whole review: everybody, ranked where the text ranks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Review {
    /// The entry point.
    pub entry: EntryId,
    /// The day of reckoning.
    pub as_of: Option<NaiveDate>,
    /// What became of the ranking.
    pub ranking: RankingState,
    /// How many are chosen (`chỉ tiêu`), where the text ranks and the number is known.
    pub quota: Option<u64>,
    /// One a case, in the order given.
    pub people: Vec<PersonResult>,
}

/// What became of the ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RankingState {
    /// The text has no priority order for this entry point.
    None,
    /// Its trigger is surely false: nobody is ranked.
    NotNeeded,
    /// It ranks.
    Ranked,
    /// Trigger or quota is not known.
    Unknown,
}

/// The result for one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonResult {
    /// The key.
    pub key: String,
    /// Eligibility.
    pub assessment: Assessment,
    /// What the ranking gives, for those who are or may be eligible.
    pub standing: Option<Standing>,
}

/// What a ranking gives one person (R10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The answer; for people of unknown eligibility it is "if eligible".
    pub selection: Selection,
    /// Whether the answer holds only if the person proves eligible.
    pub if_eligible: bool,
    /// `xếp N`, where least and most agree.
    pub rank: Option<u32>,
    /// The key that set the person apart from the neighbours at the edge of the quota, where one did.
    pub decided_by: Option<UnitId>,
    /// Others level with this person on every key, by key; in order, at most fifty of them.
    pub level_with: Vec<String>,
    /// How many others are level.
    pub level_count: u32,
    /// For a true tie: who decides and where that stands.
    pub tie_breaker: Option<(UnitId, Party)>,
    /// Causes that can still change the answer: this person's own keys, those and the eligibility of the people in
    /// `waits_for`, the trigger, the quota, an incomplete list.
    pub open: Vec<OpenLeaf>,
    /// Other people whose unknown keys or eligibility can still change the answer, by key; in order, at most fifty.
    pub waits_for: Vec<String>,
}

/// R10's answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// `trúng tuyển`.
    Selected,
    /// `không trúng tuyển`.
    NotSelected,
    /// `chưa phân định`: a true tie.
    Tied,
    /// `chưa rõ`.
    Open,
    /// Only `đạt`: the ranking is not needed, and the text does not say that passing suffices.
    PassedOnly,
}

/// The result of one example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExampleResult {
    /// Whether everything expected came out.
    pub held: bool,
    /// For each expectation that did not: what was expected and what came, in Vietnamese.
    pub differences: Vec<String>,
    /// What came, in one Vietnamese sentence with the reason.
    pub words: String,
}
