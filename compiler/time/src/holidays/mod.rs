//! Work calendars (R16): which days are worked, which are off and why, by law and by decision, as versioned, hashed, cited
//! data.
//!
//! A calendar covers a span of years. A year whose days nobody decided officially is `dự kiến` (presumed): its Tết and its
//! choices are what the law leaves most likely; so are single days of a decided year that may still change. Whoever
//! consults a presumed day learns of it and chooses to refuse or to say so.

mod data;
mod year;

pub use data::{Evidence, Source};

use crate::WorkingTime;
use crate::words::date_words;
use chrono::{Datelike, NaiveDate, Weekday};
use data::Data;
use sha2::{Digest, Sha256};
use std::sync::OnceLock;
use year::Year;

/// A work calendar.
#[derive(Debug)]
pub struct WorkCalendar {
    data: Data,
    hash: String,
    /// Laid out when first asked for.
    years: Vec<OnceLock<Option<Year>>>,
}

/// What a day is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// A working day.
    Working,
    /// A rest day worked because the day named was free instead.
    WorkedFor(NaiveDate),
    /// A weekly rest day.
    Rest(Weekday),
    /// Off for another reason.
    Off(DayOff),
}

/// Why a day is off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOff {
    /// Its name: `Giỗ Tổ Hùng Vương`.
    pub name: String,
    /// By what kind of rule.
    pub kind: OffKind,
    /// The place in [`WorkCalendar::sources`] of what says so.
    pub source: usize,
}

/// The kinds of days off that are no weekly rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffKind {
    /// A holiday of the law.
    Holiday {
        /// Whether it is made up for when it falls on a weekly rest day.
        substituted: bool,
    },
    /// Made up for a holiday on a weekly rest day.
    Substitute {
        /// That holiday.
        holiday: NaiveDate,
    },
    /// Free in exchange for a rest day.
    Swapped {
        /// The rest day worked.
        worked: NaiveDate,
    },
}

/// Why a file is no calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarError {
    /// Not the form of a calendar; what the reader of the form says.
    Form(String),
    /// A format that this program does not know.
    Format(u32),
    /// A source that the list of sources does not have.
    UnknownSource(String),
    /// The years are in the wrong order, or the lunar calendar does not reach them.
    Years(i32, i32),
}

/// A day outside the years of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotCovered {
    /// The year asked for.
    pub year: i32,
    /// The first year there is.
    pub first: i32,
    /// The last.
    pub last: i32,
}

/// A year that an answer rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Consulted {
    /// The year.
    pub year: i32,
    /// Whether every day consulted was decided officially.
    pub official: bool,
}

