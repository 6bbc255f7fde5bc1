//! The sections an administrative procedure has. Their names are the ones that the circular on announcing procedures
//! prescribes (Thông tư 02/2017/TT-VPCP), in the spellings met.

/// How the names of sections begin, in small letters.
const NAMES: [&str; 15] = [
    "trình tự",
    "thời gian thực hiện",
    "địa điểm",
    "cách thức",
    "thành phần",
    "số lượng",
    "thời hạn giải quyết",
    "đối tượng thực hiện",
    "cơ quan giải quyết",
    "cơ quan thực hiện",
    "kết quả",
    "phí",
    "lệ phí",
    "tên mẫu đơn",
    "yêu cầu, điều kiện",
];

/// The ground a procedure stands on.
const GROUNDS: &str = "căn cứ pháp lý";

/// Whether a text begins like a section of a procedure.
pub(crate) fn is_section(text: &str) -> bool {
    let text = text.to_lowercase();
    text.starts_with(GROUNDS) || NAMES.iter().any(|name| text.starts_with(name))
}
