//! Puts arguments in place of parameters, gives declared names the number of their instance, and marks every piece with
//! the instance it belongs to.

use super::flat::Flat;
use quyche_base::{Address, Anchor, Level, Name, Span, Step};
use quyche_syntax::ast::{
    EditBody, Ident, Label, Marker, NameRole, Rewrite, StatementKind, rewrite_body, rewrite_statement,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a parameter stands for.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// A name, and its words inside quoted texts.
    Name(Ident, String),
    /// Words, inside quoted texts only.
    Text(String),
}

/// One filling of a template; what it meets on the way is kept for the messages.
#[derive(Debug, Default)]
pub(super) struct Filling {
    /// What each parameter stands for.
    pub(super) values: BTreeMap<String, Value>,
    /// The names that get the number.
    pub(super) locals: BTreeSet<String>,
    /// The names of criteria that get it too.
    pub(super) criteria: BTreeSet<String>,
    /// The number, as it is appended: `_18`.
    pub(super) suffix: String,
    /// The instance, from 1; 0 while one template is put into another.
    pub(super) instance: u32,
    /// The procedure or article the template is applied in.
    pub(super) host: Option<Step>,
    /// The parameters met.
    pub(super) used: BTreeSet<String>,
    /// `{x}` in a text where x is no parameter.
    pub(super) strange: Vec<(Span, String)>,
    /// Parameters that stand for words and are used as names.
    pub(super) words_as_name: Vec<(Span, String)>,
    /// Whether addresses are read outside the instance.
    pub(super) outside: bool,
}

impl Filling {
    /// Fills a piece in.
    pub(super) fn piece(&mut self, piece: &mut Flat) {
        if self.instance > 0 {
            piece.origin_mut().instance = self.instance;
        }
        match piece {
            Flat::Heading(heading) => heading.title.iter_mut().for_each(|title| self.text(title)),
            Flat::Marker(marker) => {
                self.marker(&mut marker.marker);
                marker.title.iter_mut().for_each(|title| self.text(title));
            }
            Flat::Statement(statement) => {
                self.outside = matches!(statement.kind, StatementKind::Entry(_) | StatementKind::Example(_));
                rewrite_statement(statement, self);
                self.outside = false;
            }
            Flat::Directive(_) => {}
        }
    }

    /// Fills the body of an edit in.
    pub(super) fn body(&mut self, body: &mut EditBody) {
        rewrite_body(body, self);
    }

    /// An address that stands outside the units of its instance, led back into them.
    fn lead_home(&self, address: &mut Address) {
        let Some(host) = self.host.as_ref().filter(|_| self.outside && self.instance > 0) else {
            return;
        };
        let home = Anchor::Step(host.clone());
        match address.parts.last_mut() {
            Some(last @ Anchor::This(_)) => {
                if is_this(last, host.level) {
                    *last = home;
                }
            }
            Some(Anchor::Step(step)) if step.level > host.level => address.parts.push(home),
            Some(Anchor::Step(_) | Anchor::External(_)) | None => {}
        }
    }
}

fn is_this(anchor: &Anchor, level: Level) -> bool {
    matches!(anchor, Anchor::This(of) if *of == level)
}

impl Rewrite for Filling {
    fn name(&mut self, ident: &mut Ident, role: NameRole) {
        match self.values.get(&ident.name.key) {
            Some(Value::Name(name, _)) => {
                self.used.insert(ident.name.key.clone());
                *ident = name.clone();
            }
            Some(Value::Text(_)) => {
                self.used.insert(ident.name.key.clone());
                self.words_as_name.push((ident.span, ident.name.shown.clone()));
            }
            None => {
                let numbered = match role {
                    NameRole::Declared => self.locals.contains(&ident.name.key),
                    NameRole::Criterion => self.criteria.contains(&ident.name.key),
                    NameRole::Other => false,
                };
                if numbered && !self.suffix.is_empty() {
                    ident.name = Name::new(&format!("{}{}", ident.name.shown, self.suffix));
                }
            }
        }
    }

    fn text(&mut self, label: &mut Label) {
        if !label.text.contains('{') {
            return;
        }
        let mut out = String::with_capacity(label.text.len());
        let mut rest = label.text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let place = after.split_once('}').filter(|(name, _)| is_name(name));
            let Some((name, behind)) = place else {
                out.push('{');
                rest = after;
                continue;
            };
            let key = Name::new(name).key;
            match self.values.get(&key) {
                Some(Value::Name(_, words) | Value::Text(words)) => {
                    self.used.insert(key);
                    out.push_str(words);
                }
                None => {
                    self.strange.push((label.span, name.to_owned()));
                    out.push_str(name);
                }
            }
            rest = behind;
        }
        out.push_str(rest);
        label.text = out;
    }

    fn marker(&mut self, marker: &mut Marker) {
        if self.instance > 0 {
            marker.origin.instance = self.instance;
        }
    }

    fn address(&mut self, address: &mut Address) {
        if let Some(Anchor::External(name)) = address.parts.last_mut()
            && let Some(Value::Name(given, _)) = self.values.get(&name.key)
        {
            self.used.insert(name.key.clone());
            *name = given.name.clone();
        }
        self.lead_home(address);
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
}
