//! What a person names on the command line, found in the regulation: units by address, records by name; and what is told
//! where there is nothing of that name.

use crate::errors::{NO_DOSSIER, NO_SUCH_ACTOR, NO_SUCH_SORT, NO_SUCH_UNIT, WHICH_RECORD};
use crate::suggest::nearest;
use quyche_base::Diagnostic;
use quyche_base::name::fold;
use quyche_ir::{Document, RecordId, UnitId};

/// How many names of a list are told.
const TOLD: usize = 12;

/// The units of an address, or of a row of them: `Thủ tục 14-39` is every unit of that level from the one to the other that there is.
///
/// # Errors
/// As [`unit()`], for either end of a row.
pub fn units(document: &Document, text: &str) -> Result<Vec<UnitId>, Diagnostic> {
    let row = text.rsplit_once('-').and_then(|(first, last)| {
        let level = first.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let whole = level.len() < first.len() && last.trim().parse::<u32>().is_ok();
        whole.then(|| (first.to_owned(), format!("{level}{}", last.trim())))
    });
    let Some((first, last)) = row else {
        return Ok(vec![unit(document, text)?]);
    };
    let (first, last) = (unit(document, &first)?, unit(document, &last)?);
    let level = document.unit(first).map(|one| one.step.level);
    let between = |id: UnitId| (first.min(last)..=first.max(last)).contains(&id);
    let row = document
        .units
        .iter()
        .filter(|one| between(one.id) && Some(one.step.level) == level);
    Ok(row.map(|one| one.id).collect())
}

/// The unit of that address; blanks and letters are folded.
///
/// # Errors
/// No unit of that address: the nearest, or those that begin so.
pub fn unit(document: &Document, address: &str) -> Result<UnitId, Diagnostic> {
    let key = |text: &str| fold(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    let wanted = key(address);
    let found = document.units.iter().find(|unit| key(&unit.address) == wanted);
    found.map(|unit| unit.id).ok_or_else(|| {
        let addresses = || document.units.iter().map(|unit| unit.address.as_str());
        let holding: Vec<&str> = addresses()
            .filter(|other| key(other).contains(&wanted))
            .take(TOLD)
            .collect();
        let error = Diagnostic::general(
            NO_SUCH_UNIT,
            format!("không có đơn vị \"{address}\""),
            format!("there is no unit \"{address}\""),
        );
        match (nearest(address, addresses()), holding.is_empty()) {
            (Some(near), _) => error.help(format!("có phải \"{near}\"?"), format!("did you mean \"{near}\"?")),
            (None, false) => {
                let list = holding.join("; ");
                error.help(format!("có: {list}"), format!("there is: {list}"))
            }
            (None, true) => error.help(
                "viết địa chỉ từ nhỏ đến lớn, như \"khoản 2 Điều 4\" hay \"mục 10 Thủ tục 16\"",
                "write the address from small to large, as in \"khoản 2 Điều 4\"",
            ),
        }
    })
}

/// The record of that name or label, or the one an entry point of that name is about.
///
/// # Errors
/// Neither.
pub fn record(document: &Document, name: &str) -> Result<RecordId, Diagnostic> {
    let wanted = fold(name);
    let entry = document.entries.iter().find(|entry| fold(&entry.name) == wanted);
    let by_name = || {
        let is = |record: &&quyche_ir::model::Record| {
            fold(&record.name) == wanted || record.label.as_ref().is_some_and(|label| fold(label) == wanted)
        };
        document.records.iter().find(is).map(|record| record.id)
    };
    entry.map(|entry| entry.subject).or_else(by_name).ok_or_else(|| {
        let names = || {
            let entries = document.entries.iter().map(|entry| entry.name.as_str());
            entries.chain(document.records.iter().map(|record| record.name.as_str()))
        };
        let list = names().take(TOLD).collect::<Vec<_>>().join(", ");
        let error = Diagnostic::general(
            WHICH_RECORD,
            format!("không có mục xét hay dữ kiện \"{name}\""),
            format!("there is no entry point and no record \"{name}\""),
        );
        match nearest(name, names()) {
            Some(near) => error.help(format!("có phải \"{near}\"?"), format!("did you mean \"{near}\"?")),
            None => error.help(format!("có: {list}"), format!("there are: {list}")),
        }
    })
}

/// Nobody said which record the cases are of, and the regulation does not settle it.
pub fn which_record(document: &Document, possible: &[RecordId]) -> Diagnostic {
    let names = possible.iter().filter_map(|id| document.records.get(id.index()));
    let list: Vec<&str> = names.map(|record| record.name.as_str()).collect();
    let list = list.join(", ");
    Diagnostic::general(
        WHICH_RECORD,
        "không rõ danh sách hồ sơ là của loại dữ kiện nào",
        "it is not clear of which record the cases are",
    )
    .help(
        format!("thêm --cho TÊN, một trong: {list}"),
        format!("add --for NAME, one of: {list}"),
    )
}

/// Nobody of that name has anything to do in the regulation; `near` are names to offer.
pub fn no_such_actor(name: &str, near: &[String]) -> Diagnostic {
    let more = near.len().saturating_sub(TOLD);
    let mut list: Vec<String> = near.iter().take(TOLD).cloned().collect();
    if more > 0 {
        list.push(format!("… (+{more})"));
    }
    let list = list.join("; ");
    let slip = nearest(name, near.iter().map(String::as_str)).filter(|_| near.len() > 1);
    let error = Diagnostic::general(
        NO_SUCH_ACTOR,
        format!("không quy phạm nào nói tới \"{name}\""),
        format!("no norm speaks of \"{name}\""),
    );
    match slip {
        Some(near) => error.help(
            format!("có phải \"{near}\"? có: {list}"),
            format!("did you mean \"{near}\"? there are: {list}"),
        ),
        None => error.help(format!("có: {list}"), format!("there are: {list}")),
    }
}

/// No sort of norm, or no period, of that name; `known` are all there are.
pub fn no_such_sort(flag: &str, name: &str, known: &[&str]) -> Diagnostic {
    let list = known.join(", ");
    Diagnostic::general(
        NO_SUCH_SORT,
        format!("{flag} không nhận \"{name}\""),
        format!("{flag} does not take \"{name}\""),
    )
    .help(format!("nhận: {list}"), format!("it takes: {list}"))
}

/// No dossier there; `known` are the addresses of those there are.
pub fn no_dossier(place: &str, known: &[&str]) -> Diagnostic {
    let error = if place.is_empty() {
        Diagnostic::general(
            NO_DOSSIER,
            "quy định này không có \"thành phần hồ sơ\" nào",
            "this regulation has no dossier",
        )
    } else {
        Diagnostic::general(
            NO_DOSSIER,
            format!("không có \"thành phần hồ sơ\" nào tại \"{place}\""),
            format!("there is no dossier at \"{place}\""),
        )
    };
    let list = known.iter().take(TOLD).copied().collect::<Vec<_>>().join("; ");
    if known.is_empty() {
        error.help(
            "viết \"thành phần hồ sơ: …\" trong đơn vị nêu giấy tờ phải nộp",
            "write \"thành phần hồ sơ: …\" in the unit that lists what to hand in",
        )
    } else {
        error.help(format!("có: {list}"), format!("there is: {list}"))
    }
}
