//! Decks of Pandoc and Quarto, read by their rules.

use super::*;
use crate::model::{Audience, Audiences, BackgroundFit, Layout, plain_text};

/// A deck of Pandoc's for reveal.js with these settings in its front matter.
fn pandoc(settings: &str, text: &str) -> Parsed {
    parsed(&format!("---\noutput: slidy_presentation\n{settings}---\n{text}"))
}

/// The same for Quarto.
fn quarto(settings: &str, text: &str) -> Parsed {
    parsed(&format!("---\nformat: revealjs\n{settings}---\n{text}"))
}

/// Each slide in short form.
fn slides(parsed: &Parsed) -> Vec<String> {
    parsed.deck.slides.iter().map(show::slide).collect()
}

/// The content of the first slide in short form.
fn content(text: &str) -> String {
    let parsed = quarto("", &format!("## A\n\n{text}"));
    show::blocks(&parsed.deck.slides[0].content)
}

fn findings(parsed: &Parsed) -> Vec<&str> {
    parsed.findings.iter().map(|finding| finding.split_once(": ").unwrap().1).collect()
}

#[test]
fn the_slide_level_is_the_highest_that_is_followed_by_content() {
    for (settings, text, expected) in [
        ("", "# A\n\ntext\n\n## B\n\ntext\n", vec!["#a Heading \"A\" [p(text) h2(B) p(text)]"]),
        ("", "# A\n\n## B\n\ntext\n", vec!["#a Section \"A\" section 0", "#b Heading \"B\" section 0 [p(text)]"]),
        (
            "",
            "# A\n\n## B\n\n### C\n\nx\n",
            vec!["#a Section \"A\" section 0", "#b Section \"B\" section 1", "#c Heading \"C\" section 1 [p(x)]"],
        ),
        ("slide-level: 1\n", "# A\n\n## B\n\ntext\n", vec!["#a Heading \"A\" [h2(B) p(text)]"]),
        ("slide-level: 2\n", "# A\n\ntext\n\n## B\n", vec!["#a Section \"A\" section 0 [p(text)]", "#b Heading \"B\" section 0"]),
    ] {
        assert_eq!(slides(&pandoc(settings, text)), expected, "{settings}{text}");
    }
    let text = "# A\n\ntext\n\n## B\n\ntext\n";
    for deck in [parsed_as("a.qmd", text), quarto("", text)] {
        assert_eq!(slides(&deck), ["#a Section \"A\" section 0 [p(text)]", "#b Heading \"B\" section 0 [p(text)]"]);
    }
    let markdown = parsed("---\noutput:\n  beamer_presentation:\n    slide_level: 2\n---\n# A\n\ntext\n\n## B\n");
    assert_eq!(slides(&markdown), ["#a Section \"A\" section 0 [p(text)]", "#b Heading \"B\" section 0"]);
}

#[test]
fn rules_start_slides_as_in_pandoc() {
    for (text, expected) in [
        ("# A\n\nx\n\n---\n\ny\n", vec!["#a Heading \"A\" [p(x)]", "#slide Break [p(y)]"]),
        ("# A\n\nx\n\n---\n\n# B\n", vec!["#a Heading \"A\" [p(x)]", "#b Heading \"B\""]),
        ("# A\n\nx\n\n---\n\n---\n\ny\n", vec!["#a Heading \"A\" [p(x)]", "#slide Break", "#slide-2 Break [p(y)]"]),
        ("text\n\n# A\n\nx\n\n---\n", vec!["#slide Break [p(text)]", "#a Heading \"A\" [p(x)]", "#slide-2 Break"]),
        (
            "# S\n\n## A\n\nx\n\n---\n\n# T\n",
            vec![
                "#s Section \"S\" section 0",
                "#a Heading \"A\" section 0 [p(x)]",
                "#slide Break section 0",
                "#t Section \"T\" section 1",
            ],
        ),
        (
            "# A\n\nx\n\n  Right   Left\n-------  ------\n     12     12\n",
            vec!["#a Heading \"A\" [p(x) p(Right   Left) code(: \" 12     12\")]"],
        ),
    ] {
        assert_eq!(slides(&pandoc("", text)), expected, "{text}");
    }
}

