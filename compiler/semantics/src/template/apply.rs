//! The templates of a regulation, and one of them put in place.

use super::collect::{self, Criteria, Template};
use super::editor::Editor;
use super::fill::{Filling, Value};
use super::flat::Flat;
use super::gather::{Change, ChangeKind, New, gather};
use super::heads;
use super::messages::{self, Whole};
use super::outline::Outline;
use super::record::{self, Applied};
use super::refuse;
use quyche_base::{Diagnostics, Name, Span, Step};
use quyche_syntax::ast::{self, Apply, ArgumentValue, DirectiveKind, How, Ident, Origin};
use std::collections::{BTreeMap, BTreeSet};

/// A template ready to be put in place: the templates it applies are part of its row.
struct Ready {
    template: Template,
    /// The keys of the names it declares.
    declared: BTreeSet<String>,
    /// The names of its criteria.
    criteria: Criteria,
    /// Made when the first edit asks for it.
    outline: Option<Outline>,
    /// Whether anybody applies it.
    applied: bool,
}

/// The templates of a regulation.
pub(super) struct Library<'l> {
    ready: Vec<Ready>,
    labels: &'l BTreeMap<String, String>,
    /// The keys of the records.
    records: &'l BTreeSet<String>,
    /// The number of instances so far.
    instances: u32,
    /// The suffixes given for each template and number.
    taken: BTreeMap<(usize, String), u32>,
}

impl<'l> Library<'l> {
    /// Takes the templates in, looks each through, and puts those they apply into them.
    pub(super) fn new(
        templates: Vec<Template>,
        labels: &'l BTreeMap<String, String>,
        records: &'l BTreeSet<String>,
        found: &mut Diagnostics,
    ) -> Self {
        let mut library = Self {
            ready: Vec::new(),
            labels,
            records,
            instances: 0,
            taken: BTreeMap::new(),
        };
        for template in templates {
            if let Some(first) = library.find(&template.head.name) {
                let first = library.ready.get(first).map_or(template.at, |ready| ready.template.at);
                found.push(heads::declared_twice(&template.head.name, first));
                continue;
            }
            library.ready.push(Ready {
                template,
                declared: BTreeSet::new(),
                criteria: Criteria::default(),
                outline: None,
                applied: false,
            });
        }
        for index in 0..library.ready.len() {
            library.survey(index, found);
        }
        let mut done = vec![false; library.ready.len()];
        for index in 0..library.ready.len() {
            library.complete(index, &mut Vec::new(), &mut done, found);
        }
        library
    }

    fn find(&self, name: &Ident) -> Option<usize> {
        self.ready
            .iter()
            .position(|ready| ready.template.head.name.name == name.name)
    }

    /// Looks a template through: what it does with its parameters.
    fn survey(&mut self, index: usize, found: &mut Diagnostics) {
        let Some(ready) = self.ready.get(index) else { return };
        let head = &ready.template.head;
        let mut filling = Filling::default();
        let mut seen: Vec<&Ident> = Vec::new();
        for parameter in &head.parameters {
            if let Some(first) = seen.iter().find(|other| other.name == parameter.name) {
                found.push(heads::parameter_twice(parameter, first.span));
            }
            seen.push(parameter);
            let value = Value::Name(parameter.clone(), parameter.name.spaced());
            filling.values.insert(parameter.name.key.clone(), value);
        }
        for piece in &ready.template.row {
            filling.piece(&mut piece.clone());
            look_into_edit(&mut filling, piece);
        }
        for (at, name) in &filling.strange {
            found.push(heads::strange_place(*at, name, &head.parameters));
        }
        for parameter in &head.parameters {
            if !filling.used.contains(&parameter.name.key) {
                found.push(heads::unused_parameter(parameter));
            }
        }
    }

