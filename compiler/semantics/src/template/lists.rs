//! Edits of the marked lists inside statements: conditions, acts, documents, seats, keys, stated texts.

use chrono::NaiveDate;
use quyche_base::Span;
use quyche_syntax::ast::{
    Act, Body, CouncilRuleKind, DossierItem, EditBody, Expr, ExprKind, How, Item, Key, Label, Marker, Origin,
    RankingRule, Seat, Statement, StatementKind, Tails,
};

/// What is done to an item.
#[derive(Clone, Debug)]
pub(super) enum Op {
    /// Another body. Under an amendment both items are the same unit, by its number where it is counted.
    Replace(Box<EditBody>, String),
    /// It goes.
    Remove,
    /// A new item before it.
    Before(Marker, Box<EditBody>),
    /// A new item after it.
    After(Marker, Box<EditBody>),
}

/// From when an amendment holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    /// Its first day.
    pub(super) from: NaiveDate,
    /// The day before, on which the old text holds for the last time.
    pub(super) until: NaiveDate,
    /// Which amendment, from 1.
    pub(super) amendment: u32,
}

/// What came of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// It is done.
    Done,
    /// The item is not in this list.
    NotHere,
    /// The new body is of another kind than the list's items.
    Unfit,
    /// Nothing would be left of the list.
    Empty,
    /// Items of this list carry no dates.
    Undated,
}

/// Edits the item whose marker stands at `at`.
pub(super) fn edit(statement: &mut Statement, at: Span, op: &Op, dated: Option<Dated>) -> Came {
    match &mut statement.kind {
        StatementKind::Criterion(criterion) => match &mut criterion.body {
            Body::All(items) | Body::Any(items) => edit_list(items, at, op, dated),
            Body::Test(_) => Came::NotHere,
        },
        StatementKind::Norm(norm) => edit_list(&mut norm.acts, at, op, dated),
        StatementKind::Dossier(dossier) => edit_list(&mut dossier.items, at, op, dated),
        StatementKind::Ranking(ranking) => match &mut ranking.rule {
            RankingRule::Keys(keys) => edit_list(keys, at, op, dated),
            RankingRule::TieBreaker(_) | RankingRule::PassingSuffices => Came::NotHere,
        },
        StatementKind::Council(council) => {
            for rule in &mut council.rules {
                let came = match &mut rule.kind {
                    CouncilRuleKind::Members { seats, .. } => edit_list(seats, at, op, dated),
                    CouncilRuleKind::Barred(items) => edit_list(items, at, op, dated),
                    CouncilRuleKind::Quorum { .. } | CouncilRuleKind::Vote { .. } => Came::NotHere,
                };
                if came != Came::NotHere {
                    return came;
                }
            }
            Came::NotHere
        }
        StatementKind::Stated(stated) => edit_list(&mut stated.texts, at, op, dated),
        StatementKind::Category(_)
        | StatementKind::Record(_)
        | StatementKind::Title(_)
        | StatementKind::Definition(_)
        | StatementKind::External(_)
        | StatementKind::Reading(_)
        | StatementKind::Measure(_)
        | StatementKind::Scope(_)
        | StatementKind::Deadline(_)
        | StatementKind::Doubt(_)
        | StatementKind::Entry(_)
        | StatementKind::Example(_) => Came::NotHere,
    }
}

fn edit_list<T: Listed>(list: &mut Vec<T>, at: Span, op: &Op, dated: Option<Dated>) -> Came {
    let here = list
        .iter()
        .position(|item| item.marker().is_some_and(|marker| marker.span == at));
    let Some(here) = here else {
        let inner = list.iter_mut().filter_map(Listed::inner);
        return inner
            .map(|inner| edit_list(inner, at, op, dated))
            .find(|came| *came != Came::NotHere)
            .unwrap_or(Came::NotHere);
    };
    match op {
        Op::Remove => remove(list, here, dated),
        Op::Replace(body, number) => replace(list, here, body, number, dated),
        Op::Before(marker, body) => insert(list, here, marker.clone(), body, dated),
        Op::After(marker, body) => insert(list, here + 1, marker.clone(), body, dated),
    }
}

fn remove<T: Listed>(list: &mut Vec<T>, here: usize, dated: Option<Dated>) -> Came {
    match dated {
        Some(dated) => end(list, here, dated),
        None if list.len() == 1 => Came::Empty,
        None => {
            list.remove(here);
            Came::Done
        }
    }
}