#[test]
fn the_title_slide_is_made_from_the_front_matter() {
    let settings = "title: A **talk**\nsubtitle: Sub\nauthor:\n  - name: Jane Doe\n    affiliations:\n      - name: X\n  - John Roe\n  - name:\n      given: A\n      family: B\ninstitute: Y\ndate: today\n";
    let parsed = pandoc(settings, "# A\n\nx\n");
    let meta = &parsed.deck.meta;
    let authors: Vec<&str> = meta.authors.iter().map(|author| author.value.as_str()).collect();
    assert_eq!((authors, meta.date.as_ref()), (vec!["Jane Doe", "John Roe", "A B"], None));
    assert_eq!(slides(&parsed)[0], "#title FrontMatter \"A talk\" title [p(Y) p(X)]");
    assert!(
        findings(&parsed)
            .contains(&"warning[foreign-dropped]: a date that changes with the day of the build is left out; write it")
    );
    assert_eq!(pandoc("author: Me\n", "# A\n\nx\n").deck.slides.len(), 1, "without a title there is none");
}

#[test]
fn settings_of_the_format_come_first() {
    let parsed = parsed(
        "---\ntitle: T\nfooter: far\nformat:\n  revealjs:\n    footer: \"near *foot*\"\n    slide-number: c/t\n    incremental: true\n    theme: sky\n  pptx: default\n---\n\n## A\n\n- a\n",
    );
    let meta = &parsed.deck.meta;
    assert_eq!((meta.footer.as_ref().unwrap().value.as_str(), meta.paginate, meta.incremental), ("near foot", true, true));
    assert!(slides(&parsed)[1].contains("+ul"));
    assert_eq!(findings(&parsed)[1..], ["warning[foreign-dropped]: these settings have no effect here: `theme`"]);
    let plain = pandoc("", "# A\n\nx\n").deck.meta;
    assert_eq!((plain.footer.unwrap().value.as_str(), plain.paginate), ("", false));
}

#[test]
fn divs_are_pandocs_and_quartos() {
    for (text, expected) in [
        (":::: {.columns}\n::: {.column width=\"40%\"}\na\n:::\n::: {.column}\nb\n:::\n::::", "columns(40% p(a) | p(b))"),
        ("::: {.callout-tip title=\"A *tip*\"}\na\n:::", "tip(A tip: p(a))"),
        ("::: {.callout-note}\n## Titled\n\na\n:::", "note(Titled: p(a))"),
        ("::: incremental\n- a\n\n::: nonincremental\n- b\n:::\n:::", "div.incremental(+ul(p(a)) div.nonincremental(ul(p(b))))"),
        ("> - a\n> - b", "+ul(p(a) | p(b))"),
        ("> a", "quote(p(a))"),
        ("a\n\n. . .\n\nb", "p(a) pause p(b)"),
        ("a\n\n\\pause\n\nb", "p(a) pause p(b)"),
        ("a\n\n::: fragment\nb\n:::", "p(a) pause div.fragment(p(b))"),
        ("::: {layout-ncol=2}\na\n\nb\n:::", "columns(p(a) | p(b))"),
        ("::: technical\na\n:::", "div.technical(p(a))"),
        ("text\n# more", "p(text␣# more)"),
        ("- a\n## b", "ul(p(a␣## b))"),
        ("<div class=\"a\">\n\nb\n\n</div>", "div.a(p(b))"),
        ("::: {.a .b #c key=\"1\"}\na\n:::", "div.a.b(p(a))"),
    ] {
        assert_eq!(content(text), expected, "{text}");
    }
}

#[test]
fn notes_are_the_slides() {
    let parsed = pandoc("", "# A\n\nx\n\n::: {.notes}\nSay **this**.\n:::\n\n::: notes\nAnd that.\n:::\n");
    let notes: Vec<String> = parsed.deck.slides[0].notes.iter().map(|notes| show::blocks(&notes.content)).collect();
    assert_eq!(notes, ["p(Say b<this>.)", "p(And that.)"]);
}

