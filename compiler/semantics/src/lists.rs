//! Lists: `có`, `mọi`, `số`, `thời gian`, `năm liền kề` (R5, R6, R7).

use crate::context::Context;
use crate::errors;
use crate::expr::{Want, make};
use crate::scope::{Frame, Scope, Thing};
use quyche_base::{Diagnostic, Span};
use quyche_ir::expr::{Expr, ExprKind, List, ListSource, Type};
use quyche_ir::norm::Occasions;
use quyche_ir::{FieldId, RecordId};
use quyche_syntax::ast::{self, ListRef};

impl<'a> Context<'a> {
    /// A list with its filters.
    pub(crate) fn list(&mut self, scope: &mut Scope<'a>, list: &'a ListRef) -> Option<List> {
        let (source, record) = self.source_of(scope, &list.path)?;
        self.filtered(scope, list, source, record)
    }

    fn filtered(
        &mut self,
        scope: &mut Scope<'a>,
        list: &'a ListRef,
        source: ListSource,
        record: RecordId,
    ) -> Option<List> {
        let filters = self.inside(scope, list, record, |ctx, scope| ctx.conditions(scope, &list.filters))?;
        Some(List {
            source,
            record,
            filters,
        })
    }

    /// What `then` makes inside the list, where names mean fields of the element first.
    fn inside<T>(
        &mut self,
        scope: &mut Scope<'a>,
        list: &'a ListRef,
        record: RecordId,
        then: impl FnOnce(&mut Self, &mut Scope<'a>) -> T,
    ) -> T {
        let name = list
            .path
            .parts
            .first()
            .map(|name| name.name.key.clone())
            .unwrap_or_default();
        scope.frames.push(Frame::Element { record, list: name });
        let made = then(self, scope);
        scope.frames.pop();
        made
    }

    /// Where the elements come from, and their record.
    pub(crate) fn source_of(&mut self, scope: &Scope<'a>, path: &'a ast::Path) -> Option<(ListSource, RecordId)> {
        let is_list = |thing: &Thing<'a>| match thing {
            Thing::Fact(_, ty) => matches!(ty, Type::List(_)),
            Thing::People(_) | Thing::Parameter(_) => true,
            Thing::ReckoningDay | Thing::EffectDay | Thing::Member(..) | Thing::Title(_) | Thing::Definition(_) => {
                false
            }
        };
        match self.path(scope, path, &is_list)? {
            Thing::Fact(place, Type::List(record)) => {
                self.used.records.insert(record.index());
                Some((ListSource::Fact(place), record))
            }
            Thing::People(record) => Some((ListSource::People, record)),
            Thing::Parameter(argument) => {
                if let ast::ExprKind::Path(inner) = &argument.value.kind {
                    let caller = self.caller(scope, &argument);
                    return self.source_of(&caller, inner);
                }
                self.not_a_list(path.span, None);
                None
            }
            Thing::Fact(_, ty) => {
                self.not_a_list(path.span, Some(ty));
                None
            }
            Thing::ReckoningDay | Thing::EffectDay | Thing::Member(..) | Thing::Title(_) | Thing::Definition(_) => {
                self.not_a_list(path.span, None);
                None
            }
        }
    }

    fn not_a_list(&mut self, at: Span, ty: Option<Type>) {
        let (vi, en) = ty.map_or(("một giá trị".to_owned(), "one value".to_owned()), |ty| {
            self.type_words(ty)
        });
        self.report(
            Diagnostic::error(
                errors::NOT_A_LIST,
                at,
                format!("Ở đây cần một danh sách, mà đây là {vi}."),
                format!("A list is needed here, but this is {en}."),
            )
            .help(
                "\"có\", \"mọi\", \"số\", \"thời gian\" hỏi danh sách (kiểu \"nhiều …\"); \"có\" còn hỏi được trường \"có hay không\".",
                "\"có\", \"mọi\", \"số\" and \"thời gian\" ask lists; \"có\" also asks a yes-or-no field.",
            ),
        );
    }

