//! Codes of source texts and outlines (Q08xx), and their messages.

use quyche_base::{Code, Diagnostic};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal $kebab:literal;)*) => {
        $($(#[$doc])* pub const $name: Code = Code { id: $id, name: $kebab };)*
        /// Every code of this room.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    /// The text has no article, procedure or numbered clause.
    NO_UNITS = "Q0801" "van-ban-khong-co-don-vi";
    /// The file is not an outline.
    NOT_AN_OUTLINE = "Q0802" "khong-phai-ban-goc";
    /// The outline has another format version.
    OTHER_FORMAT = "Q0803" "ban-goc-khac-phien-ban";
    /// The regulation has no outline beside its rules.
    NO_OUTLINE = "Q0804" "khong-co-ban-goc";
    /// A threshold that is no percentage.
    BAD_THRESHOLD = "Q0805" "nguong-phan-tram-sai";
    /// Several regulations and one text.
    WHICH_TEXT = "Q0806" "van-ban-cua-quy-dinh-nao";
    /// A unit of the source that the rules do not say.
    MISSING_UNIT = "Q0811" "thieu-don-vi-cua-ban-goc";
    /// A unit of the rules that the source does not have.
    EXTRA_UNIT = "Q0812" "don-vi-khong-co-trong-ban-goc";
    /// An encoded unit with a number that no example puts to the test.
    NO_EXAMPLE = "Q0813" "co-so-ma-khong-co-vi-du";
    /// A unit whose text is not the one that was outlined.
    TEXT_CHANGED = "Q0814" "loi-van-da-khac";
    /// A unit taken from a template whose source says something else than that of its siblings.
    UNLIKE_TEMPLATE = "Q0815" "loi-van-khac-khuon";
}

/// Nothing to outline.
pub fn no_units() -> Diagnostic {
    Diagnostic::general(
        NO_UNITS,
        "văn bản không có Điều, Thủ tục hay khoản đánh số nào đứng đầu dòng",
        "the text has no article, procedure or numbered clause at the beginning of a line",
    )
    .help(
        "đưa vào văn bản dạng chữ (.txt, UTF-8), mỗi \"Điều 1.\", \"1.\", \"a)\" mở đầu một dòng; bản quét hay bảng tính thì chuyển thành chữ trước",
        "give the plain text (.txt, UTF-8) in which each \"Điều 1.\", \"1.\", \"a)\" begins a line; turn a scan or a sheet into text first",
    )
}

/// JSON of another shape.
pub fn not_an_outline(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::general(
        NOT_AN_OUTLINE,
        format!("\"{path}\" không phải mục lục đơn vị của một văn bản gốc"),
        format!("\"{path}\" is not the outline of a source text"),
    )
    .note(format!("chỗ sai: {reason}"), format!("where it goes wrong: {reason}"))
    .help(
        "tạo lại bằng \"quyche outline VĂN_BẢN.txt --out ban-goc.json\"",
        "make it again with \"quyche outline TEXT.txt --out ban-goc.json\"",
    )
}

/// Another version of the format.
pub fn other_format(path: &str, found: u32, known: u32) -> Diagnostic {
    Diagnostic::general(
        OTHER_FORMAT,
        format!("\"{path}\" là mục lục dạng {found}; chương trình này đọc dạng {known}"),
        format!("\"{path}\" is an outline of format {found}; this program reads format {known}"),
    )
    .help(
        "tạo lại từ văn bản gốc, hoặc dùng đúng phiên bản chương trình đã tạo ra nó",
        "make it again from the text, or use the version of the program that made it",
    )
}

/// No outline beside the rules.
pub fn no_outline(path: &str) -> Diagnostic {
    Diagnostic::general(
        NO_OUTLINE,
        format!("không có mục lục bản gốc \"{path}\" bên cạnh quy định"),
        format!("there is no outline \"{path}\" beside the rules"),
    )
    .help(
        "tạo từ văn bản gốc bằng \"quyche outline VĂN_BẢN.txt --out THƯ_MỤC/ban-goc.json\"",
        "make it from the text with \"quyche outline TEXT.txt --out FOLDER/ban-goc.json\"",
    )
}

/// Not a percentage.
pub fn bad_threshold(flag: &str, value: u32) -> Diagnostic {
    Diagnostic::general(
        BAD_THRESHOLD,
        format!("{flag} {value} không phải một số phần trăm từ 0 đến 100"),
        format!("{flag} {value} is no percentage from 0 to 100"),
    )
    .help(
        "viết một số nguyên, như 100 hay 95",
        "write a whole number such as 100 or 95",
    )
}

/// One text for several regulations.
pub fn which_text(count: usize) -> Diagnostic {
    Diagnostic::general(
        WHICH_TEXT,
        format!("--text chỉ dùng được với một quy định; ở đây có {count}"),
        format!("--text goes with one regulation; there are {count} here"),
    )
    .help(
        "chỉ vào thư mục của một quy định",
        "point to the folder of one regulation",
    )
}
