//! R1: `tất cả` and `một trong` on outcomes, as definite tables lifted to sets.

use quyche_ir::Outcome;

/// `tất cả`: K is neutral, S absorbs, M beside Đ is Đ.
pub fn all(left: Outcome, right: Outcome) -> Outcome {
    combine(left, right, all_single)
}

/// `một trong`: K is neutral, Đ absorbs, then M, then S.
pub fn any(left: Outcome, right: Outcome) -> Outcome {
    combine(left, right, any_single)
}

/// What `một trong` gives outside another `một trong`: where nothing of it applies, the text has a gap.
pub fn gap(outcome: Outcome) -> Outcome {
    if outcome.contains(Outcome::NOT_APPLICABLE) {
        outcome.lift(Outcome::MET, |single, _| {
            if single == Outcome::NOT_APPLICABLE {
                Outcome::OPEN
            } else {
                single
            }
        })
    } else {
        outcome
    }
}

fn combine(left: Outcome, right: Outcome, table: fn(Outcome, Outcome) -> Outcome) -> Outcome {
    if left.is_single() && right.is_single() {
        return table(left, right);
    }
    left.lift(right, table)
}

fn all_single(left: Outcome, right: Outcome) -> Outcome {
    if left == Outcome::NOT_APPLICABLE {
        right
    } else if right == Outcome::NOT_APPLICABLE || left == right {
        left
    } else if left == Outcome::NOT_MET || right == Outcome::NOT_MET {
        Outcome::NOT_MET
    } else {
        Outcome::MET
    }
}

fn any_single(left: Outcome, right: Outcome) -> Outcome {
    for first in [Outcome::MET, Outcome::EXEMPT, Outcome::NOT_MET] {
        if left == first || right == first {
            return first;
        }
    }
    Outcome::NOT_APPLICABLE
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{Just, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};

    const D: Outcome = Outcome::MET;
    const S: Outcome = Outcome::NOT_MET;
    const M: Outcome = Outcome::EXEMPT;
    const K: Outcome = Outcome::NOT_APPLICABLE;

    #[test]
    fn the_tables_of_r1() {
        assert_eq!((all(K, S), all(S, M), all(M, D), all(M, M), all(K, K)), (S, S, D, M, K));
        assert_eq!((any(K, S), any(S, M), any(M, D), any(S, S), any(K, K)), (S, M, D, S, K));
        assert_eq!((gap(K), gap(D), gap(D.or(K))), (Outcome::OPEN, D, Outcome::OPEN));
    }

    fn sets() -> impl Strategy<Value = Outcome> {
        proptest::collection::vec(prop_oneof![Just(D), Just(S), Just(M), Just(K)], 1..5)
            .prop_map(|singles| singles.into_iter().reduce(Outcome::or).unwrap())
    }

    proptest! {
        #[test]
        fn lists_may_be_regrouped_and_reordered(a in sets(), b in sets(), c in sets()) {
            for table in [all, any] {
                prop_assert_eq!(table(a, table(b, c)), table(table(a, b), c));
                prop_assert_eq!(table(a, b), table(b, a));
                prop_assert_eq!(table(a, K), a);
            }
        }

        #[test]
        fn a_subset_never_enlarges_the_result(a in sets(), more in sets(), b in sets()) {
            let larger = a.or(more);
            prop_assert!(all(larger, b).contains(all(a, b)));
            prop_assert!(any(larger, b).contains(any(a, b)));
            prop_assert!(gap(larger).contains(gap(a)));
        }
    }
}
