//! The mistakes of this room: every code and its name. How each is told stands in the modules below: mistakes that are
//! seen while the file is cut, and mistakes that are seen while a piece is read.

mod cutting;
mod reading;

pub(crate) use cutting::*;
pub(crate) use reading::*;

use quyche_base::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $constant:ident = $id:literal $name:literal;)*) => {
        $($(#[$doc])* pub const $constant: Code = Code { id: $id, name: $name };)*
        /// Every code of this room, in order.
        pub const ALL: &[Code] = &[$($constant),*];
    };
}

codes! {
    /// Something else stands where a word of the language was expected.
    UNEXPECTED = "Q0101" "khong-dung-cho";
    /// A statement without its full stop.
    MISSING_STOP = "Q0102" "thieu-dau-cham";
    /// A full stop inside a list.
    STOP_IN_LIST = "Q0103" "dau-cham-trong-danh-sach";
    /// A statement on a heading line.
    STATEMENT_ON_HEADING = "Q0104" "cau-tren-dong-tieu-de";
    /// A line inside a statement begins with a heading word.
    HEADING_IN_STATEMENT = "Q0105" "tieu-de-giua-cau";
    /// A quoted text without its closing quote.
    OPEN_QUOTE = "Q0106" "chua-dong-ngoac-kep";
    /// A word of the language used as a name.
    RESERVED_NAME = "Q0107" "ten-trung-tu-ngon-ngu";
    /// A word that is nearly a keyword.
    MISSPELT = "Q0108" "go-sai-tu-khoa";
    /// `=`, `>=`, `&&` and the like.
    OPERATOR = "Q0109" "ky-hieu-lap-trinh";
    /// A statement without its colon.
    MISSING_COLON = "Q0110" "thieu-dau-hai-cham";
    /// A colon after `tất cả`, `một trong`, `gồm`, `không bố trí`.
    COLON_AFTER_COMBINER = "Q0111" "hai-cham-sau-tat-ca";
    /// A list item without a marker.
    UNMARKED_ITEM = "Q0112" "muc-thieu-dau";
    /// A marker that opens a list nobody announced, or a list without items.
    MARKER_OUT_OF_CLASS = "Q0113" "dau-muc-sai-cap";
    /// A date that does not exist, or is not written d/m/yyyy.
    BAD_DATE = "Q0114" "ngay-khong-co";
    /// A number not written the Vietnamese way, or too large.
    BAD_NUMBER = "Q0115" "so-viet-sai";
    /// A sentence that begins with no known kind of statement.
    UNKNOWN_STATEMENT = "Q0116" "loai-cau-khong-co";
    /// Parentheses nested too deep.
    TOO_DEEP = "Q0117" "long-qua-sau";
    /// A file or a statement that is too long.
    TOO_LONG = "Q0118" "qua-dai";
    /// A file that does not say what it is.
    MISSING_HEADER = "Q0119" "thieu-dau-van-ban";
    /// A second head, or a head that does not come first.
    HEADER_NOT_FIRST = "Q0120" "dau-van-ban-khong-dung-dau";
    /// The same part said twice.
    SAID_TWICE = "Q0121" "noi-hai-lan";
    /// List items that no semicolon parts.
    MISSING_SEMICOLON = "Q0122" "thieu-dau-cham-phay";
    /// A bracket without its partner.
    UNBALANCED_BRACKET = "Q0123" "ngoac-khong-can";
    /// `a < b | c`.
    MIXED_SEPARATORS = "Q0124" "lan-dau-nho-hon-va-gach-dung";
    /// So many mistakes that the rest was not read.
    TOO_MANY = "Q0125" "qua-nhieu-loi";
    /// A statement that ends before it has said what it must.
    UNFINISHED = "Q0126" "cau-bo-lung";
    /// A time of day that does not exist.
    BAD_TIME = "Q0130" "gio-khong-co";
    /// The grammar and the builder of the tree disagree: a fault of the tool.
    GRAMMAR_FAULT = "Q0199" "loi-cua-cong-cu";
}
