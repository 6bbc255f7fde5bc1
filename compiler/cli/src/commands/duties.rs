//! `quyche duties` and `quyche authority`: who must, may or must not do what; with cases, for whom each norm is in force.

use super::{cases, document, faults};
use crate::args::{Authority, Duties, SomeFacts};
use crate::screen::{Exit, Screen};
use crate::table;
use quyche_analysis::norms::{self, Line, Sort, Wanted};
use quyche_analysis::parties;
use quyche_base::Diagnostics;
use quyche_driver::{Lang, lookup};
use quyche_eval::check_norms;
use quyche_eval::norms::{Binding, NormResult};
use quyche_eval::result::{Options, by_cause};
use quyche_ir::model::Effect;
use quyche_ir::norm::{Cycle, Party};
use quyche_ir::outcome::Class;
use quyche_ir::{Document, Outcome, RecordId, UnitId, words};
use serde_json::{Value, json};
use std::path::Path;

/// What was found for one case: its key, and the norms that are or may be in force for it.
type OfCase = (String, Vec<NormResult>);

/// Lists who has to do what.
pub fn run(arguments: &Duties, screen: &Screen) -> Exit {
    let wanted = |document: &Document| narrowed(document, arguments, screen);
    ended(answer(
        &arguments.path,
        &arguments.facts,
        arguments.json,
        &wanted,
        screen,
    ))
}

/// Lists who decides.
pub fn authority(arguments: &Authority, screen: &Screen) -> Exit {
    let wanted = |document: &Document| {
        Ok(Wanted {
            sorts: vec![Sort::Authority],
            at: unit(document, arguments.at.as_deref(), screen)?,
            ..Wanted::default()
        })
    };
    ended(answer(
        &arguments.path,
        &arguments.facts,
        arguments.json,
        &wanted,
        screen,
    ))
}

fn ended(result: Result<(), Exit>) -> Exit {
    match result {
        Ok(()) => Exit::Held,
        Err(exit) => exit,
    }
}

fn unit(document: &Document, address: Option<&str>, screen: &Screen) -> Result<Option<UnitId>, Exit> {
    let found = address.map(|address| lookup::unit(document, address));
    found.transpose().map_err(|error| screen.refuse_one(error))
}

fn narrowed(document: &Document, arguments: &Duties, screen: &Screen) -> Result<Wanted, Exit> {
    let party = |name: Option<&String>| -> Result<Vec<Party>, Exit> {
        let Some(name) = name else { return Ok(Vec::new()) };
        parties::find(document, name).map_err(|near| screen.refuse_one(lookup::no_such_actor(name, &near)))
    };
    let sorts = arguments.kind.iter().map(|name| {
        let known = Sort::ALL.map(Sort::words);
        Sort::named(name).ok_or_else(|| screen.refuse_one(lookup::no_such_sort("--kind", name, &known)))
    });
    let every = arguments.every.as_deref().map(|name| period(name, screen));
    Ok(Wanted {
        of: party(arguments.of.as_ref())?,
        to: party(arguments.to.as_ref())?,
        sorts: sorts.collect::<Result<_, _>>()?,
        every: every.transpose()?,
        at: unit(document, arguments.at.as_deref(), screen)?,
    })
}

fn period(name: &str, screen: &Screen) -> Result<Cycle, Exit> {
    let known = ["tuần", "tháng", "quý", "6 tháng", "năm"];
    norms::cycle_named(name).ok_or_else(|| screen.refuse_one(lookup::no_such_sort("--every", name, &known)))
}

fn answer(
    path: &Path,
    facts: &SomeFacts,
    as_json: bool,
    wanted: &dyn Fn(&Document) -> Result<Wanted, Exit>,
    screen: &Screen,
) -> Result<(), Exit> {
    let (document, _) = document(path, screen)?;
    let wanted = wanted(&document)?;
    let options = cases::options(&document, facts, screen)?;
    let refused = |error| screen.refuse(&Diagnostics::from(error));
    let lines = norms::list(&document, &wanted, &options).map_err(refused)?;
    let found = of_cases(&document, facts, &wanted, &options, screen)?;
    match (as_json, &found) {
        (true, None) => screen.out(&format!("{:#}\n", list_json(&document, &lines))),
        (true, Some(found)) => screen.out(&format!("{:#}\n", cases_json(&document, &options, found))),
        (false, None) => screen.out(&list_words(&document, &lines, screen)),
        (false, Some(found)) => screen.out(&cases_words(&document, found, screen)),
    }
    Ok(())
}

