//! What a line opens.

use quyche_base::Level;

/// The mark at the beginning of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `Phần A`, `Chương I`, `Mục 1`, `Điều 4.`, `Thủ tục 15:`, `Phụ lục I`.
    Heading(Level, String),
    /// `Bước 6:`, `- Bước 1:`.
    Stage(String),
    /// `1.` `1-` `1)` `2.1.`
    Number(String),
    /// `10 ` with nothing to close the number; a mark only where it is awaited.
    Bare(String),
    /// `a)` `a.`
    Letter(char),
    /// `-`
    Dash,
    /// `+`, `- +`
    Plus,
    /// `*`
    Star,
    /// A superscript number or `[1]` before a note.
    Footnote(String),
    /// Nothing: a paragraph, or a line that goes on.
    None,
}

/// Points in the order of the Vietnamese alphabet.
pub(crate) const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

/// Dashes as people type them.
const DASHES: [char; 5] = ['-', '–', '—', '−', '•'];

/// The mark of a line, and what follows it.
pub(crate) fn mark(line: &str) -> (Mark, &str) {
    for read in [heading, stage, footnote, number, letter, bullet] {
        if let Some(found) = read(line) {
            return found;
        }
    }
    (Mark::None, line)
}

fn heading(line: &str) -> Option<(Mark, &str)> {
    let words: [(&str, &str, Level); 6] = [
        ("Phần", "PHẦN", Level::Part),
        ("Chương", "CHƯƠNG", Level::Chapter),
        ("Mục", "MỤC", Level::Section),
        ("Điều", "ĐIỀU", Level::Article),
        ("Thủ tục", "THỦ TỤC", Level::Procedure),
        ("Phụ lục", "PHỤ LỤC", Level::Annex),
    ];
    for (small, capital, level) in words {
        let rest = line.strip_prefix(small).or_else(|| line.strip_prefix(capital));
        if let Some((number, rest)) = rest.and_then(|rest| heading_number(level, rest)) {
            return Some((Mark::Heading(level, number), rest));
        }
    }
    None
}

/// The number of a heading and its title. What stands behind it tells a heading from a sentence that begins with a
/// citation (`Điều 15 Nghị định …`, `Mục 1, Chương III`).
fn heading_number(level: Level, rest: &str) -> Option<(String, &str)> {
    if level == Level::Annex && rest.trim_matches(['.', ':', ' ']).is_empty() {
        return Some((String::new(), ""));
    }
    let rest = rest.strip_prefix(' ')?;
    let end = rest.find([' ', '.', ':']).unwrap_or(rest.len());
    let (number, after) = rest.split_at_checked(end)?;
    if !is_heading_number(level, number) {
        return None;
    }
    let closed = after.trim_start().starts_with(['.', ':']);
    let title = after.trim_start_matches(['.', ':', ' ']);
    // `Chương II NHỮNG QUY ĐỊNH`: a title in capitals follows, or nothing.
    let capitals = title.is_empty() || title.split(' ').next().is_some_and(crate::lines::is_capitals);
    let bare = capitals && !matches!(level, Level::Article | Level::Procedure);
    (closed || bare).then(|| (number.to_owned(), title))
}

fn is_heading_number(level: Level, number: &str) -> bool {
    let arabic = !number.is_empty() && number.chars().all(|digit| digit.is_ascii_digit());
    let roman = !number.is_empty() && number.chars().all(|digit| matches!(digit, 'I' | 'V' | 'X' | 'L' | 'C'));
    match level {
        // Articles put in later carry a letter: 12a.
        Level::Article => {
            let digits = number.trim_end_matches(|letter| LETTERS.contains(letter));
            !digits.is_empty()
                && digits.chars().all(|d| d.is_ascii_digit())
                && number.chars().count() - digits.len() < 2
        }
        Level::Procedure => arabic,
        Level::Part | Level::Annex => {
            let letter = number.chars().count() == 1 && number.chars().all(char::is_uppercase);
            arabic || roman || letter
        }
        Level::Attached | Level::Chapter | Level::Section | Level::ProcedureSection | Level::Stage => arabic || roman,
        Level::Clause | Level::Point | Level::Dash | Level::Plus | Level::Star | Level::Paragraph => false,
    }
}

fn stage(line: &str) -> Option<(Mark, &str)> {
    let line = line.strip_prefix(DASHES).map_or(line, str::trim_start);
    let rest = line.strip_prefix("Bước ").or_else(|| line.strip_prefix("BƯỚC "))?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
    let (number, after) = rest.split_at_checked(end)?;
    let title = after.trim_start().strip_prefix(['.', ':'])?;
    (!number.is_empty()).then(|| (Mark::Stage(number.to_owned()), title.trim_start()))
}

fn footnote(line: &str) -> Option<(Mark, &str)> {
    let digits: String = line.chars().map_while(superscript).collect();
    if !digits.is_empty() {
        let rest = line.trim_start_matches(|letter| superscript(letter).is_some());
        return Some((Mark::Footnote(digits), rest.trim_start()));
    }
    let (number, rest) = line.strip_prefix('[')?.split_once(']')?;
    let numbered = !number.is_empty() && number.chars().all(|digit| digit.is_ascii_digit());
    (numbered && rest.starts_with(' ')).then(|| (Mark::Footnote(number.to_owned()), rest.trim_start()))
}

/// The digit a superscript stands for.
pub(crate) fn superscript(letter: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹"
        .chars()
        .zip('0'..='9')
        .find(|(sign, _)| *sign == letter)
        .map(|(_, digit)| digit)
}

