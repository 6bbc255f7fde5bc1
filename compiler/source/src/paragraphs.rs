//! Lines to paragraphs.
//!
//! Most texts have a paragraph on a line, whatever its length. A text that was wrapped at a width has to be joined again: a
//! line goes on from the one before unless it opens something (a mark, after a sentence that ended), or the line before
//! ended a sentence well before the width. A heading over several lines ends where its body begins.

use crate::lines::{Line, begins_small, ends_sentence, is_capitals};
use crate::marks::{Mark, mark};
use crate::model::Repeat;
use quyche_base::Level;

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// What it opens.
    pub(crate) mark: Mark,
    /// Its text without the mark.
    pub(crate) text: String,
    /// Its text as it stands.
    pub(crate) full: String,
    /// Its first line.
    pub(crate) first: u32,
    /// Its last line.
    pub(crate) last: u32,
    /// Whether it is a cell of a table.
    pub(crate) cell: bool,
    /// Whether one of its lines begins like a unit but was read as the middle of a sentence: the line.
    pub(crate) doubted: Option<u32>,
    /// Whether it begins in the middle of a line.
    pub(crate) in_line: bool,
}

impl Paragraph {
    /// The paragraph with its mark as part of its text: in forms and tables a mark is a word like others.
    pub(crate) fn whole(&self) -> Paragraph {
        Paragraph {
            text: self.full.clone(),
            ..self.clone()
        }
    }
}

/// The paragraphs of the lines outside repeats.
pub(crate) fn paragraphs(lines: &[Line], repeats: &[Repeat]) -> Vec<Paragraph> {
    let own: Vec<&Line> = lines
        .iter()
        .filter(|line| !line.is_blank())
        .filter(|line| {
            repeats
                .iter()
                .all(|r| line.number < r.lines.first || line.number > r.lines.last)
        })
        .collect();
    let joined = match wrap_width(&own) {
        None => own.iter().map(|line| opened(line)).collect(),
        Some(width) => Joiner {
            width,
            ahead: &own,
            done: Vec::new(),
            tail: 0,
        }
        .join(),
    };
    points_in_line(joined)
}

/// A clause whose first point stands on its own line (`1. …; a) …`, then a line `b) …`) becomes two paragraphs.
fn points_in_line(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::with_capacity(paragraphs.len());
    let mut rest = paragraphs.into_iter().peekable();
    while let Some(mut one) = rest.next() {
        let point = rest.peek().is_some_and(|next| next.mark == Mark::Letter('b')) && one.mark != Mark::Letter('a');
        let cut = [": a) ", "; a) "]
            .iter()
            .find_map(|sign| one.text.split_once(sign).map(|(head, body)| (head.len(), body)));
        let found = cut.filter(|_| point).map(|(at, body)| (at, body.to_owned()));
        if let Some((at, body)) = found {
            one.text.truncate(at + 1);
            let inner = Paragraph {
                mark: Mark::Letter('a'),
                full: format!("a) {body}"),
                text: body,
                in_line: true,
                ..one.clone()
            };
            out.extend([one, inner]);
        } else {
            out.push(one);
        }
    }
    out
}

/// The paragraph that a line opens.
fn opened(line: &Line) -> Paragraph {
    let (mark, text) = if line.is_rule() {
        (Mark::None, "")
    } else {
        mark(&line.text)
    };
    Paragraph {
        mark,
        text: text.to_owned(),
        full: line.text.clone(),
        first: line.number,
        last: line.number,
        cell: line.cell,
        doubted: None,
        in_line: false,
    }
}

/// The width at which a text is wrapped, as the upper quartile of its lines' lengths; `None` where lines are paragraphs.
fn wrap_width(lines: &[&Line]) -> Option<usize> {
    let goes_on = lines
        .windows(2)
        .filter(|pair| match pair {
            [one, two] => {
                two.number == one.number + 1
                    && !one.cell
                    && !two.cell
                    && !ends_sentence(&one.text)
                    && begins_small(&two.text)
            }
            _ => false,
        })
        .count();
    if goes_on * 5 < lines.len() || lines.is_empty() {
        return None;
    }
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.text.chars().count()).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 3 / 4).copied()
}

/// Joins wrapped lines.
struct Joiner<'a> {
    width: usize,
    ahead: &'a [&'a Line],
    done: Vec<Paragraph>,
    /// How long the last line of the last paragraph is.
    tail: usize,
}

