//! `quyche cover`: rules against the outline of their source, both ways.

use super::document;
use crate::args::Cover;
use crate::screen::{Exit, Screen};
use crate::table::lay_out;
use quyche_analysis::cover::{self, Unlike, Verdict, permille};
use quyche_base::{Code, Diagnostic};
use quyche_driver::{calendar, files, source};
use quyche_eval::result::Options;
use quyche_ir::{Document, UnitId};
use quyche_source::{Outline, addresses, errors};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// Holds each regulation against its outline.
pub fn run(arguments: &Cover, screen: &Screen) -> Exit {
    let roots = match files::regulations(&arguments.path) {
        Ok(roots) => roots,
        Err(diagnostic) => return screen.refuse_one(diagnostic),
    };
    if let Err(diagnostic) = sound(arguments, roots.len()) {
        return screen.refuse_one(diagnostic);
    }
    let mut exit = Exit::Held;
    let mut reports = Vec::new();
    for root in roots {
        match report(&root, arguments, screen) {
            Ok(report) => {
                if !report.passes(arguments) {
                    exit = exit.max(Exit::Findings);
                }
                if arguments.json {
                    reports.push(report.json());
                } else {
                    screen.out(&report.text(screen, arguments.all));
                }
            }
            Err(failed) => exit = exit.max(failed),
        }
    }
    if arguments.json {
        screen.out(&format!("{}\n", json!({ "regulations": reports })));
    }
    exit
}

fn sound(arguments: &Cover, roots: usize) -> Result<(), Diagnostic> {
    if arguments.threshold > 100 {
        return Err(errors::bad_threshold("--threshold", arguments.threshold));
    }
    if let Some(examples) = arguments.examples.filter(|examples| *examples > 100) {
        return Err(errors::bad_threshold("--examples", examples));
    }
    if arguments.text.is_some() && roots != 1 {
        return Err(errors::which_text(roots));
    }
    Ok(())
}

/// What there is to tell of one regulation.
struct Report {
    path: String,
    document: Document,
    outline: Outline,
    addresses: Vec<String>,
    cover: cover::Cover,
    /// Units of the outline whose text is another now, and units of the text that the outline lacks.
    changed: Option<Vec<String>>,
    unlike: Vec<Unlike>,
}

fn report(root: &Path, arguments: &Cover, screen: &Screen) -> Result<Report, Exit> {
    let (document, _) = document(root, screen)?;
    let refuse = |diagnostic| screen.refuse_one(diagnostic);
    let outline = source::outline_beside(root).map_err(refuse)?;
    let options = Options {
        calendar: Some(calendar(&document).map_err(refuse)?),
        ..Options::default()
    };
    let cover = cover::cover(&document, &outline, &options);
    let (mut changed, mut unlike) = (None, Vec::new());
    if let Some(text) = &arguments.text {
        let reading = source::read_source(text).map_err(refuse)?;
        changed = Some(changes(&outline, &reading.outline));
        unlike = cover::unlike(&document, &reading);
    }
    Ok(Report {
        path: files::shown(root),
        addresses: addresses(&outline),
        document,
        outline,
        cover,
        changed,
        unlike,
    })
}

/// The units whose hash is another, those that are gone, and those that are new; each by its address.
fn changes(old: &Outline, new: &Outline) -> Vec<String> {
    let named = |outline: &Outline| -> Vec<(String, String)> {
        let hashes = outline.units.iter().map(|unit| unit.hash.clone());
        addresses(outline).into_iter().zip(hashes).collect()
    };
    let (before, after) = (named(old), named(new));
    let known: BTreeSet<&(String, String)> = before.iter().collect();
    let still: BTreeSet<&str> = after.iter().map(|(address, _)| address.as_str()).collect();
    let was: BTreeSet<&str> = before.iter().map(|(address, _)| address.as_str()).collect();
    let gone = before.iter().filter(|(address, _)| !still.contains(address.as_str()));
    let mut out: Vec<String> = gone.map(|(address, _)| format!("- {address}")).collect();
    for one in after.iter().filter(|one| !known.contains(one)) {
        let sign = if was.contains(one.0.as_str()) { "~" } else { "+" };
        out.push(format!("{sign} {}", one.0));
    }
    out
}

