//! The hours of a working day. No law fixes the clock hours of an office for the whole country: a regulation, or the
//! calendar of the body that issued it, has to give them, and nothing here assumes any.

use crate::moment::time_words;
use chrono::{NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

/// The hours of a working day: `07:30-11:30, 13:30-17:30`.
///
/// Invariant: at least one shift; each ends after it begins; they are in order and do not overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Shift>", into = "Vec<Shift>")]
pub struct WorkingTime {
    shifts: Vec<Shift>,
}

/// A stretch of working hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shift {
    /// It begins.
    pub from: NaiveTime,
    /// It ends; no longer worked.
    pub until: NaiveTime,
}

/// Why shifts are no working time: there are none, one ends before it begins, or two overlap or stand in the wrong order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotWorkingTime;

impl WorkingTime {
    /// The shifts of a day.
    ///
    /// # Errors
    /// They are no working time.
    pub fn new(shifts: Vec<Shift>) -> Result<WorkingTime, NotWorkingTime> {
        let lasting = shifts.iter().all(|shift| shift.from < shift.until);
        let mut pairs = shifts.iter().zip(shifts.iter().skip(1));
        let in_order = pairs.all(|(one, next)| one.until <= next.from);
        if shifts.is_empty() || !lasting || !in_order {
            return Err(NotWorkingTime);
        }
        Ok(WorkingTime { shifts })
    }

    /// The shifts, in order.
    pub fn shifts(&self) -> &[Shift] {
        &self.shifts
    }

    /// `07:30-11:30, 13:30-17:30`.
    pub fn words(&self) -> String {
        let shifts = self.shifts.iter();
        let shifts = shifts.map(|shift| format!("{}-{}", time_words(shift.from), time_words(shift.until)));
        shifts.collect::<Vec<String>>().join(", ")
    }

    /// The shifts in seconds of the day, begun and ended.
    pub(crate) fn seconds(&self) -> Vec<(i64, i64)> {
        let seconds = |time: NaiveTime| i64::from(time.num_seconds_from_midnight());
        let shifts = self.shifts.iter();
        shifts
            .map(|shift| (seconds(shift.from), seconds(shift.until)))
            .collect()
    }
}

impl TryFrom<Vec<Shift>> for WorkingTime {
    type Error = NotWorkingTime;

    fn try_from(shifts: Vec<Shift>) -> Result<WorkingTime, NotWorkingTime> {
        WorkingTime::new(shifts)
    }
}

impl From<WorkingTime> for Vec<Shift> {
    fn from(time: WorkingTime) -> Vec<Shift> {
        time.shifts
    }
}

impl std::fmt::Display for NotWorkingTime {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(
            "giờ làm việc phải có ít nhất một buổi, buổi nào cũng kết thúc sau khi bắt đầu và các buổi nối tiếp nhau",
        )
    }
}

impl std::error::Error for NotWorkingTime {}

#[cfg(test)]
mod tests {
    use super::*;

    fn shift(from: (u32, u32), until: (u32, u32)) -> Shift {
        let time = |(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        Shift {
            from: time(from),
            until: time(until),
        }
    }

    #[test]
    fn shifts_are_in_order_and_last() {
        let morning = shift((7, 30), (11, 30));
        let afternoon = shift((13, 30), (17, 0));
        let both = WorkingTime::new(vec![morning, afternoon]).unwrap();
        assert_eq!(both.words(), "07:30-11:30, 13:30-17:00");
        assert_eq!(both.seconds(), [(27_000, 41_400), (48_600, 61_200)]);
        for wrong in [
            vec![],
            vec![afternoon, morning],
            vec![morning, shift((11, 0), (12, 0))],
            vec![shift((8, 0), (8, 0))],
        ] {
            assert_eq!(WorkingTime::new(wrong), Err(NotWorkingTime));
        }
        assert!(WorkingTime::new(vec![morning, shift((11, 30), (12, 0))]).is_ok());
    }

    #[test]
    fn json_keeps_the_invariant() {
        let text = r#"[{"from":"07:30:00","until":"11:30:00"}]"#;
        let read: WorkingTime = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        assert!(serde_json::from_str::<WorkingTime>("[]").is_err());
    }
}
