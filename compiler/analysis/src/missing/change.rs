//! A change of the facts: what it does to a case, and how it is said.

use chrono::NaiveDate;
use quyche_ir::expr::Type;
use quyche_ir::facts::PeriodEnd;
use quyche_ir::outcome::PathStep;
use quyche_ir::{Document, Fact, FactPath, FieldId, JudgementId, ListFact, RecordFact, RecordId, UnitId, words};

/// From where a path of facts starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Base {
    /// The person.
    Subject,
    /// The circumstances.
    Context,
    /// A row being made, by how deep it stands.
    New(usize),
}

/// A place among the facts: a field, a list, or (without steps) a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub(crate) base: Base,
    pub(crate) steps: Vec<PathStep>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A field gets a value.
    Set {
        /// Which.
        spot: Spot,
        /// Its type.
        ty: Type,
        /// Its value.
        to: Fact,
    },
    /// A judgement is made.
    Judge {
        /// Of which record.
        spot: Spot,
        /// Which.
        judgement: JudgementId,
        /// Whether it is met.
        met: bool,
    },
    /// A row is added.
    Row {
        /// To which list.
        spot: Spot,
        /// Of which record.
        record: RecordId,
        /// The row.
        row: RecordFact,
    },
    /// A list is said to be complete.
    Complete {
        /// Which.
        spot: Spot,
    },
    /// The day of signing is told.
    Signed(NaiveDate),
}

/// A change, and the unit that asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The unit.
    pub unit: UnitId,
    /// The change.
    pub change: Change,
}

/// The facts a change works on.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub subject: RecordFact,
    pub context: RecordFact,
    pub signed: Option<NaiveDate>,
}

impl Change {
    /// Whether both touch the same place.
    pub(crate) fn meets(&self, other: &Change) -> bool {
        match (self, other) {
            (Change::Set { spot, .. }, Change::Set { spot: there, .. }) => spot == there,
            (
                Change::Judge { spot, judgement, .. },
                Change::Judge {
                    spot: there,
                    judgement: other,
                    ..
                },
            ) => spot == there && judgement == other,
            _ => self == other && !matches!(self, Change::Row { .. }),
        }
    }

    /// Makes the change.
    pub(crate) fn apply(&self, facts: &mut Facts) {
        match self {
            Change::Signed(day) => facts.signed = Some(*day),
            Change::Set { spot, .. }
            | Change::Judge { spot, .. }
            | Change::Row { spot, .. }
            | Change::Complete { spot } => {
                let record = match spot.base {
                    Base::Subject => &mut facts.subject,
                    Base::Context => &mut facts.context,
                    Base::New(_) => return,
                };
                self.apply_to(record, &spot.steps);
            }
        }
    }

    /// Makes the change in a record the steps lead away from.
    pub(crate) fn apply_to(&self, record: &mut RecordFact, steps: &[PathStep]) {
        match (steps, self) {
            ([], Change::Judge { judgement, met, .. }) => {
                record.judgements.retain(|(id, _)| id != judgement);
                record.judgements.push((*judgement, *met));
                record.judgements.sort_unstable();
            }
            ([PathStep::Field(field)], Change::Set { to, .. }) => record.set(*field, to.clone()),
            ([PathStep::Field(field)], Change::Row { row, .. }) => {
                list(record, *field, |list| list.rows.push(row.clone()));
            }
            ([PathStep::Field(field)], Change::Complete { .. }) => list(record, *field, |list| list.complete = true),
            ([PathStep::Field(field), PathStep::Row(row), rest @ ..], _) => {
                list(record, *field, |list| {
                    if let Some(row) = list.rows.get_mut(*row as usize) {
                        self.apply_to(row, rest);
                    }
                });
            }
            ([PathStep::Field(field), rest @ ..], _) => {
                let mut inner = if let Fact::Record(inner) = record.get(*field) {
                    inner.as_ref().clone()
                } else {
                    RecordFact::default()
                };
                self.apply_to(&mut inner, rest);
                record.set(*field, Fact::Record(Box::new(inner)));
            }
            ([] | [PathStep::Row(_), ..], _) => {}
        }
    }

