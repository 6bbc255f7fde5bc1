//! R9: limits in time for one case. The text in force when the start event happened decides whether a limit binds (R13);
//! its conditions are asked on the day of reckoning; then the end is counted, and where things stand is told.

use crate::causes::open_leaves;
use crate::due::{CalendarUsed, LastDay, LimitEnd, LimitOf, LimitResult, LimitStanding, Rolling, SkippedDay};
use crate::effect::Window;
use crate::errors::EvalError;
use crate::found::Found;
use crate::ground::{Effective, Ground};
use crate::limit_words;
use crate::run::Run;
use crate::trace::{Op, What};
use crate::truth::Truth;
use crate::value::Value;
use chrono::NaiveDate;
use quyche_base::Span;
use quyche_ir::expr::{Expr, Place};
use quyche_ir::facts::{PeriodEnd, PeriodFact};
use quyche_ir::model::Doubt;
use quyche_ir::norm::{
    Deadline, Dossier, DossierItem, Event, Gate, Limit, LimitKind, Norm, NormKind, Redirect,
};
use quyche_ir::{Cause, DeadlineId, Document, Fact, FactPath, FieldId, Outcome, ReadingId, RecordFact, RecordId, UnitId};
use quyche_time::deadline::{self, Due, Presumed, Problem, Rules, Stop};
use quyche_time::{Duration, deadline::FixedDay, deadline::named_days};
use std::rc::Rc;

const K: Outcome = Outcome::NOT_APPLICABLE;

/// How far ahead the next of the days that a text names each year is looked for: 29/02 may be eight years away.
const YEARS_AHEAD: u32 = 9;

/// A limit with all that surrounds it.
#[derive(Clone, Debug)]
pub struct Source<'e> {
    pub of: LimitOf,
    pub unit: UnitId,
    pub at: Span,
    pub subject: Option<RecordId>,
    /// `None` for a duty that conditions call into being and for which the text sets no limit.
    pub limit: Option<&'e Limit>,
    /// The tails that narrow it, outermost first.
    pub gates: Vec<&'e Gate>,
}

/// What came of a limit.
#[derive(Clone, Debug)]
pub struct Ended {
    pub outcome: Outcome,
    pub end: LimitEnd,
    pub standing: Option<LimitStanding>,
    pub calendar: Option<CalendarUsed>,
    /// The event counted from.
    pub event: Option<NaiveDate>,
}

/// The limits of a document, and the duties that conditions call into being; deadlines, norms, dossiers, in that order.
pub fn sources(doc: &Document) -> Vec<Source<'_>> {
    let deadlines = doc.deadlines.iter().map(|deadline| Source {
        of: LimitOf::Deadline(deadline.id),
        unit: deadline.unit,
        at: deadline.at,
        subject: deadline.subject,
        limit: Some(&deadline.limit),
        gates: vec![&deadline.gate],
    });
    let triggered = |norm: &Norm| norm.kind == NormKind::Duty && norm.subject.is_some() && norm.gate.when.is_some();
    let norms = doc.norms.iter().filter(move |norm| norm.limit.is_some() || triggered(norm));
    let norms = norms.map(|norm| Source {
        of: LimitOf::Norm(norm.id),
        unit: norm.unit,
        at: norm.at,
        subject: norm.subject,
        limit: norm.limit.as_ref(),
        gates: vec![&norm.gate],
    });
    let mut all: Vec<Source<'_>> = deadlines.chain(norms).collect();
    for dossier in &doc.dossiers {
        documents(dossier, &dossier.items, &[&dossier.gate], &mut all);
    }
    all
}

fn documents<'e>(dossier: &'e Dossier, items: &'e [DossierItem], above: &[&'e Gate], all: &mut Vec<Source<'e>>) {
    for item in items {
        let mut gates = above.to_vec();
        gates.push(&item.gate);
        if let Some(limit) = &item.limit {
            all.push(Source {
                of: LimitOf::Document(dossier.id, item.unit),
                unit: item.unit,
                at: limit.at,
                subject: dossier.subject,
                limit: Some(limit),
                gates: gates.clone(),
            });
        }
        documents(dossier, &item.parts, &gates, all);
    }
}