    /// `có L`, or `có` and a truth.
    pub(crate) fn exists(
        &mut self,
        scope: &mut Scope<'a>,
        at: Span,
        at_least: Option<u32>,
        at_most: Option<u32>,
        list: &'a ListRef,
    ) -> Option<Expr> {
        if at_least.is_none()
            && at_most.is_none()
            && list.filters.is_empty()
            && let Some(truth) = self.truth(scope, at, list)
        {
            return truth;
        }
        if let (Some(least), Some(most)) = (at_least, at_most)
            && least > most
        {
            self.impossible(at, &least.to_string(), &most.to_string());
            return None;
        }
        let list = self.list(scope, list)?;
        let at_least = match (at_least, at_most) {
            (None, None) => Some(1),
            (least, _) => least,
        };
        Some(make(
            at,
            Type::Bool,
            ExprKind::Exists {
                list,
                at_least,
                at_most,
            },
        ))
    }

    /// `có X` where X is a truth; `None` where it is not.
    fn truth(&mut self, scope: &mut Scope<'a>, at: Span, list: &'a ListRef) -> Option<Option<Expr>> {
        let [name] = list.path.parts.as_slice() else {
            let before = self.found.0.len();
            let thing = self.path(scope, &list.path, &|_| true);
            return match thing {
                Some(Thing::Fact(place, Type::Bool)) => Some(Some(make(at, Type::Bool, ExprKind::Fact(place)))),
                Some(_) => None,
                None if self.found.0.len() > before => Some(None),
                None => None,
            };
        };
        let candidates = self.candidates(scope, &name.name);
        let is_truth = |thing: &Thing<'a>| matches!(thing, Thing::Fact(_, Type::Bool) | Thing::Definition(_));
        let is_list = |thing: &Thing<'a>| matches!(thing, Thing::Fact(_, Type::List(_)));
        let truths = candidates.iter().any(|(_, thing)| is_truth(thing));
        let lists = candidates.iter().any(|(_, thing)| is_list(thing));
        if !truths || lists {
            return None;
        }
        let (thing, span) = (self.meaning(scope, name, &is_truth), list.span);
        Some(match thing {
            Some(Thing::Fact(place, Type::Bool)) => Some(make(at, Type::Bool, ExprKind::Fact(place))),
            Some(Thing::Definition(index)) => self.definition(scope, index, at, Want::Type(Type::Bool)),
            Some(_) => {
                self.not_a_list(span, None);
                None
            }
            None => None,
        })
    }

    /// `mọi L đều (P)`.
    pub(crate) fn every(
        &mut self,
        scope: &mut Scope<'a>,
        at: Span,
        list: &'a ListRef,
        body: &'a ast::Expr,
    ) -> Option<Expr> {
        let (source, record) = self.source_of(scope, &list.path)?;
        let made = self.filtered(scope, list, source, record);
        let body = self.inside(scope, list, record, |ctx, scope| ctx.condition(scope, body));
        Some(make(
            at,
            Type::Bool,
            ExprKind::Every {
                list: made?,
                body: Box::new(body?),
            },
        ))
    }

    /// `thời gian (cộng dồn) L`.
    pub(crate) fn period(
        &mut self,
        scope: &mut Scope<'a>,
        at: Span,
        cumulative: bool,
        list: &'a ListRef,
    ) -> Option<Expr> {
        let list_span = list.span;
        let list = self.list(scope, list)?;
        let Some(field) = self.field_of_type(list.record, Type::Period) else {
            self.missing_field(
                errors::NO_PERIOD_FIELD,
                list_span,
                list.record,
                "khoảng",
                "tính thời gian",
            );
            return None;
        };
        Some(make(
            at,
            Type::Days,
            ExprKind::Period {
                list,
                field,
                cumulative,
            },
        ))
    }

