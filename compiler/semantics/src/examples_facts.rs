//! The facts of an example.

use crate::context::Context;
use crate::errors;
use crate::scope::{Scope, Thing};
use chrono::NaiveDate;
use quyche_base::{Diagnostic, Span};
use quyche_ir::expr::{Place, Root, Type};
use quyche_ir::facts::{Case, Fact, ListFact, PeriodEnd, PeriodFact, RecordFact};
use quyche_ir::{FieldId, JudgementId, RecordId, UnitId};
use quyche_syntax::ast::{self, Cell, FactKind, FactValue};
use quyche_time::Moment;
use rust_decimal::prelude::ToPrimitive;

/// What an example gives.
pub(crate) struct Given {
    pub(crate) people: Vec<Case>,
    pub(crate) context: RecordFact,
    /// The day the document was signed, where the source does not tell.
    pub(crate) signed: Option<NaiveDate>,
    /// By unit of a limit: when it was done, or that it is not done yet.
    pub(crate) done: Vec<(UnitId, Option<Moment>)>,
}

/// A judgement given: which, of which record, and how it went.
type Verdict = (JudgementId, RecordId, bool);

/// `ngày_ký`: the one fact about the document itself.
pub(crate) fn is_signing_day(path: &ast::Path) -> bool {
    matches!(path.parts.as_slice(), [name] if name.name.key == "ngày_ký")
}

/// The facts while they are gathered.
#[derive(Default)]
struct Gathering {
    subject: RecordFact,
    context: RecordFact,
    people: Vec<RecordFact>,
    signed: Option<NaiveDate>,
    verdicts: Vec<Verdict>,
    done: Vec<(UnitId, Option<Moment>)>,
}

impl<'a> Context<'a> {
    /// Reads the facts of an example about `subject`.
    pub(crate) fn given(&mut self, scope: &Scope<'a>, subject: RecordId, example: &'a ast::Example) -> Option<Given> {
        let mut facts = Gathering::default();
        let mut whole = true;
        // What is said of all judgements comes first, so that single ones can differ.
        let (all, rest): (Vec<&ast::FactLine>, Vec<&ast::FactLine>) = example
            .facts
            .iter()
            .partition(|line| matches!(line.kind, FactKind::AllJudged(_)));
        for line in all.into_iter().chain(rest) {
            whole &= self.line(scope, line, &mut facts).is_some();
        }
        let mut people = std::mem::take(&mut facts.people);
        if people.is_empty() {
            people.push(RecordFact::default());
        }
        let key = self.document.records.get(subject.index()).and_then(|record| record.key);
        let several = people.len() > 1 || example.facts.iter().any(|line| self.is_people(scope, line));
        let mut cases = Vec::new();
        for person in people {
            let mut whole_person = facts.subject.clone();
            for (index, fact) in person.fields.into_iter().enumerate() {
                if fact != Fact::Unknown {
                    whole_person.set(FieldId::at(index), fact);
                }
            }
            self.judge(&mut whole_person, subject, &facts.verdicts);
            let name = key.map(|key| whole_person.get(key).clone());
            let name = if let (Some(Fact::Text(name)), true) = (name, several) {
                name
            } else {
                String::new()
            };
            cases.push(Case {
                key: name,
                subject: whole_person,
            });
        }
        if let Some(record) = scope.circumstances {
            let verdicts = std::mem::take(&mut facts.verdicts);
            self.judge(&mut facts.context, record, &verdicts);
        }
        whole.then_some(Given {
            people: cases,
            context: facts.context,
            signed: facts.signed,
            done: facts.done,
        })
    }

    fn is_people(&self, scope: &Scope<'a>, line: &ast::FactLine) -> bool {
        let FactKind::Rows { path, .. } = &line.kind else {
            return false;
        };
        let [name] = path.parts.as_slice() else { return false };
        let record = self.names.get(crate::names::Kind::Record, &name.name).map(RecordId::at);
        record.is_some() && record == scope.subject && self.candidates(scope, &name.name).is_empty()
    }

