//! Why a piece could not be read. pest says how far it came and what it wanted there; what the author most likely did
//! wrong is found by looking at that place, the commonest mistakes first.

use crate::ast::Ident;
use crate::errors;
use crate::near::{near_header, near_statement, nearest};
use crate::normal::Normal;
use crate::piece::{Cut, Piece, PieceKind};
use crate::shape::{self, after};
use crate::token::{Token, TokenKind, token};
use pest::error::{Error, ErrorVariant, InputLocation};
use quyche_base::{Diagnostic, Name, Span};
use quyche_grammar::{Rule, words};

/// The message for a piece that pest refused; `None` where the piece merely lacks its end, which has been told already.
pub(crate) fn explain(normal: &Normal, cut: &Cut, piece: &Piece, error: &Error<Rule>) -> Option<Diagnostic> {
    let text = normal.text.get(piece.start..piece.end).unwrap_or("");
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let wanted: &[Rule] = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => &[],
    };
    let tokens: Vec<Token> = cut.tokens.get(piece.tokens.clone()).unwrap_or(&[]).to_vec();
    let place = Place {
        normal,
        piece,
        text,
        at,
        wanted,
        tokens,
    };
    if !piece.stopped && place.at_end() {
        return None;
    }
    let found = place
        .unknown_kind()
        .or_else(|| place.operator())
        .or_else(|| place.number_or_date())
        .or_else(|| place.bracket(cut))
        .or_else(|| place.colon())
        .or_else(|| place.unmarked())
        .or_else(|| place.misspelt())
        .or_else(|| place.reserved())
        .or_else(|| place.misspelt_before())
        .or_else(|| place.unfinished())
        .unwrap_or_else(|| place.unexpected());
    Some(found)
}

struct Place<'a> {
    normal: &'a Normal,
    piece: &'a Piece,
    text: &'a str,
    /// How far pest came, in bytes of the piece.
    at: usize,
    wanted: &'a [Rule],
    /// The tokens of the piece.
    tokens: Vec<Token>,
}

