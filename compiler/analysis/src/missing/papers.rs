//! What a dossier is asked for: a row for a document nobody handed in, a date for one whose date nobody gave.

use super::change::{Change, Edit, Spot};
use super::sets::{Sets, any};
use super::solve::Solver;
use quyche_ir::expr::{Paper, Type};
use quyche_ir::model::PaperFields;
use quyche_ir::outcome::PathStep;
use quyche_ir::{Fact, RecordFact};

impl<'d> Solver<'d> {
    /// That a document was surely handed in as asked, or surely not.
    pub fn submitted(&self, paper: &'d Paper, want: bool) -> Sets {
        let (Some(fields), Some(spot)) = (self.doc.papers, self.spot(&paper.list)) else {
            return Vec::new();
        };
        let (rows, complete): (&[RecordFact], bool) = match self.fact(&paper.list) {
            Some(Fact::List(list)) => (&list.rows, list.complete),
            Some(Fact::None) => (&[], true),
            Some(_) | None => (&[], false),
        };
        let of_it = |row: &RecordFact| *row.get(fields.document) == Fact::Member(paper.document);
        if !want {
            let none = !complete && !rows.iter().any(of_it);
            return if none {
                self.edit(Change::Complete { spot })
            } else {
                Vec::new()
            };
        }
        let undated = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| of_it(row) && *row.get(fields.date) == Fact::Unknown);
        let dated = undated.filter_map(|(at, _)| self.dated(paper, fields, &spot, at));
        let mut ways: Vec<Sets> = dated.collect();
        if !(self.only_unknown && complete) {
            ways.push(self.edit(Change::Row {
                record: fields.record,
                row: self.new_paper(paper, fields),
                spot: spot.clone(),
            }));
        }
        any(ways)
    }

    /// The day by which it has to be dated, for a row without a date.
    fn dated(&self, paper: &'d Paper, fields: PaperFields, spot: &Spot, at: usize) -> Option<Sets> {
        let last = self.prepared.dated_until(self.case, paper, self.unit)?;
        let mut steps = spot.steps.clone();
        steps.push(PathStep::Row(u32::try_from(at).unwrap_or(u32::MAX)));
        steps.push(PathStep::Field(fields.date));
        let spot = Spot { base: spot.base, steps };
        Some(vec![vec![Edit {
            unit: self.unit,
            change: Change::Set {
                spot,
                ty: Type::Date,
                to: Fact::Date(last),
            },
        }]])
    }

    fn new_paper(&self, paper: &'d Paper, fields: PaperFields) -> RecordFact {
        let mut row = RecordFact::default();
        row.set(fields.document, Fact::Member(paper.document));
        let copies = self.prepared.copies_asked(self.case, paper, self.unit);
        let copies = copies.map(|copies| copies.saturating_sub(self.handed_in(paper, fields)));
        if let Some(copies) = copies.filter(|copies| *copies > 1) {
            row.set(fields.copies, Fact::Number(copies.into()));
        }
        if let Some(last) = self.prepared.dated_until(self.case, paper, self.unit) {
            row.set(fields.date, Fact::Date(last));
        }
        row
    }

    /// How many copies surely count already; none where they have to be dated.
    fn handed_in(&self, paper: &'d Paper, fields: PaperFields) -> u64 {
        let rows: &[RecordFact] = match self.fact(&paper.list) {
            Some(Fact::List(list)) if paper.limit.is_none() => &list.rows,
            Some(_) | None => &[],
        };
        let mine = rows
            .iter()
            .filter(|row| *row.get(fields.document) == Fact::Member(paper.document));
        let copies = mine.map(|row| {
            if let Fact::Number(copies) = row.get(fields.copies) {
                u64::try_from(copies.trunc().mantissa()).unwrap_or(0)
            } else {
                u64::from(*row.get(fields.copies) == Fact::Unknown)
            }
        });
        copies.sum()
    }
}
