//! Files that are not what they should be, through the command itself.

use quyche_tests::process::{Ran, run};
use quyche_tests::{regulations, root};
use std::fs;
use std::path::Path;

const QUYCHE: &str = env!("CARGO_BIN_EXE_quyche-under-test");

const HEAD: &str = "Quy định 1/QĐ-THỬ về \"thử\".\n\n";

fn check(folder: &Path, name: &str, bytes: &[u8]) -> Ran {
    fs::write(folder.join(name), bytes).unwrap();
    run(QUYCHE, folder, &["check", name])
}

/// Told in words: the code, no panic, the exit code of bad input or of findings.
fn told(ran: &Ran, code: &str, exit: i32) {
    assert!(ran.err.contains(code), "expected {code}: {}", ran.err);
    assert!(
        !ran.err.contains("panicked") && !ran.err.contains("nội bộ"),
        "{}",
        ran.err
    );
    assert_eq!(ran.code, exit, "{}", ran.err);
}

#[test]
fn what_is_not_utf8_or_too_large_or_empty_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = HEAD.as_bytes().to_vec();
    bytes.extend([0xff, 0xfe, b'\n']);
    let ran = check(folder.path(), "a.quyche", &bytes);
    told(&ran, "Q0603", 2);
    assert!(ran.err.contains(&format!("byte thứ {}", HEAD.len())), "{}", ran.err);
    told(&check(folder.path(), "b.quyche", &vec![b'a'; 50_000_000]), "Q0604", 2);
    let empty = check(folder.path(), "c.quyche", b"");
    assert!(empty.code == 1 || empty.code == 2, "{}", empty.err);
    assert!(empty.err.contains("Lỗi Q"), "{}", empty.err);
}

#[test]
fn seven_megabytes_of_text_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = HEAD.to_owned();
    while text.len() < 7_000_000 {
        text.push_str("một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm\n");
    }
    let ran = check(folder.path(), "a.quyche", text.as_bytes());
    told(&ran, "Lỗi Q", 1);
}

#[test]
fn ten_thousand_levels_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let deep = |open: &str, middle: &str, close: &str| {
        format!(
            "{HEAD}Điều 1. Thử\n1. tiêu chuẩn: {}{middle}{}.\n",
            open.repeat(10_000),
            close.repeat(10_000)
        )
    };
    for (name, text) in [
        ("a.quyche", deep("(", "\"a\" cần đánh giá", ")")),
        ("b.quyche", deep("không ", "\"a\" cần đánh giá", "")),
        ("c.quyche", deep("(trường hợp ", "có x", " thì 1)")),
        ("d.quyche", deep("nếu ", "có x", " thì có y")),
        ("e.quyche", deep("có x (", "có y", ")")),
    ] {
        let ran = check(folder.path(), name, text.as_bytes());
        told(&ran, "Lỗi Q", 1);
    }
}

#[test]
fn modules_that_use_each_other_in_a_circle_are_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("a.quyche"),
        "Thư viện vòng_a dùng vòng_b.\n\ndanh mục thang_a: một < hai.\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("b.quyche"),
        "Thư viện vòng_b dùng vòng_a.\n\ndanh mục thang_b: một < hai.\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("q.quyche"),
        "Quy định 1/QĐ-THỬ về \"thử\" dùng vòng_a.\n\nĐiều 1. Thử\n1. nêu (nội_dung) \"a\".\n",
    )
    .unwrap();
    let ran = run(QUYCHE, folder.path(), &["check", "."]);
    told(&ran, "Lỗi Q", 1);
}

#[test]
fn a_compiled_document_that_is_none_or_was_changed_is_told() {
    let folder = tempfile::tempdir().unwrap();
    told(&check(folder.path(), "a.json", b"{"), "Q0607", 2);
    told(&check(folder.path(), "b.json", b"{\"format\":1}"), "Q0607", 2);
    told(&check(folder.path(), "c.json", b"{\"format\":99}"), "Q0608", 2);
    told(&check(folder.path(), "d.txt", b"abc"), "Q0606", 2);
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    told(&check(folder.path(), "e.json", deep.as_bytes()), "Q0607", 2);
}

