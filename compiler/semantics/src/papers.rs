//! What was handed in: the facts that dossiers need, and documents as values of an example.
//!
//! Nobody declares those facts. The record of whoever hands a dossier in gets a list `hồ_sơ`; a row of it says which
//! document (`tài_liệu`), how many copies (`số_bản`), of which date (`ngày`). The documents are the values of a category
//! of the compiler's own: one a name, or without a name one a label, so that two dossiers that ask for "Đơn đề nghị" ask
//! for one document. Inside one dossier two items are two documents, whatever they are called.

use crate::context::{Context, CriterionInfo};
use crate::declare::text;
use crate::errors;
use crate::names::Kind;
use crate::statements::At;
use quyche_base::{Diagnostic, Name, Span};
use quyche_ir::expr::{Place, Root, Type};
use quyche_ir::model::{Category, Field, Named, PaperFields, Record};
use quyche_ir::{CriterionId, Fact, FieldId, RecordId, SetId, UnitId};
use quyche_syntax::ast::{self, Cell, FactValue};
use std::collections::{BTreeMap, BTreeSet};

/// The list of what was handed in, and the fields of its rows.
const LIST: &str = "hồ_sơ";
const ROW: &str = "tài_liệu_nộp";
const DOCUMENT: &str = "tài_liệu";
const COPIES: &str = "số_bản";
const DATE: &str = "ngày";
/// Whoever hands in a dossier of which the text does not say whose it is.
const SUBMITTER: &str = "người_nộp";

/// What the compiler added for dossiers.
#[derive(Debug)]
pub(crate) struct Papers {
    pub(crate) fields: PaperFields,
    /// The document an item stands for, by its unit.
    documents: BTreeMap<UnitId, u32>,
    /// Documents by their folded name, and by their folded label.
    named: BTreeMap<String, u32>,
    /// The list of each record that hands dossiers in.
    lists: BTreeMap<RecordId, FieldId>,
    pub(crate) submitter: Option<RecordId>,
}

impl Papers {
    /// The list of what somebody like the subject handed in.
    pub(crate) fn list(&self, subject: RecordId) -> Option<Place> {
        self.lists.get(&subject).map(|field| Place {
            root: Root::Subject(subject),
            path: vec![*field],
        })
    }

    /// The document that an item stands for.
    pub(crate) fn document_of(&self, unit: UnitId) -> Option<u32> {
        self.documents.get(&unit).copied()
    }

    /// The document of that name or label.
    pub(crate) fn document(&self, words: &str) -> Option<u32> {
        self.named.get(&quyche_base::name::fold(words)).copied()
    }
}

/// Adds the records, the category and the lists of dossiers, and notes their criteria.
pub(crate) fn survey(ctx: &mut Context<'_>) {
    let dossiers = ctx.statements.dossiers.clone();
    let Some(first) = dossiers.first().map(|at| at.span) else {
        return;
    };
    let mut papers = Papers {
        fields: PaperFields {
            record: RecordId::at(ctx.document.records.len()),
            documents: SetId::at(ctx.document.sets.len()),
            document: FieldId(0),
            copies: FieldId(1),
            date: FieldId(2),
        },
        documents: BTreeMap::new(),
        named: BTreeMap::new(),
        lists: BTreeMap::new(),
        submitter: None,
    };
    row_record(ctx, &papers.fields, first);
    let mut values: Vec<Named> = Vec::new();
    for at in &dossiers {
        let mut own = BTreeSet::new();
        documents(ctx, &at.node.items, &mut papers, &mut values, &mut own);
        submitted_by(ctx, at, &mut papers);
    }
    ctx.document.sets.push(Category {
        id: papers.fields.documents,
        name: DOCUMENT.to_owned(),
        label: Some("Tài liệu".to_owned()),
        values,
        ordered: false,
        open: false,
        at: first,
    });
    ctx.document.papers = Some(papers.fields);
    ctx.papers = Some(papers);
}