/// For each case the norms wanted that do not surely leave it alone.
fn of_cases(
    document: &Document,
    facts: &SomeFacts,
    wanted: &Wanted,
    options: &Options,
    screen: &Screen,
) -> Result<Option<Vec<OfCase>>, Exit> {
    let listed = || document.norms.iter().filter(|norm| wanted.norm(document, norm));
    let mut subjects: Vec<RecordId> = listed().filter_map(|norm| norm.subject).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let Some((subject, cases)) = cases::read(document, facts, &subjects, &[], screen)? else {
        return Ok(None);
    };
    let ids: Vec<_> = listed().map(|norm| norm.id).collect();
    let people = cases::people(&cases, facts, screen)?;
    let all = check_norms(document, wanted.at, subject, &people, &cases.context, options);
    let all = all.map_err(|error| screen.refuse(&Diagnostics::from(error)))?;
    let mut found = Vec::new();
    for (case, mut norms) in people.into_iter().zip(all) {
        norms.retain(|norm| ids.contains(&norm.norm) && norm.binding() != Binding::NotApplicable);
        if !wanted.of.is_empty() {
            norms.retain(|norm| {
                let who = norm.who.sure.iter().chain(&norm.who.possible);
                who.into_iter().any(|party| wanted.of.contains(party))
            });
        }
        found.push((case.key.clone(), norms));
    }
    Ok(Some(found))
}

/// That the text does not say from when it has effect, and when it was signed.
fn unsaid(document: &Document, screen: &Screen) -> String {
    let (Effect::NotSaid, Some(signed)) = (document.about.effect, document.about.issued) else {
        return String::new();
    };
    match screen.lang {
        Lang::Vi => format!("văn bản không nói ngày có hiệu lực; ký ngày {}\n", words::date(signed)),
        Lang::En => format!(
            "the text states no date of effect; it was signed on {}\n",
            words::date(signed)
        ),
    }
}

fn list_words(document: &Document, lines: &[Line], screen: &Screen) -> String {
    if lines.is_empty() {
        return screen
            .lang
            .pick("không có quy phạm nào như vậy\n", "no such norms\n")
            .to_owned();
    }
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|line| {
            let who = if line.who.is_empty() {
                "(văn bản không nêu ai)".to_owned()
            } else {
                line.who.clone()
            };
            let towards = if line.towards.is_empty() {
                String::new()
            } else {
                format!(" → {}", line.towards)
            };
            let mut parts = vec![format!("{who}{towards}")];
            parts.extend(line.acts.iter().map(|act| format!("  {act}")));
            let tails = [&line.every, &line.limit, &line.condition];
            let tails: Vec<&str> = tails
                .into_iter()
                .map(String::as_str)
                .filter(|tail| !tail.is_empty())
                .collect();
            if !tails.is_empty() {
                parts.push(format!("  · {}", tails.join(" · ")));
            }
            vec![line.address.clone(), line.sort.words().to_owned(), parts.join("\n")]
        })
        .collect();
    let mut out = table::lay_out(&rows, screen.width());
    out.push('\n');
    out.push_str(&match screen.lang {
        Lang::Vi => format!("{} quy phạm · {}\n", lines.len(), document.about.number),
        Lang::En => format!("{} norms · {}\n", lines.len(), document.about.number),
    });
    out.push_str(&unsaid(document, screen));
    for doubt in faults::each_once(lines.iter().flat_map(|line| &line.doubts)) {
        out.push_str(&format!("  {}\n", words::doubt(document, doubt)));
    }
    out
}

