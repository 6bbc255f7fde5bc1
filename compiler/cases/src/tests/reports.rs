//! Results in words.

use super::document::document;
use crate::{Change, Outlook, Outlooks};
use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use quyche_base::Span;
use quyche_eval::result::{
    Assessment, Basis, Failure, OpenLeaf, PersonResult, RankingState, Reason, Review, Selection, Standing,
};
use quyche_ir::model::Doubt;
use quyche_ir::norm::Party;
use quyche_ir::outcome::{Class, FactPath, PathStep};
use quyche_ir::{Cause, Document, EntryId, FieldId, JudgementId, Outcome, ReadingId, RecordId, TitleId, UnitId};
use serde_json::Value;
use std::io::Cursor;

fn assessed(outcome: Outcome) -> Assessment {
    Assessment {
        outcome,
        open: Vec::new(),
        failures: Vec::new(),
        readings: Vec::new(),
        reason: None,
        limits: Vec::new(),
        norms: Vec::new(),
        basis: Basis::default(),
        calendar: None,
        doubts: Vec::new(),
    }
}

fn standing(selection: Selection) -> Standing {
    Standing {
        selection,
        if_eligible: false,
        rank: None,
        decided_by: None,
        level_with: Vec::new(),
        level_count: 0,
        waits_for: Vec::new(),
        tie_breaker: None,
        open: Vec::new(),
    }
}

fn person(key: &str, assessment: Assessment, standing: Option<Standing>) -> PersonResult {
    PersonResult {
        key: key.into(),
        assessment,
        standing,
    }
}

fn missing() -> OpenLeaf {
    OpenLeaf {
        unit: UnitId(0),
        cause: Cause::Missing(FactPath::Field {
            record: RecordId(0),
            path: vec![PathStep::Field(FieldId(4))],
        }),
    }
}

fn review() -> Review {
    let selected = Standing {
        rank: Some(1),
        decided_by: Some(UnitId(2)),
        ..standing(Selection::Selected)
    };
    let failed = Assessment {
        failures: vec![Failure {
            unit: UnitId(0),
            words: "cần 6 năm, có 5 năm 11 tháng 2 ngày".into(),
            choice: None,
        }],
        reason: Some(reason()),
        ..assessed(Outcome::NOT_MET)
    };
    let not_judged = OpenLeaf {
        unit: UnitId(0),
        cause: Cause::NotAssessed {
            judgement: JudgementId(0),
            row: Vec::new(),
        },
    };
    let open = Assessment {
        open: vec![missing(), not_judged],
        readings: vec![(ReadingId(0), 0)],
        ..assessed(Outcome::OPEN)
    };
    let tied = Standing {
        level_with: vec!["VC-05".into()],
        level_count: 1,
        tie_breaker: Some((UnitId(1), Party::Title(TitleId(1)))),
        ..standing(Selection::Tied)
    };
    let maybe = Standing {
        if_eligible: true,
        waits_for: vec!["VC-01".into(), "VC-04".into()],
        ..standing(Selection::Selected)
    };
    let people = vec![
        person("VC-01", assessed(Outcome::MET), Some(selected)),
        person("VC-02", failed, None),
        person("VC-03", open, Some(maybe)),
        person("VC-04", assessed(Outcome::MET), Some(tied)),
        person("VC-06", assessed(Outcome::EXEMPT), None),
        person("VC-07", assessed(Outcome::NOT_APPLICABLE), None),
        person("VC-08", assessed(Outcome::MET), Some(standing(Selection::PassedOnly))),
    ];
    Review {
        entry: EntryId(0),
        as_of: NaiveDate::from_ymd_opt(2026, 6, 30),
        ranking: RankingState::Ranked,
        quota: None,
        people,
    }
}

fn reason() -> Reason {
    let leaf = Reason {
        unit: Some(UnitId(0)),
        at: Span::default(),
        asked: "ít nhất 6 năm".into(),
        found: "5 năm 11 tháng 2 ngày".into(),
        outcome: Outcome::NOT_MET,
        condition: false,
        open: Vec::new(),
        children: Vec::new(),
    };
    Reason {
        asked: "tất cả".into(),
        found: String::new(),
        children: vec![leaf.clone()],
        ..leaf
    }
}

