//! Dates, durations and lengths as people write them in Vietnamese.

use crate::{Duration, Length, Unit};
use chrono::{Datelike, NaiveDate};

/// `28/07/2026`: day and month with two digits.
pub fn date_words(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// A whole number with a dot between thousands: `3.288`.
pub fn number_words(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

impl Unit {
    /// The word: `năm`, `ngày làm việc` …
    pub fn word(self) -> &'static str {
        match self {
            Unit::Year => "năm",
            Unit::Month => "tháng",
            Unit::Week => "tuần",
            Unit::Day => "ngày",
            Unit::WorkingDay => "ngày làm việc",
            Unit::Hour => "giờ",
            Unit::WorkingDayHour => "giờ ngày làm việc",
            Unit::WorkingHour => "giờ làm việc",
        }
    }
}

impl Duration {
    /// `9 năm`, `24 tháng`.
    pub fn words(self) -> String {
        format!("{} {}", number_words(self.count.into()), self.unit.word())
    }
}

impl Length {
    /// `5 năm 11 tháng 2 ngày`; parts that are nothing are left out, nothing at all is `0 ngày`.
    pub fn words(self) -> String {
        let parts: Vec<String> = [(self.years, "năm"), (self.months, "tháng"), (self.days, "ngày")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{} {word}", number_words(count.into())))
            .collect();
        if parts.is_empty() {
            "0 ngày".to_owned()
        } else {
            parts.join(" ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_dates_numbers_and_lengths() {
        assert_eq!(date_words(NaiveDate::from_ymd_opt(2026, 7, 8).unwrap()), "08/07/2026");
        assert_eq!(number_words(3288), "3.288");
        assert_eq!(number_words(-1_000_000), "-1.000.000");
        assert_eq!(number_words(28), "28");
        let length = |years, months, days| Length { years, months, days }.words();
        assert_eq!(length(5, 11, 2), "5 năm 11 tháng 2 ngày");
        assert_eq!(length(0, 0, 0), "0 ngày");
        assert_eq!(length(6, 0, 0), "6 năm");
        assert_eq!(
            Duration {
                count: 24,
                unit: Unit::Month
            }
            .words(),
            "24 tháng"
        );
    }
}
