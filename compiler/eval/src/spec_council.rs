//! R11 by its vectors: composition, members who may not sit, votes.

use crate::build::*;
use crate::check::check_unit;
use crate::result::{Assessment, Options};
use quyche_ir::expr::{Expr, ExprKind, List, ListSource, Place, Root, Type};
use quyche_ir::facts::Case;
use quyche_ir::model::{Field, Record};
use quyche_ir::norm::{
    Body, Council, CouncilRule, CouncilRuleKind, Gate, MemberFields, PlainBase, VoteBase, VoteField,
};
use quyche_ir::outcome::Class;
use quyche_ir::*;

const COUNCIL: RecordId = RecordId(5);
const MEMBER: RecordId = RecordId(6);
const CANDIDATE: RecordId = RecordId(7);
const SEATS: SetId = SetId(0);

const LIST: FieldId = FieldId(0);
const CANDIDATES: FieldId = FieldId(1);
const PERSON_KEY: FieldId = FieldId(0);
const SEAT: FieldId = FieldId(1);
const ALSO: FieldId = FieldId(2);
const VOTE: FieldId = FieldId(3);
const BARRED: FieldId = FieldId(4);
const RELATIVES: FieldId = FieldId(1);

/// Seats, by position.
const CHAIR: u32 = 0;
const MEMBER_SEAT: u32 = 1;
const SECRETARY: u32 = 2;

/// Votes, by position.
const FOR: u32 = 0;
const AGAINST: u32 = 1;
const BLANK: u32 = 2;
const ABSENT: u32 = 3;

fn fields(all: &[(&str, Type)]) -> Vec<Field> {
    let field = |(name, ty): &(&str, Type)| Field {
        name: (*name).to_owned(),
        label: None,
        ty: *ty,
        required: false,
    };
    all.iter().map(field).collect()
}

fn add_record(doc: &mut Document, id: RecordId, name: &str, all: &[(&str, Type)]) {
    doc.records.push(Record {
        id,
        name: name.to_owned(),
        label: None,
        fields: fields(all),
        key: None,
        at: quyche_base::Span::default(),
    });
}

/// `có thí_sinh (người_này thuộc thân_nhân của thí_sinh)`.
fn related() -> Expr {
    let relatives = Place {
        root: Root::Element {
            depth: 0,
            record: CANDIDATE,
        },
        path: vec![RELATIVES],
    };
    let who = Place {
        root: Root::Element {
            depth: 1,
            record: MEMBER,
        },
        path: vec![PERSON_KEY],
    };
    let filter = bool_expr(ExprKind::InTexts {
        value: Box::new(expr(Type::Text, ExprKind::Fact(who))),
        list: relatives,
    });
    let list = List {
        source: ListSource::Fact(Place {
            root: Root::Subject(COUNCIL),
            path: vec![CANDIDATES],
        }),
        record: CANDIDATE,
        filters: vec![filter],
    };
    exists(list, Some(1), None)
}

fn barred_fact() -> Expr {
    bool_expr(ExprKind::Fact(element(MEMBER, BARRED)))
}

fn council(kinds: Vec<CouncilRuleKind>) -> Document {
    let mut doc = doc();
    add_record(
        &mut doc,
        COUNCIL,
        "hội_đồng",
        &[("thành_viên", Type::List(MEMBER)), ("thí_sinh", Type::List(CANDIDATE))],
    );
    let member = [
        ("mã", Type::Text),
        ("vai", Type::Member(SEATS)),
        ("kiêm_nhiệm", Type::Member(SEATS)),
        ("phiếu", Type::Member(SEATS)),
        ("đang_kỷ_luật", Type::Bool),
    ];
    add_record(&mut doc, MEMBER, "thành_viên", &member);
    add_record(
        &mut doc,
        CANDIDATE,
        "thí_sinh",
        &[("mã", Type::Text), ("thân_nhân", Type::Texts)],
    );
    let rule = |(at, kind): (usize, CouncilRuleKind)| CouncilRule {
        unit: UnitId::at(at),
        kind,
        at: quyche_base::Span::default(),
    };
    doc.councils.push(Council {
        id: CouncilId(0),
        name: "hội_đồng_xét".to_owned(),
        label: None,
        unit: UnitId(0),
        record: COUNCIL,
        members: MemberFields {
            list: LIST,
            record: MEMBER,
            person: PERSON_KEY,
            seat: SEAT,
            seats: SEATS,
            also: Some(ALSO),
            vote: Some(VoteField {
                field: VOTE,
                for_: FOR,
                against: AGAINST,
                blank: BLANK,
                absent: ABSENT,
            }),
        },
        rules: kinds.into_iter().enumerate().map(rule).collect(),
    });
    doc
}

