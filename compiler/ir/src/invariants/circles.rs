//! Nothing rests on itself: definitions, criteria through `đáp ứng`, titles through `liền trên`, records nested in records.

use super::Checker;
use crate::errors::CIRCLE;
use crate::expr::{Expr, ExprKind, Target, Type};
use crate::visit;

/// A definition or a criterion; the two may rest on each other.
#[derive(Clone, Copy)]
enum Node {
    Definition(usize),
    Criterion(usize),
}

impl Checker<'_> {
    pub(super) fn circles(&mut self) {
        let doc = self.doc;
        let titles: Vec<Vec<usize>> = doc
            .titles
            .iter()
            .map(|title| title.above.iter().map(|above| above.index()).collect())
            .collect();
        self.acyclic("titles", &titles);
        let records: Vec<Vec<usize>> = doc
            .records
            .iter()
            .map(|record| {
                let nested = record.fields.iter().filter_map(|field| {
                    if let Type::Record(inner) = field.ty {
                        Some(inner.index())
                    } else {
                        None
                    }
                });
                nested.collect()
            })
            .collect();
        self.acyclic("records", &records);
        self.rules();
    }

    /// Definitions first, criteria after them, in one graph.
    fn rules(&mut self) {
        let doc = self.doc;
        let first_criterion = doc.definitions.len();
        let place = |node: Node| match node {
            Node::Definition(index) => index,
            Node::Criterion(index) => first_criterion + index,
        };
        let mut graph: Vec<Vec<usize>> = Vec::new();
        for definition in &doc.definitions {
            let mut below = Vec::new();
            visit::expr(&definition.body, &mut |expr| rests_on(expr, &mut below));
            graph.push(below.into_iter().map(place).collect());
        }
        for criterion in &doc.criteria {
            let mut below = Vec::new();
            let mut more = Vec::new();
            visit::gate(&criterion.gate, &mut |expr| rests_on(expr, &mut below));
            visit::body(&criterion.body, &mut |expr| rests_on(expr, &mut below), &mut |target| {
                targets(target, &mut more)
            });
            graph.push(below.into_iter().chain(more).map(place).collect());
        }
        self.acyclic("definitions, criteria", &graph);
    }

    /// Takes away what rests on nothing left until all is gone, or a circle remains.
    fn acyclic(&mut self, field: &str, graph: &[Vec<usize>]) {
        let mut above: Vec<Vec<usize>> = vec![Vec::new(); graph.len()];
        let mut open: Vec<usize> = graph.iter().map(Vec::len).collect();
        for (index, below) in graph.iter().enumerate() {
            for target in below {
                if let Some(list) = above.get_mut(*target) {
                    list.push(index);
                }
            }
        }
        let mut free: Vec<usize> = (0..graph.len()).filter(|index| open.get(*index) == Some(&0)).collect();
        let mut left = graph.len();
        while let Some(done) = free.pop() {
            left -= 1;
            for index in above.get(done).into_iter().flatten() {
                if let Some(count) = open.get_mut(*index) {
                    *count -= 1;
                    if *count == 0 {
                        free.push(*index);
                    }
                }
            }
        }
        if left > 0 {
            field.clone_into(&mut self.place);
            self.report(
                CIRCLE,
                "có những mục dựa vào chính mình thành vòng tròn",
                "some of them rest on themselves in a circle",
            );
        }
    }
}

fn rests_on(expr: &Expr, below: &mut Vec<Node>) {
    if let ExprKind::Definition(id) = &expr.kind {
        below.push(Node::Definition(id.index()));
    }
    if let ExprKind::Meets(all) = &expr.kind {
        all.iter().for_each(|target| targets(target, below));
    }
}

fn targets(target: &Target, below: &mut Vec<Node>) {
    below.extend(target.criteria.iter().map(|id| Node::Criterion(id.index())));
}
