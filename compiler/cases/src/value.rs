//! One cell or JSON scalar read as the type of its field. Every form of input comes through here, so the forms agree.
//!
//! Three states: a value, `không có` (known to be none), blank (unknown; `chưa rõ` says the same). For `có hay không`
//! the answer `không có` is simply *không*; for a list of texts it is the empty, complete list.

use crate::errors::{ALMOST_IN_SET, NOT_IN_SET, UNREADABLE_CELL, Wrong};
use crate::scalar;
use crate::text::{clean, key, nearest, toneless};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use quyche_ir::expr::Type;
use quyche_ir::facts::Fact;
use quyche_ir::{Document, SetId, TitleId};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What stands in a cell, before anybody knows what it should be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'t> {
    Blank,
    Text(Cow<'t, str>),
    Number(Decimal),
    Date(NaiveDate),
    /// A day at a time of day other than midnight, which is how a day alone is kept.
    Moment(NaiveDateTime),
    Bool(bool),
    /// An Excel error such as `#N/A`, or a number too large to keep.
    Fault(Cow<'t, str>),
}

impl<'t> Cell<'t> {
    /// Text, or blank where only blanks stand.
    pub fn text(text: &'t str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            Cell::Blank
        } else {
            Cell::Text(Cow::Borrowed(text))
        }
    }

    /// A floating point number of a workbook or of JSON, by its shortest decimal form: 4.9800000000000004 was typed 4,98.
    pub fn float(number: f64) -> Self {
        let shortest = number.to_string();
        match Decimal::from_str_exact(&shortest) {
            Ok(decimal) => Cell::Number(plain(decimal)),
            Err(_) => Cell::Fault(Cow::Owned(shortest)),
        }
    }

    /// A day and a time of day as another program keeps them: midnight is a day alone.
    pub fn moment(moment: NaiveDateTime) -> Self {
        if moment.time() == NaiveTime::MIN {
            Cell::Date(moment.date())
        } else {
            Cell::Moment(moment)
        }
    }

    pub fn is_blank(&self) -> bool {
        matches!(self, Cell::Blank)
    }

    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Cell::Blank => Cell::Blank,
            Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Cell::Number(number) => Cell::Number(number),
            Cell::Date(date) => Cell::Date(date),
            Cell::Moment(moment) => Cell::Moment(moment),
            Cell::Bool(truth) => Cell::Bool(truth),
            Cell::Fault(text) => Cell::Fault(Cow::Owned(text.into_owned())),
        }
    }

    /// The cell as text, as it would be typed.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Cell::Blank => Cow::Borrowed(""),
            Cell::Text(text) | Cell::Fault(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(vietnamese(*number)),
            Cell::Date(date) => Cow::Owned(date.format("%d/%m/%Y").to_string()),
            Cell::Moment(moment) => Cow::Owned(moment.format("%d/%m/%Y %H:%M").to_string()),
            Cell::Bool(true) => Cow::Borrowed("có"),
            Cell::Bool(false) => Cow::Borrowed("không"),
        }
    }
}

/// A text in quotes for a message, cut where it is long.
pub(crate) fn quote(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= 60 {
        format!("\"{text}\"")
    } else {
        let start: String = text.chars().take(57).collect();
        format!("\"{start}…\"")
    }
}

/// A number as it is written in Vietnamese: `4,98`.
pub(crate) fn vietnamese(number: Decimal) -> String {
    number.to_string().replace('.', ",")
}

/// One form a number: no trailing zeros, no negative zero.
pub(crate) fn plain(number: Decimal) -> Decimal {
    if number.is_zero() {
        Decimal::ZERO
    } else {
        number.normalize()
    }
}

/// The two cells that are no value.
pub(crate) enum Special {
    /// `không có`.
    None,
    /// Blank, `chưa rõ`.
    Unknown,
}

pub(crate) fn special(cell: &Cell<'_>) -> Option<Special> {
    let text = match cell {
        Cell::Blank => return Some(Special::Unknown),
        Cell::Text(text) => text,
        Cell::Number(_) | Cell::Date(_) | Cell::Moment(_) | Cell::Bool(_) | Cell::Fault(_) => return None,
    };
    if text.len() > 24 || !text.starts_with(['k', 'K', 'c', 'C']) {
        return None;
    }
    match key(text).as_str() {
        "không có" => Some(Special::None),
        "chưa rõ" => Some(Special::Unknown),
        _ => None,
    }
}