#[test]
fn a_terminal_sees_verdict_and_reasons() {
    let rows: Vec<String> = crate::report_table(&document(), &review())
        .rows
        .iter()
        .map(|row| row.join(" | "))
        .collect();
    assert_eq!(
        rows,
        [
            "VC-01 | trúng tuyển | xếp 1 · trình độ cao hơn (điểm a khoản 2 Bước 5)",
            "VC-02 | không đạt | điểm a khoản 1 Điều 2: cần 6 năm, có 5 năm 11 tháng 2 ngày",
            "VC-03 | chưa rõ | nếu đủ điều kiện thì trúng tuyển\n\
             còn tùy hồ sơ của VC-01, VC-04\n\
             điểm a khoản 1 Điều 2: thiếu “trình độ”; bổ sung dữ kiện vào hồ sơ\n\
             điểm a khoản 1 Điều 2: chưa đánh giá “có phẩm chất tốt”; người đánh giá: đơn vị sử dụng",
            "VC-04 | chưa phân định | ngang VC-05 sau cả 2 tiêu chí; công nghệ thông tin hạng II quyết định (khoản 2 Bước 5)",
            "VC-06 | miễn | ",
            "VC-07 | không áp dụng | ",
            "VC-08 | đạt | ",
        ]
    );
}

#[test]
fn json_has_codes_for_programs_and_words_for_people() {
    let text = crate::report_json(&document(), &review(), None);
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["as_of"], "2026-06-30");
    assert_eq!(json["document"]["hash"], "0123");
    assert_eq!(json["policy"]["name"], "trọn_ngày");
    assert_eq!(json["ranking"], "ranked");
    assert_eq!(json["readings"][0]["answer"], "tổng_số");
    assert_eq!(json["readings"][0]["because"], "số lớn hơn thì chắc hơn");
    assert_eq!(json["entry"]["addresses"][0], "điểm a khoản 1 Điều 2");
    assert_eq!(json["counts"]["verdicts"][0]["verdict"], "selected");
    let people = json["people"].as_array().unwrap();
    let verdicts: Vec<&str> = people
        .iter()
        .map(|person| person["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(
        verdicts,
        ["selected", "not_met", "open", "tied", "exempt", "not_applicable", "met"]
    );
    assert_eq!(people[0]["standing"]["rank"], 1);
    assert_eq!(people[1]["failures"][0]["address"], "điểm a khoản 1 Điều 2");
    assert_eq!(people[1]["reason"]["children"][0]["found"], "5 năm 11 tháng 2 ngày");
    assert_eq!(
        people[2]["eligibility"]["results"],
        serde_json::json!(["met", "not_met"])
    );
    assert_eq!(people[2]["open"][0]["code"], "missing");
    assert_eq!(people[2]["open"][1]["settled_by"], "người đánh giá: đơn vị sử dụng");
    assert_eq!(people[3]["standing"]["tie_breaker"]["address"], "khoản 2 Bước 5");
    let mut streamed = Vec::new();
    crate::write_report_json(&document(), &review(), None, &mut streamed).unwrap();
    assert_eq!(streamed, text.as_bytes());
    assert!(text.ends_with("}\n"));
}

#[test]
fn a_writer_that_fails_is_told() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("full"))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    assert!(crate::write_report_json(&document(), &review(), None, &mut Full).is_err());
}

/// Somebody who only has to wait, and many who were not asked about.
fn outlooks() -> Outlooks {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    let waits = Outlook {
        first: Some(day(2026, 7, 28)),
        fails: Some((day(2027, 1, 1), Class::NotMet)),
        ..Outlook::default()
    };
    Outlooks {
        from: day(2026, 6, 30),
        moves: "hạn nộp".into(),
        people: [(1, waits)].into(),
        left_out: 1200,
    }
}

#[test]
fn what_lies_ahead_is_a_day_or_what_would_have_to_change() {
    let change = |address: &str, words: &str| Change {
        address: address.into(),
        words: words.into(),
    };
    let outlook = |changes: Vec<Vec<Change>>| Outlook {
        changes,
        ..Outlook::default()
    };
    let none = outlook(Vec::new());
    assert_eq!(
        none.line(),
        "chờ thêm không đạt được; không tìm ra thay đổi nào của dữ kiện làm cho đạt"
    );
    let two = vec![
        change("điểm a", "“hạng” là II"),
        change("điểm a", "“bậc” là 3"),
        change("điểm b", "“x” là có"),
    ];
    let one = outlook(vec![two.clone()]);
    let line =
        "chờ thêm không đạt được; chỉ đạt nếu thực tế là: điểm a: “hạng” là II; và “bậc” là 3; và điểm b: “x” là có";
    assert_eq!((one.line().as_str(), one.lines()), (line, vec![line.to_owned()]));
    let several = outlook(vec![vec![change("điểm c", "“y” là có")], two]);
    assert_eq!(
        several.line(),
        "chờ thêm không đạt được; chỉ đạt nếu thực tế là: điểm c: “y” là có (hoặc 1 cách khác)"
    );
    assert_eq!(
        several.lines(),
        [
            "chờ thêm không đạt được; chỉ đạt nếu thực tế có một trong:",
            "- điểm c: “y” là có",
            "- điểm a: “hạng” là II; và “bậc” là 3; và điểm b: “x” là có"
        ]
    );
    let undecided = Outlook {
        undecided: NaiveDate::from_ymd_opt(2026, 7, 1).map(|day| (day, vec!["điểm c: chưa đánh giá “y”".into()])),
        ..Outlook::default()
    };
    assert_eq!(
        undecided.line(),
        "từ 01/07/2026 không còn điểm nào không đạt, chỉ còn chưa rõ: điểm c: chưa đánh giá “y”"
    );
    let text = crate::report_json(&document(), &review(), Some(&outlooks()));
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&value["outlook"]["asked"], &value["outlook"]["left_out"]),
        (&1.into(), &1200.into())
    );
    assert_eq!(value["people"][1]["outlook"]["first"], "2026-07-28");
    assert_eq!(value["people"][1]["outlook"]["fails"], "2027-01-01");
    assert_eq!(value["people"][0]["outlook"], serde_json::Value::Null);
}

