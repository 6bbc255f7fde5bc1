//! The outline as a file: JSON, one unit on a line, so that a change of the text shows as the lines of the units it touches.

use crate::model::{FORMAT, Outline};
use serde::Serialize;
use serde_json::Value;
use std::fmt::Write;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It is no outline, and where that shows.
    Shape(String),
    /// It is one of another version.
    Format(u32),
}

/// The outline as text; the same outline gives the same bytes.
pub fn write(outline: &Outline) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let about = serde_json::to_string(&outline.about).unwrap_or_default();
    writeln!(
        out,
        "{{\"format\": {}, \"lines\": {}, \"about\": {about},",
        outline.format, outline.lines
    )
    .ok();
    list(&mut out, "units", &outline.units, ",");
    list(&mut out, "apparatus", &outline.apparatus, ",");
    list(&mut out, "repeats", &outline.repeats, ",");
    list(&mut out, "notes", &outline.notes, "}");
    out
}

fn list<T: Serialize>(out: &mut String, name: &str, items: &[T], end: &str) {
    write!(out, "\"{name}\": [").ok();
    for (at, item) in items.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let line = serde_json::to_string(item).unwrap_or_default();
        write!(out, "{comma}\n  {line}").ok();
    }
    writeln!(out, "]{end}").ok();
}

/// Reads an outline.
pub fn read(text: &str) -> Result<Outline, ReadError> {
    let value: Value = serde_json::from_str(text).map_err(|error| ReadError::Shape(error.to_string()))?;
    let format = value.get("format").and_then(Value::as_u64);
    match format.and_then(|format| u32::try_from(format).ok()) {
        Some(FORMAT) => {}
        Some(other) => return Err(ReadError::Format(other)),
        None => return Err(ReadError::Shape("không có \"format\" / no \"format\"".to_owned())),
    }
    let outline: Outline = serde_json::from_value(value).map_err(|error| ReadError::Shape(error.to_string()))?;
    let orphan = outline
        .units
        .iter()
        .enumerate()
        .position(|(at, unit)| unit.parent.is_some_and(|parent| parent >= at));
    match orphan {
        Some(at) => Err(ReadError::Shape(format!("units[{at}].parent"))),
        None => Ok(outline),
    }
}
