//! What falls due between two days (R14): recurring duties window by window, and days that the text names.
//!
//! No case is asked about, so a condition on facts stays a condition and is told; one that the readings alone decide is
//! decided. Limits that count from an event of a case have no day here.

use crate::due::LimitOf;
use crate::effect::Window as Effect;
use crate::errors::EvalError;
use crate::ground::{Effective, Ground};
use crate::limits::{Source, sources};
use crate::question::NOBODY;
use crate::result::Options;
use crate::run::Run;
use crate::truth::Truth;
use crate::windows::windows_due;
use chrono::NaiveDate;
use quyche_base::Span;
use quyche_ir::ids::{ReadingId, UnitId};
use quyche_ir::norm::{Cycle, FixedDay, Gate, LimitKind, Norm, NormKind, Recurrence};
use quyche_ir::{Document, Expr, RecordFact, RecordId, words};
use quyche_time::deadline::{last_before, named_days};
use serde::Serialize;

/// What falls due between two days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Agenda {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// In the order of their days, then of the text.
    pub items: Vec<AgendaItem>,
    /// Whether the day of signing, and with it the first day of effect, is unknown.
    pub unsigned: bool,
    /// Where the text does not say from when it has effect: the day it was made, before which nothing is listed.
    pub made: Option<NaiveDate>,
}

/// Something that falls due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AgendaItem {
    /// The last day in time.
    pub due: NaiveDate,
    /// Of a recurring duty: the first day of its window, as far as the rule has effect in it.
    pub window_from: Option<NaiveDate>,
    /// Whether the rule has effect in a part of the window only.
    pub cut: bool,
    /// Whether nobody says that so cut a window binds: neither the rule nor a reading chosen.
    pub cut_open: bool,
    /// Of a recurring duty: the period and how many times in it.
    pub recurs: Option<(Cycle, u32)>,
    /// Which limit or norm.
    pub of: LimitOf,
    /// Where it stands.
    pub unit: UnitId,
    /// Where in the rule files.
    pub at: Span,
    /// Who has to; empty where the text names nobody.
    pub who: String,
    /// Towards whom; empty where the text says nothing.
    pub towards: String,
    /// What is to be done, in the author's words.
    pub what: String,
    /// On what it depends, in Vietnamese; empty where it binds always.
    pub condition: String,
    /// What follows from missing it.
    pub consequence: Option<String>,
}

/// Everything that falls due from `from` to `until`, both included.
///
/// # Errors
/// A document that does not keep its invariants, or a reading that is not of it.
pub fn agenda(doc: &Document, from: NaiveDate, until: NaiveDate, options: &Options) -> Result<Agenda, EvalError> {
    let mut items = Vec::new();
    let nothing = RecordFact::default();
    for source in duties(doc) {
        let subject = source.subject.unwrap_or(NOBODY);
        let ground = Ground::new(doc, subject, &nothing, options)?;
        let mut run = Run::new(&ground, &nothing, None, false);
        let condition = run.condition_words(source.unit, source.subject, &source.gates)?;
        let Some(condition) = condition else { continue };
        let effect = effect_of(&ground, source.unit, &source.gates);
        let days = match source.recurrence {
            Some(recurrence) if source.named.is_none() => {
                let cut = run.cut_binds(recurrence)?;
                recurring(recurrence, effect, cut, (from, until))
            }
            Some(_) | None => named(source.named, effect, (from, until)),
        };
        items.extend(days.into_iter().map(|day| item(doc, &source, day, condition.clone())));
    }
    items.sort_by_key(|item| (item.due, item.unit));
    let ground = Ground::new(doc, NOBODY, &nothing, options)?;
    Ok(Agenda {
        from,
        until,
        items,
        unsigned: ground.effective == Effective::Unsigned,
        made: match ground.effective {
            Effective::Made(day) => Some(day),
            Effective::Always | Effective::From(_) | Effective::Unsigned => None,
        },
    })
}

/// On what a statement of a unit depends, in Vietnamese: the conditions of the scopes above it and its own tails that facts
/// decide, those that the readings alone decide being decided. Empty where it binds always, `None` where it binds nobody.
///
/// # Errors
/// As [`agenda`].
pub fn conditions(
    doc: &Document,
    unit: UnitId,
    subject: Option<RecordId>,
    gates: &[&Gate],
    options: &Options,
) -> Result<Option<String>, EvalError> {
    let nothing = RecordFact::default();
    let ground = Ground::new(doc, subject.unwrap_or(NOBODY), &nothing, options)?;
    Run::new(&ground, &nothing, None, false).condition_words(unit, subject, gates)
}