#[test]
fn profiles_are_audiences_and_formats_are_the_deck_s() {
    for (text, expected) in [
        ("::: {.content-visible when-profile=\"technical\"}\na\n:::", "@technicala"),
        ("::: {.content-hidden when-profile=\"technical\"}\na\n:::", "@non-technicala"),
        ("::: {.content-visible unless-profile=\"technical\"}\na\n:::", "@non-technicala"),
        ("::: {.content-visible when-format=\"revealjs\"}\na\n:::", "a"),
        ("::: {.content-visible when-format=\"html\"}\na\n:::", "a"),
        ("::: {.content-visible when-format=\"pptx\"}\na\n:::", "nobody"),
        ("::: {.content-visible when-profile=\"advanced\"}\na\n:::", "nobody"),
        ("::: {.content-hidden when-profile=\"advanced\"}\na\n:::", "a"),
        ("::: {.content-hidden}\na\n:::", "nobody"),
    ] {
        let parsed = pandoc("", &format!("# A\n\nx\n\n{text}\n"));
        let block = &parsed.deck.slides[0].content[1];
        let found = match &block.audience {
            None => "a".to_owned(),
            Some(crate::model::Audiences::Only(names)) if names.is_empty() => "nobody".to_owned(),
            Some(audiences) => format!(
                "{}a",
                match audiences {
                    crate::model::Audiences::All => "@all".to_owned(),
                    crate::model::Audiences::Only(names) =>
                        names.iter().map(|name| format!("@{name}")).collect::<Vec<_>>().join("+"),
                }
            ),
        };
        assert_eq!(found, expected, "{text}");
    }
    let span = pandoc("", "# A\n\nfor [all]{.content-visible when-profile=\"technical\"}\n");
    assert_eq!(show::blocks(&span.deck.slides[0].content), "p(for span<all @technical>)");
}

#[test]
fn code_is_shown_and_not_run() {
    for (text, expected) in [
        ("```{python}\n#| label: x\n#| fig-cap: \"y\"\n\nprint(1)\n```", "code(python: \"print(1)\")"),
        ("```{python}\n#| echo: false\nprint(1)\n```", ""),
        ("```{r name, echo=FALSE}\nx\n```", ""),
        ("```{r}\n#| include: false\nx\n```", ""),
        ("```{.python .numberLines startFrom=\"3\"}\nx\n```", "code(python: \"x\")"),
        ("```python {code-line-numbers=\"1|2-3\"}\na\nb\nc\n```", "code(python [1]|[2, 3]: \"a\\nb\\nc\")"),
        ("```{.js code-line-numbers=\"|2\"}\na\nb\n```", "code(js []|[2]: \"a\\nb\")"),
        ("```{.js code-line-numbers=\"true\"}\na\n```", "code(js: \"a\")"),
        ("```{=html}\n<b>x</b>\n```", ""),
        ("```{=latex}\n\\begin{equation}\na\n\\end{equation}\n```", "math(a)"),
        ("`<b>`{=html} text", "p(text)"),
        ("```{mermaid}\nflowchart LR\n```", "code(mermaid: \"flowchart LR\")"),
    ] {
        assert_eq!(content(text), expected, "{text}");
    }
    assert_eq!(
        show::blocks(
            &pandoc("execute:\n  echo: false\n", "# A\n\n```{r}\nx\n```\n\n```{r}\n#| echo: true\ny\n```\n").deck.slides[0]
                .content
        ),
        "code(r: \"y\")"
    );
}

#[test]
fn figures_have_captions_and_sizes() {
    for (text, expected) in [
        ("![A door](a.png){width=50% #fig-a .r-stretch fig-align=\"center\"}", "img<a.png: A door caption=\"A door\" w50>"),
        ("![Cap](a.png){fig-alt=\"A door\" width=\"300px\"}", "img<a.png: A door caption=\"Cap\" w225pt>"),
        ("![](a.png){width=0.5\\textwidth}", "img<a.png:  w50>"),
        ("text ![A door](a.png)", "p(text img<a.png: A door>)"),
    ] {
        assert_eq!(content(text), expected, "{text}");
    }
}

#[test]
fn headings_have_settings() {
    let parsed = pandoc(
        "",
        "# A {#x .smaller background-image=\"a.png\" background-size=\"contain\"}\n\nx\n\n# B {-}\n\nx\n\n# C {visibility=\"hidden\"}\n\nx\n\n# Set {1, 2}\n\nx\n\n# {data-background-image=\"b.png\"}\n\nx\n",
    );
    let titles: Vec<String> =
        parsed.deck.slides.iter().map(|slide| slide.heading.as_ref().map_or(String::new(), |h| plain_text(&h.content))).collect();
    assert_eq!(titles, ["A", "B", "C", "Set {1, 2}", ""]);
    assert_eq!((parsed.deck.slides[0].id.0.as_str(), parsed.deck.slides[2].skip), ("x", true));
    let pictures: Vec<_> =
        parsed.deck.slides.iter().flat_map(|s| &s.backgrounds).map(|b| (b.picture.path.value.as_str(), b.fit)).collect();
    assert_eq!(pictures, [("a.png", BackgroundFit::Contain), ("b.png", BackgroundFit::Cover)]);
    assert_eq!(parsed.findings, [] as [&str; 0]);
}

