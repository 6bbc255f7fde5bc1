//! The statements of a program by kind, each with its unit.

use crate::errors;
use crate::units::Placed;
use quyche_base::{Diagnostic, Diagnostics, Span};
use quyche_ir::UnitId;
use quyche_syntax::ast;
use std::collections::BTreeMap;

/// A statement of one kind.
#[derive(Debug)]
pub(crate) struct At<'a, T> {
    /// It.
    pub(crate) node: &'a T,
    /// Its unit.
    pub(crate) unit: Option<UnitId>,
    /// Keyword to full stop.
    pub(crate) span: Span,
    /// Whether it comes from a module.
    pub(crate) module: bool,
    /// Whether an amendment wrote or ended it, and so gave it a day of its own.
    pub(crate) amended: bool,
}

impl<T> Clone for At<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for At<'_, T> {}

/// All of them, in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Statements<'a> {
    pub(crate) categories: Vec<At<'a, ast::Category>>,
    pub(crate) records: Vec<At<'a, ast::Record>>,
    pub(crate) titles: Vec<At<'a, ast::Title>>,
    pub(crate) definitions: Vec<At<'a, ast::Definition>>,
    pub(crate) externals: Vec<At<'a, ast::External>>,
    pub(crate) readings: Vec<At<'a, ast::Reading>>,
    pub(crate) measures: Vec<At<'a, ast::Measure>>,
    pub(crate) scopes: Vec<At<'a, ast::Scope>>,
    pub(crate) criteria: Vec<At<'a, ast::Criterion>>,
    pub(crate) norms: Vec<At<'a, ast::Norm>>,
    pub(crate) deadlines: Vec<At<'a, ast::Deadline>>,
    pub(crate) dossiers: Vec<At<'a, ast::Dossier>>,
    pub(crate) rankings: Vec<At<'a, ast::Ranking>>,
    pub(crate) councils: Vec<At<'a, ast::Council>>,
    pub(crate) stated: Vec<At<'a, ast::Stated>>,
    pub(crate) doubts: Vec<At<'a, ast::Doubt>>,
    pub(crate) entries: Vec<At<'a, ast::EntryPoint>>,
    pub(crate) examples: Vec<At<'a, ast::Example>>,
}

impl<'a> Statements<'a> {
    /// Sorts the statements by kind; what stands where it may not is reported and left out.
    pub(crate) fn sort(placed: &[Placed<'a>], found: &mut Diagnostics) -> Self {
        let mut out = Self::default();
        for place in placed {
            out.add(*place, found);
        }
        out
    }

    /// The units that say something to do which is no criterion, in the order of the text.
    pub(crate) fn other_units(&self) -> Vec<UnitId> {
        let mut units: Vec<UnitId> = [
            self.norms.iter().map(|at| at.unit).collect::<Vec<_>>(),
            self.deadlines.iter().map(|at| at.unit).collect(),
            self.dossiers.iter().map(|at| at.unit).collect(),
            self.rankings.iter().map(|at| at.unit).collect(),
            self.councils.iter().map(|at| at.unit).collect(),
            self.stated.iter().map(|at| at.unit).collect(),
        ]
        .into_iter()
        .flatten()
        .flatten()
        .collect();
        units.sort();
        units.dedup();
        units
    }

    /// The deadlines of each name.
    pub(crate) fn deadline_names(&self) -> BTreeMap<String, Vec<usize>> {
        let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, at) in self.deadlines.iter().enumerate() {
            if let Some(name) = &at.node.name {
                names.entry(name.name.key.clone()).or_default().push(index);
            }
        }
        names
    }

