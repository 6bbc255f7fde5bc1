//! Examples: facts, and what they must give.

use super::Builder;
use super::norm::norm_kind;
use super::parts::{Pair, Parts};
use crate::ast::{
    Cell, Example, ExampleTarget, Expected, ExpectedKind, FactKind, FactLine, FactValue, Ident, Modality, OpenCause,
    PeriodEnd, SpanOnly,
};
use chrono::NaiveDate;
use quyche_grammar::Rule;

impl Builder<'_> {
    pub(super) fn example(&mut self, pair: Pair<'_>) -> Option<Example> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_vi_du);
        let text = self.take_label(&mut parts)?;
        parts.has(Rule::k_kiem);
        let target = if parts.has(Rule::k_xet) {
            ExampleTarget::Entry(self.take_ident(&mut parts)?)
        } else if let Some(named) = parts.take(Rule::named_target) {
            self.named_target(named)?
        } else if parts.has(Rule::k_doan_mo_dau) {
            ExampleTarget::Opening(self.address(parts.take(Rule::address)?)?)
        } else {
            ExampleTarget::Unit(self.address(parts.take(Rule::address)?)?)
        };
        let title = parts.take(Rule::entry_title).and_then(|pair| {
            let mut inner = Parts::new(pair);
            inner.has(Rule::k_cho);
            self.take_ident(&mut inner)
        });
        parts.has(Rule::colon);
        let mut example = Example {
            text,
            target,
            title,
            facts: Vec::new(),
            as_of: None,
            readings: Vec::new(),
            expected: Vec::new(),
        };
        while let Some(part) = parts.any() {
            self.example_part(part, &mut example)?;
        }
        Some(example)
    }

    fn named_target(&mut self, pair: Pair<'_>) -> Option<ExampleTarget> {
        let mut inner = Parts::new(pair);
        if inner.has(Rule::k_thoi_han) {
            return Some(ExampleTarget::Deadline(self.take_ident(&mut inner)?));
        }
        let word = Parts::new(inner.take(Rule::norm_kind)?).peek()?;
        Some(ExampleTarget::Norm(norm_kind(word), self.take_ident(&mut inner)?))
    }

    fn example_part(&mut self, part: Pair<'_>, example: &mut Example) -> Option<()> {
        let (rule, span) = (part.as_rule(), self.span(&part));
        let mut inner = Parts::new(part);
        inner.any();
        if rule == Rule::given {
            while let Some(part) = inner.any() {
                if part.as_rule() == Rule::fact {
                    example.facts.push(self.fact(part)?);
                }
            }
        } else if rule == Rule::example_day {
            let twice = std::mem::replace(&mut example.as_of, self.take_date(&mut inner)).is_some();
            self.tell_twice(twice, rule, span);
        } else if rule == Rule::example_reading {
            let reading = self.take_ident(&mut inner)?;
            inner.has(Rule::k_la);
            example.readings.push((reading, self.take_ident(&mut inner)?));
        } else {
            while let Some(part) = inner.take(Rule::expected) {
                example.expected.push(self.expected(part)?);
            }
        }
        Some(())
    }

    fn fact(&mut self, pair: Pair<'_>) -> Option<FactLine> {
        let span = self.span(&pair);
        let form = Parts::new(pair).any()?;
        let rule = form.as_rule();
        let mut parts = Parts::new(form);
        let kind = if rule == Rule::all_judged {
            parts.has(Rule::k_moi_danh_gia);
            FactKind::AllJudged(parts.has(Rule::k_dat))
        } else if rule == Rule::fact_false {
            parts.has(Rule::k_khong);
            FactKind::Is(self.take_path(&mut parts)?, FactValue::Bool(false))
        } else if rule == Rule::judged_unit {
            let address = self.address(parts.take(Rule::address)?)?;
            if parts.has(Rule::k_chua_lam_xong) {
                FactKind::Done(address, None)
            } else if parts.has(Rule::k_lam_xong) {
                FactKind::Done(address, Some(self.take_moment(&mut parts)?))
            } else {
                FactKind::Judged(address, parts.has(Rule::k_dat))
            }
        } else {
            self.fact_path(&mut parts)?
        };
        Some(FactLine { kind, span })
    }

    fn fact_path(&mut self, parts: &mut Parts<'_>) -> Option<FactKind> {
        let path = self.take_path(parts)?;
        if parts.has(Rule::k_la) {
            let value = parts.any()?;
            return Some(FactKind::Is(path, self.value(value)?));
        }
        if parts.has(Rule::k_khong_co) {
            return Some(FactKind::None(path));
        }
        let complete = !parts.has(Rule::k_chua_du);
        let Some(pair) = parts.take(Rule::rows) else {
            let kind = FactKind::Rows {
                path: path.clone(),
                complete: false,
                rows: Vec::new(),
            };
            return Some(if complete {
                FactKind::Is(path, FactValue::Bool(true))
            } else {
                kind
            });
        };
        let mut rows = Vec::new();
        for row in pair.into_inner().filter(|part| part.as_rule() == Rule::row) {
            let mut cells = Vec::new();
            for cell in row.into_inner().filter(|part| part.as_rule() == Rule::cell) {
                cells.push(self.cell(cell)?);
            }
            rows.push(cells);
        }
        Some(FactKind::Rows { path, complete, rows })
    }

    fn cell(&mut self, pair: Pair<'_>) -> Option<Cell> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        if let Some(pair) = parts.take(Rule::period) {
            let (start, end) = self.period(pair);
            return Some(Cell::Period { start, end, span });
        }
        if let Some(label) = self.take_label(&mut parts) {
            return Some(Cell::Document(label));
        }
        if let Some(number) = parts.take(Rule::number) {
            return Some(Cell::Copies(self.decimal(&number)?, SpanOnly(span)));
        }
        if parts.has(Rule::k_khong) {
            return Some(Cell::Field(self.take_ident(&mut parts)?, FactValue::Bool(false)));
        }
        let field = self.take_ident(&mut parts)?;
        parts.has(Rule::k_la);
        let value = match parts.any() {
            Some(value) => self.value(value)?,
            None => FactValue::Bool(true),
        };
        Some(Cell::Field(field, value))
    }

    fn value(&mut self, pair: Pair<'_>) -> Option<FactValue> {
        let (rule, span) = (pair.as_rule(), SpanOnly(self.span(&pair)));
        Some(if rule == Rule::k_khong_co {
            FactValue::None
        } else if rule == Rule::k_khong || rule == Rule::k_co {
            FactValue::Bool(rule == Rule::k_co)
        } else if rule == Rule::moment {
            FactValue::Date(self.moment(pair)?, span)
        } else if rule == Rule::number {
            FactValue::Number(self.decimal(&pair)?, span)
        } else if rule == Rule::string {
            FactValue::Text(self.label(&pair))
        } else if rule == Rule::texts {
            let texts = pair.into_inner().filter(|part| part.as_rule() == Rule::string);
            FactValue::Texts(texts.map(|part| self.label(&part)).collect())
        } else if rule == Rule::period {
            let (start, end) = self.period(pair);
            FactValue::Period { start, end }
        } else {
            FactValue::Name(self.ident(&pair))
        })
    }

    /// `từ D`, `từ D đến D`, `từ D đến nay`, `đến D`.
    fn period(&mut self, pair: Pair<'_>) -> (Option<NaiveDate>, PeriodEnd) {
        let mut parts = Parts::new(pair);
        let start = if parts.has(Rule::k_tu) {
            self.take_date(&mut parts)
        } else {
            None
        };
        if !parts.has(Rule::k_den) {
            return (start, PeriodEnd::Unknown);
        }
        if parts.has(Rule::k_nay) {
            return (start, PeriodEnd::Running);
        }
        (
            start,
            self.take_date(&mut parts).map_or(PeriodEnd::Unknown, PeriodEnd::On),
        )
    }

    fn expected(&mut self, pair: Pair<'_>) -> Option<Expected> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        let who = self.take_label(&mut parts);
        let outcome = parts.any()?;
        let rule = outcome.as_rule();
        let plain = [
            (Rule::k_dat, ExpectedKind::Met),
            (Rule::k_mien, ExpectedKind::Exempt),
            (Rule::k_khong_ap_dung, ExpectedKind::NotApplicable),
            (Rule::k_trung_tuyen, ExpectedKind::Selected),
            (Rule::k_khong_trung_tuyen, ExpectedKind::NotSelected),
            (Rule::k_chua_phan_dinh, ExpectedKind::Tied),
            (Rule::k_dung_han, ExpectedKind::InTime),
            (Rule::k_phai_lam, ExpectedKind::Norm(Modality::Must)),
            (Rule::k_duoc_lam, ExpectedKind::Norm(Modality::May)),
            (Rule::k_cam, ExpectedKind::Norm(Modality::MustNot)),
            (Rule::k_khong_phai_lam, ExpectedKind::Free(Modality::Must)),
            (Rule::k_khong_cam, ExpectedKind::Free(Modality::MustNot)),
        ];
        let kind = match plain.into_iter().find(|(known, _)| *known == rule) {
            Some((_, kind)) => kind,
            None => self.compound_outcome(rule, outcome)?,
        };
        Some(Expected { who, kind, span })
    }

    /// `A và B`.
    fn parties(&mut self, parts: &mut Parts<'_>) -> Option<Vec<Ident>> {
        let mut names = vec![self.take_ident(parts)?];
        while parts.has(Rule::k_va) {
            names.push(self.take_ident(parts)?);
        }
        Some(names)
    }

    fn compound_outcome(&mut self, rule: Rule, pair: Pair<'_>) -> Option<ExpectedKind> {
        let mut parts = Parts::new(pair);
        parts.any();
        let because = parts.has(Rule::k_vi);
        if rule == Rule::by {
            return self.parties(&mut parts).map(ExpectedKind::By);
        }
        if rule == Rule::due {
            return self.take_moment(&mut parts).map(ExpectedKind::Due);
        }
        if rule == Rule::late {
            return self.take_count(&mut parts).map(ExpectedKind::Late);
        }
        if rule == Rule::remaining {
            return self.take_count(&mut parts).map(ExpectedKind::Remaining);
        }
        if rule == Rule::overdue {
            return self.take_count(&mut parts).map(ExpectedKind::Overdue);
        }
        if rule == Rule::ranked {
            return self.take_count(&mut parts).map(ExpectedKind::Rank);
        }
        if because && parts.has(Rule::k_thieu) {
            return self
                .take_path(&mut parts)
                .map(|path| ExpectedKind::Open(Some(OpenCause::Missing(path))));
        }
        let address = match parts.take(Rule::address) {
            Some(pair) => Some(self.address(pair)?),
            None => None,
        };
        Some(if rule == Rule::not_met {
            ExpectedKind::NotMet(address)
        } else {
            ExpectedKind::Open(address.map(OpenCause::At))
        })
    }
}
