//! The tree of reasons: what a walk asked and found, as people read it. The failing points are [`crate::failing`]'s.

use crate::ground::Ground;
use crate::result::Reason;
use crate::trace::{Node, Op, Trace, What};
use quyche_base::Span;
use quyche_ir::{Cause, Expr, ExprKind, UnitId, words};

/// The tree of reasons.
pub fn tree(trace: &Trace<'_>, ground: &Ground<'_>, asked: String) -> Option<Reason> {
    let reader = Reader { trace, ground };
    let top = trace.get(0)?;
    let mut whole = Reason {
        unit: None,
        at: Span::default(),
        asked,
        found: String::new(),
        outcome: top.value,
        condition: false,
        open: Vec::new(),
        children: Vec::new(),
    };
    for child in trace.children(0) {
        reader.gather(child, false, &mut whole);
    }
    Some(whole)
}

/// Reads the record of a walk.
pub struct Reader<'t, 'e> {
    pub trace: &'t Trace<'e>,
    pub ground: &'t Ground<'e>,
}

impl<'t, 'e> Reader<'t, 'e> {
    /// The node at a place of the record.
    pub fn node(&self, at: usize) -> Option<&'t Node<'e>> {
        self.trace.get(at)
    }

    /// Adds what a node says to the reason it stands under; `condition` where it stands in a condition.
    fn gather(&self, at: usize, condition: bool, parent: &mut Reason) {
        let Some(node) = self.node(at) else { return };
        let asked = match &node.what {
            What::Cause(cause) => return parent.open.push(cause.clone()),
            What::Nothing | What::Row => None,
            What::Criterion(criterion) => {
                let name = criterion
                    .label
                    .clone()
                    .or(criterion.name.as_ref().map(|name| words::spaced(name)));
                let address = self.ground.doc.address(criterion.unit);
                let words = name.map_or_else(|| address.to_owned(), |name| format!("{address}: {name}"));
                Some((Some(criterion.unit), criterion.at, words))
            }
            What::Item(item) => Some((Some(item.unit), item.at, self.ground.doc.address(item.unit).to_owned())),
            What::Scope(scope) => {
                let words = format!("phạm vi của {}", self.ground.doc.address(scope.unit));
                Some((Some(scope.unit), scope.at, words))
            }
            What::Test(expr) => Some((Some(node.unit), expr.at, words::expr(self.ground.doc, expr))),
            What::Council(rule) => Some((Some(rule.unit), rule.at, self.ground.doc.address(rule.unit).to_owned())),
            What::Limit(at) => {
                let words = format!("thời hạn tại {}", self.ground.doc.address(node.unit));
                Some((Some(node.unit), *at, words))
            }
        };
        let Some((unit, span, asked)) = asked else {
            return self.hoist(at, node, condition, parent);
        };
        let mut reason = self.reason(node, unit, span, asked);
        let test = matches!(node.what, What::Test(_));
        reason.condition = condition && test;
        if self.is_inner(node) {
            for child in self.trace.children(at) {
                self.gather(child, test, &mut reason);
            }
        } else {
            reason.open = self.causes_below(at, node);
        }
        if let What::Test(expr) = &node.what
            && matches!(expr.kind, ExprKind::Not(_))
        {
            reason = told_once(reason);
        }
        parent.children.push(merged(reason));
    }

    /// Puts the parts of a node nobody asks about straight under the reason above; a condition says that it is one.
    fn hoist(&self, at: usize, node: &Node<'e>, condition: bool, parent: &mut Reason) {
        let before = parent.children.len();
        let condition = condition || matches!(node.op, Op::When | Op::Unless);
        for child in self.trace.children(at) {
            self.gather(child, condition, parent);
        }
        let word = match node.op {
            Op::When => "khi ",
            Op::Unless => "trừ khi ",
            Op::All
            | Op::Any
            | Op::Gap
            | Op::Gate
            | Op::Choice
            | Op::Same
            | Op::Not
            | Op::Implies
            | Op::Truth
            | Op::Atom
            | Op::Leaf => return,
        };
        for child in parent.children.iter_mut().skip(before) {
            child.asked.insert_str(0, word);
        }
    }