    fn add(&mut self, place: Placed<'a>, found: &mut Diagnostics) {
        use ast::StatementKind as Kind;
        let Placed {
            statement,
            unit,
            module,
        } = place;
        match place_of(&statement.kind) {
            Place::Unit if unit.is_none() => return found.push(outside(statement.span, module)),
            Place::Author if unit.is_some() => return found.push(inside(statement.span)),
            Place::Author if module && !matches!(statement.kind, Kind::Measure(_)) => {
                return found.push(outside(statement.span, module));
            }
            Place::Unit | Place::Author | Place::Both => {}
        }
        macro_rules! at {
            ($node:expr) => {
                At {
                    node: $node,
                    unit,
                    span: statement.span,
                    module,
                    amended: statement.origin.amendment != 0,
                }
            };
        }
        match &statement.kind {
            Kind::Category(node) => self.categories.push(at!(node)),
            Kind::Record(node) => self.records.push(at!(node)),
            Kind::Title(node) => self.titles.push(at!(node)),
            Kind::Definition(node) => self.definitions.push(at!(node)),
            Kind::External(node) => self.externals.push(at!(node)),
            Kind::Reading(node) => self.readings.push(at!(node)),
            Kind::Measure(node) => self.measures.push(at!(node)),
            Kind::Scope(node) => self.scopes.push(at!(node)),
            Kind::Criterion(node) => self.criteria.push(at!(node)),
            Kind::Norm(node) => self.norms.push(at!(node)),
            Kind::Deadline(node) => self.deadlines.push(at!(node)),
            Kind::Dossier(node) => self.dossiers.push(at!(node)),
            Kind::Ranking(node) => self.rankings.push(at!(node)),
            Kind::Council(node) => self.councils.push(at!(node)),
            Kind::Stated(node) => self.stated.push(at!(node)),
            Kind::Doubt(node) => self.doubts.push(at!(node)),
            Kind::Entry(node) => self.entries.push(at!(node)),
            Kind::Example(node) => self.examples.push(at!(node)),
        }
    }
}

/// Where a statement may stand.
enum Place {
    /// In a unit of the text only.
    Unit,
    /// Outside the text only.
    Author,
    /// Either.
    Both,
}

fn place_of(kind: &ast::StatementKind) -> Place {
    use ast::StatementKind as Kind;
    match kind {
        Kind::Scope(_)
        | Kind::Criterion(_)
        | Kind::Norm(_)
        | Kind::Deadline(_)
        | Kind::Dossier(_)
        | Kind::Ranking(_)
        | Kind::Council(_)
        | Kind::Stated(_) => Place::Unit,
        Kind::Measure(_) | Kind::Entry(_) | Kind::Example(_) => Place::Author,
        Kind::Category(_)
        | Kind::Record(_)
        | Kind::Title(_)
        | Kind::Definition(_)
        | Kind::External(_)
        | Kind::Reading(_)
        | Kind::Doubt(_) => Place::Both,
    }
}

fn outside(span: Span, module: bool) -> Diagnostic {
    let found = Diagnostic::error(
        errors::NORM_OUTSIDE,
        span,
        "Câu này phải đứng trong một đơn vị của văn bản (Điều, Thủ tục, khoản …).",
        "This statement must stand in a unit of the text.",
    );
    if module {
        found.help(
            "Thư viện chỉ có danh mục, dữ kiện, định nghĩa, dẫn chiếu.",
            "A module holds vocabulary only.",
        )
    } else {
        found.help(
            "Đặt nó dưới đề mục của văn bản quy định nó.",
            "Put it under the heading of the text that says it.",
        )
    }
}

fn inside(span: Span) -> Diagnostic {
    Diagnostic::error(
        errors::AUTHOR_MATTER_INSIDE,
        span,
        "Câu này là của người viết, không phải của văn bản; nó không được đứng trong một đơn vị của văn bản.",
        "This statement is the author's own, not the text's; it may not stand in a unit of the text.",
    )
    .help(
        "Chuyển nó xuống dưới dòng \"Ngoài văn bản.\" hoặc sang tệp riêng.",
        "Move it below a line \"Ngoài văn bản.\" or to a file of its own.",
    )
}
