//! A day of reckoning that moves: while a case is looked at on one day, every date that is met says when it can next change
//! an answer, so that the days in between need not be tried.
//!
//! The walk is the ordinary one. What it meets (a date beside the moving one, a run of service that goes on, the bounds of
//! an effect, a year that falls out of a row of years) marks the days from which it may come out otherwise; as long as none
//! of them is reached, the same walk meets the same values and gives the same answer.

use crate::run::Run;
use crate::served::Served;
use crate::value::Value;
use chrono::{Datelike, NaiveDate};
use quyche_ir::expr::{Expr, ExprKind, Place, Root, Type};
use quyche_ir::{FieldId, visit};
use quyche_time::{BrokenRuns, DaySet, Duration, Policy, Unit, longest, shortest};

/// A day of reckoning that moves, and what moves with it.
#[derive(Clone, Copy, Debug)]
pub struct Clock<'c> {
    /// The day looked at.
    pub day: NaiveDate,
    /// Fields of the circumstances that move with it: a date is that day, a year its year.
    pub moved: &'c [FieldId],
}

/// What a walk notes of a moving day.
#[derive(Debug)]
pub struct Watch<'e> {
    clock: Clock<'e>,
    /// The first day after the one looked at on which something met may come out otherwise.
    pub next: Option<NaiveDate>,
}

impl<'e> Watch<'e> {
    /// Nothing noted yet.
    pub fn new(clock: Clock<'e>) -> Watch<'e> {
        Watch { clock, next: None }
    }

    fn mark(&mut self, day: Option<NaiveDate>) {
        let day = day.filter(|day| *day > self.clock.day);
        self.next = match (self.next, day) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }

    fn mark_run_ends(&mut self, set: &DaySet) {
        for run in set.runs() {
            self.mark(Some(run.start));
            self.mark(run.end.succ_opt());
        }
    }

    /// The days on which days served, cut off at a later and later day, come to serve a duration.
    fn mark_serving(&mut self, policy: Policy, set: &DaySet, duration: Duration) {
        for run in set.runs() {
            self.mark(policy.earliest(run.start, duration));
        }
        if set.runs().len() > 1 {
            self.mark(reaching(policy, set, shortest(duration)));
            self.mark(reaching(policy, set, longest(duration)));
            self.mark_practice(policy, set, duration);
        }
    }

    /// The count of personnel practice may come to reach a duration, and lose it again, on any day of service from the one
    /// on which it first can up to the one on which the fewest days of the duration are reached.
    fn mark_practice(&mut self, policy: Policy, set: &DaySet, duration: Duration) {
        let day = self.clock.day;
        let Some(first) = practice_from(set, duration) else {
            return;
        };
        self.mark(Some(first));
        // Once that count alone decides, it keeps what it has granted: no later day takes it back.
        let settled = if policy.broken == BrokenRuns::ThirtyDayMonths {
            policy.alone_serves(&set.intersection(&DaySet::until(day)), duration)
        } else {
            reaching(policy, set, shortest(duration)).is_some_and(|settled| settled <= day)
        };
        if first <= day && !settled {
            let growing = set.runs().iter().filter(|run| run.end > day);
            self.mark(
                growing
                    .map(|run| run.start)
                    .min()
                    .and_then(|start| start.max(day).succ_opt()),
            );
            self.mark_run_ends(set);
        }
    }
}

/// The first day by which so many days are served that the count of personnel practice may reach the duration: a month of
/// practice has 30 days, and one a year, February, may be two days shorter.
fn practice_from(set: &DaySet, duration: Duration) -> Option<NaiveDate> {
    let mut short = 30
        * match duration.unit {
            Unit::Year => 12 * i64::from(duration.count),
            Unit::Month => i64::from(duration.count),
            Unit::Week | Unit::Day | Unit::WorkingDay | Unit::Hour | Unit::WorkingDayHour | Unit::WorkingHour => {
                return None;
            }
        };
    let mut seen = None;
    for run in set.runs() {
        let mut start = run.start;
        loop {
            if seen.is_none_or(|seen| seen < start.year()) {
                short -= 2;
                seen = Some(start.year());
            }
            let end = NaiveDate::from_ymd_opt(start.year(), 12, 31).map_or(run.end, |last| last.min(run.end));
            let days = (end - start).num_days() + 1;
            if days >= short {
                let further = u64::try_from(short - 1).unwrap_or(0);
                return start.checked_add_days(chrono::Days::new(further));
            }
            short -= days;
            match end.succ_opt().filter(|next| *next <= run.end) {
                Some(next) => start = next,
                None => break,
            }
        }
    }
    None
}

/// The first day by which the set has so many days as the policy counts them.
fn reaching(policy: Policy, set: &DaySet, goal: Option<i64>) -> Option<NaiveDate> {
    let uncounted = if policy.last_day_counts { 0 } else { 1 };
    let mut short = goal?;
    for run in set.runs() {
        let counted = run.days() - uncounted;
        if counted >= short {
            let further = u64::try_from(short - 1 + uncounted).unwrap_or(0);
            return run.start.checked_add_days(chrono::Days::new(further));
        }
        short -= counted;
    }
    None
}

impl<'e> Run<'e> {
    /// The value of a fact that moves with the day.
    pub fn moved(&self, place: &Place) -> Option<Value<'static>> {
        let clock = self.watch.as_ref()?.clock;
        let (Root::Context(record), [field]) = (place.root, place.path.as_slice()) else {
            return None;
        };
        if !clock.moved.contains(field) {
            return None;
        }
        let fields = &self.ground.doc.records.get(record.index())?.fields;
        let is_year = fields.get(field.index())?.ty == Type::Year;
        Some(if is_year {
            Value::Year(clock.day.year())
        } else {
            Value::Date(clock.day)
        })
    }

