//! `quyche dossier`: the documents a regulation asks for; with cases, what each still lacks.

use super::{cases, document, faults};
use crate::args::Dossier as Arguments;
use crate::screen::{Exit, Screen};
use crate::table;
use quyche_analysis::dossier::{Required, copies, dossiers, required};
use quyche_base::Diagnostics;
use quyche_base::name::fold;
use quyche_driver::lookup;
use quyche_eval::check_dossier;
use quyche_eval::result::{Assessment, Options, by_cause};
use quyche_ir::norm::Dossier;
use quyche_ir::outcome::Class;
use quyche_ir::{Document, RecordId, words};
use serde_json::{Value, json};

/// What came of one case: its key, and each dossier's assessment.
type OfCase = (String, Vec<Assessment>);

/// Lists documents, and what is missing.
pub fn run(arguments: &Arguments, screen: &Screen) -> Exit {
    match answer(arguments, screen) {
        Ok(()) => Exit::Held,
        Err(exit) => exit,
    }
}

fn answer(arguments: &Arguments, screen: &Screen) -> Result<(), Exit> {
    let (document, _) = document(&arguments.path, screen)?;
    let asked = wanted(&document, arguments.at.as_deref(), screen)?;
    let options = cases::options(&document, &arguments.facts, screen)?;
    let mut subjects: Vec<RecordId> = asked.iter().filter_map(|dossier| dossier.subject).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let ids: Vec<_> = asked.iter().map(|dossier| dossier.id).collect();
    let checks = document
        .criteria
        .iter()
        .filter(|one| one.dossier.is_some_and(|id| ids.contains(&id)));
    let checks: Vec<_> = checks.map(|one| one.id).collect();
    let found = match cases::read(&document, &arguments.facts, &subjects, &checks, screen)? {
        None => None,
        Some((subject, cases)) => {
            let mine: Vec<&Dossier> = asked
                .iter()
                .copied()
                .filter(|one| one.subject == Some(subject))
                .collect();
            let people = cases::people(&cases, &arguments.facts, screen)?;
            let mut found: Vec<OfCase> = people.iter().map(|case| (case.key.clone(), Vec::new())).collect();
            for one in &mine {
                let all = check_dossier(&document, one.id, &people, &cases.context, &options);
                let all = all.map_err(|error| screen.refuse(&Diagnostics::from(error)))?;
                for ((_, assessments), assessment) in found.iter_mut().zip(all) {
                    assessments.push(assessment);
                }
            }
            Some((mine, found))
        }
    };
    match (arguments.json, found) {
        (true, found) => screen.out(&format!("{:#}\n", as_json(&document, &asked, found.as_ref(), &options))),
        (false, None) => screen.out(&asked_words(&document, &asked, screen)),
        (false, Some((mine, found))) => screen.out(&found_words(&document, &mine, &found, screen)),
    }
    Ok(())
}

/// The dossiers at an address, those an entry point asks for, or all.
fn wanted<'d>(document: &'d Document, at: Option<&str>, screen: &Screen) -> Result<Vec<&'d Dossier>, Exit> {
    let known = || -> Vec<&str> { document.dossiers.iter().map(|one| document.address(one.unit)).collect() };
    let entry = at.and_then(|name| document.entries.iter().find(|entry| fold(&entry.name) == fold(name)));
    let found: Vec<&Dossier> = match (at, entry) {
        (None, _) => document.dossiers.iter().collect(),
        (Some(_), Some(entry)) => {
            let criteria = entry.under.iter().flat_map(|target| &target.criteria);
            let checks = criteria.filter_map(|id| document.criteria.get(id.index())?.dossier);
            checks.filter_map(|id| document.dossiers.get(id.index())).collect()
        }
        (Some(address), None) => {
            let unit = lookup::unit(document, address).map_err(|error| screen.refuse_one(error))?;
            dossiers(document, Some(unit))
        }
    };
    if found.is_empty() {
        return Err(screen.refuse_one(lookup::no_dossier(at.unwrap_or_default(), &known())));
    }
    Ok(found)
}

fn heading(document: &Document, dossier: &Dossier) -> String {
    let sets = copies(document, dossier.copies.as_ref());
    let gate = words::gate(document, &dossier.gate);
    let parts = [document.address(dossier.unit).to_owned(), sets, gate];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}\n", words::capital(&parts.join(" · ")))
}

