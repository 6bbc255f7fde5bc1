//! Duties, powers, authorities and prohibitions for one case: whether each is in force and called for, whom it binds, and by
//! when.
//!
//! A norm has the order of R2: the document's date of effect and the scopes above it, then its own tails, then those of
//! each act. Đ: it binds; K: it does not apply; M: an exception lifts it; several acts are a `tất cả`. Without a limit
//! that counts from an event, the text in force on the day of reckoning decides (R13). Whom it binds by case follows the
//! branch: the first arm that holds; arms that may hold leave it open, and none at all is a gap of the text (R3).

use crate::causes::open_leaves_of_norm;
use crate::due::{LimitOf, LimitResult};
use crate::errors::EvalError;
use crate::ground::Ground;
use crate::limits::{Source, met_readings, results};
use crate::reads::reads_only;
use crate::result::OpenLeaf;
use crate::run::Run;
use crate::tables::all;
use crate::trace::{Op, What};
use crate::truth::Truth;
use quyche_base::Span;
use quyche_ir::model::Modality;
use quyche_ir::norm::{Act, Bearer, Norm, NormKind, Party};
use quyche_ir::outcome::Class;
use quyche_ir::{Cause, Document, NormId, Outcome, ReadingId, RecordFact, RecordId, UnitId, words};
use serde::Serialize;
use std::rc::Rc;

/// What a norm comes to for one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NormResult {
    /// Which norm.
    pub norm: NormId,
    /// Its kind.
    pub kind: NormKind,
    /// Where it stands.
    pub unit: UnitId,
    /// Where in the rule files.
    pub at: Span,
    /// Binds (Đ), lifted by an exception (M), does not apply (K), or open.
    pub outcome: Outcome,
    /// Why it is open whether it binds, in stable order.
    pub open: Vec<OpenLeaf>,
    /// Whom it binds.
    pub who: Who,
    /// What each act comes to, by position; acts outside the unit asked about are left out.
    pub acts: Vec<(usize, Outcome)>,
    /// By when, where the text says.
    pub limit: Option<LimitResult>,
    /// Faults and doubts of the source that touch it: positions in [`quyche_ir::Document::doubts`], in order.
    pub doubts: Vec<u32>,
    /// Readings met on the way, with the answer used.
    pub readings: Vec<(ReadingId, u32)>,
}

/// Whom a norm binds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Who {
    /// Surely these.
    pub sure: Vec<Party>,
    /// One of these, where it is open which.
    pub possible: Vec<Party>,
    /// Whether the text may name nobody for this case, because no case of it is met.
    pub gap: bool,
    /// Whether the text names nobody at all.
    pub unnamed: bool,
    /// Why it is open.
    pub open: Vec<OpenLeaf>,
}

impl Who {
    /// Whether it is open whom it binds, or the text names nobody for the case.
    pub fn is_open(&self) -> bool {
        self.gap || !self.possible.is_empty()
    }

    /// In Vietnamese, as it stands after a colon.
    pub fn words(&self, doc: &Document) -> String {
        if self.unnamed {
            return "văn bản không nêu ai".to_owned();
        }
        let mut parts = Vec::new();
        if !self.sure.is_empty() {
            parts.push(words::parties(doc, &self.sure));
        }
        if !self.possible.is_empty() {
            let names: Vec<String> = self.possible.iter().map(|party| words::party(doc, *party)).collect();
            parts.push(format!("chưa rõ là ai: {}", names.join(" hay ")));
        }
        if self.gap && self.possible.is_empty() {
            parts.push("lỗ hổng: văn bản không nêu ai cho trường hợp này".to_owned());
        } else if self.gap {
            parts.push("hoặc không ai (lỗ hổng)".to_owned());
        }
        parts.join(", ")
    }
}

/// Whether a norm binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// It binds.
    Binds,
    /// An exception lifts it.
    Lifted,
    /// It does not apply; or it does not bind, and it is open which of the two.
    NotApplicable,
    /// It is open.
    Open,
}

