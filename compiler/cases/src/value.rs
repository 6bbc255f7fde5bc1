//! One cell or JSON scalar read as the type of its field. Every form of input comes through here, so the forms agree.
//!
//! Three states: a value, `không có` (known to be none), blank (unknown; `chưa rõ` says the same). For `có hay không`
//! the answer `không có` is simply *không*; for a list of texts it is the empty, complete list.

use crate::date;
use crate::errors::{ALMOST_IN_SET, BAD_DATE, BAD_NUMBER, BAD_TRUTH, NOT_IN_SET, UNREADABLE_CELL, Wrong};
use crate::text::{clean, key, nearest, toneless};
use chrono::{Datelike, NaiveDate};
use quyche_ir::expr::Type;
use quyche_ir::facts::{Fact, PeriodEnd};
use quyche_ir::{Document, SetId, TitleId};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What stands in a cell, before anybody knows what it should be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'t> {
    Blank,
    Text(Cow<'t, str>),
    Number(Decimal),
    Date(NaiveDate),
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

    pub fn is_blank(&self) -> bool {
        matches!(self, Cell::Blank)
    }

    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Cell::Blank => Cell::Blank,
            Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Cell::Number(number) => Cell::Number(number),
            Cell::Date(date) => Cell::Date(date),
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
fn plain(number: Decimal) -> Decimal {
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
        Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) | Cell::Fault(_) => return None,
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
    pub fn new(doc: &'d Document) -> Self {
        let sets = doc.sets.iter().map(|set| {
            let mut keys = BTreeMap::new();
            for pass in 0..2 {
                for (position, value) in (0u32..).zip(&set.values) {
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
            Type::Bool => Fact::Bool(truth(cell)?),
            Type::Number => Fact::Number(number(cell)?),
            Type::Text => Fact::Text(text(cell)),
            Type::Date => Fact::Date(date(cell)?),
            Type::Year => Fact::Year(year(cell)?),
            Type::Title => Fact::Title(self.title(cell)?),
            Type::Member(set) => return self.member(cell, set),
            Type::Texts => texts(cell),
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
        | Type::Year
        | Type::Duration
        | Type::Period
        | Type::Days
        | Type::Title
        | Type::Member(_)
        | Type::Record(_) => Fact::None,
    }
}

fn refuse_unreadable(cell: &Cell<'_>) -> Result<(), Wrong> {
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
        Cell::Blank | Cell::Text(_) | Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) => Ok(()),
    }
}

/// `có`, `x`, `đúng`, `1`, a true cell; `không`, `sai`, `0`, a false cell.
fn truth(cell: &Cell<'_>) -> Result<bool, Wrong> {
    let found = match cell {
        Cell::Bool(truth) => Some(*truth),
        Cell::Number(number) if *number == Decimal::ONE => Some(true),
        Cell::Number(number) if number.is_zero() => Some(false),
        Cell::Text(text) => match key(text).as_str() {
            "có" | "x" | "đúng" | "true" | "1" => Some(true),
            "không" | "sai" | "false" | "0" => Some(false),
            _ => None,
        },
        Cell::Blank | Cell::Number(_) | Cell::Date(_) | Cell::Fault(_) => None,
    };
    found.ok_or_else(|| {
        let shown = quote(&cell.shown());
        Wrong::new(
            BAD_TRUTH,
            format!("{shown} không phải là \"có\" hay \"không\""),
            format!("{shown} is neither \"có\" nor \"không\""),
        )
        .help(
            "ghi có (hoặc x) / không; chưa biết thì để trống",
            "write có (or x) / không; blank is unknown",
        )
    })
}

/// `đạt`, `không đạt`; blank is not yet judged.
pub(crate) fn judgement(cell: &Cell<'_>) -> Result<Option<bool>, Wrong> {
    let found = match cell {
        Cell::Blank => return Ok(None),
        Cell::Bool(truth) => Some(*truth),
        Cell::Text(text) => match key(text).as_str() {
            "đạt" | "x" | "có" => Some(true),
            "không đạt" | "không" | "chưa đạt" => Some(false),
            "chưa rõ" | "chưa đánh giá" => return Ok(None),
            _ => None,
        },
        Cell::Number(_) | Cell::Date(_) | Cell::Fault(_) => None,
    };
    found.map(Some).ok_or_else(|| {
        let shown = quote(&cell.shown());
        Wrong::new(
            BAD_TRUTH,
            format!("{shown} không phải là \"đạt\" hay \"không đạt\""),
            format!("{shown} is neither \"đạt\" nor \"không đạt\""),
        )
        .help(
            "ghi kết luận của người có thẩm quyền đánh giá: đạt / không đạt; chưa đánh giá thì để trống",
            "write đạt / không đạt as judged by whoever is competent; blank is not yet judged",
        )
    })
}

fn text(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Text(text) => clean(text),
        Cell::Blank | Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) | Cell::Fault(_) => cell.shown().into_owned(),
    }
}

/// The key of a case or row, or nothing where the cell holds none.
pub(crate) fn case_key(cell: &Cell<'_>) -> Option<String> {
    match special(cell) {
        Some(_) => None,
        None => refuse_unreadable(cell).is_ok().then(|| text(cell)),
    }
}

/// `A; B; C`, with `(chưa đủ)` at the end where there may be others.
fn texts(cell: &Cell<'_>) -> Fact {
    let shown = cell.shown();
    let open = ["(chưa đủ)", "chưa đủ"].into_iter().find_map(|mark| {
        let cut = shown.len().checked_sub(mark.len())?;
        let (before, tail) = (shown.get(..cut)?, shown.get(cut..)?);
        (key(tail) == mark).then_some(before)
    });
    let items: Vec<String> = open
        .unwrap_or(&shown)
        .split([';', '\n'])
        .map(clean)
        .filter(|item| !item.is_empty())
        .collect();
    texts_fact(items, open.is_none())
}

