//! When a limit that binds ends, and where things stand (R9): counting, stops, the calendar, what was done.

use crate::due::{CalendarUsed, LastDay, LimitEnd, LimitStanding, Rolling, SkippedDay};
use crate::errors::EvalError;
use crate::limits::{Ended, Source, Start, not_running};
use crate::run::Run;
use crate::value::Value;
use chrono::NaiveDate;
use quyche_ir::expr::{Expr, Place};
use quyche_ir::facts::{PeriodEnd, PeriodFact};
use quyche_ir::norm::{FixedDay, Limit, LimitKind};
use quyche_ir::outcome::PathStep;
use quyche_ir::{Cause, Fact, FactPath, FieldId, Outcome, UnitId};
use quyche_time::Duration;
use quyche_time::deadline::{self, Due, Presumed, Problem, Rules, Stop, named_days};

const K: Outcome = Outcome::NOT_APPLICABLE;

/// How far ahead the next of the days that a text names each year is looked for: 29/02 may be eight years away.
const YEARS_AHEAD: u32 = 9;

/// The stops of a limit, and whether all are known.
struct Stops {
    known: Vec<Stop>,
    complete: bool,
}

impl<'e> Run<'e> {
    /// When a limit that binds ends, and where things stand.
    pub fn ending(&mut self, source: &Source<'e>) -> Ended {
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
        let last = |day: NaiveDate| {
            if inclusive {
                Some(day)
            } else {
                deadline::last_before(day)
            }
        };
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
        let done = self
            .ground
            .done
            .iter()
            .find(|(of, _)| *of == unit)
            .map(|(_, done)| *done);
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
