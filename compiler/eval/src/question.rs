//! What an entry point or a unit asks of each case: criteria, one item of a criterion, rules of councils.

use crate::criteria::{Asked, holds_unit};
use crate::due::{LimitEnd, LimitOf, LimitResult};
use crate::errors::EvalError;
use crate::limits::{Source, sources};
use crate::norms::{Binding, NormResult, norms_of, stands_in};
use crate::result::Basis;
use crate::run::Run;
use crate::tables::all;
use crate::trace::{Op, What};
use crate::windows::{counted_duties, is_counted};
use quyche_ir::model::{Entry, Example, ExampleTarget};
use quyche_ir::norm::{Body, Council, Criterion, LimitKind, Norm, Ranking};
use quyche_ir::{CriterionId, Document, Outcome, RecordId, TitleId, UnitId};

/// What is asked of each case.
#[derive(Debug, Default)]
pub struct Question<'e> {
    pub asked: Vec<Asked>,
    /// A criterion of which only one unit is asked.
    pub only: Option<(CriterionId, UnitId)>,
    /// Councils, and the unit their rules are asked of.
    pub councils: Vec<(&'e Council, Option<UnitId>)>,
    /// The limits in time of a unit; the question itself where there is nothing else to ask there.
    pub limits: Vec<Source<'e>>,
    /// Recurring duties of a unit that are counted against events; asked with the limits.
    pub counted: Vec<&'e Norm>,
    /// Whether limits and counts are part of the answer beside criteria: at an entry point that names their units.
    pub joined: bool,
    /// The norms of a unit, and the unit; the question itself where there is nothing else to ask there.
    pub norms: Vec<&'e Norm>,
    pub norms_within: Option<UnitId>,
    pub ranking: Option<&'e Ranking>,
    pub words: String,
}

impl<'e> Question<'e> {
    /// The norms for which the text sets no limit, and that are not counted.
    pub fn without_limit(&self) -> impl Iterator<Item = &'e Norm> {
        let sets = |norm: &&Norm| norm.limit.as_ref().is_some_and(|limit| limit.kind != LimitKind::NotSet);
        self.norms
            .iter()
            .copied()
            .filter(move |norm| !sets(norm) && !is_counted(norm))
    }

    /// What decides, given what came of limits and norms.
    pub fn basis(&self, limits: &[LimitResult], norms: &[NormResult]) -> Basis {
        if !self.asked.is_empty() || !self.councils.is_empty() {
            return Basis::Criteria;
        }
        if self.joined {
            return Basis::Limits;
        }
        let idle = |limit: &LimitResult| {
            limit.outcome == Outcome::NOT_APPLICABLE || matches!(limit.end, LimitEnd::NoLimit | LimitEnd::NotSet)
        };
        let calls = |norm: &Norm| {
            let mut found = norms.iter().filter(|result| result.norm == norm.id);
            found.any(|result| matches!(result.binding(), Binding::Binds | Binding::Open))
        };
        let nothing_else = self.counted.is_empty() && limits.iter().all(idle) && self.without_limit().any(calls);
        if self.is_norms_only() || nothing_else {
            Basis::Norms
        } else if self.limits.is_empty() && self.counted.is_empty() {
            Basis::Criteria
        } else {
            Basis::Limits
        }
    }

    /// Whether only norms are asked.
    fn is_norms_only(&self) -> bool {
        let limits = self.limits.iter().any(|source| source.limit.is_some());
        self.asked.is_empty()
            && self.councils.is_empty()
            && !limits
            && self.counted.is_empty()
            && !self.norms.is_empty()
    }
}

impl<'e> Run<'e> {
    /// Everything a question asks, as one `tất cả`.
    pub fn question(&mut self, question: &Question<'e>) -> Outcome {
        let node = self.enter(Op::All, What::Nothing);
        self.only = question.only;
        let mut outcome = self.ask(&question.asked);
        for (council, within) in &question.councils {
            outcome = all(outcome, self.council(council, *within));
        }
        if question.asked.is_empty() && question.councils.is_empty() {
            outcome = self.other_question(question);
        } else if question.joined {
            outcome = all(outcome, self.kept(question));
        }
        self.leave(node, outcome);
        outcome
    }

    /// Where no criterion and no council is asked: the limits and what is counted, else the norms; where there is nothing, everybody passes.
    fn other_question(&mut self, question: &Question<'e>) -> Outcome {
        if question.limits.iter().any(|source| source.limit.is_some()) || !question.counted.is_empty() {
            return self.kept(question);
        }
        if question.norms.is_empty() {
            return Outcome::MET;
        }
        let mut outcome = Outcome::NOT_APPLICABLE;
        for norm in &question.norms {
            outcome = all(outcome, self.norm(norm, question.norms_within).0);
        }
        outcome
    }