impl Place<'_> {
    fn rest(&self) -> &str {
        after(self.text, self.at)
    }

    fn before(&self) -> &str {
        self.text.get(..self.at).unwrap_or("")
    }

    fn span(&self, start: usize, end: usize) -> Span {
        self.normal.span(self.piece.start + start, self.piece.start + end)
    }

    /// Whether nothing but the full stop is left.
    fn at_end(&self) -> bool {
        self.rest().trim_end_matches(['.', ' ', '\n', '\t']).is_empty()
    }

    /// The word, number or sign at the place, and its span.
    fn found(&self) -> (&str, Span) {
        let rest = self.rest();
        let (_, length) = if rest.is_empty() {
            (TokenKind::Mark(' '), 0)
        } else {
            token(rest)
        };
        let shown = shape::first_line(rest.get(..length).unwrap_or(""));
        (shown, self.span(self.at, self.at + length))
    }

    /// The last token before the place.
    fn last(&self) -> Option<(Token, &str)> {
        let end = self.piece.start + self.at;
        let last = self
            .tokens
            .iter()
            .rev()
            .find(|token| token.end <= end && token.kind != TokenKind::Comment)?;
        Some((*last, self.normal.text.get(last.start..last.end).unwrap_or("")))
    }

    fn wants(&self, rules: &[Rule]) -> bool {
        self.wanted.iter().any(|rule| rules.contains(rule))
    }

    fn unknown_kind(&self) -> Option<Diagnostic> {
        if self.piece.kind != PieceKind::Statement || shape::statement(self.text).is_some() {
            return None;
        }
        let (kind, length) = token(self.text);
        if kind == TokenKind::Text {
            return Some(errors::bare_text(self.span(0, length)));
        }
        let near = near_statement(self.text).or_else(|| near_header(self.text));
        if let Some((meant, length)) = near {
            let written = self.text.get(..length).unwrap_or("");
            return Some(errors::misspelt(self.span(0, length), written, meant));
        }
        let written = self.text.get(..length).unwrap_or("");
        Some(errors::unknown_statement(self.span(0, length), written))
    }

    fn operator(&self) -> Option<Diagnostic> {
        if self.wants(&[Rule::less, Rule::bar]) && self.rest().starts_with(['<', '|']) {
            return Some(errors::mixed_separators(self.span(self.at, self.at + 1)));
        }
        if self.text.starts_with(['d', 'D'])
            && self.rest().starts_with('<')
            && shape::keyword(self.text, "danh mục").is_some()
        {
            return Some(errors::mixed_separators(self.span(self.at, self.at + 1)));
        }
        let (sign, words) = OPERATORS.into_iter().find(|(sign, _)| self.rest().starts_with(sign))?;
        Some(errors::operator(self.span(self.at, self.at + sign.len()), sign, words))
    }

    /// A number or date in a foreign form: the run of digits and signs around the place.
    fn number_or_date(&self) -> Option<Diagnostic> {
        let inner = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '/' | '-');
        let start = self.before().trim_end_matches(inner).len();
        let end = self.at + (self.rest().len() - self.rest().trim_start_matches(inner).len());
        let run = self.text.get(start..end).unwrap_or("");
        let written = run.trim_end_matches(['.', ',', '-', '/']);
        let digits = written.trim_start_matches(['.', ',', '-', '/']);
        if digits.len() < written.len() || !written.contains(|letter: char| !letter.is_ascii_digit()) {
            return None;
        }
        let span = self.span(start, start + written.len());
        if written.contains(['/', '-']) || written.matches('.').count() == 2 && written.len() >= 8 && !grouped(written)
        {
            return Some(errors::date_form(span, written));
        }
        let mended = if written.contains(',') && grouped(&written.replace(',', ".")) {
            Some(written.replace(',', "."))
        } else if written.matches('.').count() == 1 && !written.contains(',') {
            Some(written.replace('.', ","))
        } else {
            None
        };
        Some(errors::bad_number(span, written, mended))
    }

    /// The first bracket without a partner.
    fn bracket(&self, cut: &Cut) -> Option<Diagnostic> {
        let of_marker = |index: usize| self.piece.markers.iter().any(|(first, _)| *first + 1 == index);
        let mut open: Vec<(Token, char)> = Vec::new();
        for index in self.piece.tokens.clone() {
            let token = *cut.tokens.get(index)?;
            let TokenKind::Mark(mark) = token.kind else { continue };
            match mark {
                '(' | '{' => open.push((token, mark)),
                ')' if of_marker(index) => {}
                ')' | '}' => {
                    let partner = if mark == ')' { '(' } else { '{' };
                    if open.pop().is_none_or(|(_, opened)| opened != partner) {
                        return Some(errors::unbalanced(
                            self.normal.span(token.start, token.end),
                            mark,
                            false,
                        ));
                    }
                }
                _ => {}
            }
        }
        open.pop()
            .map(|(token, mark)| errors::unbalanced(self.normal.span(token.start, token.end), mark, true))
    }

    fn colon(&self) -> Option<Diagnostic> {
        let is_colon = |token: &&Token| token.kind == TokenKind::Mark(':');
        let here = self.piece.start + self.at;
        let later = self.tokens.iter().filter(is_colon).any(|token| token.start >= here);
        let earlier = self.tokens.iter().filter(is_colon).any(|token| token.start < here);
        let fields = shape::keyword(self.text, "dữ kiện").is_some();
        let optional = shape::keyword(self.text, "nêu").is_some();
        if optional || !self.wants(&[Rule::colon]) || earlier || (later && !fields) {
            return None;
        }
        let (found, span) = self.found();
        let (found, span) = if found.is_empty() {
            self.last()
                .map(|(last, word)| (word, self.normal.span(last.start, last.end)))?
        } else {
            (found, span)
        };
        Some(errors::missing_colon(span, found))
    }

    fn unmarked(&self) -> Option<Diagnostic> {
        if !self.wants(MARKED) || self.at_end() {
            return None;
        }
        let (last, word) = self.last()?;
        let announced = matches!(word, "cả" | "trong" | "gồm" | "trí") || last.kind == TokenKind::Mark(';');
        let first = last.kind == TokenKind::Mark(':') && !self.wants(&[Rule::string]);
        if !(announced || first) {
            return None;
        }
        let (_, span) = self.found();
        Some(errors::unmarked_item(span, word))
    }

    /// What was wanted at the place, as words.
    fn wanted_words(&self) -> impl Iterator<Item = &'static str> {
        self.wanted
            .iter()
            .flat_map(|rule| phrases(words(*rule).vi, quyche_grammar::keyword(*rule)))
    }

    /// The words at the place, when they nearly are what was wanted there.
    fn misspelt(&self) -> Option<Diagnostic> {
        let names = self.wants(&[
            Rule::identifier,
            Rule::operand,
            Rule::expression,
            Rule::path,
            Rule::called,
        ]);
        let (meant, length) = nearest(self.rest(), self.wanted_words(), !names)?;
        Some(self.tell_misspelt(self.at, length, meant))
    }

    /// The word right before the place, when it was taken for a name but nearly is what may still stand here (`cúa`), or
    /// begins what nearly is a keyword of several words (`đap ứng`).
    fn misspelt_before(&self) -> Option<Diagnostic> {
        let (last, word) = self.last().filter(|(last, _)| last.kind == TokenKind::Word)?;
        let start = last.start.checked_sub(self.piece.start)?;
        let keywords = quyche_grammar::KEYWORDS
            .iter()
            .map(|(_, text)| *text)
            .filter(|text| text.contains(' '));
        let several = nearest(after(self.text, start), keywords, false).filter(|(_, length)| start + length > self.at);
        let (meant, length) = several.or_else(|| nearest(word, self.wanted_words(), false))?;
        Some(self.tell_misspelt(start, length, meant))
    }

    fn tell_misspelt(&self, start: usize, length: usize, meant: &str) -> Diagnostic {
        let written = after(self.text, start).get(..length).unwrap_or("");
        errors::misspelt(self.span(start, start + length), written, meant)
    }

    fn reserved(&self) -> Option<Diagnostic> {
        let (found, span) = self.found();
        let named = self.wants(&[
            Rule::identifier,
            Rule::category_value,
            Rule::field,
            Rule::path,
            Rule::list,
        ]);
        let reserved = shape::RESERVED.contains(&found.to_lowercase().as_str());
        (named && reserved).then(|| errors::reserved_name(span, found))
    }

    fn unfinished(&self) -> Option<Diagnostic> {
        if !self.at_end() {
            return None;
        }
        let (last, _) = self.last()?;
        Some(errors::unfinished(
            self.normal.span(last.start, last.end),
            &expected(self.wanted),
        ))
    }

    fn unexpected(&self) -> Diagnostic {
        let (found, span) = self.found();
        let after_comma = self.last().is_some_and(|(last, _)| last.kind == TokenKind::Mark(','));
        if after_comma && self.wants(&[Rule::when, Rule::k_khi]) {
            return errors::comma_for_and(span, found);
        }
        if self.wants(&[Rule::string, Rule::judged]) && !self.wants(&[Rule::identifier, Rule::called, Rule::operand]) {
            return errors::quotes_wanted(span, found);
        }
        errors::unexpected(span, found, &expected(self.wanted))
    }
}

