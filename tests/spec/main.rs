//! Runs the chapters of `tests/spec/`: every program there is compiled, and its examples must hold, or it must raise the
//! code it is marked with. See `tests/spec/README.md` for the marks.

use quyche_base::Severity;
use quyche_driver::load_texts;
use std::fs;
use std::path::{Path, PathBuf};

/// What a fenced block is.
#[derive(Debug, PartialEq, Eq)]
enum Mark {
    /// `chung`: put before every later block of the chapter.
    Shared,
    /// A program that must hold.
    Holds,
    /// A program that must raise this code.
    Raises(String),
}

/// A fenced block.
#[derive(Debug)]
struct Block {
    mark: Mark,
    /// `trọn`: a whole file, without what is shared.
    whole: bool,
    /// The line of the fence, from 1.
    line: usize,
    text: String,
}

/// The `quyche` blocks of a chapter.
fn blocks(chapter: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open = false;
    for (index, line) in chapter.lines().enumerate() {
        if let Some(rest) = line.strip_prefix("```quyche") {
            let words: Vec<&str> = rest.split_whitespace().collect();
            let code = words.iter().find(|word| word.starts_with('Q'));
            let mark = match code {
                Some(code) => Mark::Raises((*code).to_owned()),
                None if words.contains(&"chung") => Mark::Shared,
                None => Mark::Holds,
            };
            found.push(Block {
                mark,
                whole: words.contains(&"trọn"),
                line: index + 1,
                text: String::new(),
            });
            open = true;
        } else if line.starts_with("```") {
            open = false;
        } else if open && let Some(block) = found.last_mut() {
            block.text.push_str(line);
            block.text.push('\n');
        }
    }
    found
}

/// What is wrong with one program; empty where it does what its mark says. Also how many examples it ran.
fn run(program: &str, mark: &Mark) -> (Vec<String>, usize) {
    let project = load_texts(&[("chương.quyche".to_owned(), program.to_owned())]);
    let told: Vec<String> = project
        .diagnostics
        .0
        .iter()
        .map(|one| {
            let line = one.span.map_or(0, |span| project.sources.line_column(span).0);
            format!("dòng {line}: {} {}", one.code.id, one.message.vi)
        })
        .collect();
    let errors = |allowed: &str| -> Vec<String> {
        let all = project.diagnostics.0.iter().zip(&told);
        all.filter(|(one, _)| one.severity == Severity::Error && one.code.id != allowed)
            .map(|(_, words)| words.clone())
            .collect()
    };
    match mark {
        Mark::Shared => (Vec::new(), 0),
        Mark::Raises(code) => {
            let mut wrong = errors(code);
            if !project.diagnostics.0.iter().any(|one| one.code.id == code) {
                wrong.push(format!("không báo {code}; đã báo: {told:?}"));
            }
            (wrong, 0)
        }
        Mark::Holds => {
            let mut wrong = errors("");
            let examples = project.document.as_ref().map_or(0, |document| document.examples.len());
            if let Some(document) = &project.document {
                for example in &document.examples {
                    match quyche_driver::run_example(document, example) {
                        (Some(result), _) if result.held => {}
                        (Some(result), _) => wrong.push(format!("ví dụ “{}”: {:?}", example.text, result.differences)),
                        (None, told) => wrong.push(format!("ví dụ “{}”: {told:?}", example.text)),
                    }
                }
            } else if wrong.is_empty() {
                wrong.push("không biên dịch được mà không báo lỗi".to_owned());
            }
            (wrong, examples)
        }
    }
}

fn chapters() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .filter(|path| path.file_name().is_some_and(|name| name != "README.md"))
        .collect();
    paths.sort();
    paths
}

#[test]
fn every_program_of_every_chapter_does_what_it_says() {
    let mut wrong = Vec::new();
    let mut paths = chapters();
    assert!(paths.len() >= 18, "chỉ thấy {} chương", paths.len());
    paths.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/language.md"));
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut shared = String::new();
        let (mut programs, mut examples) = (0, 0);
        for block in blocks(&fs::read_to_string(&path).unwrap()) {
            if block.mark == Mark::Shared {
                shared.push_str(&block.text);
                shared.push('\n');
                continue;
            }
            programs += 1;
            let program = if block.whole {
                block.text.clone()
            } else {
                format!("{shared}{}", block.text)
            };
            let (told, ran) = run(&program, &block.mark);
            examples += ran;
            let line = block.line;
            wrong.extend(told.into_iter().map(|words| format!("{name}:{line}: {words}")));
        }
        if programs == 0 || examples == 0 {
            wrong.push(format!(
                "{name}: chương không có chương trình hoặc không có ví dụ nào chạy"
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_program_that_does_not_do_what_it_says_is_told() {
    let bad = "Quy định thử đối với người.\nĐiều 1. A\ntiêu chuẩn: khỏe.\nNgoài văn bản.\n\
        dữ kiện người: khỏe: có hay không.\nxét x: đối với người, theo Điều 1.\n\
        ví dụ \"sai\" kiểm Điều 1: cho khỏe; kết quả không đạt.\n";
    let (told, ran) = run(bad, &Mark::Holds);
    assert_eq!((told.len(), ran), (1, 1), "{told:?}");
    let (told, _) = run(bad, &Mark::Raises("Q0206".to_owned()));
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn marks_are_read_from_the_fence() {
    let text = "```quyche chung\na\n```\nlời\n```quyche Q0102 trọn\nb\nc\n```\n```\nkhông\n```\n";
    let found = blocks(text);
    assert_eq!(found.len(), 2);
    assert_eq!((&found[0].mark, found[0].text.as_str()), (&Mark::Shared, "a\n"));
    assert_eq!(
        (&found[1].mark, found[1].whole, found[1].line),
        (&Mark::Raises("Q0102".to_owned()), true, 5)
    );
    assert_eq!(found[1].text, "b\nc\n");
}
