//! Forms attached to a procedure: the line that says whether there are any, and where one form ends and the next begins.
//! What is numbered inside a form is the form's, not the law's.

use crate::paragraphs::Paragraph;

/// How many lines may stand between the first line of a form and its letterhead.
const HEAD: usize = 3;

/// Whether a paragraph is the line that tells if forms are attached.
pub(crate) fn announces(text: &str) -> bool {
    let text = text.to_lowercase();
    let answer = text.trim_end_matches('.');
    text.starts_with("mẫu đơn") && text.contains("tờ khai") && (answer.ends_with(" có") || answer.ends_with(" không"))
}

/// Whether a paragraph begins a form, when the current one has `length` paragraphs already.
pub(crate) fn begins(here: &Paragraph, ahead: &[Paragraph], length: usize) -> bool {
    let letterhead = || here.cell && ahead.first().is_some_and(|next| is_letterhead(&next.text));
    length == 0 || length > HEAD && (is_numbered(&here.text) || letterhead())
}

/// `Mẫu số 02`, and little more.
fn is_numbered(text: &str) -> bool {
    let rest = text.strip_prefix("Mẫu số ").or_else(|| text.strip_prefix("MẪU SỐ "));
    rest.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()) && rest.chars().count() < 40)
}

/// The name of the state at the head of a paper.
fn is_letterhead(text: &str) -> bool {
    text.starts_with("CỘNG HÒA XÃ HỘI") || text.starts_with("CỘNG HOÀ XÃ HỘI")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_that_announces_forms() {
        for line in [
            "Mẫu đơn, mẫu tờ khai kèm theo: Có",
            "Mẫu đơn, tờ khai kèm theo: Không.",
            "Mẫu đơn, mẫu tờ khai: Có.",
        ] {
            assert!(announces(line), "{line}");
        }
        assert!(!announces("Mẫu đơn tờ khai nộp xuất bản phẩm lưu chiểu"));
    }
}
