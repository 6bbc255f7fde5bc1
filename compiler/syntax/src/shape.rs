//! What the beginning of a line looks like: a heading, a marker, a statement. Cutting a file into pieces needs to know this
//! before anything is parsed; the grammar then reads each piece properly.

use quyche_base::Level;

/// The words that begin a statement.
pub(crate) const STATEMENTS: [&str; 21] = [
    "danh mục",
    "dữ kiện",
    "chức danh",
    "định nghĩa",
    "dẫn chiếu",
    "cách hiểu",
    "cách tính",
    "phạm vi",
    "tiêu chuẩn",
    "nghĩa vụ",
    "quyền",
    "thẩm quyền",
    "cấm",
    "thời hạn",
    "thành phần hồ sơ",
    "thứ tự ưu tiên",
    "hội đồng",
    "nêu",
    "nghi vấn",
    "xét",
    "ví dụ",
];

/// The words that begin an instruction about the text: templates, edits, amendments.
pub(crate) const DIRECTIVES: [&str; 7] = [
    "hết khuôn",
    "áp dụng khuôn",
    "sửa đổi theo",
    "khuôn",
    "thay",
    "bỏ",
    "thêm",
];

/// The words that begin the head of a file.
pub(crate) const HEADERS: [&str; 6] = [
    "quy định",
    "quyết định",
    "quy chế",
    "hướng dẫn",
    "thư viện",
    "tiếp theo",
];

/// Words that are never a whole name, because they carry the sentence.
pub(crate) const RESERVED: [&str; 36] = [
    "bằng",
    "cho",
    "đủ",
    "còn",
    "có",
    "của",
    "cách",
    "do",
    "dưới",
    "hoặc",
    "khi",
    "không",
    "kể",
    "là",
    "mọi",
    "mỗi",
    "một",
    "nếu",
    "sau",
    "theo",
    "thuộc",
    "thì",
    "trong",
    "trên",
    "trước",
    "trường",
    "trừ",
    "tính",
    "tất",
    "từ",
    "và",
    "với",
    "đáp",
    "đều",
    "đến",
    "đối",
];

/// Words after which a sentence goes on, besides the reserved ones.
const GOES_ON: [&str; 7] = ["kiểm", "gồm", "ngày", "nhất", "quá", "chọn", "cần"];

/// The words of an address that ask for a number.
const ADDRESS: [&str; 12] = [
    "điểm", "khoản", "mục", "điều", "gạch", "cộng", "sao", "bước", "đoạn", "tục", "chương", "phần",
];

/// Whether a sentence cannot end after this word.
pub(crate) fn goes_on_after(word: &str) -> bool {
    let word = word.to_lowercase();
    RESERVED.contains(&word.as_str()) || GOES_ON.contains(&word.as_str()) || ADDRESS.contains(&word.as_str())
}

/// Whether this word asks for the number of a unit.
pub(crate) fn asks_for_number(word: &str) -> bool {
    ADDRESS.contains(&word.to_lowercase().as_str())
}

/// Whether an address begins here: a word that asks for a number and a blank.
pub(crate) fn address(text: &str) -> bool {
    ["thủ tục", "phụ lục", "kèm theo"]
        .iter()
        .chain(&ADDRESS)
        .any(|word| keyword(text, word).is_some())
}

/// Whether `letter` may stand inside a name. The letters Vietnamese is written with come first: the tables of Unicode are slow.
pub(crate) fn is_name_char(letter: char) -> bool {
    letter == '_'
        || letter.is_ascii_alphanumeric()
        || matches!(letter, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
        || letter.is_alphanumeric()
        || unicode_normalization::char::is_combining_mark(letter)
}

/// The bytes of `text` that the words of `keyword` take, any blanks between them, a capital first letter tolerated.
pub(crate) fn keyword(text: &str, keyword: &str) -> Option<usize> {
    let mut rest = text;
    // Most texts differ in their first byte from most keywords; an ASCII capital differs from its small letter in one bit.
    let (first, wanted) = (text.as_bytes().first()?, keyword.as_bytes().first()?);
    if wanted.is_ascii() && !first.eq_ignore_ascii_case(wanted) {
        return None;
    }
    for (index, word) in keyword.split(' ').enumerate() {
        if index > 0 {
            let trimmed = rest.trim_start_matches([' ', '\t', '\n']);
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
        }
        rest = strip_word(rest, word, index == 0)?;
    }
    (!rest.starts_with(is_name_char)).then_some(text.len() - rest.len())
}

fn strip_word<'a>(text: &'a str, word: &str, capital: bool) -> Option<&'a str> {
    let (mut letters, mut wanted) = (text.chars(), word.chars());
    let (first, expected) = (letters.next()?, wanted.next()?);
    let same = first == expected || (capital && first.to_lowercase().eq(std::iter::once(expected)));
    if same {
        letters.as_str().strip_prefix(wanted.as_str())
    } else {
        None
    }
}

