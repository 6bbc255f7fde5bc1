//! What evaluation answers: outcomes with causes, failing points, ranks, and the tree of reasons.

use crate::due::{CalendarUsed, LimitOf, LimitResult};
use crate::ground::Derived;
use crate::norms::NormResult;
use chrono::NaiveDate;
use quyche_base::Span;
use quyche_ir::ids::{EntryId, ReadingId, UnitId};
use quyche_ir::norm::Party;
use quyche_ir::outcome::Class;
use quyche_ir::{Cause, Outcome};
use quyche_time::holidays::WorkCalendar;
use quyche_time::{BrokenRuns, Moment};
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
    /// How broken service is counted, where the count matters and the regulation leaves it open (R8): without it the answer
    /// stays open. A reading of the regulation that decides it goes before.
    pub count: Option<BrokenRuns>,
    /// The work calendar that limits in time are counted with (R16).
    pub calendar: Option<Arc<WorkCalendar>>,
    /// Whether days that nobody decided officially may be used; every result then says so.
    pub allow_presumed: bool,
    /// By unit of a limit: when it was done, or that it is known not to be done yet; units left out are not known.
    pub done: Vec<(UnitId, Option<Moment>)>,
    /// The same of one limit, where several stand in a unit; it goes before what is said of the unit.
    pub done_of: Vec<(LimitOf, Option<Moment>)>,
    /// What follows from the document, made beforehand by [`crate::derive()`] where one document is asked many times. It belongs to
    /// that document and to no other.
    pub derived: Option<Arc<Derived>>,
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

/// The causes of open leaves, each once, with every unit at which it stands; in the order in which they are first met.
pub fn by_cause(open: &[OpenLeaf]) -> Vec<(&Cause, Vec<UnitId>)> {
    let mut causes: Vec<(&Cause, Vec<UnitId>)> = Vec::new();
    for leaf in open {
        match causes.iter_mut().find(|(cause, _)| **cause == leaf.cause) {
            Some((_, units)) => units.push(leaf.unit),
            None => causes.push((&leaf.cause, vec![leaf.unit])),
        }
    }
    causes
}

/// A point that is surely not met and makes the whole fail; for `một trong` every alternative is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The unit of the failing leaf.
    pub unit: UnitId,
    /// What was asked and what was found, in Vietnamese: `cần 6 năm, có 5 năm 11 tháng 2 ngày`.
    pub words: String,
    /// Of which choice it is an alternative, where it is one.
    pub choice: Option<Choice>,
}

/// An alternative of a `một trong` none of whose alternatives holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Choice {
    /// The same for all alternatives of one choice, and for those of no other.
    pub group: u32,
    /// The same for the points that fail together within one alternative.
    pub branch: u32,
}

/// How each point is joined to the one before it, as words that stand before it: `một trong: ` at the first of several
/// alternatives, `hoặc ` at the others, `và ` within one; nothing where it stands on its own.
pub fn leads(failures: &[Failure]) -> Vec<&'static str> {
    let mut before: Option<Choice> = None;
    let mut leads = Vec::with_capacity(failures.len());
    for failure in failures {
        let rivals = |choice: Choice| {
            let others = failures.iter().filter_map(|other| other.choice);
            others
                .filter(|other| other.group == choice.group)
                .any(|other| other.branch != choice.branch)
        };
        let choice = failure.choice.filter(|choice| rivals(*choice));
        leads.push(match (choice, before) {
            (None, _) => "",
            (Some(choice), Some(before)) if choice == before => "và ",
            (Some(choice), Some(before)) if choice.group == before.group => "hoặc ",
            (Some(_), _) => "một trong: ",
        });
        before = choice;
    }
    leads
}

/// What of a unit or an entry point decides the outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Criteria, or the rules of a council, and what is asked with them.
    #[default]
    Criteria,
    /// Whether limits were kept and duties done often enough.
    Limits,
    /// Norms: nothing else is asked, or no limit binds and a norm without one does.
    Norms,
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
    /// The limits in time of the unit asked about, or that the entry point asks to be kept, in the order of the text.
    pub limits: Vec<LimitResult>,
    /// The norms of the unit asked about, in the order of the text; none for an entry point.
    pub norms: Vec<NormResult>,
    /// What decides the outcome.
    pub basis: Basis,
    /// The work calendar that the answer rests on, where it rests on one (R16).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarUsed>,
    /// Faults and doubts of the source that the answer rests on: positions in [`quyche_ir::Document::doubts`], in order.
    pub doubts: Vec<u32>,
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

impl Review {
    /// The work calendar that the results rest on, with every year consulted; `None` where none of them needed one.
    pub fn calendar(&self) -> Option<CalendarUsed> {
        let mut whole = None;
        for person in &self.people {
            CalendarUsed::add(&mut whole, person.assessment.calendar.as_ref());
        }
        whole
    }
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