/// A duty that a calendar can hold.
struct Dated<'e> {
    of: LimitOf,
    unit: UnitId,
    at: Span,
    subject: Option<RecordId>,
    gates: Vec<&'e Gate>,
    norm: Option<&'e Norm>,
    recurrence: Option<&'e Recurrence>,
    /// The day the text names, and whether it is itself still in time.
    named: Option<(FixedDay, bool)>,
    consequence: Option<&'e String>,
}

/// A day something falls due.
struct DueDay {
    due: NaiveDate,
    window_from: Option<NaiveDate>,
    cut: bool,
    cut_open: bool,
    recurs: Option<(Cycle, u32)>,
}

fn duties(doc: &Document) -> Vec<Dated<'_>> {
    let limited = sources(doc).into_iter().filter_map(|source| {
        let limit = source.limit?;
        let LimitKind::FixedDay { day, inclusive } = limit.kind else {
            return None;
        };
        let norm = norm_of(doc, &source);
        Some(Dated {
            of: source.of,
            unit: source.unit,
            at: source.at,
            subject: source.subject,
            norm,
            recurrence: norm.and_then(|norm| norm.recurrence.as_ref()),
            named: Some((day, inclusive)),
            consequence: limit.consequence.as_ref(),
            gates: source.gates,
        })
    });
    let fixed = |norm: &Norm| {
        let kind = norm.limit.as_ref().map(|limit| &limit.kind);
        matches!(kind, Some(LimitKind::FixedDay { .. }))
    };
    let recurring = doc.norms.iter().filter(|norm| !fixed(norm)).filter_map(|norm| {
        Some(Dated {
            of: LimitOf::Norm(norm.id),
            unit: norm.unit,
            at: norm.at,
            subject: norm.subject,
            gates: vec![&norm.gate],
            norm: Some(norm),
            recurrence: Some(norm.recurrence.as_ref()?),
            named: None,
            consequence: norm.limit.as_ref().and_then(|limit| limit.consequence.as_ref()),
        })
    });
    let binds = |dated: &Dated<'_>| {
        let kind = dated.norm.map(|norm| norm.kind);
        !matches!(kind, Some(NormKind::Power | NormKind::Prohibition))
    };
    limited.chain(recurring).filter(binds).collect()
}

fn norm_of<'e>(doc: &'e Document, source: &Source<'e>) -> Option<&'e Norm> {
    let LimitOf::Norm(id) = source.of else { return None };
    doc.norms.iter().find(|norm| norm.id == id)
}

