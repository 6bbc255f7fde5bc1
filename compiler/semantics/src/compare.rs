//! Tests: what can be compared with what, and as what it goes into the data.

use crate::context::Context;
use crate::errors;
use crate::expr::{Want, literal, make};
use crate::scope::{Scope, Thing};
use quyche_base::{Diagnostic, Span};
use quyche_ir::expr::{Comparison, Expr, ExprKind, Literal, Type};
use quyche_syntax::ast::{self, Test};
use quyche_time::Unit;
use quyche_time::deadline::is_hours;

fn negated(at: Span, expr: Expr, negated: bool) -> Expr {
    if negated {
        make(at, Type::Bool, ExprKind::Not(Box::new(expr)))
    } else {
        expr
    }
}

fn compare(at: Span, op: Comparison, left: Expr, right: Expr) -> Expr {
    make(
        at,
        Type::Bool,
        ExprKind::Compare {
            op,
            left: Box::new(left),
            right: Box::new(right),
        },
    )
}

impl<'a> Context<'a> {
    /// `X TEST`.
    pub(crate) fn test(
        &mut self,
        scope: &mut Scope<'a>,
        at: Span,
        left: &'a ast::Expr,
        continuous: bool,
        test: &'a Test,
        as_of: Option<&'a ast::Expr>,
    ) -> Option<Expr> {
        let day = as_of.map(|day| self.typed(scope, day, Type::Date));
        let left = self.expr(scope, left, Want::Left)?;
        if continuous && left.ty != Type::Days {
            self.report(
                Diagnostic::error(
                    errors::NOT_CONTINUOUS,
                    left.at,
                    "\"liên tục\" chỉ nói về thời gian đã tính (\"thời gian …\").",
                    "\"liên tục\" can only be said of time served.",
                )
                .help(
                    "Bỏ \"liên tục\", hoặc viết \"thời gian L (…) liên tục đủ …\".",
                    "Drop \"liên tục\".",
                ),
            );
            return None;
        }
        let made = self.tested(scope, at, left, continuous, test)?;
        match day {
            None => Some(made),
            Some(day) => Some(make(
                at,
                Type::Bool,
                ExprKind::AsOf {
                    day: Box::new(day?),
                    body: Box::new(made),
                },
            )),
        }
    }

    fn tested(
        &mut self,
        scope: &mut Scope<'a>,
        at: Span,
        left: Expr,
        continuous: bool,
        test: &'a Test,
    ) -> Option<Expr> {
        if matches!(left.ty, Type::List(_) | Type::Texts) {
            self.is_a_list(left.at);
            return None;
        }
        match test {
            Test::Is { negated, value } => {
                let op = if *negated {
                    Comparison::NotEqual
                } else {
                    Comparison::Equal
                };
                self.equal(scope, at, left, op, value)
            }
            Test::In { negated: not, values } => Some(negated(at, self.one_of(scope, at, left, values)?, *not)),
            Test::InList { negated: not, list } => Some(negated(at, self.in_list(scope, at, left, list)?, *not)),
            Test::Within { negated: not, period } => Some(negated(at, self.within(scope, at, left, period)?, *not)),
            Test::AtLeast(value) if left.ty == Type::Days => self.serves(scope, at, left, continuous, value),
            Test::NotEnough(value) | Test::Below(value) if left.ty == Type::Days => {
                let serves = self.serves(scope, at, left, continuous, value)?;
                Some(negated(at, serves, true))
            }
            Test::Between(from, to) => self.between(scope, at, left, from, to),
            Test::AtLeast(value) => self.ordered(scope, at, left, Comparison::AtLeast, value),
            Test::NotEnough(value) | Test::Below(value) | Test::Before(value) => {
                self.ordered(scope, at, left, Comparison::Less, value)
            }
            Test::AtMost(value) | Test::NotAfter(value) => self.ordered(scope, at, left, Comparison::AtMost, value),
            Test::Above(value) | Test::After(value) => self.ordered(scope, at, left, Comparison::Greater, value),
        }
    }

    /// `là`.
    fn equal(
        &mut self,
        scope: &mut Scope<'a>,
        at: Span,
        left: Expr,
        op: Comparison,
        value: &'a ast::Expr,
    ) -> Option<Expr> {
        if matches!(left.ty, Type::Days | Type::Period | Type::Record(_) | Type::Duration) {
            self.cannot_compare(at, &left, value.span);
            return None;
        }
        let right = self.typed(scope, value, left.ty)?;
        Some(compare(at, op, left, right))
    }