impl Binding {
    /// Whether a norm of this outcome binds.
    pub fn of(outcome: Outcome) -> Binding {
        if outcome == Outcome::MET {
            Binding::Binds
        } else if outcome.contains(Outcome::MET) {
            Binding::Open
        } else if outcome == Outcome::EXEMPT {
            Binding::Lifted
        } else {
            Binding::NotApplicable
        }
    }
}

impl NormResult {
    /// Whether it binds.
    pub fn binding(&self) -> Binding {
        Binding::of(self.outcome)
    }

    /// Whether it is open whether the norm binds, or whom.
    pub fn is_open(&self) -> bool {
        match self.binding() {
            Binding::Open => true,
            Binding::Binds => self.who.is_open(),
            Binding::Lifted | Binding::NotApplicable => false,
        }
    }

    /// The verdict: `phải làm`, `được làm`, `cấm`; or that it does not apply, is lifted, or open.
    pub fn verdict(&self) -> String {
        let modality = Modality::of(self.kind).words();
        match self.binding() {
            Binding::Binds => modality.to_owned(),
            Binding::Open if self.kind == NormKind::Prohibition => "chưa rõ có bị cấm không".to_owned(),
            Binding::Open => format!("chưa rõ có {modality} không"),
            Binding::Lifted => Class::Exempt.words().to_owned(),
            Binding::NotApplicable => Class::NotApplicable.words().to_owned(),
        }
    }

    /// The verdict, and whom it is about where it is about anybody.
    pub fn words(&self, doc: &Document) -> String {
        match self.binding() {
            Binding::Binds | Binding::Open => format!("{}: {}", self.verdict(), self.who.words(doc)),
            Binding::Lifted | Binding::NotApplicable => self.verdict(),
        }
    }
}

/// The norms in a unit, or everywhere, that can bind cases of a record. In a unit also those that read nothing of another
/// record: a duty without conditions is the same whoever is asked about.
pub fn norms_of(doc: &Document, within: Option<UnitId>, subject: RecordId) -> Vec<&Norm> {
    let here = |norm: &&Norm| within.is_none_or(|unit| stands_in(doc, norm, unit));
    let norms = doc.norms.iter().filter(here);
    let speaks = |norm: &&Norm| {
        let own = norm.subject.is_none_or(|of| of == subject);
        own || within.is_some() && reads_only(doc, norm, subject)
    };
    norms.filter(speaks).collect()
}

/// Whether a norm, or one of its acts, stands in a unit.
pub fn stands_in(doc: &Document, norm: &Norm, unit: UnitId) -> bool {
    doc.is_within(norm.unit, unit) || norm.acts.iter().any(|act| doc.is_within(act.unit, unit))
}

/// The results of norms for one case.
pub fn norm_results(
    ground: &Ground<'_>,
    norms: &[&Norm],
    within: Option<UnitId>,
    subject: &RecordFact,
) -> Result<Vec<NormResult>, EvalError> {
    norms
        .iter()
        .map(|norm| norm_result(ground, norm, within, subject))
        .collect()
}

fn norm_result(
    ground: &Ground<'_>,
    norm: &Norm,
    within: Option<UnitId>,
    subject: &RecordFact,
) -> Result<NormResult, EvalError> {
    let mut run = Run::new(ground, subject, None, true);
    let (outcome, acts) = run.norm(norm, within);
    let trace = run.trace.take().unwrap_or_default();
    let mut asked = Run::new(ground, subject, None, true);
    asked.unit = norm.unit;
    let who = asked.who(norm);
    if let Some(error) = run.error.or(asked.error) {
        return Err(error);
    }
    let idle = matches!(Binding::of(outcome), Binding::Lifted | Binding::NotApplicable);
    let limits = match norm.limit.as_ref().filter(|_| !idle) {
        Some(_) => results(ground, &[source(norm)], subject)?,
        None => Vec::new(),
    };
    let met: Vec<bool> = run
        .met
        .iter()
        .zip(&asked.met)
        .map(|(one, other)| *one || *other)
        .collect();
    Ok(NormResult {
        norm: norm.id,
        kind: norm.kind,
        unit: norm.unit,
        at: norm.at,
        outcome,
        open: open_leaves_of_norm(&trace),
        who,
        acts,
        limit: limits.into_iter().next(),
        doubts: if outcome == Outcome::NOT_APPLICABLE {
            Vec::new()
        } else {
            ground.doubts_of(norm.unit).to_vec()
        },
        readings: met_readings(&met, &ground.readings),
    })
}

