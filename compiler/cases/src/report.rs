//! What came of a review, in words: the verdict on each person, why, what is missing and who settles it. The JSON, the
//! workbook and the terminal say the same, from here.

use crate::value::vietnamese;
use quyche_eval::result::{Assessment, OpenLeaf, PersonResult, Review, Selection, Standing, by_cause, leads};
use quyche_ir::norm::Key;
use quyche_ir::outcome::Class;
use quyche_ir::{Cause, Document, UnitId, words};
use serde::Serialize;
use std::collections::BTreeMap;

/// Rows of words for a terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportTable {
    /// One a person, in the order of the review: key, verdict, reasons (a line each).
    pub rows: Vec<Vec<String>>,
}

/// The verdict on a person: what the review finally says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    Selected,
    NotSelected,
    Tied,
    Met,
    Exempt,
    NotMet,
    NotApplicable,
    Open,
}

impl Verdict {
    /// In the order in which they are counted.
    pub const ALL: [Verdict; 8] = [
        Verdict::Selected,
        Verdict::NotSelected,
        Verdict::Tied,
        Verdict::Met,
        Verdict::Exempt,
        Verdict::NotMet,
        Verdict::NotApplicable,
        Verdict::Open,
    ];

    pub fn words(self) -> &'static str {
        match self {
            Verdict::Selected => "trúng tuyển",
            Verdict::NotSelected => "không trúng tuyển",
            Verdict::Tied => "chưa phân định",
            Verdict::Met => "đạt",
            Verdict::Exempt => "miễn",
            Verdict::NotMet => "không đạt",
            Verdict::NotApplicable => "không áp dụng",
            Verdict::Open => "chưa rõ",
        }
    }
}

/// The verdict on a person. An answer that holds only if the person proves eligible is no verdict yet.
pub(crate) fn verdict(person: &PersonResult) -> Verdict {
    let eligible = match person.assessment.outcome.class() {
        Class::Met => Verdict::Met,
        Class::Exempt => Verdict::Exempt,
        Class::NotMet => Verdict::NotMet,
        Class::NotApplicable => Verdict::NotApplicable,
        Class::Open => Verdict::Open,
    };
    match &person.standing {
        Some(standing) if !standing.if_eligible => match standing.selection {
            Selection::Selected => Verdict::Selected,
            Selection::NotSelected => Verdict::NotSelected,
            Selection::Tied => Verdict::Tied,
            Selection::Open => Verdict::Open,
            Selection::PassedOnly => eligible,
        },
        Some(_) | None => eligible,
    }
}

/// The words of a selection.
pub(crate) fn selection_words(selection: Selection) -> &'static str {
    match selection {
        Selection::Selected => "trúng tuyển",
        Selection::NotSelected => "không trúng tuyển",
        Selection::Tied => "chưa phân định",
        Selection::Open => "chưa rõ",
        Selection::PassedOnly => "đạt",
    }
}

/// The code of a cause.
pub(crate) fn cause_code(cause: &Cause) -> &'static str {
    match cause {
        Cause::NotDue(_) => "not_due",
        Cause::Suspended(_) => "suspended",
        Cause::Missing(_) => "missing",
        Cause::NotAssessed { .. } => "not_assessed",
        Cause::Gap(_) => "gap",
        Cause::Count(_) => "count",
        Cause::Reading(_) => "reading",
    }
}

/// The table for a terminal.
pub(crate) fn table(doc: &Document, review: &Review) -> ReportTable {
    let row = |person: &PersonResult| {
        vec![
            person.key.clone(),
            verdict(person).words().to_owned(),
            lines(doc, review, person).join("\n"),
        ]
    };
    ReportTable {
        rows: review.people.iter().map(row).collect(),
    }
}

/// Everything to say of a person, a line each: place in the ranking, failing points, what is open.
pub(crate) fn lines(doc: &Document, review: &Review, person: &PersonResult) -> Vec<String> {
    let mut lines: Vec<String> = person
        .standing
        .iter()
        .flat_map(|standing| standing_lines(doc, review, standing))
        .collect();
    lines.extend(failure_lines(doc, &person.assessment));
    let mut open = person.assessment.open.clone();
    for leaf in person.standing.iter().flat_map(|standing| &standing.open) {
        if !open.contains(leaf) {
            open.push(leaf.clone());
        }
    }
    lines.extend(open_lines(doc, &open));
    lines
}

/// `điểm b mục 10: cần 6 năm, có 5 năm 11 tháng 2 ngày`; alternatives begin with `một trong: ` and `hoặc `.
pub(crate) fn failure_lines(doc: &Document, assessment: &Assessment) -> Vec<String> {
    let failures = assessment.failures.iter().zip(leads(&assessment.failures));
    distinct(failures.map(|(failure, lead)| {
        let line = at_address(doc.address(failure.unit), &failure.words);
        format!("{lead}{line}")
    }))
}