    /// `thuộc {…}`.
    fn one_of(&mut self, scope: &mut Scope<'a>, at: Span, left: Expr, values: &'a [ast::Expr]) -> Option<Expr> {
        if matches!(left.ty, Type::Days | Type::Period | Type::Record(_) | Type::Duration) {
            self.cannot_compare(at, &left, at);
            return None;
        }
        let made: Vec<Option<Expr>> = values.iter().map(|value| self.typed(scope, value, left.ty)).collect();
        let made: Vec<Expr> = made.into_iter().collect::<Option<_>>()?;
        let literals: Option<Vec<Literal>> = made.iter().map(|value| literal(value).cloned()).collect();
        Some(match literals {
            Some(among) => make(
                at,
                Type::Bool,
                ExprKind::OneOf {
                    value: Box::new(left),
                    among,
                },
            ),
            None => {
                let parts = made
                    .into_iter()
                    .map(|value| compare(at, Comparison::Equal, left.clone(), value));
                make(at, Type::Bool, ExprKind::Or(parts.collect()))
            }
        })
    }

    /// `thuộc L`.
    fn in_list(&mut self, scope: &mut Scope<'a>, at: Span, left: Expr, list: &'a ast::Path) -> Option<Expr> {
        let is_texts = |thing: &Thing<'a>| thing.fact_type() == Some(Type::Texts);
        let found = self.path(scope, list, &is_texts)?;
        let Thing::Fact(place, Type::Texts) = found else {
            self.report(
                Diagnostic::error(
                    errors::NOT_A_LIST,
                    list.span,
                    "\"thuộc\" cần các giá trị trong ngoặc nhọn, hoặc một trường kiểu \"nhiều chữ\".",
                    "\"thuộc\" needs values in braces, or a field that is a list of texts.",
                )
                .help(
                    "Viết \"thuộc {a, b}\", hoặc \"là a\".",
                    "Write \"thuộc {a, b}\" or \"là a\".",
                ),
            );
            return None;
        };
        if left.ty != Type::Text {
            self.mismatch(left.at, Type::Text, left.ty);
            return None;
        }
        let value = Box::new(left);
        Some(make(at, Type::Bool, ExprKind::InTexts { value, list: place }))
    }

    /// `ngày trong P`.
    fn within(&mut self, scope: &mut Scope<'a>, at: Span, left: Expr, period: &'a ast::Expr) -> Option<Expr> {
        if left.ty != Type::Date {
            self.mismatch(left.at, Type::Date, left.ty);
            return None;
        }
        let period = self.expr(scope, period, Want::Type(Type::Days))?;
        if period.ty != Type::Days {
            let (vi, en) = self.type_words(period.ty);
            self.report(
                Diagnostic::error(
                    errors::NOT_DAYS,
                    period.at,
                    format!("\"trong\" cần một thời gian đã tính (\"thời gian …\"), mà đây là {vi}."),
                    format!("\"trong\" needs time served, but this is {en}."),
                )
                .help(
                    "Đặt định nghĩa cho thời gian đó: \"định nghĩa n: thời gian L (…).\" rồi viết \"ngày trong n\".",
                    "Define the time served first and name it here.",
                ),
            );
            return None;
        }
        Some(make(
            at,
            Type::Bool,
            ExprKind::Within {
                date: Box::new(left),
                period: Box::new(period),
            },
        ))
    }

    /// `P (liên tục) đủ D`.
    fn serves(
        &mut self,
        scope: &mut Scope<'a>,
        at: Span,
        period: Expr,
        continuous: bool,
        value: &'a ast::Expr,
    ) -> Option<Expr> {
        let at_least = self.typed(scope, value, Type::Duration)?;
        if has_unit(&at_least, |unit| unit == Unit::WorkingDay || is_hours(unit)) {
            self.report(
                Diagnostic::error(
                    errors::MIXED_UNITS,
                    at_least.at,
                    "Thời gian công tác tính bằng năm, tháng, tuần, ngày; không tính bằng ngày làm việc hay giờ.",
                    "Time served is counted in years, months, weeks and days, not in working days or hours.",
                )
                .help("Đổi đơn vị.", "Use another unit."),
            );
            return None;
        }
        let declared = self.header.is_none_or(|header| header.measure.is_some());
        if !declared && !self.measure_reported {
            self.measure_reported = true;
            let label = self.header.map(|header| header.span);
            let found = Diagnostic::error(
                errors::NO_MEASURE,
                at,
                "So thời gian công tác mà chưa nói tính thế nào: thiếu \"cách tính\" ở đầu tệp.",
                "Time served is compared, but the head of the file names no counting policy (\"cách tính\").",
            )
            .help(
                "Khai \"cách tính N: tính cả ngày cuối; cộng dồn theo số ngày dài nhất; vì \"…\".\" và viết \"cách tính N\" ở đầu tệp, hoặc dùng thư viện.",
                "Declare a \"cách tính\" and name it in the head of the file.",
            );
            self.report(match label {
                Some(label) => found.label(label, "đầu tệp", "the head"),
                None => found,
            });
        }
        let kind = ExprKind::Serves {
            period: Box::new(period),
            at_least: Box::new(at_least),
            continuous,
        };
        Some(make(at, Type::Bool, kind))
    }