    fn reason(&self, node: &Node<'e>, unit: Option<UnitId>, at: Span, asked: String) -> Reason {
        let found = match &node.what {
            What::Test(expr) => node.found.words(self.ground, expr),
            What::Council(_) | What::Limit(..) => node.found.own_words().to_owned(),
            What::Nothing | What::Criterion(_) | What::Item(_) | What::Scope(_) | What::Row | What::Cause(_) => {
                String::new()
            }
        };
        Reason {
            unit,
            at,
            asked,
            found,
            outcome: node.value,
            condition: false,
            open: Vec::new(),
            children: Vec::new(),
        }
    }

    fn is_inner(&self, node: &Node<'e>) -> bool {
        match &node.what {
            What::Test(expr) => has_parts(expr),
            What::Council(_) => false,
            What::Nothing
            | What::Criterion(_)
            | What::Item(_)
            | What::Scope(_)
            | What::Limit(..)
            | What::Row
            | What::Cause(_) => true,
        }
    }

    fn causes_below(&self, at: usize, node: &Node<'e>) -> Vec<Cause> {
        if node.value.is_single() {
            return Vec::new();
        }
        let mut causes: Vec<Cause> = (at..at + node.size)
            .filter_map(|below| self.node(below))
            .filter_map(|below| {
                if let What::Cause(cause) = &below.what {
                    Some(cause.clone())
                } else {
                    None
                }
            })
            .collect();
        causes.sort();
        causes.dedup();
        causes
    }
}

/// Whether a condition is another one, or the opposite of another one.
pub fn passes_on(expr: &Expr) -> bool {
    let one = matches!(
        expr.kind,
        ExprKind::Not(_) | ExprKind::Definition(_) | ExprKind::Expanded { .. } | ExprKind::AsOf { .. }
    );
    one && has_parts(expr)
}

/// Whether a condition is better told by its parts.
pub fn has_parts(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::Implies(..)
        | ExprKind::Definition(_)
        | ExprKind::Expanded { .. }
        | ExprKind::AsOf { .. }
        | ExprKind::Meets(_) => true,
        ExprKind::Literal(_)
        | ExprKind::Fact(_)
        | ExprKind::ReckoningDay
        | ExprKind::EffectDay
        | ExprKind::Compare { .. }
        | ExprKind::OneOf { .. }
        | ExprKind::InTexts { .. }
        | ExprKind::Within { .. }
        | ExprKind::Serves { .. }
        | ExprKind::Exists { .. }
        | ExprKind::Every { .. }
        | ExprKind::Count(_)
        | ExprKind::Period { .. }
        | ExprKind::Years { .. }
        | ExprKind::Judged(_)
        | ExprKind::Submitted(_)
        | ExprKind::ReadingIs { .. }
        | ExprKind::Branch { .. } => false,
    }
}

/// The opposite of one plain test is told once, with what the test found.
fn told_once(mut reason: Reason) -> Reason {
    if reason.children.len() == 1
        && reason.children.iter().all(|child| child.children.is_empty())
        && let Some(child) = reason.children.pop()
    {
        reason.found = child.found;
        reason.open.extend(child.open);
    }
    reason
}

/// An address with one condition under it is one line: the address keeps its unit, the condition its words.
fn merged(mut reason: Reason) -> Reason {
    let same = |child: &Reason| child.unit == reason.unit && child.outcome == reason.outcome;
    let bare = reason.found.is_empty() && reason.open.is_empty() && reason.children.len() == 1;
    if bare
        && reason.children.iter().all(same)
        && let Some(child) = reason.children.pop()
    {
        let asked = if child.asked.starts_with(&reason.asked) {
            child.asked
        } else {
            format!("{}: {}", reason.asked, child.asked)
        };
        return Reason {
            asked,
            condition: reason.condition,
            ..child
        };
    }
    reason
}