    fn line(&mut self, scope: &Scope<'a>, line: &'a ast::FactLine, facts: &mut Gathering) -> Option<()> {
        match &line.kind {
            FactKind::Is(path, value) if is_signing_day(path) && self.is_free(scope, path) => {
                let FactValue::Date(ast::Moment { day, time: None }, _) = value else {
                    self.wrong_value(line.span, Type::Date);
                    return None;
                };
                facts.signed = Some(*day);
                Some(())
            }
            FactKind::Is(path, value) => {
                let (place, ty) = self.fact_place(scope, path)?;
                let fact = self.fact_value(value, ty, line.span)?;
                put(facts, &place, fact);
                Some(())
            }
            FactKind::None(path) => {
                let (place, _) = self.fact_place(scope, path)?;
                put(facts, &place, Fact::None);
                Some(())
            }
            FactKind::Rows { path, complete, rows } => self.rows(scope, path, *complete, rows, facts),
            FactKind::Judged(address, met) => {
                let unit = self.unit(address, scope.unit)?;
                let judgements = self.document.judgements.iter();
                let below: Vec<Verdict> = judgements
                    .filter(|judgement| self.units.is_within(judgement.unit, unit))
                    .map(|judgement| (judgement.id, judgement.of, *met))
                    .collect();
                if below.is_empty() {
                    self.no_judgement(address);
                    return None;
                }
                facts.verdicts.extend(below);
                Some(())
            }
            FactKind::Done(address, done) => {
                let unit = self.limited(address, scope.unit)?;
                facts.done.retain(|(known, _)| *known != unit);
                facts.done.push((unit, done.map(moment)));
                Some(())
            }
            FactKind::AllJudged(met) => {
                let judgements = self.document.judgements.iter();
                facts
                    .verdicts
                    .extend(judgements.map(|judgement| (judgement.id, judgement.of, *met)));
                Some(())
            }
        }
    }

    fn is_free(&self, scope: &Scope<'a>, path: &ast::Path) -> bool {
        path.parts
            .first()
            .is_some_and(|name| self.candidates(scope, &name.name).is_empty())
    }

    /// The unit of a limit: what was done, or not, there.
    fn limited(&mut self, address: &'a quyche_base::Address, from: Option<UnitId>) -> Option<UnitId> {
        let unit = self.unit(address, from)?;
        let limits = self.document.deadlines.iter().map(|deadline| deadline.unit);
        let duties = self.document.norms.iter().map(|norm| norm.unit);
        let dossiers = self.document.dossiers.iter().map(|dossier| dossier.unit);
        let mut all = limits.chain(duties).chain(dossiers);
        if all.any(|limit| limit == unit || self.units.is_within(unit, limit)) {
            return Some(unit);
        }
        if !self.found.has_errors() {
            let words = address.words();
            self.report(
                Diagnostic::error(
                    errors::EXAMPLE_NO_LIMIT,
                    address.span,
                    format!("Ở \"{words}\" không có thời hạn hay nghĩa vụ nào để làm xong."),
                    format!("There is no limit or duty at \"{words}\" that could be done."),
                )
                .help(
                    "Nêu đúng đơn vị có \"thời hạn\" hay \"nghĩa vụ\".",
                    "Name the unit that states the limit or the duty.",
                ),
            );
        }
        None
    }

    fn no_judgement(&mut self, address: &quyche_base::Address) {
        if self.found.has_errors() {
            return;
        }
        let words = address.words();
        self.report(
            Diagnostic::error(
                errors::EXAMPLE_NO_JUDGEMENT,
                address.span,
                format!("Ở \"{words}\" không có gì phải đánh giá."),
                format!("Nothing in \"{words}\" has to be judged."),
            )
            .help(
                "Chỉ những chỗ \"cần đánh giá\", \"do … đánh giá\" và văn bản ngoài mới nhận \"đạt\" hay \"không đạt\".",
                "Only judgements and rules of outside documents can be given as met or not.",
            ),
        );
    }

    /// The field a fact is about.
    fn fact_place(&mut self, scope: &Scope<'a>, path: &'a ast::Path) -> Option<(Place, Type)> {
        // Giving a fact is not reading it: what is used is not noted.
        let used = std::mem::take(&mut self.used.fields);
        let made = crate::criteria::place(self, scope, path, &|_| true);
        self.used.fields = used;
        made
    }

