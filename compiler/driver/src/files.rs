//! Reading and writing: caps first, then bytes; a result is written beside its place and renamed into it.

use crate::errors;
use crate::suggest::nearest;
use quyche_base::Diagnostic;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// The most bytes one rule file may have.
pub const MAX_FILE_BYTES: u64 = 8_000_000;

/// The most bytes a compiled document may have.
pub const MAX_DOCUMENT_BYTES: u64 = 64_000_000;

/// The most rule files one folder may hold.
pub const MAX_FILES: usize = 2_000;

/// How deep folders may nest below the one named.
const MAX_DEPTH: usize = 16;

/// The path as people read it: `/` between folders.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// The text of a file of at most `cap` bytes.
pub fn read_text(path: &Path, cap: u64) -> Result<String, Diagnostic> {
    let name = shown(path);
    let file = fs::File::open(path).map_err(|error| cannot_open(path, &error))?;
    let size = file
        .metadata()
        .map_err(|error| errors::unreadable(&name, &error))?
        .len();
    if size > cap {
        return Err(errors::too_large(&name, size));
    }
    let mut bytes = Vec::new();
    // The size is read again while reading: a pipe or a growing file has no honest length.
    file.take(cap.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| errors::unreadable(&name, &error))?;
    if bytes.len() as u64 > cap {
        return Err(errors::too_large(&name, bytes.len() as u64));
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = error.as_bytes().iter().take(offset);
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        errors::not_utf8(&name, offset, line)
    })
}

/// Why a path cannot be opened: not there (with a neighbour of a near name), or refused.
pub fn cannot_open(path: &Path, error: &io::Error) -> Diagnostic {
    if error.kind() != io::ErrorKind::NotFound {
        return errors::unreadable(&shown(path), error);
    }
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        Some(_) | None => PathBuf::from("."),
    };
    let mut neighbours: Vec<String> = fs::read_dir(&folder)
        .map(|entries| {
            entries
                .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
                .collect()
        })
        .unwrap_or_default();
    neighbours.sort();
    let asked = path.file_name().and_then(OsStr::to_str).unwrap_or("");
    let near = nearest(asked, neighbours.iter().map(String::as_str)).map(|name| shown(&path.with_file_name(name)));
    errors::not_found(&shown(path), near.as_deref())
}

/// Every rule file below a folder, in the order of their paths; hidden folders and files are passed over.
pub fn rule_files(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut found = Vec::new();
    collect(folder, folder, 0, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(top: &Path, folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Diagnostic> {
    let entries = fs::read_dir(folder).map_err(|error| cannot_open(folder, &error))?;
    for entry in entries {
        let path = entry
            .map_err(|error| errors::unreadable(&shown(folder), &error))?
            .path();
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            if depth == MAX_DEPTH {
                return Err(errors::too_many(&shown(top), MAX_FILES));
            }
            collect(top, &path, depth + 1, found)?;
        } else if is_rule_file(&path) {
            found.push(path);
        }
        if found.len() > MAX_FILES {
            return Err(errors::too_many(&shown(top), MAX_FILES));
        }
    }
    Ok(())
}

/// Whether a path has the extension of rule files.
pub fn is_rule_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "quyche")
}

/// The regulations a path names: a file, or a folder that holds rule files itself, is one; a folder that only holds
/// folders of rule files is a shelf, and each of them is one.
pub fn regulations(path: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let metadata = fs::metadata(path).map_err(|error| cannot_open(path, &error))?;
    if !metadata.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let files = rule_files(path)?;
    if files.is_empty() || files.iter().any(|file| file.parent() == Some(path)) {
        return Ok(vec![path.to_owned()]);
    }
    let mut folders: Vec<PathBuf> = Vec::new();
    for file in &files {
        let below = file.strip_prefix(path).ok().and_then(|rest| rest.iter().next());
        if let Some(first) = below {
            let folder = path.join(first);
            if folders.last() != Some(&folder) {
                folders.push(folder);
            }
        }
    }
    Ok(folders)
}

/// Writes a file whole or not at all: into a temporary file beside it, then by renaming. An existing file is kept
/// unless `force`.
pub fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), Diagnostic> {
    write_with(path, force, |out| out.write_all(bytes))
}

