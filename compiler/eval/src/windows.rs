//! R14 for one case: how often a recurring duty was done in each of its windows, counted against dated events (R5).
//!
//! A window is a calendar period cut by the effect of the rule. What lies in it and happened by the day of reckoning counts.
//! Short of the number, a window that is still open is *chưa đến hạn* and one that is over is not met; an event whose day,
//! or whether it counts, is not known leaves it open. Whether a window that effect cuts binds at all is for the text or a
//! reading (`kỳ không trọn khi`); where neither says, such a window that is short stays open with a gap of the text.
//!
//! A unit is asked about the window that holds the day of reckoning and the one before it: what was missed longer ago is
//! told by the calendar.

use crate::agenda::effect_of;
use crate::causes::open_leaves;
use crate::data::contradictions;
use crate::due::LimitOf;
use crate::effect::Window as Effect;
use crate::errors::EvalError;
use crate::found::Found;
use crate::ground::Ground;
use crate::limits::{Source, met_readings};
use crate::result::{OpenLeaf, Options};
use crate::run::Run;
use crate::tables::all;
use crate::trace::{Op, What};
use crate::truth::Truth;
use chrono::{Datelike, NaiveDate};
use quyche_base::Span;
use quyche_ir::facts::Case;
use quyche_ir::norm::{Cycle, Norm, NormKind, Occasions, Recurrence};
use quyche_ir::outcome::Class;
use quyche_ir::{Cause, Document, Fact, NormId, Outcome, ReadingId, RecordFact, RecordId, UnitId};
use quyche_time::date_words;
use quyche_time::recurrence::{Recurring, Tally, Window, window, windows};
use serde::Serialize;
use std::rc::Rc;

const K: Outcome = Outcome::NOT_APPLICABLE;

/// What came of one window of a recurring duty for one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WindowResult {
    /// Which duty.
    pub norm: NormId,
    /// Where it stands.
    pub unit: UnitId,
    /// Where in the rule files.
    pub at: Span,
    /// The period.
    pub cycle: Cycle,
    /// First day of the window on which the rule has effect.
    pub from: NaiveDate,
    /// Last day of the window on which the rule has effect: the last day in time.
    pub due: NaiveDate,
    /// Whether the rule has effect in a part of the period only.
    pub cut: bool,
    /// How many times it is asked.
    pub times: u32,
    /// How many events surely lie in it.
    pub sure: u32,
    /// How many more may.
    pub possible: u32,
    /// Whether all events are known.
    pub complete: bool,
    /// Done often enough, missed, open, or not asked.
    pub outcome: Outcome,
    /// Why it is open, in stable order.
    pub open: Vec<OpenLeaf>,
    /// Readings met on the way, with the answer used.
    pub readings: Vec<(ReadingId, u32)>,
    /// How often it was done and where that stands, in Vietnamese: `cần 2 lần, có 1; còn thiếu 1, chưa đến hạn 31/12/2026`.
    pub count: String,
    /// The same with what is to be done and when.
    pub words: String,
}

/// How often the counted recurring duties were done by one case: in the windows that fall due between two days, or in
/// those of the day of reckoning (R14).
///
/// # Errors
/// Facts that contradict each other, or a document that does not keep its invariants.
pub fn check_windows(
    doc: &Document,
    within: Option<UnitId>,
    subject: RecordId,
    case: &Case,
    context: &RecordFact,
    options: &Options,
    between: Option<(NaiveDate, NaiveDate)>,
) -> Result<Vec<WindowResult>, EvalError> {
    let ground = Ground::new(doc, subject, context, options)?;
    let mut errors = Vec::new();
    contradictions(&ground, &case.key, subject, &case.subject, &mut errors);
    if !errors.is_empty() {
        return Err(EvalError::Data(errors));
    }
    window_results(&ground, &counted_duties(doc, within, subject), between, &case.subject)
}

/// The duties in a unit, or everywhere, that are counted against events of cases of a record.
pub fn counted_duties(doc: &Document, within: Option<UnitId>, subject: RecordId) -> Vec<&Norm> {
    let here = |norm: &&Norm| within.is_none_or(|unit| doc.is_within(norm.unit, unit));
    let about = |norm: &&Norm| norm.subject.is_none_or(|of| of == subject);
    doc.norms
        .iter()
        .filter(|norm| is_counted(norm))
        .filter(here)
        .filter(about)
        .collect()
}

/// Whether a norm asks for something so many times, and says what is counted.
pub fn is_counted(norm: &Norm) -> bool {
    norm.kind == NormKind::Duty && parts(norm).is_some()
}

fn parts(norm: &Norm) -> Option<(&Recurrence, &Occasions)> {
    let recurrence = norm.recurrence.as_ref()?;
    Some((recurrence, recurrence.occasions.as_ref()?))
}

