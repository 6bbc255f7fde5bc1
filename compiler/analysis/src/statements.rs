//! Every statement of a document by the unit it stands in, in the order of the text.

use quyche_base::Span;
use quyche_ir::model::{Definition, Document, Doubt, Reading, Stated, Title};
use quyche_ir::norm::{
    Body, Council, CouncilRule, CouncilRuleKind, Criterion, Deadline, Dossier, DossierItem, Item, Norm, Ranking, Scope,
};
use quyche_ir::{UnitId, words};
use std::collections::{BTreeMap, BTreeSet};

/// One statement, as the data keeps it.
#[derive(Clone, Copy, Debug)]
pub enum Statement<'a> {
    /// `chức danh`, where the text declares it.
    Title(&'a Title),
    /// `định nghĩa`.
    Definition(&'a Definition),
    /// `phạm vi`.
    Scope(&'a Scope),
    /// `tiêu chuẩn`.
    Criterion(&'a Criterion),
    /// `nghĩa vụ`, `quyền`, `thẩm quyền`, `cấm`.
    Norm(&'a Norm),
    /// `thời hạn`.
    Deadline(&'a Deadline),
    /// `thành phần hồ sơ`.
    Dossier(&'a Dossier),
    /// `thứ tự ưu tiên` with its keys.
    Ranking(&'a Ranking),
    /// Who decides what a ranking leaves, where that stands in a unit of its own.
    TieBreaker(&'a Ranking),
    /// That passing suffices where there is no ranking.
    PassingSuffices(&'a Ranking),
    /// A rule of a `hội đồng`.
    Council(&'a Council, &'a CouncilRule),
    /// `nêu`.
    Stated(&'a Stated),
    /// `cách hiểu`.
    Reading(&'a Reading),
    /// `nghi vấn`.
    Doubt(&'a Doubt),
}

impl Statement<'_> {
    /// Where its text stands; `None` where the data keeps only what it means.
    pub fn at(&self) -> Option<Span> {
        match self {
            Statement::Title(one) => Some(one.at),
            Statement::Definition(one) => Some(one.at),
            Statement::Scope(one) => Some(one.at),
            Statement::Criterion(one) => Some(one.at),
            Statement::Norm(one) => Some(one.at),
            Statement::Deadline(one) => Some(one.at),
            Statement::Dossier(one) => Some(one.at),
            Statement::Ranking(one) => Some(one.at),
            Statement::TieBreaker(_) | Statement::PassingSuffices(_) => None,
            Statement::Council(_, rule) => Some(rule.at),
            Statement::Stated(one) => Some(one.at),
            Statement::Reading(one) => Some(one.at),
            Statement::Doubt(one) => Some(one.at),
        }
    }

    /// Whether the author's text is plain language already, so that its words say nothing more.
    pub fn is_plain(&self) -> bool {
        match self {
            Statement::Stated(one) => one.from.is_none() && one.until.is_none(),
            Statement::Doubt(_) | Statement::Reading(_) | Statement::Title(_) => true,
            Statement::Definition(_)
            | Statement::Scope(_)
            | Statement::Criterion(_)
            | Statement::Norm(_)
            | Statement::Deadline(_)
            | Statement::Dossier(_)
            | Statement::Ranking(_)
            | Statement::TieBreaker(_)
            | Statement::PassingSuffices(_)
            | Statement::Council(..) => false,
        }
    }

    /// Its meaning, one line a condition.
    pub fn lines(&self, doc: &Document) -> Vec<String> {
        match self {
            Statement::Title(one) => vec![title_line(doc, one)],
            Statement::Definition(one) => vec![words::definition_line(doc, one)],
            Statement::Scope(one) => words::scope_lines(doc, one),
            Statement::Criterion(one) => words::criterion_lines(doc, one),
            Statement::Norm(one) => words::norm_lines(doc, one),
            Statement::Deadline(one) => words::deadline_lines(doc, one),
            Statement::Dossier(one) => words::dossier_lines(doc, one),
            Statement::Ranking(one) => words::ranking_lines(doc, one),
            Statement::TieBreaker(one) => one
                .tie_breaker
                .iter()
                .map(|(_, who)| tie_line(doc, one, *who))
                .collect(),
            Statement::PassingSuffices(_) => vec!["Không phải xếp thứ tự thì đạt là trúng tuyển".to_owned()],
            Statement::Council(council, rule) => words::council_rule(doc, council, rule),
            Statement::Stated(one) => stated_lines(doc, one),
            Statement::Reading(one) => words::reading_lines(one),
            Statement::Doubt(one) => vec![doubt_line(doc, one)],
        }
    }
}

fn title_line(doc: &Document, title: &Title) -> String {
    let mut line = format!("Chức danh {}", title.named.words());
    line.extend(title.code.as_ref().map(|code| format!(", mã {code}")));
    line.extend(title.grade.as_ref().map(|grade| format!(", hạng {grade}")));
    line.extend(title.body.map(|body| format!(", thuộc {}", words::party(doc, body))));
    line.extend(
        title
            .above
            .map(|above| format!(", liền trên {}", words::title(doc, Some(above)))),
    );
    line
}

fn tie_line(doc: &Document, ranking: &Ranking, who: quyche_ir::norm::Party) -> String {
    format!(
        "Không phân định được theo {} thì {} quyết định",
        doc.address(ranking.unit),
        words::party(doc, who)
    )
}

fn stated_lines(doc: &Document, stated: &Stated) -> Vec<String> {
    let class = if stated.class.is_empty() {
        String::new()
    } else {
        format!(" ({})", words::spaced(&stated.class))
    };
    let from = stated.from.map(|day| format!(" [từ ngày {}]", words::date(day)));
    let until = stated.until.map(|day| format!(" [đến hết ngày {}]", words::date(day)));
    let class = [class, from.unwrap_or_default(), until.unwrap_or_default()].concat();
    if let [(unit, text)] = stated.texts.as_slice()
        && *unit == stated.unit
    {
        return vec![format!("Nêu{class}: {text}")];
    }
    let mut lines = vec![format!("Nêu{class}:")];
    for (unit, text) in &stated.texts {
        let marker = doc.unit(*unit).map_or_else(String::new, |unit| unit.step.words());
        lines.push(words::indent(1, &format!("{marker}: {text}")));
    }
    lines
}

fn doubt_line(doc: &Document, doubt: &Doubt) -> String {
    let mut line = format!("Nghi vấn ({}): {}", words::spaced(&doubt.kind), doubt.text);
    if !doubt.affects.is_empty() {
        let units: Vec<String> = doubt.affects.iter().map(|unit| doc.address(*unit).to_owned()).collect();
        line.push_str(&format!("; ảnh hưởng {}", words::joined(&units, "và")));
    }
    line
}

/// The statements of a document by unit, and the units that a statement above them spells out.
#[derive(Debug, Default)]
pub struct Statements<'a> {
    by_unit: BTreeMap<UnitId, Vec<Statement<'a>>>,
    spelled_out: BTreeSet<UnitId>,
    /// Items of a `nêu`, with its class.
    stated_items: BTreeMap<UnitId, &'a str>,
}

impl<'a> Statements<'a> {
    /// Collects them.
    pub fn of(doc: &'a Document) -> Self {
        let mut all = Self::default();
        for one in &doc.titles {
            all.add(one.unit, Statement::Title(one));
        }
        for one in &doc.definitions {
            all.add(one.unit, Statement::Definition(one));
        }
        for one in &doc.scopes {
            all.add(Some(one.unit), Statement::Scope(one));
        }
        // The check of a dossier says nothing that the dossier itself does not.
        for one in doc.criteria.iter().filter(|one| one.dossier.is_none()) {
            all.add(Some(one.unit), Statement::Criterion(one));
            all.body(&one.body);
        }
        for one in &doc.norms {
            all.add(Some(one.unit), Statement::Norm(one));
            let acts = one.acts.iter().map(|act| act.unit);
            all.spelled_out.extend(acts.filter(|unit| *unit != one.unit));
        }
        for one in &doc.deadlines {
            all.add(Some(one.unit), Statement::Deadline(one));
        }
        for one in &doc.dossiers {
            all.add(Some(one.unit), Statement::Dossier(one));
            all.documents(&one.items);
        }
        for one in &doc.rankings {
            all.ranking(one);
        }
        for council in &doc.councils {
            for rule in &council.rules {
                all.add(Some(rule.unit), Statement::Council(council, rule));
                if let CouncilRuleKind::Barred(items) = &rule.kind {
                    all.items(items);
                }
            }
        }
        for one in &doc.stated {
            all.add(Some(one.unit), Statement::Stated(one));
            let items = one.texts.iter().map(|(unit, _)| *unit).filter(|unit| *unit != one.unit);
            all.stated_items.extend(items.map(|unit| (unit, one.class.as_str())));
        }
        for one in &doc.readings {
            all.add(one.unit, Statement::Reading(one));
        }
        for one in &doc.doubts {
            all.add(one.unit, Statement::Doubt(one));
        }
        for list in all.by_unit.values_mut() {
            // What has no place of its own in the data comes last.
            list.sort_by_key(|one| one.at().map_or((true, Span::default()), |at| (false, at)));
        }
        all
    }

    /// Those that stand in this very unit, in the order of the text.
    pub fn at(&self, unit: UnitId) -> &[Statement<'a>] {
        self.by_unit.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// Whether the unit is an item, act, document or key of a statement.
    pub fn is_spelled_out(&self, unit: UnitId) -> bool {
        self.spelled_out.contains(&unit)
    }

    /// The class of the `nêu` whose item the unit is.
    pub fn stated_item(&self, unit: UnitId) -> Option<&'a str> {
        self.stated_items.get(&unit).copied()
    }

    fn add(&mut self, unit: Option<UnitId>, statement: Statement<'a>) {
        if let Some(unit) = unit {
            self.by_unit.entry(unit).or_default().push(statement);
        }
    }

    fn ranking(&mut self, one: &'a Ranking) {
        self.add(Some(one.unit), Statement::Ranking(one));
        self.spelled_out.extend(one.keys.iter().map(|key| key.unit));
        if let Some((unit, _)) = one.tie_breaker.filter(|(unit, _)| *unit != one.unit) {
            self.add(Some(unit), Statement::TieBreaker(one));
        }
        if let Some(unit) = one.passing_suffices.filter(|unit| *unit != one.unit) {
            self.add(Some(unit), Statement::PassingSuffices(one));
        }
    }

    fn body(&mut self, body: &Body) {
        match body {
            Body::All(items) | Body::Any(items) => self.items(items),
            Body::Test(_) | Body::Meets(_) => {}
        }
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.spelled_out.insert(item.unit);
            self.body(&item.body);
        }
    }

    fn documents(&mut self, items: &[DossierItem]) {
        for item in items {
            self.spelled_out.insert(item.unit);
            self.documents(&item.parts);
        }
    }
}
