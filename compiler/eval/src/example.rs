//! Examples: the facts an author gave, and whether what was expected comes out.

use crate::due::{LimitEnd, LimitResult};
use crate::errors::{EvalError, example_failed};
use crate::result::{ExampleResult, OpenLeaf, Options, PersonResult, Review, Selection};
use crate::review::Prepared;
use chrono::NaiveDate;
use quyche_base::Diagnostic;
use quyche_ir::expr::Type;
use quyche_ir::facts::Cases;
use quyche_ir::model::{Example, ExampleTarget, Expected, ExpectedKind};
use quyche_ir::outcome::{Class, PathStep};
use quyche_ir::{Cause, Document, EntryId, ExampleId, FactPath, FieldId, Outcome, RecordId, UnitId, words};
use quyche_time::date_words;

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
    let review = review_of(doc, example, options)?;
    let mut differences = Vec::new();
    for expected in &example.expected {
        match review.people.iter().find(|person| person.key == expected.who) {
            Some(person) => differences.extend(difference(doc, expected, person)),
            None => differences.push(format!("không có hồ sơ “{}” trong ví dụ", expected.who)),
        }
    }
    let words: Vec<String> = review.people.iter().map(|person| person_words(doc, person)).collect();
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

fn review_of(doc: &Document, example: &Example, options: &Options) -> Result<Review, EvalError> {
    let options = Options {
        as_of: example.as_of,
        signed: example.signed,
        readings: example.readings.clone(),
        trace: false,
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
        ExampleTarget::Unit(unit) => {
            let (title, subject) = (example.title, example.subject);
            let prepared = Prepared::of_unit(doc, unit, title, subject, &cases.context, &options)?;
            (prepared, EntryId(u32::MAX))
        }
    };
    let assessed = prepared.assess_slice(&cases.people);
    prepared.finish(entry, &cases, assessed)
}

/// What was expected and what came, where they differ.
fn difference(doc: &Document, expected: &Expected, person: &PersonResult) -> Option<String> {
    let selection = person.standing.as_ref().map(|standing| standing.selection);
    let assessment = &person.assessment;
    let (held, wanted) = match expected.kind {
        ExpectedKind::Class(class, unit) => {
            let place = unit.is_none_or(|unit| has_place(doc, person, class, unit));
            let because = unit.map_or_else(String::new, |unit| format!(" vì {}", doc.address(unit)));
            (
                (assessment.outcome.class() == class || undecided(class, unit, selection)) && place,
                format!("{}{because}", class.words()),
            )
        }
        ExpectedKind::Missing(record, field) => {
            let missing = all_open(person).any(|leaf| is_missing(doc, leaf, record, field));
            let is_open = assessment.outcome.class() == Class::Open || selection == Some(Selection::Open);
            let name = words::quoted(&words::field(doc, record, field));
            (is_open && missing, format!("chưa rõ vì thiếu {name}"))
        }
        ExpectedKind::Due(day) => (
            due_days(&assessment.limits) == [day],
            format!("hạn {}", date_words(day)),
        ),
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
    };
    (!held).then(|| {
        let who = if expected.who.is_empty() {
            String::new()
        } else {
            format!("{}: ", words::quoted(&expected.who))
        };
        format!("{who}cần {wanted}, ra {}", verdict_words(doc, person))
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

/// The days on which the limits that surely bind surely end, each once.
fn due_days(limits: &[LimitResult]) -> Vec<NaiveDate> {
    let binding = limits
        .iter()
        .filter(|limit| !limit.outcome.contains(Outcome::NOT_APPLICABLE) && !limit.outcome.contains(Outcome::EXEMPT));
    let mut days: Vec<NaiveDate> = binding
        .filter_map(|limit| {
            if let LimitEnd::Day(day) = &limit.end {
                Some(day)
            } else {
                None
            }
        })
        .filter(|day| !day.open_end)
        .map(|day| day.due)
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn all_open(person: &PersonResult) -> impl Iterator<Item = &OpenLeaf> {
    person
        .assessment
        .open
        .iter()
        .chain(person.standing.iter().flat_map(|standing| &standing.open))
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

/// What came of one person, with the reason.
fn person_words(doc: &Document, person: &PersonResult) -> String {
    let verdict = verdict_words(doc, person);
    if person.key.is_empty() {
        verdict
    } else {
        format!("{}: {verdict}", words::quoted(&person.key))
    }
}

fn verdict_words(doc: &Document, person: &PersonResult) -> String {
    let assessment = &person.assessment;
    let mut out = assessment.outcome.class().words().to_owned();
    let failures = assessment
        .failures
        .iter()
        .map(|failure| format!("{}: {}", doc.address(failure.unit), failure.words));
    let causes = all_open(person).map(|leaf| format!("{}: {}", doc.address(leaf.unit), words::cause(doc, &leaf.cause)));
    let limits = assessment
        .limits
        .iter()
        .map(|limit| format!("{}: {}", doc.address(limit.unit), limit.words));
    let reasons: Vec<String> = failures.chain(limits).chain(causes).collect();
    if let Some(standing) = &person.standing {
        let prefix = if standing.if_eligible {
            ", nếu đủ điều kiện thì "
        } else {
            ", "
        };
        out.push_str(prefix);
        out.push_str(selection_words(standing.selection));
        if let Some(rank) = standing.rank {
            out.push_str(&format!(", xếp {rank}"));
        }
    }
    if !reasons.is_empty() {
        out.push_str(&format!(" ({})", reasons.join("; ")));
    }
    out
}

/// The answer of a ranking in words.
fn selection_words(selection: Selection) -> &'static str {
    match selection {
        Selection::Selected => "trúng tuyển",
        Selection::NotSelected => "không trúng tuyển",
        Selection::Tied => "chưa phân định",
        Selection::Open => "chưa rõ có trúng tuyển",
        Selection::PassedOnly => "không phải xếp thứ tự",
    }
}

/// `chưa rõ` of somebody who passes, where the ranking cannot say yet whether that is enough.
fn undecided(class: Class, unit: Option<UnitId>, selection: Option<Selection>) -> bool {
    class == Class::Open && unit.is_none() && selection == Some(Selection::Open)
}
