//! The document: one regulation, compiled.

mod about;
mod ask;
mod origin;

pub use about::*;
pub use ask::*;
pub use origin::*;

use crate::expr::{Expr, Type};
use crate::ids::{DefinitionId, ExternalId, FieldId, JudgementId, ReadingId, RecordId, SetId, TitleId, UnitId};
use crate::norm::{Council, Criterion, Deadline, Dossier, Norm, Ranking, Scope};
use chrono::NaiveDate;
use quyche_base::{Span, Step};
pub use quyche_time::BrokenRuns;
pub use quyche_time::deadline::Rolling;
use serde::{Deserialize, Serialize};

/// The version of the format; raised when a reader of the old one would go wrong.
pub const FORMAT: u32 = 1;

/// One regulation as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// [`FORMAT`].
    pub format: u32,
    /// SHA-256 of the canonical JSON with this field empty; see [`crate::json`].
    pub hash: String,
    /// What it is.
    pub about: About,
    /// The files it was compiled from, in the order of [`quyche_base::FileId`].
    pub files: Vec<SourceInfo>,
    /// Units of the text; parents before children, in the order of the text.
    pub units: Vec<Unit>,
    /// Records of facts.
    pub records: Vec<Record>,
    /// Categories.
    pub sets: Vec<Category>,
    /// Titles.
    pub titles: Vec<Title>,
    /// Outside documents.
    pub externals: Vec<External>,
    /// Readings.
    pub readings: Vec<Reading>,
    /// Judgements.
    pub judgements: Vec<Judgement>,
    /// Definitions without parameters.
    pub definitions: Vec<Definition>,
    /// Scopes.
    pub scopes: Vec<Scope>,
    /// Criteria.
    pub criteria: Vec<Criterion>,
    /// Duties, powers, authorities, prohibitions.
    pub norms: Vec<Norm>,
    /// Deadlines.
    pub deadlines: Vec<Deadline>,
    /// Dossiers.
    pub dossiers: Vec<Dossier>,
    /// How facts say what was handed in; `None` where there is no dossier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers: Option<PaperFields>,
    /// Rankings.
    pub rankings: Vec<Ranking>,
    /// Councils.
    pub councils: Vec<Council>,
    /// Units with nothing to compute.
    pub stated: Vec<Stated>,
    /// Faults and doubts of the source.
    pub doubts: Vec<Doubt>,
    /// Entry points.
    pub entries: Vec<Entry>,
    /// Examples.
    pub examples: Vec<Example>,
    /// Templates that are applied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub templates: Vec<Template>,
    /// Where they are applied, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instances: Vec<Instance>,
    /// Amendments, in the order of their files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amendments: Vec<Amendment>,
}

/// A document that says nothing yet.
impl Default for Document {
    fn default() -> Self {
        Self {
            format: FORMAT,
            hash: String::new(),
            about: About::default(),
            files: Vec::new(),
            units: Vec::new(),
            records: Vec::new(),
            sets: Vec::new(),
            titles: Vec::new(),
            externals: Vec::new(),
            readings: Vec::new(),
            judgements: Vec::new(),
            definitions: Vec::new(),
            scopes: Vec::new(),
            criteria: Vec::new(),
            norms: Vec::new(),
            deadlines: Vec::new(),
            dossiers: Vec::new(),
            papers: None,
            rankings: Vec::new(),
            councils: Vec::new(),
            stated: Vec::new(),
            doubts: Vec::new(),
            entries: Vec::new(),
            examples: Vec::new(),
            templates: Vec::new(),
            instances: Vec::new(),
            amendments: Vec::new(),
        }
    }
}

/// A file the document was compiled from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceInfo {
    /// Path as shown to people.
    pub path: String,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
}

/// A unit of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// The unit it stands in.
    pub parent: Option<UnitId>,
    /// Its level, number and occurrence.
    pub step: Step,
    /// Its heading, in the author's words.
    pub title: Option<String>,
    /// The address as people write it: `điểm a khoản 4 Điều 4`, `điểm b mục 10 Thủ tục 16`; chapters and parts are left
    /// out where the number is unique without them.
    pub address: String,
    /// The heading or marker.
    pub at: Span,
    /// How it came to say what it says, where a template or an amendment had a part in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// A record of facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// Name as written.
    pub name: String,
    /// Label.
    pub label: Option<String>,
    /// Fields.
    pub fields: Vec<Field>,
    /// The field `mã` of type text, where it has one: the key by which sheets are joined and results named.
    pub key: Option<FieldId>,
    /// Where it is declared.
    pub at: Span,
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Name as written.
    pub name: String,
    /// Label.
    pub label: Option<String>,
    /// Type.
    pub ty: Type,
    /// Must be given.
    pub required: bool,
}

/// A category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its id.
    pub id: SetId,
    /// Name as written.
    pub name: String,
    /// Label.
    pub label: Option<String>,
    /// Values, lowest first where ordered.
    pub values: Vec<Named>,
    /// Ordered.
    pub ordered: bool,
    /// Another value is possible and needs judgement.
    pub open: bool,
    /// Where it is declared.
    pub at: Span,
}

/// A name and a label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Name as written.
    pub name: String,
    /// Label.
    pub label: Option<String>,
}

impl Named {
    /// The label, or the name with blanks.
    pub fn words(&self) -> String {
        self.label.clone().unwrap_or_else(|| self.name.replace('_', " "))
    }
}

