//! Every command of formulas, laid out.

use super::tests::{block, deck, run, slide};
use super::*;
use crate::math::symbols;
use crate::model::{BlockKind, Layout};

/// Lays out formulas, a slide each; gives what each slide shows.
fn shown(formulas: &[String]) -> Vec<String> {
    let mut slides: Vec<_> = (1..)
        .zip(formulas)
        .map(|(number, latex)| slide(number, Layout::Content, "", vec![block(BlockKind::Math(latex.clone()))]))
        .collect();
    slides.iter_mut().for_each(|slide| slide.id = SlideId(format!("f{}", slide.number)));
    let mut projection = deck(slides);
    projection.meta.paginate = false;
    let (done, findings) = run(&projection);
    assert!(findings.is_empty(), "{findings:?}");
    let of = |(slide, latex): (&TypesetSlide, &String)| {
        assert!(slide.missing.is_empty(), "{latex}: {:?}", slide.missing);
        assert!(slide.fitting.overflow.is_none(), "{latex}: {:?}", slide.fitting.overflow);
        assert_eq!(slide.pages.len(), 1, "{latex}");
        let mut text = String::new();
        glyphs(&slide.pages[0].frame, &mut text);
        // The theme's own line, at the slide's edge, is drawn first.
        let text = text.strip_prefix('▬').unwrap_or(&text);
        text.replace("A deck", "").replace(['\u{FE00}', '\u{FE01}'], "")
    };
    done.slides.iter().zip(formulas).map(of).collect()
}

/// The characters that are drawn, in order, and `▬` for each line or box.
fn glyphs(frame: &Frame, out: &mut String) {
    for (_, item) in frame.items() {
        match item {
            typst::layout::FrameItem::Group(group) => glyphs(&group.frame, out),
            typst::layout::FrameItem::Text(text) => out.push_str(&text.text),
            typst::layout::FrameItem::Shape(..) => out.push('▬'),
            _ => {}
        }
    }
}

/// Letters are drawn in one of the alphabets that mathematics has (U+1D400 to U+1D7FF).
fn is_letter_of_an_alphabet(text: &str) -> bool {
    text.chars().all(|c| ('\u{1D400}'..='\u{1D7FF}').contains(&c) || c.is_alphabetic())
}

#[test]
fn every_symbol_draws_its_character() {
    let formulas: Vec<String> = symbols::SYMBOLS.iter().map(|(name, _)| format!("a\\{name}")).collect();
    for ((name, c), text) in symbols::SYMBOLS.iter().zip(shown(&formulas)) {
        let text = text.trim_start_matches('𝑎');
        let same = text.trim() == c.to_string();
        let letter = (c.is_alphabetic() || *c == '∂') && text.chars().count() == 1 && is_letter_of_an_alphabet(text);
        assert!(same || letter, "\\{name} draws {text:?}, not {c:?}");
    }
    let greek: Vec<String> =
        ["alpha", "beta", "phi", "varphi", "epsilon", "varepsilon", "Gamma"].map(|name| format!("\\{name}")).into();
    assert_eq!(shown(&greek), ["𝛼", "𝛽", "𝜙", "𝜑", "𝜖", "𝜀", "Γ"]);
}

#[test]
fn every_other_command_draws_what_it_is_given() {
    for (name, text, _) in symbols::FUNCTIONS {
        assert_eq!(shown(&[format!("\\{name} x")]), [format!("{}𝑥", text.replace(' ', "\u{2009}"))], "{name}");
    }
    for (name, accent) in symbols::ACCENTS {
        let text = &shown(&[format!("\\{name}{{x}}")])[0];
        assert!(text.contains('𝑥') && text.chars().count() == 2, "\\{name} ({accent:?}) draws {text:?}");
    }
    let wrapped: Vec<String> = symbols::WRAPPERS.iter().map(|(name, _)| format!("a\\{name}{{X}}b")).collect();
    for (latex, text) in wrapped.iter().zip(shown(&wrapped)) {
        let inside: String = text.trim_start_matches('𝑎').trim_end_matches('𝑏').chars().filter(|c| !c.is_whitespace()).collect();
        assert!(text.contains('𝑎') && text.contains('𝑏'), "{latex} draws {text:?}");
        assert!(!inside.is_empty() || latex.contains("phantom"), "{latex} draws {text:?}");
    }
    for name in symbols::BRACES {
        let text = &shown(&[format!("\\{name}{{x}}{}n", if name.starts_with("over") { '^' } else { '_' })])[0];
        assert!(text.contains('𝑥') && text.contains('𝑛'), "\\{name} draws {text:?}");
    }
    for (name, arrow) in symbols::LONG_ARROWS {
        let text = &shown(&[format!("A \\{name}[b]{{a}} B")])[0];
        assert!(['𝐴', '𝑎', '𝑏', '𝐵'].iter().all(|c| text.contains(*c)), "\\{name} ({arrow}) draws {text:?}");
    }
    for name in symbols::SPACES.iter().map(|(name, _)| *name).chain(symbols::SILENT.iter().copied()) {
        let text = &shown(&[format!("a\\{name} b")])[0];
        assert_eq!(text.replace([' ', '\u{A0}'], ""), "𝑎𝑏", "\\{name}");
    }
    for (name, _) in symbols::STYLES {
        assert_eq!(shown(&[format!("\\{name} x")]), ["𝑥"], "{name}");
    }
    for (name, _) in symbols::TEXTS {
        assert_eq!(shown(&[format!("\\{name}{{x y}}")])[0].chars().count(), 3, "{name}");
    }
    for name in symbols::SIZED {
        assert_eq!(shown(&[format!("\\{name}( x")]), ["(𝑥"], "{name}");
    }
    for (name, bar, _) in symbols::BARS {
        assert_eq!(shown(&[format!("\\{name}")]), [bar.to_string()], "{name}");
    }
}

