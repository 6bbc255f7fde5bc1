//! Rankings (R10): statements of one name make one ranking.

use crate::context::Context;
use crate::declare::text;
use crate::errors;
use crate::names::Kind;
use crate::scope::Scope;
use crate::statements::{At, Statements};
use quyche_base::Diagnostic;
use quyche_ir::expr::{Expr, Type};
use quyche_ir::norm::{First, Key, Party, Ranking};
use quyche_ir::{RankingId, RecordId, UnitId};
use quyche_syntax::ast::{self, Order, RankingRule};

/// The statements of each ranking, in the order in which their names first stand.
pub(crate) fn groups<'a>(statements: &Statements<'a>) -> Vec<Vec<At<'a, ast::Ranking>>> {
    let mut groups: Vec<Vec<At<'a, ast::Ranking>>> = Vec::new();
    for at in &statements.rankings {
        let known = groups.iter_mut().find(|group| {
            group
                .first()
                .is_some_and(|first| first.node.name.name == at.node.name.name)
        });
        match known {
            Some(group) => group.push(*at),
            None => groups.push(vec![*at]),
        }
    }
    groups
}

/// Declares the names of rankings.
pub(crate) fn survey(ctx: &mut Context<'_>) {
    for (index, group) in groups(&ctx.statements).iter().enumerate() {
        if let Some(first) = group.first() {
            let name = &first.node.name;
            // Statements of one name are one ranking, so a name is never taken.
            let _first_wins = ctx.names.declare(Kind::Ranking, &name.name, name.span, index);
        }
    }
}

/// Lowers every ranking.
pub(crate) fn rankings(ctx: &mut Context<'_>) {
    for (index, group) in groups(&ctx.statements).into_iter().enumerate() {
        if let Some(ranking) = ctx.ranking(RankingId::at(index), &group) {
            ctx.document.rankings.push(ranking);
        }
    }
}

