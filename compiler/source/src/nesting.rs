//! What stands in what: the order of the rule language (`compiler/semantics` nests markers the same way), and for lists the
//! class of the marker: a list opens below the item that introduces it.

use quyche_base::Level;

/// A smaller rank holds a greater one.
pub(crate) fn rank(level: Level) -> u32 {
    match level {
        Level::Attached => 0,
        Level::Annex => 10,
        Level::Part => 20,
        Level::Chapter => 30,
        Level::Section => 40,
        Level::Article | Level::Procedure => 50,
        Level::ProcedureSection => 60,
        Level::Stage => 70,
        Level::Clause => 80,
        Level::Paragraph => 90,
        Level::Point => 100,
        Level::Dash => 110,
        Level::Plus => 120,
        Level::Star => 130,
    }
}

/// A star that stands in no dash or plus opens a list of its own and holds them.
pub(crate) const OUTER_STAR: u32 = 105;

/// An open unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Open {
    /// Its position.
    pub(crate) unit: usize,
    /// Its level.
    pub(crate) level: Level,
    /// Its rank where it stands.
    pub(crate) rank: u32,
}

/// Whether a level is an item of a list.
pub(crate) fn is_item(level: Level) -> bool {
    matches!(level, Level::Point | Level::Dash | Level::Plus | Level::Star)
}

/// The rank of a new item among the open units; `introduces` says that the last unit ends in a colon.
pub(crate) fn item_rank(open: &[Open], level: Level, introduces: bool) -> u32 {
    let listed = || open.iter().rev().take_while(|one| is_item(one.level));
    if let Some(sibling) = listed().find(|one| one.level == level) {
        return sibling.rank;
    }
    match open.last() {
        Some(top) if introduces && is_item(top.level) => top.rank + 1,
        Some(top) if level == Level::Star && !matches!(top.level, Level::Dash | Level::Plus) => {
            OUTER_STAR.max(rank(top.level) + 1)
        }
        Some(_) | None => rank(level),
    }
}

/// Whether the number of a section or clause lies below another: `1.3` below `1`.
pub(crate) fn extends(number: &str, above: &str) -> bool {
    number.strip_prefix(above).is_some_and(|rest| rest.starts_with('.'))
}