fn row_record(ctx: &mut Context<'_>, fields: &PaperFields, at: Span) {
    let field = |name: &str, label: &str, ty: Type, required: bool| Field {
        name: name.to_owned(),
        label: Some(label.to_owned()),
        ty,
        required,
    };
    let made = vec![
        field(DOCUMENT, "Tài liệu", Type::Member(fields.documents), true),
        field(COPIES, "Số bản", Type::Number, false),
        field(DATE, "Ngày", Type::Date, false),
    ];
    for (index, field) in made.iter().enumerate() {
        ctx.names
            .add_field(fields.record, &Name::new(&field.name), FieldId::at(index));
    }
    ctx.document.records.push(Record {
        id: fields.record,
        name: ROW.to_owned(),
        label: Some("Hồ sơ".to_owned()),
        fields: made,
        key: None,
        at,
    });
}

/// Gives every item its document.
fn documents(
    ctx: &Context<'_>,
    items: &[ast::DossierItem],
    papers: &mut Papers,
    values: &mut Vec<Named>,
    own: &mut BTreeSet<u32>,
) {
    for item in items {
        let unit = ctx.units.item(&item.marker);
        let (name, label) = words(item);
        let shared = papers.document(&name).filter(|position| !own.contains(position));
        let position = shared.unwrap_or_else(|| {
            let position = u32::try_from(values.len()).unwrap_or(u32::MAX);
            let taken = papers.document(&name).is_some();
            let place = unit.map_or_else(String::new, |unit| format!(" ({})", ctx.units.address(unit)));
            let (name, label) = if taken {
                (format!("{name}{place}"), format!("{label}{place}"))
            } else {
                (name, label)
            };
            for words in [&name, &label] {
                papers.named.entry(quyche_base::name::fold(words)).or_insert(position);
            }
            values.push(Named {
                name,
                label: Some(label),
            });
            position
        });
        own.insert(position);
        papers.documents.extend(unit.map(|unit| (unit, position)));
        documents(ctx, &item.parts, papers, values, own);
    }
}

/// The name and the label of a document; each stands for the other where one is missing.
pub(crate) fn words(item: &ast::DossierItem) -> (String, String) {
    let label = text(item.label.as_ref());
    match (&item.name, label) {
        (Some(name), Some(label)) => (name.name.shown.clone(), label),
        (Some(name), None) => (name.name.shown.clone(), name.name.shown.replace('_', " ")),
        (None, label) => {
            let label = label.unwrap_or_default();
            let joined: Vec<&str> = label.split_whitespace().collect();
            (joined.join("_"), label)
        }
    }
}

/// The record whose dossier it is gets the list; the criterion of the dossier is noted.
fn submitted_by(ctx: &mut Context<'_>, at: &At<'_, ast::Dossier>, papers: &mut Papers) {
    let subject = match ctx.subject_at(at.unit) {
        Some(subject) => subject,
        None => submitter(ctx, at.span, papers),
    };
    if !papers.lists.contains_key(&subject) {
        list_field(ctx, subject, at.span, papers);
    }
    let Some(unit) = at.unit else { return };
    let id = CriterionId::at(ctx.criteria.len());
    for (_, marker) in crate::items::markers_of_dossier(at.node) {
        if let Some(item) = ctx.units.item(marker) {
            ctx.item_owners.insert(item, id);
        }
    }
    ctx.criteria.push(CriterionInfo {
        unit,
        titles: Vec::new(),
        days: (None, None),
        subject: Some(subject),
        dossier: true,
        at: at.span,
    });
}

/// The record of whoever hands in a dossier where the text does not say who: declared by the author, or else made.
fn submitter(ctx: &mut Context<'_>, at: Span, papers: &mut Papers) -> RecordId {
    if let Some(known) = papers.submitter {
        return known;
    }
    let name = Name::new(SUBMITTER);
    let declared = ctx.names.get(Kind::Record, &name).map(RecordId::at);
    let record = declared.unwrap_or_else(|| {
        let index = ctx.document.records.len();
        let id = RecordId::at(index);
        // Nothing of this name is declared, so that this cannot fail.
        let _ = ctx.names.declare(Kind::Record, &name, at, index);
        ctx.names.add_field(id, &Name::new("mã"), FieldId(0));
        ctx.document.records.push(Record {
            id,
            name: SUBMITTER.to_owned(),
            label: Some("Người nộp hồ sơ".to_owned()),
            fields: vec![Field {
                name: "mã".to_owned(),
                label: Some("Mã".to_owned()),
                ty: Type::Text,
                required: true,
            }],
            key: Some(FieldId(0)),
            at,
        });
        id
    });
    ctx.used.records.insert(record.index());
    papers.submitter = Some(record);
    record
}