/// The windows of a recurring duty whose last day lies between two days, each as far as the rule has effect.
pub(crate) fn windows_due(
    recurrence: &Recurrence,
    effect: Effect,
    (from, until): (NaiveDate, NaiveDate),
) -> Vec<(Cycle, Window)> {
    // A window is at most a year long: those that end by `until` begin after `from` less a year, and one day more makes
    // sure that none is cut by where the search begins.
    let year = chrono::Months::new(12);
    let earliest = from.checked_sub_months(year).unwrap_or(NaiveDate::MIN);
    let latest = until.checked_add_months(year).unwrap_or(NaiveDate::MAX);
    let start = effect.from.map_or(earliest, |day| day.max(earliest));
    let end = effect.until.map_or(latest, |day| day.min(latest));
    let mut found = Vec::new();
    for cycle in &recurrence.periods {
        let all = windows(*cycle, start, end).unwrap_or_default().into_iter();
        let all = all.filter_map(|window| in_effect(window, effect));
        found.extend(
            all.filter(|window| (from..=until).contains(&window.last))
                .map(|window| (*cycle, window)),
        );
    }
    found
}

/// The window that holds a day and the one before it, as far as the rule has effect; once it has none any more, the last two.
fn windows_at(recurrence: &Recurrence, effect: Effect, day: NaiveDate) -> Vec<(Cycle, Window)> {
    let day = effect.until.map_or(day, |until| until.min(day));
    let mut found = Vec::new();
    for cycle in &recurrence.periods {
        let now = window(*cycle, day);
        let before = now.and_then(|now| window(*cycle, now.start.pred_opt()?));
        let both = before.into_iter().chain(now);
        // Before the rule has effect in a window, the window asks nothing of anybody.
        let begun = both
            .filter_map(|one| in_effect(one, effect))
            .filter(|one| one.first <= day);
        found.extend(begun.map(|one| (*cycle, one)));
    }
    found
}

/// A window cut by effect alone; `None` where nothing of it is left.
fn in_effect(window: Window, effect: Effect) -> Option<Window> {
    let first = effect.from.map_or(window.start, |day| day.max(window.start));
    let last = effect.until.map_or(window.end, |day| day.min(window.end));
    (first <= last).then_some(Window { first, last, ..window })
}

/// The windows of every counted duty for one case: those that fall due between two days, or those of the day of reckoning.
fn window_results(
    ground: &Ground<'_>,
    duties: &[&Norm],
    between: Option<(NaiveDate, NaiveDate)>,
    subject: &RecordFact,
) -> Result<Vec<WindowResult>, EvalError> {
    let mut results = Vec::new();
    for norm in duties {
        let Some((recurrence, _)) = parts(norm) else { continue };
        let effect = effect_of(ground, norm.unit, &[&norm.gate]);
        let windows = match (between, ground.as_of) {
            (Some(between), _) => windows_due(recurrence, effect, between),
            (None, Some(day)) => windows_at(recurrence, effect, day),
            (None, None) => Vec::new(),
        };
        for (cycle, window) in windows {
            results.push(window_result(ground, norm, cycle, window, subject)?);
        }
    }
    results.sort_by_key(|result| (result.unit, result.due, result.from));
    Ok(results)
}

fn window_result(
    ground: &Ground<'_>,
    norm: &Norm,
    cycle: Cycle,
    window: Window,
    subject: &RecordFact,
) -> Result<WindowResult, EvalError> {
    let mut run = Run::new(ground, subject, None, true);
    let done = run.window_of(norm, cycle, window);
    if let Some(error) = run.error {
        return Err(error);
    }
    let open = open_leaves(&run.trace.unwrap_or_default());
    Ok(WindowResult {
        norm: norm.id,
        unit: norm.unit,
        at: norm.at,
        cycle,
        from: window.first,
        due: window.last,
        cut: window.is_cut(),
        times: norm.recurrence.as_ref().map_or(0, |recurrence| recurrence.times),
        sure: done.tally.sure,
        possible: done.tally.possible,
        complete: done.tally.complete,
        outcome: done.outcome,
        open,
        readings: met_readings(&run.met, &ground.readings),
        words: format!("{}: {}", said(norm, cycle, window), done.count),
        count: done.count,
    })
}

/// What came of a window.
struct Done {
    outcome: Outcome,
    tally: Tally,
    count: String,
}

