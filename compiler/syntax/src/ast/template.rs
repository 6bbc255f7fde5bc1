//! Instructions about the text: templates, where they are applied, edits of their units, amendments. They are no law and
//! take no address; the next room carries them out before it looks at any unit.

use super::*;
use chrono::NaiveDate;
use quyche_base::{Address, Span};
use serde::Serialize;

/// How a piece of the tree came to stand where it stands.
///
/// The parser leaves it at its default; only the expansion of templates and amendments writes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// Which application of a template, counted from 1; 0 for text that stands in its own place.
    pub instance: u32,
    /// What was done to it.
    pub how: How,
    /// Which amendment wrote or ended it, counted from 1; 0 for none.
    pub amendment: u32,
    /// The marker of the item of a list that a statement was added to: it stands in the item's unit.
    pub item: Option<Span>,
}

/// What was done to a unit of a template or, by an amendment, to a unit of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Nothing: the text as it was first written.
    #[default]
    Kept,
    /// Its own statements or its title differ; what stands below it is kept.
    Changed,
    /// `thay`: the whole of it.
    Replaced,
    /// `thêm`: it was not there.
    Added,
}

/// One instruction up to its full stop, or to the colon after which the new text follows.
#[derive(Clone, Debug, Serialize)]
pub struct Directive {
    /// Keyword to end.
    #[serde(skip)]
    pub span: Span,
    /// Which.
    pub kind: DirectiveKind,
    /// Set by the expansion.
    #[serde(skip)]
    pub origin: Origin,
}

/// The instructions.
#[derive(Clone, Debug, Serialize)]
pub enum DirectiveKind {
    /// `khuôn N (p, q) "nhãn".`: what follows, up to `hết khuôn.`, is a template.
    Template(Template),
    /// `hết khuôn.`
    TemplateEnd,
    /// `áp dụng khuôn N (p là v).`
    Apply(Apply),
    /// `sửa đổi theo "SỐ" từ ngày D.`: the edits that follow are of the regulation itself.
    Amendment(Amendment),
    /// `bỏ ADDR, ADDR.`
    Remove(Vec<Address>),
    /// `thay … bằng:` and `thêm …:`
    Edit(Edit),
}

/// The head of a template.
#[derive(Clone, Debug, Serialize)]
pub struct Template {
    /// Name.
    pub name: Ident,
    /// Parameters.
    pub parameters: Vec<Ident>,
    /// Label.
    pub label: Option<Label>,
}

/// A template put in place.
#[derive(Clone, Debug, Serialize)]
pub struct Apply {
    /// Which template.
    pub template: Ident,
    /// What its parameters stand for.
    pub arguments: Vec<Argument>,
}

/// `p là v`.
#[derive(Clone, Debug, Serialize)]
pub struct Argument {
    /// The parameter.
    pub parameter: Ident,
    /// What it stands for.
    pub value: ArgumentValue,
}

/// What a parameter stands for.
#[derive(Clone, Debug, Serialize)]
pub enum ArgumentValue {
    /// A name, wherever a name stands; its label inside quoted texts.
    Name(Ident),
    /// Words, inside quoted texts only.
    Text(Label),
}

/// The head of an amendment.
#[derive(Clone, Debug, Serialize)]
pub struct Amendment {
    /// The number of the amending document.
    pub number: Label,
    /// Its first day of effect.
    pub from: NaiveDate,
}

/// `thay ADDR bằng:` or `thêm ADDR:`; the statements and units that follow belong to it.
#[derive(Clone, Debug, Serialize)]
pub struct Edit {
    /// What is done.
    pub kind: EditKind,
    /// To what.
    pub at: Address,
    /// A title for it.
    pub title: Option<Label>,
    /// The text after the colon, where that is no statement.
    pub body: Option<Box<EditBody>>,
}

/// The kinds of an edit that brings text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum EditKind {
    /// `thay ADDR bằng:`: the unit with all below it, or the body of an item.
    Replace,
    /// `thay đoạn mở đầu ADDR bằng:`: the unit's own statements.
    ReplaceOpening,
    /// `thay tên ADDR bằng:`.
    Rename,
    /// `thêm ADDR:`: a new unit in its place, or more statements of one that is there.
    Add,
    /// `thêm sau ADDR:`: a new unit right after a counted one.
    AddAfter,
}

/// The body of an item without its marker. What it is for (a condition, an act, a document, a seat, a key) is for the
/// list it goes into to say; the markers inside are placeholders.
#[derive(Clone, Debug, Serialize)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one of these for each edit, not one for each item"
)]
pub enum EditBody {
    /// A condition with its tails, or an act or other quoted text.
    Item {
        /// What it asks; a quoted text for an act.
        body: Body,
        /// Tails.
        tails: Tails,
        /// Which value goes first, for a key.
        order: Option<Order>,
        /// Where.
        #[serde(skip)]
        span: Span,
    },
    /// A document of a dossier.
    Document(DossierItem),
    /// A seat of a council.
    Seat(Seat),
}