fn number(line: &str) -> Option<(Mark, &str)> {
    let end = line
        .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .unwrap_or(line.len());
    let (run, rest) = line.split_at_checked(end)?;
    let number = run.trim_end_matches('.');
    let sound = !number.is_empty() && number.split('.').all(|part| !part.is_empty() && part.len() <= 3);
    if !sound {
        return None;
    }
    let next = rest.chars().find(|letter| *letter != ' ');
    if run.ends_with('.') {
        // A dot, then anything but a digit: `1. Tên`, `1.Tên`, `1.` alone.
        return Some((Mark::Number(number.to_owned()), rest.trim_start()));
    }
    if let Some(after) = rest.strip_prefix(['-', ')', '–'])
        && (after.is_empty() || after.starts_with(' '))
    {
        return Some((Mark::Number(number.to_owned()), after.trim_start()));
    }
    let opens = rest.starts_with(' ') && next.is_some_and(char::is_uppercase);
    if opens && number.contains('.') {
        return Some((Mark::Number(number.to_owned()), rest.trim_start()));
    }
    opens.then(|| (Mark::Bare(number.to_owned()), rest.trim_start()))
}

fn letter(line: &str) -> Option<(Mark, &str)> {
    let mut letters = line.chars();
    let letter = letters.next().filter(|letter| LETTERS.contains(*letter))?;
    let rest = letters.as_str();
    let body = rest
        .strip_prefix(')')
        .or_else(|| rest.strip_prefix('.').filter(|body| body.starts_with(' ')))?;
    Some((Mark::Letter(letter), body.trim_start()))
}

fn bullet(line: &str) -> Option<(Mark, &str)> {
    if let Some(rest) = line.strip_prefix(DASHES) {
        let rest = rest.trim_start();
        if let Some(inner) = rest.strip_prefix("+ ") {
            return Some((Mark::Plus, inner.trim_start()));
        }
        let opens = rest.chars().next().is_some_and(|letter| !DASHES.contains(&letter));
        return opens.then_some((Mark::Dash, rest));
    }
    if let Some(rest) = line.strip_prefix('+') {
        return Some((Mark::Plus, rest.trim_start()));
    }
    line.strip_prefix("* ").map(|rest| (Mark::Star, rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(line: &str) -> Mark {
        mark(line).0
    }

    #[test]
    fn headings_are_told_from_citations() {
        let article = |number: &str| Mark::Heading(Level::Article, number.to_owned());
        assert_eq!(mark("Điều 4. Trưởng phòng"), (article("4"), "Trưởng phòng"));
        assert_eq!(seen("Điều 12a. Bổ sung"), article("12a"));
        assert_eq!(seen("Điều 15 Nghị định số 85"), Mark::None);
        assert_eq!(seen("Điều 3, 4, 5 và có trách nhiệm"), Mark::None);
        assert_eq!(seen("Mục 1, Chương III"), Mark::None);
        assert_eq!(
            mark("Chương III TỔ CHỨC"),
            (Mark::Heading(Level::Chapter, "III".into()), "TỔ CHỨC")
        );
        assert_eq!(seen("Chương trình công tác"), Mark::None);
        assert_eq!(seen("PHẦN A. DANH MỤC"), Mark::Heading(Level::Part, "A".into()));
        assert_eq!(seen("Phụ lục I ban hành kèm theo"), Mark::None);
        assert_eq!(seen("PHỤ LỤC"), Mark::Heading(Level::Annex, String::new()));
        assert_eq!(
            seen("Thủ tục 15: Cấp lại"),
            Mark::Heading(Level::Procedure, "15".into())
        );
        assert_eq!(seen("Thủ tục hành chính"), Mark::None);
    }

    #[test]
    fn items_in_every_style() {
        assert_eq!(mark("1- Quy chế"), (Mark::Number("1".into()), "Quy chế"));
        assert_eq!(mark("2.1. Tham mưu"), (Mark::Number("2.1".into()), "Tham mưu"));
        assert_eq!(seen("2.1 Tham mưu"), Mark::Number("2.1".into()));
        assert_eq!(seen("10 Yêu cầu"), Mark::Bare("10".into()));
        assert_eq!(seen("1."), Mark::Number("1".into()));
        assert_eq!(seen("219-QĐ/TW, ngày"), Mark::None);
        assert_eq!(seen("30/10/2016 của"), Mark::None);
        assert_eq!(seen("1.000 đồng"), Mark::None);
        assert_eq!(mark("đ) Giải quyết"), (Mark::Letter('đ'), "Giải quyết"));
        assert_eq!(seen("a. Sơ yếu"), Mark::Letter('a'));
        assert_eq!(seen("ủy quyền"), Mark::None);
        assert_eq!(mark("- + Bộ phận"), (Mark::Plus, "Bộ phận"));
        assert_eq!(mark("– Căn cứ"), (Mark::Dash, "Căn cứ"));
        assert_eq!(seen("-----"), Mark::None);
        assert_eq!(mark("- Bước 1: Lập"), (Mark::Stage("1".into()), "Lập"));
        assert_eq!(mark("Bước 2. Thẩm định"), (Mark::Stage("2".into()), "Thẩm định"));
        assert_eq!(mark("⁴ Trích"), (Mark::Footnote("4".into()), "Trích"));
        assert_eq!(seen("* Khôi phục"), Mark::Star);
    }
}