    /// Whether every limit is kept, and everything counted done often enough.
    fn kept(&mut self, question: &Question<'e>) -> Outcome {
        let mut outcome = Outcome::NOT_APPLICABLE;
        for source in question.limits.iter().filter(|source| source.limit.is_some()) {
            outcome = all(outcome, self.limit(source).outcome);
        }
        for norm in &question.counted {
            outcome = all(outcome, self.counted_duty(norm));
        }
        let idle = outcome == Outcome::NOT_APPLICABLE && !question.joined;
        for norm in question.without_limit() {
            outcome = all(outcome, self.called(norm, question.norms_within, idle));
        }
        outcome
    }

    /// A norm without a limit, beside limits. Nobody is late with it, so it decides only where no limit of a unit binds (`alone`);
    /// but while it is open whether it binds, so is what comes of it, and what that waits for is named (R2, R3).
    fn called(&mut self, norm: &'e Norm, within: Option<UnitId>, alone: bool) -> Outcome {
        let (outcome, _) = self.apart(|run| run.norm(norm, within).0);
        if Binding::of(outcome) == Binding::Open {
            self.norm_coming_to(norm, within, Outcome::OPEN).0
        } else if alone {
            self.norm(norm, within).0
        } else {
            Outcome::NOT_APPLICABLE
        }
    }
}

/// What an entry point asks: everything under one title together.
pub fn question_of_entry<'e>(doc: &'e Document, entry: &'e Entry) -> Result<Question<'e>, EvalError> {
    let mut asked: Vec<Asked> = Vec::new();
    let (mut limits, mut counted, mut norms) = (Vec::new(), Vec::new(), Vec::new());
    for target in &entry.under {
        if let (Some(unit), true) = (target.unit, target.criteria.is_empty()) {
            limits.extend(limits_kept(doc, unit, entry.subject));
            counted.extend(counted_duties(doc, Some(unit), entry.subject));
            norms.extend(norms_of(doc, Some(unit), entry.subject));
            continue;
        }
        let title = target.title.or(entry.title);
        match asked.last_mut().filter(|last| last.title == title) {
            Some(last) => last.criteria.extend(&target.criteria),
            None => asked.push(Asked {
                title,
                criteria: target.criteria.clone(),
            }),
        }
    }
    let ranking = entry
        .ranking
        .map(|id| doc.rankings.get(id.index()).ok_or(EvalError::Malformed))
        .transpose()?;
    let council = entry
        .council
        .map(|id| doc.councils.get(id.index()).ok_or(EvalError::Malformed))
        .transpose()?;
    Ok(Question {
        asked,
        only: None,
        councils: council.into_iter().map(|council| (council, None)).collect(),
        joined: !limits.is_empty() || !counted.is_empty(),
        limits,
        counted,
        norms,
        norms_within: None,
        ranking,
        words: entry
            .label
            .clone()
            .unwrap_or_else(|| quyche_ir::words::spaced(&entry.name)),
    })
}

/// One part of what an entry point asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What stands in a unit and below it: whole criteria, or some items of one.
    Unit(UnitId),
    /// One criterion.
    Criterion(CriterionId),
}

/// The criteria of a part among those an entry point asks, and the one of which only a unit is asked.
fn part_asked(doc: &Document, whole: &[Asked], part: Part) -> (Vec<Asked>, Option<(CriterionId, UnitId)>) {
    let keeping = |wanted: &dyn Fn(CriterionId) -> bool| -> Vec<Asked> {
        let kept = whole.iter().map(|asked| Asked {
            title: asked.title,
            criteria: asked.criteria.iter().copied().filter(|id| wanted(*id)).collect(),
        });
        kept.filter(|asked| !asked.criteria.is_empty()).collect()
    };
    let criterion = |id: CriterionId| doc.criteria.get(id.index());
    let mut only = None;
    let asked = match part {
        Part::Criterion(wanted) => keeping(&|id| id == wanted),
        Part::Unit(unit) => {
            let within = keeping(&|id| criterion(id).is_some_and(|found| doc.is_within(found.unit, unit)));
            if within.is_empty() {
                let around = |id: CriterionId| criterion(id).is_some_and(|found| has_item(doc, &found.body, unit));
                let found = whole
                    .iter()
                    .flat_map(|asked| &asked.criteria)
                    .copied()
                    .find(|id| around(*id));
                only = found.map(|id| (id, unit));
                keeping(&|id| Some(id) == found)
            } else {
                within
            }
        }
    };
    (asked, only)
}

