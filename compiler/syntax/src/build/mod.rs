//! From what pest read to the tree. The only modules that name pest's rules are these and `explain`.
//!
//! A builder function takes the pair of its rule and returns `None` only where the grammar and the builder disagree, which
//! is told as a fault of the tool. Mistakes the grammar cannot see (a date that does not exist, a marker out of class)
//! are told here and leave a harmless value or [`ExprKind::Poison`](crate::ast::ExprKind::Poison) behind.

mod address;
mod declare;
mod example;
mod expression;
mod header;
mod list;
mod norm;
mod parts;
mod procedure;
mod template;
mod words;

use crate::ast::{
    Body, Directive, EditBody, Entry, Expr, ExprKind, Header, Heading, Ident, Origin, Statement, StatementKind, Tails,
    UnitMarker,
};
use crate::normal::Normal;
use parts::{Pair, Parts};
use quyche_base::{Diagnostic, Diagnostics, Span};
use quyche_grammar::Rule;

/// Builds the tree of one piece.
pub(crate) struct Builder<'a> {
    /// The normalised file.
    pub(crate) normal: &'a Normal,
    /// The file as saved: what labels and titles show.
    pub(crate) original: &'a str,
    /// Where the piece begins in the normalised text.
    pub(crate) base: usize,
    /// Mistakes go here.
    pub(crate) found: &'a mut Diagnostics,
}

impl Builder<'_> {
    /// The head of a file.
    pub(crate) fn header_piece(&mut self, pairs: pest::iterators::Pairs<'_, Rule>) -> Option<Header> {
        self.header(Parts::of(pairs).any()?)
    }

    /// A heading line.
    pub(crate) fn heading_piece(&mut self, pairs: pest::iterators::Pairs<'_, Rule>) -> Option<Heading> {
        self.heading(Parts::of(pairs).any()?)
    }

    /// A unit marker.
    pub(crate) fn marker_piece(&mut self, pairs: pest::iterators::Pairs<'_, Rule>) -> Option<UnitMarker> {
        self.unit_marker(Parts::of(pairs).any()?)
    }

    /// A statement or an instruction.
    pub(crate) fn statement_piece(&mut self, pairs: pest::iterators::Pairs<'_, Rule>) -> Option<Entry> {
        let pair = Parts::of(pairs).any()?;
        let (span, origin) = (self.span(&pair), Origin::default());
        if template::is_directive(pair.as_rule()) {
            let kind = self.directive(pair)?;
            return Some(Entry::Directive(Directive { span, kind, origin }));
        }
        let kind = self.statement(pair)?;
        Some(Entry::Statement(Statement { span, kind, origin }))
    }

    /// The text after the colon of an edit.
    pub(crate) fn body_piece(&mut self, pairs: pest::iterators::Pairs<'_, Rule>) -> Option<EditBody> {
        self.edit_body(Parts::of(pairs).any()?)
    }

    fn statement(&mut self, pair: Pair<'_>) -> Option<StatementKind> {
        let rule = pair.as_rule();
        STATEMENTS
            .iter()
            .find(|(known, _)| *known == rule)
            .and_then(|(_, build)| build(self, pair))
    }

    fn tell(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// The original bytes a pair covers, trailing white space left out.
    fn span(&self, pair: &Pair<'_>) -> Span {
        let start = self.base + pair.as_span().start();
        self.normal.span(start, start + pair.as_str().trim_end().len())
    }
}

type Build = fn(&mut Builder<'_>, Pair<'_>) -> Option<StatementKind>;

/// Which function builds which kind.
const STATEMENTS: [(Rule, Build); 18] = [
    (Rule::category, |builder, pair| {
        builder.category(pair).map(StatementKind::Category)
    }),
    (Rule::record, |builder, pair| {
        builder.record(pair).map(StatementKind::Record)
    }),
    (Rule::title, |builder, pair| {
        builder.title(pair).map(StatementKind::Title)
    }),
    (Rule::definition, |builder, pair| {
        builder.definition(pair).map(StatementKind::Definition)
    }),
    (Rule::external, |builder, pair| {
        builder.external(pair).map(StatementKind::External)
    }),
    (Rule::reading, |builder, pair| {
        builder.reading(pair).map(StatementKind::Reading)
    }),
    (Rule::measure, |builder, pair| {
        builder.measure(pair).map(StatementKind::Measure)
    }),
    (Rule::scope, |builder, pair| {
        builder.scope(pair).map(StatementKind::Scope)
    }),
    (Rule::criterion, |builder, pair| {
        builder.criterion(pair).map(StatementKind::Criterion)
    }),
    (Rule::norm, |builder, pair| {
        builder.norm(pair).map(Box::new).map(StatementKind::Norm)
    }),
    (Rule::deadline, |builder, pair| {
        builder.deadline(pair).map(Box::new).map(StatementKind::Deadline)
    }),
    (Rule::dossier, |builder, pair| {
        builder.dossier(pair).map(StatementKind::Dossier)
    }),
    (Rule::ranking, |builder, pair| {
        builder.ranking(pair).map(StatementKind::Ranking)
    }),
    (Rule::council, |builder, pair| {
        builder.council(pair).map(StatementKind::Council)
    }),
    (Rule::stated, |builder, pair| {
        builder.stated(pair).map(StatementKind::Stated)
    }),
    (Rule::doubt, |builder, pair| {
        builder.doubt(pair).map(StatementKind::Doubt)
    }),
    (Rule::entry_point, |builder, pair| {
        builder.entry_point(pair).map(StatementKind::Entry)
    }),
    (Rule::example, |builder, pair| {
        builder.example(pair).map(StatementKind::Example)
    }),
];

/// What stands in the tree for a statement that could not be read: a criterion of its name that says nothing, so that
/// the unit is not empty and later passes keep silent about it.
pub(crate) fn poisoned(span: Span, name: Option<Ident>) -> Entry {
    let criterion = crate::ast::Criterion {
        name,
        label: None,
        of: Vec::new(),
        tails: Tails::default(),
        body: poison(span),
    };
    Entry::Statement(Statement {
        span,
        kind: StatementKind::Criterion(criterion),
        origin: Origin::default(),
    })
}

/// What stands in the tree for the body of an edit that could not be read.
pub(crate) fn poisoned_body(span: Span) -> EditBody {
    EditBody::Item {
        body: poison(span),
        tails: Tails::default(),
        order: None,
        span,
    }
}

fn poison(span: Span) -> Body {
    Body::Test(Expr {
        span,
        kind: ExprKind::Poison,
    })
}
