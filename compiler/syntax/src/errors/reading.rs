//! Mistakes inside a piece.

use super::{
    BAD_DATE, BAD_NUMBER, BAD_TIME, GRAMMAR_FAULT, MARKER_OUT_OF_CLASS, MISSING_COLON, MISSING_SEMICOLON, MISSPELT,
    MIXED_SEPARATORS, OPERATOR, RESERVED_NAME, SAID_TWICE, UNBALANCED_BRACKET, UNEXPECTED, UNFINISHED,
    UNKNOWN_STATEMENT, UNMARKED_ITEM,
};
use crate::shape;
use quyche_base::{Diagnostic, Span};

pub(crate) fn said_twice(span: Span, words: &str) -> Diagnostic {
    Diagnostic::error(
        SAID_TWICE,
        span,
        format!("“{words}” được nói hai lần"),
        format!("“{words}” is said twice"),
    )
    .help("giữ một lần", "keep one of them")
}

pub(crate) fn missing_semicolon(span: Span) -> Diagnostic {
    Diagnostic::error(
        MISSING_SEMICOLON,
        span,
        "thiếu dấu “;” giữa mục này và mục sau",
        "no “;” parts this item from the next",
    )
    .help("thêm “;” vào cuối mục", "add “;” at the end of the item")
}

pub(crate) fn marker_out_of_class(span: Span, shown: &str) -> Diagnostic {
    Diagnostic::error(
        MARKER_OUT_OF_CLASS,
        span,
        format!("dấu “{shown}” mở một cấp mới mà phía trên không có “tất cả”, “một trong” hoặc “gồm”"),
        format!("“{shown}” opens a new level, but no “tất cả”, “một trong” or “gồm” announces it"),
    )
    .help(
        "dùng cùng loại dấu với các mục trên, hoặc thêm “tất cả” / “một trong” vào mục chứa nó",
        "use the marker of the items above, or put “tất cả” or “một trong” into the item that holds it",
    )
}

pub(crate) fn list_without_items(span: Span, words: &str) -> Diagnostic {
    Diagnostic::error(
        MARKER_OUT_OF_CLASS,
        span,
        format!("sau “{words}” không có mục nào ở cấp dưới"),
        format!("no item of a lower level follows “{words}”"),
    )
    .help(
        "mục bên trong phải dùng loại dấu khác với mục chứa nó",
        "items inside must have another kind of marker than the item that holds them",
    )
}

pub(crate) fn no_such_date(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        BAD_DATE,
        span,
        format!("không có ngày “{written}” trong lịch"),
        format!("there is no day “{written}” in the calendar"),
    )
    .help("viết ngày/tháng/năm: 31/12/2026", "write day/month/year: 31/12/2026")
}

pub(crate) fn no_such_time(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        BAD_TIME,
        span,
        format!("không có giờ “{written}”"),
        format!("there is no time of day “{written}”"),
    )
    .help(
        "viết giờ:phút, từ 00:00 đến 23:59: 16:30",
        "write hour:minute, 00:00 to 23:59: 16:30",
    )
}

pub(crate) fn date_form(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        BAD_DATE,
        span,
        format!("“{written}” không đúng dạng ngày"),
        format!("“{written}” is not a date as this language writes it"),
    )
    .help(
        "viết ngày/tháng/năm đủ bốn chữ số: 01/7/2026",
        "write day/month/year with a four-digit year: 01/7/2026",
    )
}

pub(crate) fn bad_number(span: Span, written: &str, mended: Option<String>) -> Diagnostic {
    let found = Diagnostic::error(
        BAD_NUMBER,
        span,
        format!("số “{written}” không viết theo lối Việt Nam"),
        format!("the number “{written}” is not written the Vietnamese way"),
    );
    let rule = "dấu chấm ngăn hàng nghìn (1.000), dấu phẩy ngăn phần lẻ (4,98)";
    let rule_en = "a dot parts thousands (1.000), a comma the decimals (4,98)";
    match mended {
        Some(mended) => found.help(
            format!("{rule}; viết “{mended}”"),
            format!("{rule_en}; write “{mended}”"),
        ),
        None => found.help(rule, rule_en),
    }
}

pub(crate) fn number_too_large(span: Span, written: &str) -> Diagnostic {
    Diagnostic::error(
        BAD_NUMBER,
        span,
        format!("số “{written}” không dùng được ở đây"),
        format!("the number “{written}” cannot be used here"),
    )
    .help(
        "viết một số nguyên nhỏ hơn 1.000.000",
        "write a whole number below 1.000.000",
    )
}

pub(crate) fn reserved_name(span: Span, written: &str) -> Diagnostic {
    let neighbour = format!("{}_…", written.to_lowercase());
    Diagnostic::error(
        RESERVED_NAME,
        span,
        format!("“{written}” là từ của ngôn ngữ, không làm tên được"),
        format!("“{written}” is a word of the language and cannot be a name"),
    )
    .help(
        format!("ghép thêm chữ để thành tên, chẳng hạn “{neighbour}”"),
        format!("join it with another word, for example “{neighbour}”"),
    )
}

pub(crate) fn misspelt(span: Span, written: &str, meant: &str) -> Diagnostic {
    Diagnostic::error(
        MISSPELT,
        span,
        format!("không hiểu “{written}”; có phải “{meant}”?"),
        format!("“{written}” is not understood; did you mean “{meant}”?"),
    )
    .help(format!("viết “{meant}”"), format!("write “{meant}”"))
}

