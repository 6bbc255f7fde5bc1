//! Scopes, criteria, norms, deadlines, and the tails and limits they share.

use super::Builder;
use super::expression::joined;
use super::parts::{Pair, Parts};
use crate::ast::{
    Act, Bearer, Body, Criterion, Cycle, Deadline, Event, Excluded, Expr, ExprKind, FixedDay, Ident, Limit, LimitKind,
    Norm, NormKind, Recurrence, Redirect, Rolled, Scope, Tails,
};
use crate::errors;
use quyche_base::Span;
use quyche_grammar::Rule;

impl Builder<'_> {
    /// All tails that come next. `khi A, khi B` asks for both; `trừ khi A, trừ khi B` excepts either.
    pub(super) fn take_tails(&mut self, parts: &mut Parts<'_>, tails: &mut Tails) -> Option<()> {
        while let Some(rule) = parts.peek().filter(|rule| TAILS.contains(rule)) {
            let pair = parts.take(rule)?;
            self.tail(pair, tails)?;
        }
        Some(())
    }

    fn tail(&mut self, pair: Pair<'_>, tails: &mut Tails) -> Option<()> {
        let (rule, span) = (pair.as_rule(), self.span(&pair));
        if rule == Rule::as_of {
            let twice = tails.as_of.replace(self.as_of(pair)?).is_some();
            self.tell_twice(twice, rule, span);
            return Some(());
        }
        let mut parts = Parts::new(pair);
        parts.any();
        if rule == Rule::when {
            let condition = self.take_expression(&mut parts)?;
            tails.when = added(tails.when.take(), condition, span, ExprKind::And);
        } else if rule == Rule::unless {
            let condition = self.take_expression(&mut parts)?;
            tails.unless = added(tails.unless.take(), condition, span, ExprKind::Or);
        } else if rule == Rule::from_day {
            let twice = std::mem::replace(&mut tails.from, self.take_date(&mut parts)).is_some();
            self.tell_twice(twice, rule, span);
            if parts.has(Rule::k_theo) {
                parts.has(Rule::k_cach_hieu);
                let reading = self.take_ident(&mut parts)?;
                parts.has(Rule::k_la);
                tails.from_reading = Some(Box::new((reading, self.take_ident(&mut parts)?)));
            }
        } else {
            let twice = std::mem::replace(&mut tails.until, self.take_date(&mut parts)).is_some();
            self.tell_twice(twice, rule, span);
        }
        Some(())
    }

    pub(super) fn scope(&mut self, pair: Pair<'_>) -> Option<Scope> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_pham_vi);
        parts.has(Rule::colon);
        let mut scope = Scope {
            subject: None,
            tails: Tails::default(),
            redirects: Vec::new(),
        };
        while let Some(rule) = parts.peek() {
            if TAILS.contains(&rule) {
                self.take_tails(&mut parts, &mut scope.tails)?;
                continue;
            }
            let part = parts.any()?;
            let span = self.span(&part);
            let mut inner = Parts::new(part);
            if rule == Rule::scope_subject {
                inner.has(Rule::k_doi_voi);
                let subject = self.list(inner.take(Rule::list)?)?;
                let twice = scope.subject.replace(subject).is_some();
                self.tell_twice(twice, rule, span);
            } else if rule == Rule::redirect {
                inner.has(Rule::k_theo);
                let to = self.address(inner.take(Rule::address)?)?;
                inner.has(Rule::k_khi);
                scope.redirects.push(Redirect {
                    to,
                    when: self.take_expression(&mut inner)?,
                });
            }
        }
        Some(scope)
    }

    pub(super) fn criterion(&mut self, pair: Pair<'_>) -> Option<Criterion> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_tieu_chuan);
        let (name, label) = (self.take_ident(&mut parts), self.take_label(&mut parts));
        let of = parts
            .take(Rule::for_whom)
            .map_or(Vec::new(), |pair| self.names_after(pair, Rule::k_cho));
        let mut tails = Tails::default();
        self.take_tails(&mut parts, &mut tails)?;
        parts.has(Rule::colon);
        let body = match parts.take(Rule::item_list) {
            Some(list) => self.item_list(list)?,
            None => Body::Test(self.take_expression(&mut parts)?),
        };
        self.take_tails(&mut parts, &mut tails)?;
        Some(Criterion {
            name,
            label,
            of,
            tails,
            body,
        })
    }

    /// The names after a preposition.
    fn names_after(&self, pair: Pair<'_>, word: Rule) -> Vec<Ident> {
        let mut parts = Parts::new(pair);
        parts.has(word);
        self.take_idents(&mut parts)
    }

    fn take_bearer(&mut self, parts: &mut Parts<'_>) -> Option<Option<Bearer>> {
        let Some(pair) = parts.take(Rule::bearer) else {
            return Some(None);
        };
        let mut inner = Parts::new(pair);
        inner.has(Rule::k_cua);
        let bearer = match inner.take(Rule::branches) {
            Some(branches) => Bearer::ByCase(self.branches(branches)?),
            None => Bearer::Named(self.take_idents(&mut inner)),
        };
        Some(Some(bearer))
    }

    pub(super) fn norm(&mut self, pair: Pair<'_>) -> Option<Norm> {
        let mut parts = Parts::new(pair);
        let word = Parts::new(parts.take(Rule::norm_kind)?).peek()?;
        let (name, label) = (self.take_ident(&mut parts), self.take_label(&mut parts));
        let bearer = self.take_bearer(&mut parts)?;
        let towards = parts
            .take(Rule::towards)
            .map_or(Vec::new(), |pair| self.names_after(pair, Rule::k_doi_voi));
        let mut tails = Tails::default();
        self.take_tails(&mut parts, &mut tails)?;
        parts.has(Rule::colon);
        let acts = self.acts(&mut parts)?;
        let (mut recurrence, mut limit) = (None, None);
        while let Some(rule) = parts.peek() {
            let span = if let Some(pair) = parts.take(Rule::recurrence) {
                let span = self.span(&pair);
                let read = self.recurrence(pair)?;
                recurrence.replace(read).map(|_: Recurrence| span)
            } else if let Some(pair) = parts.take(Rule::limit) {
                let span = self.span(&pair);
                let read = self.limit(pair)?;
                limit.replace(read).map(|_: Limit| span)
            } else if TAILS.contains(&rule) {
                self.take_tails(&mut parts, &mut tails)?;
                None
            } else {
                parts.any();
                None
            };
            self.tell_twice(span.is_some(), rule, span.unwrap_or_default());
        }
        Some(Norm {
            kind: norm_kind(word),
            name,
            label,
            bearer,
            towards,
            tails,
            acts,
            recurrence,
            limit,
        })
    }

    /// One act in quotes, or marked ones.
    fn acts(&mut self, parts: &mut Parts<'_>) -> Option<Vec<Act>> {
        if let Some(text) = self.take_label(parts) {
            return Some(vec![Act {
                marker: None,
                text,
                tails: Tails::default(),
            }]);
        }
        let (mut acts, mut wanting) = (Vec::new(), None);
        while let Some(pair) = parts.take(Rule::act) {
            self.want_semicolon(&mut wanting);
            let span = self.span(&pair);
            let mut inner = Parts::new(pair);
            let marker = self.take_marker(&mut inner)?;
            let text = self.take_label(&mut inner)?;
            let mut tails = Tails::default();
            self.take_tails(&mut inner, &mut tails)?;
            wanting = (!inner.has(Rule::semicolon)).then_some(span);
            acts.push(Act {
                marker: Some(marker),
                text,
                tails,
            });
        }
        self.one_class(acts.iter().filter_map(|act| act.marker.as_ref()));
        Some(acts)
    }

    /// Tells of the first marker of another class in a list that does not nest.
    pub(super) fn one_class<'m>(&mut self, mut markers: impl Iterator<Item = &'m crate::ast::Marker>) {
        let Some(first) = markers.next().map(|marker| marker.level) else {
            return;
        };
        if let Some(stray) = markers.find(|marker| marker.level != first) {
            let shown = self
                .original
                .get(stray.span.start as usize..stray.span.end as usize)
                .unwrap_or("")
                .to_owned();
            self.tell(errors::marker_out_of_class(stray.span, &shown));
        }
    }

    fn recurrence(&mut self, pair: Pair<'_>) -> Option<Recurrence> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_it_nhat);
        let times = self.take_count(&mut parts).unwrap_or(1);
        while parts.has(Rule::k_lan) || parts.has(Rule::k_moi_ky) {}
        let mut periods = Vec::new();
        let (mut occasions, mut cut) = (None, None);
        while let Some(part) = parts.any() {
            if part.as_rule() == Rule::cycle {
                periods.push(cycle(part.as_str())?);
            } else if part.as_rule() == Rule::occasions {
                let mut inner = Parts::new(part);
                inner.has(Rule::k_tinh_theo);
                occasions = Some(self.list(inner.take(Rule::list)?)?);
            } else if part.as_rule() == Rule::cut_window {
                let mut inner = Parts::new(part);
                inner.has(Rule::k_ky_khong_tron_khi);
                cut = Some(self.expression(inner.take(Rule::expression)?)?);
            }
        }
        Some(Recurrence {
            times,
            periods,
            occasions,
            cut,
        })
    }

    pub(super) fn deadline(&mut self, pair: Pair<'_>) -> Option<Deadline> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_thoi_han);
        let (name, label) = (self.take_ident(&mut parts), self.take_label(&mut parts));
        let bearer = self.take_bearer(&mut parts)?;
        let towards = parts
            .take(Rule::towards)
            .map_or(Vec::new(), |pair| self.names_after(pair, Rule::k_doi_voi));
        let mut tails = Tails::default();
        self.take_tails(&mut parts, &mut tails)?;
        parts.has(Rule::colon);
        let limit = self.limit(parts.take(Rule::limit)?)?;
        self.take_tails(&mut parts, &mut tails)?;
        Some(Deadline {
            name,
            label,
            bearer,
            towards,
            tails,
            limit,
        })
    }

    pub(super) fn limit(&mut self, pair: Pair<'_>) -> Option<Limit> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        let kind = if parts.has(Rule::k_khong_quy_dinh) {
            LimitKind::NotSet
        } else if let Some(day) = parts.take(Rule::fixed_day) {
            self.fixed_day(day)?
        } else if let Some(event) = parts.take(Rule::before_event) {
            self.before_event(event)?
        } else {
            self.span_limit(parts.take(Rule::span_limit)?)?
        };
        let mut limit = Limit {
            kind,
            excluding: Vec::new(),
            lapse: None,
            consequence: None,
            rolled: None,
            span,
        };
        while let Some(part) = parts.any() {
            let (rule, span) = (part.as_rule(), self.span(&part));
            if rule == Rule::rolled {
                let twice = limit.rolled.replace(self.rolled(part)?).is_some();
                self.tell_twice(twice, rule, span);
                continue;
            }
            let mut inner = Parts::new(part);
            inner.any();
            if rule == Rule::excluding {
                while let Some(part) = inner.take(Rule::excluded) {
                    limit.excluding.push(self.excluded(part)?);
                    inner.has(Rule::k_va);
                }
                if let Some(pair) = inner.take(Rule::lapse) {
                    let mut lapse = Parts::new(pair);
                    lapse.has(Rule::k_gian_doan_thi_thoi_khi);
                    limit.lapse = Some(self.expression(lapse.take(Rule::expression)?)?);
                }
            } else {
                let twice = std::mem::replace(&mut limit.consequence, self.take_label(&mut inner)).is_some();
                self.tell_twice(twice, rule, span);
            }
        }
        Some(limit)
    }

    fn rolled(&mut self, pair: Pair<'_>) -> Option<Rolled> {
        let mut parts = Parts::new(pair);
        let mut day_off = Parts::new(parts.take(Rule::day_off)?);
        let rolls = day_off.has(Rule::k_ngay_nghi_thi_chuyen);
        parts.has(Rule::k_khi);
        let under = match parts.take(Rule::reading_is) {
            None => None,
            Some(pair) => {
                let mut reading = Parts::new(pair);
                reading.has(Rule::k_cach_hieu);
                let name = self.take_ident(&mut reading)?;
                reading.has(Rule::k_la);
                Some(Box::new((name, self.take_ident(&mut reading)?)))
            }
        };
        Some(Rolled { rolls, under })
    }

    fn excluded(&mut self, pair: Pair<'_>) -> Option<Excluded> {
        let mut parts = Parts::new(pair);
        let path = self.take_path(&mut parts)?;
        parts.has(Rule::k_khong_qua);
        let at_most = self.take_count(&mut parts);
        Some(Excluded { path, at_most })
    }

    fn fixed_day(&mut self, pair: Pair<'_>) -> Option<LimitKind> {
        let mut parts = Parts::new(pair);
        let inclusive = parts.has(Rule::k_cham_nhat);
        while parts.has(Rule::k_truoc) || parts.has(Rule::k_ngay) {}
        let day = if let Some(pair) = parts.take(Rule::day_month) {
            self.day_month(&pair)
        } else if parts.peek() == Some(Rule::number) {
            FixedDay::LastMonthOfQuarter {
                day: self.take_count(&mut parts)?,
            }
        } else {
            FixedDay::Date(self.take_date(&mut parts)?)
        };
        Some(LimitKind::FixedDay { day, inclusive })
    }

    /// `14/12`; 29/02 is a day of some years.
    fn day_month(&mut self, pair: &Pair<'_>) -> FixedDay {
        let written = pair.as_str().trim_end();
        let mut numbers = written.split('/').filter_map(|number| number.parse::<u32>().ok());
        let (day, month) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        if chrono::NaiveDate::from_ymd_opt(2024, month, day).is_none() {
            let span = self.span(pair);
            self.tell(errors::no_such_date(span, written));
        }
        FixedDay::Yearly { day, month }
    }

    fn span_limit(&mut self, pair: Pair<'_>) -> Option<LimitKind> {
        let mut parts = Parts::new(pair);
        parts.any();
        let pair = parts.any()?;
        let span = self.span(&pair);
        let duration = if pair.as_rule() == Rule::branches {
            self.branches(pair)?
        } else {
            let duration = self.duration(&mut Parts::new(pair))?;
            Expr {
                span,
                kind: ExprKind::Duration(duration),
            }
        };
        let before = parts.has(Rule::k_truoc_khi) || parts.has(Rule::k_truoc);
        while parts.has(Rule::k_ke_tu) || parts.has(Rule::k_sau) || parts.has(Rule::k_ngay) {}
        let event = self.event(parts.take(Rule::event)?)?;
        Some(if before {
            LimitKind::Before { duration, event }
        } else {
            LimitKind::After { duration, event }
        })
    }

    /// `trước khi E`: no length at all before E.
    fn before_event(&mut self, pair: Pair<'_>) -> Option<LimitKind> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_truoc_khi);
        let none = crate::ast::Duration {
            count: 0,
            unit: crate::ast::TimeUnit::Day,
        };
        Some(LimitKind::Before {
            duration: Expr {
                span,
                kind: ExprKind::Duration(none),
            },
            event: self.event(parts.take(Rule::event)?)?,
        })
    }

    fn event(&mut self, pair: Pair<'_>) -> Option<Event> {
        let mut inner = Parts::new(pair);
        Some(if inner.has(Rule::k_thoi_han) {
            Event::Deadline(self.take_ident(&mut inner)?)
        } else {
            Event::Fact(self.take_path(&mut inner)?)
        })
    }
}

const TAILS: [Rule; 5] = [Rule::when, Rule::unless, Rule::as_of, Rule::from_day, Rule::until_day];

pub(super) fn norm_kind(word: Rule) -> NormKind {
    if word == Rule::k_nghia_vu {
        NormKind::Duty
    } else if word == Rule::k_quyen {
        NormKind::Power
    } else if word == Rule::k_tham_quyen {
        NormKind::Authority
    } else {
        NormKind::Prohibition
    }
}

fn cycle(written: &str) -> Option<Cycle> {
    match written.trim_end() {
        "tuần" => Some(Cycle::Week),
        "tháng" => Some(Cycle::Month),
        "quý" => Some(Cycle::Quarter),
        "năm" => Some(Cycle::Year),
        half if half.starts_with('6') => Some(Cycle::HalfYear),
        _ => None,
    }
}

/// The condition, joined to one that stood before.
fn added(before: Option<Expr>, condition: Expr, span: Span, kind: fn(Vec<Expr>) -> ExprKind) -> Option<Expr> {
    let all: Vec<Expr> = before.into_iter().chain(std::iter::once(condition)).collect();
    let span = all.first().map_or(span, |first| first.span.to(span));
    joined(all, span, kind)
}