/// Signs of programming languages, longest first, and what the law says instead.
const OPERATORS: [(&str, &str); 17] = [
    (">=", "“từ … trở lên”"),
    ("≥", "“từ … trở lên”"),
    ("=>", "“thì”"),
    ("<=", "“không quá …”"),
    ("≤", "“không quá …”"),
    ("<>", "“không là …”"),
    ("!=", "“không là …”"),
    ("≠", "“không là …”"),
    ("==", "“là …”"),
    ("=", "“là …”"),
    (">", "“trên …”"),
    ("<", "“dưới …”"),
    ("&", "“và”"),
    ("|", "“hoặc”"),
    ("!", "“không”"),
    ("{", "danh sách có dấu đầu mục “a)”, “-”"),
    ("[", "ngoặc đơn “( )”"),
];

/// What begins a list item.
const MARKED: &[Rule] = &[
    Rule::item,
    Rule::act,
    Rule::dossier_item,
    Rule::key,
    Rule::seat,
    Rule::text_item,
    Rule::clause_mark,
    Rule::point_mark,
    Rule::dash_mark,
];

/// `1.000`, `12.345.678`.
fn grouped(number: &str) -> bool {
    let mut groups = number.split('.');
    groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
}

/// The phrases in “ ” of a description, or the keyword itself.
fn phrases(description: &'static str, keyword: Option<&'static str>) -> Vec<&'static str> {
    if let Some(keyword) = keyword {
        return vec![keyword];
    }
    let inner = description.split('“').skip(1).filter_map(|part| part.split('”').next());
    inner
        .flat_map(|part| part.split(" … "))
        .map(|part| part.trim_matches(['…', ' ', '.']))
        .filter(|part| !part.is_empty())
        .collect()
}

/// What was wanted, in words, at most six of them.
fn expected(wanted: &[Rule]) -> (String, String) {
    let (mut vi, mut en): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let ends = wanted.contains(&Rule::stop);
    for rule in wanted.iter().filter(|rule| !ends || **rule != Rule::EOI) {
        let (mine, theirs) = match quyche_grammar::keyword(*rule) {
            Some(keyword) => (format!("“{keyword}”"), format!("“{keyword}”")),
            None => (words(*rule).vi.to_owned(), words(*rule).en.to_owned()),
        };
        if !vi.contains(&mine) {
            vi.push(mine);
            en.push(theirs);
        }
    }
    let more = vi.len() > 6;
    vi.truncate(6);
    en.truncate(6);
    (listed(&vi, "hoặc", more), listed(&en, "or", more))
}

fn listed(all: &[String], or: &str, more: bool) -> String {
    match all.split_last() {
        None => "…".to_owned(),
        Some((last, [])) => last.clone(),
        Some(_) if more => format!("{} …", all.join(", ")),
        Some((last, rest)) => format!("{} {or} {last}", rest.join(", ")),
    }
}

/// The name of a statement that could not be read, for later passes to know it.
pub(crate) fn name_of(normal: &Normal, piece: &Piece) -> Option<Ident> {
    let text = normal.text.get(piece.start..piece.end)?;
    let (_, length) = shape::statement(text)?;
    let rest = after(text, length);
    let trimmed = rest.trim_start();
    let name = trimmed.get(..trimmed.len() - trimmed.trim_start_matches(shape::is_name_char).len())?;
    if !name.starts_with(char::is_alphabetic) || shape::RESERVED.contains(&name.to_lowercase().as_str()) {
        return None;
    }
    let start = piece.start + length + (rest.len() - trimmed.len());
    Some(Ident {
        name: Name::new(name),
        span: normal.span(start, start + name.len()),
    })
}
