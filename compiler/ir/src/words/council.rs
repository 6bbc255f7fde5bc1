//! Councils (R11) in words.

use super::UNKNOWN;
use super::expr::Writer;
use super::names::member;
use super::norm::body_lines;
use super::text::joined;
use crate::model::Document;
use crate::norm::{Body, Council, CouncilRule, CouncilRuleKind, PlainBase, VoteBase};

/// The rules of a council, one line each, with their addresses.
pub fn council_lines(doc: &Document, council: &Council) -> Vec<String> {
    council.rules.iter().flat_map(|one| rule(doc, council, one)).collect()
}

/// A seat of a council: `phó chủ tịch`.
pub fn seat(doc: &Document, council: &Council, position: u32) -> String {
    member(doc, council.members.seats, position)
}

/// One rule; who may not sit takes several lines.
pub fn rule(doc: &Document, council: &Council, rule: &CouncilRule) -> Vec<String> {
    match &rule.kind {
        CouncilRuleKind::Size(sizes) => {
            let words: Vec<String> = sizes.iter().map(u32::to_string).collect();
            vec![format!("Hội đồng có {} thành viên", joined(&words, "hoặc"))]
        }
        CouncilRuleKind::Seat {
            seat: position,
            count,
            conditions,
            concurrent,
        } => vec![seat_line(doc, council, *position, *count, conditions, *concurrent)],
        CouncilRuleKind::Barred(items) => {
            let mut lines = vec!["Không bố trí vào hội đồng người thuộc một trong các trường hợp:".to_owned()];
            lines.extend(body_lines(doc, &Body::Any(items.clone()), 1));
            lines
        }
        CouncilRuleKind::Quorum {
            strict,
            numerator,
            denominator,
        } => {
            let word = if *strict { "trên" } else { "ít nhất" };
            let share = match denominator {
                Some(whole) => format!("{numerator}/{whole} số thành viên"),
                None => format!("{numerator} thành viên"),
            };
            vec![format!("Chỉ họp khi có mặt {word} {share}")]
        }
        CouncilRuleKind::Vote { base, tie_seat } => {
            let mut words = format!("Biểu quyết theo đa số, tính trên {}", vote_base(doc, base));
            if let Some(position) = tie_seat {
                words.push_str(&format!("; ngang nhau thì theo phía {}", seat(doc, council, *position)));
            }
            vec![words]
        }
    }
}

fn seat_line(
    doc: &Document,
    council: &Council,
    position: u32,
    count: Option<u32>,
    conditions: &[crate::Expr],
    concurrent: Option<(u32, u32)>,
) -> String {
    let name = seat(doc, council, position);
    let mut words = match count {
        Some(count) => format!("{count} {name}"),
        None => format!("Các thành viên còn lại là {name}"),
    };
    let writer = Writer::new(doc).within(council.members.record);
    let conditions: Vec<String> = conditions.iter().map(|condition| writer.expr(condition)).collect();
    if !conditions.is_empty() {
        words.push_str(&format!(": {}", conditions.join(", ")));
    }
    if let Some((number, other)) = concurrent {
        words.push_str(&format!("; trong đó {number} người kiêm {}", seat(doc, council, other)));
    }
    words
}

fn vote_base(doc: &Document, base: &VoteBase) -> String {
    match base {
        VoteBase::Members => plain_base(PlainBase::Members).to_owned(),
        VoteBase::Present => plain_base(PlainBase::Present).to_owned(),
        VoteBase::ForAndAgainst => plain_base(PlainBase::ForAndAgainst).to_owned(),
        VoteBase::Reading { reading, answers } => {
            let bases: Vec<String> = answers
                .iter()
                .flatten()
                .map(|base| plain_base(*base).to_owned())
                .collect();
            let name = doc
                .readings
                .get(reading.index())
                .map_or_else(|| UNKNOWN.to_owned(), |reading| super::spaced(&reading.name));
            format!("{} (tùy cách hiểu “{name}”)", joined(&bases, "hoặc"))
        }
    }
}

fn plain_base(base: PlainBase) -> &'static str {
    match base {
        PlainBase::Members => "tổng số thành viên",
        PlainBase::Present => "số thành viên có mặt",
        PlainBase::ForAndAgainst => "số phiếu thuận và chống",
    }
}