#[test]
fn a_workbook_says_the_same_and_is_always_the_same() {
    let bytes = crate::report_xlsx(&document(), &review(), Some(&outlooks())).unwrap();
    assert_eq!(
        bytes,
        crate::report_xlsx(&document(), &review(), Some(&outlooks())).unwrap()
    );
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(workbook.sheet_names(), ["Kết quả", "Lý do"]);
    let verdicts = rows(&mut workbook, "Kết quả");
    assert!(verdicts[0].starts_with("Xét thăng hạng CNTT hạng II"), "{verdicts:#?}");
    assert!(
        verdicts[2].starts_with("tính đến 30/06/2026 · 7 hồ sơ · trúng tuyển 1"),
        "{verdicts:#?}"
    );
    assert!(
        verdicts.contains(
            &"VC-01 | trúng tuyển | 1 | xếp 1 · trình độ cao hơn (điểm a khoản 2 Bước 5) |  |  |  |  | ".into()
        )
    );
    let second = verdicts.iter().find(|row| row.starts_with("VC-02")).unwrap();
    assert!(
        second.ends_with(" | sớm nhất đạt: 28/07/2026; từ 01/01/2027 lại không đạt | "),
        "{second}"
    );
    let note = "sớm nhất đạt: tìm từ 30/06/2026, dữ kiện giữ nguyên; hạn nộp đi theo ngày ấy; \
                chưa tìm ngày sớm nhất đạt cho 1.200 người không đạt";
    assert!(verdicts.iter().any(|row| row.starts_with(note)), "{verdicts:#?}");
    let third = verdicts.iter().find(|row| row.starts_with("VC-03")).unwrap();
    assert!(
        third.ends_with("bổ sung dữ kiện vào hồ sơ\nngười đánh giá: đơn vị sử dụng |  | "),
        "{third}"
    );
    let reasons = rows(&mut workbook, "Lý do");
    assert!(
        reasons
            .contains(&"VC-02 | điểm a khoản 1 Điều 2 |     ít nhất 6 năm | 5 năm 11 tháng 2 ngày | không đạt".into())
    );
    assert!(
        reasons
            .iter()
            .any(|row| row.starts_with("VC-03 | điểm a khoản 1 Điều 2 | thiếu") && row.contains(" | bổ sung dữ kiện")),
        "{reasons:#?}"
    );
}

#[test]
fn a_workbook_tells_which_verdicts_rest_on_faults_of_the_text() {
    let doubt = |text: &str| Doubt {
        unit: Some(UnitId(2)),
        kind: "dẫn_chiếu_sai".into(),
        text: text.into(),
        affects: Vec::new(),
        at: Span::default(),
    };
    let document = Document {
        doubts: vec![doubt("thứ nhất"), doubt("không ai dựa vào"), doubt("thứ ba")],
        ..document()
    };
    let mut review = review();
    review.people[1].assessment.doubts = vec![0, 2];
    review.people[2].assessment.doubts = vec![2];
    let bytes = crate::report_xlsx(&document, &review, None).unwrap();
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let verdicts = rows(&mut workbook, "Kết quả");
    for (key, numbers) in [("VC-01", ""), ("VC-02", "1, 2"), ("VC-03", "2")] {
        let row = verdicts.iter().find(|row| row.starts_with(key)).unwrap();
        assert!(row.ends_with(&format!(" | {numbers}")), "{row}");
    }
    let at = document.address(UnitId(2));
    let told = [
        "Số | Chỗ văn bản còn nghi vấn | Số hồ sơ".to_owned(),
        format!("1 | nghi vấn (dẫn chiếu sai) tại {at}: thứ nhất | 1"),
        format!("2 | nghi vấn (dẫn chiếu sai) tại {at}: thứ ba | 2"),
    ];
    assert_eq!(rows(&mut workbook, "Nghi vấn"), told);
}

fn rows(workbook: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Vec<String> {
    let range = workbook.worksheet_range(name).unwrap();
    let row = |row: &[Data]| row.iter().map(Data::to_string).collect::<Vec<_>>().join(" | ");
    range.rows().map(row).collect()
}