/// What a part of an entry point asks, under the title the entry point asks it for; nothing of its limits and no ranking.
pub fn question_of_part<'e>(doc: &'e Document, entry: &'e Entry, part: Part) -> Result<Question<'e>, EvalError> {
    let (asked, only) = part_asked(doc, &question_of_entry(doc, entry)?.asked, part);
    let unit = match part {
        Part::Unit(unit) => unit,
        Part::Criterion(id) => doc.criteria.get(id.index()).ok_or(EvalError::Malformed)?.unit,
    };
    let words = doc.address(unit).to_owned();
    if !asked.is_empty() {
        return Ok(Question {
            asked,
            only,
            words,
            ..Question::default()
        });
    }
    let mut whole = question_of_entry(doc, entry)?;
    whole.limits.retain(|source| doc.is_within(source.unit, unit));
    whole.counted.retain(|norm| doc.is_within(norm.unit, unit));
    whole.norms.retain(|norm| doc.is_within(norm.unit, unit));
    if !whole.limits.is_empty() || !whole.counted.is_empty() {
        return Ok(Question {
            limits: whole.limits,
            counted: whole.counted,
            joined: true,
            norms: whole.norms,
            words,
            ..Question::default()
        });
    }
    // What the entry point reaches only through `đáp ứng` is asked on its own.
    let question = question_of_unit(doc, unit, entry.title, entry.subject)?;
    if question.asked.is_empty() {
        return Err(EvalError::NothingToCheck(words));
    }
    Ok(Question {
        councils: Vec::new(),
        limits: Vec::new(),
        counted: Vec::new(),
        norms: Vec::new(),
        ..question
    })
}

/// The record a unit's criteria, or its council rules, speak of.
pub fn subject_of(doc: &Document, unit: UnitId) -> Option<RecordId> {
    let whole = doc
        .criteria
        .iter()
        .find(|criterion| doc.is_within(criterion.unit, unit));
    let part = || {
        doc.criteria
            .iter()
            .find(|criterion| has_item(doc, &criterion.body, unit))
    };
    let council = || {
        doc.councils
            .iter()
            .find(|council| council.rules.iter().any(|rule| doc.is_within(rule.unit, unit)))
    };
    whole
        .or_else(part)
        .map(|criterion| criterion.subject)
        .or_else(|| council().map(|council| council.record))
        .or_else(|| {
            let mut limits = sources(doc).into_iter().filter(|source| source.limit.is_some());
            limits
                .find(|limit| doc.is_within(limit.unit, unit))
                .map(|limit| limit.subject.unwrap_or(NOBODY))
        })
        .or_else(|| {
            let mut norms = doc.norms.iter().filter(|norm| stands_in(doc, norm, unit));
            let first = norms.clone().next()?;
            norms.find_map(|norm| norm.subject).or(first.subject).or(Some(NOBODY))
        })
}

/// The record of limits that speak of no record: their conditions are about the circumstances alone.
pub const NOBODY: RecordId = RecordId::NOBODY;

fn has_item(doc: &Document, body: &Body, unit: UnitId) -> bool {
    match body {
        Body::All(items) | Body::Any(items) => items.iter().any(|item| holds_unit(doc, item, unit)),
        Body::Test(_) | Body::Meets(_) => false,
    }
}

/// What an example asks of its cases, where it asks neither an entry point nor a ranking.
pub fn question_of_example<'e>(doc: &'e Document, example: &Example) -> Result<Question<'e>, EvalError> {
    let named = |unit: UnitId, name: Option<&String>| {
        name.map_or_else(|| doc.address(unit).to_owned(), |name| quyche_ir::words::spaced(name))
    };
    match example.target {
        ExampleTarget::Unit(unit) => question_of_unit(doc, unit, example.title, example.subject),
        ExampleTarget::Opening(unit) => question_of_opening(doc, unit, example.title, example.subject),
        ExampleTarget::Norm(id) => {
            let norm = doc.norms.get(id.index()).ok_or(EvalError::Malformed)?;
            let mut limits = sources(doc);
            limits.retain(|source| source.of == LimitOf::Norm(id));
            Ok(Question {
                limits,
                counted: Some(norm).into_iter().filter(|norm| is_counted(norm)).collect(),
                norms: vec![norm],
                words: named(norm.unit, norm.label.as_ref().or(norm.name.as_ref())),
                ..Question::default()
            })
        }
        ExampleTarget::Deadline(id) => {
            let deadline = doc.deadlines.get(id.index()).ok_or(EvalError::Malformed)?;
            let mut limits = sources(doc);
            limits.retain(|source| source.of == LimitOf::Deadline(id));
            Ok(Question {
                limits,
                words: named(deadline.unit, deadline.label.as_ref().or(deadline.name.as_ref())),
                ..Question::default()
            })
        }
        ExampleTarget::Ranking(_) | ExampleTarget::Entry(_) => Err(EvalError::Malformed),
    }
}

