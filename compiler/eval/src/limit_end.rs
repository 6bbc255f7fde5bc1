//! When a limit that binds ends, and where things stand (R9): counting, stops, the calendar, what was done.

use crate::due::{CalendarUsed, LastDay, LimitEnd, LimitStanding, RefusedPause, SkippedDay};
use crate::errors::EvalError;
use crate::ground::Effective;
use crate::limits::{Ended, Source, Start, not_running};
use crate::reckon::Term;
use crate::run::Run;
use crate::truth::Truth;
use crate::value::Value;
use chrono::NaiveDate;
use quyche_ir::expr::{Expr, ExprKind, Literal, Place};
use quyche_ir::facts::{PeriodEnd, PeriodFact};
use quyche_ir::model::OfficeHours;
use quyche_ir::norm::{Excluded, FixedDay, Gate, Limit, LimitKind};
use quyche_ir::outcome::PathStep;
use quyche_ir::{Cause, Fact, FactPath, FieldId, Outcome, UnitId, visit};
use quyche_time::deadline::{self, Due, Problem, Stop, named_days};
use quyche_time::{Moment, Unit};
use std::cmp::Ordering;

const K: Outcome = Outcome::NOT_APPLICABLE;

/// The stops of a limit, and whether all are known.
struct Stops {
    known: Vec<Stop>,
    complete: bool,
    refused: Vec<RefusedPause>,
}

impl Default for Stops {
    fn default() -> Stops {
        Stops {
            known: Vec::new(),
            complete: true,
            refused: Vec::new(),
        }
    }
}