/// The statement keyword at the beginning of `text` and its length.
pub(crate) fn statement(text: &str) -> Option<(&'static str, usize)> {
    STATEMENTS
        .iter()
        .find_map(|words| keyword(text, words).map(|length| (*words, length)))
}

/// The keyword of an instruction at the beginning of `text` and its length. `thay thế` and `sửa đổi bởi` are other words.
pub(crate) fn directive(text: &str) -> Option<(&'static str, usize)> {
    if keyword(text, "thay thế").is_some() {
        return None;
    }
    DIRECTIVES
        .iter()
        .find_map(|words| keyword(text, words).map(|length| (*words, length)))
}

/// Whether new text follows the colon of what begins here.
pub(crate) fn edit(text: &str) -> bool {
    directive(text).is_some_and(|(words, _)| matches!(words, "thay" | "thêm"))
}

/// The header keyword at the beginning of `text`.
pub(crate) fn header(text: &str) -> Option<&'static str> {
    HEADERS.into_iter().find(|words| keyword(text, words).is_some())
}

/// The words that begin a numbered heading.
pub(crate) const HEADING_WORDS: [&str; 7] = ["Phần", "Chương", "Mục", "Điều", "Thủ tục", "Bước", "Phụ lục"];

/// A heading at the beginning of a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeadingShape {
    /// Bytes up to the end of the number (of the word where there is none).
    pub(crate) length: usize,
}

const NUMBERED: [&str; 14] = [
    "Phần",
    "PHẦN",
    "Chương",
    "CHƯƠNG",
    "Mục",
    "MỤC",
    "Điều",
    "ĐIỀU",
    "Thủ tục",
    "THỦ TỤC",
    "Bước",
    "BƯỚC",
    "Phụ lục",
    "PHỤ LỤC",
];
const UNNUMBERED: [&str; 6] = [
    "Kèm theo",
    "KÈM THEO",
    "Ngoài văn bản",
    "NGOÀI VĂN BẢN",
    "Phụ lục",
    "PHỤ LỤC",
];

/// A capitalised heading word with a number, or one of the headings without, at the beginning of `line`.
pub(crate) fn heading(line: &str) -> Option<HeadingShape> {
    if !line.starts_with(char::is_uppercase) {
        return None;
    }
    NUMBERED.iter().find_map(|words| numbered(line, words)).or_else(|| {
        UNNUMBERED.iter().find_map(|words| {
            let length = exact(line, words)?;
            let rest = after(line, length).trim_start_matches([' ', '\t']);
            let closed = rest.is_empty() || rest.starts_with(['.', ':', '\n']);
            closed.then_some(HeadingShape { length })
        })
    })
}

fn exact(line: &str, words: &str) -> Option<usize> {
    keyword(line, words).filter(|_| line.starts_with(words.split(' ').next().unwrap_or(words)))
}

fn numbered(line: &str, words: &str) -> Option<HeadingShape> {
    let length = exact(line, words)?;
    let rest = after(line, length);
    let number = rest.trim_start_matches([' ', '\t']);
    let digits = self::number(number)?;
    let length = length + (rest.len() - number.len()) + digits;
    (rest.len() > number.len()).then_some(HeadingShape { length })
}

/// The length of `1`, `1.3`, `4a`, `IV`, `B`.
pub(crate) fn number(text: &str) -> Option<usize> {
    let dotted = dotted_length(text);
    let length = if dotted > 0 {
        let suffix = after(text, dotted)
            .chars()
            .next()
            .filter(|letter| is_point_letter(*letter));
        dotted + suffix.map_or(0, char::len_utf8)
    } else {
        let roman = text.len() - text.trim_start_matches(['I', 'V', 'X', 'L', 'C']).len();
        let capital = text
            .chars()
            .next()
            .filter(|letter| letter.is_ascii_uppercase() || *letter == 'Đ');
        if roman > 0 {
            roman
        } else {
            capital.map_or(0, char::len_utf8)
        }
    };
    (length > 0 && !after(text, length).starts_with(is_name_char)).then_some(length)
}

/// The length of `1` or `2.1`: digits, with dots only between digits.
fn dotted_length(text: &str) -> usize {
    let mut length = 0;
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        let dot = byte == b'.' && at > 0 && bytes.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !byte.is_ascii_digit() && !dot {
            break;
        }
        length = at + 1;
    }
    length
}

