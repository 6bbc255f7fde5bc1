//! Ids into the vectors of [`Document`](crate::Document): never an address, never a path of text.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in its vector.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of position `index`.
            pub fn at(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }
    )*};
}

ids! {
    /// A unit of the text.
    UnitId;
    /// A record of facts.
    RecordId;
    /// A field, by its position in its record.
    FieldId;
    /// A category (danh mục).
    SetId;
    /// A title (chức danh).
    TitleId;
    /// A definition without parameters.
    DefinitionId;
    /// A template.
    TemplateId;
    /// A template put in place.
    InstanceId;
    /// An amendment.
    AmendmentId;
    /// An outside document.
    ExternalId;
    /// A reading (cách hiểu).
    ReadingId;
    /// A judgement somebody has to make.
    JudgementId;
    /// A criterion (tiêu chuẩn).
    CriterionId;
    /// A scope (phạm vi).
    ScopeId;
    /// A duty, power, authority or prohibition.
    NormId;
    /// A deadline (thời hạn).
    DeadlineId;
    /// A dossier (thành phần hồ sơ).
    DossierId;
    /// A ranking (thứ tự ưu tiên).
    RankingId;
    /// A council (hội đồng).
    CouncilId;
    /// An entry point (xét).
    EntryId;
    /// An example (ví dụ).
    ExampleId;
}

impl RecordId {
    /// No record: of norms and limits whose conditions are about the circumstances alone, and of the cases asked about them.
    pub const NOBODY: RecordId = RecordId(u32::MAX);
}
