//! What every part of this room shares while one regulation is compiled.

use crate::broken::Broken;
use crate::errors;
use crate::names::{Kind, Names};
use crate::papers::Papers;
use crate::statements::Statements;
use crate::units::Units;
use chrono::NaiveDate;
use quyche_base::{Address, Code, Diagnostic, Diagnostics, SourceMap, Span};
use quyche_ir::expr::{Expr, Type};
use quyche_ir::norm::Party;
use quyche_ir::{CriterionId, DefinitionId, Document, FieldId, JudgementId, RecordId, ScopeId, TitleId, UnitId};
use quyche_syntax::ast::{DocumentHeader, FieldType, Ident};
use std::collections::{BTreeMap, BTreeSet};

/// The whole of one compilation.
pub(crate) struct Context<'a> {
    pub(crate) sources: &'a SourceMap,
    pub(crate) header: Option<&'a DocumentHeader>,
    pub(crate) units: Units,
    pub(crate) names: Names,
    pub(crate) broken: Broken,
    pub(crate) found: Diagnostics,
    /// The document as far as it is made; vectors of vocabulary are complete before expressions are lowered.
    pub(crate) document: Document,
    /// The header's `đối với`.
    pub(crate) subject: Option<RecordId>,
    /// The header's `trong`.
    pub(crate) circumstances: Option<RecordId>,
    /// The statements by kind.
    pub(crate) statements: Statements<'a>,
    /// Units with statements to do that are no criteria, in the order of the text.
    pub(crate) other_units: Vec<UnitId>,
    /// The deadlines of each name.
    pub(crate) deadline_names: BTreeMap<String, Vec<usize>>,
    /// The norms of each name, as places in the document.
    pub(crate) norm_names: BTreeMap<String, Vec<usize>>,
    /// What is known of each definition.
    pub(crate) definitions: Vec<DefinitionState>,
    /// What is known of each criterion before its body is.
    pub(crate) criteria: Vec<CriterionInfo>,
    /// What was added for dossiers.
    pub(crate) papers: Option<Papers>,
    /// The records that scopes set for their units.
    pub(crate) scope_subjects: BTreeMap<UnitId, RecordId>,
    /// The criterion of which a unit is an item.
    pub(crate) item_owners: BTreeMap<UnitId, CriterionId>,
    /// From where to where scopes redirect, and where they say so.
    pub(crate) redirects: Vec<(UnitId, UnitId, Span)>,
    /// The record of each council.
    pub(crate) council_records: Vec<Option<RecordId>>,
    pub(crate) judgements: BTreeMap<(u32, Span, RecordId), JudgementId>,
    /// The names templates declare, and what instances make of them.
    pub(crate) numbered: BTreeMap<String, Vec<String>>,
    pub(crate) judgement_counts: BTreeMap<UnitId, u32>,
    /// Who asks for which criteria, and where.
    pub(crate) edges: Vec<(Asker, Asked, Span)>,
    pub(crate) used: Used,
    /// Fields whose type is not known: their uses say nothing more.
    pub(crate) poisoned_fields: BTreeSet<(RecordId, FieldId)>,
    /// The records that some list holds, by name.
    pub(crate) row_records: BTreeSet<String>,
    /// Names reported as unknown, and the finding.
    pub(crate) reported: BTreeMap<(Code, String), usize>,
    /// The definitions being put in place just now.
    pub(crate) expanding: Vec<usize>,
    /// How many definitions have been put in place so far.
    pub(crate) expansions: u32,
    /// How many definitions are being lowered inside each other just now.
    pub(crate) depth: u32,
    /// Whether the missing counting policy has been reported.
    pub(crate) measure_reported: bool,
}

/// What has been used, for finding what has not.
#[derive(Debug, Default)]
pub(crate) struct Used {
    pub(crate) readings: BTreeSet<usize>,
    pub(crate) definitions: BTreeSet<usize>,
    pub(crate) sets: BTreeSet<usize>,
    pub(crate) records: BTreeSet<usize>,
    pub(crate) fields: BTreeSet<(RecordId, FieldId)>,
}

/// How far a definition is lowered.
#[derive(Clone, Debug)]
pub(crate) enum DefinitionState {
    /// Not yet.
    New,
    /// Just now: meeting it again is a circle.
    Open,
    /// Done: its id in the document and its type.
    Done(DefinitionId, Type),
    /// It has parameters, or must be put in place: nothing stands in the document.
    Inline,
    /// It has mistakes, already reported.
    Poison,
}

/// A criterion before its body is lowered.
#[derive(Clone, Debug)]
pub(crate) struct CriterionInfo {
    pub(crate) unit: UnitId,
    pub(crate) titles: Vec<TitleId>,
    /// The first and the last day on which it holds, where it says so itself.
    pub(crate) days: (Option<NaiveDate>, Option<NaiveDate>),
    pub(crate) subject: Option<RecordId>,
    /// Whether it is the check of a dossier; those stand after all others.
    pub(crate) dossier: bool,
    pub(crate) at: Span,
}

