//! Words for what a document declares: records, fields, values, titles, parties, outside documents, policies.

use super::text::{date, joined, spaced, uncapital};
use super::{UNKNOWN, expr};
use crate::ids::{ExternalId, FieldId, JudgementId, RecordId, SetId, TitleId};
use crate::model::{Assessor, Document, Measure, Named};
use crate::norm::{Bearer, Party};
use quyche_time::BrokenRuns;

fn named(named: &Named) -> String {
    uncapital(&named.words())
}

fn labelled(name: &str, label: Option<&String>) -> String {
    uncapital(&label.cloned().unwrap_or_else(|| spaced(name)))
}

/// A record of facts: `viên chức`.
pub fn record(doc: &Document, id: RecordId) -> String {
    doc.records.get(id.index()).map_or_else(
        || UNKNOWN.to_owned(),
        |record| labelled(&record.name, record.label.as_ref()),
    )
}

/// A field of a record: `trình độ chuyên môn`.
pub fn field(doc: &Document, record: RecordId, field: FieldId) -> String {
    doc.records
        .get(record.index())
        .and_then(|record| record.fields.get(field.index()))
        .map_or_else(
            || UNKNOWN.to_owned(),
            |field| labelled(&field.name, field.label.as_ref()),
        )
}

/// A category: `trình độ`.
pub fn category(doc: &Document, id: SetId) -> String {
    doc.sets
        .get(id.index())
        .map_or_else(|| UNKNOWN.to_owned(), |set| labelled(&set.name, set.label.as_ref()))
}

/// A value of a category, by position: `đại học`.
pub fn member(doc: &Document, set: SetId, position: u32) -> String {
    doc.sets
        .get(set.index())
        .and_then(|set| set.values.get(position as usize))
        .map_or_else(|| UNKNOWN.to_owned(), named)
}

/// A title; `None` is another one than those declared.
pub fn title(doc: &Document, id: Option<TitleId>) -> String {
    let Some(id) = id else {
        return "chức danh khác".to_owned();
    };
    doc.titles
        .get(id.index())
        .map_or_else(|| UNKNOWN.to_owned(), |title| named(&title.named))
}

/// Somebody a norm speaks of.
pub fn party(doc: &Document, party: Party) -> String {
    match party {
        Party::Title(id) => title(doc, Some(id)),
        Party::Member(set, position) => member(doc, set, position),
        Party::Record(id) => record(doc, id),
    }
}

/// Several of them: `a, b và c`.
pub fn parties(doc: &Document, all: &[Party]) -> String {
    let words: Vec<String> = all.iter().map(|one| party(doc, *one)).collect();
    joined(&words, "và")
}

/// Who bears a norm.
pub fn bearer(doc: &Document, bearer: &Bearer) -> String {
    match bearer {
        Bearer::Named(all) => parties(doc, all),
        Bearer::ByCase { arms, otherwise } => {
            let mut words: Vec<String> = arms
                .iter()
                .map(|(when, who)| format!("{} nếu {}", party(doc, *who), expr(doc, when)))
                .collect();
            words.extend(otherwise.map(|who| format!("còn lại là {}", party(doc, who))));
            words.join("; ")
        }
    }
}

/// An outside document: its label, or its number, or its name.
pub fn external(doc: &Document, id: ExternalId) -> String {
    let Some(external) = doc.externals.get(id.index()) else {
        return UNKNOWN.to_owned();
    };
    let mut words = match (&external.named.label, &external.number) {
        (Some(label), _) => label.clone(),
        (None, Some(number)) => number.clone(),
        (None, None) => spaced(&external.named.name),
    };
    if let (None, None, Some(day)) = (&external.named.label, &external.number, external.date) {
        words.push_str(&format!(" ngày {}", date(day)));
    }
    words
}

/// Who makes a judgement: `đơn vị sử dụng`, or that the text names nobody, or which outside rule it is.
pub fn assessor(doc: &Document, id: JudgementId) -> String {
    let Some(judgement) = doc.judgements.get(id.index()) else {
        return UNKNOWN.to_owned();
    };
    match &judgement.by {
        Assessor::Named(who) => uncapital(&spaced(who)),
        Assessor::NotNamed => "văn bản không nêu ai".to_owned(),
        Assessor::External { external: id, .. } => format!("theo {}", external(doc, *id)),
    }
}

/// A way to add up broken runs, in a few words.
pub fn broken_runs(broken: BrokenRuns) -> &'static str {
    match broken {
        BrokenRuns::Longest => "số ngày dài nhất",
        BrokenRuns::Shortest => "số ngày ngắn nhất",
        BrokenRuns::ThirtyDayMonths => "tháng ba mươi ngày",
    }
}

/// The counting policy in one sentence, without its reason.
pub fn policy(measure: &Measure) -> String {
    let last = if measure.policy.last_day_counts {
        "tính cả ngày cuối"
    } else {
        "không tính ngày cuối"
    };
    let broken = match measure.policy.broken {
        BrokenRuns::Longest => "cộng dồn theo số ngày, đủ khi bằng số ngày dài nhất của thời hạn",
        BrokenRuns::ThirtyDayMonths => "cộng dồn tháng tròn từng quãng và ngày lẻ, 30 ngày một tháng",
        BrokenRuns::Shortest => "cộng dồn theo số ngày, đủ khi bằng số ngày ngắn nhất của thời hạn",
    };
    format!("{}: {last}; {broken}", labelled(&measure.name, measure.label.as_ref()))
}