    /// `từ X đến Y`.
    fn between(
        &mut self,
        scope: &mut Scope<'a>,
        at: Span,
        left: Expr,
        from: &'a ast::Expr,
        to: &'a ast::Expr,
    ) -> Option<Expr> {
        let low = self.ordered(scope, at, left.clone(), Comparison::AtLeast, from)?;
        let high = self.ordered(scope, at, left, Comparison::AtMost, to)?;
        if let (Some(least), Some(most)) = (bound(&low), bound(&high))
            && is_after(least, most)
        {
            let text = |expr: &ast::Expr| self.sources.text(expr.span).to_owned();
            let (least, most) = (text(from), text(to));
            self.impossible(at, &least, &most);
            return None;
        }
        Some(make(at, Type::Bool, ExprKind::And(vec![low, high])))
    }

    /// A test of order.
    fn ordered(
        &mut self,
        scope: &mut Scope<'a>,
        at: Span,
        left: Expr,
        op: Comparison,
        value: &'a ast::Expr,
    ) -> Option<Expr> {
        match left.ty {
            Type::Number | Type::Year | Type::Date | Type::Moment => {}
            Type::Member(set) => {
                let ordered = self.document.sets.get(set.index()).is_none_or(|set| set.ordered);
                if !ordered {
                    self.no_order(left.at, set);
                    return None;
                }
            }
            Type::Days => {
                self.report(
                    Diagnostic::error(
                        errors::DAYS_TEST,
                        at,
                        "Thời gian công tác chỉ hỏi được \"đủ\", \"không đủ\" hoặc \"dưới\" một mức.",
                        "Time served can only be asked whether it reaches a duration, or not.",
                    )
                    .help(
                        "Viết \"… đủ 5 năm\" hoặc \"… không đủ 5 năm\".",
                        "Write \"… đủ 5 năm\".",
                    ),
                );
                return None;
            }
            Type::Bool
            | Type::Text
            | Type::Duration
            | Type::Period
            | Type::Title
            | Type::Record(_)
            | Type::List(_)
            | Type::Texts => {
                self.cannot_compare(at, &left, value.span);
                return None;
            }
        }
        let right = self.typed(scope, value, left.ty)?;
        Some(compare(at, op, left, right))
    }

    /// A category whose values have no order.
    pub(crate) fn no_order(&mut self, at: Span, set: quyche_ir::SetId) {
        let Some(category) = self.document.sets.get(set.index()) else {
            return;
        };
        let (name, span) = (category.name.clone(), category.at);
        self.report(
            Diagnostic::error(
                errors::NO_ORDER,
                at,
                format!("Danh mục \"{name}\" không có thứ bậc nên không so cao thấp được."),
                format!("Category \"{name}\" has no order, so nothing is higher or lower in it."),
            )
            .label(span, "các giá trị ngăn bằng \"|\"", "its values are separated by \"|\"")
            .help(
                "Nếu có thứ bậc, ngăn các giá trị bằng \"<\"; nếu không, dùng \"là\" hoặc \"thuộc {…}\".",
                "If there is an order separate the values with \"<\"; else use \"là\" or \"thuộc {…}\".",
            ),
        );
    }

    fn cannot_compare(&mut self, at: Span, left: &Expr, value: Span) {
        let (vi, en) = self.type_words(left.ty);
        self.report(
            Diagnostic::error(
                errors::TYPE_MISMATCH,
                at,
                format!("Không so được {vi} như thế này."),
                format!("{en} cannot be compared like this."),
            )
            .label(value, "với cái này", "with this")
            .help(
                "Chỉ so những thứ cùng kiểu với nhau.",
                "Only things of one type can be compared.",
            ),
        );
    }
}

/// The constant a comparison compares with.
fn bound(expr: &Expr) -> Option<&Literal> {
    let ExprKind::Compare { right, .. } = &expr.kind else {
        return None;
    };
    literal(right)
}

fn is_after(left: &Literal, right: &Literal) -> bool {
    match (left, right) {
        (Literal::Number(left), Literal::Number(right)) => left > right,
        (Literal::Year(left), Literal::Year(right)) => left > right,
        (Literal::Date(left), Literal::Date(right)) => left > right,
        (Literal::Member(_, left), Literal::Member(_, right)) => left > right,
        _ => false,
    }
}

/// Whether a duration, or an arm of a branch over durations, is in one of these units.
pub(crate) fn has_unit(expr: &Expr, is_one: fn(Unit) -> bool) -> bool {
    if let Some(Literal::Duration(duration)) = literal(expr) {
        return is_one(duration.unit);
    }
    let ExprKind::Branch { arms, otherwise, .. } = &expr.kind else {
        return false;
    };
    arms.iter().any(|arm| has_unit(&arm.value, is_one))
        || otherwise.as_deref().is_some_and(|value| has_unit(value, is_one))
}
