//! The one mistake of this room, its own.

use quyche_base::{Code, Diagnostic};

/// The canonical text would not say what the input says.
pub const MEANING_CHANGED: Code = Code {
    id: "Q0198",
    name: "dinh-dang-doi-nghia",
};

/// Every code of this room.
pub const ALL: &[Code] = &[MEANING_CHANGED];

pub(crate) fn meaning_changed() -> Diagnostic {
    Diagnostic::general(
        MEANING_CHANGED,
        "bản định dạng không còn nói đúng như bản gốc: lỗi của công cụ, tệp được giữ nguyên",
        "the formatted text would not say what the input says: a fault of the tool; the file is left alone",
    )
    .help("gửi tệp này cho người phát triển", "report the file to the developers")
}
