//! Text as the grammar wants it, and the way back to the bytes the author saved.
//!
//! People paste from Word: a byte order mark, decomposed letters, no-break blanks, long dashes, bullets, invisible marks.
//! All of that is put right here, silently, so that neither the grammar nor a message ever meets it. Quotes stay as they
//! are: a curly pair may hold straight ones. What a label or a name shows is later taken from the original text.

use quyche_base::name::is_nfc;
use quyche_base::{FileId, Span};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Normalised text and the map back.
#[derive(Clone, Debug)]
pub struct Normal {
    /// The text the grammar reads.
    pub text: String,
    changes: Vec<Change>,
    file: FileId,
}

/// A stretch that differs from the original. Between two of them the texts run in step.
#[derive(Clone, Copy, Debug)]
struct Change {
    normal_start: u32,
    normal_end: u32,
    original_start: u32,
    original_end: u32,
}

impl Normal {
    /// Normalises the text of a file.
    pub fn new(file: FileId, original: &str) -> Self {
        let mut normal = Self {
            text: String::with_capacity(original.len()),
            changes: Vec::new(),
            file,
        };
        let composed = is_nfc(original);
        let mut rest = original.char_indices().peekable();
        // Up to where the text has been taken over: what stays as it is, is taken over in one stretch.
        let mut taken = 0;
        while let Some((at, letter)) = rest.next() {
            if composed && letter != '\r' && matches!(plain(letter), Plain::Keep) {
                continue;
            }
            let mut end = at + letter.len_utf8();
            if !composed {
                while let Some((next, mark)) = rest.next_if(|(_, mark)| canonical_combining_class(*mark) != 0) {
                    end = next + mark.len_utf8();
                }
            }
            let before_newline = letter == '\r' && rest.peek().is_some_and(|(_, next)| *next == '\n');
            let letter = if letter == '\r' && !before_newline {
                '\u{2028}'
            } else {
                letter
            };
            normal.text.push_str(original.get(taken..at).unwrap_or(""));
            taken = end;
            let cluster = original.get(at..end).unwrap_or("");
            normal.push_cluster(letter, cluster, at, end);
        }
        normal.text.push_str(original.get(taken..).unwrap_or(""));
        normal
    }

    /// Appends one letter with its marks, written the plain way.
    fn push_cluster(&mut self, letter: char, cluster: &str, at: usize, end: usize) {
        let start = self.text.len();
        match plain(letter) {
            Plain::Keep => self.text.extend(cluster.nfc()),
            Plain::Drop => {}
            Plain::Write(other) => self.text.push(other),
        }
        if self.text.len() - start != end - at {
            self.changes.push(Change {
                normal_start: small(start),
                normal_end: small(self.text.len()),
                original_start: small(at),
                original_end: small(end),
            });
        }
    }

    /// The original bytes that the bytes `start..end` of the normalised text come from.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let (start, end) = (small(start), small(end));
        let from = self.original_start(start);
        let to = if end <= start { from } else { self.original_end(end) };
        Span::new(self.file, from, to.max(from))
    }

    fn original_start(&self, at: u32) -> u32 {
        let index = self.changes.partition_point(|change| change.normal_start <= at);
        match index.checked_sub(1).and_then(|index| self.changes.get(index)) {
            Some(change) if at < change.normal_end => change.original_start,
            Some(change) => change.original_end + (at - change.normal_end),
            None => at,
        }
    }

    fn original_end(&self, at: u32) -> u32 {
        let index = self.changes.partition_point(|change| change.normal_start < at);
        match index.checked_sub(1).and_then(|index| self.changes.get(index)) {
            Some(change) if at <= change.normal_end => change.original_end,
            Some(change) => change.original_end + (at - change.normal_end),
            None => at,
        }
    }
}

/// Files are capped far below 4 GiB before they come here.
fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

enum Plain {
    Keep,
    Drop,
    Write(char),
}

/// What stands for a character in normalised text.
fn plain(letter: char) -> Plain {
    match letter {
        ' '..='~' | '\n' | '\t' => Plain::Keep,
        '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{00AD}' | '\u{2060}' | '\0' => Plain::Drop,
        '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' | '\u{000B}' | '\u{000C}' => {
            Plain::Write(' ')
        }
        '\r' => Plain::Write(' '),
        '\u{2028}' | '\u{2029}' | '\u{0085}' => Plain::Write('\n'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => Plain::Write('-'),
        '•' | '●' | '▪' | '◦' | '‣' | '⁃' | '∙' | '\u{F0B7}' => Plain::Write('-'),
        '„' | '‟' | '«' => Plain::Write('“'),
        '»' => Plain::Write('”'),
        _ => Plain::Keep,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str) -> Normal {
        Normal::new(FileId(0), text)
    }

    fn back<'a>(original: &'a str, normal: &Normal, part: &str) -> &'a str {
        let start = normal.text.find(part).expect("the part stands in the normalised text");
        let span = normal.span(start, start + part.len());
        original
            .get(span.start as usize..span.end as usize)
            .expect("the span lies in the original")
    }

    #[test]
    fn word_habits_are_put_right_and_spans_lead_back() {
        let original = "\u{FEFF}Điê\u{300}u\u{A0}1. Cơ yếu – CNTT\r\n•\u{A0}nêu “a”.";
        let normal = normal(original);
        assert_eq!(normal.text, "Điều 1. Cơ yếu - CNTT \n- nêu “a”.");
        assert_eq!(back(original, &normal, "Điều"), "Điê\u{300}u");
        assert_eq!(back(original, &normal, "Điều 1"), "Điê\u{300}u\u{A0}1");
        assert_eq!(back(original, &normal, "- CNTT"), "– CNTT");
        assert_eq!(back(original, &normal, "CNTT"), "CNTT");
        assert_eq!(back(original, &normal, "“a”."), "“a”.");
    }

    #[test]
    fn plain_text_maps_to_itself() {
        let normal = normal("Điều 1. ủy viên");
        assert!(normal.changes.is_empty());
        assert_eq!(normal.span(3, 6), Span::new(FileId(0), 3, 6));
    }

    #[test]
    fn a_lone_carriage_return_and_odd_marks_do_no_harm() {
        for text in [
            "\r",
            "\u{301}",
            "a\u{301}\u{323}\u{301}",
            "\u{FEFF}",
            "",
            "\0\0",
            "\u{1100}\u{1161}",
        ] {
            let normal = normal(text);
            let whole = normal.span(0, normal.text.len());
            assert!(whole.end as usize <= text.len(), "{text:?}");
        }
    }
}