    /// Puts the templates a template applies into it.
    fn complete(&mut self, index: usize, open: &mut Vec<usize>, done: &mut Vec<bool>, found: &mut Diagnostics) {
        if done.get(index).copied().unwrap_or(true) {
            return;
        }
        open.push(index);
        let row = self
            .ready
            .get_mut(index)
            .map_or(Vec::new(), |ready| std::mem::take(&mut ready.template.row));
        let mut out = Vec::with_capacity(row.len());
        let mut rest = row.into_iter().peekable();
        while let Some(piece) = rest.next() {
            let Flat::Directive(directive) = piece else {
                out.push(piece);
                continue;
            };
            let DirectiveKind::Apply(apply) = &directive.kind else {
                found.push(messages::edits_nothing(directive.span));
                continue;
            };
            let changes = gather(&mut rest, found, false);
            let Some(inner) = self.find(&apply.template) else {
                found.push(heads::unknown_template(&apply.template, &self.names()));
                continue;
            };
            if let Some(at) = open.iter().position(|other| *other == inner) {
                let circle = open.iter().skip(at).filter_map(|index| self.ready.get(*index));
                let circle: Vec<&str> = circle
                    .map(|ready| ready.template.head.name.name.shown.as_str())
                    .collect();
                found.push(heads::circle(&apply.template, &circle));
                continue;
            }
            self.complete(inner, open, done, found);
            let outer = self.ready.get(index).map(|ready| ready.template.head.clone());
            out.extend(self.inlined(inner, apply, outer.as_ref(), changes, found));
        }
        open.pop();
        let mut declared = Vec::new();
        let mut criteria = Criteria::default();
        for piece in &out {
            collect::declared(piece, &mut declared);
            criteria.add(piece, self.records);
        }
        if let Some(ready) = self.ready.get_mut(index) {
            ready.template.row = out;
            ready.declared = declared.into_iter().collect();
            ready.criteria = criteria;
        }
        if let Some(place) = done.get_mut(index) {
            *place = true;
        }
    }

    /// The row of a template inside another: arguments that are parameters of the outer one stay its parameters.
    fn inlined(
        &mut self,
        inner: usize,
        apply: &Apply,
        outer: Option<&ast::Template>,
        changes: Vec<Change>,
        found: &mut Diagnostics,
    ) -> Vec<Flat> {
        let values = self.values(inner, apply, outer, found);
        let filling = Filling {
            values,
            ..Filling::default()
        };
        let (row, _) = self.filled(inner, filling, changes, found);
        row.into_iter()
            .map(|mut piece| {
                *piece.origin_mut() = Origin {
                    item: piece.origin_mut().item,
                    ..Origin::default()
                };
                piece
            })
            .collect()
    }

    /// The row of a template put in place, edits done.
    pub(super) fn apply(
        &mut self,
        apply: &Apply,
        at: Span,
        host: &Step,
        changes: Vec<Change>,
        applied: &mut Vec<Applied>,
        found: &mut Diagnostics,
    ) -> Vec<Flat> {
        let Some(index) = self.find(&apply.template) else {
            found.push(heads::unknown_template(&apply.template, &self.names()));
            return Vec::new();
        };
        let values = self.values(index, apply, None, found);
        let suffix = self.suffix(index, host);
        self.instances += 1;
        let (mut locals, mut criteria) = self
            .ready
            .get(index)
            .map(|ready| (ready.declared.clone(), ready.criteria.clone()))
            .unwrap_or_default();
        locals.extend(new_names(&changes));
        for piece in changes.iter().flat_map(|change| change.new.row()) {
            criteria.add(piece, self.records);
        }
        let criteria = criteria.numbered();
        let arguments = self.arguments(index, &values);
        let filling = Filling {
            values,
            locals: locals.clone(),
            criteria: criteria.clone(),
            suffix: suffix.clone(),
            instance: self.instances,
            host: Some(host.clone()),
            ..Filling::default()
        };
        let (mut row, records) = self.filled(index, filling, changes, found);
        let marker = ast::Directive {
            span: at,
            kind: DirectiveKind::Apply(apply.clone()),
            origin: Origin {
                instance: self.instances,
                ..Origin::default()
            },
        };
        row.insert(0, Flat::Directive(marker));
        applied.push(Applied {
            template: index,
            arguments,
            at,
            suffix,
            locals,
            criteria,
            records,
        });
        row
    }

