//! R7, R8: time served is a set of days: those surely covered (Lo) and those possibly covered (Up).

use crate::errors::EvalError;
use crate::found::Found;
use crate::lists::Rows;
use crate::run::{Known, KnownValue, Run};
use crate::trace::{Op, What};
use crate::truth::Truth;
use crate::value::Value;
use chrono::NaiveDate;
use quyche_ir::expr::{Arm, Expr, ExprKind, List};
use quyche_ir::facts::PeriodEnd;
use quyche_ir::{Cause, DefinitionId, Fact, FieldId, PeriodFact};
use quyche_time::{DaySet, Duration, Policy, Run as Days, Verdict};
use std::rc::Rc;

/// Time served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// Days surely covered.
    pub sure: DaySet,
    /// Days possibly covered, where they are more.
    pub possible: Option<DaySet>,
    /// Whether the text adds broken runs up.
    pub cumulative: bool,
    /// Whether a run surely goes on beyond the day of reckoning.
    pub running: bool,
    /// The same with what lies beyond the day of reckoning, where the day moves.
    pub ahead: Option<Rc<Served>>,
}

impl Served {
    /// Days possibly covered.
    pub fn up(&self) -> &DaySet {
        self.possible.as_ref().unwrap_or(&self.sure)
    }

    fn unknown() -> Served {
        Served {
            sure: DaySet::empty(),
            possible: Some(DaySet::until(NaiveDate::MAX)),
            cumulative: false,
            running: false,
            ahead: None,
        }
    }

    /// Whether it serves the duration, and whether that turns on how broken service is counted.
    pub fn serves(&self, policy: Policy, duration: Duration, continuous: bool) -> (Truth, bool) {
        let up = self.up();
        if continuous {
            let truth = if policy.some_run_serves(&self.sure, duration) {
                Truth::True
            } else {
                Truth::of(policy.some_run_serves(up, duration)).min(Truth::Unknown)
            };
            return (truth, false);
        }
        let sure = policy.total_serves(&self.sure, duration);
        if policy.some_run_serves(&self.sure, duration) || (self.cumulative && sure == Verdict::Yes) {
            return (Truth::True, false);
        }
        let falls_short = match self.possible {
            Some(_) => !policy.may_serve(up, duration),
            None => sure == Verdict::No,
        };
        if falls_short {
            return (Truth::False, false);
        }
        (Truth::Unknown, self.possible.is_none() || sure != Verdict::No)
    }

    /// The same by this policy and no other, for broken runs too. That the text does not say whether they add up is left
    /// open all the same. Of a policy that more days may hurt, what is sure is only what needs no adding up.
    pub fn serves_alone(&self, policy: Policy, duration: Duration) -> (Truth, bool) {
        let up = self.up();
        let lawful = policy.broken.breaks().is_none();
        let adds_up = policy.alone_serves(&self.sure, duration);
        let sure = policy.some_run_serves(&self.sure, duration)
            || (self.cumulative && adds_up && (lawful || self.possible.is_none()));
        if sure {
            return (Truth::True, false);
        }
        let may = match (&self.possible, lawful) {
            (Some(_), false) => policy.may_serve(up, duration),
            (Some(_), true) | (None, _) => policy.alone_serves(up, duration),
        };
        if may {
            (Truth::Unknown, !self.cumulative && adds_up)
        } else {
            (Truth::False, false)
        }
    }
}

/// The days a run adds to Lo and to Up, seen from a day of reckoning.
fn covered(period: PeriodFact, today: Option<NaiveDate>) -> (Option<Days>, Option<Days>) {
    let Some(today) = today else {
        let end = match period.end {
            PeriodEnd::On(end) => end,
            PeriodEnd::Running | PeriodEnd::Unknown => NaiveDate::MAX,
        };
        return (None, Days::new(period.start.unwrap_or(NaiveDate::MIN), end));
    };
    match (period.start, period.end) {
        (Some(start), PeriodEnd::On(end)) => {
            let days = Days::new(start, end.min(today));
            (days, days)
        }
        (Some(start), PeriodEnd::Running) => {
            let days = Days::new(start, today);
            (days, days)
        }
        (Some(start), PeriodEnd::Unknown) if start <= today => (Days::new(start, start), Days::new(start, today)),
        (Some(_), PeriodEnd::Unknown) => (None, None),
        (None, PeriodEnd::On(end)) => {
            let known = (end <= today).then(|| Days::new(end, end)).flatten();
            (known, Days::new(NaiveDate::MIN, end.min(today)))
        }
        (None, PeriodEnd::Running | PeriodEnd::Unknown) => (None, Days::new(NaiveDate::MIN, today)),
    }
}

/// Lo, and what Up has besides, as they grow row by row.
#[derive(Default)]
struct Runs {
    sure: Vec<Days>,
    besides: Vec<Days>,
    running: bool,
}

