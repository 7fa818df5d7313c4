//! Where text can't be for one audience, trying it is an error, and nothing is written: everyone would read it.

use crate::support::Project;

/// Marked text where there is no choice of an audience. `Secret` would be in everyone's files.
const NATIVE: &[&str] = &[
    "Secret {audience=technical}",
    "- Secret {audience=technical}",
    "Secret\n{audience=technical}",
    "{.technical}\nSecret",
    "**Secret**{audience=technical}",
    "*a [b* Secret]{audience=technical}",
    "| a |\n|---|\n| Secret |\n\n{audience=technical}",
    "| [`Secret | x`]{audience=technical} |\n|---|---|\n| c | d |",
    "$$\nSecret\n$$ {audience=technical}",
    "Term\n: Secret {audience=technical}",
    "https://example.org/Secret{audience=technical}",
    "Text[^a].\n\n[^a]: Secret {audience=technical}",
    "![a [Secret]{audience=technical}](shared.svg)",
    "![a](shared.svg \"[Secret]{audience=technical}\")",
    "![Secret](shared.svg){.technical}",
    "> [!NOTE] [Secret]{audience=technical}\n> Text.",
    "> [!NOTE] [shared]{plain=\"Secret\"}\n> Text.",
    "[Secret]{.technical}",
    "[Secret]{audience=techncal}",
    "[Secret]{audiance=technical}",
    "[Secret]{plain=\"a [Secret]{audience=technical}\"}",
    "### Secret {.technical}",
    "### Shared {plain=\"[Secret]{audience=technical}\"}",
    "```python {.technical}\nSecret\n```",
    "```{=typst audience=technical}\nSecret\n```",
    "::: techncal\nSecret\n:::",
    "::: Technical\nSecret\n:::",
    "::: technical non-technical\nSecret\n:::",
    "::: {audience=techncal}\nSecret\n:::",
    "::: {audience = technical}\nSecret\n:::",
    "::: {audiance=technical}\nSecret\n:::",
    "::: technical\nSecret",
    "::: {.content-visible when-profile=\"technical\"}\nSecret\n:::",
    "::: {when-profile=\"technical\"}\nSecret\n:::",
    "[Secret]{.content-hidden when-profile=\"non-technical\"}",
    "<p class=\"technical\">Secret</p>",
    "<p audience=\"technical\">Secret</p>",
    "<section class=\"x technical\">\n\nSecret\n\n</section>",
    "A <b class=technical>Secret</b> b",
    "A <span audience=\"technical\">Secret</span> b",
    "::: technical\n[docs]: https://example.org/Secret\n:::\n\n[docs]",
    "::: {.notes audience=technical}\n> [docs]: https://example.org/Secret\n:::\n\n[docs]",
    "::: columns\n::: {.column audience=technical}\n[docs]: Secret.svg \"Secret\"\n:::\n:::\n\n![docs]",
];

/// The same in a deck of Quarto's.
const QUARTO: &[&str] = &[
    "*a [b* Secret]{.content-visible when-profile=\"technical\"}",
    "![a [Secret]{.content-visible when-profile=\"technical\"}](shared.svg)",
    "> [!NOTE] [Secret]{.content-visible when-profile=\"technical\"}\n> Text.",
    "::: {.callout-note title=\"[Secret]{.content-visible when-profile='technical'}\"}\nText.\n:::",
    "<p class=\"content-visible\" when-profile=\"technical\">Secret</p>",
    "::: {.content-visible when-profile=\"technical\"}\n[docs]: https://example.org/Secret\n:::\n\n[docs]",
    "::: {.content-visible when-profile=\"technical\"}\n## Inside\n\n[docs]: https://example.org/Secret\n:::\n\n[docs]",
    "::: technical\nSecret\n:::",
    "::: {.technical}\nSecret\n:::",
    "::: {.notes audience=technical}\nSecret\n:::",
    "::: {.column .technical}\nSecret\n:::",
    "[Secret]{audience=technical}",
    "[Secret]{.technical}",
    "![Secret](shared.svg){audience=technical}",
    "```{.python audience=technical}\nSecret\n```",
    "## Secret {audience=technical}",
    "## Secret {.technical}",
];

/// The same in a deck of Marp's, which has no audiences at all.
const MARP: &[&str] = &[
    "::: technical\nSecret\n:::",
    "::: {.technical}\n\nSecret\n\n:::",
    "[Secret]{audience=technical}",
    "# Secret {audience=technical}",
    "<!-- audience: technical -->\n\nSecret",
    "<b>Secret {audience=technical}</b>",
];

/// The same in front matters.
const SETTINGS: &[&str] = &[
    "title: \"A [Secret]{audience=technical}\"",
    "subtitle: \"[shared]{plain='Secret'}\"",
    "footer: \"[Secret]{audience=technical}\"",
    "author: [\"Someone\", \"[Secret]{audience=technical}\"]",
    "glossary: [{term: SLO, plain: \"[Secret]{audience=technical}\"}]",
    "audiences: {technical: {subtitle: \"[Secret]{audience=operations}\"}}",
];

#[test]
fn what_can_t_be_for_one_audience_is_an_error() {
    let native = NATIVE.iter().map(|text| ("talk.md", format!("## One\n\nShared.\n\n{text}\n")));
    let quarto = QUARTO.iter().map(|text| ("talk.qmd", format!("---\nformat: revealjs\n---\n\n## One\n\nShared.\n\n{text}\n")));
    let marp = MARP.iter().map(|text| ("talk.md", format!("---\nmarp: true\n---\n\n# One\n\nShared.\n\n{text}\n")));
    let settings = SETTINGS.iter().map(|line| ("talk.md", format!("---\n{line}\n---\n\n## One\n\nShared.\n")));
    let project = Project::new();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"><rect width=\"4\" height=\"3\"/></svg>";
    ["shared.svg", "Secret.svg"].iter().for_each(|name| project.write(name, svg));
    for (name, deck) in native.chain(quarto).chain(marp).chain(settings) {
        project.write(name, &deck);
        let run = project.run(&["build", name, "--to", "typst,json", "--format", "concise"]);
        assert!(run.code == Some(1) && run.stderr.contains("error["), "{deck}\n{run:?}");
        assert!(!project.exists("out"), "{deck}");
    }
}
