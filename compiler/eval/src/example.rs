//! Examples: the facts an author gave, and whether what was expected comes out.

use crate::due::{LastDay, LimitEnd, LimitResult, LimitStanding};
use crate::errors::{EvalError, example_failed};
use crate::example_words::{Told, all_open};
use crate::norms::{Binding, NormResult};
use crate::question::question_of_example;
use crate::result::{Basis, ExampleResult, OpenLeaf, Options, PersonResult, Review, Selection};
use crate::review::Prepared;
use crate::tables::all;
use quyche_base::Diagnostic;
use quyche_ir::expr::Type;
use quyche_ir::facts::Cases;
use quyche_ir::model::{Example, ExampleTarget, Expected, ExpectedKind, Modality};
use quyche_ir::norm::Party;
use quyche_ir::outcome::{Class, PathStep};
use quyche_ir::{Cause, Document, EntryId, ExampleId, FactPath, FieldId, Outcome, RecordId, UnitId, words};
use quyche_time::Moment;

/// Runs an example without a work calendar: limits that need one are refused.
///
/// # Errors
/// Facts of the example that contradict each other, or a document that does not keep its invariants.
pub fn run_example(doc: &Document, id: ExampleId) -> Result<ExampleResult, EvalError> {
    run_example_under(doc, id, &Options::default())
}

/// Runs an example with the calendar and the policies of these options; day, readings and signature are the example's.
///
/// # Errors
/// As [`run_example`]; also a limit that the calendar cannot count.
pub fn run_example_under(doc: &Document, id: ExampleId, options: &Options) -> Result<ExampleResult, EvalError> {
    let example = doc.examples.get(id.index()).ok_or(EvalError::Malformed)?;
    let review = review_of(doc, example, options, false)?;
    let told = Told::of(&example.expected);
    let mut differences = Vec::new();
    for expected in &example.expected {
        match review.people.iter().find(|person| person.key == expected.who) {
            Some(person) => differences.extend(difference(doc, expected, person, told)),
            None => differences.push(format!("không có hồ sơ “{}” trong ví dụ", expected.who)),
        }
    }
    let words: Vec<String> = review.people.iter().map(|person| told.person(doc, person)).collect();
    Ok(ExampleResult {
        held: differences.is_empty(),
        differences,
        words: words.join("; "),
    })
}

/// The diagnostic of an example that did not come out as written.
pub fn example_diagnostic(doc: &Document, id: ExampleId, result: &ExampleResult) -> Option<Diagnostic> {
    let example = doc.examples.get(id.index()).filter(|_| !result.held)?;
    Some(example_failed(example, result))
}

/// The review that an example stands for, with the tree of reasons where `trace` asks for it.
pub(crate) fn review_of(
    doc: &Document,
    example: &Example,
    options: &Options,
    trace: bool,
) -> Result<Review, EvalError> {
    let options = Options {
        as_of: example.as_of,
        signed: example.signed,
        readings: example.readings.clone(),
        done: example.done.clone(),
        trace,
        ..options.clone()
    };
    let cases = Cases {
        people: example.people.clone(),
        complete: true,
        context: example.context.clone(),
    };
    let (prepared, entry) = match example.target {
        ExampleTarget::Entry(entry) => (Prepared::of_review(doc, entry, &cases, &options)?, entry),
        ExampleTarget::Ranking(ranking) => (Prepared::of_ranking(doc, ranking, &cases, &options)?, EntryId(u32::MAX)),
        ExampleTarget::Unit(_) | ExampleTarget::Opening(_) | ExampleTarget::Norm(_) | ExampleTarget::Deadline(_) => {
            let question = question_of_example(doc, example)?;
            let prepared = Prepared::of_question(doc, question, example.subject, &cases.context, &options)?;
            (prepared, EntryId(u32::MAX))
        }
    };
    let assessed = prepared.assess_all(&cases.people);
    prepared.finish(entry, &cases, assessed)
}