/// A title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// Its id.
    pub id: TitleId,
    /// The unit that declares it, where one does.
    pub unit: Option<UnitId>,
    /// Name and label.
    pub named: Named,
    /// `mã`.
    pub code: Option<String>,
    /// `hạng`.
    pub grade: Option<String>,
    /// `thuộc`.
    pub body: Option<crate::norm::Party>,
    /// `liền trên`.
    pub above: Option<TitleId>,
    /// Where it is declared.
    pub at: Span,
}

/// How a row of a dossier says what was handed in. The record and its category are the compiler's own: nobody declares them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperFields {
    /// The record of a row.
    pub record: RecordId,
    /// The category of documents: one value a document of any dossier.
    pub documents: SetId,
    /// Which document it is, a value of that category.
    pub document: FieldId,
    /// How many copies, a number.
    pub copies: FieldId,
    /// Its date.
    pub date: FieldId,
}

/// An outside document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct External {
    /// Its id.
    pub id: ExternalId,
    /// Name and label.
    pub named: Named,
    /// `số`.
    pub number: Option<String>,
    /// `ngày`.
    pub date: Option<NaiveDate>,
    /// `sửa đổi bởi`.
    pub amended_by: Vec<String>,
    /// Where it is declared.
    pub at: Span,
}

/// A question the text leaves open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Its id.
    pub id: ReadingId,
    /// The unit it stands in.
    pub unit: Option<UnitId>,
    /// Name as written.
    pub name: String,
    /// The question.
    pub question: String,
    /// The lawful answers.
    pub answers: Vec<Named>,
    /// The position of the default.
    pub default: u32,
    /// Why it is the default.
    pub because: String,
    /// By answer, the counting policy it stands for: then the reading decides how time served is counted, wherever the
    /// policies differ. Empty for every other reading; a document has at most one such.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// Where it is declared.
    pub at: Span,
}

/// A judgement somebody has to make; in facts it is keyed by its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Its id.
    pub id: JudgementId,
    /// The unit it stands in.
    pub unit: UnitId,
    /// The key in workbooks and JSON: the unit's address, with ` (2)`, ` (3)` … for further ones of the same unit.
    pub key: String,
    /// What is judged: the author's words, or for a rule of an outside document its address in words.
    pub text: String,
    /// The record judged: the subject, or an element of a list.
    pub of: RecordId,
    /// Who judges, or where the rule stands.
    pub by: Assessor,
    /// Where.
    pub at: Span,
}

/// Who makes a judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assessor {
    /// Somebody the text names, in words.
    Named(String),
    /// The text names nobody.
    NotNamed,
    /// It is a rule of an outside document that is not encoded.
    External {
        /// Which document.
        external: ExternalId,
        /// The address in it, in words.
        address: String,
    },
}

/// A definition without parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// Its id.
    pub id: DefinitionId,
    /// The unit it stands in.
    pub unit: Option<UnitId>,
    /// Name as written.
    pub name: String,
    /// Label.
    pub label: Option<String>,
    /// Meaning.
    pub body: Expr,
    /// Where.
    pub at: Span,
}

/// A unit with nothing to compute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// The unit.
    pub unit: UnitId,
    /// Why: one of [`crate::model::STATED_CLASSES`]; empty where the author gave none.
    pub class: String,
    /// The author's words, one a (sub)unit.
    pub texts: Vec<(UnitId, String)>,
    /// The first day on which the text says so, where an amendment brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The last day, where an amendment ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Where.
    pub at: Span,
}

/// The classes of `nêu`.
pub const STATED_CLASSES: &[&str] = &[
    "phạm_vi",
    "đối_tượng",
    "định_nghĩa",
    "hiệu_lực",
    "ban_hành",
    "căn_cứ",
    "chức_trách",
    "trách_nhiệm",
    "trình_tự",
    "địa_điểm",
    "thời_gian",
    "cách_thức",
    "kết_quả",
    "lệ_phí",
    "mẫu_đơn",
    "không_quy_định",
    "không_có",
    "tổ_chức",
    "phối_hợp",
    "chữ_ký",
    "nội_dung",
    NOT_ENCODED,
];

/// The class of a unit that nobody has encoded yet: it stands in the numbering and says nothing.
pub const NOT_ENCODED: &str = "chưa_mã_hóa";

/// The kinds of `nghi vấn`.
pub const DOUBT_KINDS: &[&str] = &[
    "mâu_thuẫn",
    "lỗ_hổng",
    "dẫn_chiếu_sai",
    "ngày_tháng",
    "sao_chép",
    "đánh_số",
    "tên_gọi",
    "ranh_giới",
];

/// A fault or doubt of the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// The unit it stands in.
    pub unit: Option<UnitId>,
    /// One of [`DOUBT_KINDS`].
    pub kind: String,
    /// What is wrong.
    pub text: String,
    /// What else rests on it.
    pub affects: Vec<UnitId>,
    /// Where.
    pub at: Span,
}

impl Document {
    /// The reading that decides how time served is counted, where the document has one.
    pub fn count_reading(&self) -> Option<&Reading> {
        self.readings.iter().find(|reading| !reading.measures.is_empty())
    }

    /// The unit with this id.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(id.index())
    }

    /// A unit's address, or an empty text for an id that is not of this document.
    pub fn address(&self, id: UnitId) -> &str {
        self.unit(id).map_or("", |unit| unit.address.as_str())
    }

    /// Whether `unit` is `ancestor` or stands below it.
    pub fn is_within(&self, unit: UnitId, ancestor: UnitId) -> bool {
        let mut at = Some(unit);
        while let Some(id) = at {
            if id == ancestor {
                return true;
            }
            at = self.unit(id).and_then(|unit| unit.parent);
        }
        false
    }
}
