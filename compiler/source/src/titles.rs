//! Titles, and how numbers follow each other.

use crate::lines::ends_sentence;
use crate::marks::LETTERS;
use crate::tree::{Draft, is_norm};
use quyche_base::Level;

/// How many syllables of a title are kept: enough to know the unit by, too few to be its sentence.
const KEPT: usize = 12;

/// The title of a heading, cut short; `None` for units without a heading and for headings that carry a norm.
pub(crate) fn title(draft: &Draft) -> Option<String> {
    let head = draft.head.as_str();
    let text = match draft.step.level {
        Level::Attached | Level::Annex => &draft.text,
        // The title may stand on the line below the number.
        Level::Part | Level::Chapter | Level::Section if head.is_empty() => &draft.text,
        Level::Part | Level::Chapter | Level::Section => head,
        Level::Article if ends_sentence(head.trim_end_matches(':')) => return None,
        Level::Stage if is_norm(head) => return None,
        Level::Article | Level::Stage | Level::Procedure => head.trim_end_matches([':', '.']),
        Level::ProcedureSection => head.split(':').next().unwrap_or(""),
        Level::Clause | Level::Point | Level::Dash | Level::Plus | Level::Star | Level::Paragraph => return None,
    };
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let kept: Vec<&str> = words.iter().take(KEPT).copied().collect();
    let end = if words.len() > KEPT { " …" } else { "" };
    (!kept.is_empty()).then(|| format!("{}{end}", kept.join(" ")))
}

/// The number after a number: `4` after `3`, `1.4` after `1.3`.
pub(crate) fn next_number(number: &str) -> Option<String> {
    let (head, last) = match number.rsplit_once('.') {
        Some((head, last)) => (format!("{head}."), last),
        None => (String::new(), number),
    };
    let next = last.parse::<u32>().ok()?.checked_add(1)?;
    Some(format!("{head}{next}"))
}

/// Whether a number follows the one before it among its siblings; the first is held to be 1 or a. Levels numbered otherwise
/// than by digits and letters are taken as they come.
pub(crate) fn follows(level: Level, before: Option<&str>, number: &str) -> bool {
    match level {
        Level::Point => {
            let at = |letter: &str| LETTERS.chars().position(|one| letter.starts_with(one));
            at(number) == before.map_or(Some(0), |before| at(before).map(|at| at + 1))
        }
        Level::Article | Level::Procedure | Level::ProcedureSection | Level::Stage | Level::Clause => {
            if number.chars().any(char::is_alphabetic) {
                return true;
            }
            match before {
                Some(before) => next_number(before).as_deref() == Some(number),
                None => number.rsplit('.').next() == Some("1"),
            }
        }
        Level::Attached | Level::Annex | Level::Part | Level::Chapter | Level::Section => true,
        Level::Dash | Level::Plus | Level::Star | Level::Paragraph => true,
    }
}
