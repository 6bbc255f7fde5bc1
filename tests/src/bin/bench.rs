//! Prints how long things take: a check of everything from a cold process, one person from source to verdict, 100,000
//! people from CSV to a result file, 1,000 people under all readings, and the day from which each person of a sample
//! qualifies, with the peak of memory. Figures only; nothing passes or fails.
//!
//! `cargo run --release -p quyche-tests --bin bench`

use chrono::NaiveDate;
use quyche_analysis::outlook::Ahead;
use quyche_analysis::when;
use quyche_driver::load;
use quyche_eval::Prepared;
use quyche_eval::result::Options;
use quyche_ir::Document;
use quyche_ir::model::Entry;
use quyche_tests::{lists, regulations, root};
use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// What is measured is the command with its own allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The argument that makes this program be the command it measures.
const BE_QUYCHE: &str = "--as-quyche";

/// How many people the large list has.
const PEOPLE: usize = 100_000;

/// How many the list under all readings has.
const SOME: usize = 1_000;

/// How often a short run is repeated; the best is printed.
const TIMES: usize = 10;

fn main() -> ExitCode {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|argument| argument == BE_QUYCHE) {
        arguments.remove(1);
        let exit = quyche_cli::main(arguments);
        eprintln!("{}", peak().unwrap_or(0));
        return exit;
    }
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<(), Box<dyn Error>> {
    let all = ["check", "regulations", "stdlib"].map(str::to_owned);
    show("check of everything, cold", &best(&all)?);
    let site = std::env::temp_dir().join(format!("quyche-bench-site-{}", std::process::id()));
    let out = site.to_string_lossy().into_owned();
    let book = ["doc", "regulations", "--force", "--out", &out].map(str::to_owned);
    let shown = best(&book);
    fs::remove_dir_all(&site).ok();
    show("the site of all regulations, cold", &shown?);
    for regulation in regulations() {
        let project = load(&regulation);
        let (Some(document), Some(list)) = (project.document, sample(&regulation)) else {
            continue;
        };
        let readable = |entry: &&Entry| quyche_cases::read(&document, entry.id, &list).is_ok();
        let Some(entry) = document.entries.iter().find(readable) else {
            continue;
        };
        let name = regulation
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let folder = std::env::temp_dir().join(format!("quyche-bench-{}", std::process::id()));
        let measured = one_regulation(&regulation, &document, entry, &list, &folder, &name);
        fs::remove_dir_all(&folder).ok();
        measured?;
    }
    Ok(())
}

fn one_regulation(
    regulation: &Path,
    document: &Document,
    entry: &Entry,
    list: &Path,
    folder: &Path,
    name: &str,
) -> Result<(), Box<dyn Error>> {
    let words = |list: &Path, out: Option<&Path>| -> Vec<String> {
        let mut words = vec!["run".to_owned(), path(regulation), entry.name.clone()];
        words.extend([
            "--cases".to_owned(),
            path(list),
            "--as-of".to_owned(),
            "30/06/2026".to_owned(),
        ]);
        words.extend(["--signed".to_owned(), "01/01/2025".to_owned()]);
        words.extend(
            out.into_iter()
                .flat_map(|out| ["--out".to_owned(), path(out), "--force".to_owned()]),
        );
        words
    };
    let one = folder.join("one");
    copy(document, entry, list, &one, 1)?;
    show(
        &format!("{name}: one person, source to verdict, cold"),
        &best(&words(&one, None))?,
    );
    let many = folder.join("many");
    let people = copy(document, entry, list, &many, PEOPLE)?;
    let out = folder.join("out.json");
    let ran = quyche(&words(&many, Some(&out)))?;
    let bytes = fs::metadata(&out).map(|file| file.len()).unwrap_or(0);
    show(
        &format!(
            "{name}: {people} people, CSV to a result file of {} MB",
            bytes / 1_000_000
        ),
        &ran,
    );
    let thousand = folder.join("thousand");
    let people = copy(document, entry, list, &thousand, SOME)?;
    let mut all_readings = words(&thousand, None);
    all_readings.push("--all-readings".to_owned());
    show(
        &format!("{name}: {people} people under all readings, from a cold process"),
        &quyche(&all_readings)?,
    );
    when_each(document, entry, list, name)
}

