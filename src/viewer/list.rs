//! The list of decks, where there are several.

use std::fmt::Write;

use camino::Utf8Path;

use crate::source::escaped;

/// A page with a link to each deck. A deck's number is its place.
pub fn html<'a>(decks: impl Iterator<Item = &'a Utf8Path>) -> String {
    let mut items = String::new();
    for (number, deck) in decks.enumerate() {
        let _ = writeln!(items, "<li><a href=\"{number}/\">{}</a></li>", escaped(deck.as_str()));
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Decks - Deckle</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"app.css\">\n</head>\n<body class=\"list\">\n<h1>Decks</h1>\n\
         <ul class=\"decks\">\n{items}</ul>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_text() {
        let page = html(["a.md", "b/<img src=x onerror=alert(1)>&\".md"].into_iter().map(Utf8Path::new));
        assert!(page.contains("<li><a href=\"0/\">a.md</a></li>"), "{page}");
        assert!(page.contains("<a href=\"1/\">b/&lt;img src=x onerror=alert(1)&gt;&amp;&quot;.md</a>"), "{page}");
    }
}
