//! The work calendar that limits are counted with: the library's, read once.

use crate::errors;
use quyche_base::Diagnostic;
use quyche_time::holidays::WorkCalendar;
use std::sync::{Arc, OnceLock};

/// The calendar of the public sector.
///
/// # Errors
/// The library's own file is not a calendar; a test forbids it.
pub fn calendar() -> Result<Arc<WorkCalendar>, Diagnostic> {
    static CALENDAR: OnceLock<Result<Arc<WorkCalendar>, String>> = OnceLock::new();
    let read = CALENDAR.get_or_init(|| {
        let (path, text) = quyche_stdlib::calendars().first().copied().unwrap_or_default();
        let calendar = WorkCalendar::read(text).map_err(|error| format!("{path}: {error}"))?;
        Ok(Arc::new(calendar))
    });
    read.clone().map_err(|reason| errors::bad_calendar(&reason))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_library_has_a_sound_calendar() {
        let calendar = super::calendar().unwrap();
        assert_eq!(calendar.contradictions(), []);
        assert_eq!(calendar.hash().len(), 64);
    }
}
