//! Alternatives, each a set of changes: how they combine, kept few and in a stable order.

use super::change::{Change, Edit};

/// How many alternatives are kept at any point.
const MOST: usize = 24;

/// Alternatives: any one of the sets will do; the empty set where nothing is needed; none where nothing helps.
pub(crate) type Sets = Vec<Vec<Edit>>;

/// Nothing is needed.
pub(crate) fn given() -> Sets {
    vec![Vec::new()]
}

/// One of several.
pub(crate) fn any(parts: impl IntoIterator<Item = Sets>) -> Sets {
    let mut sets: Sets = Vec::new();
    for set in parts.into_iter().flatten() {
        if set.is_empty() {
            return given();
        }
        if !sets.contains(&set) {
            sets.push(set);
        }
    }
    shortest(sets)
}

/// All of several.
pub(crate) fn all(parts: impl IntoIterator<Item = Sets>) -> Sets {
    let mut sets = given();
    for part in parts {
        let mut next: Sets = Vec::new();
        for left in &sets {
            for right in &part {
                for set in merged(left, right) {
                    if !next.contains(&set) {
                        next.push(set);
                    }
                }
            }
        }
        sets = shortest(next);
        if sets.is_empty() {
            break;
        }
    }
    sets
}

fn shortest(mut sets: Sets) -> Sets {
    sets.sort_by_key(Vec::len);
    sets.truncate(MOST);
    sets
}

/// Both together. Where they want different values at one place, either may be the one that serves both.
fn merged(left: &[Edit], right: &[Edit]) -> Sets {
    let same = |one: &Edit, other: &Edit| one.change.meets(&other.change);
    let clash = right.iter().any(|edit| {
        left.iter()
            .any(|known| same(known, edit) && known.change != edit.change)
    });
    let join = |first: &[Edit], second: &[Edit]| {
        let mut set = first.to_vec();
        for edit in second {
            let repeated = first.iter().any(|known| same(known, edit));
            let row_again = matches!(edit.change, Change::Row { .. }) && first.contains(edit);
            if !repeated && !row_again {
                set.push(edit.clone());
            }
        }
        set
    };
    if clash {
        vec![join(left, right), join(right, left)]
    } else {
        vec![join(left, right)]
    }
}