impl<'e> Run<'e> {
    /// A counted duty on the day of reckoning: every window that is asked about.
    pub fn counted_duty(&mut self, norm: &'e Norm) -> Outcome {
        let Some((recurrence, _)) = parts(norm) else {
            return K;
        };
        let outer = std::mem::replace(&mut self.unit, norm.unit);
        let node = self.enter(Op::All, What::Nothing);
        let mut outcome = K;
        match self.reckoning_day() {
            None => outcome = Outcome::OPEN,
            Some(day) => {
                let effect = effect_of(self.ground, norm.unit, &[&norm.gate]);
                let moving = self.watch.is_some() && self.windows_change(norm, effect, day);
                self.mark_window(effect.from, effect.until);
                for (cycle, window) in windows_at(recurrence, effect, day) {
                    if moving {
                        self.mark_end(window.last);
                        self.mark_end(window.end);
                    }
                    outcome = all(outcome, self.window_of(norm, cycle, window).outcome);
                }
            }
        }
        self.leave(node, outcome);
        self.unit = outer;
        outcome
    }

    /// Whether a window that begins after a day can come to something else than the one before: two years after the last
    /// event, and after the first day of effect, every window is whole and empty.
    fn windows_change(&mut self, norm: &'e Norm, effect: Effect, day: NaiveDate) -> bool {
        let Some((_, occasions)) = parts(norm) else {
            return false;
        };
        let rows = self.rows(&occasions.list);
        let days = (0..rows.len()).filter_map(|at| {
            if let Fact::Date(day) = rows.get(at)?.get(occasions.day) {
                Some(*day)
            } else {
                None
            }
        });
        let last = days.chain(effect.from).chain(effect.until).max();
        let settled = last.and_then(|last| last.checked_add_months(chrono::Months::new(24)));
        settled.is_some_and(|settled| day <= settled)
    }

    /// One window: whether the duty binds in it, and whether it was done often enough. Effect cut the window, so it is in
    /// force on its first day; conditions are asked on the day of reckoning.
    fn window_of(&mut self, norm: &'e Norm, cycle: Cycle, window: Window) -> Done {
        let nothing = Tally {
            sure: 0,
            possible: 0,
            complete: true,
        };
        let mut done = Done {
            outcome: K,
            tally: nothing,
            count: String::new(),
        };
        let Some((recurrence, occasions)) = parts(norm) else {
            return done;
        };
        let outer = std::mem::replace(&mut self.unit, norm.unit);
        let node = self.enter(Op::Same, What::Limit(norm.at));
        let source = Source {
            of: LimitOf::Norm(norm.id),
            unit: norm.unit,
            at: norm.at,
            subject: norm.subject,
            limit: None,
            gates: vec![&norm.gate],
        };
        let steps = self.steps(&source);
        let from = (Some(window.first), Rc::from([]));
        let mut state = None;
        done.outcome = self.in_force(&from, |run| {
            run.narrowed(&steps, &from, &mut |run| {
                run.unit = norm.unit;
                run.bound_window(recurrence, occasions, window, &mut done.tally, &mut state)
            })
        });
        let idle = matches!(done.outcome.class(), Class::NotApplicable | Class::Exempt);
        done.count = count_words(
            recurrence.times,
            window,
            done.tally,
            state.filter(|_| !idle),
            done.outcome,
        );
        self.leave(node, done.outcome);
        self.note(node, || {
            Found::Words(format!("{}: {}", said(norm, cycle, window), done.count))
        });
        self.unit = outer;
        done
    }

    /// A window of a duty that binds; one that effect cuts binds where the rule or a reading says so.
    fn bound_window(
        &mut self,
        recurrence: &'e Recurrence,
        occasions: &'e Occasions,
        window: Window,
        tally: &mut Tally,
        state: &mut Option<Recurring>,
    ) -> Outcome {
        let mut counted = |run: &mut Self| {
            let (outcome, counted, standing) = run.times_done(recurrence.times, occasions, window);
            (*tally, *state) = (counted, standing);
            outcome
        };
        if !window.is_cut() {
            return counted(self);
        }
        if let Some(cut) = &recurrence.cut {
            let node = self.enter(Op::Gate, What::Nothing);
            let binds = self.condition(Op::When, cut);
            let outcome = self.gate_rest(binds, None, counted);
            self.leave(node, outcome);
            return outcome;
        }
        let node = self.enter(Op::Atom, What::Nothing);
        let mut outcome = counted(self);
        if outcome != Outcome::MET {
            // Nobody says whether so short a period binds.
            let unit = self.unit;
            self.open_leaf(|_| Cause::Gap(unit));
            outcome = outcome.or(K);
        }
        self.leave(node, outcome);
        outcome
    }