/// What was expected and what came, where they differ.
fn difference(doc: &Document, expected: &Expected, person: &PersonResult, told: Told) -> Option<String> {
    let selection = person.standing.as_ref().map(|standing| standing.selection);
    let assessment = &person.assessment;
    let (held, wanted) = match expected.kind {
        ExpectedKind::Class(class, unit) => {
            let place = unit.is_none_or(|unit| has_place(doc, person, class, unit));
            let because = unit.map_or_else(String::new, |unit| format!(" vì {}", doc.address(unit)));
            let found = if assessment.basis == Basis::Norms {
                norms_come_to(&assessment.norms, class)
            } else {
                assessment.outcome.class() == class
            };
            (
                (found || undecided(class, unit, selection)) && place,
                format!("{}{because}", class.words()),
            )
        }
        ExpectedKind::Missing(record, field) => {
            let missing = all_open(person).any(|leaf| is_missing(doc, leaf, record, field));
            let is_open = assessment.outcome.class() == Class::Open
                || selection == Some(Selection::Open)
                || assessment.basis == Basis::Norms && assessment.norms.iter().any(NormResult::is_open);
            let name = words::quoted(&words::field(doc, record, field));
            (is_open && missing, format!("chưa rõ vì thiếu {name}"))
        }
        ExpectedKind::Due(end) => (due_moments(&assessment.limits) == [end], format!("hạn {}", end.words())),
        ExpectedKind::InTime | ExpectedKind::Late(_) | ExpectedKind::Remaining(_) | ExpectedKind::Overdue(_) => {
            standing_expected(&expected.kind, &assessment.limits)
        }
        ExpectedKind::Selected => (selection == Some(Selection::Selected), "trúng tuyển".to_owned()),
        ExpectedKind::NotSelected => (
            selection == Some(Selection::NotSelected),
            "không trúng tuyển".to_owned(),
        ),
        ExpectedKind::Tied => (selection == Some(Selection::Tied), "chưa phân định".to_owned()),
        ExpectedKind::Rank(rank) => {
            let found = person.standing.as_ref().and_then(|standing| standing.rank);
            (found == Some(rank), format!("xếp {rank}"))
        }
        ExpectedKind::Binds(_) | ExpectedKind::Free(_) | ExpectedKind::By(..) => {
            norms_expected(doc, &expected.kind, &assessment.norms)
        }
    };
    (!held).then(|| {
        let who = if expected.who.is_empty() {
            String::new()
        } else {
            format!("{}: ", words::quoted(&expected.who))
        };
        format!("{who}cần {wanted}, ra {}", told.verdict(doc, person))
    })
}

/// Whether a unit is among the failing points, or among the places of the causes.
fn has_place(doc: &Document, person: &PersonResult, class: Class, unit: UnitId) -> bool {
    match class {
        Class::NotMet => person
            .assessment
            .failures
            .iter()
            .any(|failure| doc.is_within(failure.unit, unit)),
        Class::Open => all_open(person).any(|leaf| {
            let gap = if let Cause::Gap(gap) = leaf.cause {
                doc.is_within(gap, unit)
            } else {
                false
            };
            gap || doc.is_within(leaf.unit, unit)
        }),
        Class::Met | Class::Exempt | Class::NotApplicable => true,
    }
}

/// Whether the norms of a unit come to a class: none applies; one is lifted by an exception; something is open. What binds
/// is expected by what it says (`phải làm`, …).
fn norms_come_to(norms: &[NormResult], class: Class) -> bool {
    match class {
        Class::NotApplicable => norms.iter().all(|norm| norm.binding() == Binding::NotApplicable),
        Class::Exempt => norms.iter().any(|norm| norm.binding() == Binding::Lifted),
        Class::Open => norms.iter().any(NormResult::is_open),
        Class::Met | Class::NotMet => false,
    }
}

fn of_sort(norms: &[NormResult], modality: Modality) -> impl Iterator<Item = &NormResult> {
    norms.iter().filter(move |norm| Modality::of(norm.kind) == modality)
}

/// Whether the norms of the unit come to what is expected of them, and that in words.
fn norms_expected(doc: &Document, expected: &ExpectedKind, norms: &[NormResult]) -> (bool, String) {
    if let ExpectedKind::Free(modality) = expected {
        (free(norms, *modality), format!("không {}", modality.words()))
    } else if let ExpectedKind::By(parties, modality) = expected {
        let words = format!("do {}", words::parties(doc, parties));
        (bound(norms, parties, *modality), words)
    } else if let ExpectedKind::Binds(modality) = expected {
        (binds(norms, *modality), modality.words().to_owned())
    } else {
        (false, String::new())
    }
}

