//! What every page has around its content.

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// A page: `up` leads to the site's folder (`""` or `"../"`), `trail` is where one stands, `content` the page itself.
pub(crate) fn page(title: &str, up: &str, trail: &[(String, String)], content: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="vi" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="stylesheet" href=(format!("{up}trang.css"));
            }
            body data-goc=(up) {
                header {
                    nav aria-label="Vị trí" {
                        a href=(format!("{up}index.html")) { "Quy Chế" }
                        @for (text, target) in trail {
                            " › "
                            @if target.is_empty() { (text) } @else { a href=(target) { (text) } }
                        }
                    }
                    label class="tim" {
                        span { "Tìm" }
                        input id="tim" type="search" autocomplete="off" placeholder="điều, chữ trong quy định…";
                    }
                    ol id="thay" hidden {}
                }
                main { (content) }
                script src=(format!("{up}muc-luc-tim.js")) {}
                script src=(format!("{up}tim.js")) {}
            }
        }
    };
    let PreEscaped(text) = page;
    text + "\n"
}