/// No texts and not all of them: nobody said anything.
pub(crate) fn texts_fact(items: Vec<String>, complete: bool) -> Fact {
    if items.is_empty() && !complete {
        Fact::Unknown
    } else {
        Fact::Texts { items, complete }
    }
}

/// A Vietnamese number: `1.000` is a thousand, `4,98` has a fraction.
fn number(cell: &Cell<'_>) -> Result<Decimal, Wrong> {
    let text = match cell {
        Cell::Number(number) => return Ok(plain(*number)),
        Cell::Text(text) => text,
        Cell::Blank | Cell::Date(_) | Cell::Bool(_) | Cell::Fault(_) => return Err(no_number(&cell.shown())),
    };
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.as_ref()),
    };
    let (whole, fraction) = match digits.split_once(',') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = whole.split('.').collect();
    let grouped = match groups.as_slice() {
        [only] => all_digits(only),
        [first, rest @ ..] => {
            all_digits(first) && first.len() <= 3 && rest.iter().all(|group| group.len() == 3 && all_digits(group))
        }
        [] => false,
    };
    if !grouped || !fraction.is_none_or(all_digits) {
        return Err(no_number(text));
    }
    let mut plain_text = String::with_capacity(text.len() + 1);
    if negative {
        plain_text.push('-');
    }
    plain_text.extend(groups);
    if let Some(fraction) = fraction {
        plain_text.push('.');
        plain_text.push_str(fraction);
    }
    Decimal::from_str_exact(&plain_text)
        .map(plain)
        .map_err(|_| no_number(text))
}

fn no_number(shown: &str) -> Wrong {
    let wrong = Wrong::new(
        BAD_NUMBER,
        format!("{} không phải là số", quote(shown)),
        format!("{} is not a number", quote(shown)),
    );
    match shown.split_once('.') {
        Some((whole, fraction)) if Decimal::from_str_exact(shown).is_ok() && !fraction.contains('.') => wrong.help(
            format!("phần thập phân viết sau dấu phẩy: {whole},{fraction}"),
            format!("the fraction follows a comma: {whole},{fraction}"),
        ),
        _ => wrong.help(
            "viết chữ số: 1.000 là một nghìn, 4,98 là bốn phẩy chín tám; chưa biết thì để trống",
            "write digits: 1.000 is a thousand, 4,98 has a fraction; blank is unknown",
        ),
    }
}

fn date(cell: &Cell<'_>) -> Result<NaiveDate, Wrong> {
    match cell {
        Cell::Date(day) if date::YEARS.contains(&day.year()) => Ok(*day),
        Cell::Date(_) => Err(date::out_of_range(&cell.shown())),
        Cell::Text(text) => date::parse(text),
        Cell::Number(number) => {
            if let Ok(year) = u16::try_from(*number)
                && date::YEARS.contains(&i32::from(year))
            {
                return date::parse(&year.to_string());
            }
            Err(Wrong::new(
                BAD_DATE,
                format!("ô là số {}, không phải là ngày", cell.shown()),
                format!("the cell is the number {}, not a date", cell.shown()),
            )
            .help(
                "đặt định dạng ô là ngày, hoặc gõ dạng chữ 01/07/2026",
                "format the cell as a date, or type 01/07/2026",
            ))
        }
        Cell::Blank | Cell::Bool(_) | Cell::Fault(_) => date::parse(&cell.shown()),
    }
}

/// The end of a period: a day, or `nay`.
pub(crate) fn end(cell: &Cell<'_>) -> Result<PeriodEnd, Wrong> {
    if let Cell::Text(text) = cell
        && text.len() <= 24
        && matches!(
            key(text).as_str(),
            "nay" | "đến nay" | "hiện nay" | "đến hiện nay" | "hiện tại"
        )
    {
        return Ok(PeriodEnd::Running);
    }
    match special(cell) {
        Some(Special::Unknown) => Ok(PeriodEnd::Unknown),
        Some(Special::None) | None => {
            refuse_unreadable(cell)?;
            date(cell).map(PeriodEnd::On)
        }
    }
}

/// The start of a period: a day, or nothing.
pub(crate) fn start(cell: &Cell<'_>) -> Result<Option<NaiveDate>, Wrong> {
    match special(cell) {
        Some(Special::Unknown) => Ok(None),
        Some(Special::None) | None => {
            refuse_unreadable(cell)?;
            date(cell).map(Some)
        }
    }
}

fn year(cell: &Cell<'_>) -> Result<i32, Wrong> {
    let wanted = match cell {
        Cell::Number(number) => i32::try_from(*number).ok().filter(|_| number.fract().is_zero()),
        Cell::Text(text) => {
            let text = key(text);
            let digits = text.strip_prefix("năm ").unwrap_or(&text);
            (digits.len() == 4).then(|| digits.parse().ok()).flatten()
        }
        Cell::Blank | Cell::Date(_) | Cell::Bool(_) | Cell::Fault(_) => None,
    };
    wanted.filter(|year| date::YEARS.contains(year)).ok_or_else(|| {
        let shown = quote(&cell.shown());
        Wrong::new(
            BAD_NUMBER,
            format!("{shown} không phải là năm"),
            format!("{shown} is not a year"),
        )
        .help(
            "ghi năm bốn chữ số, ví dụ 2026; chưa biết thì để trống",
            "write a year of four digits, for example 2026; blank is unknown",
        )
    })
}

/// Whether two texts differ in tone marks only.
pub(crate) fn same_without_tones(left: &str, right: &str) -> bool {
    toneless(&key(left)) == toneless(&key(right))
}
