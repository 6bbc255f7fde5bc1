//! What a name means where it stands: every place is looked into, and one only may have it.

use crate::context::Context;
use crate::declare::{EFFECT_DAY, RECKONING_DAY, THIS_PERSON};
use crate::errors;
use crate::names::Kind;
use crate::scope::{Argument, Frame, Scope, Thing, Where};
use quyche_base::{Diagnostic, Name};
use quyche_ir::expr::{Place, Root, Type};
use quyche_ir::{FieldId, RecordId, TitleId};
use quyche_syntax::ast::{self, Ident, Path};

impl<'a> Context<'a> {
    /// Everything a single name can mean here.
    pub(crate) fn candidates(&self, scope: &Scope<'a>, name: &Name) -> Vec<(Where, Thing<'a>)> {
        let mut out: Vec<(Where, Thing<'a>)> = Vec::new();
        let key = name.key.as_str();
        for (depth, frame) in scope.by_depth() {
            let Some(record) = frame.record() else { continue };
            let field = match frame {
                Frame::Member { person, .. } if key == THIS_PERSON => Some(*person),
                Frame::Member { .. } | Frame::Element { .. } | Frame::Opaque => self.names.field(record, key),
            };
            if let Some(found) = field.and_then(|field| self.fact(Root::Element { depth, record }, record, field)) {
                out.push((Where::Element, found));
                break;
            }
        }
        if let Some(argument) = scope.parameters.iter().find(|argument| argument.name == name) {
            out.push((Where::Parameter, Thing::Parameter(argument.clone())));
        }
        let roots = [
            (Where::Subject, scope.subject, Root::Subject as fn(RecordId) -> Root),
            (Where::Circumstances, scope.circumstances, Root::Context),
        ];
        for (place, record, root) in roots {
            let Some(record) = record else { continue };
            // Inside a list of everybody under review a name is one of them, not the one the question is about.
            let same = out.iter().any(|(_, thing)| thing.is_element_of(record));
            let found = self
                .names
                .field(record, key)
                .filter(|_| !same)
                .and_then(|field| self.fact(root(record), record, field));
            out.extend(found.map(|found| (place, found)));
        }
        let values = self.names.values(name);
        out.extend(
            values
                .iter()
                .map(|(set, position)| (Where::Value, Thing::Member(*set, *position))),
        );
        if let Some(title) = self.names.get(Kind::Title, name) {
            out.push((Where::Title, Thing::Title(Some(TitleId::at(title)))));
        } else if key == "khác" {
            out.push((Where::Title, Thing::Title(None)));
        }
        if let Some(definition) = self.names.get(Kind::Definition, name) {
            out.push((Where::Definition, Thing::Definition(definition)));
        }
        match key {
            RECKONING_DAY => out.push((Where::Special, Thing::ReckoningDay)),
            EFFECT_DAY => out.push((Where::Special, Thing::EffectDay)),
            _ => {}
        }
        out
    }

    fn fact(&self, root: Root, record: RecordId, field: FieldId) -> Option<Thing<'a>> {
        let ty = self.field_type(record, field)?;
        Some(Thing::Fact(
            Place {
                root,
                path: vec![field],
            },
            ty,
        ))
    }

    /// What `name` means here, when only things for which `fits` holds can be meant; where none fits, any.
    pub(crate) fn meaning(
        &mut self,
        scope: &Scope<'a>,
        ident: &Ident,
        fits: &dyn Fn(&Thing<'a>) -> bool,
    ) -> Option<Thing<'a>> {
        let mut all = self.candidates(scope, &ident.name);
        if all.iter().any(|(_, thing)| fits(thing)) {
            all.retain(|(_, thing)| fits(thing));
        }
        match all.as_slice() {
            [] if scope.subject.is_none() && self.is_subject_poisoned() => None,
            [] if self.is_context_poisoned() && self.names.kinds(&ident.name).contains(&Kind::Field) => None,
            [] => {
                let near = self.visible(scope);
                self.unknown_as(
                    ident,
                    (
                        "trường, giá trị, chức danh hay định nghĩa",
                        "a field, value, title or definition",
                    ),
                    &near,
                );
                None
            }
            [(_, thing)] => {
                let thing = thing.clone();
                self.mark(&thing).then_some(thing)
            }
            [(first, one), (second, two), ..] => {
                let (first, one, second, two) = (*first, one.clone(), *second, two.clone());
                self.two_meanings(ident, (first, &one), (second, &two));
                None
            }
        }
    }

