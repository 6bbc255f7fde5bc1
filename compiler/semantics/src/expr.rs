//! Expressions: their types, and their form as data. What is expected flows down, so that the same value name may stand
//! in two categories. `None` is poison: the mistake has been reported and nothing more is said of it.

use crate::context::Context;
use crate::domains;
use crate::errors;
use crate::names::Kind;
use crate::near;
use crate::scope::{Scope, Thing};
use quyche_base::{Diagnostic, Span};
use quyche_ir::expr::{Arm, Expr, ExprKind, Literal, Type};
use quyche_ir::model::{Assessor, Judgement};
use quyche_ir::{JudgementId, ReadingId, UnitId};
use quyche_syntax::ast::{self, Ident};

/// What is expected of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    /// Anything.
    Any,
    /// Something to be tested: not a constant.
    Left,
    /// A value of this type.
    Type(Type),
}

pub(crate) fn make(at: Span, ty: Type, kind: ExprKind) -> Expr {
    Expr { at, ty, kind }
}

/// The constant an expression is, if it is one.
pub(crate) fn literal(expr: &Expr) -> Option<&Literal> {
    if let ExprKind::Literal(literal) = &expr.kind {
        Some(literal)
    } else {
        None
    }
}

/// The durations of the language are those of the law's time.
pub(crate) fn duration(written: ast::Duration) -> quyche_time::Duration {
    let unit = match written.unit {
        ast::TimeUnit::Year => quyche_time::Unit::Year,
        ast::TimeUnit::Month => quyche_time::Unit::Month,
        ast::TimeUnit::Week => quyche_time::Unit::Week,
        ast::TimeUnit::Day => quyche_time::Unit::Day,
        ast::TimeUnit::WorkingDay => quyche_time::Unit::WorkingDay,
        ast::TimeUnit::Hour => quyche_time::Unit::Hour,
        ast::TimeUnit::WorkingDayHour => quyche_time::Unit::WorkingDayHour,
        ast::TimeUnit::WorkingHour => quyche_time::Unit::WorkingHour,
    };
    quyche_time::Duration {
        count: written.count,
        unit,
    }
}

/// The type of an expression that reads a field: of a day with a time of day, the day.
fn read_type(field: Type) -> Type {
    if field == Type::Moment { Type::Date } else { field }
}

impl<'a> Context<'a> {
    /// A condition.
    pub(crate) fn condition(&mut self, scope: &mut Scope<'a>, expr: &'a ast::Expr) -> Option<Expr> {
        let made = self.expr(scope, expr, Want::Type(Type::Bool))?;
        if made.ty == Type::Bool {
            return Some(made);
        }
        let (vi, en) = self.type_words(made.ty);
        let found = Diagnostic::error(
            errors::NOT_A_CONDITION,
            expr.span,
            format!("Đây là {vi}, không phải điều kiện đúng hay sai."),
            format!("This is {en}, not a condition."),
        );
        let help = match made.ty {
            Type::List(_) | Type::Texts => ("Danh sách thì viết \"có …\".", "For a list write \"có …\"."),
            Type::Member(_) | Type::Title | Type::Text => {
                ("So với một giá trị: \"… là …\".", "Compare it: \"… là …\".")
            }
            Type::Number | Type::Year | Type::Date | Type::Moment | Type::Duration | Type::Days => (
                "So với một mức: \"… từ … trở lên\", \"… đủ …\", \"… trước …\".",
                "Compare it with a threshold.",
            ),
            Type::Bool | Type::Period | Type::Record(_) => ("Viết một phép so.", "Write a test."),
        };
        self.report(found.help(help.0, help.1));
        None
    }

    /// A value of a type that is known.
    pub(crate) fn typed(&mut self, scope: &mut Scope<'a>, expr: &'a ast::Expr, ty: Type) -> Option<Expr> {
        if let (Type::Member(set), ast::ExprKind::Path(path)) = (ty, &expr.kind)
            && let [name] = path.parts.as_slice()
        {
            let fits = self.candidates(scope, &name.name).iter().any(|(_, thing)| match thing {
                Thing::Member(of, _) => *of == set,
                Thing::Title(_) => false,
                Thing::Fact(..)
                | Thing::ReckoningDay
                | Thing::EffectDay
                | Thing::Definition(_)
                | Thing::Parameter(_)
                | Thing::People(_) => true,
            });
            if !fits {
                self.not_a_value(set, name);
                return None;
            }
        }
        let made = self.expr(scope, expr, Want::Type(ty))?;
        if made.ty == ty {
            return Some(made);
        }
        self.mismatch(expr.span, ty, made.ty);
        None
    }

