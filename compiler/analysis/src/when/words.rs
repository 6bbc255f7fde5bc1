//! The answer to "when", in Vietnamese.

use super::When;
use quyche_eval::result::{Assessment, by_cause, leads};
use quyche_ir::model::Entry;
use quyche_ir::{Document, FieldId, words};

/// The answer for one person, a line each.
pub fn lines(doc: &Document, answer: &When) -> Vec<String> {
    let mut lines = Vec::new();
    match (answer.first, &answer.undecided) {
        (Some(first), _) if first == answer.from => lines.push(format!("đạt ngay từ {}", words::date(first))),
        (Some(first), _) => {
            lines.push(format!("sớm nhất đạt: {}", words::date(first)));
            let before = answer.in_the_way.iter().flat_map(|before| leaves(doc, before));
            lines.extend(before.map(|leaf| format!("hôm trước còn vướng: {leaf}")));
        }
        (None, Some((day, why))) => {
            let day = words::date(*day);
            lines.push(format!("từ {day} không còn điểm nào không đạt, chỉ còn chưa rõ:"));
            lines.extend(leaves(doc, why).into_iter().map(|leaf| format!("- {leaf}")));
        }
        (None, None) => {
            lines.push("chờ thêm cũng không đạt nếu dữ kiện giữ nguyên; phải thay đổi:".to_owned());
            let leaves = answer.in_the_way.iter().flat_map(|last| leaves(doc, last));
            lines.extend(leaves.map(|leaf| format!("- {leaf}")));
        }
    }
    if let Some((day, why)) = &answer.fails {
        let class = why.outcome.class().words();
        lines.push(format!("từ {} thì {class}", words::date(*day)));
        lines.extend(leaves(doc, why).into_iter().map(|leaf| format!("- {leaf}")));
    } else if answer.first.is_some() {
        lines.push("đã đạt thì không mất đi theo thời gian".to_owned());
    }
    lines
}

/// What stands in the way: failing points and open leaves, each with its address.
pub fn leaves(doc: &Document, assessment: &Assessment) -> Vec<String> {
    let failing = assessment.failures.iter().zip(leads(&assessment.failures));
    let failing = failing.map(|(failure, lead)| format!("{lead}{}: {}", doc.address(failure.unit), failure.words));
    let open = by_cause(&assessment.open).into_iter();
    let open = open.map(|(cause, units)| format!("{}: {}", words::addresses(doc, &units), words::cause(doc, cause)));
    failing.chain(open).collect()
}

/// What moves with the day: `hạn nộp hồ sơ là chính ngày ấy`; empty where nothing does.
pub fn moved(doc: &Document, entry: &Entry, moved: &[FieldId]) -> String {
    let Some(context) = entry.context else {
        return String::new();
    };
    let names: Vec<String> = moved.iter().map(|field| words::field(doc, context, *field)).collect();
    words::joined(&names, "và")
}