/// From when to when the rule has effect: the document's own date, the scopes above it and its tails together.
pub(crate) fn effect_of(ground: &Ground<'_>, unit: UnitId, gates: &[&Gate]) -> Effect {
    let mut effect = Effect::default();
    if let Effective::From(day) | Effective::Made(day) = ground.effective {
        effect.from = Some(day);
    }
    let scopes = ground.scopes_of(unit).iter();
    let scopes = scopes.filter_map(|id| ground.doc.scopes.get(id.index()));
    for gate in scopes.map(|scope| &scope.gate).chain(gates.iter().copied()) {
        let under = |(reading, answer): (ReadingId, u32)| ground.readings.get(reading.index()) == Some(&answer);
        effect.from = effect
            .from
            .max(gate.from.filter(|_| gate.from_reading.is_none_or(under)));
        effect.until = match (effect.until, gate.until) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    effect
}

/// The windows that end between two days; `cut` says whether one that effect cuts binds.
fn recurring(recurrence: &Recurrence, effect: Effect, cut: Truth, between: (NaiveDate, NaiveDate)) -> Vec<DueDay> {
    let windows = windows_due(recurrence, effect, between).into_iter();
    windows
        .filter(|(_, window)| !(window.is_cut() && cut == Truth::False))
        .map(|(cycle, window)| DueDay {
            due: window.last,
            window_from: Some(window.first),
            cut: window.is_cut(),
            cut_open: window.is_cut() && cut == Truth::Unknown,
            recurs: Some((cycle, recurrence.times)),
        })
        .collect()
}

/// The days a text names whose last day in time lies between two days, while it has effect.
fn named(named: Option<(FixedDay, bool)>, effect: Effect, (from, until): (NaiveDate, NaiveDate)) -> Vec<DueDay> {
    let Some((day, inclusive)) = named else {
        return Vec::new();
    };
    let last = until.succ_opt().unwrap_or(until);
    let days = named_days(day, from, last).into_iter();
    let days = days.filter_map(|day| if inclusive { Some(day) } else { last_before(day) });
    days.filter(|due| (from..=until).contains(due))
        .filter(|due| effect.from.is_none_or(|day| day <= *due) && effect.until.is_none_or(|day| *due <= day))
        .map(|due| DueDay {
            due,
            window_from: None,
            cut: false,
            cut_open: false,
            recurs: None,
        })
        .collect()
}

fn item(doc: &Document, source: &Dated<'_>, day: DueDay, condition: String) -> AgendaItem {
    let deadline = if let LimitOf::Deadline(id) = source.of {
        doc.deadlines.iter().find(|deadline| deadline.id == id)
    } else {
        None
    };
    let name =
        |label: Option<&String>, name: Option<&String>| label.cloned().or_else(|| name.map(|name| words::spaced(name)));
    let (bearer, towards, what) = match (source.norm, deadline) {
        (Some(norm), _) => {
            let acts: Vec<&str> = norm.acts.iter().map(|act| act.text.as_str()).collect();
            (norm.bearer.as_ref(), norm.towards.as_slice(), acts.join("; "))
        }
        (None, Some(deadline)) => {
            let what = name(deadline.label.as_ref(), deadline.name.as_ref());
            let what = what.unwrap_or_else(|| words::limit_kind(doc, &deadline.limit.kind));
            (deadline.bearer.as_ref(), deadline.towards.as_slice(), what)
        }
        (None, None) => (None, [].as_slice(), format!("hồ sơ tại {}", doc.address(source.unit))),
    };
    AgendaItem {
        due: day.due,
        window_from: day.window_from,
        cut: day.cut,
        cut_open: day.cut_open,
        recurs: day.recurs,
        of: source.of,
        unit: source.unit,
        at: source.at,
        who: bearer.map_or_else(String::new, |bearer| words::bearer(doc, bearer)),
        towards: words::parties(doc, towards),
        what,
        condition,
        consequence: source.consequence.map(|text| words::spaced(text)),
    }
}

impl<'e> Run<'e> {
    /// Whether a window that effect cuts binds; unknown where nobody says, or facts decide.
    fn cut_binds(&mut self, recurrence: &'e Recurrence) -> Result<Truth, EvalError> {
        let binds = recurrence.cut.as_ref().map_or(Truth::Unknown, |cut| self.test(cut));
        self.error.take().map_or(Ok(binds), Err)
    }

    /// On what a duty depends, in words; `None` where it surely does not bind anybody.
    fn condition_words(
        &mut self,
        unit: UnitId,
        about: Option<RecordId>,
        gates: &[&'e Gate],
    ) -> Result<Option<String>, EvalError> {
        let doc = self.ground.doc;
        self.unit = unit;
        let mut subject = None;
        let mut parts: Vec<String> = Vec::new();
        let mut binds = true;
        let scopes = self.ground.scopes_of(unit).to_vec();
        for scope in scopes.iter().filter_map(|id| doc.scopes.get(id.index())) {
            subject = scope.subject.or(subject);
            if subject.is_some() && subject != about {
                continue;
            }
            let elsewhere = scope.redirects.iter().map(|redirect| (&redirect.when, false));
            let when = scope.filter.iter().chain(&scope.gate.when).map(|when| (when, true));
            let unless = scope.gate.unless.iter().map(|unless| (unless, false));
            binds &= self.conditions(elsewhere.chain(when).chain(unless), &mut parts);
        }
        for gate in gates {
            let when = gate.when.iter().map(|when| (when, true));
            binds &= self.conditions(when.chain(gate.unless.iter().map(|unless| (unless, false))), &mut parts);
        }
        match self.error.take() {
            Some(error) => Err(error),
            None => Ok(binds.then(|| parts.join("; "))),
        }
    }

    /// Adds the words of the conditions that facts decide; false where one surely keeps the duty from binding.
    fn conditions(&mut self, all: impl Iterator<Item = (&'e Expr, bool)>, parts: &mut Vec<String>) -> bool {
        let mut binds = true;
        for (expr, wanted) in all {
            let holds = if wanted { self.test(expr) } else { self.test(expr).not() };
            let word = if wanted { "khi" } else { "trừ khi" };
            match holds {
                Truth::True => {}
                Truth::False => binds = false,
                Truth::Unknown => parts.push(format!("{word} {}", words::expr(self.ground.doc, expr))),
            }
        }
        binds
    }
}