fn is_point_letter(letter: char) -> bool {
    letter.is_ascii_lowercase() || letter == 'đ'
}

/// A marker at the beginning of `text`: its level and its length.
pub(crate) fn marker(text: &str) -> Option<(Level, usize)> {
    let first = text.chars().next()?;
    match first {
        '-' => alone(text, Level::Dash),
        '+' => alone(text, Level::Plus),
        '*' => alone(text, Level::Star),
        '0'..='9' => {
            let length = dotted_length(text);
            let rest = after(text, length);
            (rest.starts_with(['.', '-']) && ends_word(after(rest, 1))).then_some((Level::Clause, length + 1))
        }
        'Đ' => {
            let length = keyword(text, "đoạn")?;
            let number = after(text, length).trim_start_matches([' ', '\t']);
            let digits = number.bytes().take_while(u8::is_ascii_digit).count();
            let rest = after(number, digits);
            (digits > 0 && rest.starts_with('.') && ends_word(after(rest, 1)))
                .then_some((Level::Paragraph, text.len() - rest.len() + 1))
        }
        letter if is_point_letter(letter) => {
            let rest = after(text, letter.len_utf8());
            let dotted = rest.starts_with('.') && ends_word(after(rest, 1));
            (rest.starts_with(')') || dotted).then_some((Level::Point, letter.len_utf8() + 1))
        }
        _ => None,
    }
}

fn alone(text: &str, level: Level) -> Option<(Level, usize)> {
    ends_word(after(text, 1)).then_some((level, 1))
}

/// Whether `rest` begins with white space, or is empty.
pub(crate) fn ends_word(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r'])
}

/// `text` from `at` on; empty where `at` is no place in it.
pub(crate) fn after(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or("")
}

/// The first line of `text`, without its end.
pub(crate) fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_from_prose() {
        for line in [
            "Điều 4. Trưởng phòng",
            "Mục 1.3 (lần 2).",
            "Chương II",
            "Phần A. x",
            "Thủ tục 15: x",
            "Phụ lục.",
            "Kèm theo.",
        ] {
            assert!(heading(line).is_some(), "{line}");
        }
        for line in [
            "Điều này",
            "điều 4",
            "Mục tiêu",
            "Phần mềm 1",
            "Bước",
            "Kèm theo đó",
            "Điều 4x1",
            "Phụ lục kèm theo",
        ] {
            assert!(heading(line).is_none(), "{line}");
        }
        assert_eq!(heading("Mục 1.3. x").map(|shape| shape.length), Some("Mục 1.3".len()));
    }

    #[test]
    fn markers_are_told_from_names() {
        for (text, level) in [
            ("1. x", Level::Clause),
            ("2.1. x", Level::Clause),
            ("10- x", Level::Clause),
            ("đ) x", Level::Point),
            ("a. x", Level::Point),
            ("- x", Level::Dash),
            ("Đoạn 2. x", Level::Paragraph),
        ] {
            assert_eq!(marker(text).map(|(found, _)| found), Some(level), "{text}");
        }
        for text in ["1.000 x", "ab) x", "-x", "a.b", "đoạn 2. x", "12/3"] {
            assert!(marker(text).is_none(), "{text}");
        }
    }

    #[test]
    fn keywords_have_a_word_boundary_and_any_blanks() {
        assert_eq!(
            statement("Tiêu  \n chuẩn x").map(|(words, _)| words),
            Some("tiêu chuẩn")
        );
        assert!(statement("tiêu chuẩn_x").is_none());
        assert!(statement("quyền_hạn").is_none());
    }

    #[test]
    fn the_grammar_reserves_the_same_words() {
        use pest::Parser;
        use quyche_grammar::{QuycheParser, Rule};
        for word in RESERVED {
            assert!(QuycheParser::parse(Rule::reserved, word).is_ok(), "{word}");
            assert!(QuycheParser::parse(Rule::identifier, word).is_err(), "{word}");
            assert!(
                QuycheParser::parse(Rule::identifier, &format!("{word}_khác")).is_ok(),
                "{word}"
            );
        }
        for free in ["loại", "cấp", "hạng", "mã", "năm", "ngày", "bản", "số"] {
            assert!(QuycheParser::parse(Rule::identifier, free).is_ok(), "{free}");
        }
    }

    #[test]
    fn no_keyword_depends_on_where_its_tone_mark_stands() {
        for (_, keyword) in quyche_grammar::KEYWORDS {
            assert_eq!(quyche_base::name::fold_tones(keyword), *keyword);
        }
    }
}