/// How long the day from which each person of the sample qualifies takes, and with it what would have to change.
fn when_each(document: &Document, entry: &Entry, list: &Path, name: &str) -> Result<(), Box<dyn Error>> {
    let cases = quyche_cases::read(document, entry.id, list).map_err(|_| "the sample cannot be read")?;
    let options = Options {
        as_of: NaiveDate::from_ymd_opt(2026, 6, 30),
        signed: NaiveDate::from_ymd_opt(2025, 1, 1),
        ..Options::default()
    };
    let ahead = Ahead::new(document, entry.id, &cases, &options).map_err(|error| format!("{error:?}"))?;
    let ahead = ahead.ok_or("no day of reckoning")?;
    let prepared = Prepared::of_review(document, entry.id, &cases, &options).map_err(|error| format!("{error:?}"))?;
    let mut days = Vec::new();
    let mut outlooks = Vec::new();
    for person in &cases.people {
        let start = Instant::now();
        when::when(&prepared, person, ahead.from, &ahead.moved).map_err(|error| format!("{error:?}"))?;
        days.push(start.elapsed());
        let start = Instant::now();
        ahead.of(person).map_err(|error| format!("{error:?}"))?;
        outlooks.push(start.elapsed());
    }
    for (what, times) in [("when", days), ("when and what would have to change", outlooks)] {
        let mean = times.iter().sum::<Duration>() / u32::try_from(times.len().max(1))?;
        let most = times.iter().max().copied().unwrap_or_default();
        println!(
            "{:>7} µs a person, {} at most  {name}: {what}",
            mean.as_micros(),
            most.as_micros()
        );
    }
    Ok(())
}

fn path(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The sample list beside a regulation.
fn sample(regulation: &Path) -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(regulation)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir() && !lists::tables(path).is_empty())
        .collect();
    folders.sort();
    folders.into_iter().next()
}

/// Copies a list so that it has `people` people: the sample's people over and over, each time under new keys. A table without a key
/// column is the circumstances and is copied once. Gives how many people there are.
fn copy(document: &Document, entry: &Entry, list: &Path, to: &Path, people: usize) -> Result<usize, Box<dyn Error>> {
    let subject = document.records.get(entry.subject.index()).ok_or("no subject")?;
    let key = subject
        .key
        .and_then(|key| subject.fields.get(key.index()))
        .ok_or("no key")?;
    let is_key = |cell: &String| *cell == key.name || Some(cell) == key.label.as_ref();
    let tables: Vec<(PathBuf, Vec<Vec<String>>)> = lists::tables(list)
        .into_iter()
        .map(|path| (path.clone(), lists::rows(&path)))
        .collect();
    let widest = |rows: &Vec<Vec<String>>| rows.first().map_or(0, |head| usize::from(head.iter().any(is_key)));
    let cases = quyche_cases::read(document, entry.id, list).map_err(|_| "the sample cannot be read")?;
    let rounds = people.div_ceil(cases.people.len().max(1));
    let kept: Vec<&str> = cases.people.iter().take(people).map(|case| case.key.as_str()).collect();
    fs::create_dir_all(to)?;
    for (path, rows) in &tables {
        let mut writer = csv::Writer::from_path(to.join(path.file_name().unwrap_or_default()))?;
        let mut rows_left = rows.iter();
        let Some(head) = rows_left.next() else { continue };
        writer.write_record(head)?;
        let column = head.iter().position(is_key).filter(|_| widest(rows) > 0);
        for round in 0..column.map_or(1, |_| rounds) {
            for row in rows_left.clone() {
                let mut row = row.clone();
                if let Some(cell) = column.and_then(|column| row.get_mut(column)) {
                    if people == 1 && !kept.contains(&cell.as_str()) {
                        continue;
                    }
                    cell.push_str(&format!("-{round}"));
                }
                writer.write_record(&row)?;
            }
        }
        writer.flush()?;
    }
    Ok(if people == 1 { 1 } else { rounds * cases.people.len() })
}

/// What a run took.
struct Took {
    time: Duration,
    /// Peak of resident memory, in kilobytes.
    memory: u64,
}

fn best(words: &[String]) -> Result<Took, Box<dyn Error>> {
    let mut best = quyche(words)?;
    for _ in 1..TIMES {
        let next = quyche(words)?;
        if next.time < best.time {
            best = next;
        }
    }
    Ok(best)
}

fn quyche(words: &[String]) -> Result<Took, Box<dyn Error>> {
    let start = Instant::now();
    let output = Command::new(std::env::current_exe()?)
        .arg(BE_QUYCHE)
        .args(words)
        .current_dir(root())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()?;
    let time = start.elapsed();
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(2) {
        return Err(said.into_owned().into());
    }
    let memory = said.lines().last().and_then(|line| line.parse().ok()).unwrap_or(0);
    Ok(Took { time, memory })
}

/// The peak of this process's resident memory in kilobytes, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn show(what: &str, took: &Took) {
    let millis = took.time.as_millis();
    println!("{millis:>7} ms  {:>5} MB  {what}", took.memory / 1024);
}