#[test]
fn a_list_that_is_no_list_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let regulation = regulations().into_iter().next().unwrap();
    let name = regulation.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
    let review = |file: &str, bytes: &[u8]| {
        let path = folder.path().join(file);
        fs::write(&path, bytes).unwrap();
        let entry = first_entry(&name);
        let list = path.to_string_lossy().into_owned();
        run(
            QUYCHE,
            &root(),
            &["run", &name, &entry, "--cases", &list, "--as-of", "30/06/2026"],
        )
    };
    told(&review("a.xlsx", b"not a workbook"), "Lỗi Q05", 2);
    told(&review("b.json", b"{\"a\":"), "Lỗi Q05", 2);
    told(&review("c.xlsx", &bomb(None)), "Lỗi Q05", 2);
    told(&review("e.xlsx", &bomb(Some(1000))), "Lỗi Q05", 2);
    told(&review("d.doc", b"x"), "Lỗi Q05", 2);
}

fn first_entry(regulation: &str) -> String {
    let project = quyche_driver::load(&root().join(regulation));
    project.document.unwrap().entries[0].name.clone()
}

/// A small zip that unpacks to two gigabytes of zeros; `says` is the size it claims.
fn bomb(says: Option<u32>) -> Vec<u8> {
    // A fixed-Huffman block: one literal zero, then matches of length 258 at distance 1. So many matches fill whole bytes, and
    // the block can be repeated.
    const MATCHES: u32 = 8006;
    const BLOCKS: u32 = 1000;
    let mut block = Bits::default();
    block.push(0b010, 3);
    block.push_code(0x30, 8);
    for _ in 0..MATCHES {
        block.push_code(0b1100_0101, 8);
        block.push_code(0, 5);
    }
    block.push_code(0, 7);
    assert_eq!(block.used, 0);
    let mut last = Bits::default();
    last.push(0b011, 3);
    last.push_code(0, 7);
    let mut deflated = block.bytes.repeat(BLOCKS as usize);
    deflated.extend(last.bytes);
    zip(
        "xl/sharedStrings.xml",
        &deflated,
        says.unwrap_or(BLOCKS * (1 + MATCHES * 258)),
    )
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: u32,
}

impl Bits {
    fn push(&mut self, value: u32, count: u32) {
        for index in 0..count {
            if self.used == 0 {
                self.bytes.push(0);
            }
            let bit = (value >> index & 1) as u8;
            *self.bytes.last_mut().unwrap() |= bit << self.used;
            self.used = (self.used + 1) % 8;
        }
    }

    /// Huffman codes stand most significant bit first.
    fn push_code(&mut self, code: u32, count: u32) {
        for index in (0..count).rev() {
            self.push(code >> index & 1, 1);
        }
    }
}

fn zip(name: &str, deflated: &[u8], size: u32) -> Vec<u8> {
    let fields = |out: &mut Vec<u8>| {
        for value in [20u16, 0, 8, 0, 0] {
            out.extend(value.to_le_bytes());
        }
        for value in [0u32, deflated.len() as u32, size] {
            out.extend(value.to_le_bytes());
        }
        out.extend((name.len() as u16).to_le_bytes());
        out.extend(0u16.to_le_bytes());
    };
    let mut out = b"PK\x03\x04".to_vec();
    fields(&mut out);
    out.extend(name.as_bytes());
    out.extend(deflated);
    let directory = out.len() as u32;
    out.extend(b"PK\x01\x02");
    out.extend(20u16.to_le_bytes());
    fields(&mut out);
    out.extend([0; 14]);
    out.extend(name.as_bytes());
    let length = out.len() as u32 - directory;
    out.extend(b"PK\x05\x06");
    for value in [0u16, 0, 1, 1] {
        out.extend(value.to_le_bytes());
    }
    out.extend(length.to_le_bytes());
    out.extend(directory.to_le_bytes());
    out.extend(0u16.to_le_bytes());
    out
}
