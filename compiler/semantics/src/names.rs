//! What is declared: one table for each kind of thing, and the words for the kinds.

use quyche_base::{Name, Span};
use quyche_ir::{CriterionId, FieldId, RecordId, SetId};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The kinds of things that have names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Category,
    Record,
    Title,
    Definition,
    External,
    Reading,
    Measure,
    Ranking,
    Council,
    Deadline,
    Entry,
    Criterion,
    Value,
    Field,
}

impl Kind {
    /// Every kind that is declared by a statement, for saying what a name is instead.
    const DECLARED: [Kind; 11] = [
        Kind::Category,
        Kind::Record,
        Kind::Title,
        Kind::Definition,
        Kind::External,
        Kind::Reading,
        Kind::Measure,
        Kind::Ranking,
        Kind::Council,
        Kind::Deadline,
        Kind::Entry,
    ];

    /// The Vietnamese words.
    pub(crate) fn vi(self) -> &'static str {
        match self {
            Kind::Category => "danh mục",
            Kind::Record => "dữ kiện",
            Kind::Title => "chức danh",
            Kind::Definition => "định nghĩa",
            Kind::External => "dẫn chiếu",
            Kind::Reading => "cách hiểu",
            Kind::Measure => "cách tính",
            Kind::Ranking => "thứ tự ưu tiên",
            Kind::Council => "hội đồng",
            Kind::Deadline => "thời hạn",
            Kind::Entry => "xét",
            Kind::Criterion => "tiêu chuẩn",
            Kind::Value => "giá trị của danh mục",
            Kind::Field => "trường của dữ kiện",
        }
    }

    /// The English words.
    pub(crate) fn en(self) -> &'static str {
        match self {
            Kind::Category => "a category",
            Kind::Record => "a record",
            Kind::Title => "a title",
            Kind::Definition => "a definition",
            Kind::External => "an outside document",
            Kind::Reading => "a reading",
            Kind::Measure => "a counting policy",
            Kind::Ranking => "a ranking",
            Kind::Council => "a council",
            Kind::Deadline => "a deadline",
            Kind::Entry => "an entry point",
            Kind::Criterion => "a criterion",
            Kind::Value => "a value of a category",
            Kind::Field => "a field of a record",
        }
    }
}

/// The tables.
#[derive(Debug, Default)]
pub(crate) struct Names {
    declared: BTreeMap<Kind, BTreeMap<String, (usize, Span)>>,
    values: BTreeMap<String, Vec<(SetId, u32)>>,
    fields: Vec<BTreeMap<String, FieldId>>,
    criteria: BTreeMap<String, Vec<CriterionId>>,
}

impl Names {
    /// Declares a name; where it is taken, the place of the first.
    pub(crate) fn declare(&mut self, kind: Kind, name: &Name, span: Span, index: usize) -> Result<(), Span> {
        match self.declared.entry(kind).or_default().entry(name.key.clone()) {
            Entry::Occupied(taken) => Err(taken.get().1),
            Entry::Vacant(free) => {
                free.insert((index, span));
                Ok(())
            }
        }
    }

    fn of(&self, kind: Kind, name: &Name) -> Option<(usize, Span)> {
        self.declared.get(&kind)?.get(&name.key).copied()
    }

    /// What a name of this kind stands for.
    pub(crate) fn get(&self, kind: Kind, name: &Name) -> Option<usize> {
        self.of(kind, name).map(|(index, _)| index)
    }

    /// Where a name of this kind is declared.
    pub(crate) fn place(&self, kind: Kind, name: &Name) -> Option<Span> {
        self.of(kind, name).map(|(_, span)| span)
    }

    /// Every name of a kind.
    pub(crate) fn all(&self, kind: Kind) -> impl Iterator<Item = &str> {
        let names = self.declared.get(&kind).into_iter().flatten();
        names.map(|(key, _)| key.as_str())
    }

    /// Which kinds of things have this name.
    pub(crate) fn kinds(&self, name: &Name) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = Kind::DECLARED
            .into_iter()
            .filter(|kind| self.get(*kind, name).is_some())
            .collect();
        if self.values.contains_key(&name.key) {
            kinds.push(Kind::Value);
        }
        if self.fields.iter().any(|fields| fields.contains_key(&name.key)) {
            kinds.push(Kind::Field);
        }
        if self.criteria.contains_key(&name.key) {
            kinds.push(Kind::Criterion);
        }
        kinds
    }

    /// Adds a value of a category.
    pub(crate) fn add_value(&mut self, name: &Name, set: SetId, position: u32) {
        self.values.entry(name.key.clone()).or_default().push((set, position));
    }

    /// The categories that have this value, and where in them it stands.
    pub(crate) fn values(&self, name: &Name) -> &[(SetId, u32)] {
        self.values.get(&name.key).map_or(&[], Vec::as_slice)
    }

    /// The position of a value in one category.
    pub(crate) fn value_of(&self, set: SetId, name: &Name) -> Option<u32> {
        self.values(name)
            .iter()
            .find(|(of, _)| *of == set)
            .map(|(_, position)| *position)
    }

    /// Adds a field; where the record has it already, that one.
    pub(crate) fn add_field(&mut self, record: RecordId, name: &Name, field: FieldId) -> Option<FieldId> {
        if self.fields.len() <= record.index() {
            self.fields.resize_with(record.index() + 1, BTreeMap::new);
        }
        let fields = self.fields.get_mut(record.index())?;
        if let Some(taken) = fields.get(&name.key) {
            return Some(*taken);
        }
        fields.insert(name.key.clone(), field);
        None
    }

    /// A field of a record.
    pub(crate) fn field(&self, record: RecordId, key: &str) -> Option<FieldId> {
        self.fields
            .get(record.index())
            .and_then(|fields| fields.get(key))
            .copied()
    }

    /// The records that have a field of this name.
    pub(crate) fn records_with(&self, key: &str) -> impl Iterator<Item = RecordId> {
        let with = self
            .fields
            .iter()
            .enumerate()
            .filter(move |(_, fields)| fields.contains_key(key));
        with.map(|(index, _)| RecordId::at(index))
    }

    /// The names of a record's fields.
    pub(crate) fn fields(&self, record: RecordId) -> impl Iterator<Item = &str> {
        self.fields
            .get(record.index())
            .into_iter()
            .flat_map(|fields| fields.keys().map(String::as_str))
    }

    /// Adds a named criterion.
    pub(crate) fn add_criterion(&mut self, name: &Name, id: CriterionId) {
        self.criteria.entry(name.key.clone()).or_default().push(id);
    }

    /// The criteria of a name.
    pub(crate) fn criteria(&self, name: &Name) -> &[CriterionId] {
        self.criteria.get(&name.key).map_or(&[], Vec::as_slice)
    }

    /// The names of all named criteria.
    pub(crate) fn criterion_names(&self) -> impl Iterator<Item = &str> {
        self.criteria.keys().map(String::as_str)
    }

    /// The names of all values.
    pub(crate) fn value_names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }
}