impl WorkCalendar {
    /// Reads a calendar from its JSON text.
    pub fn read(text: &str) -> Result<WorkCalendar, CalendarError> {
        let data: Data = serde_json::from_str(text).map_err(|error| CalendarError::Form(error.to_string()))?;
        if data.format != 1 {
            return Err(CalendarError::Format(data.format));
        }
        if let Some(id) = data.unknown_source() {
            return Err(CalendarError::UnknownSource(id.to_owned()));
        }
        let years = data.first_year..=data.last_year;
        if years.is_empty() || !lunar_covers(data.first_year) || !lunar_covers(data.last_year) {
            return Err(CalendarError::Years(data.first_year, data.last_year));
        }
        let hash = Sha256::digest(text.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Ok(WorkCalendar {
            hash,
            years: years.map(|_| OnceLock::new()).collect(),
            data,
        })
    }

    /// Its name, as a regulation declares it.
    pub fn name(&self) -> &str {
        &self.data.name
    }

    /// Its title in words.
    pub fn title(&self) -> &str {
        &self.data.title
    }

    /// Whose calendar it is.
    pub fn applies_to(&self) -> &str {
        &self.data.applies_to
    }

    /// Its version, which every result that used it prints.
    pub fn version(&self) -> &str {
        &self.data.version
    }

    /// The SHA-256 of its text in hexadecimal, which every result that used it prints.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The hours of a working day, where the calendar gives them. They differ from office to office: most calendars do not.
    pub fn working_time(&self, day: NaiveDate) -> Option<&WorkingTime> {
        let mut tables = self.data.working_time.iter().rev();
        tables.find(|table| table.from <= day).map(|table| &table.shifts)
    }

    /// Its sources.
    pub fn sources(&self) -> &[Source] {
        &self.data.sources
    }

    /// What a day is.
    pub fn day(&self, day: NaiveDate) -> Result<DayKind, NotCovered> {
        let year = self.year(day.year())?;
        if let Some(instead) = year.worked.get(&day) {
            return Ok(DayKind::WorkedFor(*instead));
        }
        Ok(match year.off.get(&day) {
            Some(off) => DayKind::Off(off.clone()),
            None if self.data.is_weekly_rest(day) => DayKind::Rest(day.weekday()),
            None => DayKind::Working,
        })
    }

    /// Whether a day is worked.
    pub fn is_working(&self, day: NaiveDate) -> Result<bool, NotCovered> {
        let year = self.year(day.year())?;
        let off = year.off.contains_key(&day) || self.data.is_weekly_rest(day);
        Ok(year.worked.contains_key(&day) || !off)
    }

    /// How many working days lie after `after` up to and including `until`; none where `until` is not later.
    pub fn working_days(&self, after: NaiveDate, until: NaiveDate) -> Result<u32, NotCovered> {
        let (first, last) = (self.year(after.year())?, self.year(until.year())?);
        if until <= after {
            return Ok(0);
        }
        let mut between = 0;
        for year in after.year()..until.year() {
            between += self.year(year)?.total();
        }
        Ok(between + last.through(until) - first.through(after))
    }

    /// The `count`-th working day after a day; the day itself for none.
    pub fn working_day_after(&self, start: NaiveDate, count: u32) -> Result<NaiveDate, NotCovered> {
        if count == 0 {
            return Ok(start);
        }
        let mut year = start.year();
        let mut rest = count.saturating_add(self.year(year)?.through(start));
        loop {
            let laid_out = self.year(year)?;
            let found = laid_out
                .ordinal(rest)
                .and_then(|ordinal| NaiveDate::from_yo_opt(year, ordinal));
            match found {
                Some(day) => return Ok(day),
                None => rest -= laid_out.total(),
            }
            year += 1;
        }
    }

    /// The `count`-th working day before a day; the day itself for none.
    pub fn working_day_before(&self, end: NaiveDate, count: u32) -> Result<NaiveDate, NotCovered> {
        if count == 0 {
            return Ok(end);
        }
        let mut year = end.year();
        let earlier = self.year(year)?.through(end) - u32::from(self.is_working(end)?);
        let (mut available, mut rest) = (earlier, count);
        while rest > available {
            rest -= available;
            year -= 1;
            available = self.year(year)?.total();
        }
        let found = self.year(year)?.ordinal(available - rest + 1);
        found
            .and_then(|ordinal| NaiveDate::from_yo_opt(year, ordinal))
            .ok_or_else(|| self.not_covered(year))
    }

    /// The first working day on or after a day.
    pub fn roll(&self, day: NaiveDate) -> Result<NaiveDate, NotCovered> {
        if self.is_working(day)? {
            Ok(day)
        } else {
            self.working_day_after(day, 1)
        }
    }

    /// The days from `from` to `until` that are not worked, each with what it is.
    pub fn days_off(&self, from: NaiveDate, until: NaiveDate) -> Result<Vec<(NaiveDate, DayKind)>, NotCovered> {
        let mut days = Vec::new();
        for day in from.iter_days().take_while(|day| *day <= until) {
            if !self.is_working(day)? {
                days.push((day, self.day(day)?));
            }
        }
        Ok(days)
    }

    /// Whether what the calendar says of a day was decided officially.
    pub fn is_official(&self, day: NaiveDate) -> Result<bool, NotCovered> {
        let year = self.year(day.year())?;
        let open = self.data.decisions(day.year()).flat_map(|decision| &decision.undecided);
        let mut open = open.filter(|open| (open.from..=open.until).contains(&day));
        Ok(year.settled && open.next().is_none())
    }

    /// The years of a stretch of days, each with whether every one of its days in the stretch was decided officially.
    pub fn consult(&self, from: NaiveDate, until: NaiveDate) -> Result<Vec<Consulted>, NotCovered> {
        let mut consulted = Vec::new();
        for year in from.year()..=until.year() {
            let settled = self.year(year)?.settled;
            let mut open = self.data.decisions(year).flat_map(|decision| &decision.undecided);
            let touched = open.any(|open| open.from <= until && from <= open.until);
            consulted.push(Consulted {
                year,
                official: settled && !touched,
            });
        }
        Ok(consulted)
    }

    /// The days that a decision gives as free and the calendar has as worked: none in a sound calendar.
    pub fn contradictions(&self) -> Vec<NaiveDate> {
        let stretches = self.data.decisions.iter().flat_map(|decision| &decision.stretches);
        let days = stretches.flat_map(|stretch| stretch.from.iter_days().take_while(|day| *day <= stretch.until));
        days.filter(|day| self.is_working(*day) != Ok(false)).collect()
    }

    fn year(&self, year: i32) -> Result<&Year, NotCovered> {
        let place = usize::try_from(i64::from(year) - i64::from(self.data.first_year)).ok();
        let cell = place.and_then(|place| self.years.get(place));
        cell.and_then(|cell| cell.get_or_init(|| Year::new(&self.data, year)).as_ref())
            .ok_or_else(|| self.not_covered(year))
    }

    fn not_covered(&self, year: i32) -> NotCovered {
        NotCovered {
            year,
            first: self.data.first_year,
            last: self.data.last_year,
        }
    }
}

fn lunar_covers(year: i32) -> bool {
    crate::lunar::YEARS.contains(&(year + 1)) && crate::lunar::YEARS.contains(&(year - 1))
}

impl DayKind {
    /// In words: `thứ bảy`, `Giỗ Tổ Hùng Vương`, `Nghỉ hoán đổi (làm bù 26/04/2025)`.
    pub fn words(&self) -> String {
        match self {
            DayKind::Working => "ngày làm việc".to_owned(),
            DayKind::WorkedFor(instead) => format!("làm bù cho ngày {}", date_words(*instead)),
            DayKind::Rest(weekday) => weekday_words(*weekday).to_owned(),
            DayKind::Off(off) => match off.kind {
                OffKind::Holiday { .. } => off.name.clone(),
                OffKind::Substitute { holiday } => format!("{} ({})", off.name, date_words(holiday)),
                OffKind::Swapped { worked } => format!("{} (làm bù {})", off.name, date_words(worked)),
            },
        }
    }
}

/// `thứ hai` … `chủ nhật`.
pub fn weekday_words(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "thứ hai",
        Weekday::Tue => "thứ ba",
        Weekday::Wed => "thứ tư",
        Weekday::Thu => "thứ năm",
        Weekday::Fri => "thứ sáu",
        Weekday::Sat => "thứ bảy",
        Weekday::Sun => "chủ nhật",
    }
}

impl std::fmt::Display for CalendarError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            CalendarError::Form(reason) => write!(out, "tệp lịch làm việc sai dạng: {reason}"),
            CalendarError::Format(format) => write!(out, "tệp lịch làm việc có dạng thức {format}, chưa được biết tới"),
            CalendarError::UnknownSource(id) => {
                write!(out, "tệp lịch làm việc dẫn nguồn \"{id}\" không có trong danh sách")
            }
            CalendarError::Years(first, last) => {
                write!(out, "tệp lịch làm việc ghi các năm {first}-{last}, không dùng được")
            }
        }
    }
}

impl std::error::Error for CalendarError {}

#[cfg(test)]
mod tests;
