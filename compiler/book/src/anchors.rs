//! Where a unit is found: the page it stands on, and its anchor there.
//!
//! An anchor is the unit's place in the numbering, largest step first, in letters that any browser takes:
//! `dieu-4.khoan-4.diem-a`. As in an address, parts and chapters above an article or a procedure are left out, what opens a
//! number space of its own is not. It does not change when sentences are reworded, so that a link from outside lasts.

use quyche_base::{Level, Step};
use quyche_ir::{Document, UnitId};

/// The page of what stands outside articles and procedures.
pub(crate) const REST: &str = "phan-chung.html";

/// The unit's anchor, unique in its regulation.
pub(crate) fn anchor(doc: &Document, unit: UnitId) -> String {
    let mut parts = Vec::new();
    let mut at = doc.unit(unit);
    let mut numbered = false;
    while let Some(one) = at {
        if !numbered || matches!(one.step.level, Level::Attached | Level::Annex) {
            parts.push(step(&one.step));
        }
        numbered |= has_page(one.step.level);
        at = one.parent.and_then(|parent| doc.unit(parent));
    }
    parts.reverse();
    parts.join(".")
}

/// The unit whose page it stands on: the nearest article or procedure, itself or above it.
pub(crate) fn page_unit(doc: &Document, unit: UnitId) -> Option<UnitId> {
    let mut at = doc.unit(unit);
    while let Some(one) = at {
        if has_page(one.step.level) {
            return Some(one.id);
        }
        at = one.parent.and_then(|parent| doc.unit(parent));
    }
    None
}

/// The file of a unit's page, in its regulation's folder.
pub(crate) fn page(doc: &Document, unit: UnitId) -> String {
    page_unit(doc, unit).map_or_else(|| REST.to_owned(), |top| format!("{}.html", anchor(doc, top)))
}

/// A link to a unit from a page of the same regulation.
pub(crate) fn link(doc: &Document, unit: UnitId) -> String {
    format!("{}#{}", page(doc, unit), anchor(doc, unit))
}

/// Whether units of a level have a page of their own.
pub(crate) fn has_page(level: Level) -> bool {
    match level {
        Level::Article | Level::Procedure => true,
        Level::Attached
        | Level::Annex
        | Level::Part
        | Level::Chapter
        | Level::Section
        | Level::ProcedureSection
        | Level::Stage
        | Level::Clause
        | Level::Point
        | Level::Dash
        | Level::Plus
        | Level::Star
        | Level::Paragraph => false,
    }
}

fn step(step: &Step) -> String {
    let mut out = word(step.level).to_owned();
    if !step.number.is_empty() {
        out.push('-');
        for letter in step.number.chars() {
            match letter {
                'đ' | 'Đ' => out.push_str("dd"),
                '.' => out.push('_'),
                other => out.extend(other.to_lowercase()),
            }
        }
    }
    if step.occurrence > 1 {
        out.push_str(&format!("~{}", step.occurrence));
    }
    out
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Attached => "kem-theo",
        Level::Annex => "phu-luc",
        Level::Part => "phan",
        Level::Chapter => "chuong",
        Level::Section | Level::ProcedureSection => "muc",
        Level::Article => "dieu",
        Level::Procedure => "thu-tuc",
        Level::Stage => "buoc",
        Level::Clause => "khoan",
        Level::Point => "diem",
        Level::Dash => "gach",
        Level::Plus => "cong",
        Level::Star => "sao",
        Level::Paragraph => "doan",
    }
}
