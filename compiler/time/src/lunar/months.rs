//! New moons and principal terms put into months: the rules of the lunisolar calendar of Vietnam.
//!
//! A month begins on the day, at the meridian of the calendar, on which the moon is new. The month that holds the winter
//! solstice is the eleventh. If thirteen months lie from one eleventh month to the next, the first after it without a
//! principal term (a longitude of the sun divisible by 30°) is a leap month and has the number of the one before. Source:
//! Hồ Ngọc Đức, cited in [`super::sky`]; the meridian is that of Quyết định 121-CP (08/8/1967), kept by Quyết định
//! 134/2002/QĐ-TTg: the seventh time zone.

use super::fixed::Fixed;
use super::sky;
use super::{LunarDate, Zone};
use chrono::{Datelike, Days, NaiveDate};

/// A month of the lunar calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LunarMonth {
    /// The lunar year it belongs to, named by the year of the common calendar in which it begins.
    pub year: i32,
    /// 1 to 12.
    pub number: u32,
    /// Whether it is the second month of its number.
    pub leap: bool,
    /// Its first day.
    pub start: NaiveDate,
    /// 29 or 30.
    pub days: u32,
}

impl LunarMonth {
    /// The lunar date of a day, where the month holds it.
    pub(super) fn date(&self, day: NaiveDate) -> Option<LunarDate> {
        let offset = u32::try_from((day - self.start).num_days()).ok()?;
        (offset < self.days).then_some(LunarDate {
            year: self.year,
            month: self.number,
            leap: self.leap,
            day: offset + 1,
        })
    }

    /// The day of a lunar date's number in this month.
    pub(super) fn day(&self, number: u32) -> Option<NaiveDate> {
        let offset = number.checked_sub(1).filter(|offset| *offset < self.days)?;
        self.start.checked_add_days(Days::new(offset.into()))
    }
}

/// The months from the eleventh of the lunar year before `year` up to the tenth of `year`.
pub(super) fn from_solstice(year: i32, zone: Zone) -> Option<Vec<LunarMonth>> {
    let first = eleventh_month(year - 1, zone)?;
    let next = eleventh_month(year, zone)?;
    let starts: Option<Vec<NaiveDate>> = (first..=next).map(|index| start_of(index, zone)).collect();
    let starts = starts?;
    let leap = if next - first == 13 {
        leap_place(&starts, zone)
    } else {
        None
    };
    let mut months = Vec::with_capacity(starts.len());
    for (place, pair) in starts.windows(2).enumerate() {
        let [start, end] = pair else { continue };
        let is_leap = leap == Some(place);
        let skipped = usize::from(leap.is_some_and(|leap| place >= leap));
        let number = u32::try_from((place + 10 - skipped) % 12 + 1).ok()?;
        let autumn = place - skipped < 2;
        months.push(LunarMonth {
            year: if autumn { year - 1 } else { year },
            number,
            leap: is_leap,
            start: *start,
            days: u32::try_from((*end - *start).num_days()).ok()?,
        });
    }
    Some(months)
}

/// The first day of the month of a new moon.
fn start_of(index: i64, zone: Zone) -> Option<NaiveDate> {
    day_of(sky::new_moon(index), zone)
}

/// The day on which a moment falls in a zone; Julian days begin at noon.
fn day_of(moment: Fixed, zone: Zone) -> Option<NaiveDate> {
    let julian = (moment + zone.offset() + Fixed::new(5, 1)).floor();
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(julian - JULIAN_DAY_BEFORE_COMMON_ERA).ok()?)
}

const JULIAN_DAY_BEFORE_COMMON_ERA: i64 = 1_721_425;

/// The index of the new moon that begins the month with the winter solstice of a year.
fn eleventh_month(year: i32, zone: Zone) -> Option<i64> {
    let last_day = NaiveDate::from_ymd_opt(year, 12, 31)?;
    let mut index = sky::new_moon_near(i64::from(last_day.num_days_from_ce()) + JULIAN_DAY_BEFORE_COMMON_ERA) + 1;
    while !before_solstice(start_of(index, zone)?, zone) {
        index -= 1;
    }
    Some(index)
}

/// Whether a day of winter begins before the sun stands at 270°.
fn before_solstice(day: NaiveDate, zone: Zone) -> bool {
    principal_term(day, zone) < 9 && day.month() > 6
}

/// How many times 30° the sun has gone when a day begins in a zone.
fn principal_term(day: NaiveDate, zone: Zone) -> i64 {
    sky::sun_longitude(midnight(day, zone)).over(30).floor()
}

fn midnight(day: NaiveDate, zone: Zone) -> Fixed {
    Fixed::whole(i64::from(day.num_days_from_ce()) + JULIAN_DAY_BEFORE_COMMON_ERA) - Fixed::new(5, 1) - zone.offset()
}

/// Where, after the eleventh month, the first month without a principal term stands.
fn leap_place(starts: &[NaiveDate], zone: Zone) -> Option<usize> {
    let terms: Vec<i64> = starts.iter().map(|start| principal_term(*start, zone)).collect();
    let without = terms.windows(2).skip(1).position(|pair| pair.first() == pair.last())?;
    Some(without + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Minutes between a new moon and the nearest midnight of Vietnam.
    fn minutes_from_midnight(start: NaiveDate) -> i64 {
        let near = sky::new_moon_near(i64::from(start.num_days_from_ce()) + JULIAN_DAY_BEFORE_COMMON_ERA);
        let moment = (near - 1..=near + 1)
            .map(sky::new_moon)
            .find(|moment| day_of(*moment, Zone::Vietnam) == Some(start))
            .unwrap();
        let local = moment + Zone::Vietnam.offset() + Fixed::new(5, 1);
        let minutes = (local - Fixed::whole(local.floor())).times(Fixed::whole(1440)).floor();
        minutes.min(1440 - minutes)
    }

    #[test]
    fn no_tet_and_no_hung_kings_day_hangs_on_the_accuracy_of_the_series() {
        let mut least = (i64::MAX, 0);
        for year in 1976..=2100 {
            for month in from_solstice(year, Zone::Vietnam).unwrap() {
                if matches!(month.number, 1 | 3) && !month.leap {
                    least = least.min((minutes_from_midnight(month.start), year));
                }
            }
        }
        assert!(least.0 >= 3, "closest to midnight: {least:?}");
    }
}
