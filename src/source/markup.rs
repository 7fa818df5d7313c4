//! From text to HTML and XML.

/// A text as it stands between tags or in an attribute in double quotes: whatever it holds, it is text there.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_opens_a_tag_or_ends_an_attribute() {
        assert_eq!(escaped("<b title=\"x\">&amp; ä</b>"), "&lt;b title=&quot;x&quot;&gt;&amp;amp; ä&lt;/b&gt;");
    }
}
