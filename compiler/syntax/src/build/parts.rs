//! Walking the children of a pair in the order the grammar gives them.

use quyche_grammar::Rule;

pub(super) type Pair<'i> = pest::iterators::Pair<'i, Rule>;

/// The children of a pair not yet taken.
pub(super) struct Parts<'i> {
    rest: std::iter::Peekable<pest::iterators::Pairs<'i, Rule>>,
}

impl<'i> Parts<'i> {
    /// The children of `pair`.
    pub(super) fn new(pair: Pair<'i>) -> Self {
        Self::of(pair.into_inner())
    }

    /// The pairs themselves.
    pub(super) fn of(pairs: pest::iterators::Pairs<'i, Rule>) -> Self {
        Self { rest: pairs.peekable() }
    }

    /// The next child, if it is of this rule.
    pub(super) fn take(&mut self, rule: Rule) -> Option<Pair<'i>> {
        self.rest.next_if(|pair| pair.as_rule() == rule)
    }

    /// Takes the next child and says true, if it is of this rule.
    pub(super) fn has(&mut self, rule: Rule) -> bool {
        self.take(rule).is_some()
    }

    /// The next child, whatever it is.
    pub(super) fn any(&mut self) -> Option<Pair<'i>> {
        self.rest.next()
    }

    /// The rule of the next child.
    pub(super) fn peek(&mut self) -> Option<Rule> {
        self.rest.peek().map(Pair::as_rule)
    }
}
