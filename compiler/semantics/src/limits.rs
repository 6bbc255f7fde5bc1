//! Limits in time (R9) and the deadlines that state them.

use crate::compare::has_unit;
use crate::context::Context;
use crate::criteria::place;
use crate::declare::text;
use crate::errors;
use crate::names::Kind;
use crate::reach::circles;
use crate::scope::Scope;
use crate::statements::At;
use chrono::NaiveDate;
use quyche_base::{Diagnostic, Span};
use quyche_ir::expr::{Expr, Type};
use quyche_ir::norm::{Deadline, Event, Excluded, FixedDay, Limit, LimitKind, Rolled};
use quyche_ir::{DeadlineId, UnitId};
use quyche_syntax::ast;
use quyche_time::deadline::{Rolling, is_hours};

impl<'a> Context<'a> {
    /// A limit.
    pub(crate) fn limit(&mut self, scope: &mut Scope<'a>, limit: &'a ast::Limit) -> Option<Limit> {
        let kind = match &limit.kind {
            ast::LimitKind::NotSet => Some(LimitKind::NotSet),
            ast::LimitKind::FixedDay { day, inclusive } => {
                self.fixed_day(day, limit.span).map(|day| LimitKind::FixedDay {
                    day,
                    inclusive: *inclusive,
                })
            }
            ast::LimitKind::After { duration, event } => {
                let (duration, event) = self.counted(scope, limit, duration, event)?;
                Some(LimitKind::After { duration, event })
            }
            ast::LimitKind::Before { duration, event } => {
                if let Some(first) = limit.excluding.first() {
                    self.report(
                        Diagnostic::error(
                            errors::BACKWARD_EXCLUSION,
                            first.path.span,
                            "Thời hạn tính lùi (\"… trước …\") không có \"không tính\".",
                            "A limit counted backwards (\"… trước …\") takes no \"không tính\".",
                        )
                        .help(
                            "Bỏ \"không tính\", hoặc tính xuôi \"kể từ …\".",
                            "Drop it, or count forward.",
                        ),
                    );
                }
                let (duration, event) = self.counted(scope, limit, duration, event)?;
                Some(LimitKind::Before { duration, event })
            }
        };
        let excluding: Vec<Option<Excluded>> = limit
            .excluding
            .iter()
            .map(|excluded| self.spans(scope, excluded))
            .collect();
        let excluding: Option<Vec<Excluded>> = excluding.into_iter().collect();
        let lapse = match &limit.lapse {
            None => Some(None),
            Some(lapse) => self.condition(scope, lapse).map(Some),
        };
        let rolled = match &limit.rolled {
            None => Some(None),
            Some(rolled) => self.rolled(rolled).map(Some),
        };
        let consequence = text(limit.consequence.as_ref());
        Some(Limit {
            kind: kind?,
            excluding: excluding?,
            lapse: lapse?,
            consequence,
            rolled: rolled?,
            at: limit.span,
        })
    }

    fn rolled(&mut self, rolled: &ast::Rolled) -> Option<Rolled> {
        let under = match rolled.under.as_deref() {
            None => None,
            Some((name, answer)) => Some(self.answered(name, answer)?),
        };
        let rolling = if rolled.rolls {
            Rolling::NextWorkingDay
        } else {
            Rolling::Never
        };
        Some(Rolled { rolling, under })
    }

    /// The length of a limit and what it counts from. Hours count from a time of day, and time does not stand still in
    /// them.
    fn counted(
        &mut self,
        scope: &mut Scope<'a>,
        limit: &'a ast::Limit,
        duration: &'a ast::Expr,
        event: &'a ast::Event,
    ) -> Option<(Expr, Event)> {
        let (length, from) = (self.duration(scope, duration), self.event(scope, event));
        let (length, (from, timed)) = length.zip(from)?;
        if has_unit(&length, is_hours) {
            if !timed {
                self.report(
                    Diagnostic::error(
                        errors::HOURS_WITHOUT_TIME,
                        length.at,
                        "Thời hạn tính bằng giờ mà mốc chỉ có ngày, không có giờ.",
                        "A limit in hours counts from a fact that has a day but no time of day.",
                    )
                    .help(
                        "Khai mốc này kiểu \"ngày giờ\", hoặc tính bằng \"ngày làm việc\" nếu văn bản cho phép.",
                        "Declare the fact as \"ngày giờ\", or count in working days if the text allows it.",
                    ),
                );
            }
            if let Some(first) = limit.excluding.first() {
                self.report(
                    Diagnostic::error(
                        errors::HOURS_EXCLUSION,
                        first.path.span,
                        "Thời hạn tính bằng giờ không có \"không tính\": nó không tạm dừng và không chuyển.",
                        "A limit in hours takes no \"không tính\": it is neither stopped nor rolled.",
                    )
                    .help(
                        "Bỏ \"không tính\", hoặc tính bằng ngày, ngày làm việc.",
                        "Drop it, or count in days or working days.",
                    ),
                );
            }
        }
        Some((length, from))
    }

