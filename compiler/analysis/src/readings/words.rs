//! Readings in Vietnamese words: the verdict under each answer, and the list of a regulation's readings.

use super::{Turn, Verdict};
use quyche_eval::result::Selection;
use quyche_ir::model::Reading;
use quyche_ir::{Document, ReadingId};

/// The words of a verdict: `đạt`, `trúng tuyển, xếp 1`.
pub fn verdict_words(verdict: Verdict) -> String {
    let Some(place) = verdict.place else {
        return verdict.class.words().to_owned();
    };
    let mut words = match place.selection {
        Selection::Selected => "trúng tuyển",
        Selection::NotSelected => "không trúng tuyển",
        Selection::Tied => "chưa phân định",
        Selection::Open => "chưa rõ thứ hạng",
        Selection::PassedOnly => verdict.class.words(),
    }
    .to_owned();
    if let Some(rank) = place.rank {
        words.push_str(&format!(", xếp {rank}"));
    }
    if place.if_eligible {
        words = format!("{}; nếu đủ điều kiện thì {words}", verdict.class.words());
    }
    words
}

/// `tùy cách hiểu mốc_hạng_i: cả_mục → đạt, chỉ_câu_sau → không đạt`.
pub fn turn_words(doc: &Document, turn: &Turn) -> String {
    let name = reading(doc, turn.reading).map_or("…", |reading| reading.name.as_str());
    let only_rank = only_rank(turn);
    let said = |verdict: Verdict| match verdict.place.and_then(|place| place.rank) {
        Some(rank) if only_rank => format!("xếp {rank}"),
        None if only_rank => "chưa rõ xếp mấy".to_owned(),
        Some(_) | None => verdict_words(verdict),
    };
    let answers: Vec<String> = turn
        .answers
        .iter()
        .map(|(answer, verdict)| format!("{} → {}", answer_name(doc, turn.reading, *answer), said(*verdict)))
        .collect();
    let what = if only_rank { "thứ hạng tùy" } else { "tùy" };
    let mut words = format!("{what} cách hiểu {name}: {}", answers.join(", "));
    if !turn.given.is_empty() {
        let given: Vec<String> = turn
            .given
            .iter()
            .map(|(id, answer)| {
                let name = reading(doc, *id).map_or("…", |reading| reading.name.as_str());
                format!("{name} là {}", answer_name(doc, *id, *answer))
            })
            .collect();
        words.push_str(&format!(" (khi {})", given.join(", ")));
    }
    words
}

/// Whether the answers differ only in the rank.
fn only_rank(turn: &Turn) -> bool {
    let unranked = |verdict: Verdict| Verdict {
        place: verdict.place.map(|place| super::Place { rank: None, ..place }),
        ..verdict
    };
    let mut verdicts = turn.answers.iter().map(|(_, verdict)| unranked(*verdict));
    let first = verdicts.next();
    verdicts.all(|verdict| Some(verdict) == first)
}

/// Every reading of a regulation, in the order of the text: address, question, answers, the default and why.
pub fn list(doc: &Document) -> String {
    let mut out = String::new();
    for reading in &doc.readings {
        let address = reading.unit.map_or("", |unit| doc.address(unit));
        let place = if address.is_empty() {
            "toàn văn bản"
        } else {
            address
        };
        out.push_str(&format!("{} · {place}\n  {}\n", reading.name, reading.question));
        for (at, answer) in reading.answers.iter().enumerate() {
            let default = if at == reading.default as usize {
                "  (mặc định)"
            } else {
                ""
            };
            out.push_str(&format!("  - {}: {}{default}\n", answer.name, answer.words()));
        }
        out.push_str(&format!("  vì {}\n\n", reading.because));
    }
    out
}

fn reading(doc: &Document, id: ReadingId) -> Option<&Reading> {
    doc.readings.get(id.index())
}

fn answer_name(doc: &Document, id: ReadingId, answer: u32) -> String {
    let answers = reading(doc, id).map(|reading| &reading.answers);
    answers
        .and_then(|answers| answers.get(answer as usize))
        .map_or_else(|| "…".to_owned(), |answer| answer.name.clone())
}
