//! Expressions. A list of one (`a` as a disjunction of one conjunction of one …) is handed through as what it holds.

use super::Builder;
use super::parts::{Pair, Parts};
use super::words::take_unit;
use crate::ast::{Duration, Expr, ExprKind, ListRef, MeetsTarget, Test};
use quyche_base::Span;
use quyche_grammar::Rule;

impl Builder<'_> {
    pub(super) fn take_expression(&mut self, parts: &mut Parts<'_>) -> Option<Expr> {
        let pair = parts.take(Rule::expression)?;
        self.expression(pair)
    }

    pub(super) fn expression(&mut self, pair: Pair<'_>) -> Option<Expr> {
        let mut parts = Parts::new(pair);
        let Some(conditional) = parts.take(Rule::conditional) else {
            return self.take_disjunction(&mut parts);
        };
        let span = self.span(&conditional);
        let mut parts = Parts::new(conditional);
        parts.has(Rule::k_neu_if);
        let condition = self.take_disjunction(&mut parts)?;
        parts.has(Rule::k_thi);
        let consequence = self.take_disjunction(&mut parts)?;
        Some(Expr {
            span,
            kind: ExprKind::If(Box::new(condition), Box::new(consequence)),
        })
    }

    fn take_disjunction(&mut self, parts: &mut Parts<'_>) -> Option<Expr> {
        let pair = parts.take(Rule::disjunction)?;
        let span = self.span(&pair);
        let mut all = Vec::new();
        for part in pair.into_inner().filter(|part| part.as_rule() == Rule::conjunction) {
            all.push(self.conjunction(part)?);
        }
        joined(all, span, ExprKind::Or)
    }

    fn conjunction(&mut self, pair: Pair<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut all = Vec::new();
        for part in pair.into_inner().filter(|part| part.as_rule() == Rule::negation) {
            all.push(self.negation(part)?);
        }
        joined(all, span, ExprKind::And)
    }

    fn negation(&mut self, pair: Pair<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        let negated = parts.has(Rule::k_khong);
        let inner = self.comparison(parts.take(Rule::comparison)?)?;
        Some(if negated {
            Expr {
                span,
                kind: ExprKind::Not(Box::new(inner)),
            }
        } else {
            inner
        })
    }

    fn comparison(&mut self, pair: Pair<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        let left = self.take_operand(&mut parts)?;
        let continuous = parts.has(Rule::k_lien_tuc);
        let Some(test) = parts.take(Rule::test) else {
            return Some(left);
        };
        let test = self.test(test)?;
        let as_of = match parts.take(Rule::as_of) {
            Some(pair) => Some(Box::new(self.as_of(pair)?)),
            None => None,
        };
        Some(Expr {
            span,
            kind: ExprKind::Test {
                left: Box::new(left),
                continuous,
                test,
                as_of,
            },
        })
    }

    pub(super) fn as_of(&mut self, pair: Pair<'_>) -> Option<Expr> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_tinh_den);
        self.take_operand(&mut parts)
    }

    fn test(&mut self, pair: Pair<'_>) -> Option<Test> {
        let mut parts = Parts::new(pair);
        let word = parts.any()?.as_rule();
        if word == Rule::k_khong {
            let word = parts.any()?.as_rule();
            return if word == Rule::k_du {
                self.bound(&mut parts, Test::NotEnough)
            } else {
                self.negatable(word, true, &mut parts)
            };
        }
        if word == Rule::k_tu {
            return self.range(&mut parts);
        }
        let bounds: [(Rule, Bound); 9] = [
            (Rule::k_chua_du, Test::NotEnough),
            (Rule::k_it_nhat, Test::AtLeast),
            (Rule::k_du, Test::AtLeast),
            (Rule::k_khong_qua, Test::AtMost),
            (Rule::k_tren, Test::Above),
            (Rule::k_duoi, Test::Below),
            (Rule::k_truoc, Test::Before),
            (Rule::k_sau, Test::After),
            (Rule::k_cham_nhat, Test::NotAfter),
        ];
        match bounds.into_iter().find(|(rule, _)| *rule == word) {
            Some((_, build)) => self.bound(&mut parts, build),
            None => self.negatable(word, false, &mut parts),
        }
    }

    /// `ít nhất đủ X`, `trước ngày X`: a bound after its word.
    fn bound(&mut self, parts: &mut Parts<'_>, build: Bound) -> Option<Test> {
        while parts.has(Rule::k_du) || parts.has(Rule::k_ngay) {}
        self.take_operand(parts).map(Box::new).map(build)
    }

    /// `từ X trở lên`, `từ X trở xuống`, `từ X đến Y`.
    fn range(&mut self, parts: &mut Parts<'_>) -> Option<Test> {
        parts.has(Rule::k_du);
        let low = Box::new(self.take_operand(parts)?);
        if parts.has(Rule::k_tro_len) {
            Some(Test::AtLeast(low))
        } else if parts.has(Rule::k_tro_xuong) {
            Some(Test::AtMost(low))
        } else {
            parts.has(Rule::k_den);
            Some(Test::Between(low, Box::new(self.take_operand(parts)?)))
        }
    }

    /// `là`, `thuộc`, `trong`.
    fn negatable(&mut self, word: Rule, negated: bool, parts: &mut Parts<'_>) -> Option<Test> {
        if word == Rule::k_la {
            return self.take_operand(parts).map(|value| Test::Is {
                negated,
                value: Box::new(value),
            });
        }
        if word == Rule::k_trong {
            return self.take_operand(parts).map(|period| Test::Within {
                negated,
                period: Box::new(period),
            });
        }
        if let Some(list) = self.take_path(parts) {
            return Some(Test::InList { negated, list });
        }
        let mut inner = Parts::new(parts.take(Rule::set)?);
        let mut values = Vec::new();
        while let Some(value) = self.take_operand(&mut inner) {
            values.push(value);
        }
        Some(Test::In { negated, values })
    }

    pub(super) fn take_operand(&mut self, parts: &mut Parts<'_>) -> Option<Expr> {
        let pair = parts.take(Rule::operand)?;
        self.operand(pair)
    }

    pub(super) fn operand(&mut self, pair: Pair<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let inner = Parts::new(pair).any()?;
        let rule = inner.as_rule();
        if rule == Rule::expression {
            return self.expression(inner);
        }
        if rule == Rule::branch_arms {
            return self.branch_arms(inner, span);
        }
        let build = OPERANDS
            .iter()
            .find(|(known, _)| *known == rule)
            .map(|(_, build)| build)?;
        build(self, inner).map(|kind| Expr { span, kind })
    }

    /// `(trường hợp …)` as a rule of its own: bearers, durations, copies.
    pub(super) fn branches(&mut self, pair: Pair<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let arms = Parts::new(pair).take(Rule::branch_arms)?;
        self.branch_arms(arms, span)
    }

    fn branch_arms(&mut self, pair: Pair<'_>, span: Span) -> Option<Expr> {
        let mut parts = Parts::new(pair);
        let (mut arms, mut otherwise) = (Vec::new(), None);
        while let Some(part) = parts.any() {
            let is_arm = part.as_rule() == Rule::arm;
            let is_other = part.as_rule() == Rule::otherwise;
            let mut inner = Parts::new(part);
            if is_arm {
                inner.has(Rule::k_truong_hop);
                let condition = self.take_expression(&mut inner)?;
                inner.has(Rule::k_thi);
                arms.push((condition, self.take_expression(&mut inner)?));
            } else if is_other {
                while inner.has(Rule::k_con_lai) || inner.has(Rule::k_thi) {}
                otherwise = Some(Box::new(self.take_expression(&mut inner)?));
            }
        }
        Some(Expr {
            span,
            kind: ExprKind::Branch { arms, otherwise },
        })
    }

    /// Expressions in parentheses, parted by commas, joined by `và`.
    pub(super) fn filters(&mut self, parts: &mut Parts<'_>) -> Option<Vec<Expr>> {
        let mut all = Vec::new();
        while let Some(pair) = parts.take(Rule::expression) {
            all.push(self.expression(pair)?);
        }
        Some(all)
    }

    pub(super) fn list(&mut self, pair: Pair<'_>) -> Option<ListRef> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        let path = self.take_path(&mut parts)?;
        let filters = match parts.take(Rule::filter) {
            Some(filter) => self.filters(&mut Parts::new(filter))?,
            None => Vec::new(),
        };
        Some(ListRef { path, filters, span })
    }

    fn take_list(&mut self, parts: &mut Parts<'_>) -> Option<ListRef> {
        let pair = parts.take(Rule::list)?;
        self.list(pair)
    }

    fn judged(&mut self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut parts = Parts::new(pair);
        let text = self.take_label(&mut parts)?;
        if parts.has(Rule::k_do) {
            return Some(ExprKind::Judged {
                text,
                by: Some(self.take_path(&mut parts)?),
            });
        }
        let judged = parts.has(Rule::k_can_danh_gia);
        Some(if judged {
            ExprKind::Judged { text, by: None }
        } else {
            ExprKind::Text(text)
        })
    }

    fn dated(&mut self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_ngay);
        let date = parts.take(Rule::date)?;
        Some(self.date(&date).map_or(ExprKind::Poison, ExprKind::Date))
    }

    fn counted(&mut self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut parts = Parts::new(pair);
        if parts.peek() == Some(Rule::k_nua_thang) {
            return self.duration(&mut parts).map(ExprKind::Duration);
        }
        let number = parts.take(Rule::number)?;
        if parts.has(Rule::k_nam_lien_ke_truoc) {
            let before = self.take_path(&mut parts)?;
            parts.has(Rule::k_deu_co);
            let list = self.take_list(&mut parts)?;
            return Some(ExprKind::Years {
                count: self.count(&number),
                before,
                list,
            });
        }
        match take_unit(&mut parts) {
            Some(unit) => Some(ExprKind::Duration(Duration {
                count: self.count(&number),
                unit,
            })),
            None => self.decimal(&number).map(ExprKind::Number),
        }
    }

    fn exists(&mut self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_co);
        let at_least = if parts.has(Rule::k_it_nhat) {
            self.take_count(&mut parts)
        } else {
            None
        };
        let at_most = if parts.has(Rule::k_khong_qua) {
            self.take_count(&mut parts)
        } else {
            None
        };
        Some(ExprKind::Exists {
            at_least,
            at_most,
            list: self.take_list(&mut parts)?,
        })
    }

    fn every(&mut self, pair: Pair<'_>) -> Option<ExprKind> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_moi);
        let list = self.take_list(&mut parts)?;
        parts.has(Rule::k_deu);
        let body = joined(self.filters(&mut parts)?, span, ExprKind::And)?;
        Some(ExprKind::Every {
            list,
            body: Box::new(body),
        })
    }

    fn count_of(&mut self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_so);
        self.take_list(&mut parts).map(ExprKind::Count)
    }

    fn served(&mut self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_thoi_gian);
        let cumulative = parts.has(Rule::k_cong_don);
        Some(ExprKind::Period {
            cumulative,
            list: self.take_list(&mut parts)?,
        })
    }

    fn meets(&mut self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_dap_ung);
        if let Some(name) = self.take_ident(&mut parts) {
            return Some(ExprKind::Meets(vec![MeetsTarget::Named(name)]));
        }
        let addresses = self.addresses(parts.take(Rule::addresses)?)?;
        Some(ExprKind::Meets(addresses.into_iter().map(MeetsTarget::Unit).collect()))
    }

    fn reading_is(&mut self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_cach_hieu);
        let reading = self.take_ident(&mut parts)?;
        parts.has(Rule::k_la);
        Some(ExprKind::ReadingIs(reading, self.take_ident(&mut parts)?))
    }

    fn called(&mut self, pair: Pair<'_>) -> Option<ExprKind> {
        if let Some(arguments) = pair.clone().into_inner().find(|part| part.as_rule() == Rule::arguments) {
            let name = self.take_ident(&mut Parts::new(pair))?;
            return Some(ExprKind::Call(name, self.filters(&mut Parts::new(arguments))?));
        }
        Some(ExprKind::Path(self.path(pair)))
    }
}

/// A test made from its bound.
type Bound = fn(Box<Expr>) -> Test;

type BuildOperand = fn(&mut Builder<'_>, Pair<'_>) -> Option<ExprKind>;

const OPERANDS: [(Rule, BuildOperand); 10] = [
    (Rule::called, |builder, pair| builder.called(pair)),
    (Rule::judged, |builder, pair| builder.judged(pair)),
    (Rule::dated, |builder, pair| builder.dated(pair)),
    (Rule::counted, |builder, pair| builder.counted(pair)),
    (Rule::exists, |builder, pair| builder.exists(pair)),
    (Rule::every, |builder, pair| builder.every(pair)),
    (Rule::count_of, |builder, pair| builder.count_of(pair)),
    (Rule::served, |builder, pair| builder.served(pair)),
    (Rule::meets, |builder, pair| builder.meets(pair)),
    (Rule::reading_is, |builder, pair| builder.reading_is(pair)),
];

/// One expression as itself, several under `kind`; `None` for none.
pub(super) fn joined(mut all: Vec<Expr>, span: Span, kind: fn(Vec<Expr>) -> ExprKind) -> Option<Expr> {
    if all.len() > 1 {
        return Some(Expr { span, kind: kind(all) });
    }
    all.pop()
}
