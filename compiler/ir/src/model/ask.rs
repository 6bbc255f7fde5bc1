//! What a document is asked: entry points and examples.

use crate::expr::Target;
use crate::facts::{Case, RecordFact};
use crate::ids::{
    CouncilId, DeadlineId, EntryId, ExampleId, FieldId, NormId, RankingId, ReadingId, RecordId, TitleId, UnitId,
};
use crate::norm::{NormKind, Party};
use crate::outcome::Class;
use chrono::NaiveDate;
use quyche_base::Span;
use quyche_time::Moment;
use serde::{Deserialize, Serialize};

/// An entry point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// Name as written.
    pub name: String,
    /// Label.
    pub label: Option<String>,
    /// Whom it is about.
    pub subject: RecordId,
    /// The circumstances.
    pub context: Option<RecordId>,
    /// The title under consideration.
    pub title: Option<TitleId>,
    /// The criteria, unit by unit.
    pub under: Vec<Target>,
    /// How the eligible are ranked; `None` where the text has no order.
    pub ranking: Option<RankingId>,
    /// The council checked.
    pub council: Option<CouncilId>,
    /// Where.
    pub at: Span,
}

/// An example: facts and what must come out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// Its id.
    pub id: ExampleId,
    /// What it shows.
    pub text: String,
    /// What it checks.
    pub target: ExampleTarget,
    /// The title under consideration.
    pub title: Option<TitleId>,
    /// The record its cases are of.
    pub subject: RecordId,
    /// The people; one unnamed (key empty) where the example has only one.
    pub people: Vec<Case>,
    /// The circumstances.
    pub context: RecordFact,
    /// `ngày_ký`: the day the document was signed, where the source does not tell and the example does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<NaiveDate>,
    /// The day of reckoning.
    pub as_of: Option<NaiveDate>,
    /// Readings chosen, others stand at their default.
    pub readings: Vec<(ReadingId, u32)>,
    /// `ADDR làm xong ngày D`, `ADDR chưa làm xong`: by unit of a limit, when it was done, or that it is not done yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<(UnitId, Option<Moment>)>,
    /// What must come out.
    pub expected: Vec<Expected>,
    /// Where.
    pub at: Span,
}

/// What an example checks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExampleTarget {
    /// The criteria of a unit, or of one item of a criterion, or a council's rules there.
    Unit(UnitId),
    /// The same of the statements of the unit itself alone, without the units below it.
    Opening(UnitId),
    /// One duty, power, authority or prohibition.
    Norm(NormId),
    /// One deadline.
    Deadline(DeadlineId),
    /// A ranking.
    Ranking(RankingId),
    /// An entry point.
    Entry(EntryId),
}

/// An expected result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// Of whom; empty for the only one.
    pub who: String,
    /// What.
    pub kind: ExpectedKind,
    /// Where.
    pub at: Span,
}

/// The forms of an expectation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpectedKind {
    /// A class, and a unit that must be among the failing points (không đạt) or among the places of the causes (chưa rõ).
    Class(Class, Option<UnitId>),
    /// `chưa rõ vì thiếu PATH`: the last field of the path must be among the missing facts.
    Missing(RecordId, FieldId),
    /// `hạn D`, `hạn D lúc 16:30`.
    Due(Moment),
    /// `đúng hạn`: done, and in time.
    InTime,
    /// `trễ N ngày`: done so many days late.
    Late(u32),
    /// `còn N ngày`: not done, or not known to be done, and so many days are left.
    Remaining(u32),
    /// `quá hạn N ngày`: known not to be done, so many days after its end.
    Overdue(u32),
    /// `trúng tuyển`.
    Selected,
    /// `không trúng tuyển`.
    NotSelected,
    /// `chưa phân định`.
    Tied,
    /// `xếp N`.
    Rank(u32),
    /// `phải làm`, `được làm`, `cấm`: all norms of that sort in the unit that apply bind, and one does.
    Binds(Modality),
    /// `không phải làm`, `không cấm`: there are norms of that sort in the unit, and surely none of them binds.
    Free(Modality),
    /// `do A và B`: the norms in the unit that bind, of the sort expected beside where one is, bind exactly these.
    By(Vec<Party>, Option<Modality>),
}

/// What a norm says of whoever it binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// `phải làm`: a duty.
    Must,
    /// `được làm`: a power or an authority.
    May,
    /// `cấm`: a prohibition.
    MustNot,
}

impl Modality {
    /// What a norm of this kind says.
    pub fn of(kind: NormKind) -> Modality {
        match kind {
            NormKind::Duty => Modality::Must,
            NormKind::Power | NormKind::Authority => Modality::May,
            NormKind::Prohibition => Modality::MustNot,
        }
    }

    /// The Vietnamese words.
    pub fn words(self) -> &'static str {
        match self {
            Modality::Must => "phải làm",
            Modality::May => "được làm",
            Modality::MustNot => "cấm",
        }
    }
}
