//! The walk over the rules for one case: where it stands, what it may look at, and the record it keeps when asked to.

use crate::due::CalendarUsed;
use crate::errors::EvalError;
use crate::found::Found;
use crate::ground::Ground;
use crate::served::Served;
use crate::trace::{Op, Trace, What};
use crate::truth::Truth;
use crate::watch::Watch;
use chrono::NaiveDate;
use quyche_ir::expr::{Place, Root, Type};
use quyche_ir::outcome::PathStep;
use quyche_ir::{
    Cause, CriterionId, Fact, FactPath, FieldId, JudgementId, Outcome, RecordFact, RecordId, ScopeId, TitleId, UnitId,
};
use std::rc::Rc;

/// Deeper nesting than this is refused; a rule a person can read is never near it.
const MAX_DEPTH: u32 = 200;
/// More steps than this for one case are refused; with a record kept of them, fewer.
const MAX_STEPS: u64 = 20_000_000;
const MAX_RECORDED: u64 = 1_000_000;

/// A row of a list the walk is inside of.
pub struct Element<'e> {
    pub fact: &'e RecordFact,
    pub record: RecordId,
    pub origin: Origin<'e>,
    pub row: u32,
}

/// Where a row comes from.
#[derive(Clone, Copy)]
pub enum Origin<'e> {
    /// A list fact.
    Place(&'e Place),
    /// Everybody under review.
    People,
    /// A list field of the subject.
    Members(FieldId),
}

/// A definition already worked out, with the day and the title it was worked out for.
pub struct Known {
    pub day: Option<NaiveDate>,
    pub title: Option<TitleId>,
    pub value: KnownValue,
}

/// What a definition came to.
pub enum KnownValue {
    Truth(Truth),
    Served(Rc<Served>),
}

/// The walk.
pub struct Run<'e> {
    pub ground: &'e Ground<'e>,
    pub subject: &'e RecordFact,
    pub title: Option<TitleId>,
    /// The day of reckoning in force; `None` where it is not known.
    pub day: Option<NaiveDate>,
    /// Why the day is not known, where a `tính đến` is to blame.
    pub day_causes: Rc<[Cause]>,
    pub unit: UnitId,
    pub criterion: CriterionId,
    pub elements: Vec<Element<'e>>,
    /// Scopes already decided by whoever asked (R2).
    pub decided: Vec<ScopeId>,
    pub known: Vec<Option<Known>>,
    /// Whether the subject is one of the people of a list, so that nothing may be remembered for the case itself.
    pub borrowed: bool,
    /// A criterion of which only one unit is asked.
    pub only: Option<(CriterionId, UnitId)>,
    /// By reading: whether it was met.
    pub met: Vec<bool>,
    /// Doubts of the units that had a part in the answer, in order.
    pub touched: Vec<u32>,
    pub trace: Option<Trace<'e>>,
    /// The work calendar that what was met rests on.
    pub calendar: Option<CalendarUsed>,
    /// What is noted of a day of reckoning that moves.
    pub watch: Option<Watch<'e>>,
    pub error: Option<EvalError>,
    depth: u32,
    steps: u64,
}