/// Who asks for criteria.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Asker {
    /// A criterion.
    Criterion(CriterionId),
    /// A definition.
    Definition(usize),
    /// A scope, by its redirects and conditions.
    Scope(ScopeId),
    /// An entry point, an example or a norm: nobody asks for it.
    Outside,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Asked {
    /// A criterion.
    Criterion(CriterionId),
    /// A definition.
    Definition(usize),
}

impl<'a> Context<'a> {
    /// The beginning of a compilation.
    pub(crate) fn new(
        sources: &'a SourceMap,
        header: Option<&'a DocumentHeader>,
        units: Units,
        broken: Broken,
        statements: Statements<'a>,
        found: Diagnostics,
    ) -> Self {
        let lists = statements.records.iter().flat_map(|at| &at.node.fields);
        let row_records = lists.filter_map(|field| match &field.ty {
            FieldType::List(name) => Some(name.name.key.clone()),
            FieldType::Text
            | FieldType::Number
            | FieldType::Date
            | FieldType::Moment
            | FieldType::Year
            | FieldType::Period
            | FieldType::Bool
            | FieldType::Title
            | FieldType::TextList
            | FieldType::Named(_) => None,
        });
        Self {
            sources,
            header,
            row_records: row_records.collect(),
            units,
            names: Names::default(),
            broken,
            found,
            document: Document::default(),
            subject: None,
            circumstances: None,
            other_units: statements.other_units(),
            deadline_names: statements.deadline_names(),
            norm_names: BTreeMap::new(),
            statements,
            definitions: Vec::new(),
            criteria: Vec::new(),
            papers: None,
            scope_subjects: BTreeMap::new(),
            item_owners: BTreeMap::new(),
            redirects: Vec::new(),
            council_records: Vec::new(),
            judgements: BTreeMap::new(),
            numbered: BTreeMap::new(),
            judgement_counts: BTreeMap::new(),
            edges: Vec::new(),
            used: Used::default(),
            poisoned_fields: BTreeSet::new(),
            reported: BTreeMap::new(),
            expanding: Vec::new(),
            expansions: 0,
            depth: 0,
            measure_reported: false,
        }
    }

    /// Reports a finding.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// The thing of this kind with this name; a finding where there is none.
    pub(crate) fn find(&mut self, kind: Kind, ident: &Ident) -> Option<usize> {
        let index = self.names.get(kind, &ident.name);
        if index.is_none() {
            let near: Vec<String> = self.names.all(kind).map(str::to_owned).collect();
            self.unknown(ident, kind, &near);
        }
        index
    }

    /// A record by name.
    pub(crate) fn record(&mut self, ident: &Ident) -> Option<RecordId> {
        let id = RecordId::at(self.find(Kind::Record, ident)?);
        self.used.records.insert(id.index());
        Some(id)
    }

    /// A title by name.
    pub(crate) fn title(&mut self, ident: &Ident) -> Option<TitleId> {
        self.find(Kind::Title, ident).map(TitleId::at)
    }

    /// The unit an address means; a finding where it means none, or an outside one.
    pub(crate) fn unit(&mut self, address: &Address, from: Option<UnitId>) -> Option<UnitId> {
        match self.units.resolve(address, from) {
            Ok(crate::addresses::Resolved::Unit(id)) => Some(UnitId::at(id)),
            Ok(crate::addresses::Resolved::External(name, _)) => {
                self.report(
                    Diagnostic::error(
                        errors::OUTSIDE_ADDRESS,
                        address.span,
                        format!(
                            "\"{}\" là văn bản ngoài, ở đây cần một đơn vị của văn bản này.",
                            name.shown
                        ),
                        format!(
                            "\"{}\" is an outside document; a unit of this one is needed.",
                            name.shown
                        ),
                    )
                    .help(
                        "Quy định của văn bản ngoài chỉ hỏi được bằng \"đáp ứng\".",
                        "A rule of an outside document can only be asked for with \"đáp ứng\".",
                    ),
                );
                None
            }
            Err(failure) => {
                if let Some(found) = self.units.explain(address, failure, &self.broken) {
                    self.report(found);
                }
                None
            }
        }
    }

    /// The record that statements of a unit speak of: the innermost scope that sets one, else the header's.
    pub(crate) fn subject_at(&self, unit: Option<UnitId>) -> Option<RecordId> {
        let own = unit.and_then(|unit| {
            self.units
                .chain(unit)
                .find_map(|at| self.scope_subjects.get(&at).copied())
        });
        own.or(self.subject)
    }

    /// Whether the head names a subject that is not known, or could not be read: that has been told, and what would be
    /// looked for in the subject is not missed a second time.
    pub(crate) fn is_subject_poisoned(&self) -> bool {
        self.subject.is_none() && self.header.is_none_or(|header| header.subject.is_some())
    }

    /// The same of the context.
    pub(crate) fn is_context_poisoned(&self) -> bool {
        self.circumstances.is_none() && self.header.is_none_or(|header| header.context.is_some())
    }

