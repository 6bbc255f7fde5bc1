//! What each point asks for, as alternatives of changes, read off the rules from the top down.

use super::change::{Base, Change, Edit, Facts, Spot};
use super::sets::{Sets, all, any, given};
use chrono::NaiveDate;
use quyche_eval::Prepared;
use quyche_eval::result::Options;
use quyche_ir::expr::{Expr, Place, Root, Target, Type};
use quyche_ir::facts::Case;
use quyche_ir::model::{Effect, Entry};
use quyche_ir::norm::{Body, Gate, Item, Scope};
use quyche_ir::outcome::PathStep;
use quyche_ir::{CriterionId, Document, EntryId, Fact, JudgementId, ReadingId, RecordFact, RecordId, TitleId, UnitId};
use std::cell::Cell;

/// How deep rules may refer to each other; a rule a person can read is never near it.
pub(crate) const MOST_DEEP: u32 = 100;

/// How many steps are taken before the rest is given up.
pub(crate) const MOST_STEPS: u32 = 200_000;

/// A row the reading stands in.
#[derive(Clone)]
pub(crate) struct Frame<'d> {
    pub base: Base,
    pub steps: Vec<PathStep>,
    pub fact: Option<&'d RecordFact>,
    pub record: RecordId,
}

/// What the reading of the rules rests on: the evaluator, the case, and how many steps were taken.
pub(crate) struct At<'d> {
    pub prepared: &'d Prepared<'d>,
    pub case: &'d Case,
    pub steps: &'d Cell<u32>,
}

/// Reads the rules.
#[derive(Clone)]
pub(crate) struct Solver<'d> {
    pub doc: &'d Document,
    pub facts: &'d Facts,
    pub day: Option<NaiveDate>,
    pub frames: Vec<Frame<'d>>,
    pub unit: UnitId,
    /// Whether only facts nobody gave may be proposed.
    pub only_unknown: bool,
    pub title: Option<TitleId>,
    entry: EntryId,
    readings: Vec<u32>,
    pub depth: u32,
    pub steps: &'d Cell<u32>,
    pub prepared: &'d Prepared<'d>,
    pub case: &'d Case,
}

impl<'d> Solver<'d> {
    pub fn new(
        doc: &'d Document,
        entry: EntryId,
        facts: &'d Facts,
        options: &Options,
        only_unknown: bool,
        at: At<'d>,
    ) -> Self {
        let mut readings: Vec<u32> = doc.readings.iter().map(|reading| reading.default).collect();
        for (id, answer) in &options.readings {
            if let Some(place) = readings.get_mut(id.index()) {
                *place = *answer;
            }
        }
        Solver {
            doc,
            facts,
            day: options.as_of,
            frames: Vec::new(),
            unit: UnitId(0),
            only_unknown,
            title: None,
            entry,
            readings,
            depth: 0,
            steps: at.steps,
            prepared: at.prepared,
            case: at.case,
        }
    }

    /// What the whole entry point asks for.
    pub fn entry(&self, want: bool) -> Sets {
        let Some(entry) = self.doc.entries.get(self.entry.index()) else {
            return Vec::new();
        };
        let mut parts: Vec<Sets> = entry
            .under
            .iter()
            .map(|target| self.asked(entry, target, want))
            .collect();
        if !want {
            parts = vec![any(parts)];
        }
        if self.doc.about.effect == Effect::FromSigning
            && self.doc.about.issued.is_none()
            && self.facts.signed.is_none()
        {
            // Nothing settles while the day of signing is open.
            parts.extend(self.day.map(|day| self.edit(Change::Signed(day))));
        }
        all(parts)
    }

    fn asked(&self, entry: &Entry, target: &'d Target, want: bool) -> Sets {
        let mut inside = self.clone();
        inside.title = entry.title;
        inside.target(target, want)
    }

    pub fn target(&self, target: &'d Target, want: bool) -> Sets {
        let mut inside = self.clone();
        inside.title = target.title.or(self.title);
        inside.depth += 1;
        self.steps.set(self.steps.get() + 1);
        if inside.depth > MOST_DEEP || self.steps.get() > MOST_STEPS {
            return Vec::new();
        }
        let parts: Vec<Sets> = target.criteria.iter().map(|id| inside.criterion(*id, want)).collect();
        if want { all(parts) } else { any(parts) }
    }

