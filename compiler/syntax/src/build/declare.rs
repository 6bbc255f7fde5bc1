//! What the author declares: categories, records, titles, definitions, references, readings, measures.

use super::Builder;
use super::parts::{Pair, Parts};
use crate::ast::{
    BrokenRuns, Category, CategoryValue, Definition, External, Field, FieldType, Ident, Label, Measure, Reading,
    Record, Title,
};
use crate::errors;
use quyche_grammar::Rule;

impl Builder<'_> {
    /// Keyword, name and label: how most declarations begin. The colon after them is taken too.
    fn named(&self, parts: &mut Parts<'_>, keyword: Rule) -> Option<(Ident, Option<Label>)> {
        parts.has(keyword);
        let named = (self.take_ident(parts)?, self.take_label(parts));
        parts.has(Rule::colon);
        Some(named)
    }

    pub(super) fn category(&mut self, pair: Pair<'_>) -> Option<Category> {
        let mut parts = Parts::new(pair);
        let (name, label) = self.named(&mut parts, Rule::k_danh_muc)?;
        let (mut values, mut ordered, mut open, mut barred) = (Vec::new(), false, false, None);
        while let Some(part) = parts.any() {
            let rule = part.as_rule();
            if rule == Rule::category_value {
                values.push(self.category_value(part)?);
            } else if rule == Rule::less {
                ordered = true;
            } else if rule == Rule::open_end {
                open = true;
            } else if rule == Rule::bar && parts.peek() == Some(Rule::category_value) {
                barred = Some(self.span(&part));
            }
        }
        if let Some(span) = barred.filter(|_| ordered) {
            self.tell(errors::mixed_separators(span));
        }
        Some(Category {
            name,
            label,
            values,
            ordered,
            open,
        })
    }

    fn category_value(&mut self, pair: Pair<'_>) -> Option<CategoryValue> {
        let mut parts = Parts::new(pair);
        Some(CategoryValue {
            name: self.take_ident(&mut parts)?,
            label: self.take_label(&mut parts),
        })
    }

    pub(super) fn record(&mut self, pair: Pair<'_>) -> Option<Record> {
        let mut parts = Parts::new(pair);
        let (name, label) = self.named(&mut parts, Rule::k_du_kien)?;
        let mut fields = Vec::new();
        while let Some(part) = parts.any() {
            if part.as_rule() == Rule::field {
                fields.push(self.field(part)?);
            }
        }
        Some(Record { name, label, fields })
    }

    fn field(&mut self, pair: Pair<'_>) -> Option<Field> {
        let mut parts = Parts::new(pair);
        let (name, label) = (self.take_ident(&mut parts)?, self.take_label(&mut parts));
        parts.has(Rule::colon);
        let ty = self.field_type(parts.any()?)?;
        Some(Field {
            name,
            label,
            ty,
            required: parts.has(Rule::k_bat_buoc),
        })
    }

    fn field_type(&self, pair: Pair<'_>) -> Option<FieldType> {
        let plain = [
            (Rule::k_chu, FieldType::Text),
            (Rule::k_so, FieldType::Number),
            (Rule::k_ngay, FieldType::Date),
            (Rule::k_ngay_gio, FieldType::Moment),
            (Rule::k_nam, FieldType::Year),
            (Rule::k_khoang, FieldType::Period),
            (Rule::k_co_hay_khong, FieldType::Bool),
            (Rule::k_chuc_danh, FieldType::Title),
        ];
        let rule = pair.as_rule();
        if rule == Rule::identifier {
            return Some(FieldType::Named(self.ident(&pair)));
        }
        if rule == Rule::many {
            let mut parts = Parts::new(pair);
            parts.has(Rule::k_nhieu);
            return Some(self.take_ident(&mut parts).map_or(FieldType::TextList, FieldType::List));
        }
        plain.into_iter().find(|(known, _)| *known == rule).map(|(_, ty)| ty)
    }

    pub(super) fn title(&mut self, pair: Pair<'_>) -> Option<Title> {
        let mut parts = Parts::new(pair);
        let (name, label) = self.named(&mut parts, Rule::k_chuc_danh)?;
        let mut title = Title {
            name,
            label,
            code: None,
            grade: None,
            body: None,
            above: None,
        };
        while let Some(part) = parts.any() {
            let (rule, span) = (part.as_rule(), self.span(&part));
            let mut inner = Parts::new(part);
            inner.any();
            let twice = if rule == Rule::title_code {
                std::mem::replace(&mut title.code, self.take_label(&mut inner)).is_some()
            } else if rule == Rule::title_grade {
                let grade = inner.take(Rule::grade).map(|pair| self.bare_label(&pair));
                std::mem::replace(&mut title.grade, grade).is_some()
            } else if rule == Rule::title_body {
                std::mem::replace(&mut title.body, self.take_ident(&mut inner)).is_some()
            } else {
                std::mem::replace(&mut title.above, self.take_ident(&mut inner)).is_some()
            };
            self.tell_twice(twice, rule, span);
        }
        Some(title)
    }

    pub(super) fn tell_twice(&mut self, twice: bool, rule: Rule, span: quyche_base::Span) {
        if twice {
            let words = quyche_grammar::words(rule).vi.trim_matches(['“', '”']);
            self.tell(errors::said_twice(span, words));
        }
    }

    pub(super) fn definition(&mut self, pair: Pair<'_>) -> Option<Definition> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_dinh_nghia);
        let name = self.take_ident(&mut parts)?;
        let parameters = parts.take(Rule::parameters).map_or(Vec::new(), |pair| {
            let mut inner = Parts::new(pair);
            inner.has(Rule::open);
            self.take_idents(&mut inner)
        });
        let label = self.take_label(&mut parts);
        parts.has(Rule::colon);
        Some(Definition {
            name,
            parameters,
            label,
            body: self.take_expression(&mut parts)?,
        })
    }

    pub(super) fn external(&mut self, pair: Pair<'_>) -> Option<External> {
        let mut parts = Parts::new(pair);
        let (name, label) = self.named(&mut parts, Rule::k_dan_chieu)?;
        let mut external = External {
            name,
            label,
            number: None,
            date: None,
            amended_by: Vec::new(),
        };
        while let Some(part) = parts.any() {
            let (rule, span) = (part.as_rule(), self.span(&part));
            let mut inner = Parts::new(part);
            inner.any();
            if rule == Rule::external_number {
                let twice = std::mem::replace(&mut external.number, self.take_label(&mut inner)).is_some();
                self.tell_twice(twice, rule, span);
            } else if rule == Rule::signed_on {
                let twice = std::mem::replace(&mut external.date, self.take_date(&mut inner)).is_some();
                self.tell_twice(twice, rule, span);
            } else {
                external.amended_by.extend(self.take_label(&mut inner));
            }
        }
        Some(external)
    }

    pub(super) fn reading(&mut self, pair: Pair<'_>) -> Option<Reading> {
        let mut parts = Parts::new(pair);
        let (name, question) = self.named(&mut parts, Rule::k_cach_hieu)?;
        let mut reading = Reading {
            name,
            question,
            answers: Vec::new(),
            measures: Vec::new(),
            default: None,
            because: None,
        };
        while let Some(part) = parts.any() {
            let (rule, span) = (part.as_rule(), self.span(&part));
            let mut inner = Parts::new(part);
            if rule == Rule::reading_answer {
                reading
                    .answers
                    .push(self.category_value(inner.take(Rule::category_value)?)?);
                while inner.has(Rule::k_theo) || inner.has(Rule::k_cach_tinh) {}
                reading.measures.push(self.take_ident(&mut inner));
                continue;
            }
            inner.any();
            if rule == Rule::reading_default {
                let twice = std::mem::replace(&mut reading.default, self.take_ident(&mut inner)).is_some();
                self.tell_twice(twice, rule, span);
            } else if rule == Rule::because {
                let twice = std::mem::replace(&mut reading.because, self.take_label(&mut inner)).is_some();
                self.tell_twice(twice, rule, span);
            }
        }
        Some(reading)
    }

    /// The last day counts, and the longest count is used, unless the text says otherwise.
    pub(super) fn measure(&mut self, pair: Pair<'_>) -> Option<Measure> {
        let mut parts = Parts::new(pair);
        let (name, label) = self.named(&mut parts, Rule::k_cach_tinh)?;
        let (mut last_day, mut broken, mut because) = (None, None, None);
        let ways = [
            (Rule::k_cong_don_dai_nhat, BrokenRuns::Longest),
            (Rule::k_cong_don_ngan_nhat, BrokenRuns::Shortest),
            (Rule::k_cong_don_thang_30, BrokenRuns::ThirtyDayMonths),
        ];
        while let Some(part) = parts.any() {
            let (rule, span) = (part.as_rule(), self.span(&part));
            let twice = if rule == Rule::k_tinh_ca_ngay_cuoi || rule == Rule::k_khong_tinh_ngay_cuoi {
                last_day.replace(rule == Rule::k_tinh_ca_ngay_cuoi).is_some()
            } else if let Some((_, way)) = ways.into_iter().find(|(word, _)| *word == rule) {
                broken.replace(way).is_some()
            } else if rule == Rule::because {
                let mut inner = Parts::new(part);
                inner.has(Rule::k_vi);
                std::mem::replace(&mut because, self.take_label(&mut inner)).is_some()
            } else {
                false
            };
            self.tell_twice(twice, rule, span);
        }
        Some(Measure {
            name,
            label,
            last_day_counts: last_day.unwrap_or(true),
            broken: broken.unwrap_or(BrokenRuns::Longest),
            because,
        })
    }
}