    /// The change in words; `subject` and `context` are the records paths start from.
    pub fn words(&self, doc: &Document, subject: RecordId, context: Option<RecordId>) -> String {
        let path = |spot: &Spot| {
            let record = match spot.base {
                Base::Context => context.unwrap_or(subject),
                Base::Subject | Base::New(_) => subject,
            };
            let path = spot.steps.clone();
            words::quoted(&words::fact_path(doc, &FactPath::Field { record, path }))
        };
        match self {
            Change::Set { spot, ty, to } => format!("{} là {}", path(spot), fact_words(doc, *ty, to)),
            Change::Judge { spot, judgement, met } => {
                let text = doc
                    .judgements
                    .get(judgement.index())
                    .map_or("", |judgement| &judgement.text);
                let met = if *met { "đạt" } else { "không đạt" };
                let of = if spot.steps.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", path(spot))
                };
                format!("{} được đánh giá {met}{of}", words::quoted(text))
            }
            Change::Row { record, row, .. } if doc.papers.is_some_and(|papers| papers.record == *record) => {
                paper_words(doc, row)
            }
            Change::Row { spot, record, row } => {
                format!("thêm một dòng {}: {}", path(spot), row_words(doc, *record, row))
            }
            Change::Complete { spot } => format!("khai đủ {}, ngoài các dòng đã có không còn dòng nào", path(spot)),
            Change::Signed(day) => format!("ngày ký văn bản không sau {}", words::date(*day)),
        }
    }
}

fn list(record: &mut RecordFact, field: FieldId, change: impl FnOnce(&mut ListFact)) {
    let known = record.get(field);
    let mut list = if let Fact::List(list) = known {
        list.clone()
    } else {
        ListFact {
            rows: Vec::new(),
            complete: matches!(known, Fact::None),
        }
    };
    change(&mut list);
    record.set(field, Fact::List(list));
}

/// `nộp “Đơn đăng ký”, 2 bản, lập 31/05/2026`.
fn paper_words(doc: &Document, row: &RecordFact) -> String {
    let Some(papers) = doc.papers else {
        return String::new();
    };
    let document = if let Fact::Member(position) = row.get(papers.document) {
        let set = doc.sets.get(papers.documents.index());
        set.and_then(|set| set.values.get(*position as usize))
            .map(quyche_ir::model::Named::words)
    } else {
        None
    };
    let mut said = format!("nộp {}", words::quoted(&document.unwrap_or_default()));
    if let Fact::Number(copies) = row.get(papers.copies) {
        said.push_str(&format!(", {} bản", words::number(*copies)));
    }
    if let Fact::Date(day) = row.get(papers.date) {
        said.push_str(&format!(", lập chậm nhất {}", words::date(*day)));
    }
    said
}

fn row_words(doc: &Document, record: RecordId, row: &RecordFact) -> String {
    let fields = doc.records.get(record.index()).map_or(&[][..], |record| &record.fields);
    let mut parts = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        let id = FieldId::at(at);
        let fact = row.get(id);
        if !matches!(fact, Fact::Unknown) {
            let name = words::field(doc, record, id);
            parts.push(format!("{name} {}", fact_words(doc, field.ty, fact)));
        }
    }
    for (id, met) in &row.judgements {
        let text = doc.judgements.get(id.index()).map_or("", |judgement| &judgement.text);
        let met = if *met { "đạt" } else { "không đạt" };
        parts.push(format!("{} {met}", words::quoted(text)));
    }
    if parts.is_empty() {
        "bất kỳ".to_owned()
    } else {
        parts.join(", ")
    }
}

fn fact_words(doc: &Document, ty: Type, fact: &Fact) -> String {
    if let Fact::Period(period) = fact
        && let (Some(start), PeriodEnd::Running) = (period.start, period.end)
    {
        return format!("từ {} hoặc sớm hơn, đến nay", words::date(start));
    }
    words::fact(doc, ty, fact)
}