/// The results of limits for one case, each with its own record.
pub fn results(ground: &Ground<'_>, sources: &[Source<'_>], subject: &RecordFact) -> Result<Vec<LimitResult>, EvalError> {
    let result = |source| {
        let mut run = Run::new(ground, subject, None, true);
        let ended = run.limit(source);
        if let Some(error) = run.error {
            return Err(error);
        }
        let words = limit_words::words(ground.doc, source, &ended, ground.rolling);
        Ok(LimitResult {
            of: source.of,
            unit: source.unit,
            at: source.at,
            outcome: ended.outcome,
            open: open_leaves(&run.trace.unwrap_or_default()),
            end: ended.end,
            standing: ended.standing,
            consequence: source.limit.and_then(|limit| limit.consequence.clone()),
            doubts: doubts(ground.doc, source.unit),
            calendar: ended.calendar,
            readings: met_readings(&run.met, &ground.readings),
            words,
        })
    };
    sources.iter().map(result).collect()
}

/// The doubts of the source that an answer about a unit rests on.
fn doubts(doc: &Document, unit: UnitId) -> Vec<String> {
    let at = |doubt: &&Doubt| doubt.unit == Some(unit) || doubt.affects.contains(&unit);
    doc.doubts.iter().filter(at).map(|doubt| doubt.text.clone()).collect()
}

/// The readings met, with the answers used.
pub fn met_readings(met: &[bool], answers: &[u32]) -> Vec<(ReadingId, u32)> {
    let both = met.iter().zip(answers).enumerate();
    both.filter(|(_, (met, _))| **met)
        .map(|(index, (_, answer))| (ReadingId::at(index), *answer))
        .collect()
}

/// Where a count starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    Day(NaiveDate),
    /// The event is known not to have happened.
    Never,
    Unknown,
}

/// What narrows a limit, step by step.
struct Step<'e> {
    unit: UnitId,
    gate: &'e Gate,
    filter: &'e [Expr],
    redirects: &'e [Redirect],
}

/// The stops of a limit, and whether all are known.
struct Stops {
    known: Vec<Stop>,
    complete: bool,
}

impl<'e> Run<'e> {
    /// One limit: whether it binds, when it ends, and where things stand.
    pub fn limit(&mut self, source: &Source<'e>) -> Ended {
        let mut ended = not_running(K);
        if !self.descend() {
            self.ascend();
            return ended;
        }
        let outer = std::mem::replace(&mut self.unit, source.unit);
        let node = self.enter(Op::Same, What::Limit(source.at));
        let (start, causes) = self.apart(|run| source.limit.map_or(Start::Unknown, |limit| run.start(limit)));
        let steps = self.steps(source);
        let from = match start {
            Start::Day(day) => (Some(day), Rc::from([])),
            Start::Never | Start::Unknown if source.limit.is_some_and(counts) => (None, Rc::from(causes)),
            Start::Never | Start::Unknown => (self.day, Rc::clone(&self.day_causes)),
        };
        let outcome = if start == Start::Never {
            K
        } else {
            let unit = source.unit;
            self.in_force(&from, |run| {
                run.narrowed(&steps, &from, &mut |run| {
                    run.unit = unit;
                    ended = run.ending(source);
                    ended.outcome
                })
            })
        };
        ended.outcome = outcome;
        if matches!(outcome.class(), quyche_ir::outcome::Class::NotApplicable | quyche_ir::outcome::Class::Exempt)
            && !matches!(ended.end, LimitEnd::NotSet)
        {
            ended = not_running(outcome);
        }
        self.leave(node, outcome);
        if self.tracing() {
            let words = limit_words::words(self.ground.doc, source, &ended, self.ground.rolling);
            self.note(node, || Found::Words(words));
        }
        self.unit = outer;
        self.ascend();
        ended
    }

