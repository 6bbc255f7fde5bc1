//! Why a limit has no answer.

use crate::holidays::NotCovered;

/// Why a limit has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A limit in hours from an event whose time of day is not known.
    NoTimeOfDay,
    /// A limit that needs a work calendar, and none is declared.
    NoCalendar,
    /// A limit in working hours, and neither the regulation nor its calendar gives the hours of a working day.
    NoWorkingTime,
    /// The calendar does not cover a year.
    NotCovered(NotCovered),
    /// The calendar's days of a year were not decided officially.
    Presumed(i32),
    /// No working days at all, or no hours: a limit must have a length.
    NoLength,
    /// The day lies beyond every calendar.
    OutOfRange,
}

impl Problem {
    /// In Vietnamese.
    pub fn words(self) -> String {
        match self {
            Problem::NoTimeOfDay => "thời hạn tính bằng giờ cần giờ xảy ra của sự kiện, chưa được khai".to_owned(),
            Problem::NoCalendar => "thời hạn này cần lịch làm việc, văn bản chưa khai lịch nào".to_owned(),
            Problem::NoWorkingTime => {
                "thời hạn tính bằng giờ làm việc cần giờ làm việc trong ngày, văn bản và lịch chưa nêu".to_owned()
            }
            Problem::NotCovered(years) => format!(
                "lịch làm việc không có năm {} (chỉ có từ {} đến {})",
                years.year, years.first, years.last
            ),
            Problem::Presumed(year) => format!("lịch nghỉ năm {year} mới là dự kiến, chưa có quyết định chính thức"),
            Problem::NoLength => "thời hạn phải từ 1 trở lên".to_owned(),
            Problem::OutOfRange => "ngày nằm ngoài phạm vi tính được".to_owned(),
        }
    }

    /// In English.
    pub fn english(self) -> String {
        match self {
            Problem::NoTimeOfDay => "a limit in hours needs the event's time of day, which is not given".to_owned(),
            Problem::NoCalendar => "this limit needs a work calendar, and the regulation declares none".to_owned(),
            Problem::NoWorkingTime => {
                "a limit in working hours needs the hours of a working day; neither the regulation nor its calendar gives them".to_owned()
            }
            Problem::NotCovered(years) => format!(
                "the work calendar does not cover {} (only {} to {})",
                years.year, years.first, years.last
            ),
            Problem::Presumed(year) => format!("the days off of {year} are presumed: no official decision yet"),
            Problem::NoLength => "a limit must be at least 1 long".to_owned(),
            Problem::OutOfRange => "the day is out of range".to_owned(),
        }
    }
}

impl From<NotCovered> for Problem {
    fn from(years: NotCovered) -> Problem {
        Problem::NotCovered(years)
    }
}
