//! Dates as people type them: `01/7/2026`, `1-7-2026`, `1.7.2026`, `2026-07-01`, `ngày 1 tháng 7 năm 2026`; the day comes
//! before the month. A date without a day, with a year of two digits or in American order is never completed or turned
//! round: the message says what is missing.

use crate::errors::{BAD_DATE, Wrong};
use crate::text::key;
use chrono::{NaiveDate, NaiveTime};
use quyche_time::Moment;
use quyche_time::moment::read_time;

/// The years a fact may lie in; outside, a typing mistake or a stand-in for "no end" is likelier than a fact.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// Reads a date.
pub(crate) fn parse(text: &str) -> Result<NaiveDate, Wrong> {
    match numbers(text) {
        Some(numbers) => from_numbers(text, &numbers),
        None => in_words(text),
    }
}

/// Reads a day with its time of day, on either side of it: `01/7/2026 16:30`, `16h30 ngày 01/7/2026`, `2026-07-01T16:30`,
/// `01/7/2026 lúc 16:30`. A day alone leaves the time unknown, and so does the empty time of day of other programs.
pub(crate) fn parse_moment(text: &str) -> Result<Moment, Wrong> {
    let plain = midnight_with_seconds_cut(text.trim());
    let spaced = iso_spaced(plain);
    let words: Vec<&str> = spaced.split_whitespace().filter(|word| *word != "lúc").collect();
    let (times, rest): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| is_time(word));
    let day = |words: &[&str]| {
        let words = words
            .strip_prefix(&["ngày"])
            .filter(|rest| rest.len() == 1)
            .unwrap_or(words);
        parse(&words.join(" "))
    };
    match times.as_slice() {
        [] => parse(plain).map(Moment::on),
        [time] => {
            let without_seconds = time.strip_suffix('Z').unwrap_or(time);
            let time = read_time(without_seconds).or_else(|| {
                let whole = NaiveTime::parse_from_str(without_seconds, "%H:%M:%S%.f");
                whole.ok().filter(|_| without_seconds.len() >= 8)
            });
            let time = time.ok_or_else(|| no_time(text))?;
            Ok(Moment {
                day: day(&rest)?,
                time: Some(time),
            })
        }
        [_, _, ..] => Err(no_time(text)),
    }
}

/// Whether a word is meant for a time of day.
fn is_time(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit() || letter == ':') && word.contains([':', 'h'])
}

/// `2026-07-01T16:30` as `2026-07-01 16:30`.
fn iso_spaced(text: &str) -> String {
    match text.split_once('T') {
        Some((day, time)) if day.len() == 10 && time.starts_with(|letter: char| letter.is_ascii_digit()) => {
            format!("{day} {time}")
        }
        Some(_) | None => text.to_owned(),
    }
}

/// Up to three numbers and how many digits each was written with, when nothing but separators stands between.
fn numbers(text: &str) -> Option<Vec<(u32, usize)>> {
    let text = midnight_cut(text.trim());
    let mut found: Vec<(u32, usize)> = Vec::with_capacity(3);
    let mut open = false;
    let mut separators = 0;
    for letter in text.chars() {
        if let Some(digit) = letter.to_digit(10) {
            if !open {
                found.push((0, 0));
                open = true;
                separators = 0;
            }
            let (value, digits) = found.last_mut()?;
            *value = value.checked_mul(10)?.checked_add(digit)?;
            *digits += 1;
        } else if letter == ' ' || letter == '\u{a0}' {
            open = false;
        } else if matches!(letter, '/' | '-' | '.' | '–' | '—' | '‑') && separators == 0 && !found.is_empty() {
            open = false;
            separators += 1;
        } else {
            return None;
        }
    }
    (!found.is_empty() && found.len() <= 3 && separators == 0).then_some(found)
}

/// Other programs write a day with an empty time of day.
fn midnight_cut(text: &str) -> &str {
    for tail in ["T00:00:00Z", "T00:00:00", " 00:00:00", " 00:00", " 0:00:00", " 0:00"] {
        if let Some(day) = text.strip_suffix(tail) {
            return day;
        }
    }
    text
}

