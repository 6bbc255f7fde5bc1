//! What a name means where it stands: element of a list, parameter, subject, context, value or title, definition. A name
//! found in two kinds of place is a mistake until `của` says which; nothing shadows anything.

use crate::context::{Asker, Context};
use quyche_base::Name;
use quyche_ir::expr::{Place, Root, Type};
use quyche_ir::{FieldId, RecordId, SetId, TitleId, UnitId};
use quyche_syntax::ast::{self};
use std::rc::Rc;

/// Where an expression stands.
#[derive(Clone, Debug)]
pub(crate) struct Scope<'a> {
    /// The unit it stands in.
    pub(crate) unit: Option<UnitId>,
    /// The record it speaks of.
    pub(crate) subject: Option<RecordId>,
    /// The record of the circumstances.
    pub(crate) circumstances: Option<RecordId>,
    /// The lists around it, outermost first.
    pub(crate) frames: Vec<Frame>,
    /// Parameters of the definition it stands in.
    pub(crate) parameters: Rc<Vec<Argument<'a>>>,
    /// The titles of the statement it stands in.
    pub(crate) titles: Vec<TitleId>,
    /// Who asks, where it says `đáp ứng`.
    pub(crate) asker: Asker,
}

/// A list around an expression.
#[derive(Clone, Debug)]
pub(crate) enum Frame {
    /// The element of a list, which can be spoken of by the list's name.
    Element { record: RecordId, list: String },
    /// The member of a council, `người_này`.
    Member {
        record: RecordId,
        person: FieldId,
        list: String,
    },
    /// A list around the call of a definition: it counts, but its names are not seen.
    Opaque,
}

impl Frame {
    pub(crate) fn record(&self) -> Option<RecordId> {
        match self {
            Frame::Element { record, .. } | Frame::Member { record, .. } => Some(*record),
            Frame::Opaque => None,
        }
    }

    pub(crate) fn list(&self) -> Option<&str> {
        match self {
            Frame::Element { list, .. } | Frame::Member { list, .. } => Some(list),
            Frame::Opaque => None,
        }
    }
}

/// An argument of a definition's call, lowered anew wherever the parameter stands.
#[derive(Clone, Debug)]
pub(crate) struct Argument<'a> {
    pub(crate) name: &'a Name,
    pub(crate) value: &'a ast::Expr,
    pub(crate) scope: Rc<Scope<'a>>,
}

/// What a name can mean.
#[derive(Clone, Debug)]
pub(crate) enum Thing<'a> {
    /// A fact, or a record to go on from.
    Fact(Place, Type),
    /// `ngày_xét`.
    ReckoningDay,
    /// `ngày_hiệu_lực`.
    EffectDay,
    /// A value of a category.
    Member(SetId, u32),
    /// A title, or `khác`.
    Title(Option<TitleId>),
    /// A definition.
    Definition(usize),
    /// A parameter.
    Parameter(Argument<'a>),
    /// Everybody under review.
    People(RecordId),
}

impl Thing<'_> {
    /// The type of the fact it is, if it is one.
    pub(crate) fn fact_type(&self) -> Option<Type> {
        if let Thing::Fact(_, ty) = self { Some(*ty) } else { None }
    }
}

impl Thing<'_> {
    /// Whether it is a fact of a list's element with this record.
    pub(crate) fn is_element_of(&self, record: RecordId) -> bool {
        matches!(self, Thing::Fact(Place { root: Root::Element { record: own, .. }, .. }, _) if *own == record)
    }
}

/// The kinds of place a name is looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Where {
    Element,
    Parameter,
    Subject,
    Circumstances,
    Value,
    Title,
    Definition,
    Special,
}

impl Where {
    pub(crate) fn vi(self) -> &'static str {
        match self {
            Where::Element => "trường của phần tử danh sách",
            Where::Parameter => "tham số",
            Where::Subject => "trường của đối tượng đang xét",
            Where::Circumstances => "trường của bối cảnh",
            Where::Value => "giá trị của danh mục",
            Where::Title => "chức danh",
            Where::Definition => "định nghĩa",
            Where::Special => "tên dành riêng",
        }
    }

    pub(crate) fn en(self) -> &'static str {
        match self {
            Where::Element => "a field of the list's element",
            Where::Parameter => "a parameter",
            Where::Subject => "a field of the subject",
            Where::Circumstances => "a field of the context",
            Where::Value => "a value of a category",
            Where::Title => "a title",
            Where::Definition => "a definition",
            Where::Special => "a special name",
        }
    }
}

impl<'a> Scope<'a> {
    /// The scope of a statement in `unit` that speaks of `subject`.
    pub(crate) fn new(ctx: &Context<'a>, unit: Option<UnitId>, subject: Option<RecordId>) -> Self {
        Self {
            unit,
            subject,
            circumstances: ctx.circumstances,
            frames: Vec::new(),
            parameters: Rc::new(Vec::new()),
            titles: Vec::new(),
            asker: Asker::Outside,
        }
    }

    /// The record spoken of here: the element of the innermost list, else the subject.
    pub(crate) fn record(&self) -> Option<RecordId> {
        self.frames.iter().rev().find_map(Frame::record).or(self.subject)
    }

    /// Frames with their depth, innermost first.
    pub(crate) fn by_depth(&self) -> impl Iterator<Item = (u32, &Frame)> {
        (0u32..).zip(self.frames.iter().rev())
    }
}
