//! All readings against every combination put to the evaluator one by one.

use quyche_analysis::readings::{Place, Together, Verdict, review, turn_words};
use quyche_driver::{load, load_texts};
use quyche_eval::result::{Options, Review};
use quyche_ir::facts::Cases;
use quyche_ir::{Document, EntryId, ReadingId};
use quyche_tests::people::{context, document, from, person};
use quyche_tests::root;

fn options() -> Options {
    Options {
        as_of: Some(from()),
        ..Options::default()
    }
}

/// Every combination of all the readings of a document.
fn combinations(doc: &Document, readings: &[ReadingId]) -> Vec<Vec<(ReadingId, u32)>> {
    let mut all = vec![Vec::new()];
    for id in readings {
        let answers = u32::try_from(doc.readings[id.index()].answers.len()).unwrap();
        let longer = |chosen: &Vec<(ReadingId, u32)>| {
            let chosen = chosen.clone();
            (0..answers).map(move |answer| [chosen.clone(), vec![(*id, answer)]].concat())
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

fn verdicts(review: &Review) -> Vec<Verdict> {
    let one = |person: &quyche_eval::result::PersonResult| Verdict {
        class: person.assessment.outcome.class(),
        place: person.standing.as_ref().map(|standing| Place {
            selection: standing.selection,
            if_eligible: standing.if_eligible,
            rank: standing.rank,
        }),
    };
    review.people.iter().map(one).collect()
}

/// A combination of answers, and everybody's verdict under it.
type Row = (Vec<(ReadingId, u32)>, Vec<Verdict>);

/// The full table by combination, and whether each verdict, and each turn, is as the lazy way says.
fn agrees(
    doc: &Document,
    entry: EntryId,
    cases: &Cases,
    together: &Together,
    readings: &[ReadingId],
    options: &Options,
) {
    let all: Vec<Row> = combinations(doc, readings)
        .into_iter()
        .map(|chosen| {
            let options = Options {
                readings: chosen.clone(),
                ..options.clone()
            };
            (
                chosen,
                verdicts(&quyche_eval::review(doc, entry, cases, &options).unwrap()),
            )
        })
        .collect();
    for (at, person) in together.people.iter().enumerate() {
        let same = all.iter().all(|(_, verdicts)| verdicts[at] == all[0].1[at]);
        assert_eq!(person.turns.is_empty(), same, "{}", person.key);
        for turn in &person.turns {
            for (answer, verdict) in &turn.answers {
                let base = |id: &ReadingId| {
                    let given = turn
                        .given
                        .iter()
                        .find(|(other, _)| other == id)
                        .map(|(_, answer)| *answer);
                    given.unwrap_or(doc.readings[id.index()].default)
                };
                let wanted: Vec<(ReadingId, u32)> = readings
                    .iter()
                    .map(|id| (*id, if *id == turn.reading { *answer } else { base(id) }))
                    .collect();
                let (_, verdicts) = all.iter().find(|(chosen, _)| *chosen == wanted).unwrap();
                assert_eq!(verdicts[at], *verdict, "{}: {}", person.key, turn_words(doc, turn));
            }
        }
        let turning = |id: &ReadingId| {
            all.iter().any(|(chosen, verdicts)| {
                let other = |(there, _): &&(Vec<(ReadingId, u32)>, Vec<Verdict>)| {
                    there
                        .iter()
                        .zip(chosen)
                        .all(|(one, other)| one.0 == *id || one == other)
                };
                all.iter().filter(other).any(|(_, there)| there[at] != verdicts[at])
            })
        };
        let wanted: Vec<ReadingId> = readings.iter().copied().filter(turning).collect();
        let found: Vec<ReadingId> = person.turns.iter().map(|turn| turn.reading).collect();
        assert_eq!(found, wanted, "{}", person.key);
    }
}

#[test]
fn lazy_branching_is_full_enumeration_on_random_people() {
    let doc = document();
    let readings: Vec<ReadingId> = doc.readings.iter().map(|reading| reading.id).collect();
    let cases = Cases {
        people: (0..400).map(|number| person(&doc, number)).collect(),
        complete: true,
        context: context(&doc, from()),
    };
    for entry in &doc.entries {
        let together = review(&doc, entry.id, &cases, &options()).unwrap();
        assert!(!together.one_at_a_time);
        agrees(&doc, entry.id, &cases, &together, &readings, &options());
        let whole = combinations(&doc, &readings).len() * cases.people.len();
        assert!(together.evaluations < whole, "{} of {whole}", together.evaluations);
    }
}

#[test]
fn a_ranked_review_of_a_real_regulation_agrees_with_full_enumeration() {
    let folder = root().join("regulations/thanh-hoa-4063");
    let doc = load(&folder).document.unwrap();
    let entry = doc
        .entries
        .iter()
        .find(|entry| entry.name == "thăng_hạng_cntt_1")
        .unwrap();
    let cases = quyche_cases::read(&doc, entry.id, &folder.join("danh-sach-mau.json")).unwrap();
    let options = Options {
        as_of: chrono::NaiveDate::from_ymd_opt(2026, 6, 30),
        ..Options::default()
    };
    let together = review(&doc, entry.id, &cases, &options).unwrap();
    assert!(together.met.len() >= 6 && together.rankings < together.combinations);
    agrees(&doc, entry.id, &cases, &together, &together.met, &options);
}

#[test]
fn an_answer_somebody_chose_is_not_branched_on() {
    let doc = document();
    let entry = doc.entries.iter().find(|entry| entry.name == "khen_thưởng").unwrap();
    let cases = Cases {
        people: (0..100).map(|number| person(&doc, number)).collect(),
        complete: true,
        context: context(&doc, from()),
    };
    let free = review(&doc, entry.id, &cases, &options()).unwrap();
    assert!(free.people.iter().any(|person| !person.turns.is_empty()));
    let chosen = Options {
        readings: doc.readings.iter().map(|reading| (reading.id, 0)).collect(),
        ..options()
    };
    let fixed = review(&doc, entry.id, &cases, &chosen).unwrap();
    assert!(fixed.people.iter().all(|person| person.turns.is_empty()));
    assert_eq!((fixed.combinations, fixed.evaluations), (1, 100));
}

/// Eleven readings of two answers are 2,048 combinations: each is changed alone, and the answer says so.
#[test]
fn past_the_bound_each_reading_is_changed_alone() {
    let readings: String = (1..=11)
        .map(|at| format!("cách hiểu n_{at} \"?\": a | b, mặc định a, vì \"thử\".\n"))
        .collect();
    let asked: Vec<String> = (1..=11).map(|at| format!("cách hiểu n_{at} là a")).collect();
    let text = format!(
        "Quy định thử đối với người.\nĐiều 1. Thử\n{readings}tiêu chuẩn: khỏe và {}.\nNgoài văn bản.\n\
        dữ kiện người: khỏe: có hay không.\nxét x: đối với người, theo Điều 1.\n",
        asked.join(" và ")
    );
    let project = load_texts(&[("n.quyche".to_owned(), text)]);
    let doc = project.document.unwrap_or_else(|| panic!("{:?}", project.diagnostics));
    let mut case = quyche_ir::facts::Case::default();
    case.subject.set(quyche_ir::FieldId(0), quyche_ir::Fact::Bool(true));
    let cases = Cases {
        people: vec![case],
        complete: true,
        ..Cases::default()
    };
    let together = review(&doc, EntryId(0), &cases, &Options::default()).unwrap();
    assert!(together.one_at_a_time);
    assert_eq!(together.combinations, 2048);
    assert_eq!(together.people[0].turns.len(), 11);
    assert!(together.evaluations <= 1024 + 13, "{}", together.evaluations);
}
