//! The mistakes a document of rules as data can have although it is one (Q07xx). None has a place in a rule file: the
//! document may have come without its rule files. That a text is no document at all is told by whoever read the file.

use quyche_base::Code;

/// A number that points at nothing.
pub const POINTS_NOWHERE: Code = Code {
    id: "Q0701",
    name: "tro-vao-cho-khong-co",
};
/// Units or ids out of order, or a key used twice.
pub const OUT_OF_ORDER: Code = Code {
    id: "Q0702",
    name: "sai-thu-tu",
};
/// Types that do not agree.
pub const WRONG_TYPE: Code = Code {
    id: "Q0703",
    name: "kieu-du-lieu-khong-khop",
};
/// Definitions, criteria, titles or records that rest on themselves.
pub const CIRCLE: Code = Code {
    id: "Q0704",
    name: "du-lieu-vong-tron",
};

/// Every code of this room.
pub const ALL: &[Code] = &[POINTS_NOWHERE, OUT_OF_ORDER, WRONG_TYPE, CIRCLE];
