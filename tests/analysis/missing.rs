//! Proposed sets put to the evaluator: each does what it says, and no smaller part of it does.

use quyche_analysis::missing::{Edit, applied, missing};
use quyche_driver::load;
use quyche_eval::result::Options;
use quyche_ir::facts::Case;
use quyche_ir::outcome::Class;
use quyche_ir::{Document, EntryId, RecordFact};
use quyche_tests::people::{context, document, from, person};
use quyche_tests::root;

struct Asked<'a> {
    doc: &'a Document,
    entry: EntryId,
    person: &'a Case,
    context: &'a RecordFact,
    options: &'a Options,
}

impl Asked<'_> {
    fn class_with(&self, set: &[Edit]) -> Option<Class> {
        let (subject, context, options) = applied(set, &self.person.subject, self.context, self.options);
        let case = Case {
            key: self.person.key.clone(),
            subject,
        };
        let assessment = quyche_eval::assess(self.doc, self.entry, &case, &context, &options);
        assessment.ok().map(|assessment| assessment.outcome.class())
    }

    /// Checks every set proposed; how many there were.
    fn check(&self) -> usize {
        let answer = missing(self.doc, self.entry, self.person, self.context, self.options).unwrap();
        let pass: &[Class] = &[Class::Met, Class::Exempt];
        let mut count = 0;
        for (sets, wanted) in [(&answer.to_pass, pass), (&answer.to_fail, &[Class::NotMet][..])] {
            for set in sets {
                count += 1;
                let works = |set: &[Edit]| self.class_with(set).is_some_and(|class| wanted.contains(&class));
                let told: Vec<String> = set.iter().map(|edit| format!("{:?}", edit.change)).collect();
                assert!(works(set), "{}: {told:?}", self.person.key);
                if set.len() > 8 {
                    for out in 0..set.len() {
                        let mut part = set.clone();
                        part.remove(out);
                        assert!(!works(&part), "{}: without {out}: {told:?}", self.person.key);
                    }
                    continue;
                }
                for part in 0..(1_u32 << set.len()) - 1 {
                    let kept = set.iter().enumerate().filter(|(at, _)| part & (1 << at) != 0);
                    let part: Vec<Edit> = kept.map(|(_, edit)| edit.clone()).collect();
                    assert!(!works(&part), "{}: {} of {told:?}", self.person.key, part.len());
                }
            }
        }
        count
    }
}

#[test]
fn proposed_sets_work_and_no_part_of_them_does() {
    let doc = document();
    let context = context(&doc, from());
    let options = Options {
        as_of: Some(from()),
        ..Options::default()
    };
    let (mut open, mut sets) = (0, 0);
    for number in 0..350 {
        let person = person(&doc, number);
        for entry in &doc.entries {
            let asked = Asked {
                doc: &doc,
                entry: entry.id,
                person: &person,
                context: &context,
                options: &options,
            };
            let class = asked.class_with(&[]).unwrap();
            if matches!(class, Class::NotMet | Class::Open) {
                open += 1;
                sets += asked.check();
            }
        }
    }
    assert!(open > 800 && sets > open, "{open} {sets}");
}

#[test]
fn every_failing_person_of_the_sample_lists_is_told_a_way() {
    for (folder, entry, signed) in [
        ("thanh-hoa-4063", "thăng_hạng_cntt_1", None),
        (
            "hung-yen-co-yeu",
            "trưởng_phòng_cơ_yếu",
            chrono::NaiveDate::from_ymd_opt(2024, 1, 1),
        ),
    ] {
        let folder = root().join("regulations").join(folder);
        let doc = load(&folder).document.unwrap();
        let entry = doc.entries.iter().find(|one| one.name == entry).unwrap();
        let cases = quyche_cases::read(&doc, entry.id, &folder.join("danh-sach-mau.json")).unwrap();
        let options = Options {
            as_of: chrono::NaiveDate::from_ymd_opt(2026, 6, 30),
            signed,
            ..Options::default()
        };
        for person in &cases.people {
            let asked = Asked {
                doc: &doc,
                entry: entry.id,
                person,
                context: &cases.context,
                options: &options,
            };
            let count = asked.check();
            if asked.class_with(&[]) == Some(Class::NotMet) {
                assert!(count > 0, "{}", person.key);
            }
        }
    }
}