fn asked_words(document: &Document, asked: &[&Dossier], screen: &Screen) -> String {
    let mut out = String::new();
    for dossier in asked {
        out.push_str(&heading(document, dossier));
        let rows: Vec<Vec<String>> = required(document, dossier)
            .iter()
            .map(|one| row(document, one))
            .collect();
        out.push_str(&table::lay_out(&rows, screen.width()));
        for doubt in quyche_analysis::norms::doubts(document, dossier.unit) {
            out.push_str(&format!("  {}\n", words::doubt(document, doubt)));
        }
        out.push('\n');
    }
    out
}

fn row(document: &Document, one: &Required) -> Vec<String> {
    let marker = document
        .unit(one.unit)
        .map_or_else(String::new, |unit| unit.step.words());
    let mut words = one.words.clone();
    let under = if one.under.is_empty() {
        String::new()
    } else {
        format!("theo {}", one.under)
    };
    for part in [&one.copies, &under, &one.limit, &one.condition] {
        if !part.is_empty() {
            words.push_str(&format!(" · {part}"));
        }
    }
    if one.parts {
        words.push_str(if one.one { ", một trong:" } else { ", gồm:" });
    }
    vec![format!("{}{marker}", "  ".repeat(one.level)), words]
}

/// What an assessment says: what is missing, what is not known, or that it is complete.
fn lines(document: &Document, assessment: &Assessment) -> Vec<String> {
    let failures = assessment
        .failures
        .iter()
        .zip(quyche_eval::result::leads(&assessment.failures));
    let mut lines: Vec<String> = failures
        .map(|(failure, lead)| format!("{lead}{}: {}", document.address(failure.unit), failure.words))
        .collect();
    lines.extend(by_cause(&assessment.open).into_iter().map(|(cause, units)| {
        format!(
            "{}: {}",
            words::addresses(document, &units),
            words::cause(document, cause)
        )
    }));
    lines
}

fn verdict(assessment: &Assessment, screen: &Screen) -> &'static str {
    let class = assessment.outcome.class();
    match class {
        Class::Met => screen.lang.pick("đủ hồ sơ", "complete"),
        Class::NotMet => screen.lang.pick("chưa đủ", "not complete"),
        Class::Exempt | Class::NotApplicable | Class::Open => class.words(),
    }
}

fn found_words(document: &Document, asked: &[&Dossier], found: &[OfCase], screen: &Screen) -> String {
    let mut out = String::new();
    for (index, dossier) in asked.iter().enumerate() {
        out.push_str(&heading(document, dossier));
        let mut rows: Vec<Vec<String>> = Vec::new();
        for (key, assessments) in found {
            let Some(assessment) = assessments.get(index) else {
                continue;
            };
            let said = lines(document, assessment).join("\n");
            rows.push(vec![key.clone(), verdict(assessment, screen).to_owned(), said]);
        }
        out.push_str(&table::lay_out(&rows, screen.width()));
        let doubts = found.iter().filter_map(|(_, assessments)| assessments.get(index));
        out.push_str(&faults::footer(
            document,
            doubts.map(|one| one.doubts.as_slice()),
            screen,
        ));
        out.push('\n');
    }
    out
}

fn as_json(
    document: &Document,
    asked: &[&Dossier],
    found: Option<&(Vec<&Dossier>, Vec<OfCase>)>,
    options: &Options,
) -> Value {
    let each = asked.iter().map(|dossier| {
        json!({ "address": document.address(dossier.unit), "name": dossier.name,
            "copies": copies(document, dossier.copies.as_ref()), "condition": words::gate(document, &dossier.gate),
            "documents": required(document, dossier) })
    });
    let people = found.map(|(mine, found)| {
        let each = found.iter().map(|(key, assessments)| {
            let dossiers: Vec<Value> = mine
                .iter()
                .zip(assessments)
                .map(|(dossier, assessment)| {
                    let doubts = assessment.doubts.iter().map(|at| words::doubt(document, *at));
                    json!({ "address": document.address(dossier.unit), "verdict": assessment.outcome.class().words(),
                        "lines": lines(document, assessment), "doubts": doubts.collect::<Vec<_>>(),
                        "assessment": assessment })
                })
                .collect();
            json!({ "key": key, "dossiers": dossiers })
        });
        each.collect::<Vec<_>>()
    });
    json!({ "document": { "number": document.about.number, "hash": document.hash },
        "as_of": options.as_of.map(|day| day.to_string()), "dossiers": each.collect::<Vec<_>>(), "people": people })
}