/// The old item holds up to the day before.
fn end<T: Listed>(list: &mut [T], here: usize, dated: Dated) -> Came {
    let Some(old) = list.get_mut(here) else {
        return Came::NotHere;
    };
    let Some(tails) = old.tails() else { return Came::Undated };
    tails.until = Some(tails.until.map_or(dated.until, |until| until.min(dated.until)));
    if let Some(marker) = old.marker_mut() {
        marker.origin.amendment = dated.amendment;
    }
    Came::Done
}

fn replace<T: Listed>(list: &mut Vec<T>, here: usize, body: &EditBody, number: &str, dated: Option<Dated>) -> Came {
    let Some(old) = list.get(here).and_then(Listed::marker) else {
        return Came::NotHere;
    };
    let mut marker = old.clone();
    marker.span = span_of(body);
    marker.origin.how = How::Replaced;
    if dated.is_some() {
        number.clone_into(&mut marker.number);
    }
    let Some(mut new) = T::made(marker, body) else {
        return Came::Unfit;
    };
    let Some(dated) = dated else {
        if let Some(place) = list.get_mut(here) {
            *place = new;
        }
        return Came::Done;
    };
    let came = end(list, here, dated);
    if came == Came::Done {
        begin(&mut new, dated);
        list.insert(here + 1, new);
    }
    came
}

fn insert<T: Listed>(list: &mut Vec<T>, here: usize, marker: Marker, body: &EditBody, dated: Option<Dated>) -> Came {
    let Some(mut new) = T::made(marker, body) else {
        return Came::Unfit;
    };
    if let Some(dated) = dated {
        if new.tails().is_none() {
            return Came::Undated;
        }
        begin(&mut new, dated);
    }
    list.insert(here.min(list.len()), new);
    Came::Done
}

/// The new item holds from the first day.
fn begin<T: Listed>(new: &mut T, dated: Dated) {
    if let Some(tails) = new.tails() {
        tails.from = Some(tails.from.map_or(dated.from, |from| from.max(dated.from)));
    }
    if let Some(marker) = new.marker_mut() {
        marker.origin.amendment = dated.amendment;
    }
}

/// Where a body stands.
pub(super) fn span_of(body: &EditBody) -> Span {
    match body {
        EditBody::Item { span, .. } => *span,
        EditBody::Document(item) => item.marker.span,
        EditBody::Seat(seat) => seat.span,
    }
}

/// An item of a marked list.
trait Listed: Sized {
    fn marker(&self) -> Option<&Marker>;
    fn marker_mut(&mut self) -> Option<&mut Marker>;
    /// The item a body makes; `None` where it is of another kind.
    fn made(marker: Marker, body: &EditBody) -> Option<Self>;
    /// What narrows it; `None` where nothing can.
    fn tails(&mut self) -> Option<&mut Tails>;
    /// The list inside it.
    fn inner(&mut self) -> Option<&mut Vec<Self>> {
        None
    }
}

impl Listed for Item {
    fn marker(&self) -> Option<&Marker> {
        Some(&self.marker)
    }

    fn marker_mut(&mut self) -> Option<&mut Marker> {
        Some(&mut self.marker)
    }

    fn made(marker: Marker, body: &EditBody) -> Option<Self> {
        let EditBody::Item {
            body,
            tails,
            order: None,
            span,
        } = body
        else {
            return None;
        };
        quoted(body).is_none().then(|| Item {
            marker,
            body: body.clone(),
            tails: tails.clone(),
            span: *span,
        })
    }

    fn tails(&mut self) -> Option<&mut Tails> {
        Some(&mut self.tails)
    }

    fn inner(&mut self) -> Option<&mut Vec<Self>> {
        match &mut self.body {
            Body::All(items) | Body::Any(items) => Some(items),
            Body::Test(_) => None,
        }
    }
}

impl Listed for Act {
    fn marker(&self) -> Option<&Marker> {
        self.marker.as_ref()
    }

    fn marker_mut(&mut self) -> Option<&mut Marker> {
        self.marker.as_mut()
    }

    fn made(marker: Marker, body: &EditBody) -> Option<Self> {
        let (text, tails) = words(body)?;
        Some(Act {
            marker: Some(marker),
            text,
            tails,
        })
    }

    fn tails(&mut self) -> Option<&mut Tails> {
        Some(&mut self.tails)
    }
}

impl Listed for (Option<Marker>, Label) {
    fn marker(&self) -> Option<&Marker> {
        self.0.as_ref()
    }

    fn marker_mut(&mut self) -> Option<&mut Marker> {
        self.0.as_mut()
    }