fn list_json(document: &Document, lines: &[Line]) -> Value {
    let norms: Vec<Value> = lines
        .iter()
        .map(|line| {
            let doubts: Vec<String> = line.doubts.iter().map(|at| words::doubt(document, *at)).collect();
            json!({ "address": line.address, "sort": line.sort.words(), "who": line.who, "towards": line.towards,
                "acts": line.acts, "condition": line.condition, "every": line.every, "limit": line.limit,
                "doubts": doubts })
        })
        .collect();
    json!({ "document": { "number": document.about.number, "hash": document.hash }, "norms": norms })
}

/// What the acts of a norm that are not surely left out say.
fn acts(document: &Document, found: &NormResult) -> Vec<String> {
    let norm = document.norms.iter().find(|norm| norm.id == found.norm);
    let asked = found
        .acts
        .iter()
        .filter(|(_, outcome)| outcome.class() != Class::NotApplicable);
    asked
        .filter_map(|(index, outcome)| {
            let text = norm?.acts.get(*index)?.text.clone();
            Some(if *outcome == Outcome::MET {
                text
            } else {
                format!("{text} ({})", outcome.class().words())
            })
        })
        .collect()
}

/// Why it is open whether the norm binds, or whom.
fn causes(document: &Document, found: &NormResult) -> Vec<String> {
    let limit = found.limit.iter().flat_map(|limit| &limit.open);
    let all: Vec<_> = found.open.iter().chain(&found.who.open).chain(limit).cloned().collect();
    by_cause(&all)
        .into_iter()
        .map(|(cause, units)| {
            format!(
                "{}: {}",
                words::addresses(document, &units),
                words::cause(document, cause)
            )
        })
        .collect()
}

fn cases_words(document: &Document, found: &[OfCase], screen: &Screen) -> String {
    let mut out = String::new();
    for (key, norms) in found {
        out.push_str(&format!("{key}\n"));
        let rows: Vec<Vec<String>> = norms
            .iter()
            .map(|norm| {
                let mut parts = vec![norm.who.words(document)];
                parts.extend(acts(document, norm).into_iter().map(|act| format!("  {act}")));
                parts.extend(norm.limit.iter().map(|limit| format!("  · {}", limit.words)));
                parts.extend(causes(document, norm).into_iter().map(|cause| format!("  {cause}")));
                vec![document.address(norm.unit).to_owned(), norm.verdict(), parts.join("\n")]
            })
            .collect();
        if rows.is_empty() {
            out.push_str(
                screen
                    .lang
                    .pick("  không có quy phạm nào áp dụng\n", "  no norm applies\n"),
            );
        }
        out.push_str(&table::lay_out(&rows, screen.width()));
    }
    out.push_str(&unsaid(document, screen));
    let doubts = |(_, norms): &OfCase| faults::each_once(norms.iter().flat_map(|norm| &norm.doubts));
    let doubts: Vec<Vec<u32>> = found.iter().map(doubts).collect();
    out.push_str(&faults::footer(document, doubts.iter().map(Vec::as_slice), screen));
    out
}

fn cases_json(document: &Document, options: &Options, found: &[OfCase]) -> Value {
    let people: Vec<Value> = found
        .iter()
        .map(|(key, found)| {
            let list: Vec<Value> = found
                .iter()
                .map(|norm| {
                    let party = |party: &Party| words::party(document, *party);
                    let sure: Vec<String> = norm.who.sure.iter().map(party).collect();
                    let possible: Vec<String> = norm.who.possible.iter().map(party).collect();
                    let doubts = norm.doubts.iter().map(|at| words::doubt(document, *at));
                    let limit = norm.limit.as_ref().map(|limit| limit.words.clone());
                    json!({ "address": document.address(norm.unit), "sort": Sort::of(norm.kind).words(),
                        "verdict": norm.verdict(), "who": sure, "who_possible": possible, "who_gap": norm.who.gap,
                        "acts": acts(document, norm), "limit": limit, "causes": causes(document, norm),
                        "doubts": doubts.collect::<Vec<_>>(), "result": norm })
                })
                .collect();
            json!({ "key": key, "norms": list })
        })
        .collect();
    let as_of = options.as_of.map(|day| day.to_string());
    json!({ "document": { "number": document.about.number, "hash": document.hash }, "as_of": as_of, "people": people })
}
