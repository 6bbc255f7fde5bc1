//! Councils (R11): statements of one name make one council; what contradicts is an error.

use crate::context::Context;
use crate::declare::text;
use crate::errors;
use crate::names::Kind;
use crate::scope::{Frame, Scope};
use crate::statements::{At, Statements};
use quyche_base::{Diagnostic, Name, Span};
use quyche_ir::expr::Type;
use quyche_ir::norm::{Council, CouncilRule, CouncilRuleKind, MemberFields, PlainBase, VoteBase, VoteField};
use quyche_ir::{CouncilId, ReadingId, RecordId, SetId, UnitId};
use quyche_syntax::ast::{self, Ident};

/// The statements of each council.
pub(crate) fn groups<'a>(statements: &Statements<'a>) -> Vec<Vec<At<'a, ast::Council>>> {
    let mut groups: Vec<Vec<At<'a, ast::Council>>> = Vec::new();
    for at in &statements.councils {
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

/// Names and records of councils, before parties are looked for.
pub(crate) fn survey(ctx: &mut Context<'_>) {
    for (index, group) in groups(&ctx.statements).into_iter().enumerate() {
        let Some(first) = group.first() else { continue };
        let name = &first.node.name;
        // Statements of one name are one council, so a name is never taken.
        let _first_wins = ctx.names.declare(Kind::Council, &name.name, name.span, index);
        let written: Vec<&Ident> = group.iter().filter_map(|at| at.node.record.as_ref()).collect();
        let records: Vec<Option<RecordId>> = written.iter().map(|name| ctx.record(name)).collect();
        if written.is_empty() {
            ctx.no_subject(first.span);
        }
        if let (Some(first), Some(other)) = (
            written.first(),
            written
                .iter()
                .find(|other| Some(&other.name) != written.first().map(|first| &first.name)),
        ) {
            let found = contradiction(
                other.span,
                "Hai câu nói hội đồng này theo hai dữ kiện khác nhau.",
                "Two records.",
            );
            ctx.report(found.label(first.span, "dữ kiện thứ nhất", "the first"));
        }
        ctx.council_records.push(records.first().copied().flatten());
    }
}

fn contradiction(at: Span, vi: &str, en: &str) -> Diagnostic {
    Diagnostic::error(errors::COUNCIL_CONTRADICTION, at, vi, en)
        .help("Sửa một trong hai chỗ cho khớp.", "Mend one of the two.")
}

/// Lowers every council.
pub(crate) fn councils(ctx: &mut Context<'_>) {
    for (index, group) in groups(&ctx.statements).into_iter().enumerate() {
        if let Some(council) = ctx.council(CouncilId::at(index), &group) {
            ctx.document.councils.push(council);
        }
    }
}

impl<'a> Context<'a> {
    fn council(&mut self, id: CouncilId, group: &[At<'a, ast::Council>]) -> Option<Council> {
        let first = group.first()?;
        let record = self.council_records.get(id.index()).copied().flatten()?;
        let votes = group
            .iter()
            .flat_map(|at| &at.node.rules)
            .any(|rule| matches!(rule.kind, ast::CouncilRuleKind::Vote { .. }));
        let members = self.member_fields(record, votes, first.node.name.span)?;
        let mut rules: Vec<Option<CouncilRule>> = Vec::new();
        for at in group {
            for rule in &at.node.rules {
                self.rule(record, members, at.unit, rule, &mut rules);
            }
        }
        let rules: Vec<CouncilRule> = rules.into_iter().collect::<Option<_>>()?;
        let has_members = rules
            .iter()
            .any(|rule| matches!(rule.kind, CouncilRuleKind::Size(_) | CouncilRuleKind::Seat { .. }));
        if !has_members && !crate::domains::gap_on_record(self, first.unit) {
            self.no_members(first);
        }
        self.contradictions(&rules);
        Some(Council {
            id,
            name: first.node.name.name.shown.clone(),
            label: group.iter().find_map(|at| text(at.node.label.as_ref())),
            unit: first.unit?,
            record,
            members,
            rules,
        })
    }

    fn no_members(&mut self, at: &At<'a, ast::Council>) {
        let shown = &at.node.name.name.shown;
        self.report(
            Diagnostic::warning(
                errors::NO_MEMBERS,
                at.node.name.span,
                format!("Hội đồng \"{shown}\" không nói gồm bao nhiêu, gồm những ai."),
                format!("Council \"{shown}\" does not say how many or which members it has."),
            )
            .help(
                "Thêm \"thành viên 5 hoặc 7, gồm …\"; nếu văn bản không quy định, ghi \"nghi vấn (lỗ_hổng)\" ở đơn vị này.",
                "Add \"thành viên 5 hoặc 7, gồm …\"; if the text is silent, record \"nghi vấn (lỗ_hổng)\" here.",
            ),
        );
    }

    /// Which fields of the record say what of a member.
    fn member_fields(&mut self, record: RecordId, votes: bool, at: Span) -> Option<MemberFields> {
        let missing = |what: &str| what.to_owned();
        let found = self.find_member_fields(record, votes).map_err(|what| missing(&what));
        match found {
            Ok(fields) => Some(fields),
            Err(what) => {
                let declared = self.document.records.get(record.index())?;
                let (name, span) = (declared.name.clone(), declared.at);
                self.report(
                    Diagnostic::error(
                        errors::COUNCIL_RECORD,
                        at,
                        format!("Dữ kiện \"{name}\" của hội đồng thiếu {what}."),
                        format!("The council's record \"{name}\" lacks {what}."),
                    )
                    .label(span, "khai ở đây", "declared here")
                    .help(
                        "Cần danh sách \"thành_viên\" của một dữ kiện có \"mã\" (chữ), \"vai\" (danh mục), và \"phiếu\" (thuận, chống, trắng, vắng) khi biểu quyết.",
                        "It needs a list \"thành_viên\" of a record with \"mã\", \"vai\" and, for votes, \"phiếu\".",
                    ),
                );
                None
            }
        }
    }

    fn find_member_fields(&mut self, record: RecordId, votes: bool) -> Result<MemberFields, String> {
        let list = self
            .names
            .field(record, "thành_viên")
            .ok_or("danh sách \"thành_viên\"")?;
        let Some(Type::List(member)) = self.field_type(record, list) else {
            return Err("danh sách \"thành_viên\" (kiểu \"nhiều …\")".to_owned());
        };
        let person = self.names.field(member, "mã").ok_or("trường \"mã\" của thành viên")?;
        if self.field_type(member, person) != Some(Type::Text) {
            return Err("trường \"mã\" kiểu chữ của thành viên".to_owned());
        }
        let seat = self.names.field(member, "vai").ok_or("trường \"vai\" của thành viên")?;
        let Some(Type::Member(seats)) = self.field_type(member, seat) else {
            return Err("trường \"vai\" theo danh mục của thành viên".to_owned());
        };
        let also = self.names.field(member, "kiêm_nhiệm");
        let also = also.filter(|also| self.field_type(member, *also) == Some(Type::Member(seats)));
        let vote = self.vote_field(member);
        if votes && vote.is_none() {
            return Err("trường \"phiếu\" của thành viên, theo danh mục có thuận, chống, trắng, vắng".to_owned());
        }
        let fields = [Some(person), Some(seat), also, vote.map(|vote| vote.field)];
        self.used.fields.insert((record, list));
        self.used
            .fields
            .extend(fields.into_iter().flatten().map(|field| (member, field)));
        Ok(MemberFields {
            list,
            record: member,
            person,
            seat,
            seats,
            also,
            vote,
        })
    }

    fn vote_field(&self, member: RecordId) -> Option<VoteField> {
        let field = self.names.field(member, "phiếu")?;
        let Type::Member(set) = self.field_type(member, field)? else {
            return None;
        };
        let value = |name: &str| self.names.value_of(set, &Name::new(name));
        Some(VoteField {
            field,
            for_: value("thuận")?,
            against: value("chống")?,
            blank: value("trắng")?,
            absent: value("vắng")?,
        })
    }

    /// The scope of conditions on a member.
    fn member_scope(&self, record: RecordId, members: MemberFields, unit: Option<UnitId>) -> Scope<'a> {
        let mut scope = Scope::new(self, unit, Some(record));
        scope.frames.push(Frame::Member {
            record: members.record,
            person: members.person,
            list: "thành_viên".to_owned(),
        });
        scope
    }

    fn rule(
        &mut self,
        record: RecordId,
        members: MemberFields,
        unit: Option<UnitId>,
        rule: &'a ast::CouncilRule,
        into: &mut Vec<Option<CouncilRule>>,
    ) {
        let at = rule.span;
        let make = |kind: Option<CouncilRuleKind>| kind.zip(unit).map(|(kind, unit)| CouncilRule { unit, kind, at });
        match &rule.kind {
            ast::CouncilRuleKind::Members { sizes, seats } => {
                if !sizes.is_empty() {
                    into.push(make(Some(CouncilRuleKind::Size(sizes.clone()))));
                }
                for seat in seats {
                    into.push(self.seat(record, members, unit, seat));
                }
            }
            ast::CouncilRuleKind::Barred(items) => {
                let mut scope = self.member_scope(record, members, unit);
                let items = self.criterion_items(&mut scope, items);
                into.push(make(items.map(CouncilRuleKind::Barred)));
            }
            ast::CouncilRuleKind::Quorum {
                strict,
                numerator,
                denominator,
            } => {
                let impossible = denominator.is_some_and(|denominator| *numerator > denominator || denominator == 0);
                if impossible {
                    let most = denominator.unwrap_or(0).to_string();
                    self.impossible(at, &numerator.to_string(), &most);
                }
                let kind = CouncilRuleKind::Quorum {
                    strict: *strict,
                    numerator: *numerator,
                    denominator: *denominator,
                };
                into.push(make((!impossible).then_some(kind)));
            }
            ast::CouncilRuleKind::Vote { base, tie_seat } => {
                let base = self.vote_base(base.as_ref(), at);
                let tie = match tie_seat {
                    None => Some(None),
                    Some(name) => self.seat_value(members.seats, name).map(Some),
                };
                let kind = base
                    .zip(tie)
                    .map(|(base, tie_seat)| CouncilRuleKind::Vote { base, tie_seat });
                into.push(make(kind));
            }
        }
    }

    fn seat_value(&mut self, seats: SetId, name: &Ident) -> Option<u32> {
        self.used.sets.insert(seats.index());
        let value = self.names.value_of(seats, &name.name);
        if value.is_none() {
            self.not_a_value(seats, name);
        }
        value
    }

    fn seat(
        &mut self,
        record: RecordId,
        members: MemberFields,
        unit: Option<UnitId>,
        seat: &'a ast::Seat,
    ) -> Option<CouncilRule> {
        let own = self.units.item(&seat.marker).or(unit);
        let mut scope = self.member_scope(record, members, own);
        let value = self.seat_value(members.seats, &seat.name);
        let conditions = self.conditions(&mut scope, &seat.conditions);
        let concurrent = match &seat.concurrent {
            None => Some(None),
            Some((count, name)) => self.seat_value(members.seats, name).map(|seat| Some((*count, seat))),
        };
        if let (Some((_, name)), None) = (&seat.concurrent, members.also) {
            self.report(
                Diagnostic::error(
                    errors::COUNCIL_RECORD,
                    name.span,
                    "Thành viên có người kiêm, mà dữ kiện của thành viên thiếu trường \"kiêm_nhiệm\" cùng danh mục với \"vai\".",
                    "A member holds a second seat, but the member's record has no field \"kiêm_nhiệm\".",
                )
                .help("Thêm trường \"kiêm_nhiệm\".", "Add the field \"kiêm_nhiệm\"."),
            );
        }
        let kind = CouncilRuleKind::Seat {
            seat: value?,
            count: seat.count,
            conditions: conditions?,
            concurrent: concurrent?,
        };
        Some(CouncilRule {
            unit: own?,
            kind,
            at: seat.span,
        })
    }

    /// What the majority is counted of: said, or a reading.
    fn vote_base(&mut self, base: Option<&ast::VoteBase>, at: Span) -> Option<VoteBase> {
        match base {
            Some(ast::VoteBase::Members) => Some(VoteBase::Members),
            Some(ast::VoteBase::Present) => Some(VoteBase::Present),
            Some(ast::VoteBase::ForAndAgainst) => Some(VoteBase::ForAndAgainst),
            Some(ast::VoteBase::Reading(name)) => self.reading_base(name),
            None => {
                self.report(
                    Diagnostic::error(
                        errors::NO_VOTE_BASE,
                        at,
                        "\"Đa số\" tính trên tổng số thành viên, trên số có mặt, hay trên số phiếu thuận và chống?",
                        "A majority of what: of all members, of those present, or of votes for and against?",
                    )
                    .help(
                        "Viết \"tính trên tổng số thành viên\" …; nếu văn bản không nói, khai một cách hiểu và viết \"tính trên cách hiểu N\".",
                        "Say it; where the text is silent declare a reading and write \"tính trên cách hiểu N\".",
                    ),
                );
                None
            }
        }
    }

    fn reading_base(&mut self, name: &Ident) -> Option<VoteBase> {
        let index = self.find(Kind::Reading, name)?;
        self.used.readings.insert(index);
        let reading = self.statements.readings.get(index)?.node;
        let mut answers: [Option<PlainBase>; 3] = [None; 3];
        let mut good = reading.answers.len() <= answers.len();
        for (place, answer) in answers.iter_mut().zip(&reading.answers) {
            *place = match answer.name.name.key.as_str() {
                "tổng_số_thành_viên" => Some(PlainBase::Members),
                "số_có_mặt" => Some(PlainBase::Present),
                "số_phiếu_thuận_và_chống" => Some(PlainBase::ForAndAgainst),
                _ => None,
            };
            good &= place.is_some();
        }
        if !good {
            self.report(
                Diagnostic::error(
                    errors::NO_VOTE_BASE,
                    name.span,
                    format!(
                        "Các cách trả lời của \"{}\" không nói đa số tính trên gì.",
                        name.name.shown
                    ),
                    format!(
                        "The answers of \"{}\" do not say what the majority is counted of.",
                        name.name.shown
                    ),
                )
                .help(
                    "Các cách trả lời được dùng: tổng_số_thành_viên, số_có_mặt, số_phiếu_thuận_và_chống.",
                    "Its answers may be: tổng_số_thành_viên, số_có_mặt, số_phiếu_thuận_và_chống.",
                ),
            );
            return None;
        }
        Some(VoteBase::Reading {
            reading: ReadingId::at(index),
            answers,
        })
    }

    /// Rules that cannot stand together.
    fn contradictions(&mut self, rules: &[CouncilRule]) {
        let mut seats: u32 = 0;
        for (index, rule) in rules.iter().enumerate() {
            if let CouncilRuleKind::Seat { count: Some(count), .. } = &rule.kind {
                seats = seats.saturating_add(*count);
            }
            let clash = rules.iter().take(index).find(|other| clash(&other.kind, &rule.kind));
            if let Some(other) = clash {
                let found = contradiction(
                    rule.at,
                    "Hai câu về cùng một việc của hội đồng nói khác nhau.",
                    "Two rules of the council say different things about one matter.",
                );
                self.report(found.label(other.at, "câu kia ở đây", "the other one"));
            }
        }
        let size = rules.iter().find_map(|rule| match &rule.kind {
            CouncilRuleKind::Size(sizes) => sizes.iter().max().map(|most| (*most, rule.at)),
            CouncilRuleKind::Seat { .. }
            | CouncilRuleKind::Barred(_)
            | CouncilRuleKind::Quorum { .. }
            | CouncilRuleKind::Vote { .. } => None,
        });
        if let Some((most, at)) = size.filter(|(most, _)| seats > *most) {
            self.report(contradiction(
                at,
                &format!("Các chỗ ngồi cộng lại là {seats}, hơn số thành viên nhiều nhất là {most}."),
                &format!("The seats add up to {seats}, more than the {most} members allowed."),
            ));
        }
    }
}

/// Whether two rules speak of one matter and say different things.
fn clash(first: &CouncilRuleKind, second: &CouncilRuleKind) -> bool {
    match (first, second) {
        (CouncilRuleKind::Size(one), CouncilRuleKind::Size(two)) => one != two,
        (CouncilRuleKind::Quorum { .. }, CouncilRuleKind::Quorum { .. })
        | (CouncilRuleKind::Vote { .. }, CouncilRuleKind::Vote { .. }) => first != second,
        (
            CouncilRuleKind::Seat {
                seat: one,
                count: first,
                ..
            },
            CouncilRuleKind::Seat {
                seat: two,
                count: second,
                ..
            },
        ) => one == two && first != second,
        _ => false,
    }
}