/// The values of every category and the titles, by the keys under which they may be written.
pub(crate) struct Vocabulary<'d> {
    doc: &'d Document,
    sets: Vec<BTreeMap<String, u32>>,
    titles: BTreeMap<String, Option<TitleId>>,
}

/// A fact, and a doubt about it that does not stop the reading.
pub(crate) type Read = Result<(Fact, Option<Wrong>), Wrong>;

impl<'d> Vocabulary<'d> {
    /// `documents` are those of dossiers that can be asked for: where two documents go by one label, such a one is meant.
    pub fn new(doc: &'d Document, documents: &BTreeSet<u32>) -> Self {
        let sets = doc.sets.iter().map(|set| {
            let papers = doc.papers.is_some_and(|papers| papers.documents == set.id);
            let mut keys = BTreeMap::new();
            let mut add = |asked: bool| {
                for pass in 0..2 {
                    for (position, value) in (0u32..).zip(&set.values) {
                        if papers && documents.contains(&position) != asked {
                            continue;
                        }
                        let text = if pass == 0 {
                            Some(&value.name)
                        } else {
                            value.label.as_ref()
                        };
                        if let Some(text) = text {
                            keys.entry(key(text)).or_insert(position);
                        }
                    }
                }
            };
            add(true);
            if papers {
                add(false);
            }
            keys
        });
        Self {
            doc,
            sets: sets.collect(),
            titles: title_keys(doc),
        }
    }

    /// Reads a cell as a scalar type; periods, lists and nested records are put together by their readers.
    pub fn read(&self, cell: &Cell<'_>, ty: Type) -> Read {
        match special(cell) {
            Some(Special::Unknown) => return Ok((Fact::Unknown, None)),
            Some(Special::None) => return Ok((none_of(ty), None)),
            None => {}
        }
        refuse_unreadable(cell)?;
        let fact = match ty {
            Type::Bool => Fact::Bool(scalar::truth(cell)?),
            Type::Number => Fact::Number(scalar::number(cell)?),
            Type::Text => Fact::Text(scalar::text(cell)),
            Type::Date => Fact::Date(scalar::date(cell)?),
            Type::Moment => Fact::Moment(scalar::moment(cell)?),
            Type::Year => Fact::Year(scalar::year(cell)?),
            Type::Title => Fact::Title(self.title(cell)?),
            Type::Member(set) => return self.member(cell, set),
            Type::Texts => scalar::texts(cell),
            Type::Duration | Type::Period | Type::Days | Type::Record(_) | Type::List(_) => {
                return Err(Wrong::new(
                    UNREADABLE_CELL,
                    format!("{} không phải là giá trị của ô này", quote(&cell.shown())),
                    format!("{} is no value for this cell", quote(&cell.shown())),
                )
                .help(
                    "ô này chỉ nhận \"không có\" hoặc để trống; nội dung ghi ở các cột của nó",
                    "this cell takes only \"không có\" or blank; what it holds goes into columns of its own",
                ));
            }
        };
        Ok((fact, None))
    }

    fn member(&self, cell: &Cell<'_>, set: SetId) -> Read {
        let shown = cell.shown();
        let category = self.doc.sets.get(set.index());
        let keys = self.sets.get(set.index());
        if let Some(position) = keys.and_then(|keys| keys.get(&key(&shown))) {
            return Ok((Fact::Member(*position), None));
        }
        let values: Vec<String> = category.map_or_else(Vec::new, |category| {
            category.values.iter().map(quyche_ir::model::Named::words).collect()
        });
        let near = nearest(&shown, values.iter().map(String::as_str));
        if category.is_some_and(|category| category.open) {
            let doubt = near.map(|near| {
                Wrong::new(
                    ALMOST_IN_SET,
                    format!("{} không có trong danh mục, được giữ là giá trị khác", quote(&shown)),
                    format!("{} is not in the category; kept as another value", quote(&shown)),
                )
                .help(format!("có phải là \"{near}\"?"), format!("did you mean \"{near}\"?"))
            });
            return Ok((Fact::Outside(clean(&shown)), doubt));
        }
        let name = category.map_or(String::new(), |category| {
            category
                .label
                .clone()
                .unwrap_or_else(|| category.name.replace('_', " "))
        });
        Err(not_in(
            &shown,
            &format!("danh mục \"{name}\""),
            &format!("category \"{name}\""),
            near,
            &values,
        ))
    }