impl Runs {
    fn add(&mut self, passes: Truth, period: PeriodFact, today: Option<NaiveDate>) {
        let (sure, possible) = covered(period, today);
        if passes == Truth::True {
            self.sure.extend(sure);
            self.running |= sure.is_some() && period.end == PeriodEnd::Running;
        }
        if passes != Truth::True || sure != possible {
            self.besides.extend(possible);
        }
    }

    fn served(self, complete: bool, today: Option<NaiveDate>, cumulative: bool) -> Served {
        let sure = DaySet::from_runs(self.sure);
        let possible = if !complete {
            Some(DaySet::until(today.unwrap_or(NaiveDate::MAX)))
        } else if self.besides.is_empty() {
            None
        } else {
            let up = sure.union(&DaySet::from_runs(self.besides));
            (up != sure).then_some(up)
        };
        Served {
            sure,
            possible,
            cumulative,
            running: self.running,
            ahead: None,
        }
    }
}

impl<'e> Run<'e> {
    /// An expression that is time served.
    pub fn served(&mut self, expr: &'e Expr) -> Rc<Served> {
        if !self.descend() {
            self.ascend();
            return Rc::new(Served::unknown());
        }
        let served = match &expr.kind {
            ExprKind::Period {
                list,
                field,
                cumulative,
            } => Rc::new(self.period(list, *field, *cumulative)),
            ExprKind::Definition(id) => self.served_definition(*id),
            ExprKind::Expanded { body, .. } => self.served(body),
            ExprKind::AsOf { day, body } => self.on_day(Some(day), |run| run.served(body)),
            ExprKind::Literal(_)
            | ExprKind::Fact(_)
            | ExprKind::ReckoningDay
            | ExprKind::EffectDay
            | ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Implies(..)
            | ExprKind::Compare { .. }
            | ExprKind::OneOf { .. }
            | ExprKind::InTexts { .. }
            | ExprKind::Within { .. }
            | ExprKind::Serves { .. }
            | ExprKind::Exists { .. }
            | ExprKind::Every { .. }
            | ExprKind::Count(_)
            | ExprKind::Years { .. }
            | ExprKind::Judged(_)
            | ExprKind::Submitted(_)
            | ExprKind::Meets(_)
            | ExprKind::ReadingIs { .. } => self.malformed_served(),
            ExprKind::Branch { arms, otherwise, .. } => self.served_branch(arms, otherwise.as_deref()),
        };
        self.ascend();
        served
    }

    fn malformed_served(&mut self) -> Rc<Served> {
        self.fail(EvalError::Malformed);
        Rc::new(Served::unknown())
    }

    /// The first arm that surely holds, as long as none before it is open; else any days are possible.
    fn served_branch(&mut self, arms: &'e [Arm], otherwise: Option<&'e Expr>) -> Rc<Served> {
        for arm in arms {
            match self.test(&arm.when) {
                Truth::True => return self.served(&arm.value),
                Truth::Unknown => return Rc::new(Served::unknown()),
                Truth::False => {}
            }
        }
        match otherwise {
            Some(value) => self.served(value),
            None => {
                self.open_leaf(|run| Cause::Gap(run.unit));
                Rc::new(Served::unknown())
            }
        }
    }

    fn served_definition(&mut self, id: DefinitionId) -> Rc<Served> {
        let Some(definition) = self.ground.doc.definitions.get(id.index()) else {
            return self.malformed_served();
        };
        if let Some(KnownValue::Served(served)) = self.recall(id) {
            return Rc::clone(served);
        }
        let served = self.served(&definition.body);
        self.remember(id, KnownValue::Served(Rc::clone(&served)));
        served
    }

    /// What a definition came to for this case, this day and this title. A record is kept whole, so nothing is recalled
    /// while tracing.
    pub fn recall(&self, id: DefinitionId) -> Option<&KnownValue> {
        if self.tracing() || self.borrowed {
            return None;
        }
        let known = self.known.get(id.index())?.as_ref()?;
        (known.day == self.day && known.title == self.title).then_some(&known.value)
    }

    /// Keeps what a definition came to.
    pub fn remember(&mut self, id: DefinitionId, value: KnownValue) {
        let (day, title) = (self.day, self.title);
        if !self.borrowed
            && let Some(place) = self.known.get_mut(id.index())
        {
            *place = Some(Known { day, title, value });
        }
    }

    fn period(&mut self, list: &'e List, field: FieldId, cumulative: bool) -> Served {
        let today = self.reckoning_day();
        let rows = self.rows(list);
        let mut runs = Runs::default();
        let mut later = self.looks_ahead().then(Runs::default);
        for at in 0..rows.len() {
            self.add_row(list, field, &rows, at, &mut runs, later.as_mut());
        }
        self.more_rows(list, rows.complete);
        let mut served = runs.served(rows.complete, today, cumulative);
        served.ahead = later.map(|later| Rc::new(later.served(rows.complete, Some(NaiveDate::MAX), cumulative)));
        served
    }

