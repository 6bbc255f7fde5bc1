//! R9: limits in time for one case. The text in force when the start event happened decides whether a limit binds (R13);
//! its conditions are asked on the day of reckoning; then the end is counted, and where things stand is told.

use crate::causes::open_leaves;
use crate::due::{CalendarUsed, LimitEnd, LimitOf, LimitResult, LimitStanding};
use crate::effect::Window;
use crate::errors::EvalError;
use crate::found::Found;
use crate::ground::{Effective, Ground};
use crate::limit_words;
use crate::run::Run;
use crate::trace::{Op, What};
use crate::truth::Truth;
use crate::value::Value;
use crate::windows::is_counted;
use chrono::{NaiveDate, NaiveTime};
use quyche_base::Span;
use quyche_ir::expr::{Expr, Place};
use quyche_ir::model::OfficeHours;
use quyche_ir::norm::{Deadline, Dossier, DossierItem, Event, Gate, Limit, LimitKind, Norm, NormKind, Redirect};
use quyche_ir::outcome::Class;
use quyche_ir::{Cause, DeadlineId, Document, Fact, FactPath, Outcome, ReadingId, RecordFact, RecordId, UnitId};
use quyche_time::{Duration, Moment};
use std::rc::Rc;

const K: Outcome = Outcome::NOT_APPLICABLE;

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
pub struct Ended<'e> {
    pub outcome: Outcome,
    pub end: LimitEnd,
    pub standing: Option<LimitStanding>,
    pub calendar: Option<CalendarUsed>,
    /// The event counted from.
    pub event: Option<Moment>,
    /// The length, where it is one whatever is still open.
    pub length: Option<Duration>,
    /// The hours of a working day it was counted with.
    pub hours: Option<&'e OfficeHours>,
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
    // A duty that is counted against events answers for itself.
    let triggered = |norm: &Norm| {
        norm.kind == NormKind::Duty && norm.subject.is_some() && norm.gate.when.is_some() && !is_counted(norm)
    };
    let norms = doc
        .norms
        .iter()
        .filter(move |norm| norm.limit.is_some() || triggered(norm));
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
pub fn results(
    ground: &Ground<'_>,
    sources: &[Source<'_>],
    subject: &RecordFact,
) -> Result<Vec<LimitResult>, EvalError> {
    let result = |source| {
        let mut run = Run::new(ground, subject, None, true);
        let ended = run.limit(source);
        if let Some(error) = run.error {
            return Err(error);
        }
        let words = limit_words::words(ground.doc, source, &ended);
        // What does not bind rests on nothing.
        let doubts = if matches!(ended.end, LimitEnd::NotRunning) {
            Vec::new()
        } else {
            run.touched
        };
        Ok(LimitResult {
            of: source.of,
            unit: source.unit,
            at: source.at,
            outcome: ended.outcome,
            open: open_leaves(&run.trace.unwrap_or_default()),
            end: ended.end,
            standing: ended.standing,
            consequence: source.limit.and_then(|limit| limit.consequence.clone()),
            doubts,
            calendar: ended.calendar,
            readings: met_readings(&run.met, &ground.readings),
            words,
        })
    };
    sources.iter().map(result).collect()
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
pub enum Start {
    /// An event, its time of day where that is known.
    At(Moment),
    /// The end of another limit: of its last day, or the moment of one in hours.
    EndOf(Moment),
    /// The event is known not to have happened.
    Never,
    Unknown,
}

/// What narrows a limit, step by step.
pub struct Step<'e> {
    unit: UnitId,
    pub gate: &'e Gate,
    filter: &'e [Expr],
    redirects: &'e [Redirect],
}

impl<'e> Run<'e> {
    /// One limit: whether it binds, when it ends, and where things stand.
    pub fn limit(&mut self, source: &Source<'e>) -> Ended<'e> {
        let mut ended = not_running(K);
        if !self.descend() {
            self.ascend();
            return ended;
        }
        let outer = std::mem::replace(&mut self.unit, source.unit);
        self.touch(source.unit);
        let node = self.enter(Op::Same, What::Limit(source.at));
        let (start, causes) = self.apart(|run| source.limit.map_or(Start::Unknown, |limit| run.start(limit)));
        let steps = self.steps(source);
        let from = match start {
            Start::At(from) | Start::EndOf(from) => (Some(from.day), Rc::from([])),
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
                    let node = run.enter(Op::Atom, What::Nothing);
                    ended = run.ending(source);
                    run.leave(node, ended.outcome);
                    ended.outcome
                })
            })
        };
        ended.outcome = outcome;
        if matches!(outcome.class(), Class::NotApplicable | Class::Exempt) && !matches!(ended.end, LimitEnd::NotSet) {
            ended = not_running(outcome);
        }
        self.leave(node, outcome);
        if self.tracing() {
            let words = limit_words::words(self.ground.doc, source, &ended);
            self.note(node, || Found::Words(words));
        }
        self.unit = outer;
        self.ascend();
        ended
    }

    /// The document's own date of effect, at the event.
    pub fn in_force(&mut self, from: &EventDay, inner: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        match self.ground.effective {
            Effective::Always | Effective::Made(_) => inner(self),
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
    pub fn steps(&self, source: &Source<'e>) -> Vec<Step<'e>> {
        let mut about = None;
        let scopes = self.ground.scopes_of(source.unit).iter();
        let scopes = scopes.filter_map(|id| self.ground.doc.scopes.get(id.index()));
        // A scope that speaks of another record says nothing of this one.
        let scopes = scopes.filter(|scope| {
            about = scope.subject.or(about);
            about.is_none() || about == source.subject
        });
        let scopes: Vec<Step<'e>> = scopes
            .map(|scope| Step {
                unit: scope.unit,
                gate: &scope.gate,
                filter: &scope.filter,
                redirects: &scope.redirects,
            })
            .collect();
        let own = source.gates.iter().map(|gate| Step {
            unit: source.unit,
            gate,
            filter: &[],
            redirects: &[],
        });
        scopes.into_iter().chain(own).collect()
    }

    pub fn narrowed(
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
            let window = run.effect_of(step.gate);
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

    pub fn start(&mut self, limit: &'e Limit) -> Start {
        match &limit.kind {
            LimitKind::NotSet | LimitKind::FixedDay { .. } => Start::Unknown,
            LimitKind::After { event, .. } | LimitKind::Before { event, .. } => match event {
                Event::Fact(place) => match self.fact_value(place) {
                    Value::Date(day) => Start::At(Moment {
                        day,
                        time: self.time_of(place),
                    }),
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

    /// The time of day of a dated fact, where it has one.
    fn time_of(&mut self, place: &Place) -> Option<NaiveTime> {
        if let Fact::Moment(moment) = self.lookup(place) {
            moment.time
        } else {
            None
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
            LimitEnd::Day(day) if !day.open_end => Start::EndOf(Moment {
                day: day.before_rolling,
                time: day.time,
            }),
            LimitEnd::Day(_) | LimitEnd::Unknown => Start::Unknown,
            LimitEnd::NotRunning | LimitEnd::NotSet | LimitEnd::NoLimit => Start::Never,
        }
    }
}

/// The day that decides which text is in force, and why it is not known.
pub type EventDay = (Option<NaiveDate>, Rc<[Cause]>);

/// Whether a limit counts from an event.
fn counts(limit: &Limit) -> bool {
    match limit.kind {
        LimitKind::After { .. } | LimitKind::Before { .. } => true,
        LimitKind::NotSet | LimitKind::FixedDay { .. } => false,
    }
}

pub fn not_running<'e>(outcome: Outcome) -> Ended<'e> {
    Ended {
        outcome,
        end: LimitEnd::NotRunning,
        standing: None,
        calendar: None,
        event: None,
        length: None,
        hours: None,
    }
}