    /// How many events lie in a window, and what that comes to.
    fn times_done(
        &mut self,
        times: u32,
        occasions: &'e Occasions,
        window: Window,
    ) -> (Outcome, Tally, Option<Recurring>) {
        let Some(today) = self.reckoning_day() else {
            let unknown = Tally {
                sure: 0,
                possible: 0,
                complete: false,
            };
            return (Outcome::OPEN, unknown, None);
        };
        let node = self.enter(Op::Atom, What::Nothing);
        let tally = self.tally(occasions, window, today);
        let standing = window.standing(times, tally, today);
        let outcome = match standing {
            Recurring::Enough => Outcome::MET,
            Recurring::Short { .. } => Outcome::NOT_MET,
            Recurring::Unknown => Outcome::OPEN,
            Recurring::Open { .. } => {
                self.open_leaf(|_| Cause::NotDue(window.last));
                Outcome::OPEN
            }
        };
        self.leave(node, outcome);
        (outcome, tally, Some(standing))
    }

    /// R5 over the events of a window that happened by the day of reckoning.
    fn tally(&mut self, occasions: &'e Occasions, window: Window, today: NaiveDate) -> Tally {
        let list = &occasions.list;
        let rows = self.rows(list);
        let mut tally = Tally {
            sure: 0,
            possible: 0,
            complete: rows.complete,
        };
        let last = window.last.min(today);
        for at in 0..rows.len() {
            let Some(fact) = rows.get(at) else { break };
            let day = fact.get(occasions.day);
            let lies = if let Fact::Date(day) = day {
                self.mark_from(*day);
                Truth::of((window.first..=last).contains(day))
            } else if *day == Fact::None {
                Truth::False
            } else {
                Truth::Unknown
            };
            if lies == Truth::False {
                continue;
            }
            let counts = self.inside_row(list, at, fact, |run| {
                let node = run.enter(Op::All, What::Row);
                if lies == Truth::Unknown {
                    run.open_leaf(|run| Cause::Missing(run.element_path(occasions.day)));
                }
                let counts = lies.min(run.passes(list));
                run.leave(node, counts.outcome());
                counts
            });
            match counts {
                Truth::True => tally.sure += 1,
                Truth::Unknown => tally.possible += 1,
                Truth::False => {}
            }
        }
        self.more_rows(list, rows.complete);
        tally
    }
}

/// `Họp định kỳ, năm 2026 (kỳ không trọn, từ 21/04/2026 đến 31/12/2026)`.
fn said(norm: &Norm, cycle: Cycle, window: Window) -> String {
    let acts: Vec<&str> = norm.acts.iter().map(|act| act.text.as_str()).collect();
    let mut out = format!("{}, {}", acts.join("; "), period_words(cycle, window));
    if window.is_cut() {
        let (first, last) = (date_words(window.first), date_words(window.last));
        out.push_str(&format!(" (kỳ không trọn, từ {first} đến {last})"));
    }
    out
}

/// `cần 2 lần, có 1; còn thiếu 1, chưa đến hạn 31/12/2026`.
fn count_words(times: u32, window: Window, tally: Tally, state: Option<Recurring>, outcome: Outcome) -> String {
    let Some(state) = state else {
        return match outcome.class() {
            Class::Exempt => "miễn",
            Class::NotApplicable => "không áp dụng",
            Class::Met | Class::NotMet | Class::Open => "chưa rõ có áp dụng hay không",
        }
        .to_owned();
    };
    let seen = match (tally.possible, tally.complete) {
        (0, true) => tally.sure.to_string(),
        (possible, true) => format!("{}, có thể thêm {possible}", tally.sure),
        (_, false) => format!("ít nhất {}", tally.sure),
    };
    let mut out = format!("cần {times} lần, có {seen}");
    let last = date_words(window.last);
    match state {
        Recurring::Enough => out.push_str("; đủ"),
        Recurring::Open { .. } => {
            let missing = times.saturating_sub(tally.sure);
            out.push_str(&format!("; còn thiếu {missing}, chưa đến hạn {last}"));
        }
        Recurring::Short { missing } => out.push_str(&format!("; thiếu {missing}, hạn {last} đã qua")),
        Recurring::Unknown => out.push_str(&format!("; chưa rõ có đủ hay không, hạn {last} đã qua")),
    }
    out
}

/// `năm 2026`, `quý 2 năm 2026`, `tuần từ 01/06/2026`.
fn period_words(cycle: Cycle, window: Window) -> String {
    let (month, year) = (window.start.month(), window.start.year());
    match cycle {
        Cycle::Week => format!("tuần từ {}", date_words(window.start)),
        Cycle::Month => format!("tháng {month} năm {year}"),
        Cycle::Quarter => format!("quý {} năm {year}", month.div_ceil(3)),
        Cycle::HalfYear if month == 1 => format!("6 tháng đầu năm {year}"),
        Cycle::HalfYear => format!("6 tháng cuối năm {year}"),
        Cycle::Year => format!("năm {year}"),
    }
}
