//! Words that need no document: dates, numbers, durations, lists of words, capitals.

use chrono::NaiveDate;
use quyche_time::Duration;
use rust_decimal::Decimal;

/// A date as official documents write it: `07/11/2024`.
pub fn date(day: NaiveDate) -> String {
    quyche_time::date_words(day)
}

/// A number with `.` between thousands and `,` before decimals: `1.000`, `4,98`.
pub fn number(value: Decimal) -> String {
    let plain = value.normalize().to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push('.');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// `9 năm`, `24 tháng`, `5 ngày làm việc`, `24 giờ`.
pub fn duration(value: Duration) -> String {
    value.words()
}

/// A name for people to read: underscores as blanks.
pub fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// In curly quotes.
pub fn quoted(text: &str) -> String {
    format!("“{text}”")
}

/// `a`, `a và b`, `a, b và c` (with the word given).
pub fn joined(parts: &[String], word: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// The first letter made a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// Words that may stand before a name without being part of it.
const PARTICLES: [&str; 12] = [
    "Là", "Có", "Thuộc", "Trong", "Được", "Ở", "Do", "Theo", "Đang", "Đã", "Của", "Tại",
];

/// The first letter made small, for use inside a sentence; abbreviations (`UBND`) and names whose second word has a
/// capital too (`Hưng Yên`, `Bộ Chính trị`) stay as they are.
pub fn uncapital(text: &str) -> String {
    let first_word = text.split_whitespace().next().unwrap_or("");
    let second_word = text.split_whitespace().nth(1).unwrap_or("");
    let abbreviation = first_word.chars().skip(1).any(|c| c.is_uppercase() || c.is_numeric());
    let lone = first_word.chars().count() == 1;
    let particle = PARTICLES.contains(&first_word);
    let proper = !particle
        && second_word.chars().next().is_some_and(char::is_uppercase)
        && second_word.chars().skip(1).any(char::is_lowercase);
    if abbreviation || lone || proper {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}

/// A line, so many levels in (two blanks each).
pub fn indent(level: usize, text: &str) -> String {
    format!("{}{text}", "  ".repeat(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_the_vietnamese_way() {
        for (value, words) in [
            ("1000", "1.000"),
            ("4.98", "4,98"),
            ("-1234567.5", "-1.234.567,5"),
            ("300", "300"),
            ("2.00", "2"),
        ] {
            assert_eq!(number(value.parse().unwrap()), words);
        }
    }

    #[test]
    fn capitals_of_names_stay() {
        for (text, words) in [
            ("Trình độ chuyên môn", "trình độ chuyên môn"),
            ("Hưng Yên", "Hưng Yên"),
            ("UBND tỉnh", "UBND tỉnh"),
            ("Bộ Chính trị", "Bộ Chính trị"),
            ("Là Văn phòng Tỉnh ủy", "là Văn phòng Tỉnh ủy"),
            ("Đã nghiệm thu", "đã nghiệm thu"),
            ("", ""),
        ] {
            assert_eq!(uncapital(text), words);
        }
    }

    #[test]
    fn lists_of_words_end_in_the_word_given() {
        let parts: Vec<String> = ["a", "b", "c"].map(str::to_owned).into();
        assert_eq!(joined(&parts, "và"), "a, b và c");
        assert_eq!(joined(&parts[..2], "hoặc"), "a hoặc b");
        assert_eq!(joined(&[], "và"), "");
    }
}