    fn title(&self, cell: &Cell<'_>) -> Result<Option<TitleId>, Wrong> {
        let shown = cell.shown();
        if let Some(title) = self.titles.get(&key(&shown)) {
            return Ok(*title);
        }
        let mut words: Vec<String> = self.doc.titles.iter().map(|title| title.named.words()).collect();
        words.push("khác".to_owned());
        let codes = self.doc.titles.iter().filter_map(|title| title.code.as_deref());
        let near = nearest(&shown, words.iter().map(String::as_str).chain(codes));
        Err(not_in(&shown, "các chức danh", "the titles", near, &words))
    }
}

/// Names first, then codes, then labels: an earlier kind of key is never taken over by a later one. A label that two
/// titles share belongs to neither.
fn title_keys(doc: &Document) -> BTreeMap<String, Option<TitleId>> {
    let mut keys: BTreeMap<String, Option<TitleId>> = BTreeMap::new();
    for title in &doc.titles {
        keys.insert(key(&title.named.name), Some(title.id));
    }
    for title in &doc.titles {
        if let Some(code) = &title.code {
            keys.entry(key(code)).or_insert(Some(title.id));
        }
    }
    keys.entry("khác".to_owned()).or_insert(None);
    let mut labels: BTreeMap<String, Vec<TitleId>> = BTreeMap::new();
    for title in &doc.titles {
        if let Some(label) = &title.named.label {
            labels.entry(key(label)).or_default().push(title.id);
        }
    }
    for (label, titles) in labels {
        if let [title] = titles.as_slice() {
            keys.entry(label).or_insert(Some(*title));
        }
    }
    keys
}

fn not_in(shown: &str, vi: &str, en: &str, near: Option<&str>, values: &[String]) -> Wrong {
    let wrong = Wrong::new(
        NOT_IN_SET,
        format!("{} không có trong {vi}", quote(shown)),
        format!("{} is not in {en}", quote(shown)),
    );
    if let Some(near) = near {
        return wrong.help(format!("có phải là \"{near}\"?"), format!("did you mean \"{near}\"?"));
    }
    let first: Vec<String> = values.iter().take(8).map(|value| format!("\"{value}\"")).collect();
    let more = if values.len() > 8 { ", …" } else { "" };
    let list = format!("{}{more}", first.join(", "));
    wrong.help(format!("chọn một trong: {list}"), format!("one of: {list}"))
}

/// What `không có` says of a field of this type.
pub(crate) fn none_of(ty: Type) -> Fact {
    match ty {
        Type::Bool => Fact::Bool(false),
        Type::Texts => Fact::Texts {
            items: Vec::new(),
            complete: true,
        },
        Type::List(_) => Fact::List(quyche_ir::ListFact {
            rows: Vec::new(),
            complete: true,
        }),
        Type::Number
        | Type::Text
        | Type::Date
        | Type::Moment
        | Type::Year
        | Type::Duration
        | Type::Period
        | Type::Days
        | Type::Title
        | Type::Member(_)
        | Type::Record(_) => Fact::None,
    }
}

/// Refuses cells that say nothing readable.
pub(crate) fn refuse_unreadable(cell: &Cell<'_>) -> Result<(), Wrong> {
    match cell {
        Cell::Fault(text) => Err(Wrong::new(
            UNREADABLE_CELL,
            format!("ô báo lỗi {text}"),
            format!("the cell holds the error {text}"),
        )
        .help(
            "sửa công thức hoặc gõ thẳng giá trị vào ô; chưa biết thì để trống",
            "mend the formula or type the value; leave the cell blank if it is not known",
        )),
        Cell::Text(text) if matches!(text.as_ref(), "-" | "–" | "—" | "/" | "?" | "...") => Err(Wrong::new(
            UNREADABLE_CELL,
            format!("ô chỉ có {}, không rõ là chưa biết hay không có", quote(text)),
            format!("only {} stands here: unknown, or none?", quote(text)),
        )
        .help(
            "để trống nếu chưa biết; ghi \"không có\" nếu biết chắc là không có",
            "leave it blank if not known; write \"không có\" if it is known to be none",
        )),
        Cell::Blank | Cell::Text(_) | Cell::Number(_) | Cell::Date(_) | Cell::Moment(_) | Cell::Bool(_) => Ok(()),
    }
}

/// Whether two texts differ in tone marks only.
pub(crate) fn same_without_tones(left: &str, right: &str) -> bool {
    toneless(&key(left)) == toneless(&key(right))
}