    /// Fills a template and its edits in, and carries the edits out.
    fn filled(
        &mut self,
        index: usize,
        mut filling: Filling,
        changes: Vec<Change>,
        found: &mut Diagnostics,
    ) -> (Vec<Flat>, Vec<super::editor::Record>) {
        let instance = filling.instance;
        let Some(ready) = self.ready.get_mut(index) else {
            return (Vec::new(), Vec::new());
        };
        ready.applied = true;
        let mut row = ready.template.row.clone();
        row.iter_mut().for_each(|piece| filling.piece(piece));
        // What the template itself does wrong with its parameters has been told where it stands.
        filling.strange.clear();
        let mut records = Vec::new();
        if !changes.is_empty() {
            let template = &ready.template;
            let outline = ready.outline.get_or_insert_with(|| Outline::of_template(&template.row));
            let whole = Whole::Template {
                name: &template.head.name.name.shown,
                at: template.at,
                instance,
            };
            let rows = [row];
            let mut editor = Editor::new(outline, &rows, found, whole, None);
            for mut change in changes {
                fill_change(&mut filling, &mut change);
                mark(&mut change);
                editor.change(change);
            }
            let (mut plans, done) = (editor.plans, editor.records);
            records = done;
            let [only] = rows;
            row = match plans.remove(&0) {
                Some(plan) => plan.carry_out(only, None, &mut |at, came| refuse(at, came, found)),
                None => only,
            };
        }
        for (at, name) in &filling.strange {
            found.push(heads::strange_place(*at, name, &ready.template.head.parameters));
        }
        for (at, name) in &filling.words_as_name {
            found.push(heads::words_as_name(*at, name));
        }
        (row, records)
    }

    /// What each parameter stands for.
    fn values(
        &self,
        index: usize,
        apply: &Apply,
        outer: Option<&ast::Template>,
        found: &mut Diagnostics,
    ) -> BTreeMap<String, Value> {
        let mut values: BTreeMap<String, Value> = BTreeMap::new();
        let Some(ready) = self.ready.get(index) else {
            return values;
        };
        let head = &ready.template.head;
        for argument in &apply.arguments {
            let parameter = &argument.parameter;
            let known = head.parameters.iter().any(|known| known.name == parameter.name);
            if !known {
                found.push(heads::unknown_argument(parameter, head));
            } else if values.contains_key(&parameter.name.key) {
                found.push(heads::argument_twice(parameter));
            }
            values.insert(parameter.name.key.clone(), self.value(&argument.value, outer));
        }
        for parameter in &head.parameters {
            if !values.contains_key(&parameter.name.key) {
                found.push(heads::missing_argument(&apply.template, parameter));
                let words = parameter.name.spaced();
                values.insert(parameter.name.key.clone(), Value::Name(parameter.clone(), words));
            }
        }
        values
    }

    fn value(&self, value: &ArgumentValue, outer: Option<&ast::Template>) -> Value {
        match value {
            ArgumentValue::Text(text) => Value::Text(text.text.clone()),
            ArgumentValue::Name(name) => {
                let passed = outer.is_some_and(|outer| outer.parameters.iter().any(|known| known.name == name.name));
                let words = if passed {
                    format!("{{{}}}", name.name.shown)
                } else {
                    let label = self.labels.get(&name.name.key);
                    label.cloned().unwrap_or_else(|| name.name.spaced())
                };
                Value::Name(name.clone(), words)
            }
        }
    }

    /// What the parameters stand for, in words, in the order of the template.
    fn arguments(&self, index: usize, values: &BTreeMap<String, Value>) -> Vec<String> {
        let parameters = self.ready.get(index).map(|ready| &ready.template.head.parameters);
        let values = parameters.into_iter().flatten().map(|name| values.get(&name.name.key));
        values
            .map(|value| match value {
                Some(Value::Name(_, words) | Value::Text(words)) => words.clone(),
                None => String::new(),
            })
            .collect()
    }