/// A midnight written to the second is the empty time of day of another program; one written to the minute was typed.
fn midnight_with_seconds_cut(text: &str) -> &str {
    let tails = ["T00:00:00Z", "T00:00:00", " 00:00:00", " 0:00:00"];
    tails.iter().find_map(|tail| text.strip_suffix(tail)).unwrap_or(text)
}

fn from_numbers(text: &str, numbers: &[(u32, usize)]) -> Result<NaiveDate, Wrong> {
    match *numbers {
        [(year, 4), (month, 1 | 2), (day, 1 | 2)] => build(text, day, month, year),
        [(day, 1 | 2), (month, 1 | 2), (year, 4)] => build(text, day, month, year),
        [(day, 1 | 2), (month, 1 | 2), (year, 2)] => Err(wrong(
            text,
            "năm chỉ có hai chữ số",
            "the year has only two digits",
        )
        .help(
            format!("viết đủ bốn chữ số: {day:02}/{month:02}/20{year:02} hoặc {day:02}/{month:02}/19{year:02}"),
            "write the year with four digits",
        )),
        [(month, 1 | 2), (year, 4)] | [(year, 4), (month, 1 | 2)] => Err(wrong(
            text,
            "chỉ có tháng và năm, không có ngày",
            "has a month and a year, but no day",
        )
        .help(
            format!("ghi đủ ngày/tháng/năm theo hồ sơ (ví dụ 01/{month:02}/{year}); nếu chưa biết ngày thì để trống, không tự chọn ngày"),
            "write day/month/year as in the file, or leave the cell blank: no day is chosen for you",
        )),
        [(year, 4)] => Err(wrong(text, "chỉ có năm", "is only a year").help(
            format!("ghi đủ ngày/tháng/năm theo hồ sơ, ví dụ 01/01/{year}; nếu chưa biết thì để trống"),
            "write day/month/year, or leave the cell blank",
        )),
        _ => Err(no_date(text)),
    }
}

fn build(text: &str, day: u32, month: u32, year: u32) -> Result<NaiveDate, Wrong> {
    let year = i32::try_from(year).unwrap_or(i32::MAX);
    if !YEARS.contains(&year) {
        return Err(out_of_range(text));
    }
    if let Some(date) = NaiveDate::from_ymd_opt(year, month, day) {
        return Ok(date);
    }
    let error = wrong(text, "không phải là ngày có thật", "is no real date");
    Err(if NaiveDate::from_ymd_opt(year, day, month).is_some() {
        error.help(
            format!("ngày viết trước tháng; có phải là {month:02}/{day:02}/{year}?"),
            format!("the day comes first; did you mean {month:02}/{day:02}/{year}?"),
        )
    } else {
        error.help(
            "viết ngày/tháng/năm theo hồ sơ, ví dụ 01/07/2026",
            "write day/month/year, for example 01/07/2026",
        )
    })
}

/// `ngày 1 tháng 7 năm 2026`.
fn in_words(text: &str) -> Result<NaiveDate, Wrong> {
    if text.len() > 60 {
        return Err(no_date(text));
    }
    let words = key(text);
    let mut parts = words.split(' ');
    let mut rest: Vec<(u32, usize)> = Vec::new();
    for word in ["ngày", "tháng", "năm"] {
        let number = (parts.next() == Some(word)).then(|| parts.next()).flatten();
        let Some(number) = number.filter(|number| number.len() <= 4) else {
            return Err(no_date(text));
        };
        let Ok(value) = number.parse() else {
            return Err(no_date(text));
        };
        rest.push((value, number.len()));
    }
    if parts.next().is_some() {
        return Err(no_date(text));
    }
    from_numbers(text, &rest)
}

/// The message for a date far from any case.
pub(crate) fn out_of_range(text: &str) -> Wrong {
    wrong(text, "nằm ngoài các năm 1900–2199", "lies outside the years 1900–2199").help(
        "kiểm tra lại năm; thời gian chưa kết thúc thì ghi \"nay\" ở cột đến ngày",
        "check the year; for a period still running write \"nay\" as its end",
    )
}

fn wrong(text: &str, vi: &str, en: &str) -> Wrong {
    let shown = crate::value::quote(text);
    Wrong::new(BAD_DATE, format!("{shown} {vi}"), format!("{shown} {en}"))
}

