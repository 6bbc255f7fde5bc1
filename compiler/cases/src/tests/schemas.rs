//! What the schema admits, the reader admits; what is plainly wrong, both refuse.

use super::document::document;
use super::generate::{cases, to_json};
use super::{ENTRY, json, told};
use proptest::prelude::*;
use serde_json::{Value, json};

/// As much of a validator as the schemas here need; an unknown keyword is an error of the test.
fn admits(root: &Value, schema: &Value, value: &Value) -> bool {
    if let Value::Bool(admit) = schema {
        return *admit;
    }
    let object = schema.as_object().unwrap();
    object.iter().all(|(keyword, rule)| match keyword.as_str() {
        "title" | "description" | "default" | "$schema" | "$defs" => true,
        "patternProperties" => rule.as_object().unwrap().len() == 1,
        "$ref" => {
            let name = rule.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
            admits(root, &root["$defs"][name], value)
        }
        "type" => is(rule.as_str().unwrap(), value),
        "const" => value == rule,
        "enum" => rule.as_array().unwrap().contains(value),
        "anyOf" => rule
            .as_array()
            .unwrap()
            .iter()
            .any(|schema| admits(root, schema, value)),
        "items" => value
            .as_array()
            .is_none_or(|items| items.iter().all(|item| admits(root, rule, item))),
        "minItems" => value
            .as_array()
            .is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
        "minimum" => value.as_i64().is_none_or(|number| number >= rule.as_i64().unwrap()),
        "maximum" => value.as_i64().is_none_or(|number| number <= rule.as_i64().unwrap()),
        "required" => {
            let names = rule.as_array().unwrap();
            value
                .as_object()
                .is_none_or(|object| names.iter().all(|name| object.contains_key(name.as_str().unwrap())))
        }
        "properties" => value.as_object().is_none_or(|object| {
            let inside = object.iter().filter_map(|(name, value)| Some((rule.get(name)?, value)));
            inside.into_iter().all(|(schema, value)| admits(root, schema, value))
        }),
        "additionalProperties" => {
            let known = |name: &String| {
                schema["properties"].get(name).is_some()
                    || (schema.get("patternProperties").is_some()
                        && (name.starts_with("ghi chú") || name.starts_with('$')))
            };
            *rule == json!(false) && value.as_object().is_none_or(|object| object.keys().all(known))
        }
        "format" => value
            .as_str()
            .is_none_or(|text| chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()),
        "pattern" => value.as_str().is_none_or(|text| matches(rule.as_str().unwrap(), text)),
        other => panic!("unknown keyword {other}"),
    })
}

fn is(ty: &str, value: &Value) -> bool {
    match ty {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("unknown type {other}"),
    }
}

/// The patterns of the schemas, as functions.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern {
        "\\S" => !text.trim().is_empty(),
        "^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$" => {
            let parts: Vec<&str> = text.split('/').collect();
            parts.len() == 3 && parts.iter().all(|part| part.parse::<u32>().is_ok()) && parts[2].len() == 4
        }
        "^-?([0-9]+|[0-9]{1,3}(\\.[0-9]{3})+)(,[0-9]+)?$" => {
            let text = text.strip_prefix('-').unwrap_or(text);
            let (whole, fraction) = text.split_once(',').unwrap_or((text, "0"));
            let groups: Vec<&str> = whole.split('.').collect();
            fraction.parse::<u64>().is_ok()
                && groups.iter().all(|group| group.parse::<u64>().is_ok())
                && (groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3)))
        }
        pattern if pattern.contains("lúc") => {
            let (day, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
            let (hour, minute) = time.split_once([':', 'h']).unwrap_or((time, ""));
            let digits = |part: &str| part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_digit());
            day.len() == 10 && digits(hour) && digits(minute)
        }
        other => panic!("unknown pattern {other}"),
    }
}

fn both(text: &str) -> (bool, bool) {
    let doc = document();
    let schema = crate::schema(&doc, ENTRY);
    let value: Value = serde_json::from_str(text).unwrap();
    (admits(&schema, &schema, &value), json(&doc, text).is_ok())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_cases_are_admitted_by_both(cases in cases(&document())) {
        let doc = document();
        let text = to_json(&doc, &cases);
        prop_assert_eq!(both(&text), (true, true), "{}", text);
    }
}

#[test]
fn what_is_wrong_is_refused_by_both() {
    let person = |extra: &str| format!(r#"{{"danh sách": [{{"mã": "A", "ngày_sinh": "1/1/1980"{extra}}}]}}"#);
    assert_eq!(both(&person("")), (true, true));
    assert_eq!(both(&person(r#", "ghi chú của tôi": 5"#)), (true, true));
    for extra in [
        r#", "ngày_sinh": null"#,
        r#", "trình_độ": "cao học""#,
        r#", "đảng_viên": "có lẽ""#,
        r#", "hệ_số": "4.98""#,
        r#", "năm_vào_ngành": 99"#,
        r#", "chức_danh_hiện_giữ": "giám đốc""#,
        r#", "quá_trình": {"đủ": []}"#,
        r#", "quá_trình": [{"chức_danh": "khác"}]"#,
        r#", "biệt_phái": {"từ": "7/2026"}"#,
        r#", "biệt_phái": "2020""#,
        r#", "thân_nhân": 7"#,
        r#", "tổ_chức": []"#,
        r#", "đánh giá": {"điểm a khoản 1 Điều 2": "tốt"}"#,
    ] {
        assert_eq!(both(&person(extra)), (false, false), "{extra}");
    }
    for text in [
        r#"{}"#,
        r#"{"danh sách": []}"#,
        r#"{"danh sách": [{}]}"#,
        r#"{"danh sách": [{"mã": "A"}]}"#,
        "[]",
    ] {
        assert_eq!(both(text), (false, false), "{text}");
    }
}

#[test]
fn labels_are_titles() {
    let schema = crate::schema(&document(), ENTRY);
    assert_eq!(schema["title"], "Xét thăng hạng CNTT hạng II");
    let person = &schema["$defs"]["record_0"];
    assert_eq!(person["title"], "Viên chức");
    assert_eq!(person["properties"]["ngày_sinh"]["title"], "Ngày sinh");
    assert_eq!(person["properties"]["họ_tên"]["title"], "Họ tên");
    assert_eq!(person["required"], json!(["mã", "ngày_sinh"]));
    assert_eq!(
        person["properties"]["đánh giá"]["properties"]["điểm a khoản 1 Điều 2"]["title"],
        "có phẩm chất tốt"
    );
}

#[test]
fn a_property_nobody_knows_is_a_warning_to_the_reader() {
    let (cases, notes) = json(
        &document(),
        r#"{"danh sách": [{"mã": "A", "ngày_sinh": "1/1/1980", "ngày_sih": 1, "$x": 2}], "năm": 1}"#,
    )
    .unwrap();
    assert_eq!(cases.people.len(), 1);
    assert_eq!(
        told(&notes),
        [
            "Q0510 danh sách[0].ngày_sih: thuộc tính \"ngày_sih\" không dùng đến",
            "Q0510 năm: thuộc tính \"năm\" không dùng đến"
        ]
    );
}
