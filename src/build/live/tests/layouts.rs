//! How often slides of live decks are laid out, and that an edit gives what opening the deck anew gives.

use super::*;

/// A slide that grows until it holds far too much, and shrinks again: whatever size it had before, it looks as in a deck opened now.
#[test]
fn a_slide_has_the_size_it_has_anew_whatever_it_had_before() {
    const CODE: &str = "```python\nfor x in xs:\n    print(x)\n    total += x\nprint(total)\n```\n";
    let bullets = |count: usize| (1..=count).map(|n| format!("- Bullet {n}, which is short\n")).collect::<String>();
    let prose = |count: usize| format!("{}\n", "Words that go on over the end of the line. ".repeat(count));
    let table = "| A | B |\n|---|---|\n| Words in a cell | More words |\n| Others | And others |\n".to_owned();
    let mut deck = Fixture::new("");
    let mut most = 0;
    for (what, content) in [
        ("little", bullets(4)),
        ("as much as has room", bullets(8)),
        ("a little too much", bullets(9)),
        ("more", bullets(10)),
        ("far too much", bullets(30)),
        ("a little too much again", bullets(9)),
        ("far too much text", prose(60)),
        ("text with room", prose(12)),
        ("text with hardly any", prose(20)),
        ("code that is too much", bullets(6) + "\n" + CODE + "\n" + CODE),
        ("code and a table", bullets(4) + "\n" + CODE + "\n" + &table),
        ("a table", bullets(4) + "\n" + &table),
        ("little again", bullets(4)),
    ] {
        deck.put("talk.md", format!("---\ntitle: Reviews\n---\n\n## One\n\n{content}\n## Two\n\nThe same.\n"));
        let after = deck.same_as_anew(what);
        if most > 0 {
            assert!(after.layouts <= 3 * after.laid_out, "{what}: {} layouts of {}", after.layouts, after.laid_out);
        }
        most = most.max(after.layouts);
    }
    assert!(most > 2, "some are set in several sizes");
}

/// Slides that all variants show as they are, each once, however many there are.
#[test]
fn what_two_variants_show_alike_is_laid_out_once_at_first_too() {
    let mut deck = Fixture::new(&long_deck().replace("](load.svg)", "](no.svg)"));
    let first = deck.live.rebuild();
    assert_eq!(first.variants.len(), 2);
    let slides = first.variants[0].slides.len();
    assert!(slides > 60 && first.laid_out == slides && first.layouts == slides, "{} of {slides}", first.laid_out);
}
