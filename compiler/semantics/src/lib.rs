//! From the syntax tree to rules as data: names, the tree of units and its addresses, types, domains, lowering.
//!
//! Every pass reports all it finds and leaves poison behind, so that one mistake gives one finding and hides no other.
//! What the parser could not read is known (`broken`) and names that may be declared there are not reported again.
//! Nothing here evaluates anything: the document that comes out is all that is needed for that.

mod addresses;
mod aims;
mod assemble;
mod broken;
mod cases;
mod compare;
mod context;
mod council;
mod criteria;
mod declare;
mod definitions;
mod domains;
mod dossiers;
mod entries;
pub mod errors;
mod example;
mod examples_facts;
mod expected;
mod expr;
mod foreign;
mod gates;
mod items;
mod kept;
mod levels;
mod limits;
mod lists;
mod misplaced;
mod names;
mod near;
mod norms;
mod papers;
mod ranking;
mod reach;
mod resolve;
mod scope;
mod statements;
mod targets;
mod template;
mod tree;
mod units;
mod unknown;
mod unused;
mod vocabulary;

use crate::broken::Broken;
use crate::context::Context;
use crate::statements::Statements;
use quyche_base::{Diagnostics, FileId, SourceMap};
use quyche_ir::Document;
use quyche_ir::json;
use quyche_ir::model::SourceInfo;
use quyche_syntax::ast;

/// Compiles a regulation: `files` are its own, `modules` those it may use (`dùng`). The document has no hash yet
/// ([`json::seal`]); there is none when something is an error. What the parser has reported is not reported again.
///
/// A folder that holds modules only is checked as such and gives an empty document.
pub fn compile(files: &[ast::File], sources: &SourceMap, modules: &[ast::File]) -> (Option<Document>, Diagnostics) {
    let mut found = Diagnostics::default();
    let program = assemble::assemble(files, modules, sources, &mut found);
    let mut broken = Broken::default();
    for (file, _) in &program.files {
        broken.add(file, sources);
    }
    for (file, _) in &program.modules {
        broken.add(file, sources);
    }
    let expanded = template::expand(&program, &mut found);
    let program = expanded.program(&program);
    let (units, placed) = tree::build(&program, &broken, &mut found);
    let statements = Statements::sort(&placed, &mut found);
    let mut ctx = Context::new(sources, program.header, units, broken, statements, found);
    ctx.numbered = expanded.numbered_names();
    lower(&mut ctx);
    expanded.tell(&mut ctx.document, &ctx.units);
    ctx.document.units = std::mem::take(&mut ctx.units.units);
    let last = program
        .files
        .iter()
        .map(|(file, _)| file.id)
        .chain(program.modules.iter().map(|(file, _)| file.id))
        .max();
    ctx.document.files = source_infos(sources, last);
    let mut found = std::mem::take(&mut ctx.found);
    found.sort();
    template::once(&expanded, &mut found);
    let unread = program.files.iter().any(|(file, _)| file.header.is_none());
    if found.has_errors() || unread || ctx.broken.any() || !is_whole(&ctx.document, &ctx.statements) {
        return (None, found);
    }
    (Some(ctx.document), found)
}

/// Whether every statement has become data. One that holds something the parser could not read is left out without a word
/// from here, and a document with a hole in it is none.
fn is_whole(document: &Document, statements: &Statements<'_>) -> bool {
    document.scopes.len() == statements.scopes.len()
        && document.criteria.len() == statements.criteria.len() + statements.dossiers.len()
        && document.norms.len() == statements.norms.len()
        && document.deadlines.len() == statements.deadlines.len()
        && document.dossiers.len() == statements.dossiers.len()
        && document.stated.len() == statements.stated.len()
        && document.doubts.len() == statements.doubts.len()
        && document.entries.len() == statements.entries.len()
        && document.examples.len() == statements.examples.len()
        && document.rankings.len() == ranking::groups(statements).len()
        && document.councils.len() == council::groups(statements).len()
}

/// The passes in order.
fn lower(ctx: &mut Context<'_>) {
    declare::declare(ctx);
    vocabulary::counted_readings(ctx);
    vocabulary::defaults_from_entries(ctx);
    council::survey(ctx);
    ranking::survey(ctx);
    vocabulary::bodies(ctx);
    criteria::survey(ctx);
    papers::survey(ctx);
    for index in 0..ctx.statements.definitions.len() {
        ctx.define(index);
    }
    criteria::scopes(ctx);
    criteria::criteria(ctx);
    norms::norms(ctx);
    limits::deadlines(ctx);
    dossiers::dossiers(ctx);
    foreign::foreign(ctx);
    norms::stated(ctx);
    ranking::rankings(ctx);
    council::councils(ctx);
    entries::entries(ctx);
    example::examples(ctx);
    reach::cycles(ctx);
    criteria::redirect_cycles(ctx);
    if !ctx.found.has_errors() && !ctx.broken.any() {
        reach::unreached(ctx);
        unused::unused(ctx);
    }
}

/// Every file up to the last one used, so that a [`FileId`] finds its file.
fn source_infos(sources: &SourceMap, last: Option<FileId>) -> Vec<SourceInfo> {
    let used = sources.iter().take_while(|(id, _)| Some(*id) <= last);
    used.map(|(_, file)| SourceInfo {
        path: file.path.clone(),
        sha256: json::sha256(file.text.as_bytes()),
    })
    .collect()
}
