//! R11: a vote, over every completion of votes and of whether somebody may sit that nobody knows.

use quyche_ir::Outcome;
use quyche_ir::norm::PlainBase;
use std::collections::BTreeSet;

/// More completions than this are not told apart: the vote is then open.
const MOST_STATES: usize = 200_000;

/// How somebody voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ballot {
    /// thuận.
    For,
    /// chống.
    Against,
    /// trắng.
    Blank,
    /// vắng.
    Absent,
}

/// What a member may have done.
#[derive(Clone, Debug)]
pub struct Voter {
    /// The votes possible, of somebody who may sit.
    pub ballots: Vec<Ballot>,
    /// Whether it is possible that he may not sit.
    pub may_be_out: bool,
    /// Whether it is possible that he may sit.
    pub may_sit: bool,
    /// Whether he may hold the seat whose side prevails, and whether he surely does.
    pub chair: (bool, bool),
}

/// The side of the seat whose side prevails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Chair {
    /// Nobody holds the seat.
    Nobody,
    /// The holder may not sit, is absent or abstains, or several hold it.
    Silent,
    /// The holder voted.
    Votes(Ballot),
}

/// Votes counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count {
    pub for_: u32,
    pub against: u32,
    pub blank: u32,
    pub absent: u32,
    chair: Chair,
}

impl Count {
    /// Those who may sit and are there.
    pub fn present(self) -> u32 {
        self.for_ + self.against + self.blank
    }

    /// Those who may sit.
    pub fn members(self) -> u32 {
        self.present() + self.absent
    }

    fn with(mut self, ballot: Option<Ballot>, chairs: bool) -> Count {
        match ballot {
            Some(Ballot::For) => self.for_ += 1,
            Some(Ballot::Against) => self.against += 1,
            Some(Ballot::Blank) => self.blank += 1,
            Some(Ballot::Absent) => self.absent += 1,
            None => {}
        }
        if chairs {
            self.chair = match (self.chair, ballot) {
                (Chair::Nobody, Some(ballot @ (Ballot::For | Ballot::Against))) => Chair::Votes(ballot),
                (Chair::Nobody | Chair::Silent | Chair::Votes(_), _) => Chair::Silent,
            };
        }
        self
    }
}

/// Every way the votes may turn out; `None` where there are too many to tell apart.
pub fn completions(voters: &[Voter]) -> Option<BTreeSet<Count>> {
    let nobody = Count {
        for_: 0,
        against: 0,
        blank: 0,
        absent: 0,
        chair: Chair::Nobody,
    };
    let mut states = BTreeSet::from([nobody]);
    for voter in voters {
        let mut next = BTreeSet::new();
        let seats: &[bool] = match voter.chair {
            (_, true) => &[true],
            (true, false) => &[true, false],
            (false, false) => &[false],
        };
        for state in &states {
            for chairs in seats {
                if voter.may_be_out {
                    next.insert(state.with(None, *chairs));
                }
                for ballot in voter.ballots.iter().filter(|_| voter.may_sit) {
                    next.insert(state.with(Some(*ballot), *chairs));
                }
            }
        }
        if next.len() > MOST_STATES {
            return None;
        }
        states = next;
    }
    Some(states)
}

/// What one count decides: Đ, S, or a gap of the text ({Đ, S}).
pub fn decide(count: Count, base: PlainBase, tie_seat: bool) -> Outcome {
    let base = match base {
        PlainBase::Members => count.members(),
        PlainBase::Present => count.present(),
        PlainBase::ForAndAgainst => count.for_ + count.against,
    };
    if count.for_ * 2 > base {
        Outcome::MET
    } else if count.against * 2 > base {
        Outcome::NOT_MET
    } else if tie_seat && count.for_ == count.against && count.for_ > 0 {
        match count.chair {
            Chair::Votes(Ballot::For) => Outcome::MET,
            Chair::Votes(Ballot::Against) => Outcome::NOT_MET,
            Chair::Votes(Ballot::Blank | Ballot::Absent) | Chair::Nobody | Chair::Silent => Outcome::OPEN,
        }
    } else {
        Outcome::OPEN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANY: [Ballot; 4] = [Ballot::For, Ballot::Against, Ballot::Blank, Ballot::Absent];

    fn voter(ballots: &[Ballot], chair: bool) -> Voter {
        Voter {
            ballots: ballots.to_vec(),
            may_be_out: false,
            may_sit: true,
            chair: (chair, chair),
        }
    }

    fn outcome(voters: &[Voter], base: PlainBase) -> Outcome {
        let states = completions(voters).unwrap();
        states
            .into_iter()
            .map(|count| decide(count, base, true))
            .reduce(Outcome::or)
            .unwrap()
    }

    fn votes(for_: usize, against: usize, blank: usize, absent: usize, chair: &[Ballot]) -> Vec<Voter> {
        let mut all = vec![voter(chair, true)];
        for (count, ballot) in [for_, against, blank, absent].into_iter().zip(ANY) {
            all.extend(std::iter::repeat_n(voter(&[ballot], false), count));
        }
        all
    }

    #[test]
    fn more_than_half_of_the_base_passes_or_fails() {
        let all = votes(3, 1, 0, 0, &[Ballot::Against]);
        assert_eq!(outcome(&all, PlainBase::Members), Outcome::MET);
        let absent = votes(1, 0, 0, 3, &[Ballot::For]);
        assert_eq!(outcome(&absent, PlainBase::Present), Outcome::MET);
        assert_eq!(outcome(&absent, PlainBase::Members), Outcome::OPEN);
    }

    #[test]
    fn level_votes_go_to_the_side_of_the_chair() {
        for (side, expected) in [(Ballot::For, Outcome::MET), (Ballot::Against, Outcome::NOT_MET)] {
            let (for_, against) = if side == Ballot::For { (1, 2) } else { (2, 1) };
            assert_eq!(
                outcome(&votes(for_, against, 0, 1, &[side]), PlainBase::Members),
                expected
            );
        }
        assert_eq!(
            outcome(&votes(2, 2, 0, 0, &[Ballot::Blank]), PlainBase::ForAndAgainst),
            Outcome::OPEN
        );
        assert_eq!(
            outcome(&votes(0, 0, 3, 0, &[Ballot::Blank]), PlainBase::ForAndAgainst),
            Outcome::OPEN
        );
    }

    #[test]
    fn an_unknown_vote_matters_only_where_it_can_turn_the_result() {
        assert_eq!(outcome(&votes(3, 0, 0, 0, &ANY), PlainBase::Members), Outcome::MET);
        assert_eq!(outcome(&votes(2, 2, 0, 0, &ANY), PlainBase::Members), Outcome::OPEN);
        assert_eq!(outcome(&votes(0, 4, 0, 0, &ANY), PlainBase::Members), Outcome::NOT_MET);
    }

    #[test]
    fn whether_somebody_may_sit_is_one_more_completion() {
        let mut all = votes(1, 1, 0, 0, &[Ballot::For]);
        all[0].may_be_out = true;
        assert_eq!(outcome(&all, PlainBase::Members), Outcome::OPEN);
        let too_many = vec![voter(&ANY, false); 400];
        assert!(completions(&too_many).is_none());
    }
}
