//! Marked lists: read flat, nested by the class of their markers, never by their semicolons.

use super::Builder;
use super::parts::{Pair, Parts};
use crate::ast::{Body, DossierItem, Item, Marker, Tails};
use crate::errors;
use quyche_base::{Level, Span};
use quyche_grammar::Rule;
use std::iter::Peekable;

/// An item of a flat list that may hold a list of its own.
pub(super) trait Nested: Sized {
    /// Its marker.
    fn marker(&self) -> &Marker;
    /// The word that announces items of a lower class (`tất cả`, `gồm`), where it has one.
    fn announces(&self) -> Option<&'static str>;
    /// Takes its items.
    fn hold(&mut self, items: Vec<Self>);
}

impl Nested for Item {
    fn marker(&self) -> &Marker {
        &self.marker
    }

    fn announces(&self) -> Option<&'static str> {
        match self.body {
            Body::All(_) => Some("tất cả"),
            Body::Any(_) => Some("một trong"),
            Body::Test(_) => None,
        }
    }

    fn hold(&mut self, items: Vec<Self>) {
        match &mut self.body {
            Body::All(inner) | Body::Any(inner) => *inner = items,
            Body::Test(_) => {}
        }
    }
}

/// A dossier item and whether it ends in `gồm`.
pub(super) struct FlatDocument {
    pub(super) item: DossierItem,
    pub(super) has_parts: bool,
}

impl Nested for FlatDocument {
    fn marker(&self) -> &Marker {
        &self.item.marker
    }

    fn announces(&self) -> Option<&'static str> {
        self.has_parts.then_some("gồm")
    }

    fn hold(&mut self, items: Vec<Self>) {
        self.item.parts = items.into_iter().map(|flat| flat.item).collect();
    }
}

impl Builder<'_> {
    /// Nests a flat list.
    pub(super) fn nest<T: Nested>(&mut self, flat: Vec<T>) -> Vec<T> {
        let mut rest = flat.into_iter().peekable();
        let Some(class) = rest.peek().map(|item| item.marker().level) else {
            return Vec::new();
        };
        self.nest_level(&mut rest, class, &mut Vec::new())
    }

    /// The items of one class, up to an item of an outer class. Each level adds a class to `outer`, so the recursion is
    /// no deeper than there are classes.
    fn nest_level<T: Nested>(
        &mut self,
        rest: &mut Peekable<std::vec::IntoIter<T>>,
        class: Level,
        outer: &mut Vec<Level>,
    ) -> Vec<T> {
        let mut items: Vec<T> = Vec::new();
        let mut strayed = None;
        while let Some(mut item) = rest.next_if(|item| !outer.contains(&item.marker().level)) {
            let level = item.marker().level;
            if level != class && strayed != Some(level) {
                strayed = Some(level);
                let (span, shown) = (item.marker().span, shown(item.marker()));
                self.tell(errors::marker_out_of_class(span, &shown));
            }
            if let Some(words) = item.announces() {
                outer.push(class);
                let deeper = rest
                    .peek()
                    .map(|next| next.marker().level)
                    .filter(|next| !outer.contains(next));
                let inner = deeper.map(|deeper| self.nest_level(rest, deeper, outer));
                outer.pop();
                if inner.is_none() {
                    self.tell(errors::list_without_items(item.marker().span, words));
                }
                item.hold(inner.unwrap_or_default());
            }
            items.push(item);
        }
        items
    }

    /// `tất cả` / `một trong` and the items of a criterion.
    pub(super) fn item_list(&mut self, pair: Pair<'_>) -> Option<Body> {
        let mut parts = Parts::new(pair);
        let all = parts.has(Rule::k_tat_ca);
        let items = if all || parts.has(Rule::k_mot_trong) {
            self.items(&mut parts)?
        } else {
            return None;
        };
        Some(if all { Body::All(items) } else { Body::Any(items) })
    }

    /// All items that come next, nested.
    pub(super) fn items(&mut self, parts: &mut Parts<'_>) -> Option<Vec<Item>> {
        let mut flat = Vec::new();
        let mut wanting = None;
        while let Some(pair) = parts.take(Rule::item) {
            self.want_semicolon(&mut wanting);
            flat.push(self.item(pair, &mut wanting)?);
        }
        Some(self.nest(flat))
    }

    fn item(&mut self, pair: Pair<'_>, wanting: &mut Option<Span>) -> Option<Item> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        let marker = self.take_marker(&mut parts)?;
        let body = if parts.has(Rule::k_tat_ca) {
            Body::All(Vec::new())
        } else if parts.has(Rule::k_mot_trong) {
            Body::Any(Vec::new())
        } else {
            Body::Test(self.take_expression(&mut parts)?)
        };
        let mut tails = Tails::default();
        self.take_tails(&mut parts, &mut tails)?;
        let ended = parts.has(Rule::semicolon) || !matches!(body, Body::Test(_));
        *wanting = (!ended).then_some(span);
        Some(Item {
            marker,
            body,
            tails,
            span,
        })
    }

    /// Tells of an item without a semicolon, once another item follows it.
    pub(super) fn want_semicolon(&mut self, wanting: &mut Option<Span>) {
        if let Some(span) = wanting.take() {
            let end = Span {
                start: span.end.saturating_sub(1).max(span.start),
                ..span
            };
            self.tell(errors::missing_semicolon(self.whole_characters(end)));
        }
    }

    /// The span, moved to begin where a character of the original begins.
    fn whole_characters(&self, mut span: Span) -> Span {
        while span.start > 0 && !self.original.is_char_boundary(span.start as usize) {
            span.start -= 1;
        }
        span
    }
}

/// A marker as it is called in a message.
fn shown(marker: &Marker) -> String {
    match marker.level {
        Level::Point => format!("{})", marker.number),
        Level::Dash => "-".to_owned(),
        Level::Plus => "+".to_owned(),
        Level::Star => "*".to_owned(),
        Level::Clause
        | Level::Paragraph
        | Level::Attached
        | Level::Annex
        | Level::Part
        | Level::Chapter
        | Level::Section
        | Level::Article
        | Level::Procedure
        | Level::ProcedureSection
        | Level::Stage => format!("{}.", marker.number),
    }
}