#[test]
fn tables_lines_and_formulas_that_commonmark_does_not_know() {
    for (text, expected) in [
        ("| a line\n| another", "p(a line⏎another)"),
        ("+---+\n| a |\n+---+", "code(: \"+---+\\n| a |\\n+---+\")"),
        ("\\begin{align}\na &= b\n\\end{align}", "math(\\begin{aligned}\na &= b\n\\end{aligned})"),
        ("\\vspace{1cm}", ""),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\n: Caption", "table([Auto, Auto]: a | b / 1 | 2) p(Caption)"),
    ] {
        assert_eq!(content(text), expected, "{text}");
    }
}

#[test]
fn what_has_no_counterpart_is_told_once() {
    let text = "# A {background-color=\"red\" .mine}\n\nSee @fig-x and [@doe].\n\n{{< video x.mp4 >}}\n\n::: {.other style=\"color: red\"}\n{{< fa star >}} a@b.org\n:::\n\n\
                # B {background-color=\"blue\"}\n\n{braces} and @smith say \\alert{x}.\n\n{{< include _x.qmd >}}\n";
    let parsed = pandoc("css: a.css\ntoc: true\n", text);
    assert_eq!(
        findings(&parsed),
        [
            "note[foreign-deck]: read by Pandoc's rules: 2 slides, 0 with notes (shown in another way: 3 kinds, left out: 7 kinds)",
            "warning[foreign-dropped]: these settings have no effect here: `css`",
            "warning[foreign-dropped]: the table of contents is left out",
            "warning[foreign-dropped]: `background-color` has no effect here",
            "note[foreign-approximated]: classes that a style sheet draws, such as `mine`, have no effect",
            "note[foreign-approximated]: citations and cross-references (`@name`) are shown as written: there is no bibliography",
            "warning[foreign-dropped]: videos are left out",
            "warning[foreign-dropped]: `style` has no effect here",
            "warning[foreign-dropped]: the shortcode `fa` is left out",
            "note[foreign-approximated]: commands of LaTeX in the text are shown as written",
            "warning[foreign-dropped]: files that `{{< include >}}` names are not read",
        ]
    );
}

#[test]
fn headings_carry_key_messages_and_say_what_they_mean_to_have() {
    let text = "# Part {allow=\"missing-alt\"}\n\n## A {key=\"cost\" data-allow=\"over-budget, nonsense\"}\n\nText.\n";
    let parsed = quarto("", text);
    let names = |codes: &[crate::source::Spanned<String>]| codes.iter().map(|code| code.value.clone()).collect::<Vec<_>>();
    let slide = parsed.deck.slides.last().unwrap();
    assert_eq!(slide.key.as_ref().map(|key| key.value.as_str()), Some("cost"));
    assert_eq!(
        (names(&slide.allow), names(&parsed.deck.sections[0].allow)),
        (vec!["over-budget".into()], vec!["missing-alt".into()])
    );
    assert!(
        findings(&parsed).iter().any(|finding| finding.ends_with("there is no finding `nonsense`")),
        "{:?}",
        findings(&parsed)
    );
    assert!(!findings(&parsed).iter().any(|finding| finding.contains("no effect")));
}

#[test]
fn divs_may_hold_slides() {
    let parsed = pandoc(
        "slide-level: 2\n",
        "# S\n\n::: {.content-visible when-profile=\"technical\"}\n## A\n\nx\n:::\n\n## B\n\ny\n\n::: incremental\n## C\n\n- z\n:::\n",
    );
    assert_eq!(
        slides(&parsed),
        [
            "#s Section \"S\" section 0",
            "#a Heading \"A\" @technical section 0 [p(x)]",
            "#b Heading \"B\" section 0 [p(y)]",
            "#c Heading \"C\" section 0 [+ul(p(z))]",
        ]
    );
}

#[test]
fn divs_around_slides_narrow_whom_they_are_for() {
    let parsed = pandoc(
        "slide-level: 2\n",
        "::: {.content-visible when-profile=\"technical\"}\n# S\n\n::: {.content-visible when-profile=\"non-technical\"}\n## A\n\nx\n:::\n:::\n\n\
         # T {.content-visible when-profile=\"technical\"}\n\n## B\n\ny\n",
    );
    let audiences: Vec<_> = parsed.deck.slides.iter().map(|slide| slide.audience.as_ref().map(|a| a.value.clone())).collect();
    let technical = || Some(Audiences::Only(vec![Audience::technical()]));
    assert_eq!(audiences, [technical(), Some(Audiences::Only(vec![])), technical(), None]);
    assert_eq!(parsed.deck.sections[1].audience, technical(), "a section's condition holds for its slides");
    assert_eq!(findings(&parsed), Vec::<&str>::new());
}