fn no_time(text: &str) -> Wrong {
    wrong(text, "không phải là ngày giờ", "is not a date with a time of day").help(
        "viết ngày/tháng/năm rồi giờ:phút, ví dụ 01/07/2026 16:30; chưa biết giờ thì chỉ ghi ngày",
        "write day/month/year and hour:minute, for example 01/07/2026 16:30; the day alone leaves the time unknown",
    )
}

fn no_date(text: &str) -> Wrong {
    wrong(text, "không phải là ngày", "is not a date").help(
        "viết ngày/tháng/năm, ví dụ 01/07/2026; chưa biết thì để trống, biết là không có thì ghi \"không có\"",
        "write day/month/year, for example 01/07/2026; blank is unknown, \"không có\" is known to be none",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn every_form_is_the_same_day() {
        for text in [
            "01/7/2026",
            "1/7/2026",
            "1-7-2026",
            "01.07.2026",
            "2026-07-01",
            "2026/7/1",
            " 01 / 07 / 2026 ",
            "1–7–2026",
            "ngày 01 tháng 7 năm 2026",
            "Ngày 1  tháng 07 năm 2026",
            "2026-07-01T00:00:00",
            "2026-07-01 00:00:00",
        ] {
            assert_eq!(parse(text), Ok(day(2026, 7, 1)), "{text}");
        }
        assert_eq!(parse("29/02/2024"), Ok(day(2024, 2, 29)));
    }

    #[test]
    fn what_is_no_date_says_why() {
        for (text, why) in [
            ("7/2026", "không có ngày"),
            ("2026-07", "không có ngày"),
            ("2026", "chỉ có năm"),
            ("01/07/26", "hai chữ số"),
            ("31/02/2026", "không phải là ngày có thật"),
            ("31/12/9999", "1900–2199"),
            ("hôm qua", "không phải là ngày"),
            ("1//7/2026", "không phải là ngày"),
            ("/1/7/2026", "không phải là ngày"),
            ("1/7/2026/", "không phải là ngày"),
            ("99999999999/1/2026", "không phải là ngày"),
            ("", "không phải là ngày"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.what.vi.contains(why), "{text}: {}", error.what.vi);
        }
        let american = parse("7/31/2026").unwrap_err();
        assert!(american.help.unwrap().vi.contains("31/07/2026"));
    }

    #[test]
    fn a_time_of_day_stands_on_either_side() {
        let time = NaiveTime::from_hms_opt(16, 30, 0);
        let moment = Moment {
            day: day(2026, 7, 1),
            time,
        };
        for text in [
            "01/7/2026 16:30",
            "1-7-2026  16h30",
            "16:30 01/07/2026",
            "16h30 ngày 01/7/2026",
            "01/7/2026 lúc 16:30",
            "ngày 1 tháng 7 năm 2026 16:30",
            "2026-07-01T16:30",
            "2026-07-01T16:30:00",
            "2026-07-01T16:30:00Z",
            "2026-07-01 16:30:00",
        ] {
            assert_eq!(parse_moment(text), Ok(moment), "{text}");
        }
        for text in ["01/7/2026", "2026-07-01T00:00:00", "2026-07-01 00:00:00"] {
            assert_eq!(parse_moment(text), Ok(Moment::on(day(2026, 7, 1))), "{text}");
        }
        let midnight = parse_moment("01/7/2026 00:00").unwrap();
        assert_eq!(midnight.time, NaiveTime::from_hms_opt(0, 0, 0));
        for text in [
            "01/7/2026 24:00",
            "01/7/2026 16:3",
            "16:30",
            "01/7/2026 7:00 8:00",
            "sáng 01/7/2026",
            "h",
            "::",
        ] {
            assert!(parse_moment(text).is_err(), "{text}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn a_date_survives_each_form(days in 0i64..100_000) {
            let date = day(1900, 1, 1) + chrono::Days::new(days as u64);
            for form in ["%d/%m/%Y", "%-d-%-m-%Y", "%Y-%m-%d", "ngày %-d tháng %-m năm %Y"] {
                proptest::prop_assert_eq!(parse(&date.format(form).to_string()), Ok(date));
            }
        }

        #[test]
        fn nothing_panics(text in "\\PC{0,40}") {
            let _ = parse(&text).is_ok();
            let _ = parse_moment(&text).is_ok();
        }
    }
}