/// A norm as something that narrows step by step, as a limit does.
fn source(norm: &Norm) -> Source<'_> {
    Source {
        of: LimitOf::Norm(norm.id),
        unit: norm.unit,
        at: norm.at,
        subject: norm.subject,
        limit: norm.limit.as_ref(),
        gates: vec![&norm.gate],
    }
}

impl<'e> Run<'e> {
    /// Whether a norm binds, and what each of its acts in the unit comes to.
    pub fn norm(&mut self, norm: &'e Norm, within: Option<UnitId>) -> (Outcome, Vec<(usize, Outcome)>) {
        self.norm_coming_to(norm, within, Outcome::MET)
    }

    /// As [`norm`](Self::norm), where an act that binds comes to this outcome.
    pub fn norm_coming_to(
        &mut self,
        norm: &'e Norm,
        within: Option<UnitId>,
        binds: Outcome,
    ) -> (Outcome, Vec<(usize, Outcome)>) {
        if !self.descend() {
            self.ascend();
            return (Outcome::OPEN, Vec::new());
        }
        let doc = self.ground.doc;
        let outer = std::mem::replace(&mut self.unit, norm.unit);
        let node = self.enter(Op::Same, What::Limit(norm.at));
        let source = source(norm);
        let steps = self.steps(&source);
        let from = (self.day, Rc::clone(&self.day_causes));
        let asked =
            |act: &Act| within.is_none_or(|unit| doc.is_within(act.unit, unit) || doc.is_within(norm.unit, unit));
        let mut acts = Vec::new();
        let outcome = self.in_force(&from, |run| {
            run.narrowed(&steps, &from, &mut |run| {
                let node = run.enter(Op::All, What::Nothing);
                let mut outcome = Outcome::NOT_APPLICABLE;
                for (index, act) in norm.acts.iter().enumerate().filter(|(_, act)| asked(act)) {
                    run.unit = act.unit;
                    let one = run.gated(&act.gate, |_| binds);
                    acts.push((index, one));
                    outcome = all(outcome, one);
                }
                run.leave(node, outcome);
                outcome
            })
        });
        if outcome != Outcome::NOT_APPLICABLE {
            self.touch(norm.unit);
        }
        self.leave(node, outcome);
        self.unit = outer;
        self.ascend();
        (outcome, acts)
    }

    /// Whom a norm binds.
    pub fn who(&mut self, norm: &'e Norm) -> Who {
        let mut who = Who::default();
        let (arms, otherwise) = match &norm.bearer {
            None => {
                who.unnamed = true;
                return who;
            }
            Some(Bearer::Named(parties)) => {
                who.sure.clone_from(parties);
                return who;
            }
            Some(Bearer::ByCase { arms, otherwise }) => (arms, otherwise),
        };
        let mut settled = false;
        for (when, party) in arms {
            let (holds, causes) = self.apart(|run| run.test(when));
            let unit = norm.unit;
            who.open
                .extend(causes.into_iter().map(|cause| OpenLeaf { unit, cause }));
            if holds != Truth::False {
                who.possible.push(*party);
            }
            if holds == Truth::True {
                settled = true;
                break;
            }
        }
        if !settled {
            who.possible.extend(*otherwise);
            who.gap = otherwise.is_none();
        }
        who.possible.sort_unstable();
        who.possible.dedup();
        if who.gap {
            let (unit, cause) = (norm.unit, Cause::Gap(norm.unit));
            who.open.push(OpenLeaf { unit, cause });
        } else if let [_] = who.possible.as_slice() {
            who.sure = std::mem::take(&mut who.possible);
            who.open.clear();
        }
        who.open.sort();
        who.open.dedup();
        who
    }
}