#[test]
fn titles_of_callouts_are_for_everyone_or_no_titles() {
    for (heading, expected) in [
        ("## Title", "note(Title: p(x))"),
        ("## Title {.content-visible when-profile=\"technical\"}", "note(@technicalh2(Title) p(x))"),
        ("## A [T]{.content-visible when-profile=\"technical\"}", "note(h2(A span<T @technical>) p(x))"),
    ] {
        assert_eq!(content(&format!("::: {{.callout-note}}\n{heading}\n\nx\n:::")), expected, "{heading}");
    }
}

#[test]
fn a_condition_that_can_t_be_kept_is_an_error() {
    let stray = "error[stray-attributes]: a text can't be for some people only here";
    for text in [
        "![a [T]{.content-visible when-profile=\"technical\"}](a.png)",
        "::: {.callout-tip title=\"[T]{.content-visible when-profile='technical'}\"}\nx\n:::",
        "*a [b* c]{.content-hidden when-profile=\"technical\"} d",
        "<p class=\"content-visible\" when-profile=\"technical\">T</p>",
    ] {
        let parsed = quarto("", &format!("## A\n\n{text}\n"));
        assert!(findings(&parsed).iter().any(|finding| finding.starts_with(stray)), "{text}: {:?}", findings(&parsed));
    }
}

#[test]
fn a_section_with_much_on_it_is_an_ordinary_slide() {
    let parsed = pandoc("slide-level: 2\n", "# S\n\n- a\n- b\n\n## A\n\nx\n");
    assert_eq!(parsed.deck.slides[0].layout.map(|layout| layout.value), Some(Layout::Content));
}

#[test]
fn the_title_slide_has_its_background() {
    let settings = "title: T\ntitle-slide-attributes:\n  data-background-image: a.png\n  data-background-size: contain\n";
    let parsed = pandoc(settings, "# A\n\nx\n");
    let background = &parsed.deck.slides[0].backgrounds[0];
    assert_eq!((background.picture.path.value.as_str(), background.fit), ("a.png", BackgroundFit::Contain));
    assert_eq!(findings(&parsed), Vec::<&str>::new());
}

#[test]
fn videos_on_the_web_are_links() {
    let text = "# A\n\n{{< video https://example.org/v.mp4 width=\"100%\" >}}\n";
    assert_eq!(
        slides(&quarto("", text)),
        ["#a Section \"A\" section 0 [p(a<https://example.org/v.mp4→https://example.org/v.mp4>)]"]
    );
    let local = quarto("", "# A\n\n{{< video v.mp4 >}}\n");
    assert!(findings(&local).contains(&"warning[foreign-dropped]: videos are left out"));
}

#[test]
fn code_in_running_text_is_not_run() {
    let text = "# `r fontawesome::fa(\"x\")` Your turn\n\n`r 1 + 1` and `x`\n";
    let deck = quarto("", text);
    assert_eq!(slides(&deck), ["#your-turn Section \"Your turn\" section 0 [p(code<r 1 + 1> and code<x>)]"]);
    assert_eq!(findings(&deck).len(), 3);
    assert!(slides(&pandoc("", text))[0].contains("fontawesome"));
}

#[test]
fn fragments_in_divs_are_steps_and_no_fragments_in_text() {
    let deck = quarto("", "## A\n\n::: {.fragment}\na\n:::\n\n::: {.fragment}\nb\n:::\n\n[c]{.fragment}\n");
    let told = findings(&deck);
    assert_eq!(told.iter().filter(|finding| finding.contains("fragments within a paragraph")).count(), 1, "{told:?}");
    assert!(deck.findings.iter().any(|finding| finding.starts_with("14:") && finding.contains("within a paragraph")));
    let nested = quarto("", "## A\n\n::: x\n::: {.fragment}\na\n:::\n:::\n");
    assert!(
        findings(&nested).contains(&"note[foreign-approximated]: fragments within a column or another block are shown at once")
    );
}

#[test]
fn subtitles_of_frames_are_paragraphs() {
    for (text, expected) in [("\\framesubtitle{Some *words*}", "p(Some em<words>)"), ("\\framesubtitle{}", "p()")] {
        assert_eq!(content(text), expected, "{text}");
    }
}

#[test]
fn a_line_end_after_a_break_is_no_space() {
    assert_eq!(content("a<br>\nb <br> c"), "p(a⏎b ⏎ c)");
}
