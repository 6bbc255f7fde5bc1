//! R3: a cause is named iff, the other open leaves left free, it can still change the answer of the unit asked about.
//!
//! From the top down: which pairs of results of a node make a difference to the class people see, for some results of
//! everything else. A leaf is named iff one of the pairs it may take makes a difference. Where every leaf stands in one
//! place only, this is exact; where a fact is tested twice, each test counts as free of the other, as in Kleene's logic.

use crate::result::OpenLeaf;
use crate::tables::{all, any, gap};
use crate::trace::{Node, Op, Trace, What};
use quyche_ir::Outcome;
use quyche_ir::outcome::Class;

const SINGLES: [Outcome; 4] = [Outcome::MET, Outcome::NOT_MET, Outcome::EXEMPT, Outcome::NOT_APPLICABLE];

/// Which pairs of single results make a difference.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Differences(u16);

impl Differences {
    const NONE: Differences = Differences(0);

    /// The pairs for which `differ` holds.
    fn of(differ: impl Fn(Outcome, Outcome) -> bool) -> Differences {
        let mut bits = 0;
        for (row, left) in SINGLES.into_iter().enumerate() {
            for (column, right) in SINGLES.into_iter().enumerate() {
                if row != column && differ(left, right) {
                    bits |= 1 << (row * 4 + column);
                }
            }
        }
        Differences(bits)
    }

    /// Whether some result of one set and some of the other make a difference.
    fn between(self, left: Outcome, right: Outcome) -> bool {
        left.singles()
            .any(|left| right.singles().any(|right| self.pair(left, right)))
    }

    fn pair(self, left: Outcome, right: Outcome) -> bool {
        let place = |outcome| SINGLES.iter().position(|single| *single == outcome).unwrap_or(0);
        self.0 & (1 << (place(left) * 4 + place(right))) != 0
    }

    /// Whether the results of one set make a difference among themselves.
    fn within(self, outcome: Outcome) -> bool {
        self.between(outcome, outcome)
    }
}

/// The causes that can still change whether a norm binds: lifted by an exception it does not, no more than where it does
/// not apply.
pub fn open_leaves_of_norm(trace: &Trace<'_>) -> Vec<OpenLeaf> {
    let binds = |outcome: Outcome| outcome == Outcome::MET;
    let value = trace.get(0).map_or(Outcome::MET, |top| top.value);
    if !value.contains(Outcome::MET) || value.is_single() {
        return Vec::new();
    }
    leaves(trace, Differences::of(|left, right| binds(left) != binds(right)))
}

/// The causes that can still change the class of the first node, by address, then fact path.
pub fn open_leaves(trace: &Trace<'_>) -> Vec<OpenLeaf> {
    let Some(top) = trace.get(0) else {
        return Vec::new();
    };
    if top.value.class() != Class::Open {
        return Vec::new();
    }
    let shown = |outcome: Outcome| match outcome.class() {
        Class::Met | Class::Exempt => 0,
        Class::NotMet => 1,
        Class::NotApplicable => 2,
        Class::Open => 3,
    };
    leaves(trace, Differences::of(|left, right| shown(left) != shown(right)))
}

/// The causes that make one of these differences to the first node.
fn leaves(trace: &Trace<'_>, top: Differences) -> Vec<OpenLeaf> {
    let mut leaves = Vec::new();
    let mut stack = vec![(0, top)];
    while let Some((at, differences)) = stack.pop() {
        let Some(node) = trace.get(at) else { continue };
        if let What::Cause(cause) = &node.what
            && differences.within(node.value)
        {
            leaves.push(OpenLeaf {
                unit: node.unit,
                cause: cause.clone(),
            });
        }
        if differences.within(node.value) {
            below(trace, at, node, differences, &mut stack);
        }
    }
    leaves.sort();
    leaves.dedup();
    leaves
}

