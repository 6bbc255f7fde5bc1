//! Random people for the rules of `tests/analysis/`, always the same ones.

use chrono::{Days, NaiveDate};
use quyche_driver::load_texts;
use quyche_ir::facts::{Case, ListFact, PeriodEnd, PeriodFact};
use quyche_ir::{Document, Fact, FieldId, RecordFact, RecordId};

/// The rules.
pub fn document() -> Document {
    let text = include_str!("../analysis/rules.quyche").to_owned();
    let project = load_texts(&[("rules.quyche".to_owned(), text)]);
    assert!(!project.diagnostics.has_errors(), "{:?}", project.diagnostics);
    project.document.unwrap()
}

/// A stream of numbers (splitmix64).
pub struct Dice(u64);

impl Dice {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x2545_f491_4f6c_dd1d))
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.roll(sides) == 0
    }
}

/// A day, counted from the first day of 2018.
pub fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2018, 1, 1).unwrap() + Days::new(offset)
}

/// The day from which people are asked about: four years into the facts, which go on for eight more.
pub fn from() -> NaiveDate {
    day(1461)
}

/// A field by name.
pub fn field(doc: &Document, record: &str, name: &str) -> (RecordId, FieldId) {
    let record = doc.records.iter().find(|one| one.name == record).unwrap();
    let at = record.fields.iter().position(|field| field.name == name).unwrap();
    (record.id, FieldId::at(at))
}

fn unknown_or(dice: &mut Dice, fact: Fact) -> Fact {
    match dice.roll(24) {
        0 => Fact::Unknown,
        1 => Fact::None,
        _ => fact,
    }
}

fn some_day(dice: &mut Dice) -> NaiveDate {
    day(dice.roll(4400))
}

fn period(dice: &mut Dice) -> Fact {
    let start = some_day(dice);
    let end = match dice.roll(8) {
        0 | 1 => PeriodEnd::Running,
        2 if dice.one_in(3) => PeriodEnd::Unknown,
        _ => PeriodEnd::On(start + Days::new(dice.roll(1500))),
    };
    let start = (!dice.one_in(30)).then_some(start);
    Fact::Period(PeriodFact { start, end })
}

fn rows(dice: &mut Dice, most: u64, mut row: impl FnMut(&mut Dice) -> RecordFact) -> Fact {
    if dice.one_in(30) {
        return Fact::Unknown;
    }
    let count = dice.roll(most + 1);
    Fact::List(ListFact {
        rows: (0..count).map(|_| row(dice)).collect(),
        complete: !dice.one_in(12),
    })
}

/// The n-th person.
pub fn person(doc: &Document, number: u64) -> Case {
    let dice = &mut Dice::new(number);
    let mut case = Case {
        key: format!("N{number}"),
        ..Case::default()
    };
    let mut set = |name: &str, fact: Fact| case.subject.set(field(doc, "người", name).1, fact);
    let flag = |dice: &mut Dice, sides| {
        let value = dice.roll(sides) == 0;
        unknown_or(dice, Fact::Bool(value))
    };
    set("mã", Fact::Text(format!("N{number}")));
    set("miễn_thâm_niên", flag(dice, 4));
    set("đã_đánh_giá", flag(dice, 2));
    let retires = from() + Days::new(dice.roll(5000));
    set("ngày_nghỉ_hưu", unknown_or(dice, Fact::Date(retires)));
    let served = rows(dice, 4, |dice| {
        let right = dice.roll(6) > 0;
        let right = unknown_or(dice, Fact::Bool(right));
        RecordFact {
            fields: vec![period(dice), right],
            judgements: Vec::new(),
        }
    });
    set("quá_trình", served);
    let caught = rows(dice, 1, |dice| RecordFact {
        fields: vec![period(dice)],
        judgements: Vec::new(),
    });
    set("các_đợt_vướng", caught);
    let first = 2019 + i32::try_from(dice.roll(5)).unwrap();
    let mut year = first;
    let ratings = rows(dice, 6, |dice| {
        let grade = u32::try_from(2_u64.saturating_sub(dice.roll(9) / 3)).unwrap();
        year += 1;
        let rated = if dice.one_in(25) {
            Fact::Unknown
        } else {
            Fact::Year(year)
        };
        RecordFact {
            fields: vec![rated, Fact::Member(grade)],
            judgements: Vec::new(),
        }
    });
    set("xếp_loại_các_năm", ratings);
    let awards = rows(dice, 3, |dice| {
        let won = some_day(dice);
        let grade = Fact::Member(u32::try_from(dice.roll(3)).unwrap());
        RecordFact {
            fields: vec![unknown_or(dice, Fact::Date(won)), unknown_or(dice, grade)],
            judgements: Vec::new(),
        }
    });
    set("các_khen", awards);
    case
}

/// The circumstances as they stand on a day.
pub fn context(doc: &Document, day: NaiveDate) -> RecordFact {
    use chrono::Datelike;
    let mut context = RecordFact::default();
    context.set(field(doc, "kỳ", "hạn_nộp").1, Fact::Date(day));
    context.set(field(doc, "kỳ", "năm_xét").1, Fact::Year(day.year()));
    context
}
