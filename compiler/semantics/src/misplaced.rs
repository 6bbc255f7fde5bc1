//! Headings, markers and items that stand where they may not: how they are told.

use crate::errors;
use quyche_base::{Diagnostic, Span, Step};

pub(crate) fn unit_in_module(at: Span, header: Span) -> Diagnostic {
    Diagnostic::error(
        errors::UNIT_IN_MODULE,
        at,
        "Thư viện không có điều, khoản.",
        "A module has no articles or clauses.",
    )
    .label(header, "tệp này là thư viện", "this file is a module")
    .help(
        "Bỏ đề mục này, hoặc chuyển phần đó vào tệp của văn bản.",
        "Remove it, or move it to the regulation.",
    )
}

pub(crate) fn marker_outside(at: Span) -> Diagnostic {
    Diagnostic::error(
        errors::MARKER_OUTSIDE,
        at,
        "Phần ngoài văn bản không có khoản, điểm.",
        "The author's own matter has no clauses or points.",
    )
    .help(
        "Bỏ dấu mục; nếu đây là lời của văn bản, chuyển nó lên trên dòng \"Ngoài văn bản.\".",
        "Remove the marker; if the text says this, move it above \"Ngoài văn bản.\".",
    )
}

pub(crate) fn in_two_files(at: Span, words: &str) -> Diagnostic {
    Diagnostic::error(
        errors::ADDRESS_IN_TWO_FILES,
        at,
        format!("\"{words}\" có ở hai tệp."),
        format!("\"{words}\" stands in two files."),
    )
    .help(
        "Một địa chỉ chỉ được viết ở một tệp; tệp tiếp theo có thể mở đầu bằng địa chỉ mà nó nằm dưới.",
        "An address belongs to one file; a continuation may name the unit it stands below.",
    )
}

pub(crate) fn lettered_twice(at: Span, words: &str, step: &Step) -> Diagnostic {
    let own = step.words();
    Diagnostic::error(
        errors::LETTERED_TWICE,
        at,
        format!("Hai câu của cùng một đơn vị đều có \"{own}\": \"{words}\" thành ra hai nơi."),
        format!("Two statements of one unit both own \"{own}\"."),
    )
    .help(
        "Chỉ một câu của mỗi đơn vị được có các mục đánh chữ hoặc số; câu kia dùng dấu \"-\".",
        "Only one statement of a unit may own lettered or numbered items; let the other use \"-\".",
    )
}

pub(crate) fn twice(at: Span, words: &str) -> Diagnostic {
    Diagnostic::error(
        errors::DUPLICATE_ADDRESS,
        at,
        format!("\"{words}\" có hai lần."),
        format!("\"{words}\" stands here twice."),
    )
    .help(
        "Nếu văn bản gốc đánh số trùng, viết \"(lần 2)\" sau số thứ hai.",
        "If the source itself repeats the number, write \"(lần 2)\" after the second.",
    )
}

pub(crate) fn wrong_occurrence(at: Span, step: &Step) -> Diagnostic {
    let words = step.words();
    Diagnostic::error(
        errors::WRONG_OCCURRENCE,
        at,
        format!("\"{words}\" không có lần trước nó."),
        format!("\"{words}\" has none before it."),
    )
    .help(
        "Sửa số, hoặc bỏ chữ \"(lần …)\".",
        "Mend the number, or drop \"(lần …)\".",
    )
}

pub(crate) fn empty(at: Span, words: &str) -> Diagnostic {
    Diagnostic::error(
        errors::EMPTY_UNIT,
        at,
        format!("\"{words}\" không nói gì."),
        format!("\"{words}\" says nothing."),
    )
    .help(
        "Nếu không có gì để tính, viết \"nêu (LỚP) \"…\".\" và nói vì sao.",
        "If there is nothing to compute, state it with \"nêu (LỚP) \"…\".\".",
    )
}
