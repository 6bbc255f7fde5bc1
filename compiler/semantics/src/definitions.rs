//! Definitions: one without parameters and of the same subject stands in the document once; any other is put in place of
//! its name, its arguments lowered anew wherever a parameter stands.

use crate::context::{Asked, Asker, Context, DefinitionState};
use crate::declare::unique;
use crate::errors;
use crate::expr::{Want, make};
use crate::names::Kind;
use crate::scope::{Argument, Frame, Scope};
use quyche_base::{Diagnostic, Span};
use quyche_ir::DefinitionId;
use quyche_ir::expr::{Expr, ExprKind};
use quyche_ir::model::Definition;
use quyche_syntax::ast::{self, Ident};
use std::rc::Rc;

/// So many definitions may stand inside each other.
const DEEPEST: u32 = 64;
/// So many times definitions may be put in place in one regulation.
const MOST_EXPANSIONS: u32 = 20_000;

impl<'a> Context<'a> {
    /// `n(x, y)`.
    pub(crate) fn call(
        &mut self,
        scope: &mut Scope<'a>,
        at: Span,
        name: &'a Ident,
        values: &'a [ast::Expr],
        want: Want,
    ) -> Option<Expr> {
        let index = self.find(Kind::Definition, name)?;
        self.used.definitions.insert(index);
        let definition = self.statements.definitions.get(index)?.node;
        if definition.parameters.len() != values.len() {
            self.wrong_arity(at, definition, values.len());
            return None;
        }
        let outer = Rc::new(scope.clone());
        let arguments = definition
            .parameters
            .iter()
            .zip(values)
            .map(|(parameter, value)| Argument {
                name: &parameter.name,
                value,
                scope: Rc::clone(&outer),
            })
            .collect();
        self.edges.push((scope.asker, Asked::Definition(index), at));
        self.expand(scope, index, at, arguments, want)
    }

    fn wrong_arity(&mut self, at: Span, definition: &ast::Definition, given: usize) {
        let wanted = definition.parameters.len();
        let shown = &definition.name.name.shown;
        self.report(
            Diagnostic::error(
                errors::WRONG_ARITY,
                at,
                format!("Định nghĩa \"{shown}\" cần {wanted} tham số, ở đây có {given}."),
                format!("Definition \"{shown}\" takes {wanted} arguments, {given} are given."),
            )
            .label(definition.name.span, "định nghĩa ở đây", "defined here")
            .help(
                "Viết đủ tham số theo đúng thứ tự, ngăn bằng dấu phẩy.",
                "Write every argument in order, separated by commas.",
            ),
        );
    }

    /// A definition without parameters.
    pub(crate) fn definition(&mut self, scope: &mut Scope<'a>, index: usize, at: Span, want: Want) -> Option<Expr> {
        let placed = *self.statements.definitions.get(index)?;
        if !placed.node.parameters.is_empty() {
            self.wrong_arity(at, placed.node, 0);
            return None;
        }
        self.edges.push((scope.asker, Asked::Definition(index), at));
        let inline = placed.unit.is_none() || self.subject_at(placed.unit) != scope.subject;
        if inline {
            return self.expand(scope, index, at, Vec::new(), want);
        }
        match self.define(index) {
            DefinitionState::Done(id, ty) => Some(make(at, ty, ExprKind::Definition(id))),
            DefinitionState::Open => {
                self.definition_cycle(index);
                None
            }
            DefinitionState::New | DefinitionState::Inline | DefinitionState::Poison => None,
        }
    }

    /// Definitions nested too deep, or put in place too often, to be read by anybody.
    fn too_deep(&mut self, at: Span) {
        self.report(
            Diagnostic::error(
                errors::DEFINITION_TOO_DEEP,
                at,
                "Định nghĩa lồng nhau quá sâu, hoặc được thay vào quá nhiều lần.",
                "Definitions are nested too deep, or put in place too often.",
            )
            .help(
                "Viết lại cho ngắn: một định nghĩa nên nói bằng dữ kiện, không qua hàng chục định nghĩa khác.",
                "Write it shorter: a definition should speak of facts, not through dozens of others.",
            ),
        );
    }

    fn definition_cycle(&mut self, index: usize) {
        let Some(placed) = self.statements.definitions.get(index) else {
            return;
        };
        let shown = &placed.node.name.name.shown;
        self.report(
            Diagnostic::error(
                errors::DEFINITION_CYCLE,
                placed.node.name.span,
                format!("Định nghĩa \"{shown}\" dẫn trở lại chính nó."),
                format!("Definition \"{shown}\" leads back to itself."),
            )
            .help("Bỏ một mắt của vòng.", "Break the circle."),
        );
    }

    /// Lowers a definition, once.
    pub(crate) fn define(&mut self, index: usize) -> DefinitionState {
        let state = self.definitions.get(index).cloned().unwrap_or(DefinitionState::Poison);
        let (DefinitionState::New, Some(placed)) = (&state, self.statements.definitions.get(index).copied()) else {
            return state;
        };
        if !placed.node.parameters.is_empty() {
            let parameters: Vec<&Ident> = placed.node.parameters.iter().collect();
            unique(self, &parameters);
            return self.settle(index, DefinitionState::Inline);
        }
        if self.depth >= DEEPEST {
            self.too_deep(placed.node.name.span);
            return self.settle(index, DefinitionState::Poison);
        }
        self.depth += 1;
        self.settle(index, DefinitionState::Open);
        let mut scope = Scope::new(self, placed.unit, self.subject_at(placed.unit));
        scope.asker = Asker::Definition(index);
        let body = self.expr(&mut scope, &placed.node.body, Want::Any);
        self.depth -= 1;
        let state = match body {
            None => DefinitionState::Poison,
            Some(_) if placed.unit.is_none() => DefinitionState::Inline,
            Some(body) => {
                let id = DefinitionId::at(self.document.definitions.len());
                let ty = body.ty;
                self.document.definitions.push(Definition {
                    id,
                    unit: placed.unit,
                    name: placed.node.name.name.shown.clone(),
                    label: crate::declare::text(placed.node.label.as_ref()),
                    body,
                    at: placed.span,
                });
                DefinitionState::Done(id, ty)
            }
        };
        self.settle(index, state)
    }

    fn settle(&mut self, index: usize, state: DefinitionState) -> DefinitionState {
        if let Some(place) = self.definitions.get_mut(index) {
            *place = state.clone();
        }
        state
    }

    /// Puts a definition in place of its name.
    fn expand(
        &mut self,
        scope: &Scope<'a>,
        index: usize,
        at: Span,
        arguments: Vec<Argument<'a>>,
        want: Want,
    ) -> Option<Expr> {
        let placed = *self.statements.definitions.get(index)?;
        if self.expanding.contains(&index) {
            self.definition_cycle(index);
            return None;
        }
        self.expansions += 1;
        if self.depth >= DEEPEST || self.expansions > MOST_EXPANSIONS {
            if self.expansions <= MOST_EXPANSIONS + 1 {
                self.too_deep(at);
            }
            return None;
        }
        let mut inner = Scope {
            unit: placed.unit.or(scope.unit),
            frames: vec![Frame::Opaque; scope.frames.len()],
            parameters: Rc::new(arguments),
            ..scope.clone()
        };
        self.depth += 1;
        self.expanding.push(index);
        let body = self.expr(&mut inner, &placed.node.body, want);
        self.expanding.pop();
        self.depth -= 1;
        let body = body?;
        let kind = ExprKind::Expanded {
            name: placed.node.name.name.shown.clone(),
            body: Box::new(body.clone()),
        };
        Some(make(at, body.ty, kind))
    }
}
