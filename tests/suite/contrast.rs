//! Contrast of text, measured on finished pages: in every theme, on every layout, with changed palettes and over pictures.

use deckle::model::Layout;
use deckle::theme;

use crate::support::Project;

/// Every layout with most of what may stand on it, and what stands anywhere.
fn everything(front_matter: &str) -> String {
    let mut deck = format!(
        "---\ntitle: A talk\nsubtitle: For those who asked\nauthor: A. Name\ndate: 2026-11-24\nfooter: At the foot\n{front_matter}\n---\n\n# A section\n"
    );
    for (_, name) in Layout::ALL {
        deck.push_str(&format!(
            "\n## On {name} [a link](https://example.org) {{layout={name} time=60s}}\n\n- Words with `code`, *stress*, **more** and [a link](https://example.org)[^1]\n\n\
             > Quoted words.\n\nSource: a report\n\n[^1]: What the mark means.\n"
        ));
        deck.push_str(&format!("\n## Bare {name} {{layout={name} time=60s}}\n"));
    }
    deck.push_str(
        "\n## Blocks\n\n| a | b |\n|---|--:|\n| c | 1 |\n\n> [!NOTE]\n> Words.\n\n> [!WARNING]\n> Words.\n\n> [!CAUTION]\n> Words.\n\n\
         ## Code\n\n```python {highlight=\"2\"}\n# a comment\ndef f(x): return \"text\" + 1\n```\n\n\
         ## Tasks\n\n- [x] done\n- [ ] open\n\n1. One\n\nTerm\n: what it means\n\n$x^2$\n\n\
         ## A picture {layout=image}\n\n![What it shows](dark.svg \"A caption\")\n\nWords beside it.\n\n\
         ## Behind\n\n![](light.svg){.background}\n\nWords over it.\n\n## Beside\n\n![](dark.svg){.background side=left}\n\nWords.\n",
    );
    deck
}

fn square(colour: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 9\"><rect width=\"16\" height=\"9\" fill=\"{colour}\"/></svg>"
    )
}

/// The findings about contrast, a line each.
fn found(front_matter: &str) -> Vec<String> {
    let project = Project::with_deck(&everything(front_matter));
    project.write("light.svg", square("#FFFFFF"));
    project.write("dark.svg", square("#000000"));
    let run = project.run(&["check", "talk.md", "--audience", "technical", "--format", "concise"]);
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    run.stderr.lines().filter(|line| line.contains("[low-contrast]")).map(str::to_owned).collect()
}

#[test]
fn text_can_be_read_in_every_theme_on_every_layout() {
    for theme in theme::names() {
        assert_eq!(found(&format!("theme: {theme}")), [""; 0], "{theme}");
        assert_eq!(found(&format!("theme: {theme}\naspect-ratio: 4:3")), [""; 0], "{theme}");
    }
}

#[test]
fn a_colour_that_is_planted_is_found_at_its_entry() {
    for (palette, expected) in [
        (
            "accent: \"#B5C9E0\"",
            "talk.md:7:19: warning[low-contrast]: text in `accent` #B5C9E0 on `paper` #FBFAF7 has a contrast of 1.6:1 and needs 4.5:1",
        ),
        ("ink: \"#BBBBBB\"", "text in `ink` #BBBBBB on `paper` #FBFAF7 has a contrast of 1.8:1"),
        ("muted: \"#AAAAAA\"", "text in `muted` #AAAAAA on `paper` #FBFAF7 has a contrast of 2.2:1"),
        ("panel: \"#202020\"", "on `panel` #202020"),
        ("good: \"#7FBF7F\"", "text in `good` #7FBF7F on `panel`"),
        ("bad: \"#F1B0B0\"", "text in `bad` #F1B0B0 on `panel`"),
    ] {
        let found = found(&format!("palette: {{{palette}}}"));
        assert!(found.iter().any(|line| line.contains(expected)), "{palette}: {found:?}");
        assert!(found.iter().all(|line| line.starts_with("talk.md:7:")), "{palette}: {found:?}");
    }
}

#[test]
fn what_keeps_a_pdf_from_being_accessible_is_told() {
    let deck = "---\ntitle: A talk\n---\n\n## Load\n\nWords\n\n## More\n\n![](dark.svg)\n";
    let project = Project::with_deck(deck);
    project.write("dark.svg", square("#000000"));
    let args = ["build", "talk.md", "--audience", "technical", "--to", "pdf", "--format", "concise"];
    let run = project.run(&args);
    let note = "note[not-accessible]: the PDF is tagged, but no PDF/UA-1: a picture has no alternative text";
    assert_eq!((run.code, run.stderr.contains(note)), (Some(0), true), "{run:?}");
    let accessible = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("<pdfuaid:part>1</pdfuaid:part>");
    assert!(!accessible(&project.read("out/talk/talk.technical.pdf")));
    project.write("talk.md", deck.replace("![]", "![A black square]"));
    let run = project.run(&args);
    assert_eq!((run.code, run.stderr.contains("not-accessible")), (Some(0), false), "{run:?}");
    assert!(accessible(&project.read("out/talk/talk.technical.pdf")));
}
