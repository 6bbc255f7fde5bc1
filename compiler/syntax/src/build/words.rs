//! The smallest parts: names, labels, numbers, dates, durations.

use super::Builder;
use super::parts::{Pair, Parts};
use crate::ast::{Duration, Ident, Label, Moment, Path, TimeUnit};
use crate::errors;
use chrono::{NaiveDate, NaiveTime};
use quyche_base::name::nfc;
use quyche_base::{Name, Span};
use quyche_grammar::Rule;
use rust_decimal::Decimal;

impl Builder<'_> {
    pub(super) fn ident(&self, pair: &Pair<'_>) -> Ident {
        Ident {
            name: Name::new(pair.as_str().trim_end()),
            span: self.span(pair),
        }
    }

    /// The next child as a name.
    pub(super) fn take_ident(&self, parts: &mut Parts<'_>) -> Option<Ident> {
        parts.take(Rule::identifier).map(|pair| self.ident(&pair))
    }

    /// All names that come next.
    pub(super) fn take_idents(&self, parts: &mut Parts<'_>) -> Vec<Ident> {
        std::iter::from_fn(|| self.take_ident(parts)).collect()
    }

    /// A quoted text as its author saved it, white space folded, without its quotes.
    pub(super) fn label(&self, pair: &Pair<'_>) -> Label {
        let span = self.span(pair);
        let saved = self.saved(span);
        let mut inner = saved.chars();
        inner.next();
        inner.next_back();
        Label {
            text: folded(inner.as_str()),
            span,
        }
    }

    pub(super) fn take_label(&self, parts: &mut Parts<'_>) -> Option<Label> {
        parts.take(Rule::string).map(|pair| self.label(&pair))
    }

    /// Words that are not quoted: a title, a grade.
    pub(super) fn bare_label(&self, pair: &Pair<'_>) -> Label {
        let span = self.span(pair);
        Label {
            text: folded(self.saved(span)),
            span,
        }
    }

    fn saved(&self, span: Span) -> &str {
        self.original.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    pub(super) fn path(&self, pair: Pair<'_>) -> Path {
        let span = self.span(&pair);
        let parts = pair.into_inner().filter(|part| part.as_rule() == Rule::identifier);
        Path {
            parts: parts.map(|part| self.ident(&part)).collect(),
            span,
        }
    }

    pub(super) fn take_path(&self, parts: &mut Parts<'_>) -> Option<Path> {
        parts.take(Rule::path).map(|pair| self.path(pair))
    }

    /// A number; `1,000` is refused, because some write a thousand so.
    pub(super) fn decimal(&mut self, pair: &Pair<'_>) -> Option<Decimal> {
        let written = pair.as_str().trim_end();
        let (whole, part) = written
            .split_once(',')
            .map_or((written, None), |(whole, part)| (whole, Some(part)));
        if part.is_some_and(|part| part.len() == 3) && whole.len() <= 3 && !whole.starts_with('0') {
            let mended = format!("{whole}.{}", part.unwrap_or(""));
            let span = self.span(pair);
            self.tell(errors::bad_number(span, written, Some(mended)));
        }
        let plain = written.replace('.', "").replace(',', ".");
        let value = plain.parse().ok();
        if value.is_none() {
            let span = self.span(pair);
            self.tell(errors::number_too_large(span, written));
        }
        Some(value.unwrap_or_default())
    }

    /// A whole number that counts something: below a million.
    pub(super) fn count(&mut self, pair: &Pair<'_>) -> u32 {
        let written = pair.as_str().trim_end();
        let value = written
            .replace('.', "")
            .parse()
            .ok()
            .filter(|count: &u32| *count < 1_000_000);
        if value.is_none() {
            let span = self.span(pair);
            self.tell(errors::number_too_large(span, written));
        }
        value.unwrap_or(1)
    }

    pub(super) fn take_count(&mut self, parts: &mut Parts<'_>) -> Option<u32> {
        parts.take(Rule::number).map(|pair| self.count(&pair))
    }

    /// A date; one that is not in the calendar is told, and `None`.
    pub(super) fn date(&mut self, pair: &Pair<'_>) -> Option<NaiveDate> {
        let written = pair.as_str().trim_end();
        let mut numbers = written.split('/');
        let mut next = || numbers.next().and_then(|number| number.parse::<u32>().ok());
        let (day, month, year) = (next()?, next()?, next()?);
        let date = i32::try_from(year)
            .ok()
            .filter(|year| *year > 0)
            .and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
        if date.is_none() {
            let span = self.span(pair);
            self.tell(errors::no_such_date(span, written));
        }
        date
    }

    /// The next child as a date; a date that does not exist is told and stands as the first day of 1970.
    pub(super) fn take_date(&mut self, parts: &mut Parts<'_>) -> Option<NaiveDate> {
        parts.has(Rule::k_ngay);
        parts.take(Rule::date).map(|pair| self.date(&pair).unwrap_or_default())
    }

    /// `16:30` or `16h30`; one the clock does not have is told, and stands as midnight.
    pub(super) fn time(&mut self, pair: &Pair<'_>) -> NaiveTime {
        let written = pair.as_str().trim_end();
        let mut numbers = written.split([':', 'h']).map(|number| number.parse::<u32>().ok());
        let mut next = || numbers.next().flatten();
        let (hour, minute) = (next(), next());
        let time = hour
            .zip(minute)
            .and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0));
        if time.is_none() {
            let span = self.span(pair);
            self.tell(errors::no_such_time(span, written));
        }
        time.unwrap_or_default()
    }

    /// The next child as a day, perhaps with a time of day.
    pub(super) fn take_moment(&mut self, parts: &mut Parts<'_>) -> Option<Moment> {
        parts.has(Rule::k_ngay);
        self.moment(parts.take(Rule::moment)?)
    }

    /// `01/6/2026`, `01/6/2026 lúc 16:30`.
    pub(super) fn moment(&mut self, pair: Pair<'_>) -> Option<Moment> {
        let mut parts = Parts::new(pair);
        let day = self.take_date(&mut parts)?;
        parts.has(Rule::k_luc);
        let time = parts.take(Rule::time).map(|pair| self.time(&pair));
        Some(Moment { day, time })
    }

    /// A number and its unit of time, or `nửa tháng`, which the law counts as 15 days.
    pub(super) fn duration(&mut self, parts: &mut Parts<'_>) -> Option<Duration> {
        if parts.has(Rule::k_nua_thang) {
            return Some(Duration {
                count: 15,
                unit: TimeUnit::Day,
            });
        }
        let count = self.take_count(parts)?;
        Some(Duration {
            count,
            unit: take_unit(parts)?,
        })
    }
}

/// The unit of time that comes next.
pub(super) fn take_unit(parts: &mut Parts<'_>) -> Option<TimeUnit> {
    let units = [
        (Rule::k_lam_viec, TimeUnit::WorkingDay),
        (Rule::k_nam, TimeUnit::Year),
        (Rule::k_thang, TimeUnit::Month),
        (Rule::k_tuan, TimeUnit::Week),
        (Rule::k_ngay, TimeUnit::Day),
        (Rule::k_gio_ngay_lam_viec, TimeUnit::WorkingDayHour),
        (Rule::k_gio_lam_viec, TimeUnit::WorkingHour),
        (Rule::k_gio, TimeUnit::Hour),
    ];
    units
        .into_iter()
        .find(|(rule, _)| parts.has(*rule))
        .map(|(_, unit)| unit)
}

/// NFC, with every run of white space as one blank.
fn folded(text: &str) -> String {
    nfc(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