impl Report {
    fn passes(&self, arguments: &Cover) -> bool {
        let (done, all) = self.cover.done();
        let proved = self.cover.proved.len();
        let numbered = proved + self.cover.unproved.len();
        let enough = |part: usize, whole: usize, percent: u32| part * 100 >= whole * percent as usize;
        enough(done, all, arguments.threshold)
            && arguments
                .examples
                .is_none_or(|percent| enough(proved, numbered, percent))
            && self.cover.extra.is_empty()
            && self.changed.as_ref().is_none_or(Vec::is_empty)
            && self.unlike.is_empty()
    }

    fn text(&self, screen: &Screen, all: bool) -> String {
        let lang = screen.lang;
        let (done, whole) = self.cover.done();
        let mut rows = Vec::new();
        for (verdict, count) in self.cover.counts() {
            rows.push(vec![verdict.words(), count.to_string(), percent(count, whole)]);
        }
        let name = format!("{} {}", self.document.about.kind, self.document.about.number);
        let mut out = format!("{} · {name}\n{}", self.path, lay_out(&rows, None));
        let share = percent(done, whole);
        out.push_str(lang.pick(
            &format!("  {done}/{whole} đơn vị của bản gốc đã xong: {share}\n"),
            &format!("  {done}/{whole} units of the source are done: {share}\n"),
        ));
        let proved = self.cover.proved.len();
        let numbered = proved + self.cover.unproved.len();
        let share = percent(proved, numbered);
        out.push_str(lang.pick(
            &format!("  {proved}/{numbered} đơn vị có số đã có ví dụ kiểm: {share}\n"),
            &format!("  {proved}/{numbered} units with numbers are put to the test by an example: {share}\n"),
        ));
        out.push_str(&self.left(screen));
        if all {
            out.push_str(&self.every_unit());
        }
        out
    }

    /// The lists of what is left, each under its code.
    fn left(&self, screen: &Screen) -> String {
        let pick = |vi: &str, en: &str| screen.lang.pick(vi, en).to_owned();
        let places = |units: &[UnitId]| {
            units
                .iter()
                .map(|unit| self.document.address(*unit).to_owned())
                .collect::<Vec<_>>()
        };
        let open = self
            .topmost()
            .into_iter()
            .map(|(at, verdict, below)| self.open_line(at, verdict, below, screen));
        let unlike = self.unlike.iter().map(|one| self.unlike_line(one, screen));
        let lists: [(Code, String, Vec<String>); 5] = [
            (errors::MISSING_UNIT, pick("Chưa xong", "Not done"), open.collect()),
            (
                errors::EXTRA_UNIT,
                pick("Không có trong bản gốc", "Not in the source"),
                places(&self.cover.extra),
            ),
            (
                errors::NO_EXAMPLE,
                pick("Có số mà không có ví dụ", "Numbers without an example"),
                places(&self.cover.unproved),
            ),
            (
                errors::TEXT_CHANGED,
                pick("Lời văn đã khác", "Text changed"),
                self.changed.clone().unwrap_or_default(),
            ),
            (
                errors::UNLIKE_TEMPLATE,
                pick("Lời văn khác khuôn", "Text unlike its template"),
                unlike.collect(),
            ),
        ];
        let (done, whole) = self.cover.done();
        let mut out = String::new();
        for (code, title, lines) in lists {
            if !lines.is_empty() {
                let count = if code == errors::MISSING_UNIT {
                    whole - done
                } else {
                    lines.len()
                };
                out.push_str(&format!("  {title} ({}): {count}\n", code.id));
                lines.iter().for_each(|line| out.push_str(&format!("    {line}\n")));
            }
        }
        out
    }