    /// The document's own date of effect, at the event.
    fn in_force(&mut self, from: &EventDay, inner: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        match self.ground.effective {
            Effective::Always => inner(self),
            Effective::From(day) => {
                let window = Window {
                    from: Some(day),
                    until: None,
                };
                let node = self.enter(Op::Gate, What::Nothing);
                let holds = self.window_at(window, from);
                let outcome = self.gate_rest(holds, None, inner);
                self.leave(node, outcome);
                outcome
            }
            Effective::Unsigned => {
                let node = self.enter(Op::Gate, What::Nothing);
                let when = self.enter(Op::When, What::Nothing);
                self.open_leaf(|_| Cause::Missing(FactPath::SigningDay));
                self.leave(when, Outcome::OPEN);
                let outcome = inner(self).or(K);
                self.leave(node, outcome);
                outcome
            }
        }
    }

    /// Whether the day of the event lies in a window.
    fn window_at(&mut self, window: Window, from: &EventDay) -> Truth {
        let outer = (self.day, Rc::clone(&self.day_causes));
        (self.day, self.day_causes) = (from.0, Rc::clone(&from.1));
        let holds = self.window(window, None);
        (self.day, self.day_causes) = outer;
        holds
    }

    /// The scopes above a limit and its own tails, outermost first.
    fn steps(&self, source: &Source<'e>) -> Vec<Step<'e>> {
        let mut about = None;
        let scopes = self.ground.scopes_of(source.unit).iter();
        let scopes = scopes.filter_map(|id| self.ground.doc.scopes.get(id.index()));
        // A scope that speaks of another record says nothing of this one.
        let scopes = scopes.filter(|scope| {
            about = scope.subject.or(about);
            about.is_none() || about == source.subject
        });
        let scopes: Vec<Step<'e>> = scopes.map(|scope| Step {
            unit: scope.unit,
            gate: &scope.gate,
            filter: &scope.filter,
            redirects: &scope.redirects,
        }).collect();
        let own = source.gates.iter().map(|gate| Step {
            unit: source.unit,
            gate,
            filter: &[],
            redirects: &[],
        });
        scopes.into_iter().chain(own).collect()
    }

    fn narrowed(
        &mut self,
        steps: &[Step<'e>],
        from: &EventDay,
        inner: &mut dyn FnMut(&mut Self) -> Outcome,
    ) -> Outcome {
        let Some((step, rest)) = steps.split_first() else {
            return inner(self);
        };
        self.unit = step.unit;
        self.on_day(step.gate.as_of.as_ref(), |run| {
            let node = run.enter(Op::Gate, What::Nothing);
            let window = Window {
                from: step.gate.from,
                until: step.gate.until,
            };
            let mut when = if window.is_open() {
                Truth::True
            } else {
                run.window_at(window, from)
            };
            for redirect in step.redirects {
                when = when.min(run.elsewhere(&redirect.when).not());
            }
            for condition in step.filter.iter().chain(&step.gate.when) {
                if when != Truth::False {
                    when = when.min(run.condition(Op::When, condition));
                }
            }
            let outcome = run.gate_rest(when, step.gate.unless.as_ref(), |run| run.narrowed(rest, from, inner));
            run.leave(node, outcome);
            outcome
        })
    }

    /// Whether the rule stands elsewhere for this case (R15): then this limit does not bind, and the one there does.
    fn elsewhere(&mut self, when: &'e Expr) -> Truth {
        let node = self.enter(Op::When, What::Nothing);
        let not = self.enter(Op::Not, What::Nothing);
        let there = self.test(when);
        self.leave(not, there.not().outcome());
        self.leave(node, there.not().outcome());
        there
    }

    fn start(&mut self, limit: &'e Limit) -> Start {
        match &limit.kind {
            LimitKind::NotSet | LimitKind::FixedDay { .. } => Start::Unknown,
            LimitKind::After { event, .. } | LimitKind::Before { event, .. } => match event {
                Event::Fact(place) => match self.fact_value(place) {
                    Value::Date(day) => Start::Day(day),
                    Value::None => Start::Never,
                    Value::Unknown => Start::Unknown,
                    Value::Bool(_)
                    | Value::Number(_)
                    | Value::Count(..)
                    | Value::Text(_)
                    | Value::Year(_)
                    | Value::Member(_)
                    | Value::Title(_)
                    | Value::OtherTitle
                    | Value::Duration(_) => {
                        self.fail(EvalError::Malformed);
                        Start::Unknown
                    }
                },
                Event::Deadline(id) => self.last_day_of(*id),
            },
        }
    }

    /// The last day of another deadline, before rolling.
    fn last_day_of(&mut self, id: DeadlineId) -> Start {
        let deadline: Option<&'e Deadline> = self.ground.doc.deadlines.iter().find(|deadline| deadline.id == id);
        let Some(deadline) = deadline else {
            self.fail(EvalError::Malformed);
            return Start::Unknown;
        };
        let source = Source {
            of: LimitOf::Deadline(deadline.id),
            unit: deadline.unit,
            at: deadline.at,
            subject: deadline.subject,
            limit: Some(&deadline.limit),
            gates: vec![&deadline.gate],
        };
        match self.limit(&source).end {
            LimitEnd::Day(day) if !day.open_end => Start::Day(day.before_rolling),
            LimitEnd::Day(_) | LimitEnd::Unknown => Start::Unknown,
            LimitEnd::NotRunning | LimitEnd::NotSet | LimitEnd::NoLimit => Start::Never,
        }
    }

    /// When a limit that binds ends, and where things stand.
    fn ending(&mut self, source: &Source<'e>) -> Ended {
        let Some(limit) = source.limit else {
            return self.without_limit(source.unit);
        };
        let mut calendar = None;
        let (event, end) = match &limit.kind {
            LimitKind::NotSet => {
                return Ended {
                    end: LimitEnd::NotSet,
                    ..not_running(K)
                };
            }
            LimitKind::FixedDay { day, inclusive } => (None, self.named_end(*day, *inclusive)),
            LimitKind::After { duration, .. } | LimitKind::Before { duration, .. } => match self.start(limit) {
                Start::Day(event) => (Some(event), self.counted_end(limit, duration, event, &mut calendar)),
                Start::Never | Start::Unknown => (None, LimitEnd::Unknown),
            },
        };
        let (outcome, standing) = match &end {
            LimitEnd::Day(day) => self.standing(source.unit, day),
            LimitEnd::NotRunning | LimitEnd::NotSet | LimitEnd::NoLimit | LimitEnd::Unknown => (Outcome::OPEN, None),
        };
        Ended {
            outcome,
            end,
            standing,
            calendar,
            event,
        }
    }

    /// A duty that binds and for which the text sets no limit: done, or nobody can say that it is late.
    fn without_limit(&mut self, unit: UnitId) -> Ended {
        let done = self.ground.done.iter().any(|(of, done)| *of == unit && done.is_some());
        if !done {
            self.open_leaf(|_| Cause::Missing(FactPath::DoneDay(unit)));
        }
        Ended {
            end: LimitEnd::NoLimit,
            ..not_running(if done { Outcome::MET } else { Outcome::OPEN })
        }
    }

    /// A day that the text names: the date, or the next of its kind from the day of reckoning on. It is never moved.
    fn named_end(&mut self, named: FixedDay, inclusive: bool) -> LimitEnd {
        let last = |day: NaiveDate| if inclusive { Some(day) } else { deadline::last_before(day) };
        if let FixedDay::Date(day) = named {
            return last(day).map_or(LimitEnd::Unknown, plain_day);
        }
        let Some(today) = self.reckoning_day() else {
            return LimitEnd::Unknown;
        };
        let ahead = chrono::Months::new(12 * YEARS_AHEAD);
        let until = today.checked_add_months(ahead).unwrap_or(NaiveDate::MAX);
        let days = named_days(named, today, until);
        let next = days.into_iter().filter_map(last).find(|day| today <= *day);
        next.map_or(LimitEnd::Unknown, plain_day)
    }

    /// The end counted from an event; unknown where an open branch leads to different ends.
    fn counted_end(
        &mut self,
        limit: &'e Limit,
        duration: &'e Expr,
        event: NaiveDate,
        calendar: &mut Option<CalendarUsed>,
    ) -> LimitEnd {
        let backward = matches!(limit.kind, LimitKind::Before { .. });
        let lengths = self.value(duration);
        let stops = self.stops(&limit.excluding);
        let mut found: Option<LimitEnd> = None;
        for length in lengths.as_slice() {
            let Value::Duration(length) = length else {
                return LimitEnd::Unknown;
            };
            let end = match self.reckon(event, *length, backward, &stops.known) {
                Ok(due) => {
                    let used = self.used(&due);
                    match (calendar.as_mut(), used) {
                        (Some(known), Some(used)) => known.merge(&used),
                        (None, used) => *calendar = used,
                        (Some(_), None) => {}
                    }
                    self.day_of(due, stops.complete)
                }
                Err(Problem::NoTimeOfDay) => {
                    self.open_leaf(|run| Cause::Missing(FactPath::EventTime(run.unit)));
                    LimitEnd::Unknown
                }
                Err(problem) => {
                    let address = self.ground.doc.address(self.unit).to_owned();
                    self.fail(EvalError::Time { address, problem });
                    LimitEnd::Unknown
                }
            };
            match &found {
                Some(other) if *other != end => return LimitEnd::Unknown,
                Some(_) => {}
                None => found = Some(end),
            }
        }
        found.unwrap_or(LimitEnd::Unknown)
    }

    fn reckon(&self, event: NaiveDate, length: Duration, backward: bool, stops: &[Stop]) -> Result<Due, Problem> {
        let rules = Rules {
            calendar: self.ground.calendar.as_deref(),
            rolls: self.ground.rolling == Rolling::NextWorkingDay,
            presumed: if self.ground.allow_presumed {
                Presumed::Mark
            } else {
                Presumed::Refuse
            },
        };
        let event = deadline::Event::on(event);
        let end = if backward {
            deadline::before(&rules, event, length)
        } else {
            deadline::after(&rules, event, length, stops)
        };
        match end? {
            deadline::Deadline::Day(due) => Ok(due),
            // Facts hold days without a time of day, so that no moment can be counted from one.
            deadline::Deadline::Moment(_) => Err(Problem::NoTimeOfDay),
        }
    }

    fn used(&self, due: &Due) -> Option<CalendarUsed> {
        let calendar = self.ground.calendar.as_ref().filter(|_| !due.consulted.is_empty())?;
        let presumed = due.consulted.iter().filter(|year| !year.official);
        Some(CalendarUsed {
            name: calendar.name().to_owned(),
            version: calendar.version().to_owned(),
            hash: calendar.hash().to_owned(),
            years: due.consulted.iter().map(|year| year.year).collect(),
            presumed: presumed.map(|year| year.year).collect(),
        })
    }

    fn day_of(&mut self, due: Due, complete: bool) -> LimitEnd {
        if let Some(pending) = due.pending {
            self.open_leaf(|_| Cause::Suspended(pending.since));
        }
        LimitEnd::Day(LastDay {
            due: due.pending.map_or(due.due, |pending| pending.earliest),
            before_rolling: due.last_day,
            open_end: due.pending.is_some() || !complete,
            extension: due.extension,
            skipped: due
                .skipped
                .iter()
                .map(|skipped| SkippedDay {
                    day: skipped.day,
                    why: skipped.why.words(),
                })
                .collect(),
        })
    }

    /// `không tính`: the stops that are known. A list that may have more rows, or a row without a first day, leaves the
    /// end open.
    fn stops(&mut self, excluding: &'e [(Place, FieldId)]) -> Stops {
        let mut stops = Stops {
            known: Vec::new(),
            complete: true,
        };
        for (place, field) in excluding {
            let fact = self.lookup(place);
            if let Fact::List(list) = fact {
                for (at, row) in list.rows.iter().enumerate() {
                    self.stop_row(place, at, *field, row.get(*field), &mut stops);
                }
            }
            let complete = if let Fact::List(list) = fact {
                list.complete
            } else {
                *fact == Fact::None
            };
            if !complete {
                self.missing(place);
                stops.complete = false;
            }
        }
        stops
    }

    /// Adds the stop of a row; a row that is known to have none adds nothing.
    fn stop_row(&mut self, place: &'e Place, at: usize, field: FieldId, fact: &Fact, stops: &mut Stops) {
        let known = if let Fact::Period(period) = fact {
            self.stop(*period, &mut stops.known)
        } else {
            *fact == Fact::None
        };
        if !known {
            stops.complete = false;
            self.open_leaf(|run| Cause::Missing(row_path(run.path_of(place), at, field)));
        }
    }

    /// Adds a stop; false where its first day is not known.
    fn stop(&self, period: PeriodFact, known: &mut Vec<Stop>) -> bool {
        let Some(from) = period.start else { return false };
        match period.end {
            PeriodEnd::On(until) => known.extend(Stop::closed(from, until)),
            PeriodEnd::Running => known.push(Stop::open(from, self.day)),
            PeriodEnd::Unknown => known.push(Stop::open(from, None)),
        }
        true
    }

    /// Where things stand: done in time, late, not yet due, overdue.
    fn standing(&mut self, unit: UnitId, end: &LastDay) -> (Outcome, Option<LimitStanding>) {
        let done = self.ground.done.iter().find(|(of, _)| *of == unit).map(|(_, done)| *done);
        if let Some(Some(day)) = done {
            let spare = (end.due - day).num_days();
            return match (spare >= 0, end.open_end) {
                (true, _) => (Outcome::MET, Some(LimitStanding::InTime(spare))),
                (false, true) => (Outcome::OPEN, None),
                (false, false) => (Outcome::NOT_MET, Some(LimitStanding::Late(-spare))),
            };
        }
        let left = self.day.map(|today| (end.due - today).num_days());
        match (left, done) {
            (Some(left), _) if left >= 0 => {
                let due = end.due;
                self.open_leaf(|_| Cause::NotDue(due));
                (Outcome::OPEN, Some(LimitStanding::Remaining(left)))
            }
            // Stops may have moved the end beyond the day of reckoning; their causes stand already.
            (Some(_), _) if end.open_end => (Outcome::OPEN, None),
            (Some(left), Some(None)) => (Outcome::NOT_MET, Some(LimitStanding::Overdue(-left))),
            (Some(left), _) => {
                self.open_leaf(|_| Cause::Missing(FactPath::DoneDay(unit)));
                (Outcome::OPEN, Some(LimitStanding::Unknown(-left)))
            }
            (None, done) => {
                if done.is_some() {
                    self.reckoning_day();
                } else {
                    self.open_leaf(|_| Cause::Missing(FactPath::DoneDay(unit)));
                }
                (Outcome::OPEN, None)
            }
        }
    }
}