    fn add_row(
        &mut self,
        list: &'e List,
        field: FieldId,
        rows: &Rows<'e>,
        at: usize,
        runs: &mut Runs,
        later: Option<&mut Runs>,
    ) {
        let Some(fact) = rows.get(at) else { return };
        let passes = self.row_truth(list, at, fact);
        if passes == Truth::False {
            return;
        }
        let period = match fact.get(field) {
            Fact::Period(period) => *period,
            Fact::Unknown => PeriodFact {
                start: None,
                end: PeriodEnd::Unknown,
            },
            Fact::None => return,
            Fact::Bool(_)
            | Fact::Number(_)
            | Fact::Text(_)
            | Fact::Date(_)
            | Fact::Moment(_)
            | Fact::Year(_)
            | Fact::Member(_)
            | Fact::Outside(_)
            | Fact::Title(_)
            | Fact::Texts { .. }
            | Fact::List(_)
            | Fact::Record(_) => return self.fail(EvalError::Malformed),
        };
        if self.tracing() {
            let (sure, possible) = covered(period, self.day);
            if self.day.is_some() && sure != possible {
                self.inside_row(list, at, fact, |run| {
                    run.open_leaf(|run| Cause::Missing(run.element_path(field)))
                });
            }
        }
        runs.add(passes, period, self.day);
        if let Some(later) = later {
            later.add(passes, period, Some(NaiveDate::MAX));
        }
    }

    /// `P (liên tục) đủ D`.
    pub fn serves(&mut self, period: &'e Expr, at_least: &'e Expr, continuous: bool, node: usize) -> Truth {
        let Some(measure) = &self.ground.doc.about.measure else {
            self.fail(EvalError::NoMeasure);
            return Truth::Unknown;
        };
        let served = self.served(period);
        let wanted = self.value(at_least);
        let mut truth = None;
        let mut turns_on_count = false;
        let (mut policy, mut settled) = (measure.policy, None);
        for value in wanted.as_slice() {
            let one = match value {
                Value::Duration(duration) => {
                    let verdict = self.counted_by(measure, &served, *duration, continuous);
                    turns_on_count |= verdict.turns_on_count;
                    settled = settled.or(verdict.settled);
                    policy = verdict.policy;
                    verdict.truth
                }
                Value::Unknown => Truth::Unknown,
                Value::None => Truth::False,
                Value::Bool(_)
                | Value::Number(_)
                | Value::Count(..)
                | Value::Text(_)
                | Value::Date(_)
                | Value::Year(_)
                | Value::Member(_)
                | Value::Title(_)
                | Value::OtherTitle => {
                    self.fail(EvalError::Malformed);
                    Truth::Unknown
                }
            };
            truth = Some(truth.map_or(one, |truth: Truth| truth.either(one)));
        }
        if turns_on_count {
            self.open_leaf(|run| Cause::Count(run.criterion));
        }
        let wanted = wanted.single();
        self.note(node, || Found::Served {
            served,
            wanted,
            continuous,
            policy,
            settled,
            open: turns_on_count,
        });
        truth.unwrap_or(Truth::Unknown)
    }

    /// `ngày trong P`: true in Lo, false outside Up, up to and including the reckoning day.
    pub fn within(&mut self, date: &'e Expr, period: &'e Expr, node: usize) -> Truth {
        let dates = self.value(date);
        let mut truth = None;
        for value in dates.as_slice() {
            let one = match value {
                Value::Date(day) => self.in_period(period, *day),
                Value::Unknown => self.somewhere(period),
                Value::None => Truth::False,
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
                    Truth::Unknown
                }
            };
            truth = Some(truth.map_or(one, |truth: Truth| truth.either(one)));
        }
        self.note(node, || Found::Value(dates.single()));
        truth.unwrap_or(Truth::Unknown)
    }

    fn in_period(&mut self, period: &'e Expr, day: NaiveDate) -> Truth {
        let served = self.served(period);
        self.mark_served(&served);
        if served.sure.contains(day) {
            Truth::True
        } else {
            Truth::of(served.up().contains(day)).min(Truth::Unknown)
        }
    }

    /// Whether an unknown day can lie in the period: not where the period surely has no day.
    fn somewhere(&mut self, period: &'e Expr) -> Truth {
        let node = self.enter(Op::Atom, What::Nothing);
        let served = self.served(period);
        self.mark_served(&served);
        let truth = if served.up().is_empty() {
            Truth::False
        } else {
            Truth::Unknown
        };
        self.leave(node, truth.outcome());
        truth
    }
}