    /// `_18`; a second instance in one procedure gets `_18_2`.
    fn suffix(&mut self, index: usize, host: &Step) -> String {
        let number = host.number.replace('.', "_");
        let count = self.taken.entry((index, number.clone())).or_insert(0);
        *count += 1;
        if *count > 1 {
            format!("_{number}_{count}")
        } else {
            format!("_{number}")
        }
    }

    /// Tells of templates nobody applies.
    pub(super) fn check_used(&self, found: &mut Diagnostics) {
        for ready in self.ready.iter().filter(|ready| !ready.applied) {
            found.push(heads::unused_template(&ready.template.head.name));
        }
    }

    fn names(&self) -> Vec<String> {
        let names = self
            .ready
            .iter()
            .map(|ready| ready.template.head.name.name.shown.clone());
        names.collect()
    }

    /// The templates, for the document.
    pub(super) fn told(self) -> Vec<record::Told> {
        let told = self.ready.into_iter().map(|ready| record::Told {
            head: ready.template.head,
            at: ready.template.at,
        });
        told.collect()
    }
}

/// The names that new text declares.
fn new_names(changes: &[Change]) -> Vec<String> {
    let mut names = Vec::new();
    for change in changes {
        match &change.new {
            New::Row(row) => row.iter().for_each(|piece| collect::declared(piece, &mut names)),
            New::Body(body) => match body.as_ref() {
                ast::EditBody::Document(item) => collect::documents(std::slice::from_ref(item), &mut names),
                ast::EditBody::Item { .. } | ast::EditBody::Seat(_) => {}
            },
            New::Nothing => {}
        }
    }
    names
}

/// Fills in the text an edit brings.
pub(super) fn fill_change(filling: &mut Filling, change: &mut Change) {
    change
        .title
        .iter_mut()
        .for_each(|title| ast::Rewrite::text(filling, title));
    match &mut change.new {
        New::Nothing => {}
        New::Body(body) => filling.body(body),
        New::Row(row) => row.iter_mut().for_each(|piece| filling.piece(piece)),
    }
}

/// Marks the text an edit brings as brought by it.
pub(super) fn mark(change: &mut Change) {
    let how = match change.kind {
        ChangeKind::Add | ChangeKind::AddAfter => How::Added,
        ChangeKind::Remove | ChangeKind::Replace | ChangeKind::ReplaceOpening | ChangeKind::Rename => How::Replaced,
    };
    let mut marking = record::Marking { how };
    match &mut change.new {
        New::Nothing => {}
        New::Body(body) => ast::rewrite_body(body, &mut marking),
        New::Row(row) => {
            for piece in row {
                piece.origin_mut().how = how;
                if let Flat::Statement(statement) = piece {
                    ast::rewrite_statement(statement, &mut marking);
                }
            }
        }
    }
}

/// The arguments and edits inside a template use its parameters too.
fn look_into_edit(filling: &mut Filling, piece: &Flat) {
    let Flat::Directive(directive) = piece else { return };
    match &directive.kind {
        DirectiveKind::Apply(apply) => {
            for argument in &apply.arguments {
                match &argument.value {
                    ArgumentValue::Name(name) => {
                        ast::Rewrite::name(filling, &mut name.clone(), ast::NameRole::Other);
                    }
                    ArgumentValue::Text(text) => ast::Rewrite::text(filling, &mut text.clone()),
                }
            }
        }
        DirectiveKind::Edit(edit) => {
            if let Some(body) = &edit.body {
                filling.body(&mut body.clone());
            }
        }
        DirectiveKind::Template(_)
        | DirectiveKind::TemplateEnd
        | DirectiveKind::Amendment(_)
        | DirectiveKind::Remove(_) => {}
    }
}

/// A name with the number of its instance.
pub(super) fn numbered(key: &str, suffix: &str) -> String {
    Name::new(&format!("{key}{suffix}")).key
}