/// The day that decides which text is in force, and why it is not known.
type EventDay = (Option<NaiveDate>, Rc<[Cause]>);

/// Whether a limit counts from an event.
fn counts(limit: &Limit) -> bool {
    match limit.kind {
        LimitKind::After { .. } | LimitKind::Before { .. } => true,
        LimitKind::NotSet | LimitKind::FixedDay { .. } => false,
    }
}

fn not_running(outcome: Outcome) -> Ended {
    Ended {
        outcome,
        end: LimitEnd::NotRunning,
        standing: None,
        calendar: None,
        event: None,
    }
}

fn plain_day(day: NaiveDate) -> LimitEnd {
    LimitEnd::Day(LastDay {
        due: day,
        before_rolling: day,
        open_end: false,
        extension: 0,
        skipped: Vec::new(),
    })
}

/// The path of a field of a row of a list.
fn row_path(list: FactPath, at: usize, field: FieldId) -> FactPath {
    use quyche_ir::outcome::PathStep;
    match list {
        FactPath::Field { record, mut path } => {
            path.push(PathStep::Row(u32::try_from(at).unwrap_or(u32::MAX)));
            path.push(PathStep::Field(field));
            FactPath::Field { record, path }
        }
        FactPath::SigningDay
        | FactPath::ReckoningDay
        | FactPath::People
        | FactPath::DoneDay(_)
        | FactPath::EventTime(_) => list,
    }
}
