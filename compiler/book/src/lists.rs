//! Pages that go through a whole regulation: contents, readings, faults, coverage, recurring duties; and the shelf of all.

use crate::chapter::Chapter;
use crate::{anchors, shell, side_by_side};
use maud::{Markup, html};
use quyche_analysis::coverage as counted;
use quyche_base::Level;
use quyche_ir::model::Effect;
use quyche_ir::norm::NormKind;
use quyche_ir::{UnitId, words};

/// The first page of the site.
pub(crate) fn shelf(chapters: &[Chapter<'_>]) -> String {
    let content = html! {
        h1 { "Quy Chế" }
        ul class="mucluc" {
            @for chapter in chapters {
                li {
                    a href=(format!("{}/index.html", chapter.regulation.folder)) { (chapter.name()) }
                    span class="lop" { " · " (chapter.regulation.document.units.len()) " đơn vị" }
                }
            }
        }
    };
    shell::page("Quy Chế", "", &[], &content)
}

/// Name, issuer, dates.
pub(crate) fn head(chapter: &Chapter<'_>) -> Markup {
    let about = &chapter.regulation.document.about;
    let effect = match about.effect {
        Effect::From(day) => format!("hiệu lực từ ngày {}", words::date(day)),
        Effect::FromSigning => "hiệu lực từ ngày ký, bản gốc không ghi ngày".to_owned(),
        Effect::NotSaid => "bản gốc không nói ngày hiệu lực".to_owned(),
    };
    let issued = about.issued.map(|day| format!("ngày {}", words::date(day)));
    let facts: Vec<String> = about.issuer.iter().cloned().chain(issued).chain([effect]).collect();
    html! {
        h1 { (chapter.name()) }
        p { (facts.join(" · ")) }
        @for replaced in &about.replaces { p { "Thay thế " (replaced) } }
        @if let Some(measure) = &about.measure { p { "Cách tính thời gian: " (words::policy(measure)) } }
    }
}

/// The contents of a regulation.
pub(crate) fn contents(chapter: &Chapter<'_>) -> Markup {
    let doc = chapter.regulation.document;
    html! {
        (head(chapter))
        p {
            a href="cach-hieu.html" { (doc.readings.len()) " cách hiểu" } " · "
            a href="nghi-van.html" { (doc.doubts.len()) " nghi vấn" } " · "
            a href="do-phu.html" { "độ phủ" } " · "
            a href="lich.html" { "lịch việc" } " · "
            @if side_by_side::page(chapter).is_some() { a href="so-sanh.html" { "so sánh các thủ tục" } " · " }
            a href="in.html" { "bản in" }
        }
        ul class="mucluc" {
            li { a href=(anchors::REST) { "Ngoài các điều" } }
            @for unit in chapter.below(None) { (entry(chapter, *unit)) }
        }
    }
}

fn entry(chapter: &Chapter<'_>, unit: UnitId) -> Markup {
    let doc = chapter.regulation.document;
    let Some(one) = doc.unit(unit).filter(|one| is_listed(one.step.level)) else {
        return html! {};
    };
    let title = one.title.as_deref().unwrap_or_default();
    html! {
        li {
            a href=(anchors::link(doc, unit)) { (words::capital(&one.step.words())) } " " (title)
            ul { @for child in chapter.below(Some(unit)) { (entry(chapter, *child)) } }
        }
    }
}

fn is_listed(level: Level) -> bool {
    match level {
        Level::Attached
        | Level::Annex
        | Level::Part
        | Level::Chapter
        | Level::Section
        | Level::Article
        | Level::Procedure => true,
        Level::ProcedureSection
        | Level::Stage
        | Level::Clause
        | Level::Point
        | Level::Dash
        | Level::Plus
        | Level::Star
        | Level::Paragraph => false,
    }
}

/// Every reading: question, answers, default, why.
pub(crate) fn readings(chapter: &Chapter<'_>) -> Markup {
    let doc = chapter.regulation.document;
    html! {
        h2 { "Cách hiểu" }
        p { "Chỗ văn bản để ngỏ: mỗi phương án đều hợp lẽ, phương án in đậm được dùng khi không ai chọn khác." }
        @if doc.readings.is_empty() { p { "Không có." } }
        @for one in &doc.readings {
            section class="hieu" {
                h3 { (one.question) }
                p class="lop" { @if let Some(unit) = one.unit { (place(chapter, unit)) " · " } code { (one.name) } }
                ul {
                    @for (position, answer) in one.answers.iter().enumerate() {
                        li {
                            @if usize::try_from(one.default) == Ok(position) { b { (answer.words()) } ", vì " (chapter.links.mark(&one.because, one.unit)) }
                            @else { (answer.words()) }
                            " " code { (answer.name) }
                        }
                    }
                }
            }
        }
    }
}

/// Every fault or doubt of the source.
pub(crate) fn doubts(chapter: &Chapter<'_>) -> Markup {
    let doc = chapter.regulation.document;
    html! {
        h2 { "Nghi vấn về bản gốc" }
        @if doc.doubts.is_empty() { p { "Không có." } }
        table {
            tr { th { "Chỗ" } th { "Loại" } th { "Nghi vấn" } th { "Ảnh hưởng" } }
            @for one in &doc.doubts {
                tr {
                    td { @if let Some(unit) = one.unit { (place(chapter, unit)) } @else { "toàn văn" } }
                    td { (words::spaced(&one.kind)) }
                    td class="nghi" { (chapter.links.mark(&one.text, None)) }
                    td { @for (position, unit) in one.affects.iter().enumerate() { @if position > 0 { ", " } (place(chapter, *unit)) } }
                }
            }
        }
    }
}

/// How many units have which status.
pub(crate) fn coverage(chapter: &Chapter<'_>) -> Markup {
    let counted = counted(chapter.regulation.document);
    html! {
        h2 { "Độ phủ" }
        table {
            tr { th { "Đơn vị" } th { "Số" } }
            @for (status, count) in &counted.by_status { tr { td { (status.words()) } td { (count) } } }
            tr { td { b { "Tất cả" } } td { b { (counted.units) } } }
        }
    }
}

/// Recurring duties and limits in time; the dated list where the reader asked for it.
pub(crate) fn duties(chapter: &Chapter<'_>) -> Markup {
    let doc = chapter.regulation.document;
    html! {
        h2 { "Việc định kỳ" }
        table {
            tr { th { "Ai" } th { "Việc" } th { "Bao lâu" } th { "Đối với" } th { "Chỗ" } }
            @for norm in doc.norms.iter().filter(|norm| norm.kind == NormKind::Duty) {
                @if let Some(recurrence) = &norm.recurrence {
                    @let acts: Vec<&str> = norm.acts.iter().map(|act| act.text.as_str()).collect();
                    @let limit = norm.limit.as_ref().map(|limit| format!(", {}", words::limit(doc, limit))).unwrap_or_default();
                    tr {
                        td { (norm.bearer.as_ref().map(|one| words::bearer(doc, one)).unwrap_or_default()) }
                        td { (acts.join("; ")) }
                        td { (words::recurrence(doc, recurrence)) (limit) }
                        td { (words::parties(doc, &norm.towards)) }
                        td { (place(chapter, norm.unit)) }
                    }
                }
            }
        }
        h2 { "Thời hạn" }
        @for one in &doc.deadlines {
            @for line in words::deadline_lines(doc, one) { p { (place(chapter, one.unit)) ": " (chapter.links.mark(line.trim(), Some(one.unit))) } }
        }
        @if let Some(agenda) = &chapter.regulation.agenda {
            h2 { "Đến hạn từ " (words::date(agenda.from)) " đến " (words::date(agenda.until)) }
            table {
                tr { th { "Ngày" } th { "Ai" } th { "Việc" } th { "Đối với" } th { "Chỗ" } }
                @for item in &agenda.items {
                    tr { td { (words::date(item.due)) } td { (item.who) } td { (item.what) @if !item.condition.is_empty() { ", " (item.condition) } } td { (item.towards) } td { (place(chapter, item.unit)) } }
                }
            }
        }
    }
}

fn place(chapter: &Chapter<'_>, unit: UnitId) -> Markup {
    let doc = chapter.regulation.document;
    html! { a href=(anchors::link(doc, unit)) { (doc.address(unit)) } }
}
