//! Plain three-valued truth (strong Kleene), for conditions inside a unit (R1).

use quyche_ir::Outcome;

/// A truth, ordered so that `và` is the least and `hoặc` the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// It does not hold.
    False,
    /// Nobody knows.
    Unknown,
    /// It holds.
    True,
}

impl Truth {
    /// A truth that is known.
    pub fn of(holds: bool) -> Truth {
        if holds { Truth::True } else { Truth::False }
    }

    /// The opposite.
    #[must_use]
    pub fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }

    /// What the condition gives as an outcome: Đ, S, or either.
    pub fn outcome(self) -> Outcome {
        match self {
            Truth::False => Outcome::NOT_MET,
            Truth::Unknown => Outcome::OPEN,
            Truth::True => Outcome::MET,
        }
    }

    /// What an outcome is inside an expression (R4): Đ, M and K are true, S is false.
    pub fn from_outcome(outcome: Outcome) -> Truth {
        if outcome == Outcome::NOT_MET {
            Truth::False
        } else if outcome.contains(Outcome::NOT_MET) {
            Truth::Unknown
        } else {
            Truth::True
        }
    }

    /// The truth that holds under both of two possibilities, if it is one.
    #[must_use]
    pub fn either(self, other: Truth) -> Truth {
        if self == other { self } else { Truth::Unknown }
    }
}
