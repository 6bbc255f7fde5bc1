//! The scalar types, each from a cell: truths, judgements, texts, numbers, dates, the ends of a period, years.

use crate::date;
use crate::errors::{BAD_DATE, BAD_NUMBER, BAD_TRUTH, Wrong};
use crate::text::{clean, key};
use crate::value::{Cell, Special, plain, quote, refuse_unreadable, special};
use chrono::{Datelike, NaiveDate};
use quyche_ir::facts::{Fact, PeriodEnd};
use quyche_time::Moment;
use rust_decimal::Decimal;

/// `có`, `x`, `đúng`, `1`, a true cell; `không`, `sai`, `0`, a false cell.
pub(crate) fn truth(cell: &Cell<'_>) -> Result<bool, Wrong> {
    let found = match cell {
        Cell::Bool(truth) => Some(*truth),
        Cell::Number(number) if *number == Decimal::ONE => Some(true),
        Cell::Number(number) if number.is_zero() => Some(false),
        Cell::Text(text) => match key(text).as_str() {
            "có" | "x" | "đúng" | "true" | "1" => Some(true),
            "không" | "sai" | "false" | "0" => Some(false),
            _ => None,
        },
        Cell::Blank | Cell::Number(_) | Cell::Date(_) | Cell::Moment(_) | Cell::Fault(_) => None,
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
        Cell::Number(_) | Cell::Date(_) | Cell::Moment(_) | Cell::Fault(_) => None,
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

pub(crate) fn text(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Text(text) => clean(text),
        Cell::Blank | Cell::Number(_) | Cell::Date(_) | Cell::Moment(_) | Cell::Bool(_) | Cell::Fault(_) => {
            cell.shown().into_owned()
        }
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
pub(crate) fn texts(cell: &Cell<'_>) -> Fact {
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
pub(crate) fn number(cell: &Cell<'_>) -> Result<Decimal, Wrong> {
    let text = match cell {
        Cell::Number(number) => return Ok(plain(*number)),
        Cell::Text(text) => text,
        Cell::Blank | Cell::Date(_) | Cell::Moment(_) | Cell::Bool(_) | Cell::Fault(_) => {
            return Err(no_number(&cell.shown()));
        }
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
    // Some write a thousand so. Rule files refuse it for the same reason.
    if let ([only], Some(fraction)) = (groups.as_slice(), fraction)
        && fraction.len() == 3
        && only.len() <= 3
        && !only.starts_with('0')
    {
        return Err(thousand_or_fraction(text, only, fraction));
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

fn thousand_or_fraction(shown: &str, whole: &str, fraction: &str) -> Wrong {
    Wrong::new(
        BAD_NUMBER,
        format!(
            "{} có thể là {whole}.{fraction} hay {whole} phẩy {fraction}",
            quote(shown)
        ),
        format!("{} may be a thousand or a fraction", quote(shown)),
    )
    .help(
        format!("viết {whole}{fraction} nếu là số nghìn; nếu là phần thập phân thì viết {whole},{fraction}0"),
        format!("write {whole}{fraction} for the thousand, {whole},{fraction}0 for the fraction"),
    )
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

/// A day with its time of day, where one stands there.
pub(crate) fn moment(cell: &Cell<'_>) -> Result<Moment, Wrong> {
    match cell {
        Cell::Moment(moment) => Ok(Moment {
            day: date(cell)?,
            time: Some(moment.time()),
        }),
        Cell::Text(text) => date::parse_moment(text),
        Cell::Blank | Cell::Date(_) | Cell::Number(_) | Cell::Bool(_) | Cell::Fault(_) => date(cell).map(Moment::on),
    }
}

pub(crate) fn date(cell: &Cell<'_>) -> Result<NaiveDate, Wrong> {
    match cell {
        Cell::Moment(moment) => date(&Cell::Date(moment.date())),
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

pub(crate) fn year(cell: &Cell<'_>) -> Result<i32, Wrong> {
    let wanted = match cell {
        Cell::Number(number) => i32::try_from(*number).ok().filter(|_| number.fract().is_zero()),
        Cell::Text(text) => {
            let text = key(text);
            let digits = text.strip_prefix("năm ").unwrap_or(&text);
            (digits.len() == 4).then(|| digits.parse().ok()).flatten()
        }
        Cell::Blank | Cell::Date(_) | Cell::Moment(_) | Cell::Bool(_) | Cell::Fault(_) => None,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_after_a_comma_may_be_a_thousand_and_are_refused() {
        let read = |text: &str| number(&Cell::text(text)).map(|number| number.to_string());
        for (text, plain) in [
            ("4,98", "4.98"),
            ("1.000", "1000"),
            ("7,0000", "7"),
            ("0,125", "0.125"),
            ("1.000,125", "1000.125"),
            ("-2,5", "-2.5"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(plain), "{text}");
        }
        for text in ["7,000", "12,500", "4,125", "-7,000"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
