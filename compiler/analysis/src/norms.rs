//! Who must, may or must not do what, to whom, when, how often and by when: the norms and deadlines of a regulation as a
//! list, narrowed by who, towards whom, of which sort, how often, where.

use crate::parties::bearers;
use quyche_base::Span;
use quyche_base::name::fold;
use quyche_eval::agenda::conditions;
use quyche_eval::due::LimitOf;
use quyche_eval::errors::EvalError;
use quyche_eval::result::Options;
use quyche_eval::touched_by;
use quyche_ir::norm::{Cycle, Deadline, Norm, NormKind, Party};
use quyche_ir::{Document, UnitId, words};
use serde::Serialize;

/// The sorts of what is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// `nghĩa vụ`.
    Duty,
    /// `quyền`.
    Power,
    /// `thẩm quyền`.
    Authority,
    /// `cấm`.
    Prohibition,
    /// `thời hạn`.
    Deadline,
}

impl Sort {
    /// Every sort.
    pub const ALL: [Sort; 5] = [
        Sort::Duty,
        Sort::Power,
        Sort::Authority,
        Sort::Prohibition,
        Sort::Deadline,
    ];

    /// The sort of a norm.
    pub fn of(kind: NormKind) -> Sort {
        match kind {
            NormKind::Duty => Sort::Duty,
            NormKind::Power => Sort::Power,
            NormKind::Authority => Sort::Authority,
            NormKind::Prohibition => Sort::Prohibition,
        }
    }

    /// The words of the language.
    pub fn words(self) -> &'static str {
        match self {
            Sort::Duty => "nghĩa vụ",
            Sort::Power => "quyền",
            Sort::Authority => "thẩm quyền",
            Sort::Prohibition => "cấm",
            Sort::Deadline => "thời hạn",
        }
    }

    /// The sort a person names, in Vietnamese or English.
    pub fn named(text: &str) -> Option<Sort> {
        let wanted = fold(&text.replace(['_', '-'], " "));
        let others = [
            ("duty", "nghia vu"),
            ("power", "quyen"),
            ("authority", "tham quyen"),
            ("prohibition", "cam"),
            ("deadline", "thoi han"),
        ];
        let mut all = Sort::ALL.into_iter().zip(others);
        let found =
            all.find(|(sort, (english, toneless))| [sort.words(), english, toneless].contains(&wanted.as_str()));
        found.map(|(sort, _)| sort)
    }
}

/// How often, as a person names it: `tháng`, `quý`, …
pub fn cycle_named(text: &str) -> Option<Cycle> {
    let wanted = fold(text.trim());
    let names = [
        (["tuần", "tuan", "week"], Cycle::Week),
        (["tháng", "thang", "month"], Cycle::Month),
        (["quý", "quy", "quarter"], Cycle::Quarter),
        (["6 tháng", "6 thang", "half-year"], Cycle::HalfYear),
        (["năm", "nam", "year"], Cycle::Year),
    ];
    let found = names.into_iter().find(|(names, _)| names.contains(&wanted.as_str()));
    found.map(|(_, cycle)| cycle)
}

/// What is wanted of the list; what is empty narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Binding one of these.
    pub of: Vec<Party>,
    /// Towards one of these.
    pub to: Vec<Party>,
    /// Of one of these sorts.
    pub sorts: Vec<Sort>,
    /// To be done in each of these periods.
    pub every: Option<Cycle>,
    /// In this unit.
    pub at: Option<UnitId>,
}

/// One entry of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Of which sort.
    pub sort: Sort,
    /// Which norm or deadline.
    pub of: LimitOf,
    /// Where it stands.
    pub unit: UnitId,
    /// The address of that unit.
    pub address: String,
    /// Where in the rule files.
    #[serde(skip)]
    pub at: Span,
    /// Whom it binds; empty where the text names nobody.
    pub who: String,
    /// Towards whom; empty where the text says nothing.
    pub towards: String,
    /// What, one an act, each with its own conditions.
    pub acts: Vec<String>,
    /// On what it depends; empty where it binds always.
    pub condition: String,
    /// How often; empty where it is not recurring.
    pub every: String,
    /// By when; empty where the text does not say.
    pub limit: String,
    /// Faults and doubts of the source that touch it: positions in [`Document::doubts`].
    pub doubts: Vec<u32>,
}

impl Wanted {
    /// Whether a norm is wanted.
    pub fn norm(&self, doc: &Document, norm: &Norm) -> bool {
        let periods = norm
            .recurrence
            .as_ref()
            .map_or(&[][..], |recurrence| &recurrence.periods);
        self.sort(Sort::of(norm.kind))
            && any_of(&self.of, bearers(norm.bearer.as_ref()))
            && any_of(&self.to, norm.towards.iter().copied())
            && self.every.is_none_or(|cycle| periods.contains(&cycle))
            && self
                .at
                .is_none_or(|unit| quyche_eval::norms::stands_in(doc, norm, unit))
    }