impl<'a> Joiner<'a> {
    fn join(mut self) -> Vec<Paragraph> {
        while let Some((line, rest)) = self.ahead.split_first() {
            self.ahead = rest;
            let mut next = opened(line);
            let marked = !matches!(next.mark, Mark::None | Mark::Bare(_));
            if marked && !self.may_open() {
                self.extend(line);
                if let Some(last) = self.done.last_mut() {
                    last.doubted = Some(line.number);
                }
            } else if marked || self.parts(line) {
                if !marked {
                    next.mark = Mark::None;
                    next.text = line.text.clone();
                }
                let heading = if let Mark::Heading(level, _) = &next.mark {
                    Some(*level)
                } else {
                    None
                };
                self.tail = line.text.chars().count();
                self.done.push(next);
                if let Some(level) = heading {
                    self.heading(level);
                }
            } else {
                self.extend(line);
            }
        }
        self.done
    }

    fn extend(&mut self, line: &Line) {
        self.tail = line.text.chars().count();
        if let Some(last) = self.done.last_mut() {
            for text in [&mut last.text, &mut last.full] {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(&line.text);
            }
            last.last = line.number;
        }
    }

    /// Whether a mark may open something here: not in the middle of a sentence.
    fn may_open(&self) -> bool {
        self.done.last().is_none_or(|last| {
            let heading = matches!(last.mark, Mark::Heading(..) | Mark::Stage(_));
            heading || last.cell || is_capitals(&last.text) || ends_sentence(&last.text) || last.text.ends_with(',')
        })
    }

    /// Whether an unmarked line is a paragraph of its own.
    fn parts(&self, line: &Line) -> bool {
        let Some(last) = self.done.last() else { return true };
        if line.cell || last.cell || line.text.starts_with("Nơi nhận") || line.is_rule() || last.text.is_empty() {
            return true;
        }
        if is_capitals(&line.text) != is_capitals(&last.text) && (is_capitals(&line.text) || is_capitals(&last.text)) {
            return true;
        }
        if begins_small(&line.text) {
            return false;
        }
        let short = self.tail * 5 < self.width * 3;
        (short && ends_sentence(&last.text) && !last.text.ends_with(':')) || self.enacts(last, line)
    }

    /// The last ground of a preamble ends in a comma, and the sentence that enacts stands on a line of its own.
    fn enacts(&self, last: &Paragraph, line: &Line) -> bool {
        if !last.text.ends_with([',', ';']) || !is_ground(&last.text) {
            return false;
        }
        let after = std::iter::once(&line).chain(self.ahead.iter());
        let end = after.map(|line| &line.text).find(|text| ends_sentence(text));
        end.is_some_and(|text| text.ends_with(':'))
    }

    /// The lines after the first of a heading: the rest of its title, then its body.
    fn heading(&mut self, level: Level) {
        let block = self
            .ahead
            .iter()
            .take_while(|line| !line.cell && matches!(mark(&line.text).0, Mark::None | Mark::Bare(_)))
            .count();
        let title = if matches!(level, Level::Article | Level::Procedure) {
            self.title_lines(block)
        } else {
            let lines = self.ahead.iter().take(block);
            lines.take_while(|line| is_capitals(&line.text)).count()
        };
        for _ in 0..title {
            if let Some((line, rest)) = self.ahead.split_first() {
                self.ahead = rest;
                self.extend(line);
            }
        }
        if title < block
            && let Some((line, rest)) = self.ahead.split_first()
        {
            self.ahead = rest;
            self.tail = line.text.chars().count();
            self.done.push(Paragraph {
                mark: Mark::None,
                text: line.text.clone(),
                ..opened(line)
            });
        }
    }

    /// How many of the next `block` lines still belong to the title of an article: all where no sentence ends; else up to
    /// the line that says the first words of the title again, as bodies like to do, or to the first full line in capitals.
    fn title_lines(&self, block: usize) -> usize {
        let lines: Vec<&str> = self.ahead.iter().take(block).map(|line| line.text.as_str()).collect();
        if !lines.last().is_some_and(|last| ends_sentence(last)) {
            return block;
        }
        let title = self.done.last().map_or("", |last| last.text.as_str());
        let opening: Vec<&str> = title.split(' ').take(2).collect();
        let again = lines
            .iter()
            .position(|line| line.split(' ').take(2).collect::<Vec<_>>() == opening);
        let full = |line: &str| line.chars().count() * 2 >= self.width;
        let capital = lines
            .iter()
            .enumerate()
            .position(|(at, line)| !begins_small(line) && (full(line) || at + 1 == lines.len()));
        again.or(capital).unwrap_or(block)
    }
}

/// Whether a paragraph of a preamble says on what ground the document stands.
pub(crate) fn is_ground(text: &str) -> bool {
    ["Căn cứ", "Xét ", "Theo đề nghị", "Thực hiện ", "Trên cơ sở "]
        .iter()
        .any(|word| text.starts_with(word))
}