    fn made(marker: Marker, body: &EditBody) -> Option<Self> {
        let (text, tails) = words(body)?;
        is_empty(&tails).then_some((Some(marker), text))
    }

    fn tails(&mut self) -> Option<&mut Tails> {
        None
    }
}

impl Listed for Key {
    fn marker(&self) -> Option<&Marker> {
        Some(&self.marker)
    }

    fn marker_mut(&mut self) -> Option<&mut Marker> {
        Some(&mut self.marker)
    }

    fn made(marker: Marker, body: &EditBody) -> Option<Self> {
        match body {
            EditBody::Item {
                body: Body::Test(value),
                tails,
                order,
                span,
            } if is_empty(tails) => Some(Key {
                marker,
                value: value.clone(),
                first: *order,
                span: *span,
            }),
            EditBody::Item { .. } | EditBody::Document(_) | EditBody::Seat(_) => None,
        }
    }

    fn tails(&mut self) -> Option<&mut Tails> {
        None
    }
}

impl Listed for DossierItem {
    fn marker(&self) -> Option<&Marker> {
        Some(&self.marker)
    }

    fn marker_mut(&mut self) -> Option<&mut Marker> {
        Some(&mut self.marker)
    }

    fn made(marker: Marker, body: &EditBody) -> Option<Self> {
        if let EditBody::Document(item) = body {
            let mut item = item.clone();
            item.marker = marker;
            return Some(item);
        }
        let (name, label, tails) = match (named(body), words(body)) {
            (Some(name), _) => (Some(name), None, tails_of(body)),
            (None, Some((label, tails))) => (None, Some(label), tails),
            (None, None) => return None,
        };
        Some(DossierItem {
            marker,
            name,
            label,
            copies: None,
            under: None,
            limit: None,
            tails,
            parts: Vec::new(),
            any: false,
        })
    }

    fn tails(&mut self) -> Option<&mut Tails> {
        Some(&mut self.tails)
    }

    fn inner(&mut self) -> Option<&mut Vec<Self>> {
        (!self.parts.is_empty()).then_some(&mut self.parts)
    }
}

impl Listed for Seat {
    fn marker(&self) -> Option<&Marker> {
        Some(&self.marker)
    }

    fn marker_mut(&mut self) -> Option<&mut Marker> {
        Some(&mut self.marker)
    }

    fn made(marker: Marker, body: &EditBody) -> Option<Self> {
        if let EditBody::Seat(seat) = body {
            let mut seat = seat.clone();
            seat.marker = marker;
            return Some(seat);
        }
        named(body).map(|name| Seat {
            marker,
            count: None,
            span: name.span,
            name,
            conditions: Vec::new(),
            concurrent: None,
        })
    }

    fn tails(&mut self) -> Option<&mut Tails> {
        None
    }
}

/// The quoted text a body is.
fn quoted(body: &Body) -> Option<&Label> {
    match body {
        Body::Test(Expr {
            kind: ExprKind::Text(text),
            ..
        }) => Some(text),
        Body::Test(_) | Body::All(_) | Body::Any(_) => None,
    }
}

/// A body that is quoted text, and its tails.
pub(super) fn words(body: &EditBody) -> Option<(Label, Tails)> {
    match body {
        EditBody::Item { body, tails, .. } => quoted(body).map(|text| (text.clone(), tails.clone())),
        EditBody::Document(_) | EditBody::Seat(_) => None,
    }
}

/// A body that is one name.
fn named(body: &EditBody) -> Option<quyche_syntax::ast::Ident> {
    let EditBody::Item {
        body: Body::Test(test), ..
    } = body
    else {
        return None;
    };
    let ExprKind::Path(path) = &test.kind else { return None };
    match path.parts.as_slice() {
        [only] => Some(only.clone()),
        [] | [_, ..] => None,
    }
}

/// Whether nothing narrows.
pub(super) fn is_empty(tails: &Tails) -> bool {
    let Tails {
        when,
        unless,
        as_of,
        from,
        from_reading: _,
        until,
    } = tails;
    when.is_none() && unless.is_none() && as_of.is_none() && from.is_none() && until.is_none()
}

fn tails_of(body: &EditBody) -> Tails {
    match body {
        EditBody::Item { tails, .. } => tails.clone(),
        EditBody::Document(_) | EditBody::Seat(_) => Tails::default(),
    }
}

/// A marker an edit writes.
pub(super) fn fresh(level: quyche_base::Level, number: &str, occurrence: u32, span: Span, origin: Origin) -> Marker {
    Marker {
        level,
        number: number.to_owned(),
        occurrence,
        span,
        origin,
    }
}