    fn criterion(&self, id: CriterionId, want: bool) -> Sets {
        let Some(criterion) = self.doc.criteria.get(id.index()) else {
            return Vec::new();
        };
        let binds = criterion.titles.is_empty() || self.title.is_none_or(|title| criterion.titles.contains(&title));
        if !binds || self.is_outside(criterion.unit) {
            return if want { given() } else { Vec::new() };
        }
        let mut inside = self.clone();
        inside.unit = criterion.unit;
        let own = inside.gated(&criterion.gate, want, want, |inside| inside.body(&criterion.body, want));
        all([inside.scopes(criterion.unit), own])
    }

    /// The scopes above a unit.
    fn scopes_of(&self, unit: UnitId) -> impl Iterator<Item = &'d Scope> {
        let doc = self.doc;
        let above = std::iter::successors(Some(unit), |at| doc.unit(*at).and_then(|unit| unit.parent));
        above.flat_map(|unit| doc.scopes.iter().filter(move |scope| scope.unit == unit))
    }

    /// Whether a scope above a unit surely leaves the case out: what stands there asks nothing of it.
    fn is_outside(&self, unit: UnitId) -> bool {
        self.scopes_of(unit).any(|scope| {
            let mut inside = self.clone();
            inside.unit = scope.unit;
            let mut conditions = scope.filter.iter().chain(&scope.gate.when);
            conditions.any(|condition| inside.settled(condition) == Some(false))
        })
    }

    /// That the scopes above a unit are settled.
    fn scopes(&self, unit: UnitId) -> Sets {
        let parts = self.scopes_of(unit).flat_map(|scope| {
            let mut inside = self.clone();
            inside.unit = scope.unit;
            let conditions = scope.filter.iter().chain(&scope.gate.when);
            conditions
                .map(|condition| inside.sure(condition, true))
                .collect::<Vec<_>>()
        });
        all(parts)
    }

    /// A condition that has to be settled one way; nothing to do where it already is, either way.
    fn sure(&self, condition: &'d Expr, want: bool) -> Sets {
        if self.settled(condition).is_some() {
            given()
        } else {
            self.test(condition, want)
        }
    }

    /// The tails, then the body. What does not apply changes nothing: `idle` tells whether that will do (it will for a
    /// point of `tất cả` that has to hold, and for one of `một trong` that has to fail).
    fn gated(&self, gate: &'d Gate, want: bool, idle: bool, body: impl FnOnce(&Self) -> Sets) -> Sets {
        let mut inside = self.clone();
        if let Some(day) = &gate.as_of {
            inside.day = self.constant_day(day);
        }
        let when = gate.when.as_ref().map(|when| (when, inside.settled(when)));
        if let Some((_, Some(false))) = when {
            return if idle { given() } else { Vec::new() };
        }
        let mut unknown = inside.clone();
        unknown.only_unknown = true;
        let holds = match when {
            Some((when, None)) => unknown.test(when, true),
            Some((_, Some(_))) | None => given(),
        };
        let body = body(&inside);
        if want {
            let mut ways = vec![all([holds, body])];
            if let (Some((when, None)), true) = (when, idle) {
                ways.push(unknown.test(when, false));
            }
            ways.extend(gate.unless.iter().map(|unless| unknown.test(unless, true)));
            any(ways)
        } else {
            let unless = gate.unless.iter().map(|unless| inside.test(unless, false));
            let fails = all([holds, body].into_iter().chain(unless));
            match when {
                Some((when, None)) if idle => any([fails, unknown.test(when, false)]),
                Some(_) | None => fails,
            }
        }
    }

    fn body(&self, body: &'d Body, want: bool) -> Sets {
        match (body, want) {
            (Body::All(items), true) | (Body::Any(items), false) => {
                all(items.iter().map(|item| self.item(item, want, true)))
            }
            (Body::All(items), false) | (Body::Any(items), true) => {
                any(items.iter().map(|item| self.item(item, want, false)))
            }
            (Body::Test(test), _) => self.test(test, want),
            (Body::Meets(targets), true) => all(targets.iter().map(|target| self.target(target, true))),
            (Body::Meets(targets), false) => any(targets.iter().map(|target| self.target(target, false))),
        }
    }

    fn item(&self, item: &'d Item, want: bool, idle: bool) -> Sets {
        let mut inside = self.clone();
        inside.unit = item.unit;
        inside.gated(&item.gate, want, idle, |inside| inside.body(&item.body, want))
    }

    pub fn judge(&self, id: JudgementId, want: bool) -> Sets {
        if self.judged(id).is_some() && self.only_unknown {
            return Vec::new();
        }
        self.edit(Change::Judge {
            spot: self.judge_spot(id),
            judgement: id,
            met: want,
        })
    }

    fn judge_spot(&self, id: JudgementId) -> Spot {
        let of = self.doc.judgements.get(id.index()).map(|judgement| judgement.of);
        let frame = self.frames.iter().rev().find(|frame| Some(frame.record) == of);
        if let Some(frame) = frame {
            return Spot {
                base: frame.base,
                steps: frame.steps.clone(),
            };
        }
        let subject = self.doc.entries.get(self.entry.index()).map(|entry| entry.subject);
        Spot {
            base: if of == subject { Base::Subject } else { Base::Context },
            steps: Vec::new(),
        }
    }

    /// The judgement made, if any.
    pub fn judged(&self, id: JudgementId) -> Option<bool> {
        let of = self.doc.judgements.get(id.index())?.of;
        let frame = self.frames.iter().rev().find(|frame| frame.record == of);
        if let Some(frame) = frame {
            return frame.fact?.judgement(id);
        }
        let subject = self.doc.entries.get(self.entry.index())?.subject;
        let record = if of == subject {
            &self.facts.subject
        } else {
            &self.facts.context
        };
        record.judgement(id)
    }

    /// The answer in force to a reading.
    pub fn answer(&self, reading: ReadingId) -> u32 {
        self.readings.get(reading.index()).copied().unwrap_or(0)
    }

    /// One change, asked for here.
    pub fn edit(&self, change: Change) -> Sets {
        vec![vec![Edit {
            unit: self.unit,
            change,
        }]]
    }

    /// A field gets a value; known circumstances are not anybody's to change, nor, where only facts nobody gave are sought,
    /// other known facts.
    pub fn set(&self, place: &Place, ty: Type, to: Fact) -> Sets {
        let known = self.fact(place).is_some_and(|fact| !matches!(fact, Fact::Unknown));
        let shared = matches!(place.root, Root::Context(_));
        if known && (self.only_unknown || shared) {
            return Vec::new();
        }
        let Some(spot) = self.spot(place) else {
            return Vec::new();
        };
        self.edit(Change::Set { spot, ty, to })
    }

    /// Where a place stands among the facts.
    pub fn spot(&self, place: &Place) -> Option<Spot> {
        let (base, mut steps) = match place.root {
            Root::Subject(_) => (Base::Subject, Vec::new()),
            Root::Context(_) => (Base::Context, Vec::new()),
            Root::Element { depth, .. } => {
                let frame = self.frame(depth)?;
                (frame.base, frame.steps.clone())
            }
        };
        steps.extend(place.path.iter().map(|field| PathStep::Field(*field)));
        Some(Spot { base, steps })
    }

    fn frame(&self, depth: u32) -> Option<&Frame<'d>> {
        self.frames.get(self.frames.len().checked_sub(1 + depth as usize)?)
    }

    /// The fact at a place; none in a row that is still being made.
    pub fn fact(&self, place: &Place) -> Option<&'d Fact> {
        let mut record: &'d RecordFact = match place.root {
            Root::Subject(_) => &self.facts.subject,
            Root::Context(_) => &self.facts.context,
            Root::Element { depth, .. } => self.frame(depth)?.fact?,
        };
        let (last, way) = place.path.split_last()?;
        for field in way {
            let Fact::Record(inner) = record.get(*field) else {
                return None;
            };
            record = inner;
        }
        Some(record.get(*last))
    }
}