impl<'a> Context<'a> {
    fn ranking(&mut self, id: RankingId, group: &[At<'a, ast::Ranking>]) -> Option<Ranking> {
        let first = group.first()?;
        let mut keyed = group.iter().filter(|at| matches!(at.node.rule, RankingRule::Keys(_)));
        let Some(main) = keyed.next() else {
            self.no_keys(first);
            return None;
        };
        if let Some(second) = keyed.next() {
            self.ranking_twice(main, second);
        }
        let mut over = None;
        for at in group {
            over = over.or(at.node.over.as_ref().and_then(|name| self.record(name)));
        }
        let Some(subject) = over.or_else(|| self.subject_at(main.unit)) else {
            self.no_subject(main.span);
            return None;
        };
        let (quota, when) = self.conditions_of(group, subject)?;
        let keys = self.keys(main, subject)?;
        let (tie_breaker, passing_suffices) = self.others(group)?;
        let label = group.iter().find_map(|at| text(at.node.label.as_ref()));
        Some(Ranking {
            id,
            unit: main.unit?,
            name: main.node.name.name.shown.clone(),
            label,
            subject,
            quota,
            when,
            keys,
            tie_breaker,
            passing_suffices,
            at: main.span,
        })
    }

    /// The quota and the trigger.
    fn conditions_of(
        &mut self,
        group: &[At<'a, ast::Ranking>],
        subject: RecordId,
    ) -> Option<(Option<Expr>, Option<Expr>)> {
        let (mut quota, mut when, mut whole) = (None, None, true);
        for at in group {
            let mut scope = Scope::new(self, at.unit, Some(subject));
            if let Some(expr) = &at.node.quota {
                let made = self.typed(&mut scope, expr, Type::Number);
                whole &= made.is_some();
                quota = quota.or(made);
            }
            let gate = self.gate(&mut scope, &at.node.tails, at.span);
            whole &= gate.whole;
            when = when.or(gate.gate.when);
        }
        whole.then_some((quota, when))
    }

    /// Who decides a tie, and where passing suffices.
    #[expect(clippy::type_complexity, reason = "two parts of one ranking")]
    fn others(&mut self, group: &[At<'a, ast::Ranking>]) -> Option<(Option<(UnitId, Party)>, Option<UnitId>)> {
        let (mut tie_breaker, mut suffices): (Option<(UnitId, Party)>, Option<UnitId>) = (None, None);
        for at in group {
            match &at.node.rule {
                RankingRule::Keys(_) => {}
                RankingRule::TieBreaker(name) => {
                    let party = self.party(name)?;
                    if tie_breaker.is_some_and(|(_, other)| other != party) {
                        let main = group
                            .iter()
                            .find(|other| matches!(other.node.rule, RankingRule::TieBreaker(_)))?;
                        self.ranking_twice(main, at);
                    }
                    tie_breaker = tie_breaker.or(at.unit.map(|unit| (unit, party)));
                }
                RankingRule::PassingSuffices => suffices = suffices.or(at.unit),
            }
        }
        Some((tie_breaker, suffices))
    }

    fn keys(&mut self, at: &At<'a, ast::Ranking>, subject: RecordId) -> Option<Vec<Key>> {
        let RankingRule::Keys(keys) = &at.node.rule else {
            return None;
        };
        let mut out: Vec<Option<Key>> = Vec::new();
        for key in keys {
            let unit = self.units.item(&key.marker).or(at.unit);
            let mut scope = Scope::new(self, unit, Some(subject));
            let value = self.expr(&mut scope, &key.value, crate::expr::Want::Left);
            let made = value.and_then(|value| {
                let first = self.direction(key, &value)?;
                Some(Key {
                    unit: unit?,
                    value,
                    first,
                    at: key.span,
                })
            });
            out.push(made);
        }
        out.into_iter().collect()
    }

    /// Which value of a key goes first.
    fn direction(&mut self, key: &ast::Key, value: &Expr) -> Option<First> {
        if value.ty == Type::Bool {
            if key.first.is_some() {
                self.report(
                    Diagnostic::error(
                        errors::TRUTH_DIRECTION,
                        key.span,
                        "Tiêu chí đúng hay sai không có \"cao hơn\", \"sớm hơn\": ai đúng thì trước.",
                        "A key that is true or false takes no direction: those for whom it holds go first.",
                    )
                    .help("Bỏ chữ chỉ chiều.", "Drop the direction."),
                );
                return None;
            }
            return Some(First::True);
        }
        if let Type::Member(set) = value.ty
            && self.document.sets.get(set.index()).is_some_and(|set| !set.ordered)
        {
            self.no_order(value.at, set);
            return None;
        }
        let day = value.ty == Type::Date;
        let time = day || value.ty == Type::Year;
        let comparable = time || matches!(value.ty, Type::Number | Type::Days | Type::Member(_));
        let first = key.first.and_then(|order| match order {
            Order::Earlier if time => Some(First::Least),
            Order::Later if time => Some(First::Greatest),
            Order::Higher | Order::More if !day => Some(First::Greatest),
            Order::Lower | Order::Less if !day => Some(First::Least),
            Order::Earlier | Order::Later | Order::Higher | Order::More | Order::Lower | Order::Less => None,
        });
        let first = first.filter(|_| comparable);
        if first.is_none() {
            let (vi, en) = self.type_words(value.ty);
            self.report(
                Diagnostic::error(
                    errors::KEY_DIRECTION,
                    key.span,
                    format!("Tiêu chí này là {vi}: phải nói giá trị nào đứng trước, bằng chữ hợp với nó."),
                    format!("This key is {en}: say which value goes first, with a word that fits."),
                )
                .help(
                    "Số và bậc: \"cao hơn\", \"thấp hơn\", \"nhiều hơn\", \"ít hơn\"; ngày: \"sớm hơn\", \"muộn hơn\".",
                    "Numbers and ranks: cao hơn, thấp hơn, nhiều hơn, ít hơn; dates: sớm hơn, muộn hơn.",
                ),
            );
        }
        first
    }

    fn no_keys(&mut self, at: &At<'a, ast::Ranking>) {
        let shown = &at.node.name.name.shown;
        self.report(
            Diagnostic::error(
                errors::NO_KEYS,
                at.node.name.span,
                format!("Thứ tự ưu tiên \"{shown}\" không có tiêu chí nào."),
                format!("Ranking \"{shown}\" has no keys."),
            )
            .help(
                "Một câu \"thứ tự ưu tiên\" cùng tên phải liệt kê các tiêu chí a), b) …",
                "One statement of this name must list the keys.",
            ),
        );
    }

    fn ranking_twice(&mut self, first: &At<'a, ast::Ranking>, second: &At<'a, ast::Ranking>) {
        let shown = &second.node.name.name.shown;
        self.report(
            Diagnostic::error(
                errors::RANKING_TWICE,
                second.span,
                format!("Thứ tự ưu tiên \"{shown}\" nói hai lần, hai cách khác nhau."),
                format!("Ranking \"{shown}\" is stated twice."),
            )
            .label(first.span, "lần thứ nhất ở đây", "first here")
            .help(
                "Gộp hai câu, hoặc đặt hai tên.",
                "Join the two, or give them two names.",
            ),
        );
    }
}
