//! Mistakes about where things begin and end.

use super::{
    COLON_AFTER_COMBINER, HEADER_NOT_FIRST, HEADING_IN_STATEMENT, MISSING_HEADER, MISSING_STOP, OPEN_QUOTE,
    STATEMENT_ON_HEADING, STOP_IN_LIST, TOO_DEEP, TOO_LONG, TOO_MANY,
};
use quyche_base::{Diagnostic, Span};

pub(crate) fn missing_stop(end: Span, semicolon: bool) -> Diagnostic {
    let found = Diagnostic::error(
        MISSING_STOP,
        end,
        "câu này thiếu dấu chấm cuối",
        "this statement lacks its full stop",
    );
    if semicolon {
        found.help(
            "thay dấu “;” cuối câu bằng dấu chấm “.”",
            "replace the last “;” by a full stop",
        )
    } else {
        found.help("thêm dấu chấm “.” vào cuối câu", "add a full stop “.” at its end")
    }
}

pub(crate) fn stop_in_list(stop: Span, next: Span) -> Diagnostic {
    Diagnostic::error(
        STOP_IN_LIST,
        stop,
        "dấu chấm ngắt câu khi danh sách chưa hết",
        "a full stop ends the statement while its list goes on",
    )
    .label(
        next,
        "mục này vẫn thuộc danh sách",
        "this item still belongs to the list",
    )
    .help(
        "dùng “;” giữa các mục, dấu chấm chỉ ở sau mục cuối",
        "part items by “;” and put the full stop after the last",
    )
}

pub(crate) fn statement_on_heading(span: Span, words: &str) -> Diagnostic {
    Diagnostic::error(
        STATEMENT_ON_HEADING,
        span,
        format!("câu “{words} …” viết ngay trên dòng tiêu đề"),
        format!("a statement “{words} …” stands on the heading line"),
    )
    .help(
        "xuống dòng trước câu này; dòng tiêu đề chỉ chứa tiêu đề",
        "begin the statement on a line of its own",
    )
}

pub(crate) fn heading_in_statement(span: Span, words: &str) -> Diagnostic {
    Diagnostic::error(
        HEADING_IN_STATEMENT,
        span,
        format!("dòng giữa câu lại bắt đầu bằng “{words}”, dễ lẫn với tiêu đề"),
        format!("a line inside a statement begins with “{words}” and reads as a heading"),
    )
    .help(
        "đưa từ này lên cuối dòng trên (hoặc kết câu trước bằng dấu chấm, nếu đây là tiêu đề)",
        "move it to the end of the line above (or end the statement before it, if this is a heading)",
    )
}

pub(crate) fn open_quote(span: Span) -> Diagnostic {
    Diagnostic::error(
        OPEN_QUOTE,
        span,
        "ngoặc kép mở ra mà không đóng",
        "a quotation mark opens and never closes",
    )
    .help(
        "thêm dấu ngoặc kép đóng; chữ trong ngoặc không được chứa dòng trống",
        "add the closing quotation mark; quoted text may not run over a blank line",
    )
}

pub(crate) fn colon_after_combiner(span: Span, words: &str) -> Diagnostic {
    Diagnostic::error(
        COLON_AFTER_COMBINER,
        span,
        format!("sau “{words}” không có dấu hai chấm"),
        format!("no colon follows “{words}”"),
    )
    .help(
        format!("bỏ dấu “:”, xuống dòng ngay sau “{words}”"),
        "drop the “:” and go on with the first item",
    )
}

pub(crate) fn too_deep(span: Span, cap: u32) -> Diagnostic {
    Diagnostic::error(
        TOO_DEEP,
        span,
        format!("ngoặc lồng nhau quá {cap} lớp"),
        format!("parentheses are nested more than {cap} deep"),
    )
    .help(
        "tách phần bên trong thành “định nghĩa” riêng",
        "give the inner part a name with “định nghĩa”",
    )
}

pub(crate) fn file_too_long(span: Span, cap: usize) -> Diagnostic {
    let megabytes = cap / 1_000_000;
    Diagnostic::error(
        TOO_LONG,
        span,
        format!("tệp dài quá {megabytes} triệu byte nên không được đọc"),
        format!("the file is longer than {megabytes} million bytes and was not read"),
    )
    .help(
        "chia văn bản thành nhiều tệp bằng “Tiếp theo …”",
        "split the document into files with “Tiếp theo …”",
    )
}

pub(crate) fn statement_too_long(span: Span, cap: usize) -> Diagnostic {
    let kilobytes = cap / 1000;
    Diagnostic::error(
        TOO_LONG,
        span,
        format!("câu này dài quá {kilobytes} nghìn byte nên không được đọc"),
        format!("this statement is longer than {kilobytes} thousand bytes and was not read"),
    )
    .help(
        "kiểm tra xem có thiếu dấu chấm cuối câu không; nếu không, tách câu ra",
        "look for a missing full stop, or split it",
    )
}

pub(crate) fn missing_header(span: Span) -> Diagnostic {
    Diagnostic::error(
        MISSING_HEADER,
        span,
        "tệp không mở đầu bằng câu cho biết đây là văn bản nào",
        "the file does not begin by saying what it is",
    )
    .help(
        "thêm câu đầu: “Quy định SỐ về \"…\".”, “Tiếp theo SỐ.” hoặc “Thư viện tên.”",
        "begin with “Quy định SỐ về \"…\".”, “Tiếp theo SỐ.” or “Thư viện tên.”",
    )
}

pub(crate) fn header_not_first(span: Span) -> Diagnostic {
    Diagnostic::error(
        HEADER_NOT_FIRST,
        span,
        "câu mở đầu văn bản chỉ đứng đầu tệp và chỉ có một",
        "the head of a file stands first and only once",
    )
    .help(
        "đưa câu này lên đầu tệp, hoặc bỏ đi nếu đầu tệp đã có",
        "move it to the top of the file, or drop it",
    )
}

pub(crate) fn too_many(span: Span, cap: usize) -> Diagnostic {
    Diagnostic::error(
        TOO_MANY,
        span,
        format!("đã gặp {cap} lỗi, phần còn lại của tệp chưa được đọc"),
        format!("{cap} mistakes were found; the rest of the file was not read"),
    )
    .help("sửa các lỗi trên rồi kiểm tra lại", "mend those above and check again")
}