/// What makes a difference to each child.
fn below(trace: &Trace<'_>, at: usize, node: &Node<'_>, own: Differences, stack: &mut Vec<(usize, Differences)>) {
    let children = trace.children(at);
    let value = |child: &usize| trace.get(*child).map_or(Outcome::NOT_APPLICABLE, |node| node.value);
    match node.op {
        Op::Leaf => {}
        Op::All => siblings(&children, value, all, own, stack),
        Op::Any => siblings(&children, value, any, own, stack),
        Op::Same | Op::When | Op::Unless => stack.extend(children.into_iter().map(|child| (child, own))),
        Op::Gap => {
            let through = Differences::of(|left, right| own.between(gap(left), gap(right)));
            stack.extend(children.into_iter().map(|child| {
                let is_cause = trace.get(child).is_some_and(|node| node.op == Op::Leaf);
                (child, if is_cause { own } else { through })
            }));
        }
        Op::Truth => {
            let truth = |outcome| {
                if outcome == Outcome::NOT_MET {
                    Outcome::NOT_MET
                } else {
                    Outcome::MET
                }
            };
            let through = Differences::of(|left, right| own.pair(truth(left), truth(right)));
            stack.extend(children.into_iter().map(|child| (child, through)));
        }
        Op::Not => {
            let through = Differences::of(|left, right| own.pair(right, left));
            stack.extend(children.into_iter().map(|child| (child, through)));
        }
        Op::Implies => implication(&children, value, own, stack),
        Op::Atom => {
            let any_pair = if own.pair(Outcome::MET, Outcome::NOT_MET) {
                Differences::of(|_, _| true)
            } else {
                Differences::NONE
            };
            stack.extend(children.into_iter().map(|child| (child, any_pair)));
        }
        Op::Gate => gate(trace, &children, own, stack),
        Op::Choice => choice(&children, value, own, stack),
    }
}

/// Children of a list: a pair makes a difference beside some result of all the others together.
fn siblings(
    children: &[usize],
    value: impl Fn(&usize) -> Outcome,
    table: fn(Outcome, Outcome) -> Outcome,
    own: Differences,
    stack: &mut Vec<(usize, Differences)>,
) {
    let mut after = vec![Outcome::NOT_APPLICABLE];
    for child in children.iter().rev() {
        let last = after.last().copied().unwrap_or(Outcome::NOT_APPLICABLE);
        after.push(table(value(child), last));
    }
    after.pop();
    let mut before = Outcome::NOT_APPLICABLE;
    for child in children {
        let others = table(before, after.pop().unwrap_or(Outcome::NOT_APPLICABLE));
        let through = Differences::of(|left, right| {
            others
                .singles()
                .any(|other| own.pair(table(left, other), table(right, other)))
        });
        stack.push((*child, through));
        before = table(before, value(child));
    }
}

fn implication(
    children: &[usize],
    value: impl Fn(&usize) -> Outcome,
    own: Differences,
    stack: &mut Vec<(usize, Differences)>,
) {
    let [when, then @ ..] = children else { return };
    let not = |outcome| {
        if outcome == Outcome::MET {
            Outcome::NOT_MET
        } else {
            Outcome::MET
        }
    };
    let consequence = then.first().map_or(Outcome::MET, &value);
    let through = Differences::of(|left, right| {
        consequence
            .singles()
            .any(|other| own.pair(any(not(left), other), any(not(right), other)))
    });
    stack.push((*when, through));
    stack.extend(then.iter().map(|child| (*child, own)));
}

/// `khi` decides between the rest and K, `trừ khi` between M and the body.
fn gate(trace: &Trace<'_>, children: &[usize], own: Differences, stack: &mut Vec<(usize, Differences)>) {
    let of_op = |op: Op| {
        children
            .iter()
            .copied()
            .filter(move |child| trace.get(*child).is_some_and(|node| node.op == op))
    };
    let body = children.iter().copied().find(|child| {
        trace
            .get(*child)
            .is_some_and(|node| node.op != Op::When && node.op != Op::Unless)
    });
    let value = |child: usize| trace.get(child).map_or(Outcome::OPEN, |node| node.value);
    let asked = body.map_or(Outcome::EXEMPT, value);
    let exempt = of_op(Op::Unless).any(|child| value(child).contains(Outcome::MET));
    let rest = if exempt { asked.or(Outcome::EXEMPT) } else { asked };
    let applies = Differences::of(|_, _| own.between(rest, Outcome::NOT_APPLICABLE));
    let exempts = Differences::of(|_, _| own.between(asked, Outcome::EXEMPT));
    stack.extend(of_op(Op::When).map(|child| (child, applies)));
    stack.extend(of_op(Op::Unless).map(|child| (child, exempts)));
    stack.extend(body.map(|child| (child, own)));
}

fn choice(
    children: &[usize],
    value: impl Fn(&usize) -> Outcome,
    own: Differences,
    stack: &mut Vec<(usize, Differences)>,
) {
    let [when, branches @ ..] = children else { return };
    if let [there, here] = branches
        && own.between(value(there), value(here))
    {
        stack.push((*when, Differences::of(|_, _| true)));
    }
    stack.extend(branches.iter().map(|child| (*child, own)));
}