    /// A value of another type than is needed.
    pub(crate) fn mismatch(&mut self, span: Span, wanted: Type, given: Type) {
        let (wanted_vi, wanted_en) = self.type_words(wanted);
        let (given_vi, given_en) = self.type_words(given);
        self.report(
            Diagnostic::error(
                errors::TYPE_MISMATCH,
                span,
                format!("Cần {wanted_vi}, mà đây là {given_vi}."),
                format!("{wanted_en} is needed, but this is {given_en}."),
            )
            .help(
                "Chỉ so những thứ cùng kiểu với nhau.",
                "Only things of one type can be compared.",
            ),
        );
    }

    pub(crate) fn not_a_value(&mut self, set: quyche_ir::SetId, name: &Ident) {
        if self.broken.mentions(&name.name.key) {
            return;
        }
        let Some(category) = self.document.sets.get(set.index()) else {
            return;
        };
        let shown = &name.name.shown;
        let found = Diagnostic::error(
            errors::NOT_A_VALUE,
            name.span,
            format!("Danh mục \"{}\" không có giá trị \"{shown}\".", category.name),
            format!("Category \"{}\" has no value \"{shown}\".", category.name),
        );
        let values: Vec<&str> = category.values.iter().map(|value| value.name.as_str()).collect();
        let found = match near::nearest(shown, values.iter().copied()) {
            Some(near) => found.help(format!("Có phải \"{near}\"?"), format!("Did you mean \"{near}\"?")),
            None => {
                let list = values.iter().take(8).copied().collect::<Vec<_>>().join(", ");
                found.help(format!("Các giá trị: {list}."), format!("Its values: {list}."))
            }
        };
        self.used.sets.insert(set.index());
        self.report(found);
    }

    /// Any expression.
    pub(crate) fn expr(&mut self, scope: &mut Scope<'a>, expr: &'a ast::Expr, want: Want) -> Option<Expr> {
        use ast::ExprKind as From;
        let at = expr.span;
        match &expr.kind {
            From::If(when, then) => {
                let (when, then) = (self.condition(scope, when), self.condition(scope, then));
                Some(make(
                    at,
                    Type::Bool,
                    ExprKind::Implies(Box::new(when?), Box::new(then?)),
                ))
            }
            From::Or(parts) => Some(make(at, Type::Bool, ExprKind::Or(self.conditions(scope, parts)?))),
            From::And(parts) => Some(make(at, Type::Bool, ExprKind::And(self.conditions(scope, parts)?))),
            From::Not(inner) => {
                let inner = self.condition(scope, inner)?;
                Some(make(at, Type::Bool, ExprKind::Not(Box::new(inner))))
            }
            From::Test {
                left,
                continuous,
                test,
                as_of,
            } => self.test(scope, at, left, *continuous, test, as_of.as_deref()),
            From::Branch { arms, otherwise } => self.branch(scope, at, arms, otherwise.as_deref(), want),
            From::Exists {
                at_least,
                at_most,
                list,
            } => self.exists(scope, at, *at_least, *at_most, list),
            From::Every { list, body } => self.every(scope, at, list, body),
            From::Count(list) => {
                let list = self.list(scope, list)?;
                Some(make(at, Type::Number, ExprKind::Count(list)))
            }
            From::Period { cumulative, list } => self.period(scope, at, *cumulative, list),
            From::Years { count, before, list } => self.years(scope, at, *count, before, list),
            From::Judged { text, by } => self.judged(scope, at, text, by.as_ref()),
            From::Meets(targets) => self.meets(scope, at, targets),
            From::ReadingIs(reading, answer) => self.reading_is(at, reading, answer),
            From::Call(name, arguments) => self.call(scope, at, name, arguments, want),
            From::Path(path) => self.path_value(scope, at, path, want),
            From::Duration(written) => {
                let literal = Literal::Duration(duration(*written));
                Some(make(at, Type::Duration, ExprKind::Literal(literal)))
            }
            From::Date(day) => Some(make(at, Type::Date, ExprKind::Literal(Literal::Date(*day)))),
            From::Number(number) => Some(number_literal(at, *number, want)),
            From::Text(label) => Some(make(
                at,
                Type::Text,
                ExprKind::Literal(Literal::Text(label.text.clone())),
            )),
            From::Poison => None,
        }
    }

    /// Several conditions; all are looked at even when one has a mistake.
    pub(crate) fn conditions(&mut self, scope: &mut Scope<'a>, parts: &'a [ast::Expr]) -> Option<Vec<Expr>> {
        let made: Vec<Option<Expr>> = parts.iter().map(|part| self.condition(scope, part)).collect();
        made.into_iter().collect()
    }