    /// Somebody a norm speaks of.
    pub(crate) fn party(&mut self, ident: &Ident) -> Option<Party> {
        let mut parties: Vec<(Party, Kind)> = Vec::new();
        if let Some(id) = self.names.get(Kind::Title, &ident.name) {
            parties.push((Party::Title(TitleId::at(id)), Kind::Title));
        }
        for (set, position) in self.names.values(&ident.name) {
            parties.push((Party::Member(*set, *position), Kind::Value));
        }
        if let Some(id) = self.names.get(Kind::Record, &ident.name) {
            parties.push((Party::Record(RecordId::at(id)), Kind::Record));
        }
        if let Some(id) = self.names.get(Kind::Council, &ident.name) {
            let record = self.council_records.get(id).copied().flatten();
            match record {
                Some(record) => parties.push((Party::Record(record), Kind::Council)),
                None => return None,
            }
        }
        match parties.as_slice() {
            [] => {
                let near: Vec<String> = self
                    .names
                    .all(Kind::Title)
                    .chain(self.names.value_names())
                    .map(str::to_owned)
                    .collect();
                let words = (
                    "chức danh, cơ quan (giá trị của danh mục), hội đồng hay dữ kiện",
                    "a title, a body or a record",
                );
                self.unknown_as(ident, words, &near);
                None
            }
            [(party, _)] => {
                self.use_party(*party);
                Some(*party)
            }
            [(_, first), (_, second), ..] => {
                self.ambiguous(ident, *first, *second);
                None
            }
        }
    }

    fn use_party(&mut self, party: Party) {
        match party {
            Party::Title(_) => {}
            Party::Member(set, _) => {
                self.used.sets.insert(set.index());
            }
            Party::Record(record) => {
                self.used.records.insert(record.index());
            }
        }
    }

    /// Reports a name found in two kinds of place.
    pub(crate) fn ambiguous(&mut self, ident: &Ident, first: Kind, second: Kind) {
        let shown = &ident.name.shown;
        self.report(
            Diagnostic::error(
                errors::AMBIGUOUS_NAME,
                ident.span,
                format!("\"{shown}\" có hai nghĩa ở đây: {} và {}.", first.vi(), second.vi()),
                format!("\"{shown}\" means two things here: {} and {}.", first.en(), second.en()),
            )
            .help("Đổi một trong hai tên.", "Rename one of them."),
        );
    }

    /// What a party is called, in words.
    pub(crate) fn party_words(&self, party: Party) -> String {
        let words = match party {
            Party::Title(id) => self.document.titles.get(id.index()).map(|title| title.named.words()),
            Party::Member(set, position) => self
                .document
                .sets
                .get(set.index())
                .and_then(|set| set.values.get(position as usize))
                .map(quyche_ir::model::Named::words),
            Party::Record(id) => self
                .document
                .records
                .get(id.index())
                .map(|record| record.label.clone().unwrap_or_else(|| record.name.replace('_', " "))),
        };
        words.unwrap_or_default()
    }

    /// A type in the words of the law, Vietnamese and English.
    pub(crate) fn type_words(&self, ty: Type) -> (String, String) {
        let record = |id: RecordId| {
            self.document
                .records
                .get(id.index())
                .map_or("", |record| record.name.as_str())
        };
        let (vi, en) = match ty {
            Type::Bool => ("có hay không", "a yes or no"),
            Type::Number => ("số", "a number"),
            Type::Text => ("chữ", "a text"),
            Type::Date => ("ngày", "a date"),
            Type::Moment => ("ngày giờ", "a date with a time of day"),
            Type::Year => ("năm", "a year"),
            Type::Duration => ("độ dài thời gian", "a duration"),
            Type::Period => ("khoảng", "a period"),
            Type::Days => ("thời gian", "time served"),
            Type::Title => ("chức danh", "a title"),
            Type::Texts => ("danh sách chữ", "a list of texts"),
            Type::Member(set) => {
                let name = self.document.sets.get(set.index()).map_or("", |set| set.name.as_str());
                return (
                    format!("giá trị của danh mục \"{name}\""),
                    format!("a value of \"{name}\""),
                );
            }
            Type::Record(id) => {
                return (
                    format!("dữ kiện \"{}\"", record(id)),
                    format!("a record \"{}\"", record(id)),
                );
            }
            Type::List(id) => {
                return (
                    format!("danh sách \"{}\"", record(id)),
                    format!("a list of \"{}\"", record(id)),
                );
            }
        };
        (vi.to_owned(), en.to_owned())
    }

    /// The text an expression was written as, white space folded: how two tests are known to be about the same thing.
    pub(crate) fn source(&self, expr: &Expr) -> String {
        let text = self.sources.text(expr.at);
        let words: Vec<&str> = text.split_whitespace().collect();
        quyche_base::name::fold(&words.join(" "))
    }

    /// The type of a field.
    pub(crate) fn field_type(&self, record: RecordId, field: FieldId) -> Option<Type> {
        let record = self.document.records.get(record.index())?;
        record.fields.get(field.index()).map(|field| field.ty)
    }
}