    fn fixed_day(&mut self, day: &ast::FixedDay, at: Span) -> Option<FixedDay> {
        // A leap year and a month of thirty days: only days that no year has are refused.
        let (made, real) = match day {
            ast::FixedDay::Date(date) => (FixedDay::Date(*date), true),
            ast::FixedDay::Yearly { day, month } => {
                let real = NaiveDate::from_ymd_opt(2024, *month, *day).is_some();
                (
                    FixedDay::Yearly {
                        day: *day,
                        month: *month,
                    },
                    real,
                )
            }
            ast::FixedDay::LastMonthOfQuarter { day } => {
                let real = [3, 6, 9, 12]
                    .iter()
                    .all(|month| NaiveDate::from_ymd_opt(2024, *month, *day).is_some());
                (FixedDay::LastMonthOfQuarter { day: *day }, real)
            }
        };
        if !real {
            self.report(
                Diagnostic::error(
                    errors::IMPOSSIBLE_DAY,
                    at,
                    "Lịch không có ngày này.",
                    "The calendar does not have this day.",
                )
                .help("Sửa ngày hoặc tháng.", "Mend the day or the month."),
            );
        }
        real.then_some(made)
    }

    fn duration(&mut self, scope: &mut Scope<'a>, expr: &'a ast::Expr) -> Option<Expr> {
        let made = self.expr(scope, expr, crate::expr::Want::Any)?;
        if made.ty == Type::Duration {
            return Some(made);
        }
        let (vi, en) = self.type_words(made.ty);
        self.report(
            Diagnostic::error(
                errors::NOT_A_DURATION,
                expr.span,
                format!("Thời hạn cần độ dài thời gian như \"15 ngày\", mà đây là {vi}."),
                format!("A limit needs a duration such as \"15 ngày\", but this is {en}."),
            )
            .help(
                "Viết số kèm đơn vị: ngày, ngày làm việc, tháng, năm, giờ.",
                "Write a number and a unit.",
            ),
        );
        None
    }

    /// What a limit counts from, and whether that can have a time of day. The end of another limit has one: where that
    /// one counts days, the end of its last day (khoản 6 Điều 148 of the Civil Code of 2015).
    fn event(&mut self, scope: &mut Scope<'a>, event: &'a ast::Event) -> Option<(Event, bool)> {
        match event {
            ast::Event::Deadline(name) => self
                .deadline(scope.unit, name)
                .map(|deadline| (Event::Deadline(deadline), true)),
            ast::Event::Fact(path) => {
                let (place, ty) = place(self, scope, path, &|ty| matches!(ty, Type::Date | Type::Moment))?;
                if matches!(ty, Type::Date | Type::Moment) {
                    return Some((Event::Fact(place), ty == Type::Moment));
                }
                let (vi, en) = self.type_words(ty);
                self.report(
                    Diagnostic::error(
                        errors::EVENT_NOT_DATE,
                        path.span,
                        format!("Thời hạn phải tính từ một trường kiểu \"ngày\", mà đây là {vi}."),
                        format!("A limit counts from a date, but this is {en}."),
                    )
                    .help("Khai mốc này kiểu \"ngày\" hoặc \"ngày giờ\".", "Declare it as a date."),
                );
                None
            }
        }
    }

    /// The deadlines of a name that stand nearest: the same procedure's before another's.
    fn nearest_deadlines(&self, from: Option<UnitId>, name: &ast::Ident) -> Vec<usize> {
        let named = self.deadline_names.get(&name.name.key).into_iter().flatten();
        let shared = |unit: Option<UnitId>| {
            let (Some(unit), Some(from)) = (unit, from) else {
                return 0;
            };
            self.units
                .chain(from)
                .filter(|at| self.units.is_within(unit, *at))
                .count()
        };
        let unit = |index: usize| self.statements.deadlines.get(index).and_then(|at| at.unit);
        let near: Vec<(usize, usize)> = named.map(|index| (*index, shared(unit(*index)))).collect();
        let most = near.iter().map(|(_, shared)| *shared).max();
        near.iter()
            .filter(|(_, shared)| Some(*shared) == most)
            .map(|(index, _)| *index)
            .collect()
    }

