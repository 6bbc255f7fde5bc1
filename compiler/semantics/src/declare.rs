//! The vocabulary: categories, records, titles, outside documents, readings, counting policies; and the head.

use crate::context::{Context, DefinitionState};
use crate::errors;
use crate::names::Kind;
use crate::statements::{At, Statements};
use crate::vocabulary;
use quyche_base::{Diagnostic, Span};
use quyche_ir::expr::Type;
use quyche_ir::model::{Category, External, Field, Named, Record};
use quyche_ir::{ExternalId, FieldId, RecordId, SetId};
use quyche_syntax::ast::{self, CategoryValue, FieldType, Ident};

/// Names the language keeps for itself.
pub(crate) const RECKONING_DAY: &str = "ngày_xét";
/// The first day of effect.
pub(crate) const EFFECT_DAY: &str = "ngày_hiệu_lực";
/// The member of a council under consideration.
pub(crate) const THIS_PERSON: &str = "người_này";

/// Takes in every declared name, then what the names stand for.
pub(crate) fn declare(ctx: &mut Context<'_>) {
    names(ctx);
    for at in ctx.statements.categories.clone() {
        category(ctx, at.node, at.span);
    }
    for (index, at) in ctx.statements.records.clone().into_iter().enumerate() {
        record(ctx, RecordId::at(index), at.node, at.span);
    }
    for at in ctx.statements.externals.clone() {
        let external = External {
            id: ExternalId::at(ctx.document.externals.len()),
            named: named(&at.node.name, at.node.label.as_ref()),
            number: text(at.node.number.as_ref()),
            date: at.node.date,
            amended_by: at.node.amended_by.iter().map(|label| label.text.clone()).collect(),
            at: at.span,
        };
        ctx.document.externals.push(external);
    }
    for at in ctx.statements.readings.clone() {
        vocabulary::reading(ctx, at);
    }
    vocabulary::titles(ctx);
    vocabulary::about(ctx);
}

pub(crate) fn text(label: Option<&ast::Label>) -> Option<String> {
    label.map(|label| label.text.clone())
}

pub(crate) fn named(name: &Ident, label: Option<&ast::Label>) -> Named {
    Named {
        name: name.name.shown.clone(),
        label: text(label),
    }
}