/// `điểm c mục 10: thiếu “công trình”; bổ sung dữ kiện vào hồ sơ`. What is missing at several places is one line.
pub(crate) fn open_lines(doc: &Document, open: &[OpenLeaf]) -> Vec<String> {
    distinct(by_cause(open).into_iter().map(|(cause, units)| {
        let (what, who) = (words::cause(doc, cause), words::settled_by(doc, cause));
        at_address(&words::addresses(doc, &units), &format!("{what}; {who}"))
    }))
}

fn at_address(address: &str, words: &str) -> String {
    match (address, words) {
        ("", words) => words.to_owned(),
        (address, "") => address.to_owned(),
        (address, words) => format!("{address}: {words}"),
    }
}

fn distinct(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for line in lines {
        if !kept.contains(&line) {
            kept.push(line);
        }
    }
    kept
}

/// `xếp 1 · thành tích cao hơn (điểm a khoản 2 Bước 5)`; of a tie, with whom, and who decides.
pub(crate) fn standing_lines(doc: &Document, review: &Review, standing: &Standing) -> Vec<String> {
    let mut parts = Vec::new();
    if standing.if_eligible {
        parts.push(format!("nếu đủ điều kiện thì {}", selection_words(standing.selection)));
    }
    parts.extend(standing.rank.map(|rank| format!("xếp {rank}")));
    parts.extend(standing.decided_by.map(|unit| decided(doc, review, unit)));
    let mut lines: Vec<String> = (!parts.is_empty()).then(|| parts.join(" · ")).into_iter().collect();
    if standing.selection == Selection::Tied {
        lines.push(tie(doc, review, standing));
    }
    if !standing.waits_for.is_empty() {
        lines.push(format!("còn tùy hồ sơ của {}", people(&standing.waits_for, 0)));
    }
    lines
}

fn ranking_keys<'d>(doc: &'d Document, review: &Review) -> &'d [Key] {
    let entry = doc.entries.get(review.entry.index());
    let ranking = entry.and_then(|entry| doc.rankings.get(entry.ranking?.index()));
    ranking.map_or(&[], |ranking| ranking.keys.as_slice())
}

fn decided(doc: &Document, review: &Review, unit: UnitId) -> String {
    let key = ranking_keys(doc, review).iter().find(|key| key.unit == unit);
    let address = doc.address(unit);
    key.map_or_else(
        || address.to_owned(),
        |key| format!("{} ({address})", words::key(doc, key)),
    )
}

/// `ngang VC-05 sau cả 5 tiêu chí; người đứng đầu quyết định (khoản 3 Bước 5)`.
fn tie(doc: &Document, review: &Review, standing: &Standing) -> String {
    let with = if standing.level_with.is_empty() {
        String::new()
    } else {
        let keys = ranking_keys(doc, review).len();
        let others = people(&standing.level_with, standing.level_count);
        format!("ngang {others} sau cả {keys} tiêu chí; ")
    };
    match standing.tie_breaker {
        Some((unit, party)) => format!("{with}{} quyết định ({})", words::party(doc, party), doc.address(unit)),
        None => format!("{with}văn bản không nêu ai quyết định"),
    }
}

/// The first of some people by key, and how many more there are.
fn people(keys: &[String], count: u32) -> String {
    const NAMED: usize = 5;
    let first: Vec<&str> = keys.iter().take(NAMED).map(String::as_str).collect();
    let count = usize::try_from(count).unwrap_or(usize::MAX).max(keys.len());
    let more = count.saturating_sub(first.len());
    let more = if more > 0 {
        format!(" và {} người nữa", grouped(more))
    } else {
        String::new()
    };
    format!("{}{more}", first.join(", "))
}

/// The name of the entry point for people.
pub(crate) fn entry_label(doc: &Document, review: &Review) -> String {
    let entry = doc.entries.get(review.entry.index());
    entry.map_or_else(String::new, |entry| {
        entry
            .label
            .clone()
            .unwrap_or_else(|| crate::text::title_case(&entry.name))
    })
}

/// How many of each verdict there are, those that do not occur left out.
pub(crate) fn counts(review: &Review) -> Vec<(Verdict, usize)> {
    let count = |wanted: Verdict| review.people.iter().filter(|person| verdict(person) == wanted).count();
    let all = Verdict::ALL.into_iter().map(|verdict| (verdict, count(verdict)));
    all.filter(|(_, count)| *count > 0).collect()
}

/// The noted faults of the text that somebody's verdict rests on, in the order of the text, and how many rest on each.
pub(crate) fn doubt_counts(review: &Review) -> BTreeMap<u32, usize> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for doubt in review.people.iter().flat_map(|person| &person.assessment.doubts) {
        *counts.entry(*doubt).or_default() += 1;
    }
    counts
}

/// A count with its thousands set apart.
pub(crate) fn grouped(number: usize) -> String {
    let plain = vietnamese(number.into());
    let mut out = String::new();
    for (at, digit) in plain.chars().enumerate() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}
