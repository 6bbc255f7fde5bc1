//! JSON as written: the order and repetition of properties kept, numbers exact; and the way to a place in it.

use crate::value::Cell;
use quyche_base::Text;
use rust_decimal::Decimal;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::cell::Cell as Count;
use std::rc::Rc;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(Decimal),
    /// A number too large to keep.
    Fault(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// A scalar as the cell it would be in a workbook.
    pub fn cell(&self) -> Option<Cell<'_>> {
        match self {
            Json::Null => Some(Cell::Blank),
            Json::Bool(truth) => Some(Cell::Bool(*truth)),
            Json::Number(number) => Some(Cell::Number(*number)),
            Json::Fault(text) => Some(Cell::Fault(Cow::Borrowed(text))),
            Json::Text(text) => Some(Cell::text(text)),
            Json::List(_) | Json::Object(_) => None,
        }
    }
}

/// The most values one person, or the circumstances, may hold: what is kept at a time is bounded by it.
const MOST: usize = 1_000_000;

/// How the message starts when there are more.
pub(crate) const TOO_MANY: &str = "too many values";

/// Reads one tree.
pub(crate) fn tree() -> Tree {
    Tree {
        left: Rc::new(Count::new(MOST)),
    }
}

/// A tree being read, and how many values it may still hold.
#[derive(Clone)]
pub(crate) struct Tree {
    left: Rc<Count<usize>>,
}

impl<'de> DeserializeSeed<'de> for Tree {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        let left = self
            .left
            .get()
            .checked_sub(1)
            .ok_or_else(|| D::Error::custom(TOO_MANY))?;
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree {
    type Value = Json;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Json, E> {
        Ok(Json::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        let cell = Cell::float(number);
        Ok(if let Cell::Number(number) = cell {
            Json::Number(number)
        } else {
            Json::Fault(cell.shown().into_owned())
        })
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self.clone())? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut fields = Vec::new();
        while let Some(name) = map.next_key()? {
            fields.push((name, map.next_value_seed(self.clone())?));
        }
        Ok(Json::Object(fields))
    }
}

/// The way to a place: `danh sách[3].quá_trình[0].từ`. Kept on the stack; it becomes text only where something is wrong.
pub(crate) struct Way<'w> {
    outer: Option<&'w Way<'w>>,
    step: Step<'w>,
}

enum Step<'w> {
    Name(&'w str),
    Row(usize),
}

impl<'w> Way<'w> {
    /// A property of the whole.
    pub fn top(name: &'w str) -> Self {
        Self {
            outer: None,
            step: Step::Name(name),
        }
    }

    /// A property of this.
    pub fn name<'n>(&'n self, name: &'n str) -> Way<'n> {
        Way {
            outer: Some(self),
            step: Step::Name(name),
        }
    }

    /// An element of this, from 0.
    pub fn row(&self, number: usize) -> Way<'_> {
        Way {
            outer: Some(self),
            step: Step::Row(number),
        }
    }

    fn words(&self) -> String {
        let outer = self.outer.map(Way::words);
        match (&self.step, outer) {
            (Step::Name(name), None) => (*name).to_owned(),
            (Step::Name(name), Some(outer)) => format!("{outer}.{name}"),
            (Step::Row(number), outer) => format!("{}[{number}]", outer.unwrap_or_default()),
        }
    }

    /// The place, for a message.
    pub fn place(&self) -> Text {
        let words = self.words();
        Text::new(words.clone(), words)
    }
}