    /// `N năm liền kề trước Y đều có L`.
    pub(crate) fn years(
        &mut self,
        scope: &mut Scope<'a>,
        at: Span,
        count: u32,
        before: &'a ast::Path,
        list: &'a ListRef,
    ) -> Option<Expr> {
        let is_year = |thing: &Thing<'a>| matches!(thing, Thing::Fact(_, Type::Year));
        let before = match self.path(scope, before, &is_year) {
            Some(Thing::Fact(place, Type::Year)) => Some(make(before.span, Type::Year, ExprKind::Fact(place))),
            Some(_) => {
                self.report(
                    Diagnostic::error(
                        errors::NO_YEAR_FIELD,
                        before.span,
                        "Năm liền kề phải tính trước một trường kiểu \"năm\".",
                        "Consecutive years are counted before a field that is a year.",
                    )
                    .help(
                        "Khai một trường kiểu \"năm\", ví dụ \"năm_xét: năm\".",
                        "Declare a field of type \"năm\".",
                    ),
                );
                None
            }
            None => None,
        };
        let list_span = list.span;
        let list = self.list(scope, list)?;
        let Some(year) = self.field_of_type(list.record, Type::Year) else {
            self.missing_field(errors::NO_YEAR_FIELD, list_span, list.record, "năm", "xét năm liền kề");
            return None;
        };
        Some(make(
            at,
            Type::Bool,
            ExprKind::Years {
                count,
                before: Box::new(before?),
                list,
                year,
            },
        ))
    }

    /// `tính theo L`: dated events. Their day is the one field of theirs that is a date.
    pub(crate) fn occasions(&mut self, scope: &mut Scope<'a>, list: &'a ListRef) -> Option<Occasions> {
        let at = list.span;
        let list = self.list(scope, list)?;
        let fields = &self.document.records.get(list.record.index())?.fields;
        let days = fields.iter().filter(|field| field.ty == Type::Date).count();
        if days == 1 {
            let day = self.field_of_type(list.record, Type::Date)?;
            return Some(Occasions { list, day });
        }
        let declared = self.document.records.get(list.record.index())?;
        let (name, span) = (declared.name.clone(), declared.at);
        self.report(
            Diagnostic::error(
                errors::NO_DAY_TO_COUNT,
                at,
                format!("Không rõ đếm theo ngày nào: dữ kiện \"{name}\" có {days} trường kiểu \"ngày\"."),
                format!("It is not clear which day counts: record \"{name}\" has {days} fields of type \"ngày\"."),
            )
            .label(span, "khai ở đây", "declared here")
            .help(
                "Danh sách sau \"tính theo\" phải có đúng một trường kiểu \"ngày\".",
                "The list after \"tính theo\" must have exactly one field of type \"ngày\".",
            ),
        );
        None
    }

    /// The one field of a record with this type.
    pub(crate) fn field_of_type(&mut self, record: RecordId, ty: Type) -> Option<FieldId> {
        let declared = self.document.records.get(record.index())?;
        let index = declared.fields.iter().position(|field| field.ty == ty)?;
        self.used.fields.insert((record, FieldId::at(index)));
        Some(FieldId::at(index))
    }

    fn missing_field(&mut self, code: quyche_base::Code, at: Span, record: RecordId, ty: &str, purpose: &str) {
        let Some(declared) = self.document.records.get(record.index()) else {
            return;
        };
        let (name, span) = (declared.name.clone(), declared.at);
        self.report(
            Diagnostic::error(
                code,
                at,
                format!("Không {purpose} được: dữ kiện \"{name}\" không có trường kiểu \"{ty}\"."),
                format!("Record \"{name}\" has no field of type \"{ty}\" to reckon by."),
            )
            .label(span, "khai ở đây", "declared here")
            .help(
                format!("Thêm một trường kiểu \"{ty}\"."),
                format!("Add a field of type \"{ty}\"."),
            ),
        );
    }

    /// A threshold nothing can meet.
    pub(crate) fn impossible(&mut self, at: Span, from: &str, to: &str) {
        self.report(
            Diagnostic::error(
                errors::IMPOSSIBLE_RANGE,
                at,
                format!("Không gì có thể vừa từ {from} vừa không quá {to}."),
                format!("Nothing is at least {from} and at most {to}."),
            )
            .help("Đổi chỗ hai mức, hoặc sửa số.", "Swap the two, or mend the number."),
        );
    }
}