/// Whether all norms of a sort that apply surely bind, and one does.
fn binds(norms: &[NormResult], modality: Modality) -> bool {
    let outcomes = of_sort(norms, modality).map(|norm| norm.outcome);
    outcomes.fold(Outcome::NOT_APPLICABLE, all) == Outcome::MET
}

/// Whether there are norms of a sort, and surely none of them binds.
fn free(norms: &[NormResult], modality: Modality) -> bool {
    let mut any = false;
    of_sort(norms, modality).all(|norm| {
        any = true;
        matches!(norm.binding(), Binding::Lifted | Binding::NotApplicable)
    }) && any
}

/// Whether the norms (of a sort, where one is expected beside) that surely bind, surely bind these and nobody else.
fn bound(norms: &[NormResult], parties: &[Party], modality: Option<Modality>) -> bool {
    let asked = norms
        .iter()
        .filter(|norm| modality.is_none_or(|sort| Modality::of(norm.kind) == sort));
    let binding: Vec<&NormResult> = asked.filter(|norm| norm.binding() == Binding::Binds).collect();
    let mut found: Vec<Party> = binding.iter().flat_map(|norm| norm.who.sure.iter().copied()).collect();
    let mut wanted = parties.to_vec();
    for parties in [&mut found, &mut wanted] {
        parties.sort_unstable();
        parties.dedup();
    }
    found == wanted && !binding.iter().any(|norm| norm.who.is_open())
}

/// Whether every limit that binds stands as expected, and that in words.
fn standing_expected(expected: &ExpectedKind, limits: &[LimitResult]) -> (bool, String) {
    let at = |wanted: LimitStanding| stands(limits, |standing| standing == wanted);
    if let ExpectedKind::Late(days) = expected {
        (at(LimitStanding::Late((*days).into())), format!("trễ {days} ngày"))
    } else if let ExpectedKind::Remaining(days) = expected {
        (at(LimitStanding::Remaining((*days).into())), format!("còn {days} ngày"))
    } else if let ExpectedKind::Overdue(days) = expected {
        (
            at(LimitStanding::Overdue((*days).into())),
            format!("quá hạn {days} ngày"),
        )
    } else {
        let in_time = stands(limits, |standing| matches!(standing, LimitStanding::InTime(_)));
        (in_time, "đúng hạn".to_owned())
    }
}

/// The limits that surely bind.
fn binding(limits: &[LimitResult]) -> impl Iterator<Item = &LimitResult> {
    let free = |limit: &&LimitResult| {
        let unlimited = matches!(limit.end, LimitEnd::NoLimit);
        unlimited || limit.outcome.contains(Outcome::NOT_APPLICABLE) || limit.outcome.contains(Outcome::EXEMPT)
    };
    limits.iter().filter(move |limit| !free(limit))
}

/// Whether there are limits that bind, and where each stands is as wanted.
fn stands(limits: &[LimitResult], wanted: impl Fn(LimitStanding) -> bool) -> bool {
    let mut any = false;
    binding(limits).all(|limit| {
        any = true;
        limit.standing.is_some_and(&wanted)
    }) && any
}

/// When the limits that surely bind surely end, each moment once.
fn due_moments(limits: &[LimitResult]) -> Vec<Moment> {
    let mut days: Vec<Moment> = binding(limits)
        .filter_map(|limit| {
            if let LimitEnd::Day(day) = &limit.end {
                Some(day)
            } else {
                None
            }
        })
        .filter(|day| !day.open_end)
        .map(LastDay::moment)
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Whether a leaf is a missing fact of this field of this record.
fn is_missing(doc: &Document, leaf: &OpenLeaf, record: RecordId, field: FieldId) -> bool {
    let Cause::Missing(FactPath::Field { record: root, path }) = &leaf.cause else {
        return false;
    };
    let mut at = *root;
    let mut last = None;
    for step in path {
        let PathStep::Field(step) = step else { continue };
        last = Some((at, *step));
        let declared = doc
            .records
            .get(at.index())
            .and_then(|record| record.fields.get(step.index()));
        if let Some(Type::Record(inner) | Type::List(inner)) = declared.map(|field| field.ty) {
            at = inner;
        }
    }
    last == Some((record, field))
}

/// `chưa rõ` of somebody who passes, where the ranking cannot say yet whether that is enough.
fn undecided(class: Class, unit: Option<UnitId>, selection: Option<Selection>) -> bool {
    class == Class::Open && unit.is_none() && selection == Some(Selection::Open)
}