pub(crate) fn operator(span: Span, written: &str, words: &str) -> Diagnostic {
    Diagnostic::error(
        OPERATOR,
        span,
        format!("ký hiệu “{written}” không dùng ở đây"),
        format!("the sign “{written}” has no use here"),
    )
    .help(format!("viết bằng chữ: {words}"), format!("write it in words: {words}"))
}

pub(crate) fn missing_colon(span: Span, found: &str) -> Diagnostic {
    Diagnostic::error(
        MISSING_COLON,
        span,
        format!("thiếu dấu hai chấm “:” trước “{found}”"),
        format!("a colon “:” is missing before “{found}”"),
    )
    .help(
        "phần đầu câu và nội dung cách nhau bằng dấu “:”",
        "a colon parts the head of a statement from its body",
    )
}

pub(crate) fn unmarked_item(span: Span, after: &str) -> Diagnostic {
    Diagnostic::error(
        UNMARKED_ITEM,
        span,
        format!("mục sau “{after}” thiếu dấu đầu mục"),
        format!("the item after “{after}” lacks its marker"),
    )
    .help(
        "đặt “a)”, “-” hoặc “+” trước mỗi mục",
        "put “a)”, “-” or “+” before each item",
    )
}

pub(crate) fn unknown_statement(span: Span, written: &str) -> Diagnostic {
    let known = shape::STATEMENTS.join(", ");
    Diagnostic::error(
        UNKNOWN_STATEMENT,
        span,
        format!("không có loại câu nào bắt đầu bằng “{written}”"),
        format!("no kind of statement begins with “{written}”"),
    )
    .help(
        format!("câu bắt đầu bằng một trong: {known}"),
        format!("a statement begins with one of: {known}"),
    )
}

pub(crate) fn bare_text(span: Span) -> Diagnostic {
    Diagnostic::error(
        UNKNOWN_STATEMENT,
        span,
        "chữ trong ngoặc kép đứng một mình không thành câu",
        "quoted text alone is no statement",
    )
    .help(
        "nếu chỉ nêu lại nội dung, viết “nêu \"…\".”",
        "to state what the source says, write “nêu \"…\".”",
    )
}

pub(crate) fn unbalanced(span: Span, bracket: char, opening: bool) -> Diagnostic {
    let (vi, en) = if opening {
        ("mở mà không đóng", "opens and never closes")
    } else {
        ("đóng mà không mở", "closes what never opened")
    };
    Diagnostic::error(
        UNBALANCED_BRACKET,
        span,
        format!("dấu “{bracket}” {vi}"),
        format!("“{bracket}” {en}"),
    )
    .help(
        "mỗi dấu ngoặc mở cần một dấu đóng trong cùng câu",
        "every bracket needs its partner in the same statement",
    )
}

pub(crate) fn mixed_separators(span: Span) -> Diagnostic {
    Diagnostic::error(
        MIXED_SEPARATORS,
        span,
        "danh mục dùng lẫn “<” và “|”",
        "the list of values mixes “<” and “|”",
    )
    .help(
        "“<” cho danh mục có thứ bậc, “|” cho danh mục không thứ bậc",
        "use “<” where values are ordered and “|” where not",
    )
}

pub(crate) fn unfinished(span: Span, expected: &(String, String)) -> Diagnostic {
    Diagnostic::error(
        UNFINISHED,
        span,
        format!("câu hết mà còn thiếu {}", expected.0),
        format!("the statement ends, but still wants {}", expected.1),
    )
    .help(
        "viết nốt câu, hoặc bỏ từ cuối",
        "finish the statement, or drop its last word",
    )
}

pub(crate) fn unexpected(span: Span, found: &str, expected: &(String, String)) -> Diagnostic {
    not_here(span, found).help(
        format!("sửa hoặc bỏ “{found}”; ở đây có thể là: {}", expected.0),
        format!("change or drop “{found}”; what can stand here: {}", expected.1),
    )
}

pub(crate) fn comma_for_and(span: Span, found: &str) -> Diagnostic {
    not_here(span, found).help(
        "ngoài ngoặc đơn, nối điều kiện bằng “và” / “hoặc”, hoặc dùng “tất cả” với các mục có dấu",
        "outside parentheses, join conditions by “và” or “hoặc”, or use “tất cả” with marked items",
    )
}

pub(crate) fn quotes_wanted(span: Span, found: &str) -> Diagnostic {
    not_here(span, found).help(
        "đặt nội dung bằng lời trong ngoặc kép: \"…\"",
        "put what is said in plain words into quotation marks: \"…\"",
    )
}

fn not_here(span: Span, found: &str) -> Diagnostic {
    Diagnostic::error(
        UNEXPECTED,
        span,
        format!("không hiểu “{found}” ở đây"),
        format!("“{found}” cannot stand here"),
    )
}

pub(crate) fn grammar_fault(span: Span) -> Diagnostic {
    Diagnostic::error(
        GRAMMAR_FAULT,
        span,
        "công cụ đọc được câu này mà không dựng được cây: lỗi của công cụ, không phải của bạn",
        "the tool read this statement but could not build its tree: a fault of the tool, not yours",
    )
    .help(
        "viết lại câu này đơn giản hơn và gửi câu gốc cho người phát triển",
        "word it more simply, and report it",
    )
}