    /// Whether a deadline is wanted.
    pub fn deadline(&self, doc: &Document, deadline: &Deadline) -> bool {
        self.sort(Sort::Deadline)
            && any_of(&self.of, bearers(deadline.bearer.as_ref()))
            && any_of(&self.to, deadline.towards.iter().copied())
            && self.every.is_none()
            && self.at.is_none_or(|unit| doc.is_within(deadline.unit, unit))
    }

    fn sort(&self, sort: Sort) -> bool {
        self.sorts.is_empty() || self.sorts.contains(&sort)
    }
}

fn any_of(wanted: &[Party], mut found: impl Iterator<Item = Party>) -> bool {
    wanted.is_empty() || found.any(|party| wanted.contains(&party))
}

/// The list, in the order of the text. What the readings in force keep from ever binding is left out.
///
/// # Errors
/// A document that does not keep its invariants, or a reading that is not of it.
pub fn list(doc: &Document, wanted: &Wanted, options: &Options) -> Result<Vec<Line>, EvalError> {
    let mut lines = Vec::new();
    for norm in doc.norms.iter().filter(|norm| wanted.norm(doc, norm)) {
        lines.extend(norm_line(doc, norm, options)?);
    }
    for deadline in doc.deadlines.iter().filter(|deadline| wanted.deadline(doc, deadline)) {
        lines.extend(deadline_line(doc, deadline, options)?);
    }
    lines.sort_by_key(|line| (line.unit, line.at));
    Ok(lines)
}

/// One norm as an entry of the list; `None` where it binds nobody under the readings in force.
///
/// # Errors
/// As [`list`].
pub fn norm_line(doc: &Document, norm: &Norm, options: &Options) -> Result<Option<Line>, EvalError> {
    let Some(condition) = conditions(doc, norm.unit, norm.subject, &[&norm.gate], options)? else {
        return Ok(None);
    };
    let act = |act: &quyche_ir::norm::Act| {
        let gate = words::gate(doc, &act.gate);
        if gate.is_empty() {
            act.text.clone()
        } else {
            format!("{} [{gate}]", act.text)
        }
    };
    Ok(Some(Line {
        sort: Sort::of(norm.kind),
        of: LimitOf::Norm(norm.id),
        unit: norm.unit,
        address: doc.address(norm.unit).to_owned(),
        at: norm.at,
        who: norm
            .bearer
            .as_ref()
            .map_or_else(String::new, |bearer| words::bearer(doc, bearer)),
        towards: words::parties(doc, &norm.towards),
        acts: norm.acts.iter().map(act).collect(),
        condition,
        every: norm
            .recurrence
            .as_ref()
            .map_or_else(String::new, |often| words::recurrence(doc, often)),
        limit: norm
            .limit
            .as_ref()
            .map_or_else(String::new, |limit| words::limit(doc, limit)),
        doubts: doubts(doc, norm.unit),
    }))
}

fn deadline_line(doc: &Document, deadline: &Deadline, options: &Options) -> Result<Option<Line>, EvalError> {
    let gates = [&deadline.gate];
    let Some(condition) = conditions(doc, deadline.unit, deadline.subject, &gates, options)? else {
        return Ok(None);
    };
    let name = deadline
        .label
        .clone()
        .or_else(|| deadline.name.as_deref().map(words::spaced));
    Ok(Some(Line {
        sort: Sort::Deadline,
        of: LimitOf::Deadline(deadline.id),
        unit: deadline.unit,
        address: doc.address(deadline.unit).to_owned(),
        at: deadline.at,
        who: deadline
            .bearer
            .as_ref()
            .map_or_else(String::new, |bearer| words::bearer(doc, bearer)),
        towards: words::parties(doc, &deadline.towards),
        acts: name.into_iter().collect(),
        condition,
        every: String::new(),
        limit: words::limit(doc, &deadline.limit),
        doubts: doubts(doc, deadline.unit),
    }))
}

/// The doubts that touch a unit, or one it stands in, by position.
pub fn doubts(doc: &Document, unit: UnitId) -> Vec<u32> {
    let touches = |doubt: &quyche_ir::model::Doubt| touched_by(doubt).any(|touched| doc.is_within(unit, touched));
    let all = (0u32..).zip(&doc.doubts);
    all.filter(|(_, doubt)| touches(doubt)).map(|(at, _)| at).collect()
}