    /// Notes when a value that stands still can next come out otherwise beside one that moves.
    pub fn mark_value(&mut self, value: Value<'_>) {
        let Some(watch) = &mut self.watch else { return };
        if let Value::Date(day) = value {
            watch.mark(Some(day));
            watch.mark(day.succ_opt());
        } else if let Value::Year(year) = value {
            watch.mark(NaiveDate::from_ymd_opt(year, 1, 1));
            watch.mark(NaiveDate::from_ymd_opt(year.saturating_add(1), 1, 1));
        }
    }

    /// Notes the bounds of a date of effect.
    pub fn mark_window(&mut self, from: Option<NaiveDate>, until: Option<NaiveDate>) {
        if let Some(watch) = &mut self.watch {
            watch.mark(from);
            watch.mark(until.and_then(|day| day.succ_opt()));
        }
    }

    /// Notes that something may come out otherwise once a day is over.
    pub fn mark_end(&mut self, last: NaiveDate) {
        if let Some(watch) = &mut self.watch {
            watch.mark(last.succ_opt());
        }
    }

    /// Notes that something may come out otherwise from a day on.
    pub fn mark_from(&mut self, day: NaiveDate) {
        if let Some(watch) = &mut self.watch {
            watch.mark(Some(day));
        }
    }

    /// Notes when a row of years that moves with the day takes in or loses a year that has a rating.
    pub fn mark_years(&mut self, before: &'e Expr, first: i32, rated: Option<i32>) {
        if rated.is_none_or(|year| year < first) || self.watch.is_none() || !self.moves(before) {
            return;
        }
        if let Some(watch) = &mut self.watch {
            watch.mark(NaiveDate::from_ymd_opt(watch.clock.day.year().saturating_add(1), 1, 1));
        }
    }

    /// Whether an expression looks at something that moves with the day.
    fn moves(&self, expr: &'e Expr) -> bool {
        let mut moves = false;
        let mut named = Vec::new();
        visit::expr(expr, &mut |below| {
            if let ExprKind::Fact(place) = &below.kind {
                moves |= self.moved(place).is_some();
            } else if let ExprKind::Definition(id) = &below.kind {
                named.push(*id);
            }
        });
        moves
            || named.into_iter().any(|id| {
                let definition = self.ground.doc.definitions.get(id.index());
                definition.is_some_and(|definition| self.moves(&definition.body))
            })
    }

    /// Whether service is to be looked at beyond the day as well: only where that day is the moving one.
    pub fn looks_ahead(&self) -> bool {
        self.watch
            .as_ref()
            .is_some_and(|watch| self.day == Some(watch.clock.day))
    }

    /// Notes when service that goes on comes to serve a duration.
    pub fn mark_serving(&mut self, policy: Policy, served: &Served, duration: Duration) {
        if let (Some(watch), Some(ahead)) = (&mut self.watch, &served.ahead) {
            watch.mark_serving(policy, &ahead.sure, duration);
            watch.mark_serving(policy, ahead.up(), duration);
        }
    }

    /// Notes when service begins and ends.
    pub fn mark_served(&mut self, served: &Served) {
        if let (Some(watch), Some(ahead)) = (&mut self.watch, &served.ahead) {
            watch.mark_run_ends(&ahead.sure);
            watch.mark_run_ends(ahead.up());
        }
    }
}
