//! Facts in JSON, as [`schema`](crate::schema) describes them. People are read one at a time, so that a large list never
//! stands in memory twice.

use crate::csv_in::other_encoding;
use crate::errors::{Findings, JSON_SHAPE, JSON_SYNTAX, TOO_LARGE, UNREADABLE, Wrong, nowhere};
use crate::json_facts::{Reader, repeated};
use crate::json_tree::{Json, TOO_MANY, Way, tree};
use crate::text::key;
use crate::used::used;
use quyche_ir::facts::Cases;
use quyche_ir::model::Entry;
use quyche_ir::{Document, RecordId};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::path::Path;

/// The largest file read, in bytes.
const LARGEST: u64 = 256 << 20;

/// Reads a JSON file.
pub(crate) fn read(doc: &Document, entry: &Entry, path: &Path, findings: &mut Findings) -> Result<Cases, Wrong> {
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let unreadable = |_| {
        Wrong::new(
            UNREADABLE,
            format!("không đọc được tệp {name}"),
            format!("the file {name} cannot be read"),
        )
        .help("kiểm tra đường dẫn và quyền đọc", "check the path and the permissions")
    };
    if std::fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
        return Err(Wrong::new(
            TOO_LARGE,
            format!("tệp {name} lớn hơn {} MB", LARGEST >> 20),
            format!("the file {name} is larger than {} MB", LARGEST >> 20),
        )
        .help(
            "danh sách lớn thì dùng thư mục CSV",
            "give a large list as a folder of CSV files",
        ));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    text(doc, entry, &bytes, findings)
}

/// Reads JSON text.
pub(crate) fn text(doc: &Document, entry: &Entry, bytes: &[u8], findings: &mut Findings) -> Result<Cases, Wrong> {
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    if std::str::from_utf8(bytes).is_err()
        && let Some(wrong) = other_encoding(bytes)
    {
        return Err(wrong);
    }
    let reader = Reader::new(doc, &used(doc, entry).documents, findings);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let whole = Whole { reader, entry };
    let cases = whole.deserialize(&mut deserializer).map_err(|error| syntax(&error))?;
    deserializer.end().map_err(|error| syntax(&error))?;
    Ok(cases)
}

fn syntax(error: &serde_json::Error) -> Wrong {
    let (line, column) = (error.line(), error.column());
    if error.is_data() && error.to_string().starts_with(TOO_MANY) {
        return Wrong::new(
            TOO_LARGE,
            format!("dòng {line}, cột {column}: một người có quá nhiều giá trị"),
            format!("line {line}, column {column}: one person has too many values"),
        )
        .help(
            "kiểm tra có đúng tệp danh sách không",
            "check that this is the list meant",
        );
    }
    if error.is_data() {
        return Wrong::new(
            JSON_SHAPE,
            "tệp JSON phải là một đối tượng {\"bối cảnh\": {…}, \"danh sách\": […]}",
            "the JSON must be one object {\"bối cảnh\": {…}, \"danh sách\": […]}",
        )
        .help(
            "xem lược đồ: `quyche build --target schema`",
            "see the schema: `quyche build --target schema`",
        );
    }
    Wrong::new(
        JSON_SYNTAX,
        format!("dòng {line}, cột {column}: sai cú pháp JSON"),
        format!("line {line}, column {column}: not JSON: {error}"),
    )
    .help(
        "xem lại dấu phẩy, dấu ngoặc ở chỗ đó; các ngoặc lồng không quá 127 lớp",
        "look at the commas and brackets there; at most 127 levels may nest",
    )
}

/// The whole file.
struct Whole<'r, 'd> {
    reader: Reader<'r, 'd>,
    entry: &'d Entry,
}

impl<'de> DeserializeSeed<'de> for Whole<'_, '_> {
    type Value = Cases;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cases, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Whole<'_, '_> {
    type Value = Cases;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Cases, A::Error> {
        let mut context = false;
        let mut people = false;
        while let Some(name) = map.next_key::<String>()? {
            match key(&name).as_str() {
                "danh sách" if !people => {
                    people = true;
                    map.next_value_seed(People {
                        reader: &mut self.reader,
                        subject: self.entry.subject,
                    })?;
                }
                "bối cảnh" if !context => {
                    context = true;
                    let json: Json = map.next_value_seed(tree())?;
                    self.reader.context(self.entry.context, json);
                }
                "đủ" => {
                    let json: Json = map.next_value_seed(tree())?;
                    self.reader.complete(json);
                }
                "danh sách" | "bối cảnh" => {
                    map.next_value::<IgnoredAny>()?;
                    self.reader.findings.error(nowhere, repeated(&name));
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    self.reader
                        .unknown(&Way::top(&name), &name, ["bối cảnh", "danh sách", "đủ"].into_iter());
                }
            }
        }
        if !context {
            let asked = used(self.reader.doc, self.entry).circumstances;
            self.reader.no_context(self.entry.context, asked);
        }
        Ok(self.reader.cases)
    }
}

/// The list of people.
struct People<'p, 'r, 'd> {
    reader: &'p mut Reader<'r, 'd>,
    subject: RecordId,
}

impl<'de> DeserializeSeed<'de> for People<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for People<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of people")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut number = 0;
        while !self.reader.findings.given_up() {
            let Some(json) = list.next_element_seed(tree())? else {
                return Ok(());
            };
            self.reader.person(self.subject, json, number);
            number += 1;
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}