#[test]
fn structures_and_environments_draw_all_their_parts() {
    for (latex, expected) in [
        (r"\frac{a}{b}", "𝑎▬𝑏"),
        (r"\sqrt[3]{x}", "3√▬𝑥"),
        (r"\binom{n}{k}", "(𝑛𝑘)"),
        (r"\left\{ x \middle| y \right.", "{𝑥|𝑦"),
        (r"\mathbb{R} \mathcal{L} \mathfrak{g} \mathbf{x} \mathtt{t}", "ℝℒ𝔤𝐱𝚝"),
        (r"\mathrm{ReLU}", "ReLU"),
        (r"\operatorname{softmax}(z)", "softmax(𝑧)"),
        (r"\text{if } x", "if\u{A0}𝑥"),
        (r"\boxed{x}", "▬𝑥"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(𝑎𝑐𝑏𝑑)"),
        (r"\begin{vmatrix} a \end{vmatrix}", "|𝑎|"),
        (r"\begin{cases} a & b \\ c & d \end{cases}", "{𝑎𝑏𝑐𝑑"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "𝑎=𝑏𝑐=𝑑"),
        (r"x = \begin{aligned} a &= b \\ c &= d \end{aligned}", "𝑥=𝑎=𝑏𝑐=𝑑"),
        (r"\sum_{\substack{i<n \\ j}} x", "∑𝑖<𝑛𝑗𝑥"),
        (r"x\_y 50\%", "𝑥_𝑦50%"),
    ] {
        let text = shown(&[latex.to_owned()]).remove(0);
        let mut found: Vec<char> = text.chars().collect();
        let mut wanted: Vec<char> = expected.chars().collect();
        // The order in which a fraction's line or a root's sign is drawn is the typesetter's.
        found.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "{latex} draws {text:?}");
    }
    for name in symbols::environments() {
        let columns = if name.starts_with("array") || name.starts_with("alignat") || name == "alignedat" { "{cc}" } else { "" };
        let text = &shown(&[format!("\\begin{{{name}}}{columns} a & b \\\\ c & d \\end{{{name}}}")])[0];
        assert!(['𝑎', '𝑏', '𝑐', '𝑑'].iter().all(|c| text.contains(*c)), "{name} draws {text:?}");
    }
}

/// Commands, marks and letters in any order: whatever is read as a formula can be laid out.
#[test]
fn what_is_read_can_be_laid_out() {
    let marks = [
        "{", "}", "_", "^", "'", "&", "\\\\", "a", "12", "(", ")", "[", "]", ",", ";", "|", "=", "!", "/", "\"", "#", "$", "@",
        "~", "√",
    ];
    let more = [
        "\\left(",
        "\\right)",
        "\\begin{cases}",
        "\\end{cases}",
        "\\begin{matrix}",
        "\\end{matrix}",
        "\\text{a}",
        "{x}",
        "{x}{y}",
    ];
    let commands: Vec<String> = symbols::commands().map(|name| format!("\\{name} ")).collect();
    let pieces: Vec<&str> = marks.into_iter().chain(more).chain(commands.iter().map(String::as_str)).collect();
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let mut sound = Vec::new();
    for _ in 0..20_000 {
        // Arguments are likely to follow, so that enough of them are formulas.
        let latex: String = (0..1 + next(7)).map(|_| if next(3) == 0 { "{x}" } else { pieces[next(pieces.len())] }).collect();
        if let Ok(typst) = crate::math::read(&latex) {
            assert!(typst::syntax::parse_math(&typst).errors_and_warnings().0.is_empty(), "{latex} became {typst}");
            sound.push(latex);
        }
    }
    assert!(sound.len() > 1000, "{}", sound.len());
    for some in sound.chunks(200).take(10) {
        let slides = (1..).zip(some).map(|(n, latex)| slide(n, Layout::Content, "", vec![block(BlockKind::Math(latex.clone()))]));
        let (done, findings) = run(&deck(slides.collect()));
        let failed: Vec<&String> =
            done.slides.iter().zip(some).filter(|(slide, _)| slide.pages.is_empty()).map(|(_, latex)| latex).collect();
        assert!(failed.is_empty() && findings.is_empty(), "{failed:?} {findings:?}");
    }
}
