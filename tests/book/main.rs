//! The static site: every link leads somewhere, every unit has its anchor, nothing needs a network.

use quyche_book::{File, Regulation, book};
use quyche_driver::{Project, load};
use quyche_eval::result::Options;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn regulation(folder: &str) -> Project {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../regulations")
        .join(folder);
    load(&path)
}

/// The site of one regulation, with a made-up source text for every unit.
fn site(folder: &str) -> (Project, Vec<File>) {
    let project = regulation(folder);
    let document = project.document.as_ref().unwrap();
    let options = quyche_driver::ask::options(document, &quyche_driver::ask::Asked::default()).unwrap();
    let files = rendered(folder, &project, &options);
    (project, files)
}

fn rendered(folder: &str, project: &Project, options: &Options) -> Vec<File> {
    let document = project.document.as_ref().unwrap();
    book(&[Regulation {
        folder: folder.to_owned(),
        document,
        rule_text: &|span| Some(project.sources.text(span).to_owned()).filter(|text| !text.is_empty()),
        source_text: &|unit| Some(format!("nguyên văn <số {}>", unit.index())),
        options,
        agenda: None,
    }])
}

/// What stands in an attribute, in order.
fn values<'t>(text: &'t str, attribute: &str) -> Vec<&'t str> {
    let start = format!("{attribute}=\"");
    let parts = text.split(start.as_str()).skip(1);
    parts.map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn every_link_leads_to_a_page_and_an_anchor_of_the_site() {
    let (_, files) = site("hung-yen-co-yeu");
    let ids: BTreeMap<&str, Vec<&str>> = files
        .iter()
        .map(|file| (file.path.as_str(), values(&file.text, "id")))
        .collect();
    let mut followed = 0;
    for file in files.iter().filter(|file| file.path.ends_with(".html")) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for target in values(&file.text, "href").into_iter().chain(values(&file.text, "src")) {
            assert!(
                !target.contains("://") && !target.starts_with("//"),
                "{}: {target}",
                file.path
            );
            let (page, anchor) = target.split_once('#').unwrap_or((target, ""));
            let path = match (page, page.strip_prefix("../")) {
                ("", _) => file.path.clone(),
                (_, Some(up)) => up.to_owned(),
                (_, None) if folder.is_empty() => page.to_owned(),
                (_, None) => format!("{folder}/{page}"),
            };
            let there = ids
                .get(path.as_str())
                .unwrap_or_else(|| panic!("{}: {target}", file.path));
            assert!(anchor.is_empty() || there.contains(&anchor), "{}: {target}", file.path);
            followed += 1;
        }
    }
    assert!(followed > 400, "{followed}");
    for (path, ids) in ids {
        assert_eq!(
            ids.iter().collect::<BTreeSet<_>>().len(),
            ids.len(),
            "{path}: một neo hai lần"
        );
    }
}

#[test]
fn every_unit_has_an_anchor_and_its_source_beside_it() {
    let (project, files) = site("hung-yen-co-yeu");
    let document = project.document.as_ref().unwrap();
    let pages: Vec<&File> = files
        .iter()
        .filter(|file| file.path.ends_with(".html") && !file.path.ends_with("/in.html"))
        .collect();
    let print = files.iter().find(|file| file.path.ends_with("/in.html")).unwrap();
    for unit in &document.units {
        let told = format!("nguyên văn &lt;số {}&gt;", unit.id.index());
        for text in [
            pages.iter().map(|file| file.text.as_str()).collect::<String>(),
            print.text.clone(),
        ] {
            assert_eq!(text.matches(told.as_str()).count(), 1, "{}", unit.address);
        }
    }
    let anchors: usize = pages.iter().map(|file| values(&file.text, "id").len()).sum();
    // Each page has two of its own: the search box and the list of what it found.
    assert_eq!(anchors - 2 * pages.len(), document.units.len());
}

#[test]
fn an_address_in_a_sentence_is_one_link_to_the_whole_address() {
    let (_, files) = site("hung-yen-co-yeu");
    let page = files.iter().find(|file| file.path.ends_with("/dieu-5.html")).unwrap();
    assert!(
        page.text
            .contains("<a href=\"dieu-4.html#dieu-4.khoan-2\">khoản 2 Điều 4</a>"),
        "{}",
        page.text
    );
}

#[test]
fn the_search_index_finds_a_rule_by_its_words() {
    let (project, files) = site("hung-yen-co-yeu");
    let index = files.iter().find(|file| file.path == "muc-luc-tim.js").unwrap();
    let json = index
        .text
        .trim()
        .strip_prefix("window.mucLucTim = ")
        .unwrap()
        .strip_suffix(';')
        .unwrap();
    let rows: Vec<[String; 3]> = serde_json::from_str(json).unwrap();
    let row = rows.iter().find(|[_, words, _]| words.contains("31/12/2028")).unwrap();
    assert!(row[0].starts_with("Điều 7"), "{row:?}");
    assert_eq!(row[2], "hung-yen-co-yeu/dieu-7.html#dieu-7");
    assert!(rows.len() > project.document.as_ref().unwrap().units.len() / 2);
}

#[test]
fn the_same_regulation_gives_the_same_site() {
    let (project, files) = site("thanh-hoa-4063");
    let document = project.document.as_ref().unwrap();
    let options = quyche_driver::ask::options(document, &quyche_driver::ask::Asked::default()).unwrap();
    assert!(files == rendered("thanh-hoa-4063", &project, &options));
    let wrong: Vec<&str> = files
        .iter()
        .filter(|file| file.text.contains("class=\"sai\""))
        .map(|file| file.path.as_str())
        .collect();
    assert_eq!(wrong, [] as [&str; 0], "ví dụ không đúng");
}
