//! Templates, where they are applied, and amendments: how a unit came to say what it says.

use super::Named;
use crate::ids::{AmendmentId, InstanceId, TemplateId, UnitId};
use chrono::NaiveDate;
use quyche_base::Span;
use serde::{Deserialize, Serialize};

/// A template: no law itself, and no address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// Name and label.
    pub named: Named,
    /// Parameters.
    pub parameters: Vec<String>,
    /// Where it is declared.
    pub at: Span,
}

/// A template put in place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// Its id.
    pub id: InstanceId,
    /// The template.
    pub template: TemplateId,
    /// The unit it is applied in.
    pub unit: UnitId,
    /// What each parameter stands for, in words, in the order of the template.
    pub arguments: Vec<String>,
    /// The edits, in the order written.
    pub changes: Vec<Change>,
    /// Where it is applied.
    pub at: Span,
}

/// What a later document changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// Its id.
    pub id: AmendmentId,
    /// The number of the amending document.
    pub number: String,
    /// Its first day of effect; the old text holds up to the day before.
    pub from: NaiveDate,
    /// The edits, in the order written.
    pub changes: Vec<Change>,
    /// Where it is written.
    pub at: Span,
}

/// One edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What was done.
    pub how: Edited,
    /// The unit in words: its address in the template, before any edit, or in the regulation.
    pub address: String,
    /// Its title, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The unit as it is now; `None` where a template's unit was left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The edit.
    pub at: Span,
}

/// What was done to a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edited {
    /// Its text is another (`thay`).
    Replaced,
    /// Some of its own text is another, or it says more; what stands below it is kept.
    Changed,
    /// It is new (`thêm`).
    Added,
    /// It is gone (`bỏ`).
    Removed,
}

/// How a unit came to say what it says; units without one stand in the text as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The instance it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<InstanceId>,
    /// What was done to it; `None` for the template's own text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<Edited>,
    /// The amendment that wrote, changed or ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amendment: Option<AmendmentId>,
}