impl<'e> Run<'e> {
    /// When a limit that binds ends, and where things stand.
    pub fn ending(&mut self, source: &Source<'e>) -> Ended<'e> {
        let Some(limit) = source.limit else {
            return self.without_limit(source);
        };
        let mut calendar = None;
        let mut length = None;
        let mut since = None;
        let (event, end) = match &limit.kind {
            LimitKind::NotSet => {
                return Ended {
                    end: LimitEnd::NotSet,
                    ..not_running(K)
                };
            }
            LimitKind::FixedDay { day, inclusive } => {
                let (end, first) = self.named_end(source, *day, *inclusive);
                since = first;
                (None, end)
            }
            LimitKind::After { duration, .. } | LimitKind::Before { duration, .. } => match self.start(limit) {
                start @ (Start::At(event) | Start::EndOf(event)) => {
                    let lengths = self.value(duration);
                    if let [Value::Duration(only)] = lengths.as_slice() {
                        length = Some(*only);
                    }
                    (
                        Some(event),
                        self.counted_end(limit, lengths.as_slice(), start, &mut calendar),
                    )
                }
                Start::Never | Start::Unknown => (None, LimitEnd::Unknown),
            },
        };
        if let LimitEnd::Day(day) = &end {
            self.mark_end(day.due);
        }
        let lapse = limit.lapse.as_ref();
        let lapsed = lapse.map_or(Truth::False, |lapse| self.lapsed(source, limit, lapse));
        if lapsed == Truth::True {
            return not_running(Outcome::EXEMPT);
        }
        let (mut outcome, standing) = match &end {
            LimitEnd::Day(day) => self.standing(source, day, since),
            LimitEnd::NotRunning | LimitEnd::NotSet | LimitEnd::NoLimit | LimitEnd::Unknown => (Outcome::OPEN, None),
        };
        if lapsed == Truth::Unknown {
            outcome = outcome.or(Outcome::EXEMPT);
        }
        Ended {
            outcome,
            end,
            standing,
            hours: self.office_hours(limit).filter(|_| calendar.is_some()),
            calendar,
            event,
            length,
        }
    }

    /// `gián đoạn thì thôi`: whether a stop that began while the limit would have run without any ended it. What was done
    /// before the stop was done in time all the same.
    fn lapsed(&mut self, source: &Source<'e>, limit: &'e Limit, lapse: &'e Expr) -> Truth {
        let holds = self.test(lapse);
        let LimitKind::After { duration, .. } = &limit.kind else {
            return Truth::False;
        };
        let start = self.start(limit);
        let (Start::At(event) | Start::EndOf(event)) = start else {
            return holds.min(Truth::Unknown);
        };
        if holds == Truth::False {
            return holds;
        }
        let stops = self.stops(&limit.excluding, start);
        let done = self.told_done(source).flatten();
        let mut found: Option<Truth> = None;
        for length in self.value(duration).as_slice() {
            let Value::Duration(length) = length else {
                return holds.min(Truth::Unknown);
            };
            let from = Term {
                start,
                length: *length,
                backward: false,
                stops: &[],
            };
            let Ok(due) = self.reckon(limit, &from) else {
                return holds.min(Truth::Unknown);
            };
            let stopped = stops.known.iter().any(|stop| {
                let running = stop.from <= due.last_day && stop.until.is_none_or(|until| event.day < until);
                running && done.is_none_or(|done| stop.from <= done.day)
            });
            let one = match (stopped, stops.complete) {
                (true, _) => Truth::True,
                (false, true) => Truth::False,
                (false, false) => Truth::Unknown,
            };
            found = Some(found.map_or(one, |known| known.either(one)));
        }
        holds.min(found.unwrap_or(Truth::Unknown))
    }

    /// What was said of when a limit was met: of this one, else of its unit.
    fn told_done(&self, source: &Source<'e>) -> Option<Option<Moment>> {
        let own = self.ground.done_of.iter().find(|(of, _)| *of == source.of);
        let own = own.map(|(_, done)| *done);
        own.or_else(|| {
            let of_unit = self.ground.done.iter().find(|(of, _)| *of == source.unit);
            of_unit.map(|(_, done)| *done)
        })
    }

    /// The hours of a working day that the regulation declares, for a limit counted in them.
    fn office_hours(&self, limit: &'e Limit) -> Option<&'e OfficeHours> {
        let (LimitKind::After { duration, .. } | LimitKind::Before { duration, .. }) = &limit.kind else {
            return None;
        };
        let mut counted = false;
        visit::expr(duration, &mut |expr| {
            if let ExprKind::Literal(Literal::Duration(length)) = &expr.kind {
                counted |= length.unit == Unit::WorkingHour;
            }
        });
        self.ground.doc.about.office_hours.as_ref().filter(|_| counted)
    }

    /// A duty that binds and for which the text sets no limit: done, or nobody can say that it is late.
    fn without_limit(&mut self, source: &Source<'e>) -> Ended<'e> {
        let done = self.told_done(source).flatten().is_some();
        if !done {
            let unit = source.unit;
            self.open_leaf(|_| Cause::Missing(FactPath::DoneDay(unit)));
        }
        Ended {
            end: LimitEnd::NoLimit,
            ..not_running(if done { Outcome::MET } else { Outcome::OPEN })
        }
    }

    /// A day that the text names: the date, or the one of the period that holds the day of reckoning, and the first day of
    /// that period. It is never moved. A later day of its kind is another limit: else no such limit could ever be missed.
    /// Where the day of the period came before the rule had effect, the first that it binds is the next period's; in a
    /// period that has no such day (29/02) the text leaves a gap.
    fn named_end(&mut self, source: &Source<'e>, named: FixedDay, inclusive: bool) -> (LimitEnd, Option<NaiveDate>) {
        let last = |day: NaiveDate| {
            if inclusive {
                Some(day)
            } else {
                deadline::last_before(day)
            }
        };
        if let FixedDay::Date(day) = named {
            return (last(day).map_or(LimitEnd::Unknown, plain_day), None);
        }
        let today = self.reckoning_day();
        let Some(period) = today.and_then(|today| deadline::period(named, today)) else {
            return (LimitEnd::Unknown, None);
        };
        let day_of = |(first, until)| named_days(named, first, until).into_iter().filter_map(last).next();
        let in_effect = self.first_day(source);
        let (due, period) = match day_of(period) {
            Some(due) if in_effect.is_some_and(|first| due < first) => {
                let next = period.1.succ_opt().and_then(|day| deadline::period(named, day));
                (next.and_then(day_of), next.unwrap_or(period))
            }
            due => (due, period),
        };
        self.mark_end(period.1);
        if due.is_none() {
            self.open_leaf(|run| Cause::Gap(run.unit));
        }
        (due.map_or(LimitEnd::Unknown, plain_day), Some(period.0))
    }

    /// The first day on which a limit has effect, where the document, a scope or the limit itself says one.
    fn first_day(&mut self, source: &Source<'e>) -> Option<NaiveDate> {
        let own = match self.ground.effective {
            Effective::From(day) | Effective::Made(day) => Some(day),
            Effective::Always | Effective::Unsigned => None,
        };
        let gates: Vec<&Gate> = self.steps(source).iter().map(|step| step.gate).collect();
        let gates: Vec<Option<NaiveDate>> = gates.into_iter().map(|gate| self.effect_of(gate).from).collect();
        gates.into_iter().chain([own]).flatten().max()
    }

    /// The end counted from an event; unknown where an open branch leads to different ends.
    fn counted_end(
        &mut self,
        limit: &'e Limit,
        lengths: &[Value<'e>],
        start: Start,
        calendar: &mut Option<CalendarUsed>,
    ) -> LimitEnd {
        let backward = matches!(limit.kind, LimitKind::Before { .. });
        let stops = self.stops(&limit.excluding, start);
        let mut found: Option<LimitEnd> = None;
        for length in lengths {
            let Value::Duration(length) = length else {
                return LimitEnd::Unknown;
            };
            let from = Term {
                start,
                length: *length,
                backward,
                stops: &stops.known,
            };
            let end = match self.reckon(limit, &from) {
                Ok(due) => {
                    let used = self.used(&due);
                    CalendarUsed::add(calendar, used.as_ref());
                    CalendarUsed::add(&mut self.calendar, used.as_ref());
                    self.day_of(due, &stops)
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

    fn day_of(&mut self, due: Due, stops: &Stops) -> LimitEnd {
        if let Some(pending) = due.pending {
            self.open_leaf(|_| Cause::Suspended(pending.since));
        }
        LimitEnd::Day(LastDay {
            due: due.pending.map_or(due.due, |pending| pending.earliest),
            before_rolling: due.last_day,
            time: due.time,
            open_end: due.pending.is_some() || !stops.complete,
            extension: due.extension,
            skipped: due
                .skipped
                .iter()
                .map(|skipped| SkippedDay {
                    day: skipped.day,
                    why: skipped.why.words(),
                })
                .collect(),
            refused: stops
                .refused
                .iter()
                .filter(|pause| pause.from <= due.last_day)
                .cloned()
                .collect(),
        })
    }

    /// `không tính`: the stops that are known. A list that may have more rows, or a row without a first day, leaves the
    /// end open. Where the text allows so many pauses, those beyond are set apart; where it may be that one nobody told of
    /// comes before them, none of the list is sure to count.
    fn stops(&mut self, excluding: &'e [Excluded], start: Start) -> Stops {
        let mut all = Stops::default();
        for excluded in excluding {
            let mut of_list = self.stops_of(&excluded.list, excluded.period);
            all.complete &= of_list.complete;
            if let (Some(at_most), Start::At(from) | Start::EndOf(from)) = (excluded.at_most, start) {
                let allowed = deadline::allowed(&of_list.known, from.day, at_most);
                of_list.known = if of_list.complete { allowed.counted } else { Vec::new() };
                all.refused.extend(allowed.refused.iter().map(|stop| RefusedPause {
                    from: stop.from,
                    until: stop.until,
                    at_most,
                }));
            }
            all.known.append(&mut of_list.known);
        }
        all
    }

    /// The stops of one list.
    fn stops_of(&mut self, place: &'e Place, field: FieldId) -> Stops {
        let mut stops = Stops::default();
        let fact = self.lookup(place);
        if let Fact::List(list) = fact {
            for (at, row) in list.rows.iter().enumerate() {
                self.stop_row(place, at, field, row.get(field), &mut stops);
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
    fn stop(&mut self, period: PeriodFact, known: &mut Vec<Stop>) -> bool {
        let Some(from) = period.start else { return false };
        match period.end {
            PeriodEnd::On(until) => known.extend(Stop::closed(from, until)),
            PeriodEnd::Running => {
                // The end moves with the day.
                if let Some(today) = self.day {
                    self.mark_end(today);
                }
                known.push(Stop::open(from, self.day));
            }
            PeriodEnd::Unknown => known.push(Stop::open(from, None)),
        }
        true
    }

    /// Where things stand once it was done. On the last day of a limit in hours, the time of day decides.
    fn done_standing(&mut self, unit: UnitId, done: Moment, end: &LastDay) -> (Outcome, Option<LimitStanding>) {
        let spare = (end.due - done.day).num_days();
        let in_time = match (spare.cmp(&0), end.time, done.time) {
            (Ordering::Greater, ..) | (Ordering::Equal, None, _) => true,
            (Ordering::Less, ..) => false,
            (Ordering::Equal, Some(end), Some(done)) => done <= end,
            (Ordering::Equal, Some(_), None) => {
                self.open_leaf(|_| Cause::Missing(FactPath::DoneTime(unit)));
                return (Outcome::OPEN, None);
            }
        };
        match (in_time, end.open_end) {
            (true, _) => (Outcome::MET, Some(LimitStanding::InTime(spare))),
            (false, true) => (Outcome::OPEN, None),
            (false, false) => (Outcome::NOT_MET, Some(LimitStanding::Late(-spare))),
        }
    }

    /// Where things stand: done in time, late, not yet due, overdue. What was done before `since` was done for a limit before
    /// this one, and says nothing of it.
    fn standing(
        &mut self,
        source: &Source<'e>,
        end: &LastDay,
        since: Option<NaiveDate>,
    ) -> (Outcome, Option<LimitStanding>) {
        let unit = source.unit;
        let of_this = |done: &Option<Moment>| done.is_none_or(|done| since.is_none_or(|since| since <= done.day));
        let done = self
            .told_done(source)
            .or_else(|| self.handed_in_on(unit))
            .filter(of_this);
        if let Some(Some(done)) = done {
            return self.done_standing(unit, done, end);
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

fn plain_day(day: NaiveDate) -> LimitEnd {
    LimitEnd::Day(LastDay {
        due: day,
        time: None,
        before_rolling: day,
        open_end: false,
        extension: 0,
        skipped: Vec::new(),
        refused: Vec::new(),
    })
}

/// The path of a field of a row of a list.
fn row_path(list: FactPath, at: usize, field: FieldId) -> FactPath {
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
        | FactPath::DoneTime(_)
        | FactPath::EventTime(_) => list,
    }
}