fn member(name: &str, seat: u32, vote: Option<u32>, barred: Option<bool>) -> RecordFact {
    row(&[
        Fact::Text(name.to_owned()),
        Fact::Member(seat),
        Fact::None,
        vote.map_or(Fact::Unknown, Fact::Member),
        barred.map_or(Fact::Unknown, Fact::Bool),
    ])
}

fn ask(doc: &Document, unit: u32, members: Vec<RecordFact>, candidates: Fact) -> Assessment {
    let mut case = Case::default();
    case.subject.set(LIST, rows(members, true));
    case.subject.set(CANDIDATES, candidates);
    check_unit(
        doc,
        UnitId(unit),
        None,
        &case,
        &RecordFact::default(),
        &Options::default(),
    )
    .unwrap()
}

fn plain_members(votes: &[Option<u32>]) -> Vec<RecordFact> {
    let seat = |at: usize| if at == 0 { CHAIR } else { MEMBER_SEAT };
    votes
        .iter()
        .enumerate()
        .map(|(at, vote)| member(&format!("TV{at}"), seat(at), *vote, Some(false)))
        .collect()
}

fn barred() -> CouncilRuleKind {
    CouncilRuleKind::Barred(vec![
        item(1, Gate::default(), Body::Test(related())),
        item(2, Gate::default(), Body::Test(barred_fact())),
    ])
}

fn seat(seat: u32, count: Option<u32>, concurrent: Option<(u32, u32)>) -> CouncilRuleKind {
    CouncilRuleKind::Seat {
        seat,
        count,
        conditions: Vec::new(),
        concurrent,
    }
}

#[test]
fn size_and_seats_are_asked() {
    let doc = council(vec![
        CouncilRuleKind::Size(vec![5, 7]),
        seat(CHAIR, Some(1), None),
        seat(MEMBER_SEAT, None, Some((1, SECRETARY))),
    ]);
    let five = || plain_members(&[None; 5]);
    assert_eq!(ask(&doc, 0, five(), Fact::None).outcome, Outcome::MET);
    let four = ask(&doc, 0, plain_members(&[None; 4]), Fact::None);
    assert_eq!(four.failures[0].words, "cần 5 hoặc 7 thành viên, có 4");
    assert_eq!(ask(&doc, 1, five(), Fact::None).outcome, Outcome::MET);
    assert_eq!(ask(&doc, 2, five(), Fact::None).outcome, Outcome::NOT_MET);
    let mut with_secretary = five();
    with_secretary[1].fields[2] = Fact::Member(SECRETARY);
    assert_eq!(ask(&doc, 2, with_secretary, Fact::None).outcome, Outcome::MET);
    let mut stranger = five();
    stranger[1].fields[1] = Fact::Member(SECRETARY);
    assert_eq!(ask(&doc, 2, stranger, Fact::None).outcome, Outcome::NOT_MET);
}

fn candidate(relatives: &[&str], complete: bool) -> RecordFact {
    let items = relatives.iter().map(|name| (*name).to_owned()).collect();
    row(&[Fact::Unknown, Fact::Texts { items, complete }])
}

#[test]
fn kinship_is_unknown_unless_the_list_of_relatives_is_complete() {
    let doc = council(vec![barred()]);
    let ask = |relatives: RecordFact| ask(&doc, 0, plain_members(&[None; 3]), rows(vec![relatives], true));
    assert_eq!(ask(candidate(&["ai khác"], true)).outcome, Outcome::MET);
    assert_eq!(ask(candidate(&["ai khác"], false)).outcome.class(), Class::Open);
    let breach = ask(candidate(&["TV1"], false));
    assert_eq!(breach.outcome, Outcome::NOT_MET);
    assert_eq!(breach.failures[0].words, "không được bố trí TV1");
}

#[test]
fn without_somebody_who_may_not_sit_the_size_is_asked_again() {
    let doc = council(vec![CouncilRuleKind::Size(vec![5, 7]), barred()]);
    let mut members = plain_members(&[None; 5]);
    members[3] = member("TV3", MEMBER_SEAT, None, Some(true));
    let size = ask(&doc, 0, members.clone(), Fact::None);
    assert_eq!(size.failures[0].words, "cần 5 hoặc 7 thành viên, có 4");
    members[3] = member("TV3", MEMBER_SEAT, None, None);
    assert_eq!(ask(&doc, 0, members, Fact::None).outcome.class(), Class::Open);
}

fn vote(base: PlainBase, quorum: Option<(u32, u32)>) -> Document {
    let base = match base {
        PlainBase::Members => VoteBase::Members,
        PlainBase::Present => VoteBase::Present,
        PlainBase::ForAndAgainst => VoteBase::ForAndAgainst,
    };
    let mut kinds = vec![
        CouncilRuleKind::Vote {
            base,
            tie_seat: Some(CHAIR),
        },
        barred(),
    ];
    if let Some((numerator, denominator)) = quorum {
        kinds.push(CouncilRuleKind::Quorum {
            strict: false,
            numerator,
            denominator: Some(denominator),
        });
    }
    council(kinds)
}

