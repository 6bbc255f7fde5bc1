//! `quyche doc`: regulations as a static site.

use super::document;
use crate::args::Doc;
use crate::screen::{Exit, Screen};
use chrono::NaiveDate;
use quyche_analysis::cover::Places;
use quyche_base::{Diagnostics, SourceMap, Span};
use quyche_book::{Regulation, book};
use quyche_driver::{ask, errors, files, source};
use quyche_eval::agenda::agenda;
use quyche_eval::result::Options;
use quyche_ir::{Document, UnitId};
use std::collections::BTreeMap;
use std::path::Path;

/// A regulation as it was loaded.
struct Loaded {
    folder: String,
    document: Document,
    sources: SourceMap,
    options: Options,
    /// The source text of each unit, where the reader has it.
    texts: BTreeMap<UnitId, String>,
}

/// Writes the site.
pub fn run(arguments: &Doc, screen: &Screen) -> Exit {
    match write(arguments, screen) {
        Ok(()) => Exit::Held,
        Err(exit) => exit,
    }
}

fn write(arguments: &Doc, screen: &Screen) -> Result<(), Exit> {
    let Some(out) = arguments.out.as_deref() else {
        return Err(Exit::BadInput);
    };
    let range = range(arguments, screen)?;
    let mut loaded = Vec::new();
    for path in &arguments.paths {
        for one in files::regulations(path).map_err(|error| screen.refuse_one(error))? {
            loaded.push(load(&one, arguments, screen)?);
        }
    }
    if arguments.text.is_some() && loaded.len() != 1 {
        return Err(screen.refuse_one(quyche_source::errors::which_text(loaded.len())));
    }
    let rule_text = |one: usize, span: Span| -> Option<String> {
        let text = loaded.get(one)?.sources.text(span);
        (!text.is_empty()).then(|| text.to_owned())
    };
    let source_text = |one: usize, unit: UnitId| loaded.get(one)?.texts.get(&unit).cloned();
    let written: Vec<_> = (0..loaded.len()).map(|one| move |span| rule_text(one, span)).collect();
    let sources: Vec<_> = (0..loaded.len())
        .map(|one| move |unit| source_text(one, unit))
        .collect();
    let mut regulations = Vec::new();
    for ((one, text), source) in loaded.iter().zip(&written).zip(&sources) {
        let agenda = range.map(|(from, until)| agenda(&one.document, from, until, &one.options));
        regulations.push(Regulation {
            folder: one.folder.clone(),
            document: &one.document,
            rule_text: text,
            source_text: source,
            options: &one.options,
            agenda: agenda
                .transpose()
                .map_err(|error| screen.refuse(&Diagnostics::from(error)))?,
        });
    }
    let site: Vec<(String, String)> = book(&regulations)
        .into_iter()
        .map(|file| (file.path, file.text))
        .collect();
    files::write_folder(out, &site, arguments.force).map_err(|error| screen.refuse_one(error))?;
    let (count, first) = (site.len(), files::shown(&out.join("index.html")));
    screen.say(
        &format!("đã ghi {count} tệp; mở {first}\n"),
        &format!("wrote {count} files; open {first}\n"),
    );
    Ok(())
}

fn load(path: &Path, arguments: &Doc, screen: &Screen) -> Result<Loaded, Exit> {
    let (document, sources) = document(path, screen)?;
    let mut texts = BTreeMap::new();
    if let Some(text) = &arguments.text {
        let reading = source::read_source(text).map_err(|error| screen.refuse_one(error))?;
        let places = Places::of(&document, &reading.outline);
        for (position, text) in reading.texts.iter().enumerate() {
            // What the rules split finer stands at its first part, which is the unit itself where there is one.
            if let Some(unit) = places.rules(position).first() {
                texts.insert(*unit, text.clone());
            }
        }
    }
    let options = ask::options(&document, &ask::Asked::default()).map_err(|wrong| screen.refuse(&wrong))?;
    Ok(Loaded {
        folder: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        document,
        sources,
        options,
        texts,
    })
}

fn range(arguments: &Doc, screen: &Screen) -> Result<Option<(NaiveDate, NaiveDate)>, Exit> {
    let (Some(from), Some(to)) = (&arguments.from, &arguments.to) else {
        return Ok(None);
    };
    let day =
        |flag: &str, text: &str| ask::parse_date(text).ok_or_else(|| screen.refuse_one(errors::bad_date(flag, text)));
    let (first, last) = (day("--from", from)?, day("--to", to)?);
    if last < first {
        return Err(screen.refuse_one(errors::backward_range(from, to)));
    }
    Ok(Some((first, last)))
}