    /// The deadline of a name; of several, the one that stands nearest to a unit.
    pub(crate) fn deadline(&mut self, from: Option<UnitId>, name: &ast::Ident) -> Option<DeadlineId> {
        match self.nearest_deadlines(from, name).as_slice() {
            [one] => Some(DeadlineId::at(*one)),
            [] => {
                let names = self.statements.deadlines.iter().filter_map(|at| at.node.name.as_ref());
                let near: Vec<String> = names.map(|name| name.name.shown.clone()).collect();
                self.unknown(name, Kind::Deadline, &near);
                None
            }
            [_, ..] => {
                self.ambiguous(name, Kind::Deadline, Kind::Deadline);
                None
            }
        }
    }

    /// `không tính L`: a list whose rows have a period.
    fn spans(&mut self, scope: &mut Scope<'a>, excluded: &'a ast::Excluded) -> Option<Excluded> {
        let path = &excluded.path;
        let (list, ty) = place(self, scope, path, &|ty| matches!(ty, Type::List(_)))?;
        let field = match ty {
            Type::List(record) => self.field_of_type(record, Type::Period),
            Type::Bool
            | Type::Number
            | Type::Text
            | Type::Date
            | Type::Moment
            | Type::Year
            | Type::Duration
            | Type::Period
            | Type::Days
            | Type::Title
            | Type::Member(_)
            | Type::Record(_)
            | Type::Texts => None,
        };
        if field.is_none() {
            self.report(
                Diagnostic::error(
                    errors::NOT_SPANS,
                    path.span,
                    "\"không tính\" cần một danh sách mà mỗi dòng có trường kiểu \"khoảng\".",
                    "\"không tính\" needs a list whose rows have a period.",
                )
                .help(
                    "Khai danh sách các đợt, mỗi đợt một \"khoảng\".",
                    "Declare a list of spans.",
                ),
            );
        }
        Some(Excluded {
            list,
            period: field?,
            at_most: excluded.at_most,
        })
    }
}

/// Lowers every deadline.
pub(crate) fn deadlines(ctx: &mut Context<'_>) {
    for (index, at) in ctx.statements.deadlines.clone().into_iter().enumerate() {
        let Some(unit) = at.unit else { continue };
        let node = at.node;
        let mut scope = ctx.norm_scope(at.unit, node.bearer.as_ref(), &node.towards);
        let bearer = ctx.bearer(&mut scope, node.bearer.as_ref());
        let towards = ctx.parties(&node.towards);
        let gate = ctx.gate(&mut scope, &node.tails, at.span);
        let limit = ctx.limit(&mut scope, &node.limit);
        if let (Some(bearer), Some(towards), Some(limit), true) = (bearer, towards, limit, gate.whole) {
            ctx.document.deadlines.push(Deadline {
                id: DeadlineId::at(index),
                unit,
                name: node.name.as_ref().map(|name| name.name.shown.clone()),
                label: text(node.label.as_ref()),
                bearer,
                towards,
                subject: scope.subject,
                gate: gate.gate,
                limit,
                at: at.span,
            });
        }
    }
    cycles(ctx);
}

/// Deadlines that count from each other.
fn cycles(ctx: &mut Context<'_>) {
    let anchors: Vec<Option<usize>> = ctx.statements.deadlines.iter().map(|at| anchor(ctx, at)).collect();
    for circle in circles(&anchors) {
        if let Some(first) = circle.first() {
            deadline_cycle(ctx, *first);
        }
    }
}

fn anchor(ctx: &Context<'_>, at: &At<'_, ast::Deadline>) -> Option<usize> {
    match &at.node.limit.kind {
        ast::LimitKind::After {
            event: ast::Event::Deadline(name),
            ..
        }
        | ast::LimitKind::Before {
            event: ast::Event::Deadline(name),
            ..
        } => ctx.nearest_deadlines(at.unit, name).first().copied(),
        ast::LimitKind::After {
            event: ast::Event::Fact(_),
            ..
        }
        | ast::LimitKind::Before {
            event: ast::Event::Fact(_),
            ..
        }
        | ast::LimitKind::NotSet
        | ast::LimitKind::FixedDay { .. } => None,
    }
}

fn deadline_cycle(ctx: &mut Context<'_>, index: usize) {
    let Some(at) = ctx.statements.deadlines.get(index).map(|at| at.node.limit.span) else {
        return;
    };
    ctx.report(
        Diagnostic::error(
            errors::DEADLINE_CYCLE,
            at,
            "Các thời hạn tính từ nhau thành vòng.",
            "These deadlines count from each other in a circle.",
        )
        .help(
            "Một thời hạn trong vòng phải tính từ một ngày thật.",
            "Let one of them count from a date.",
        ),
    );
}
