//! What people read of a walk: the failing points, each with what was asked and what was found, and the tree of reasons.

use crate::found::Found;
use crate::ground::Ground;
use crate::result::{Failure, Reason};
use crate::trace::{Node, Op, Trace, What};
use crate::value::Value;
use quyche_base::Span;
use quyche_ir::{Cause, Expr, ExprKind, Outcome, UnitId, words};

/// The points that surely fail and make the whole fail; for `một trong` every alternative.
pub fn failures(trace: &Trace<'_>, ground: &Ground<'_>) -> Vec<Failure> {
    let mut found = Vec::new();
    let mut reader = Reader { trace, ground };
    reader.failing(0, false, &mut found);
    let mut once: Vec<Failure> = Vec::new();
    for failure in found {
        if !once.contains(&failure) {
            once.push(failure);
        }
    }
    once
}

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

struct Reader<'t, 'e> {
    trace: &'t Trace<'e>,
    ground: &'t Ground<'e>,
}

impl<'t, 'e> Reader<'t, 'e> {
    fn node(&self, at: usize) -> Option<&'t Node<'e>> {
        self.trace.get(at)
    }

    /// Collects the failing points at or below a node; `denied` where it stands under a negation and so holds.
    fn failing(&mut self, at: usize, denied: bool, found: &mut Vec<Failure>) {
        let Some(node) = self.node(at) else { return };
        let fails = if denied { Outcome::MET } else { Outcome::NOT_MET };
        if node.value != fails {
            return;
        }
        if let Some(words) = self.failing_words(node, denied) {
            found.push(Failure { unit: node.unit, words });
            return;
        }
        for child in self.trace.children(at) {
            let Some(below) = self.node(child) else { continue };
            let denied = match node.op {
                Op::Not => !denied,
                Op::Implies | Op::Gate | Op::Choice if matches!(below.op, Op::When | Op::Unless) => continue,
                Op::All
                | Op::Any
                | Op::Gap
                | Op::Gate
                | Op::When
                | Op::Unless
                | Op::Choice
                | Op::Same
                | Op::Implies
                | Op::Truth
                | Op::Atom
                | Op::Leaf => denied,
            };
            self.failing(child, denied, found);
        }
    }

    /// The words of a leaf; `None` for a node whose parts say it better.
    fn failing_words(&self, node: &Node<'e>, denied: bool) -> Option<String> {
        match &node.what {
            What::Test(expr) if denied => {
                (!passes_on(expr)).then(|| format!("cần {}", words::negated(self.ground.doc, expr)))
            }
            What::Test(expr) if has_parts(expr) => None,
            What::Test(expr) => Some(self.test_words(expr, &node.found)),
            What::Council(rule) => {
                let words = node.found.own_words();
                let plain = || format!("không đúng {}", self.ground.doc.address(rule.unit));
                Some(if words.is_empty() { plain() } else { words.to_owned() })
            }
            What::Limit(..) => {
                let words = node.found.own_words();
                (!words.is_empty()).then(|| words.to_owned())
            }
            What::Nothing | What::Criterion(_) | What::Item(_) | What::Scope(_) | What::Row | What::Cause(_) => None,
        }
    }

    /// `cần 6 năm, có 5 năm 11 tháng 2 ngày; sớm nhất đủ: 28/07/2026`.
    fn test_words(&self, expr: &Expr, found: &Found<'_>) -> String {
        let doc = self.ground.doc;
        let seen = found.words(self.ground, expr);
        match (&expr.kind, found) {
            (ExprKind::Serves { .. }, Found::Served { wanted, continuous, .. }) => {
                let wanted = if let Value::Duration(duration) = wanted {
                    duration.words()
                } else {
                    words::brief(doc, expr)
                };
                let unbroken = if *continuous { " liên tục" } else { "" };
                format!("cần {wanted}{unbroken}, có {seen}")
            }
            (ExprKind::Judged(id), _) => {
                let text = doc
                    .judgements
                    .get(id.index())
                    .map_or("", |judgement| judgement.text.as_str());
                format!("{} được đánh giá không đạt", words::quoted(text))
            }
            (ExprKind::Years { .. } | ExprKind::Every { .. }, _) => format!("cần {}; {seen}", words::brief(doc, expr)),
            (ExprKind::Fact(_), _) => format!("cần {}; hồ sơ ghi: {seen}", words::brief(doc, expr)),
            _ if seen == "không có" => format!("cần {}; hồ sơ ghi: {seen}", words::brief(doc, expr)),
            _ if seen.is_empty() => format!("cần {}", words::brief(doc, expr)),
            _ => format!("cần {}, có {seen}", words::brief(doc, expr)),
        }
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
fn passes_on(expr: &Expr) -> bool {
    let one = matches!(
        expr.kind,
        ExprKind::Not(_) | ExprKind::Definition(_) | ExprKind::Expanded { .. } | ExprKind::AsOf { .. }
    );
    one && has_parts(expr)
}

/// Whether a condition is better told by its parts.
fn has_parts(expr: &Expr) -> bool {
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
