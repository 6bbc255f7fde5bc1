//! Facts that a document carries in its examples: each of the type of its field.

use super::Checker;
use crate::errors::{POINTS_NOWHERE, WRONG_TYPE};
use crate::expr::Type;
use crate::facts::{Fact, RecordFact};
use crate::ids::RecordId;

impl Checker<'_> {
    pub(super) fn facts(&mut self, record: RecordId, facts: &RecordFact) {
        let doc = self.doc;
        let Some(declared) = doc.records.get(record.index()) else {
            self.record(record);
            return;
        };
        if facts.fields.len() > declared.fields.len() {
            self.report(
                POINTS_NOWHERE,
                "có nhiều dữ kiện hơn số trường đã khai",
                "there are more facts than declared fields",
            );
        }
        for (field, fact) in declared.fields.iter().zip(&facts.fields) {
            self.fact(field.ty, fact);
        }
        for (judgement, _) in &facts.judgements {
            self.points("judgements", judgement.index(), doc.judgements.len());
        }
    }

    fn fact(&mut self, ty: Type, fact: &Fact) {
        let fits = match (fact, ty) {
            (Fact::Unknown | Fact::None, _)
            | (Fact::Bool(_), Type::Bool)
            | (Fact::Number(_), Type::Number)
            | (Fact::Text(_), Type::Text)
            | (Fact::Date(_), Type::Date)
            | (Fact::Moment(_), Type::Moment)
            | (Fact::Year(_), Type::Year)
            | (Fact::Period(_), Type::Period)
            | (Fact::Texts { .. }, Type::Texts)
            | (Fact::Outside(_), Type::Member(_))
            | (Fact::Title(None), Type::Title) => true,
            (Fact::Member(position), Type::Member(set)) => self.member(set, *position),
            (Fact::Title(Some(id)), Type::Title) => self.title(*id),
            (Fact::List(list), Type::List(record)) => {
                for row in &list.rows {
                    self.facts(record, row);
                }
                true
            }
            (Fact::Record(inner), Type::Record(record)) => {
                self.facts(record, inner);
                true
            }
            (
                Fact::Bool(_)
                | Fact::Number(_)
                | Fact::Text(_)
                | Fact::Date(_)
                | Fact::Moment(_)
                | Fact::Year(_)
                | Fact::Member(_)
                | Fact::Outside(_)
                | Fact::Title(_)
                | Fact::Period(_)
                | Fact::Texts { .. }
                | Fact::List(_)
                | Fact::Record(_),
                _,
            ) => false,
        };
        if !fits {
            self.report(
                WRONG_TYPE,
                "dữ kiện của ví dụ không đúng kiểu của trường",
                "a fact of the example is not of its field's type",
            );
        }
    }
}
