//! Readings on the screen: the marks that `run --all-readings` puts beside each person, and the list of `check --readings`.

use crate::args::Check;
use crate::screen::{Exit, Screen};
use quyche_analysis::readings::{self, PersonReadings, Together, Turn, verdict_words};
use quyche_cases::Outlooks;
use quyche_driver::{Lang, files};
use quyche_eval::result::{Options, Review};
use quyche_ir::facts::Cases;
use quyche_ir::model::Reading;
use quyche_ir::{Document, EntryId, ReadingId, words};
use serde_json::{Value, json};

/// Everybody under all readings; what is wrong with the facts is bad input.
pub fn together(
    document: &Document,
    entry: EntryId,
    cases: &Cases,
    options: &Options,
    screen: &Screen,
) -> Result<Together, Exit> {
    readings::review(document, entry, cases, options).map_err(|error| screen.refuse(&error.into()))
}

/// Puts each person's mark before the reasons in the last column.
pub fn mark(document: &Document, together: &Together, rows: &mut [Vec<String>]) {
    for (row, person) in rows.iter_mut().zip(&together.people) {
        if let Some(reasons) = row.last_mut() {
            let marks = marks(document, person).join("\n");
            *reasons = if reasons.is_empty() {
                marks
            } else {
                format!("{marks}\n{reasons}")
            };
        }
    }
}

fn marks(document: &Document, person: &PersonReadings) -> Vec<String> {
    if person.turns.is_empty() {
        return vec!["vững".to_owned()];
    }
    let turns = person.turns.iter();
    turns.map(|turn| readings::turn_words(document, turn)).collect()
}

/// How much was looked at, and how many verdicts stand firm.
pub fn summary(together: &Together, screen: &Screen) -> String {
    let number = |count: usize| words::number(count.into());
    let firm = together.people.iter().filter(|person| person.turns.is_empty()).count();
    let turning = together.people.len() - firm;
    let (met, combinations) = (together.met.len(), number(together.combinations));
    let (evaluations, rankings) = (number(together.evaluations), number(together.rankings));
    let alone = together.one_at_a_time;
    match screen.lang {
        Lang::Vi => format!(
            "cách hiểu: gặp {met}, {combinations} tổ hợp{}; {evaluations} lượt xét, {rankings} lượt xếp; vững {firm}, còn tùy {turning}\n",
            if alone {
                " (quá nhiều: chỉ đổi từng cách hiểu một)"
            } else {
                ""
            }
        ),
        Lang::En => format!(
            "readings: {met} met, {combinations} combinations{}; {evaluations} evaluations, {rankings} rankings; firm {firm}, turning {turning}\n",
            if alone { " (too many: each changed alone)" } else { "" }
        ),
    }
}

/// The report with what the readings do to each person.
pub fn report(document: &Document, review: &Review, ahead: Option<&Outlooks>, together: &Together) -> Value {
    let text = quyche_cases::report_json(document, review, ahead);
    // The report is our own JSON, so it reads back.
    let mut report: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
    if let Some(people) = report.get_mut("people").and_then(Value::as_array_mut) {
        for (value, person) in people.iter_mut().zip(&together.people) {
            if let Some(value) = value.as_object_mut() {
                value.insert("all_readings".to_owned(), person_json(document, person));
            }
        }
    }
    if let Some(report) = report.as_object_mut() {
        let met: Vec<&str> = together.met.iter().map(|id| name(document, *id)).collect();
        let whole = json!({
            "met": met,
            "combinations": together.combinations,
            "one_at_a_time": together.one_at_a_time,
            "evaluations": together.evaluations,
            "rankings": together.rankings,
        });
        report.insert("all_readings".to_owned(), whole);
    }
    report
}

fn person_json(document: &Document, person: &PersonReadings) -> Value {
    let met: Vec<&str> = person.met.iter().map(|id| name(document, *id)).collect();
    let turns: Vec<Value> = person.turns.iter().map(|turn| turn_json(document, turn)).collect();
    json!({
        "firm": person.turns.is_empty(),
        "words": marks(document, person),
        "met": met,
        "turns": turns,
        "combinations": person.combinations,
        "one_at_a_time": person.one_at_a_time,
        "evaluations": person.evaluations,
    })
}

fn turn_json(document: &Document, turn: &Turn) -> Value {
    let given: Vec<Value> = turn
        .given
        .iter()
        .map(|(id, at)| json!({ "reading": name(document, *id), "answer": answer(document, *id, *at) }))
        .collect();
    let answers: Vec<Value> = turn
        .answers
        .iter()
        .map(|(at, verdict)| {
            let place = verdict.place;
            json!({
                "answer": answer(document, turn.reading, *at),
                "class": verdict.class,
                "selection": place.map(|place| place.selection),
                "rank": place.and_then(|place| place.rank),
                "words": verdict_words(*verdict),
            })
        })
        .collect();
    json!({ "reading": name(document, turn.reading), "given": given, "answers": answers })
}

fn reading(document: &Document, id: ReadingId) -> Option<&Reading> {
    document.readings.get(id.index())
}

fn name(document: &Document, id: ReadingId) -> &str {
    reading(document, id).map_or("", |reading| &reading.name)
}

fn answer(document: &Document, id: ReadingId, at: u32) -> &str {
    let answers = reading(document, id).map(|reading| &reading.answers);
    let answer = answers.and_then(|answers| answers.get(at as usize));
    answer.map_or("", |answer| &answer.name)
}

/// Lists every reading of each regulation named.
pub fn check(arguments: &Check, screen: &Screen) -> Exit {
    let mut exit = Exit::Held;
    let mut all = Vec::new();
    for path in &arguments.regulations.paths {
        let roots = match files::regulations(path) {
            Ok(roots) => roots,
            Err(diagnostic) => {
                exit = exit.max(screen.refuse_one(diagnostic));
                continue;
            }
        };
        for root in roots {
            match super::document(&root, screen) {
                Ok((document, _)) if arguments.json => all.push(regulation_json(&root, &document)),
                Ok((document, _)) => screen.out(&regulation(&document, screen)),
                Err(wrong) => exit = exit.max(wrong),
            }
        }
    }
    if arguments.json {
        screen.out(&format!("{}\n", json!({ "regulations": all })));
    }
    exit
}

fn regulation(document: &Document, screen: &Screen) -> String {
    let count = document.readings.len();
    let counted = screen.lang.pick("cách hiểu", "readings");
    let number = &document.about.number;
    format!("{number} · {count} {counted}\n\n{}", readings::list(document))
}

fn regulation_json(root: &std::path::Path, document: &Document) -> Value {
    let one = |reading: &Reading| {
        let answers: Vec<Value> = reading
            .answers
            .iter()
            .map(|answer| json!({ "name": answer.name, "words": answer.words() }))
            .collect();
        json!({
            "name": reading.name,
            "address": reading.unit.map(|unit| document.address(unit)),
            "question": reading.question,
            "answers": answers,
            "default": answer(document, reading.id, reading.default),
            "because": reading.because,
        })
    };
    let readings: Vec<Value> = document.readings.iter().map(one).collect();
    json!({ "path": files::shown(root), "number": document.about.number, "readings": readings })
}