#[test]
fn a_vote_is_counted_over_every_completion() {
    let doc = vote(PlainBase::Members, None);
    let cast = |votes: &[Option<u32>]| ask(&doc, 0, plain_members(votes), Fact::None).outcome;
    let (yes, no) = (Some(FOR), Some(AGAINST));
    assert_eq!(cast(&[yes, yes, yes, no, no]), Outcome::MET);
    assert_eq!(cast(&[yes, yes, yes, None, None]), Outcome::MET);
    assert_eq!(cast(&[yes, yes, None, no, no]), Outcome::OPEN);
    assert_eq!(cast(&[yes, yes, no, no]), Outcome::MET);
    assert_eq!(cast(&[no, yes, yes, no]), Outcome::NOT_MET);
    assert_eq!(cast(&[None, yes, no, Some(ABSENT)]).class(), Class::Open);
}

#[test]
fn what_the_text_leaves_open_in_a_vote_is_a_gap() {
    let doc = vote(PlainBase::ForAndAgainst, None);
    let gap = |votes: &[Option<u32>]| {
        let found = ask(&doc, 0, plain_members(votes), Fact::None);
        found.open.iter().map(|leaf| leaf.cause.clone()).collect::<Vec<_>>()
    };
    // Level with the chair abstaining, and nobody voting at all.
    assert_eq!(gap(&[Some(BLANK), Some(FOR), Some(AGAINST)]), [Cause::Gap(UnitId(0))]);
    assert_eq!(gap(&[Some(BLANK), Some(ABSENT)]), [Cause::Gap(UnitId(0))]);
}

#[test]
fn whoever_may_not_sit_stands_neither_in_the_votes_nor_in_the_base() {
    let doc = vote(PlainBase::Members, None);
    let mut members = plain_members(&[Some(FOR), Some(AGAINST), Some(AGAINST)]);
    members[2] = member("TV2", MEMBER_SEAT, Some(AGAINST), Some(true));
    // One against one: the side of the chair.
    assert_eq!(ask(&doc, 0, members.clone(), Fact::None).outcome, Outcome::MET);
    // A chair who may not sit counts as absent: one against nobody.
    members[0] = member("TV0", CHAIR, Some(FOR), Some(true));
    assert_eq!(ask(&doc, 0, members.clone(), Fact::None).outcome, Outcome::NOT_MET);
    // Whether the last may sit is one more completion.
    members[0] = member("TV0", CHAIR, Some(FOR), Some(false));
    members[2] = member("TV2", MEMBER_SEAT, Some(AGAINST), None);
    assert_eq!(ask(&doc, 0, members, Fact::None).outcome.class(), Class::Open);
}

#[test]
fn without_the_quorum_the_vote_fails() {
    let doc = vote(PlainBase::Present, Some((2, 3)));
    let (yes, away) = (Some(FOR), Some(ABSENT));
    let short = ask(&doc, 0, plain_members(&[yes, away, away]), Fact::None);
    assert_eq!(short.outcome, Outcome::NOT_MET);
    assert!(short.failures[0].words.contains("không đủ số thành viên có mặt"));
    assert_eq!(
        ask(&doc, 0, plain_members(&[yes, yes, away]), Fact::None).outcome,
        Outcome::MET
    );
    assert_eq!(
        ask(&doc, 2, plain_members(&[yes, away, away]), Fact::None).outcome,
        Outcome::NOT_MET
    );
}

#[test]
fn the_base_may_be_a_reading() {
    let mut doc = vote(PlainBase::Members, None);
    let question = reading(&mut doc, &["tổng số", "có mặt"]);
    doc.councils[0].rules[0].kind = CouncilRuleKind::Vote {
        base: VoteBase::Reading {
            reading: question,
            answers: [Some(PlainBase::Members), Some(PlainBase::Present), None],
        },
        tie_seat: Some(CHAIR),
    };
    let members = || plain_members(&[Some(FOR), Some(ABSENT), Some(ABSENT)]);
    let by_default = ask(&doc, 0, members(), Fact::None);
    assert_eq!(
        (by_default.outcome, by_default.readings),
        (Outcome::OPEN, vec![(question, 0)])
    );
    let mut case = Case::default();
    case.subject.set(LIST, rows(members(), true));
    let options = Options {
        readings: vec![(question, 1)],
        ..Options::default()
    };
    let chosen = check_unit(&doc, UnitId(0), None, &case, &RecordFact::default(), &options).unwrap();
    // Candidates were not given, so whether anybody is barred is open, but the other two are away anyhow.
    assert_eq!(chosen.outcome.class(), Class::Open);
    case.subject.set(CANDIDATES, Fact::None);
    let chosen = check_unit(&doc, UnitId(0), None, &case, &RecordFact::default(), &options).unwrap();
    assert_eq!(chosen.outcome, Outcome::MET);
}
