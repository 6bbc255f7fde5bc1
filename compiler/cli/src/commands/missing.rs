//! `quyche missing`: the smallest sets of facts, or of changes, that would settle an open verdict or turn a failing one.

use super::document;
use super::run::{asked, read_cases};
use crate::args::Missing;
use crate::screen::{Exit, Screen};
use quyche_analysis::missing::{self, Edit, Missing as Answer};
use quyche_base::Diagnostics;
use quyche_driver::ask;
use quyche_ir::Document;
use quyche_ir::facts::Case;
use quyche_ir::model::Entry;
use quyche_ir::outcome::Class;
use serde_json::{Value, json};

/// Looks for the sets and prints them.
pub fn run(arguments: &Missing, screen: &Screen) -> Exit {
    match search(arguments, screen) {
        Ok(()) => Exit::Held,
        Err(exit) => exit,
    }
}

fn search(arguments: &Missing, screen: &Screen) -> Result<(), Exit> {
    let (document, _) = document(&arguments.path, screen)?;
    let entry = ask::entry(&document, arguments.entry.as_deref()).map_err(|error| screen.refuse_one(error))?;
    let options = ask::options(&document, &asked(&arguments.facts)).map_err(|wrong| screen.refuse(&wrong))?;
    let cases = read_cases(&document, entry.id, arguments.facts.cases.as_deref(), screen)?;
    let people: Vec<&Case> = match &arguments.person {
        Some(key) => vec![ask::person(&cases, key).map_err(|error| screen.refuse_one(error))?],
        None => cases.people.iter().collect(),
    };
    let mut answers = Vec::with_capacity(people.len());
    for person in people {
        let answer = missing::missing(&document, entry.id, person, &cases.context, &options);
        answers.push((
            person,
            answer.map_err(|error| screen.refuse(&Diagnostics::from(error)))?,
        ));
    }
    if arguments.json {
        let people = answers
            .iter()
            .map(|(person, answer)| person_json(&document, entry, person, answer));
        let value = json!({ "entry": entry.name, "as_of": options.as_of, "people": people.collect::<Vec<_>>() });
        screen.out(&format!("{value}\n"));
    } else {
        for (person, answer) in &answers {
            screen.out(&shown(&document, entry, person, answer));
        }
    }
    Ok(())
}

fn shown(document: &Document, entry: &Entry, person: &Case, answer: &Answer) -> String {
    let class = answer.assessment.outcome.class();
    let mut out = format!("{} · {}\n", person.key, class.words());
    match class {
        Class::Met | Class::Exempt | Class::NotApplicable => {}
        Class::NotMet => groups(
            document,
            entry,
            "để đạt, cần một trong các nhóm thay đổi",
            &answer.to_pass,
            &mut out,
        ),
        Class::Open => {
            groups(
                document,
                entry,
                "rõ là đạt khi có một trong các nhóm",
                &answer.to_pass,
                &mut out,
            );
            groups(
                document,
                entry,
                "rõ là không đạt khi có một trong các nhóm",
                &answer.to_fail,
                &mut out,
            );
        }
    }
    let found = !answer.to_pass.is_empty() || !answer.to_fail.is_empty();
    if matches!(class, Class::NotMet | Class::Open) && !found {
        out.push_str("  không tìm ra thay đổi nào của dữ kiện làm kết quả khác đi; còn vướng:\n");
        for leaf in quyche_analysis::when::leaves(document, &answer.assessment) {
            out.push_str(&format!("     - {leaf}\n"));
        }
    }
    out.push('\n');
    out
}

fn groups(document: &Document, entry: &Entry, heading: &str, sets: &[Vec<Edit>], out: &mut String) {
    if sets.is_empty() {
        return;
    }
    out.push_str(&format!("  {heading}:\n"));
    for (number, set) in (1..).zip(sets) {
        out.push_str(&format!("  {number}.\n"));
        for edit in set {
            let words = edit.change.words(document, entry.subject, entry.context);
            out.push_str(&format!("     - {}: {words}\n", document.address(edit.unit)));
        }
    }
}

fn person_json(document: &Document, entry: &Entry, person: &Case, answer: &Answer) -> Value {
    let edit = |edit: &Edit| {
        json!({
            "address": document.address(edit.unit),
            "words": edit.change.words(document, entry.subject, entry.context),
        })
    };
    let sets =
        |sets: &[Vec<Edit>]| -> Vec<Vec<Value>> { sets.iter().map(|set| set.iter().map(edit).collect()).collect() };
    json!({
        "key": person.key,
        "class": answer.assessment.outcome.class(),
        "in_the_way": quyche_analysis::when::leaves(document, &answer.assessment),
        "to_pass": sets(&answer.to_pass),
        "to_fail": sets(&answer.to_fail),
    })
}