/// As [`write()`], for content too large to hold: `content` writes it piece by piece.
pub fn write_with(
    path: &Path,
    force: bool,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Diagnostic> {
    if !force && path.exists() {
        return Err(errors::exists(path));
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = fs::File::create(&temporary).and_then(|file| {
        let mut out = BufWriter::new(file);
        content(&mut out)?;
        out.flush()?;
        out.get_ref().sync_all()?;
        fs::rename(&temporary, path)
    });
    written.map_err(|error| {
        // What is left of a failed attempt is nobody's result; that it cannot be removed changes nothing.
        fs::remove_file(&temporary).ok();
        errors::unwritable(path, &error)
    })
}

/// Writes a folder of files: into a temporary folder beside it, then by renaming, so that a failed attempt leaves what was
/// there. A folder that holds anything is kept unless `force`; then its files of the same names are replaced and no other
/// is touched. Paths are relative, with `/`.
pub fn write_folder(folder: &Path, files: &[(String, String)], force: bool) -> Result<(), Diagnostic> {
    let holds = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if folder.is_file() || holds && !force {
        return Err(errors::exists(folder));
    }
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = folder.with_file_name(name);
    let written = fill(&temporary, files).and_then(|()| {
        for (path, _) in files {
            let target = folder.join(path);
            target.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::rename(temporary.join(path), target)?;
        }
        Ok(())
    });
    // What is left of the temporary folder is nobody's result.
    fs::remove_dir_all(&temporary).ok();
    written.map_err(|error| errors::unwritable(folder, &error))
}

fn fill(folder: &Path, files: &[(String, String)]) -> io::Result<()> {
    for (path, text) in files {
        let target = folder.join(path);
        target.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(target, text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_existing_file_is_kept_unless_forced_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ket-qua.json");
        write(&path, b"one", false).unwrap();
        assert_eq!(write(&path, b"two", false).unwrap_err().code, errors::EXISTS);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        write(&path, b"two", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        let nowhere = folder.path().join("khong-co").join("a.json");
        assert_eq!(write(&nowhere, b"x", false).unwrap_err().code, errors::UNWRITABLE);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_holds_something_is_kept_unless_forced() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("sach");
        let one = |text: &str| vec![("a/index.html".to_owned(), text.to_owned())];
        write_folder(&site, &one("1"), false).unwrap();
        fs::write(site.join("cua-toi.txt"), "x").unwrap();
        assert_eq!(write_folder(&site, &one("2"), false).unwrap_err().code, errors::EXISTS);
        assert_eq!(fs::read(site.join("a/index.html")).unwrap(), b"1");
        write_folder(&site, &one("2"), true).unwrap();
        assert_eq!(fs::read(site.join("a/index.html")).unwrap(), b"2");
        assert_eq!(fs::read(site.join("cua-toi.txt")).unwrap(), b"x");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let file = folder.path().join("tep");
        fs::write(&file, "x").unwrap();
        assert_eq!(write_folder(&file, &one("3"), true).unwrap_err().code, errors::EXISTS);
    }

    #[test]
    fn what_is_not_utf8_is_told_by_byte_and_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.quyche");
        fs::write(&path, b"dong 1\nd\xffng 2").unwrap();
        let error = read_text(&path, MAX_FILE_BYTES).unwrap_err();
        assert_eq!(error.code, errors::NOT_UTF8);
        assert!(error.message.en.contains("byte 8 (line 2)"), "{}", error.message.en);
    }

    #[test]
    fn a_shelf_is_its_folders_and_a_regulation_is_itself() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b/x.quyche", "a/phụ-lục/y.quyche", "a/z.quyche", ".an/w.quyche"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let names: Vec<PathBuf> = ["a", "b"].iter().map(|name| folder.path().join(name)).collect();
        assert_eq!(regulations(folder.path()).unwrap(), names);
        assert_eq!(regulations(&names[0]).unwrap(), [names[0].clone()]);
        assert_eq!(rule_files(folder.path()).unwrap().len(), 3);
        let missing = regulations(&folder.path().join("bb")).unwrap_err();
        assert_eq!(missing.code, errors::NOT_FOUND);
        assert!(missing.help.unwrap().vi.contains("/b\""));
    }
}