impl<'e> Run<'e> {
    /// A walk for this subject.
    pub fn new(ground: &'e Ground<'e>, subject: &'e RecordFact, title: Option<TitleId>, tracing: bool) -> Run<'e> {
        let mut known = Vec::new();
        known.resize_with(ground.doc.definitions.len(), || None);
        Run {
            ground,
            subject,
            title,
            day: ground.as_of,
            day_causes: Rc::from([]),
            unit: UnitId(0),
            criterion: CriterionId(u32::MAX),
            elements: Vec::new(),
            decided: Vec::new(),
            known,
            borrowed: false,
            only: None,
            met: vec![false; ground.doc.readings.len()],
            touched: Vec::new(),
            trace: tracing.then(Trace::default),
            calendar: None,
            watch: None,
            error: None,
            depth: 0,
            steps: 0,
        }
    }

    /// Whether a record is kept, so that nothing may be left out.
    pub fn tracing(&self) -> bool {
        self.trace.is_some()
    }

    /// Notes that the document or the question does not fit; the first such error stands.
    pub fn fail(&mut self, error: EvalError) {
        self.error.get_or_insert(error);
    }

    /// One level deeper; false where the walk must stop.
    pub fn descend(&mut self) -> bool {
        self.depth += 1;
        self.steps += 1;
        let most = if self.tracing() { MAX_RECORDED } else { MAX_STEPS };
        if self.depth > MAX_DEPTH || self.steps > most {
            self.fail(EvalError::TooDeep);
        }
        self.error.is_none()
    }

    /// One level up again.
    pub fn ascend(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Begins a node of the record.
    pub fn enter(&mut self, op: Op, what: What<'e>) -> usize {
        let unit = self.unit;
        self.trace.as_mut().map_or(0, |trace| trace.open(op, what, unit))
    }

    /// Ends it.
    pub fn leave(&mut self, at: usize, value: Outcome) {
        if let Some(trace) = &mut self.trace {
            trace.close(at, value);
        }
    }

    /// Notes what a test found.
    pub fn note(&mut self, at: usize, found: impl FnOnce() -> Found<'e>) {
        if let Some(trace) = &mut self.trace {
            trace.note(at, found());
        }
    }

    /// Records an open leaf.
    pub fn open_leaf(&mut self, cause: impl FnOnce(&Self) -> Cause) {
        if self.tracing() {
            let cause = cause(self);
            let at = self.enter(Op::Leaf, What::Cause(cause));
            self.leave(at, Outcome::OPEN);
        }
    }

    /// The day of reckoning; where it is not known, why is recorded.
    pub fn reckoning_day(&mut self) -> Option<NaiveDate> {
        if self.day.is_none() && self.tracing() {
            let causes = Rc::clone(&self.day_causes);
            if causes.is_empty() {
                self.open_leaf(|_| Cause::Missing(FactPath::ReckoningDay));
            }
            for cause in causes.iter() {
                self.open_leaf(|_| cause.clone());
            }
        }
        self.day
    }

    /// The fact at a place. An unknown record on the way makes it unknown, `không có` makes it `không có`.
    pub fn lookup(&mut self, place: &Place) -> &'e Fact {
        const UNKNOWN: &Fact = &Fact::Unknown;
        const NONE: &Fact = &Fact::None;
        let Some((mut record, mut declared)) = self.root(place.root) else {
            self.fail(EvalError::Malformed);
            return UNKNOWN;
        };
        let Some((last, way)) = place.path.split_last() else {
            self.fail(EvalError::Malformed);
            return UNKNOWN;
        };
        for field in way {
            match record.get(*field) {
                Fact::Record(inner) => record = inner,
                Fact::Unknown => return UNKNOWN,
                Fact::None => return NONE,
                Fact::Bool(_)
                | Fact::Number(_)
                | Fact::Text(_)
                | Fact::Date(_)
                | Fact::Moment(_)
                | Fact::Year(_)
                | Fact::Member(_)
                | Fact::Outside(_)
                | Fact::Title(_)
                | Fact::Period(_)
                | Fact::Texts { .. }
                | Fact::List(_) => {
                    self.fail(EvalError::Malformed);
                    return UNKNOWN;
                }
            }
            declared = self.nested(declared, *field);
        }
        let fact = record.get(*last);
        if matches!(fact, Fact::Unknown) {
            self.check_field(declared, *last);
        }
        fact
    }

    /// The record type a field leads to; an id no document has where it leads to none.
    fn nested(&self, record: RecordId, field: FieldId) -> RecordId {
        let fields = self.ground.doc.records.get(record.index()).map(|record| &record.fields);
        let ty = fields
            .and_then(|fields| fields.get(field.index()))
            .map(|field| field.ty);
        if let Some(Type::Record(inner)) = ty {
            inner
        } else {
            RecordId(u32::MAX)
        }
    }

    /// A field the record does not have would look like a fact nobody gave; it is an error instead.
    fn check_field(&mut self, record: RecordId, field: FieldId) {
        let record = self.ground.doc.records.get(record.index());
        if record.is_none_or(|record| field.index() >= record.fields.len()) {
            self.fail(EvalError::Malformed);
        }
    }

    /// The record a place starts from, and its type.
    pub fn root(&self, root: Root) -> Option<(&'e RecordFact, RecordId)> {
        match root {
            Root::Subject(record) => (record == self.ground.subject).then_some((self.subject, record)),
            Root::Context(record) => {
                let fits = self.ground.context_record.is_none_or(|declared| declared == record);
                fits.then_some((self.ground.context, record))
            }
            Root::Element { depth, record } => {
                let at = self.elements.len().checked_sub(1 + depth as usize)?;
                let element = self.elements.get(at)?;
                (element.record == record).then_some((element.fact, record))
            }
        }
    }

    /// Records that a fact is missing.
    pub fn missing(&mut self, place: &Place) {
        self.open_leaf(|run| Cause::Missing(run.path_of(place)));
    }

    /// The full path of a place, rows of lists included.
    pub fn path_of(&self, place: &Place) -> FactPath {
        let (record, mut path) = self.steps_to(place.root, self.elements.len());
        path.extend(place.path.iter().map(|field| PathStep::Field(*field)));
        FactPath::Field { record, path }
    }

    /// The full path of a field of the innermost row.
    pub fn element_path(&self, field: FieldId) -> FactPath {
        let (record, mut path) = self.steps_to_element(self.elements.len().wrapping_sub(1));
        path.push(PathStep::Field(field));
        FactPath::Field { record, path }
    }

    fn steps_to(&self, root: Root, inside: usize) -> (RecordId, Vec<PathStep>) {
        match root {
            Root::Subject(record) | Root::Context(record) => (record, Vec::new()),
            Root::Element { depth, .. } => self.steps_to_element(inside.wrapping_sub(1 + depth as usize)),
        }
    }

    /// The path of the row at a place of the stack of rows.
    pub fn steps_to_element(&self, at: usize) -> (RecordId, Vec<PathStep>) {
        let Some(element) = self.elements.get(at) else {
            return (self.ground.subject, Vec::new());
        };
        let (record, mut path) = match element.origin {
            Origin::Place(place) => {
                let (record, mut path) = self.steps_to(place.root, at);
                path.extend(place.path.iter().map(|field| PathStep::Field(*field)));
                (record, path)
            }
            Origin::Members(field) => (self.ground.subject, vec![PathStep::Field(field)]),
            Origin::People => (element.record, Vec::new()),
        };
        path.push(PathStep::Row(element.row));
        (record, path)
    }

    /// A judgement of the innermost record it is declared for.
    pub fn judged(&mut self, id: JudgementId) -> Truth {
        let Some(judgement) = self.ground.doc.judgements.get(id.index()) else {
            self.fail(EvalError::Malformed);
            return Truth::Unknown;
        };
        let at = self.elements.iter().rposition(|element| element.record == judgement.of);
        let fact = match at.and_then(|at| self.elements.get(at)) {
            Some(element) => element.fact,
            None if judgement.of == self.ground.subject => self.subject,
            None => self.ground.context,
        };
        if let Some(met) = fact.judgement(id) {
            return Truth::of(met);
        }
        self.open_leaf(|run| Cause::NotAssessed {
            judgement: id,
            row: at.map_or_else(Vec::new, |at| run.steps_to_element(at).1),
        });
        Truth::Unknown
    }

    /// Evaluates something apart from the record and gives back the causes it met, in order and once each.
    pub fn apart<T>(&mut self, inner: impl FnOnce(&mut Self) -> T) -> (T, Vec<Cause>) {
        let tracing = self.tracing();
        let outer = std::mem::replace(&mut self.trace, tracing.then(Trace::default));
        let value = inner(self);
        let record = std::mem::replace(&mut self.trace, outer);
        let mut causes: Vec<Cause> = record.map_or_else(Vec::new, |record| record.causes().cloned().collect());
        causes.sort();
        causes.dedup();
        (value, causes)
    }
}