fn list_field(ctx: &mut Context<'_>, subject: RecordId, at: Span, papers: &mut Papers) {
    let Some(record) = ctx.document.records.get_mut(subject.index()) else {
        return;
    };
    let field = FieldId::at(record.fields.len());
    let taken = ctx.names.add_field(subject, &Name::new(LIST), field).is_some();
    papers.lists.insert(subject, field);
    if !taken {
        record.fields.push(Field {
            name: LIST.to_owned(),
            label: Some("Hồ sơ".to_owned()),
            ty: Type::List(papers.fields.record),
            required: false,
        });
        return;
    }
    let (name, declared) = (record.name.clone(), record.at);
    ctx.report(
        Diagnostic::error(
            errors::DOSSIER_FIELD,
            declared,
            format!("Trường \"{LIST}\" của \"{name}\" trùng tên với danh sách tài liệu đã nộp."),
            format!("The field \"{LIST}\" of \"{name}\" has the name of the list of what was handed in."),
        )
        .label(at, "hồ sơ này cần danh sách ấy", "this dossier needs that list")
        .help(
            "Đổi tên trường; \"thành phần hồ sơ\" tự thêm danh sách \"hồ_sơ\" gồm tài liệu, số bản, ngày.",
            "Rename the field; a dossier adds the list \"hồ_sơ\" by itself.",
        ),
    );
}

impl<'a> Context<'a> {
    /// A value of the category of documents; the outer `None` for every other category.
    pub(crate) fn paper_value(&mut self, value: &FactValue, ty: Type, at: Span) -> Option<Option<Fact>> {
        let documents = self.papers.as_ref().map(|papers| papers.fields.documents)?;
        let named = matches!(value, FactValue::Name(_) | FactValue::Text(_));
        (named && ty == Type::Member(documents)).then(|| self.document_value(value, at).map(Fact::Member))
    }

    /// A cell that names a document handed in, or says how many copies; the outer `None` for every other cell.
    pub(crate) fn document_cell(&mut self, record: RecordId, cell: &'a Cell) -> Option<Option<(FieldId, Fact)>> {
        let fields = self
            .papers
            .as_ref()
            .map(|papers| papers.fields)
            .filter(|fields| fields.record == record)?;
        let (value, at) = match cell {
            Cell::Field(name, FactValue::Bool(true)) if self.names.field(record, &name.name.key).is_none() => {
                (FactValue::Name(name.clone()), name.span)
            }
            Cell::Document(label) => (FactValue::Text(label.clone()), label.span),
            Cell::Copies(number, _) => return Some(Some((fields.copies, Fact::Number(*number)))),
            Cell::Field(..) | Cell::Period { .. } => return None,
        };
        let document = self.document_value(&value, at);
        Some(document.map(|document| (fields.document, Fact::Member(document))))
    }

    /// The document that a value of an example names; a finding where there is none.
    fn document_value(&mut self, value: &FactValue, at: Span) -> Option<u32> {
        let papers = self.papers.as_ref()?;
        let words = match value {
            FactValue::Name(name) => &name.name.shown,
            FactValue::Text(label) => &label.text,
            FactValue::Number(..)
            | FactValue::Date(..)
            | FactValue::Bool(_)
            | FactValue::None
            | FactValue::Texts(_)
            | FactValue::Period { .. } => return None,
        };
        let found = papers.document(words);
        if found.is_none() {
            self.no_document(words.clone().as_str(), at);
        }
        found
    }

    fn no_document(&mut self, words: &str, at: Span) {
        let set = self.papers.as_ref().map(|papers| papers.fields.documents);
        let values = set.and_then(|set| self.document.sets.get(set.index()));
        let names = values
            .into_iter()
            .flat_map(|set| &set.values)
            .map(|value| value.name.as_str());
        let found = Diagnostic::error(
            errors::NOT_A_VALUE,
            at,
            format!("Không hồ sơ nào gồm tài liệu \"{words}\"."),
            format!("No dossier asks for a document \"{words}\"."),
        );
        let found = crate::near::suggest(
            found,
            words,
            names,
            (
                "Viết tên hay nhãn của một mục trong \"thành phần hồ sơ\".",
                "Write the name or the label of an item of a dossier.",
            ),
        );
        self.report(found);
    }
}
