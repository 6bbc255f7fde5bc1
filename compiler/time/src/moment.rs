//! A day with, where it is known, the time of day: what a limit in hours counts from and ends at.

use crate::words::date_words;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

/// A day, and its time of day where that is known.
///
/// As data it is a text: `2026-06-01`, `2026-06-01T16:30:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment {
    /// The day.
    pub day: NaiveDate,
    /// The time of day.
    pub time: Option<NaiveTime>,
}

impl Moment {
    /// A day of which the time is not known.
    pub fn on(day: NaiveDate) -> Moment {
        Moment { day, time: None }
    }

    /// A day at a time of day.
    pub fn at(moment: NaiveDateTime) -> Moment {
        Moment {
            day: moment.date(),
            time: Some(moment.time()),
        }
    }

    /// Day and time, where the time is known.
    pub fn exact(self) -> Option<NaiveDateTime> {
        self.time.map(|time| self.day.and_time(time))
    }

    /// `29/04/2026 lúc 16:30`; the day alone where the time is not known.
    pub fn words(self) -> String {
        match self.time {
            Some(time) => format!("{} lúc {}", date_words(self.day), time_words(time)),
            None => date_words(self.day),
        }
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> String {
        match moment.exact() {
            Some(exact) => exact.format("%Y-%m-%dT%H:%M:%S").to_string(),
            None => moment.day.format("%Y-%m-%d").to_string(),
        }
    }
}

impl TryFrom<String> for Moment {
    type Error = chrono::ParseError;

    fn try_from(text: String) -> Result<Moment, chrono::ParseError> {
        if text.contains('T') {
            NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S").map(Moment::at)
        } else {
            NaiveDate::parse_from_str(&text, "%Y-%m-%d").map(Moment::on)
        }
    }
}

/// `16:30`, to the minute.
pub fn time_words(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// A time of day as people write it: `16:30`, `7:05`, `16h30`, `7h`. `None` for anything else.
pub fn read_time(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once([':', 'h', 'H']).unwrap_or((text, ""));
    let digits = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let whole_hour = minute.is_empty() && !text.contains(':') && text.len() > hour.len();
    if hour.is_empty() || !digits(hour) || !(whole_hour || minute.len() == 2 && digits(minute)) {
        return None;
    }
    let minute = if whole_hour { 0 } else { minute.parse().ok()? };
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_calendar::day;

    #[test]
    fn moments_in_words() {
        let moment = Moment::at(day(2026, 4, 9).and_hms_opt(7, 5, 30).unwrap());
        assert_eq!(moment.words(), "09/04/2026 lúc 07:05");
        assert_eq!(Moment::on(day(2026, 4, 9)).words(), "09/04/2026");
    }

    #[test]
    fn as_data_a_moment_is_a_text() {
        let exact = Moment::at(day(2026, 4, 9).and_hms_opt(7, 5, 30).unwrap());
        for (moment, text) in [
            (exact, "\"2026-04-09T07:05:30\""),
            (Moment::on(day(2026, 4, 9)), "\"2026-04-09\""),
        ] {
            assert_eq!(serde_json::to_string(&moment).unwrap(), text);
            assert_eq!(serde_json::from_str::<Moment>(text).unwrap(), moment);
        }
        assert!(serde_json::from_str::<Moment>("\"2026-04-09T25:00:00\"").is_err());
    }

    #[test]
    fn times_of_day_are_read_as_people_write_them() {
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
        for (text, found) in [
            ("16:30", time(16, 30)),
            ("7:05", time(7, 5)),
            ("16h30", time(16, 30)),
            ("7h", time(7, 0)),
            ("00:00", time(0, 0)),
        ] {
            assert_eq!(read_time(text), found, "{text}");
        }
        for text in [
            "", ":", "h", "24:00", "7:60", "7:5", "7", "+7:05", "16:30:00", "7:", "007:00", "16:3h",
        ] {
            assert_eq!(read_time(text), None, "{text}");
        }
    }
}
