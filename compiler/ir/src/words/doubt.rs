//! Faults and doubts of the source in words.

use super::text::spaced;
use crate::model::Document;

/// A doubt by its position, in one sentence with where it stands; empty where there is none.
pub fn doubt(doc: &Document, at: u32) -> String {
    let Some(doubt) = doc.doubts.get(at as usize) else {
        return String::new();
    };
    let kind = spaced(&doubt.kind);
    match doubt.unit {
        Some(unit) => format!("nghi vấn ({kind}) tại {}: {}", doc.address(unit), doubt.text),
        None => format!("nghi vấn ({kind}): {}", doubt.text),
    }
}