/// Every name that a statement declares, with its kind and the number of the statement among those of its kind.
fn declared<'a>(statements: &Statements<'a>) -> Vec<(Kind, &'a Ident, usize)> {
    fn of<'a, T>(
        kind: Kind,
        list: &[At<'a, T>],
        name: impl Fn(&'a T) -> Option<&'a Ident>,
    ) -> Vec<(Kind, &'a Ident, usize)> {
        let named = list.iter().enumerate();
        named
            .filter_map(|(index, at)| name(at.node).map(|name| (kind, name, index)))
            .collect()
    }
    [
        of(Kind::Category, &statements.categories, |node| Some(&node.name)),
        of(Kind::Record, &statements.records, |node| Some(&node.name)),
        of(Kind::Title, &statements.titles, |node| Some(&node.name)),
        of(Kind::Definition, &statements.definitions, |node| Some(&node.name)),
        of(Kind::External, &statements.externals, |node| Some(&node.name)),
        of(Kind::Reading, &statements.readings, |node| Some(&node.name)),
        of(Kind::Measure, &statements.measures, |node| Some(&node.name)),
        of(Kind::Entry, &statements.entries, |node| Some(&node.name)),
    ]
    .concat()
}

/// Every name, so that nothing depends on the order of statements.
fn names(ctx: &mut Context<'_>) {
    let all = declared(&ctx.statements);
    for (kind, ident, index) in all {
        let mut taken = ctx.names.declare(kind, &ident.name, ident.span, index).err();
        if kind == Kind::Record {
            taken = taken.or(ctx.names.place(Kind::Category, &ident.name));
        }
        if let Some(first) = taken {
            ctx.found.push(duplicate(kind, ident, first));
        }
        if kind == Kind::Definition && is_special(ident) {
            ctx.found.push(special(ident));
        }
    }
    ctx.definitions = vec![DefinitionState::New; ctx.statements.definitions.len()];
}

pub(crate) fn duplicate(kind: Kind, ident: &Ident, first: Span) -> Diagnostic {
    let shown = &ident.name.shown;
    Diagnostic::error(
        errors::DUPLICATE_NAME,
        ident.span,
        format!("\"{shown}\" được khai hai lần ({}).", kind.vi()),
        format!("\"{shown}\" is declared twice ({}).", kind.en()),
    )
    .label(first, "lần thứ nhất ở đây", "first here")
    .help("Bỏ một lần khai, hoặc đổi tên.", "Remove one, or rename it.")
}

fn is_special(ident: &Ident) -> bool {
    [RECKONING_DAY, EFFECT_DAY, THIS_PERSON].contains(&ident.name.key.as_str())
}

fn special(ident: &Ident) -> Diagnostic {
    let shown = &ident.name.shown;
    Diagnostic::error(
        errors::SPECIAL_NAME,
        ident.span,
        format!("\"{shown}\" là tên dành riêng của ngôn ngữ."),
        format!("\"{shown}\" is a name the language keeps for itself."),
    )
    .help(
        "Đổi tên; \"ngày_xét\" luôn là ngày tính đến, \"ngày_hiệu_lực\" là ngày văn bản có hiệu lực, \"người_này\" là thành viên đang nói tới.",
        "Rename it; these three always mean the day of reckoning, the day of effect and the member spoken of.",
    )
}

/// Reports the parts of one list that have the same name.
pub(crate) fn unique(ctx: &mut Context<'_>, parts: &[&Ident]) {
    let mut seen: Vec<&Ident> = Vec::new();
    for part in parts {
        match seen.iter().find(|other| other.name == part.name) {
            Some(first) => ctx.found.push(
                Diagnostic::error(
                    errors::DUPLICATE_PART,
                    part.span,
                    format!("\"{}\" có hai lần trong một danh sách.", part.name.shown),
                    format!("\"{}\" stands twice in one list.", part.name.shown),
                )
                .label(first.span, "lần thứ nhất ở đây", "first here")
                .help("Bỏ một lần.", "Remove one."),
            ),
            None => seen.push(part),
        }
    }
}

pub(crate) fn values(parts: &[CategoryValue]) -> Vec<Named> {
    parts
        .iter()
        .map(|value| named(&value.name, value.label.as_ref()))
        .collect()
}

fn category(ctx: &mut Context<'_>, node: &ast::Category, span: Span) {
    let id = SetId::at(ctx.document.sets.len());
    let parts: Vec<&Ident> = node.values.iter().map(|value| &value.name).collect();
    unique(ctx, &parts);
    for (position, value) in node.values.iter().enumerate() {
        if is_special(&value.name) {
            ctx.found.push(special(&value.name));
        }
        if ctx.names.value_of(id, &value.name.name).is_none() {
            ctx.names
                .add_value(&value.name.name, id, u32::try_from(position).unwrap_or(u32::MAX));
        }
    }
    if node.ordered && node.open {
        ctx.found.push(
            Diagnostic::error(
                errors::ORDERED_AND_OPEN,
                node.name.span,
                format!("Danh mục \"{}\" vừa có thứ bậc vừa để mở.", node.name.name.shown),
                format!("Category \"{}\" is ordered and open at once.", node.name.name.shown),
            )
            .help(
                "Giá trị ngoài danh mục không có bậc: bỏ \"mở\", hoặc ngăn các giá trị bằng \"|\".",
                "A value from outside has no rank: drop \"mở\", or separate the values with \"|\".",
            ),
        );
    }
    ctx.document.sets.push(Category {
        id,
        name: node.name.name.shown.clone(),
        label: text(node.label.as_ref()),
        values: values(&node.values),
        ordered: node.ordered,
        open: node.open,
        at: span,
    });
}

fn record(ctx: &mut Context<'_>, id: RecordId, node: &ast::Record, span: Span) {
    let mut fields: Vec<Field> = Vec::new();
    let parts: Vec<&Ident> = node.fields.iter().map(|field| &field.name).collect();
    unique(ctx, &parts);
    for field in &node.fields {
        if is_special(&field.name) {
            ctx.found.push(special(&field.name));
        }
        // A field of a type that is not known stays out; uses of it would only repeat the mistake, so it counts as text.
        let ty = field_type(ctx, &field.ty);
        let at = FieldId::at(fields.len());
        ctx.names.add_field(id, &field.name.name, at);
        fields.push(Field {
            name: field.name.name.shown.clone(),
            label: text(field.label.as_ref()),
            ty: ty.unwrap_or(Type::Text),
            required: field.required,
        });
        if ty.is_none() {
            ctx.poisoned_fields.insert((id, at));
        }
    }
    for ty in [Type::Period, Type::Year] {
        two_of(ctx, node, &fields, ty);
    }
    let key = ctx
        .names
        .field(id, "mã")
        .filter(|key| fields.get(key.index()).is_some_and(|field| field.ty == Type::Text));
    ctx.document.records.push(Record {
        id,
        name: node.name.name.shown.clone(),
        label: text(node.label.as_ref()),
        fields,
        key,
        at: span,
    });
}

/// At most one period and one year: that is how time served knows what to read. It matters to rows of a list only, but
/// any record can become one.
fn two_of(ctx: &mut Context<'_>, node: &ast::Record, fields: &[Field], ty: Type) {
    let same: Vec<&ast::Field> = node
        .fields
        .iter()
        .zip(fields)
        .filter(|(_, field)| field.ty == ty)
        .map(|(written, _)| written)
        .collect();
    let [first, second, ..] = same.as_slice() else { return };
    if !ctx.row_records.contains(&node.name.name.key) {
        return;
    }
    let (vi, en) = ctx.type_words(ty);
    ctx.found.push(
        Diagnostic::error(
            errors::TWO_PERIOD_FIELDS,
            second.name.span,
            format!(
                "\"{}\" có hai trường kiểu {vi}: tính thời gian thì đọc trường nào?",
                node.name.name.shown
            ),
            format!(
                "\"{}\" has two fields that are {en}: which one is time reckoned by?",
                node.name.name.shown
            ),
        )
        .label(first.name.span, "trường thứ nhất", "the first")
        .help(
            "Tách thành hai dữ kiện, hoặc dùng kiểu \"ngày\".",
            "Split the record, or use dates.",
        ),
    );
}

fn field_type(ctx: &mut Context<'_>, ty: &FieldType) -> Option<Type> {
    Some(match ty {
        FieldType::Text => Type::Text,
        FieldType::Number => Type::Number,
        FieldType::Date => Type::Date,
        FieldType::Moment => Type::Moment,
        FieldType::Year => Type::Year,
        FieldType::Period => Type::Period,
        FieldType::Bool => Type::Bool,
        FieldType::Title => Type::Title,
        FieldType::TextList => Type::Texts,
        FieldType::List(name) => Type::List(ctx.record(name)?),
        FieldType::Named(name) => {
            if let Some(set) = ctx.names.get(Kind::Category, &name.name) {
                ctx.used.sets.insert(set);
                Type::Member(SetId::at(set))
            } else if let Some(record) = ctx.names.get(Kind::Record, &name.name) {
                ctx.used.records.insert(record);
                Type::Record(RecordId::at(record))
            } else {
                let near: Vec<String> = ctx
                    .names
                    .all(Kind::Category)
                    .chain(ctx.names.all(Kind::Record))
                    .map(str::to_owned)
                    .collect();
                ctx.unknown_as(name, ("danh mục hoặc dữ kiện", "a category or a record"), &near);
                return None;
            }
        }
    })
}