    fn two_meanings(&mut self, ident: &Ident, first: (Where, &Thing<'a>), second: (Where, &Thing<'a>)) {
        let shown = &ident.name.shown;
        let of = |thing: &Thing<'a>| match thing {
            Thing::Member(set, _) => self
                .document
                .sets
                .get(set.index())
                .map_or(String::new(), |set| format!(" \"{}\"", set.name)),
            Thing::Fact(place, _) => self
                .root_name(place.root)
                .map_or(String::new(), |name| format!(" \"{name}\"")),
            Thing::ReckoningDay
            | Thing::EffectDay
            | Thing::Title(_)
            | Thing::Definition(_)
            | Thing::Parameter(_)
            | Thing::People(_) => String::new(),
        };
        let (one, two) = (of(first.1), of(second.1));
        let found = Diagnostic::error(
            errors::AMBIGUOUS_NAME,
            ident.span,
            format!(
                "\"{shown}\" có hai nghĩa ở đây: {}{one} và {}{two}.",
                first.0.vi(),
                second.0.vi()
            ),
            format!(
                "\"{shown}\" means two things here: {}{one} and {}{two}.",
                first.0.en(),
                second.0.en()
            ),
        );
        self.report(found.help(
            format!("Viết \"{shown} của …\" để nói rõ của ai, hoặc đổi một trong hai tên."),
            format!("Write \"{shown} của …\" to say whose, or rename one of them."),
        ));
    }

    fn root_name(&self, root: Root) -> Option<&str> {
        let (Root::Subject(record) | Root::Context(record) | Root::Element { record, .. }) = root;
        self.document
            .records
            .get(record.index())
            .map(|record| record.name.as_str())
    }

    /// The names an author could have meant.
    fn visible(&self, scope: &Scope<'a>) -> Vec<String> {
        let records = scope
            .frames
            .iter()
            .filter_map(Frame::record)
            .chain(scope.subject)
            .chain(scope.circumstances);
        let mut names: Vec<String> = records
            .flat_map(|record| self.names.fields(record))
            .map(str::to_owned)
            .collect();
        names.extend(self.names.value_names().map(str::to_owned));
        names.extend(self.names.all(Kind::Title).map(str::to_owned));
        names.extend(self.names.all(Kind::Definition).map(str::to_owned));
        names.extend([RECKONING_DAY, EFFECT_DAY].map(str::to_owned));
        names.extend(scope.parameters.iter().map(|argument| argument.name.shown.clone()));
        names
    }

    /// Notes that something is used; false when it is a field whose type is not known.
    fn mark(&mut self, thing: &Thing<'a>) -> bool {
        match thing {
            Thing::Fact(place, _) => return self.mark_place(place),
            Thing::Member(set, _) => {
                self.used.sets.insert(set.index());
            }
            Thing::Definition(index) => {
                self.used.definitions.insert(*index);
            }
            Thing::People(record) => {
                self.used.records.insert(record.index());
            }
            Thing::ReckoningDay | Thing::EffectDay | Thing::Title(_) | Thing::Parameter(_) => {}
        }
        true
    }

    /// Notes the fields of a place as read.
    pub(crate) fn mark_place(&mut self, place: &Place) -> bool {
        let (Root::Subject(root) | Root::Context(root) | Root::Element { record: root, .. }) = place.root;
        let mut record = root;
        for field in &place.path {
            self.used.fields.insert((record, *field));
            if self.poisoned_fields.contains(&(record, *field)) {
                return false;
            }
            match self.field_type(record, *field) {
                Some(Type::Record(inner)) => record = inner,
                Some(_) | None => break,
            }
        }
        true
    }

    /// What a path means. Its last part is where it starts.
    pub(crate) fn path(
        &mut self,
        scope: &Scope<'a>,
        path: &'a Path,
        fits: &dyn Fn(&Thing<'a>) -> bool,
    ) -> Option<Thing<'a>> {
        let (start, fields) = path.parts.split_last()?;
        if fields.is_empty() {
            if let Some(people) = self.people(scope, start) {
                return Some(people);
            }
            return self.meaning(scope, start, fits);
        }
        let mut at = self.start(scope, start)?;
        for field in fields.iter().rev() {
            at = self.step(at, field)?;
        }
        self.mark(&at).then_some(at)
    }

    /// The subject's own record name: everybody under review.
    fn people(&mut self, scope: &Scope<'a>, name: &Ident) -> Option<Thing<'a>> {
        let record = self.names.get(Kind::Record, &name.name).map(RecordId::at)?;
        let own = scope.subject == Some(record) && self.candidates(scope, &name.name).is_empty();
        own.then(|| {
            let people = Thing::People(record);
            self.mark(&people);
            people
        })
    }

    /// What `của X` starts from: an element by its list's name, the subject or the context by their record's name, or a
    /// nested record.
    fn start(&mut self, scope: &Scope<'a>, name: &Ident) -> Option<Thing<'a>> {
        let key = name.name.key.as_str();
        let named = self.names.get(Kind::Record, &name.name).map(RecordId::at);
        let mut found: Vec<(Where, Thing<'a>)> = Vec::new();
        let element = scope.by_depth().find_map(|(depth, frame)| {
            let record = frame.record()?;
            (frame.list() == Some(key) || named == Some(record)).then_some((depth, record))
        });
        let bare = |root: Root, record: RecordId| Thing::Fact(Place { root, path: Vec::new() }, Type::Record(record));
        if let Some((depth, record)) = element {
            found.push((Where::Element, bare(Root::Element { depth, record }, record)));
        }
        if let Some(record) = scope
            .subject
            .filter(|record| named == Some(*record) && element.is_none())
        {
            found.push((Where::Subject, bare(Root::Subject(record), record)));
        }
        if let Some(record) = scope.circumstances.filter(|record| named == Some(*record)) {
            found.push((Where::Circumstances, bare(Root::Context(record), record)));
        }
        if found.is_empty() {
            let can_go_on = |thing: &Thing<'a>| match thing {
                Thing::Fact(_, ty) => matches!(ty, Type::Record(_)),
                Thing::Parameter(_) => true,
                Thing::ReckoningDay
                | Thing::EffectDay
                | Thing::Member(..)
                | Thing::Title(_)
                | Thing::Definition(_)
                | Thing::People(_) => false,
            };
            let thing = self.meaning(scope, name, &can_go_on)?;
            if let Thing::Parameter(argument) = &thing
                && let ast::ExprKind::Path(path) = &argument.value.kind
            {
                let inner = self.caller(scope, argument);
                return self.path(&inner, path, &can_go_on);
            }
            return Some(thing);
        }
        match found.as_slice() {
            [(first, one), (second, two), ..] => {
                let (first, one, second, two) = (*first, one.clone(), *second, two.clone());
                self.two_meanings(name, (first, &one), (second, &two));
                None
            }
            [(_, one)] => Some(one.clone()),
            [] => None,
        }
    }

    /// The scope in which an argument is lowered: that of the call, inside as many lists as stand between.
    pub(crate) fn caller(&self, scope: &Scope<'a>, argument: &Argument<'a>) -> Scope<'a> {
        let mut caller = (*argument.scope).clone();
        while caller.frames.len() < scope.frames.len() {
            caller.frames.push(Frame::Opaque);
        }
        caller
    }

    /// One field further.
    fn step(&mut self, at: Thing<'a>, field: &Ident) -> Option<Thing<'a>> {
        match at {
            Thing::Fact(mut place, Type::Record(record)) => match self.names.field(record, &field.name.key) {
                Some(id) => {
                    place.path.push(id);
                    let ty = self.field_type(record, id)?;
                    Some(Thing::Fact(place, ty))
                }
                None => {
                    let near: Vec<String> = self.names.fields(record).map(str::to_owned).collect();
                    let name = self
                        .document
                        .records
                        .get(record.index())
                        .map_or("", |record| record.name.as_str());
                    let (vi, en) = (
                        format!("trường của dữ kiện \"{name}\""),
                        format!("a field of \"{name}\""),
                    );
                    self.unknown_as(field, (&vi, &en), &near);
                    None
                }
            },
            Thing::Fact(_, Type::List(_)) => {
                self.is_a_list(field.span);
                None
            }
            Thing::Fact(..)
            | Thing::ReckoningDay
            | Thing::EffectDay
            | Thing::Member(..)
            | Thing::Title(_)
            | Thing::Definition(_)
            | Thing::Parameter(_)
            | Thing::People(_) => {
                self.unknown_as(field, ("trường của một dữ kiện", "a field of a record"), &[]);
                None
            }
        }
    }

    /// A list where one value is needed.
    pub(crate) fn is_a_list(&mut self, span: quyche_base::Span) {
        self.report(
            Diagnostic::error(
                errors::IS_A_LIST,
                span,
                "Đây là danh sách, không phải một giá trị.",
                "This is a list, not one value.",
            )
            .help(
                "Hỏi danh sách bằng \"có …\", \"mọi … đều\", \"số …\" hoặc \"thời gian …\".",
                "Ask a list with \"có …\", \"mọi … đều\", \"số …\" or \"thời gian …\".",
            ),
        );
    }
}