    fn rows(
        &mut self,
        scope: &Scope<'a>,
        path: &'a ast::Path,
        complete: bool,
        rows: &'a [Vec<Cell>],
        facts: &mut Gathering,
    ) -> Option<()> {
        let is_list = |thing: &Thing<'a>| matches!(thing, Thing::Fact(_, Type::List(_)) | Thing::People(_));
        let thing = self.path(scope, path, &is_list)?;
        match thing {
            Thing::People(record) => {
                facts.people.extend(self.made_rows(record, rows)?);
                Some(())
            }
            Thing::Fact(place, Type::List(record)) => {
                let rows = self.made_rows(record, rows)?;
                put(facts, &place, Fact::List(ListFact { rows, complete }));
                Some(())
            }
            Thing::Fact(place, Type::Texts) if rows.is_empty() => {
                put(
                    facts,
                    &place,
                    Fact::Texts {
                        items: Vec::new(),
                        complete,
                    },
                );
                Some(())
            }
            Thing::Fact(..)
            | Thing::ReckoningDay
            | Thing::EffectDay
            | Thing::Member(..)
            | Thing::Title(_)
            | Thing::Definition(_)
            | Thing::Parameter(_) => {
                self.report(
                    Diagnostic::error(
                        errors::NOT_A_LIST,
                        path.span,
                        "\"gồm\" cần một danh sách.",
                        "\"gồm\" needs a list.",
                    )
                    .help(
                        "Với một giá trị thì viết \"… là …\".",
                        "For one value write \"… là …\".",
                    ),
                );
                None
            }
        }
    }

    fn made_rows(&mut self, record: RecordId, rows: &'a [Vec<Cell>]) -> Option<Vec<RecordFact>> {
        let made: Vec<Option<RecordFact>> = rows.iter().map(|cells| self.row(record, cells)).collect();
        made.into_iter().collect()
    }

    fn row(&mut self, record: RecordId, cells: &'a [Cell]) -> Option<RecordFact> {
        let mut row = RecordFact::default();
        let mut whole = true;
        for cell in cells {
            match self
                .document_cell(record, cell)
                .unwrap_or_else(|| self.cell(record, cell))
            {
                Some((field, fact)) => row.set(field, fact),
                None => whole = false,
            }
        }
        whole.then_some(row)
    }

    fn cell(&mut self, record: RecordId, cell: &'a Cell) -> Option<(FieldId, Fact)> {
        match cell {
            Cell::Field(name, value) => {
                let Some(field) = self.names.field(record, &name.name.key) else {
                    let near: Vec<String> = self.names.fields(record).map(str::to_owned).collect();
                    let owner = self
                        .document
                        .records
                        .get(record.index())
                        .map_or("", |record| record.name.as_str());
                    let (vi, en) = (
                        format!("trường của dữ kiện \"{owner}\""),
                        format!("a field of \"{owner}\""),
                    );
                    self.unknown_as(name, (&vi, &en), &near);
                    return None;
                };
                let ty = self.field_type(record, field)?;
                Some((field, self.fact_value(value, ty, name.span)?))
            }
            Cell::Document(label) => {
                self.wrong_value(label.span, Type::Text);
                None
            }
            Cell::Copies(_, at) => {
                self.wrong_value(at.0, Type::Number);
                None
            }
            Cell::Period { start, end, span } => {
                let fields = self
                    .document
                    .records
                    .get(record.index())
                    .map(|record| record.fields.as_slice());
                let field = fields.and_then(|fields| fields.iter().position(|field| field.ty == Type::Period));
                let Some(field) = field else {
                    self.wrong_value(*span, Type::Period);
                    return None;
                };
                Some((FieldId::at(field), Fact::Period(period(*start, *end))))
            }
        }
    }

    /// A value as a fact of a type.
    fn fact_value(&mut self, value: &FactValue, ty: Type, at: Span) -> Option<Fact> {
        match self.paper_value(value, ty, at) {
            Some(document) => document,
            None => self.plain_value(value, ty, at),
        }
    }

