//! The record of a walk: every node passed, in the order it was entered, with what it was and what came of it. Causes,
//! failing points and the tree of reasons are read off it afterwards.

use crate::found::Found;
use quyche_base::Span;
use quyche_ir::norm::{CouncilRule, Criterion, Item, Scope};
use quyche_ir::{Cause, Expr, Outcome, UnitId};

/// How a node's value comes from those of its children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `tất cả`, and conjunction.
    All,
    /// `một trong`, and disjunction.
    Any,
    /// K becomes a gap (R1).
    Gap,
    /// `khi`, `trừ khi`, body (R2): children are [`Op::When`], [`Op::Unless`], then the body.
    Gate,
    /// A condition whose falsity gives K.
    When,
    /// A condition whose truth gives M.
    Unless,
    /// A redirect: condition, where it leads, what stands here.
    Choice,
    /// Its one child.
    Same,
    /// The opposite.
    Not,
    /// If the first then the second.
    Implies,
    /// An outcome as a truth (R4).
    Truth,
    /// Any open child can change it while it is open itself.
    Atom,
    /// An open leaf.
    Leaf,
}

/// What a node stands for.
#[derive(Clone, Debug)]
pub enum What<'e> {
    /// Nothing a person asks about.
    Nothing,
    /// A criterion.
    Criterion(&'e Criterion),
    /// An item of a list.
    Item(&'e Item),
    /// A scope.
    Scope(&'e Scope),
    /// A condition.
    Test(&'e Expr),
    /// A rule of a council.
    Council(&'e CouncilRule),
    /// A limit in time.
    Limit(Span),
    /// A row of a list.
    Row,
    /// A cause.
    Cause(Cause),
}

/// A node.
#[derive(Clone, Debug)]
pub struct Node<'e> {
    pub op: Op,
    pub what: What<'e>,
    pub unit: UnitId,
    pub value: Outcome,
    pub found: Found<'e>,
    /// How many nodes it and everything below it take.
    pub size: usize,
}

/// The nodes, each before its children.
#[derive(Debug, Default)]
pub struct Trace<'e> {
    nodes: Vec<Node<'e>>,
}

impl<'e> Trace<'e> {
    /// Begins a node; its children follow until [`close`](Trace::close).
    pub fn open(&mut self, op: Op, what: What<'e>, unit: UnitId) -> usize {
        self.nodes.push(Node {
            op,
            what,
            unit,
            value: Outcome::OPEN,
            found: Found::Nothing,
            size: 1,
        });
        self.nodes.len() - 1
    }

    /// Ends a node.
    pub fn close(&mut self, at: usize, value: Outcome) {
        let end = self.nodes.len();
        if let Some(node) = self.nodes.get_mut(at) {
            node.value = value;
            node.size = end - at;
        }
    }

    /// Notes what a test found.
    pub fn note(&mut self, at: usize, found: Found<'e>) {
        if let Some(node) = self.nodes.get_mut(at) {
            node.found = found;
        }
    }

    /// The node at this place.
    pub fn get(&self, at: usize) -> Option<&Node<'e>> {
        self.nodes.get(at)
    }

    /// The places of the children of the node at this place, in order.
    pub fn children(&self, at: usize) -> Vec<usize> {
        let end = at + self.get(at).map_or(0, |node| node.size);
        let mut children = Vec::new();
        let mut next = at + 1;
        while let Some(node) = self.get(next).filter(|_| next < end) {
            children.push(next);
            next += node.size;
        }
        children
    }

    /// Every cause in it, in the order met.
    pub fn causes(&self) -> impl Iterator<Item = &Cause> {
        self.nodes.iter().filter_map(|node| match &node.what {
            What::Cause(cause) => Some(cause),
            What::Nothing
            | What::Criterion(_)
            | What::Item(_)
            | What::Scope(_)
            | What::Test(_)
            | What::Council(_)
            | What::Limit(..)
            | What::Row => None,
        })
    }
}
