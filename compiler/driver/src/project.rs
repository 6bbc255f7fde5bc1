//! From a path to a compiled regulation: the pass list in order.
//!
//! Files are taken in the order of their paths, text first and modules (`Thư viện`) after it, because the files of the text come first
//! in the compiled document. No pass stops the next: a file with mistakes is still compiled as far as it goes, so that one
//! run tells them all.

use crate::calendar;
use crate::errors;
use crate::files::{self, MAX_DOCUMENT_BYTES, MAX_FILE_BYTES};
use quyche_base::name::fold;
use quyche_base::{Diagnostic, Diagnostics, FileId, SourceMap};
use quyche_ir::invariants;
use quyche_ir::json::{self, ReadError};
use quyche_ir::{Document, FORMAT};
use quyche_syntax::ast;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How far the head of a module is looked for.
const MAX_HEAD_BYTES: usize = 4_000;

/// A regulation as far as it could be read.
#[derive(Debug, Default)]
pub struct Project {
    /// The files read, the library's modules included.
    pub sources: SourceMap,
    /// The rules as data; `None` when there are errors.
    pub document: Option<Document>,
    /// What was found, in the order of the files.
    pub diagnostics: Diagnostics,
}

/// Reads and compiles what stands at `path`: a folder (every `.quyche` file below it), one `.quyche` file, or a compiled
/// `.json` document.
pub fn load(path: &Path) -> Project {
    sealed(read(path))
}

/// What is found in several regulations, on all cores, in the order of the paths. The documents are not kept: who only asks
/// what is wrong need not wait until they are sealed.
pub fn check_all(paths: &[PathBuf]) -> Vec<Project> {
    let projects = paths.par_iter().map(|path| {
        let mut project = read(path);
        let document = project.document.take();
        rayon::spawn(move || drop(document));
        project
    });
    projects.collect()
}

/// Compiles texts that stand in no file, as (path shown, text): for editors and tests.
pub fn load_texts(texts: &[(String, String)]) -> Project {
    let mut project = Project::default();
    compile(&mut project, texts);
    project.diagnostics.sort();
    sealed(project)
}

fn sealed(mut project: Project) -> Project {
    project.document = project.document.and_then(|document| json::seal(document).ok());
    project
}

fn read(path: &Path) -> Project {
    let mut project = Project::default();
    if let Err(diagnostic) = read_into(&mut project, path) {
        project.diagnostics.push(diagnostic);
        project.document = None;
    }
    project.diagnostics.sort();
    project
}

fn read_into(project: &mut Project, path: &Path) -> Result<(), Diagnostic> {
    let metadata = fs::metadata(path).map_err(|error| files::cannot_open(path, &error))?;
    if metadata.is_dir() {
        let paths = files::rule_files(path)?;
        if paths.is_empty() {
            return Err(errors::no_rules(&files::shown(path)));
        }
        read_rules(project, path, &paths);
        Ok(())
    } else if files::is_rule_file(path) {
        let folder = path.parent().unwrap_or(path);
        read_rules(project, folder, &[path.to_owned()]);
        Ok(())
    } else if path.extension().is_some_and(|extension| extension == "json") {
        read_document(project, path)
    } else {
        Err(errors::unknown_kind(&files::shown(path)))
    }
}

/// Reads rule files; paths are shown from `base` on, so that a compiled document does not depend on where it was compiled.
fn read_rules(project: &mut Project, base: &Path, paths: &[PathBuf]) {
    let read: Vec<_> = paths
        .par_iter()
        .map(|path| files::read_text(path, MAX_FILE_BYTES))
        .collect();
    let mut texts = Vec::with_capacity(paths.len());
    for (path, text) in paths.iter().zip(read) {
        match text {
            Ok(text) => texts.push((files::shown(path.strip_prefix(base).unwrap_or(path)), text)),
            Err(diagnostic) => project.diagnostics.push(diagnostic),
        }
    }
    // A regulation with a file missing would only raise errors about what stands in that file.
    if texts.len() == paths.len() {
        compile(project, &texts);
    }
}

