//! The work calendars that limits are counted with: the library's, each read once.

use crate::errors;
use crate::suggest::nearest;
use quyche_base::name::fold;
use quyche_base::{Diagnostic, Span};
use quyche_ir::Document;
use quyche_time::holidays::WorkCalendar;
use std::sync::{Arc, OnceLock};

/// The calendar that a regulation names; the public sector's where it names none.
///
/// # Errors
/// There is no such calendar, or the library's own files are no calendars; a test forbids the latter.
pub fn calendar(document: &Document) -> Result<Arc<WorkCalendar>, Diagnostic> {
    let all = all()?;
    let found = match &document.about.calendar {
        Some(wanted) => find(all, &wanted.name).ok_or_else(|| unknown(all, &wanted.name, wanted.at))?,
        None => all.first().ok_or_else(|| errors::bad_calendar("không có lịch nào"))?,
    };
    Ok(Arc::clone(found))
}

/// What is wrong with the calendar that a regulation names, if anything is.
pub fn check(document: &Document) -> Option<Diagnostic> {
    document.about.calendar.as_ref()?;
    calendar(document).err()
}

fn find<'c>(all: &'c [Arc<WorkCalendar>], name: &str) -> Option<&'c Arc<WorkCalendar>> {
    all.iter().find(|calendar| fold(calendar.name()) == fold(name))
}

fn unknown(all: &[Arc<WorkCalendar>], name: &str, at: Span) -> Diagnostic {
    let names: Vec<&str> = all.iter().map(|calendar| calendar.name()).collect();
    errors::no_such_calendar(at, name, nearest(name, names.iter().copied()), &names.join(", "))
}

fn all() -> Result<&'static [Arc<WorkCalendar>], Diagnostic> {
    static CALENDARS: OnceLock<Result<Vec<Arc<WorkCalendar>>, String>> = OnceLock::new();
    let read = CALENDARS.get_or_init(|| {
        let read = |(path, text): &(&str, &str)| {
            let calendar = WorkCalendar::read(text).map_err(|error| format!("{path}: {error}"))?;
            Ok(Arc::new(calendar))
        };
        quyche_stdlib::calendars().iter().map(read).collect()
    });
    read.as_deref().map_err(|reason| errors::bad_calendar(reason))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_library_has_sound_calendars() {
        for calendar in super::all().unwrap() {
            assert_eq!(calendar.contradictions(), []);
            assert_eq!(calendar.hash().len(), 64);
        }
    }

    #[test]
    fn names_are_compared_folded() {
        let all = super::all().unwrap();
        assert!(super::find(all, "VN_khu_vực_Nhà_nước").is_some());
        assert!(super::find(all, "vn_khu_vuc").is_none());
    }
}