/// What the statements of a unit itself ask of cases of a record, those of the units below it left aside.
fn question_of_opening(
    doc: &Document,
    unit: UnitId,
    title: Option<TitleId>,
    subject: RecordId,
) -> Result<Question<'_>, EvalError> {
    let mut question = question_of_unit(doc, unit, title, subject)?;
    let own = |id: &CriterionId| {
        doc.criteria
            .get(id.index())
            .is_some_and(|criterion| criterion.unit == unit)
    };
    question.asked.iter_mut().for_each(|asked| asked.criteria.retain(own));
    question.asked.retain(|asked| !asked.criteria.is_empty());
    if question.asked.is_empty() {
        // A dossier is asked only where no other criterion is: those below do not stand in its way here.
        let check = |criterion: &&Criterion| {
            criterion.unit == unit && criterion.dossier.is_some() && criterion.subject == subject
        };
        let criteria: Vec<CriterionId> = doc
            .criteria
            .iter()
            .filter(check)
            .map(|criterion| criterion.id)
            .collect();
        question
            .asked
            .extend((!criteria.is_empty()).then_some(Asked { title, criteria }));
    }
    question.only = None;
    question
        .councils
        .retain(|(council, _)| council.rules.iter().any(|rule| rule.unit == unit));
    question.limits.retain(|source| source.unit == unit);
    question.counted.retain(|norm| norm.unit == unit);
    question.norms.retain(|norm| norm.unit == unit);
    let no_limit = question.limits.iter().all(|source| source.limit.is_none());
    if question.asked.is_empty() && question.councils.is_empty() && no_limit && question.norms.is_empty() {
        return Err(EvalError::NothingToCheck(doc.address(unit).to_owned()));
    }
    Ok(question)
}

/// What a unit asks of cases of a record.
pub fn question_of_unit(
    doc: &Document,
    unit: UnitId,
    title: Option<TitleId>,
    subject: RecordId,
) -> Result<Question<'_>, EvalError> {
    let of_subject = || doc.criteria.iter().filter(|criterion| criterion.subject == subject);
    let here = |dossier: bool| -> Vec<CriterionId> {
        of_subject()
            .filter(|criterion| criterion.dossier.is_some() == dossier && doc.is_within(criterion.unit, unit))
            .map(|criterion| criterion.id)
            .collect()
    };
    let mut criteria = here(false);
    if criteria.is_empty() {
        criteria = here(true);
    }
    let mut only = None;
    if criteria.is_empty()
        && let Some(whole) = of_subject().find(|criterion| has_item(doc, &criterion.body, unit))
    {
        criteria.push(whole.id);
        only = Some((whole.id, unit));
    }
    let councils: Vec<(&Council, Option<UnitId>)> = doc
        .councils
        .iter()
        .filter(|council| council.record == subject)
        .filter(|council| council.rules.iter().any(|rule| doc.is_within(rule.unit, unit)))
        .map(|council| (council, Some(unit)))
        .collect();
    let limits = limits_of(doc, Some(unit), subject);
    let counted = counted_duties(doc, Some(unit), subject);
    let norms = norms_of(doc, Some(unit), subject);
    let no_limit = limits.iter().all(|source| source.limit.is_none());
    if criteria.is_empty() && councils.is_empty() && no_limit && norms.is_empty() {
        return Err(EvalError::NothingToCheck(doc.address(unit).to_owned()));
    }
    let asked = if criteria.is_empty() {
        Vec::new()
    } else {
        vec![Asked { title, criteria }]
    };
    Ok(Question {
        asked,
        only,
        councils,
        limits,
        counted,
        joined: false,
        norms,
        norms_within: Some(unit),
        ranking: None,
        words: doc.address(unit).to_owned(),
    })
}

/// The limits within a unit that cases of a record keep or miss; those on documents of a dossier are the dossier's.
fn limits_kept(doc: &Document, unit: UnitId, subject: RecordId) -> impl Iterator<Item = Source<'_>> {
    let limits = limits_of(doc, Some(unit), subject).into_iter();
    limits.filter(|source| source.limit.is_some() && !matches!(source.of, LimitOf::Document(..)))
}

/// The limits within a unit, or everywhere, that can bind cases of a record.
pub fn limits_of(doc: &Document, within: Option<UnitId>, subject: RecordId) -> Vec<Source<'_>> {
    let limits = sources(doc).into_iter();
    let here = limits.filter(|limit| within.is_none_or(|unit| doc.is_within(limit.unit, unit)));
    here.filter(|limit| limit.subject.is_none_or(|of| of == subject))
        .collect()
}