    /// The units that are not done, each with how many more below it are missing with it.
    fn topmost(&self) -> Vec<(usize, &Verdict, usize)> {
        let mut out: Vec<(usize, &Verdict, usize)> = Vec::new();
        // By unit: the place in the list of the missing unit it is below, or is.
        let mut under: Vec<Option<usize>> = Vec::with_capacity(self.cover.units.len());
        for (at, (_, verdict)) in self.cover.units.iter().enumerate() {
            let parent = self.outline.units.get(at).and_then(|unit| unit.parent);
            let above = parent.and_then(|parent| under.get(parent).copied().flatten());
            let missing = *verdict == Verdict::Missing;
            let place = match above.filter(|_| missing) {
                Some(place) => {
                    if let Some(entry) = out.get_mut(place) {
                        entry.2 += 1;
                    }
                    Some(place)
                }
                None => {
                    if !verdict.is_done() {
                        out.push((at, verdict, 0));
                    }
                    Some(out.len().saturating_sub(1)).filter(|_| missing)
                }
            };
            under.push(place);
        }
        out
    }

    fn open_line(&self, at: usize, verdict: &Verdict, below: usize, screen: &Screen) -> String {
        let line = format!("{} ({}): {}", self.place(at), self.lines(at), verdict.words());
        if below == 0 {
            return line;
        }
        let more = screen
            .lang
            .pick(
                &format!(", cùng {below} đơn vị bên dưới"),
                &format!(", and {below} below it"),
            )
            .to_owned();
        line + &more
    }

    fn unlike_line(&self, one: &Unlike, screen: &Screen) -> String {
        let (unit, model) = (self.document.address(one.unit), self.document.address(one.model));
        let (own, other) = &one.parted;
        screen
            .lang
            .pick(
                &format!(
                    "{unit}: \"{own}\", còn {model} (và {} nơi giống nó): \"{other}\"",
                    one.alike - 1
                ),
                &format!(
                    "{unit}: \"{own}\", while {model} (and {} like it): \"{other}\"",
                    one.alike - 1
                ),
            )
            .to_owned()
    }

    /// Every unit of the source with what the rules say about it.
    fn every_unit(&self) -> String {
        let units = self.cover.units.iter().enumerate();
        let rows: Vec<Vec<String>> = units
            .map(|(at, (_, verdict))| vec![self.lines(at), verdict.words(), self.place(at)])
            .collect();
        lay_out(&rows, None)
    }

    fn open(&self) -> impl Iterator<Item = (usize, &Verdict)> {
        let units = self.cover.units.iter().enumerate();
        units
            .map(|(at, (_, verdict))| (at, verdict))
            .filter(|(_, verdict)| !verdict.is_done())
    }

    fn place(&self, at: usize) -> String {
        self.addresses.get(at).cloned().unwrap_or_default()
    }

    fn lines(&self, at: usize) -> String {
        let ranges = self.outline.units.get(at).map_or(&[][..], |unit| unit.lines.as_slice());
        ranges.iter().map(|range| range.words()).collect::<Vec<_>>().join(", ")
    }

    fn json(&self) -> Value {
        let (done, whole) = self.cover.done();
        let counts: serde_json::Map<String, Value> = self
            .cover
            .counts()
            .into_iter()
            .map(|(verdict, count)| (verdict.words(), json!(count)))
            .collect();
        let place = |unit: &UnitId| self.document.address(*unit).to_owned();
        let open: Vec<Value> = self
            .open()
            .map(|(at, verdict)| json!({ "unit": self.place(at), "lines": self.lines(at), "verdict": verdict.words() }))
            .collect();
        let unlike: Vec<Value> = self
            .unlike
            .iter()
            .map(|one| json!({ "unit": place(&one.unit), "model": place(&one.model), "alike": one.alike, "own": one.parted.0, "other": one.parted.1 }))
            .collect();
        json!({
            "path": self.path,
            "units": whole,
            "done": done,
            "permille": permille(done, whole),
            "by_verdict": counts,
            "open": open,
            "extra": self.cover.extra.iter().map(place).collect::<Vec<_>>(),
            "with_example": self.cover.proved.len(),
            "without_example": self.cover.unproved.iter().map(place).collect::<Vec<_>>(),
            "changed": self.changed,
            "unlike": unlike,
        })
    }
}

/// `99,5 %`, never rounded up.
fn percent(part: usize, whole: usize) -> String {
    let share = permille(part, whole);
    format!("{},{} %", share / 10, share % 10)
}
