//! Expressions: ids in range, and every part of the type its place asks for.

use super::Checker;
use crate::errors::{POINTS_NOWHERE, WRONG_TYPE};
use crate::expr::{Arm, Expr, ExprKind, List, ListSource, Literal, Paper, Place, Root, Type};
use crate::ids::{FieldId, RecordId};

impl Checker<'_> {
    /// Checks an expression that must have type `wanted`, inside lists of these records (innermost last).
    pub(super) fn expr(&mut self, expr: &Expr, wanted: Option<Type>, inside: &[RecordId]) {
        if let Some(wanted) = wanted
            && wanted != expr.ty
        {
            self.disagree("biểu thức", expr.ty, wanted);
        }
        self.ty(expr.ty);
        let own = match &expr.kind {
            ExprKind::Literal(literal) => self.literal(literal),
            // An expression that reads a day with a time of day has the day.
            ExprKind::Fact(place) => match self.place(place, inside) {
                Some(Type::Moment) => Some(Type::Date),
                other => other,
            },
            ExprKind::ReckoningDay | ExprKind::EffectDay => Some(Type::Date),
            ExprKind::Not(inner) => self.all_bool([inner.as_ref()], inside),
            ExprKind::And(parts) | ExprKind::Or(parts) => self.all_bool(parts, inside),
            ExprKind::Implies(when, then) => self.all_bool([when.as_ref(), then.as_ref()], inside),
            ExprKind::Compare { left, right, .. } => {
                self.expr(left, None, inside);
                self.expr(right, Some(left.ty), inside);
                Some(Type::Bool)
            }
            ExprKind::OneOf { value, among } => self.one_of(value, among, inside),
            ExprKind::InTexts { value, list } => {
                self.expr(value, Some(Type::Text), inside);
                self.place_of(list, Type::Texts, inside)
            }
            ExprKind::Within { date, period } => self.pair((date, Type::Date), (period, Type::Days), inside),
            ExprKind::Serves { period, at_least, .. } => {
                self.pair((period, Type::Days), (at_least, Type::Duration), inside)
            }
            ExprKind::Exists { list, .. } => {
                self.list(list, inside);
                Some(Type::Bool)
            }
            ExprKind::Every { list, body } => {
                let deeper = self.list(list, inside);
                self.expr(body, Some(Type::Bool), &deeper);
                Some(Type::Bool)
            }
            ExprKind::Count(list) => {
                self.list(list, inside);
                Some(Type::Number)
            }
            ExprKind::Period { list, field, .. } => {
                self.list(list, inside);
                self.field_of(list.record, *field, Type::Period);
                Some(Type::Days)
            }
            ExprKind::Years { before, list, year, .. } => {
                self.expr(before, Some(Type::Year), inside);
                self.list(list, inside);
                self.field_of(list.record, *year, Type::Year);
                Some(Type::Bool)
            }
            ExprKind::Judged(id) => {
                self.points("judgements", id.index(), self.doc.judgements.len());
                Some(Type::Bool)
            }
            ExprKind::Submitted(paper) => {
                self.paper(paper, inside);
                Some(Type::Bool)
            }
            ExprKind::Meets(targets) => {
                for target in targets {
                    self.target(target);
                }
                Some(Type::Bool)
            }
            ExprKind::ReadingIs { reading, answer } => {
                let answers = self
                    .doc
                    .readings
                    .get(reading.index())
                    .map_or(0, |one| one.answers.len());
                self.points("answers", *answer as usize, answers);
                Some(Type::Bool)
            }
            ExprKind::Branch { arms, otherwise, unit } => {
                self.unit(*unit);
                self.branch(arms, otherwise.as_deref(), expr.ty, inside)
            }
            ExprKind::Definition(id) => {
                self.points("definitions", id.index(), self.doc.definitions.len());
                self.doc
                    .definitions
                    .get(id.index())
                    .map(|definition| definition.body.ty)
            }
            ExprKind::Expanded { body, .. } => {
                self.expr(body, None, inside);
                Some(body.ty)
            }
            ExprKind::AsOf { day, body } => {
                self.expr(day, Some(Type::Date), inside);
                self.expr(body, None, inside);
                Some(body.ty)
            }
        };
        if let Some(own) = own
            && own != expr.ty
        {
            self.disagree("biểu thức", expr.ty, own);
        }
    }

    /// A document: a list of the compiler's own record, in reach of its category.
    fn paper(&mut self, paper: &Paper, inside: &[RecordId]) {
        let Some(fields) = self.doc.papers else {
            self.report(
                POINTS_NOWHERE,
                "hồ sơ không có dữ kiện về tài liệu đã nộp",
                "a dossier without the record of what was handed in",
            );
            return;
        };
        self.place_of(&paper.list, Type::List(fields.record), inside);
        self.member(fields.documents, paper.document);
        for count in &paper.copies {
            self.expr(count, Some(Type::Number), inside);
        }
        if let Some(limit) = &paper.limit {
            self.limit(limit);
        }
    }

    fn all_bool<'e>(&mut self, parts: impl IntoIterator<Item = &'e Expr>, inside: &[RecordId]) -> Option<Type> {
        for part in parts {
            self.expr(part, Some(Type::Bool), inside);
        }
        Some(Type::Bool)
    }

    fn pair(&mut self, first: (&Expr, Type), second: (&Expr, Type), inside: &[RecordId]) -> Option<Type> {
        self.expr(first.0, Some(first.1), inside);
        self.expr(second.0, Some(second.1), inside);
        Some(Type::Bool)
    }

    fn one_of(&mut self, value: &Expr, among: &[Literal], inside: &[RecordId]) -> Option<Type> {
        self.expr(value, None, inside);
        for literal in among {
            if let Some(ty) = self.literal(literal)
                && ty != value.ty
            {
                self.disagree("giá trị trong dấu ngoặc nhọn", ty, value.ty);
            }
        }
        Some(Type::Bool)
    }

    fn branch(&mut self, arms: &[Arm], otherwise: Option<&Expr>, ty: Type, inside: &[RecordId]) -> Option<Type> {
        for arm in arms {
            self.expr(&arm.when, Some(Type::Bool), inside);
            self.expr(&arm.value, Some(ty), inside);
        }
        if let Some(otherwise) = otherwise {
            self.expr(otherwise, Some(ty), inside);
        }
        Some(ty)
    }

    fn literal(&mut self, literal: &Literal) -> Option<Type> {
        match literal {
            Literal::Bool(_) => Some(Type::Bool),
            Literal::Number(_) => Some(Type::Number),
            Literal::Text(_) => Some(Type::Text),
            Literal::Date(_) => Some(Type::Date),
            Literal::Year(_) => Some(Type::Year),
            Literal::Duration(_) => Some(Type::Duration),
            Literal::Member(set, position) => self.member(*set, *position).then_some(Type::Member(*set)),
            Literal::Title(None) => Some(Type::Title),
            Literal::Title(Some(id)) => self.title(*id).then_some(Type::Title),
        }
    }

    /// The type of what stands at a place; `None` where the place is broken, which has then been reported.
    pub(super) fn place(&mut self, place: &Place, inside: &[RecordId]) -> Option<Type> {
        let start = match place.root {
            Root::Subject(record) | Root::Context(record) => record,
            Root::Element { depth, record } => {
                let enclosing = inside.iter().rev().nth(depth as usize);
                if enclosing != Some(&record) {
                    self.report(
                        WRONG_TYPE,
                        &format!("phần tử thứ {depth} không phải của danh sách đang xét"),
                        &format!("element {depth} does not belong to the list it stands in"),
                    );
                    return None;
                }
                record
            }
        };
        if !self.record(start) {
            return None;
        }
        let mut ty = Type::Record(start);
        for field in &place.path {
            let Type::Record(record) = ty else {
                self.report(
                    WRONG_TYPE,
                    "đường dẫn dữ kiện đi qua một thứ không phải dữ kiện lồng",
                    "a fact path goes through something that is not a nested record",
                );
                return None;
            };
            ty = self.field(record, *field)?;
        }
        Some(ty)
    }

    /// A place that must have a type; the result is that of a condition on it.
    pub(super) fn place_of(&mut self, place: &Place, wanted: Type, inside: &[RecordId]) -> Option<Type> {
        if let Some(found) = self.place(place, inside)
            && found != wanted
        {
            self.disagree("dữ kiện", found, wanted);
        }
        Some(Type::Bool)
    }

    pub(super) fn field(&mut self, record: RecordId, field: FieldId) -> Option<Type> {
        let doc = self.doc;
        let Some(declared) = doc.records.get(record.index()) else {
            self.record(record);
            return None;
        };
        self.points("fields", field.index(), declared.fields.len());
        declared.fields.get(field.index()).map(|field| field.ty)
    }

    pub(super) fn field_of(&mut self, record: RecordId, field: FieldId, wanted: Type) {
        if let Some(found) = self.field(record, field)
            && found != wanted
        {
            self.disagree("trường", found, wanted);
        }
    }

    /// Checks a list and its filters; the records around phrases about its element.
    pub(super) fn list(&mut self, list: &List, inside: &[RecordId]) -> Vec<RecordId> {
        match &list.source {
            ListSource::Fact(place) => {
                self.place_of(place, Type::List(list.record), inside);
            }
            ListSource::People => {
                self.record(list.record);
            }
        }
        let mut deeper = inside.to_vec();
        deeper.push(list.record);
        for filter in &list.filters {
            self.expr(filter, Some(Type::Bool), &deeper);
        }
        deeper
    }
}