/// Parses, then compiles.
fn compile(project: &mut Project, texts: &[(String, String)]) {
    let (own, text): (Vec<_>, Vec<_>) = texts.iter().partition(|(_, text)| module_head(text).is_some());
    let mut regulation = parse(project, text.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let own_heads: Vec<ModuleHead> = own.iter().filter_map(|(_, text)| module_head(text)).collect();
    let mut wanted: Vec<String> = regulation.iter().flat_map(uses).collect();
    wanted.extend(own_heads.iter().flat_map(|head| head.uses.iter().cloned()));
    // Modules that stand beside the text are files of the regulation; modules alone are checked as such.
    regulation.extend(parse(
        project,
        own.iter().map(|(path, text)| (path.as_str(), text.as_str())),
    ));
    let modules = parse(project, library(wanted, &own_heads).into_iter());
    let (document, diagnostics) = quyche_semantics::compile(&regulation, &project.sources, &modules);
    project.diagnostics.0.extend(diagnostics.0);
    project
        .diagnostics
        .0
        .extend(document.as_ref().and_then(calendar::check));
    project.document = document.filter(|_| !project.diagnostics.has_errors());
    // Trees are large; freeing them need not be waited for.
    rayon::spawn(move || drop((regulation, modules)));
}

/// Parses files on all cores; trees and findings come in the order of the files.
fn parse<'t>(project: &mut Project, texts: impl Iterator<Item = (&'t str, &'t str)>) -> Vec<ast::File> {
    let texts: Vec<(FileId, &str)> = texts
        .map(|(path, text)| (project.sources.add(path, text), text))
        .collect();
    let parsed: Vec<_> = texts
        .into_par_iter()
        .map(|(id, text)| quyche_syntax::parse(id, text))
        .collect();
    let mut files = Vec::with_capacity(parsed.len());
    for (file, diagnostics) in parsed {
        project.diagnostics.0.extend(diagnostics.0);
        files.push(file);
    }
    files
}

/// The modules a file of the text uses, as keys.
fn uses(file: &ast::File) -> Vec<String> {
    match &file.header {
        Some(ast::Header::Document(head)) => head.uses.iter().map(|module| module.name.key.clone()).collect(),
        Some(ast::Header::Module(_) | ast::Header::Continuation(_)) | None => Vec::new(),
    }
}

/// The library's modules that `wanted` reaches, in the library's order; a module of the same name among `own` stands in
/// for the library's.
fn library(mut wanted: Vec<String>, own: &[ModuleHead]) -> Vec<(&'static str, &'static str)> {
    let known: Vec<(ModuleHead, &(&str, &str))> = quyche_stdlib::modules()
        .iter()
        .filter_map(|module| Some((module_head(module.1)?, module)))
        .filter(|(head, _)| own.iter().all(|module| module.name != head.name))
        .collect();
    let mut reached = BTreeSet::new();
    while let Some(name) = wanted.pop() {
        if let Some(position) = known.iter().position(|(head, _)| head.name == name)
            && reached.insert(position)
        {
            wanted.extend(
                known
                    .get(position)
                    .into_iter()
                    .flat_map(|(head, _)| head.uses.iter().cloned()),
            );
        }
    }
    reached
        .into_iter()
        .filter_map(|position| known.get(position))
        .map(|(_, module)| **module)
        .collect()
}

/// What the head of a module says, read without a parser: enough to know which modules are needed before any is parsed.
#[derive(Debug, PartialEq, Eq)]
struct ModuleHead {
    name: String,
    uses: Vec<String>,
}

/// The head of a file that begins with `Thư viện`, after blanks and comments.
fn module_head(text: &str) -> Option<ModuleHead> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while rest.starts_with("//") {
        rest = rest.split_once('\n').map_or("", |(_, after)| after).trim_start();
    }
    let end = rest
        .char_indices()
        .find(|(at, letter)| *letter == '.' || *at > MAX_HEAD_BYTES)?
        .0;
    let head = fold(rest.get(..end)?);
    let mut words = head
        .split([' ', '\t', '\r', '\n', '\u{a0}', ',', ':'])
        .filter(|word| !word.is_empty());
    if words.next() != Some("thư") || words.next() != Some("viện") {
        return None;
    }
    Some(ModuleHead {
        name: words.next()?.to_owned(),
        uses: words.filter(|word| *word != "dùng").map(str::to_owned).collect(),
    })
}

fn read_document(project: &mut Project, path: &Path) -> Result<(), Diagnostic> {
    let name = files::shown(path);
    let text = files::read_text(path, MAX_DOCUMENT_BYTES)?;
    let document = json::read(&text).map_err(|error| match error {
        ReadError::Shape(reason) => errors::not_a_document(&name, &reason),
        ReadError::Format(found) => errors::other_format(&name, found, FORMAT),
        ReadError::Hash => errors::changed(&name),
    })?;
    let broken = invariants::check(&document);
    let sound = !broken.has_errors();
    project.diagnostics.0.extend(broken.0);
    for file in &document.files {
        // The texts are not part of the data; the names keep addresses in messages right.
        project.sources.add(file.path.clone(), "");
    }
    project.document = sound.then_some(document);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::module_head;

    #[test]
    fn a_module_is_known_by_its_first_statement() {
        let head = module_head("\u{feff}\n// Thang bậc. Hai dòng.\n\nThư viện Thang_Bậc dùng\u{a0}a, b.\nx").unwrap();
        assert_eq!(head.name, "thang_bậc");
        assert_eq!(head.uses, ["a", "b"]);
        assert_eq!(module_head("// Thư viện\nQuy định a.\n"), None);
        assert_eq!(module_head(""), None);
        assert_eq!(module_head("Thư viện"), None);
    }
}