    fn plain_value(&mut self, value: &FactValue, ty: Type, at: Span) -> Option<Fact> {
        match (value, ty) {
            (FactValue::None, _) => return Some(Fact::None),
            (FactValue::Bool(truth), Type::Bool) => return Some(Fact::Bool(*truth)),
            (FactValue::Number(number, _), Type::Number) => return Some(Fact::Number(*number)),
            (FactValue::Number(number, _), Type::Year) => {
                if let Some(year) = number.to_i32().filter(|_| number.is_integer()) {
                    return Some(Fact::Year(year));
                }
            }
            (FactValue::Text(text), Type::Text) => return Some(Fact::Text(text.text.clone())),
            (FactValue::Text(text), Type::Member(set)) => {
                if self.document.sets.get(set.index()).is_some_and(|set| set.open) {
                    return Some(Fact::Outside(text.text.clone()));
                }
            }
            (FactValue::Date(at, _), Type::Moment) => return Some(Fact::Moment(moment(*at))),
            (FactValue::Date(ast::Moment { day, time: None }, _), Type::Date) => return Some(Fact::Date(*day)),
            (FactValue::Period { start, end }, Type::Period) => return Some(Fact::Period(period(*start, *end))),
            (FactValue::Text(text), Type::Texts) => {
                return Some(Fact::Texts {
                    items: vec![text.text.clone()],
                    complete: true,
                });
            }
            (FactValue::Texts(texts), Type::Texts) => {
                let items = texts.iter().map(|text| text.text.clone()).collect();
                return Some(Fact::Texts { items, complete: true });
            }
            (FactValue::Name(name), Type::Member(set)) => {
                return match self.names.value_of(set, &name.name) {
                    Some(position) => Some(Fact::Member(position)),
                    None => {
                        self.not_a_value(set, name);
                        None
                    }
                };
            }
            (FactValue::Name(name), Type::Title) => {
                if name.name.key == "khác" {
                    return Some(Fact::Title(None));
                }
                return self.title(name).map(|title| Fact::Title(Some(title)));
            }
            (
                FactValue::Name(_)
                | FactValue::Text(_)
                | FactValue::Number(..)
                | FactValue::Date(..)
                | FactValue::Bool(_)
                | FactValue::Texts(_)
                | FactValue::Period { .. },
                _,
            ) => {}
        }
        self.wrong_value(at, ty);
        None
    }

    fn wrong_value(&mut self, at: Span, ty: Type) {
        let (vi, en) = self.type_words(ty);
        self.report(
            Diagnostic::error(
                errors::EXAMPLE_VALUE,
                at,
                format!("Giá trị này không hợp: ở đây cần {vi}."),
                format!("This value does not fit: {en} is needed here."),
            )
            .help("Sửa giá trị theo kiểu của trường.", "Give a value of the field's type."),
        );
    }

    /// Puts judgements where they belong: on the record judged, wherever in the facts it stands.
    fn judge(&self, facts: &mut RecordFact, record: RecordId, verdicts: &[Verdict]) {
        for (judgement, of, met) in verdicts {
            if *of == record {
                facts.judgements.retain(|(known, _)| known != judgement);
                facts.judgements.push((*judgement, *met));
            }
        }
        facts.judgements.sort();
        let types = self
            .document
            .records
            .get(record.index())
            .map(|record| record.fields.as_slice());
        for (field, fact) in types.unwrap_or_default().iter().zip(&mut facts.fields) {
            match (field.ty, fact) {
                (Type::List(inner), Fact::List(list)) => {
                    for row in &mut list.rows {
                        self.judge(row, inner, verdicts);
                    }
                }
                (Type::Record(inner), Fact::Record(own)) => self.judge(own, inner, verdicts),
                _ => {}
            }
        }
    }
}

/// A day with its time of day as the law's time has it.
pub(crate) fn moment(written: ast::Moment) -> Moment {
    Moment {
        day: written.day,
        time: written.time,
    }
}

fn period(start: Option<NaiveDate>, end: ast::PeriodEnd) -> PeriodFact {
    let end = match end {
        ast::PeriodEnd::On(day) => PeriodEnd::On(day),
        ast::PeriodEnd::Running => PeriodEnd::Running,
        ast::PeriodEnd::Unknown => PeriodEnd::Unknown,
    };
    PeriodFact { start, end }
}

/// Puts a fact in its place.
fn put(facts: &mut Gathering, place: &Place, fact: Fact) {
    match place.root {
        Root::Subject(_) | Root::Element { .. } => put_in(&mut facts.subject, &place.path, fact),
        Root::Context(_) => put_in(&mut facts.context, &place.path, fact),
    }
}

fn put_in(record: &mut RecordFact, path: &[FieldId], fact: Fact) {
    match path {
        [] => {}
        [field] => record.set(*field, fact),
        [field, rest @ ..] => {
            let mut inner = if let Fact::Record(inner) = record.get(*field) {
                (**inner).clone()
            } else {
                RecordFact::default()
            };
            put_in(&mut inner, rest, fact);
            record.set(*field, Fact::Record(Box::new(inner)));
        }
    }
}