    /// A name or `f của X`.
    fn path_value(&mut self, scope: &mut Scope<'a>, at: Span, path: &'a ast::Path, want: Want) -> Option<Expr> {
        let fits = move |thing: &Thing<'a>| match (want, thing) {
            (Want::Any, _) => true,
            (Want::Left, Thing::Member(..) | Thing::Title(_)) => false,
            (Want::Left, _) => true,
            (Want::Type(ty), Thing::Fact(_, own)) => read_type(*own) == ty,
            (Want::Type(ty), Thing::Member(set, _)) => ty == Type::Member(*set),
            (Want::Type(ty), Thing::Title(_)) => ty == Type::Title,
            (Want::Type(ty), Thing::ReckoningDay | Thing::EffectDay) => ty == Type::Date,
            (Want::Type(_), Thing::Definition(_) | Thing::Parameter(_)) => true,
            (Want::Type(_), Thing::People(_)) => false,
        };
        match self.path(scope, path, &fits)? {
            Thing::Fact(place, ty) => Some(make(at, read_type(ty), ExprKind::Fact(place))),
            Thing::ReckoningDay => Some(make(at, Type::Date, ExprKind::ReckoningDay)),
            Thing::EffectDay => Some(make(at, Type::Date, ExprKind::EffectDay)),
            Thing::Member(set, position) => Some(make(
                at,
                Type::Member(set),
                ExprKind::Literal(Literal::Member(set, position)),
            )),
            Thing::Title(title) => Some(make(at, Type::Title, ExprKind::Literal(Literal::Title(title)))),
            Thing::Definition(index) => self.definition(scope, index, at, want),
            Thing::Parameter(argument) => {
                let mut caller = self.caller(scope, &argument);
                self.expr(&mut caller, argument.value, want)
            }
            Thing::People(_) => {
                self.is_a_list(at);
                None
            }
        }
    }

    fn branch(
        &mut self,
        scope: &mut Scope<'a>,
        at: Span,
        arms: &'a [(ast::Expr, ast::Expr)],
        otherwise: Option<&'a ast::Expr>,
        want: Want,
    ) -> Option<Expr> {
        let mut ty = match want {
            Want::Type(ty) => Some(ty),
            Want::Any | Want::Left => None,
        };
        let mut made: Vec<Option<Arm>> = Vec::new();
        for (when, value) in arms {
            let when = self.condition(scope, when);
            let value = match ty {
                Some(ty) => self.typed(scope, value, ty),
                None => self.expr(scope, value, Want::Any),
            };
            ty = ty.or(value.as_ref().map(|value| value.ty));
            made.push(when.zip(value).map(|(when, value)| Arm { when, value }));
        }
        let otherwise = match (otherwise, ty) {
            (Some(value), Some(ty)) => Some(Box::new(self.typed(scope, value, ty)?)),
            (Some(value), None) => Some(Box::new(self.expr(scope, value, Want::Any)?)),
            (None, _) => None,
        };
        let arms: Vec<Arm> = made.into_iter().collect::<Option<_>>()?;
        domains::branch(self, scope.unit, at, &arms, otherwise.is_some());
        let unit = scope.unit.unwrap_or(UnitId(0));
        Some(make(at, ty?, ExprKind::Branch { arms, otherwise, unit }))
    }

    /// `"…" do A đánh giá`.
    fn judged(
        &mut self,
        scope: &mut Scope<'a>,
        at: Span,
        text: &ast::Label,
        by: Option<&'a ast::Path>,
    ) -> Option<Expr> {
        let by = match by {
            Some(path) => Assessor::Named(self.assessor(scope, path)?),
            None => Assessor::NotNamed,
        };
        let judgement = self.judgement(scope, at, text.text.clone(), by)?;
        Some(make(at, Type::Bool, ExprKind::Judged(judgement)))
    }

    /// Who judges, in words: a title, a body, a record, or a fact that says who.
    fn assessor(&mut self, scope: &mut Scope<'a>, path: &'a ast::Path) -> Option<String> {
        if let [name] = path.parts.as_slice() {
            let fact = self
                .candidates(scope, &name.name)
                .into_iter()
                .find_map(|(_, thing)| match thing {
                    Thing::Fact(place, _) => Some(place),
                    Thing::ReckoningDay
                    | Thing::EffectDay
                    | Thing::Member(..)
                    | Thing::Title(_)
                    | Thing::Definition(_)
                    | Thing::Parameter(_)
                    | Thing::People(_) => None,
                });
            return match fact {
                Some(place) => {
                    self.mark_place(&place);
                    Some(name.name.spaced())
                }
                None => self.party(name).map(|party| self.party_words(party)),
            };
        }
        self.path(scope, path, &|_| true)?;
        let words: Vec<String> = path.parts.iter().map(|part| part.name.spaced()).collect();
        Some(words.join(" của "))
    }

    /// The judgement that stands at `at`, made once.
    pub(crate) fn judgement(&mut self, scope: &Scope<'a>, at: Span, text: String, by: Assessor) -> Option<JudgementId> {
        let Some(record) = scope.record() else {
            self.no_subject(at);
            return None;
        };
        // Only a definition that nobody uses is lowered without a unit, and then only to find its mistakes.
        let Some(unit) = scope.unit else {
            return Some(JudgementId(0));
        };
        let key = (self.units.instance(unit), at, record);
        if let Some(known) = self.judgements.get(&key) {
            return Some(*known);
        }
        let id = JudgementId::at(self.document.judgements.len());
        let count = self.judgement_counts.entry(unit).or_insert(0);
        *count += 1;
        let mut words = self.units.address(unit).to_owned();
        if *count > 1 {
            words.push_str(&format!(" ({count})"));
        }
        self.document.judgements.push(Judgement {
            id,
            unit,
            key: words,
            text,
            of: record,
            by,
            at,
        });
        self.judgements.insert(key, id);
        Some(id)
    }

    /// Nobody said whom this is about.
    pub(crate) fn no_subject(&mut self, at: Span) {
        if self.is_subject_poisoned() {
            return;
        }
        self.report(
            Diagnostic::error(
                errors::NO_SUBJECT,
                at,
                "Chưa biết câu này nói về ai.",
                "Nobody said whom this is about.",
            )
            .help(
                "Viết \"đối với R\" ở đầu tệp, hoặc \"cho R\" ở câu này, với R là tên một dữ kiện.",
                "Write \"đối với R\" in the head of the file, or \"cho R\" here, R being a record.",
            ),
        );
    }

    fn reading_is(&mut self, at: Span, reading: &Ident, answer: &Ident) -> Option<Expr> {
        let index = self.find(Kind::Reading, reading)?;
        self.used.readings.insert(index);
        let position = self.answer(index, answer)?;
        let kind = ExprKind::ReadingIs {
            reading: ReadingId::at(index),
            answer: position,
        };
        Some(make(at, Type::Bool, kind))
    }

    /// A reading and an answer to it on which something depends.
    pub(crate) fn answered(&mut self, name: &Ident, answer: &Ident) -> Option<(ReadingId, u32)> {
        let index = self.find(Kind::Reading, name)?;
        self.used.readings.insert(index);
        self.answer(index, answer).map(|answer| (ReadingId::at(index), answer))
    }

    /// The position of an answer of a reading.
    pub(crate) fn answer(&mut self, reading: usize, answer: &Ident) -> Option<u32> {
        let declared = self.statements.readings.get(reading)?.node;
        let mut answers = declared.answers.iter();
        let position = answers.position(|known| known.name.name == answer.name);
        if position.is_none() && !self.broken.mentions(&answer.name.key) {
            let found = Diagnostic::error(
                errors::UNKNOWN_ANSWER,
                answer.span,
                format!(
                    "Cách hiểu \"{}\" không có cách trả lời \"{}\".",
                    declared.name.name.shown, answer.name.shown
                ),
                format!(
                    "Reading \"{}\" has no answer \"{}\".",
                    declared.name.name.shown, answer.name.shown
                ),
            )
            .label(declared.name.span, "khai ở đây", "declared here");
            let known = declared.answers.iter().map(|known| known.name.name.shown.as_str());
            let list: Vec<&str> = known.clone().collect();
            let otherwise = (
                format!("Có: {}.", list.join(", ")),
                format!("There are: {}.", list.join(", ")),
            );
            self.report(near::suggest(
                found,
                &answer.name.shown,
                known,
                (&otherwise.0, &otherwise.1),
            ));
        }
        position.and_then(|position| u32::try_from(position).ok())
    }
}

/// A number, or a year where a year is expected.
fn number_literal(at: Span, number: rust_decimal::Decimal, want: Want) -> Expr {
    use rust_decimal::prelude::ToPrimitive;
    let year = (want == Want::Type(Type::Year) && number.is_integer())
        .then(|| number.to_i32())
        .flatten();
    match year {
        Some(year) => make(at, Type::Year, ExprKind::Literal(Literal::Year(year))),
        None => make(at, Type::Number, ExprKind::Literal(Literal::Number(number))),
    }
}
