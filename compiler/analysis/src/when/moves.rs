//! Which circumstances move with the day: those that the criteria asked about use as their day of reckoning, and the years
//! before which they count.

use quyche_ir::expr::{Expr, ExprKind, Root, Target, Type};
use quyche_ir::model::Entry;
use quyche_ir::norm::{Body, Gate, Item};
use quyche_ir::{CriterionId, DefinitionId, Document, FieldId, UnitId};
use std::collections::BTreeSet;

/// Fields of the entry point's circumstances that stand for the day of reckoning: dates after `tính đến`, and years before
/// which a row of years is counted. In order.
pub fn moving_fields(doc: &Document, entry: &Entry) -> Vec<FieldId> {
    let criteria = entry.under.iter().flat_map(|target| target.criteria.iter().copied());
    moving_fields_of(doc, entry, criteria)
}

/// Of those, the ones that some of the criteria reckon on.
pub fn moving_fields_of(
    doc: &Document,
    entry: &Entry,
    criteria: impl IntoIterator<Item = CriterionId>,
) -> Vec<FieldId> {
    let mut reader = Reader {
        doc,
        entry,
        criteria: BTreeSet::new(),
        definitions: BTreeSet::new(),
        units: BTreeSet::new(),
        found: BTreeSet::new(),
    };
    criteria.into_iter().for_each(|id| reader.criterion(id));
    reader.found.into_iter().collect()
}

struct Reader<'d> {
    doc: &'d Document,
    entry: &'d Entry,
    criteria: BTreeSet<CriterionId>,
    definitions: BTreeSet<DefinitionId>,
    units: BTreeSet<UnitId>,
    found: BTreeSet<FieldId>,
}

impl<'d> Reader<'d> {
    fn target(&mut self, target: &Target) {
        target.criteria.iter().for_each(|id| self.criterion(*id));
    }

    fn criterion(&mut self, id: CriterionId) {
        let doc = self.doc;
        let Some(criterion) = doc.criteria.get(id.index()) else {
            return;
        };
        if self.criteria.insert(id) {
            self.scopes(criterion.unit);
            self.gate(&criterion.gate);
            self.body(&criterion.body);
        }
    }

    /// The scopes of a unit and of those it stands in.
    fn scopes(&mut self, unit: UnitId) {
        let mut at = Some(unit);
        while let Some(unit) = at.filter(|unit| self.units.insert(*unit)) {
            let doc = self.doc;
            for scope in doc.scopes.iter().filter(|scope| scope.unit == unit) {
                self.gate(&scope.gate);
                scope.filter.iter().for_each(|filter| self.expr(filter));
                for redirect in &scope.redirects {
                    self.expr(&redirect.when);
                    self.target(&redirect.target);
                }
            }
            at = doc.unit(unit).and_then(|unit| unit.parent);
        }
    }

    fn gate(&mut self, gate: &'d Gate) {
        gate.when.iter().chain(&gate.unless).for_each(|expr| self.expr(expr));
        if let Some(day) = &gate.as_of {
            self.day(day);
            self.expr(day);
        }
    }

    fn body(&mut self, body: &'d Body) {
        match body {
            Body::All(items) | Body::Any(items) => items.iter().for_each(|item| self.item(item)),
            Body::Test(test) => self.expr(test),
            Body::Meets(targets) => targets.iter().for_each(|target| self.target(target)),
        }
    }

    fn item(&mut self, item: &'d Item) {
        self.gate(&item.gate);
        self.body(&item.body);
    }

    fn expr(&mut self, expr: &'d Expr) {
        let mut below = Vec::new();
        quyche_ir::visit::expr(expr, &mut |part| below.push(part));
        for part in below {
            if let ExprKind::AsOf { day, .. } = &part.kind {
                self.day(day);
            } else if let ExprKind::Years { before, .. } = &part.kind {
                self.day(before);
            } else if let ExprKind::Meets(targets) = &part.kind {
                targets.iter().for_each(|target| self.target(target));
            } else if let ExprKind::Definition(id) = &part.kind
                && self.definitions.insert(*id)
                && let Some(definition) = self.doc.definitions.get(id.index())
            {
                self.expr(&definition.body);
            }
        }
    }

    /// The fields a day or a year may be read from: through branches and definitions, not in their conditions.
    fn day(&mut self, day: &'d Expr) {
        if let ExprKind::Fact(place) = &day.kind
            && let (Root::Context(record), [field]) = (place.root, place.path.as_slice())
            && Some(record) == self.entry.context
            && matches!(day.ty, Type::Date | Type::Year)
        {
            self.found.insert(*field);
        } else if let ExprKind::Branch { arms, otherwise, .. } = &day.kind {
            arms.iter().for_each(|arm| self.day(&arm.value));
            otherwise.iter().for_each(|value| self.day(value));
        } else if let ExprKind::Expanded { body, .. } = &day.kind {
            self.day(body);
        } else if let ExprKind::Definition(id) = &day.kind
            && let Some(definition) = self.doc.definitions.get(id.index())
        {
            self.day(&definition.body);
        }
    }
}
