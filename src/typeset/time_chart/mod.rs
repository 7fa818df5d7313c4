//! The chart of a plan: minutes planned and needed, slide by slide over the talk, with its sections.
//!
//! A column a slide: what is planned in grey, what notes and content need in the accent colour before it, what is too much in the
//! colour of what is not well, with its number. The title says what the chart shows. `plot` makes the numbers, `draw` the picture on
//! a `canvas`.

mod canvas;
mod draw;
mod plot;

use typst_layout::{Page, PagedDocument};

use super::{text, world};
use crate::assets::Assets;
use crate::project::Projection;
use crate::theme::Theme;
use crate::timing::Schedule;

/// A chart, laid out.
pub struct TimeChart {
    /// Its page.
    pub page: Page,
    /// The name of the variant.
    pub variant: String,
}

impl TimeChart {
    /// What it says, a line for each piece of text. For tests.
    pub fn visible_text(&self) -> String {
        text::of(&self.page.frame)
    }
}

/// Lays out the chart of a plan; `name` is what the deck is called. `None` where no slide has any time.
pub fn time_chart(name: &str, projection: &Projection, schedule: &Schedule, theme: &Theme) -> Option<TimeChart> {
    let mut plot = plot::plot(name, projection, schedule)?;
    let lang = &projection.meta.lang;
    let mut page = lay_out(draw::draw(&plot, lang, theme), theme)?;
    let mut missing = Vec::new();
    text::missing_glyphs(&page.frame, &mut missing);
    if !missing.is_empty() {
        // Titles that no font can draw would be rows of boxes. Their numbers say which slides they are.
        plot.drop_titles(&missing);
        page = lay_out(draw::draw(&plot, lang, theme), theme)?;
    }
    Some(TimeChart { page, variant: projection.variant.name().to_owned() })
}

fn lay_out(source: String, theme: &Theme) -> Option<Page> {
    let shared = world::Shared::new(theme, &Assets::default());
    let world = world::SlideWorld::of(&shared, world::main(0, source));
    let document = typst::compile::<PagedDocument>(&world).output.expect("the chart is drawn from numbers and literals alone");
    Some(document.pages().first()?.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Audience, Deck, Section, Slide, Variant};
    use crate::project::project;
    use crate::project::testing::*;
    use crate::timing::schedule;

    fn chart_text(deck: &Deck, audience: &str) -> Option<String> {
        let projection = project(deck, &Variant::of(Audience(audience.to_owned())), "talk").0;
        let theme = crate::theme::find(crate::theme::DEFAULT).unwrap();
        Some(time_chart("talk", &projection, &schedule(&projection), &theme)?.visible_text())
    }

    #[test]
    fn slides_sections_and_the_finding_are_on_it() {
        let mut deck = deck(vec![Slide { notes: words(260), time: fixed(90), ..slide("opening") }]);
        deck.meta.duration = fixed(600);
        add_section(&mut deck, Section { time: fixed(240), ..section() }, slide("middle"), vec![slide("detail")]);
        let text = chart_text(&deck, "technical").unwrap();
        // 260 words take two minutes, the slide has 1:30.
        for piece in ["Slide 1 needs 30 s more than it has", "+0:30", "1:30", "opening", "middle", "4:00", "detail"] {
            assert!(text.contains(piece), "{piece} is not in\n{text}");
        }
    }

    #[test]
    fn nothing_of_another_audience_is_on_it() {
        let mut deck = deck(vec![
            slide("for-all"),
            Slide { audience: audience("technical").map(|a| crate::source::Spanned::new(a, at(0))), ..slide("secret") },
        ]);
        deck.meta.duration = fixed(600);
        assert!(chart_text(&deck, "technical").unwrap().contains("secret"));
        assert!(!chart_text(&deck, "non-technical").unwrap().contains("secret"));
    }

    #[test]
    fn what_no_font_can_draw_is_left_away() {
        let mut deck = deck(vec![slide("drawn"), slide("審査")]);
        deck.meta.duration = fixed(600);
        add_section(&mut deck, section(), slide("質問"), vec![]);
        let text = chart_text(&deck, "technical").unwrap();
        assert!(text.contains("drawn") && text.contains("part 1") && !text.contains("審査") && !text.contains("質問"), "{text}");
    }

    #[test]
    fn hostile_titles_are_text_and_many_slides_fit() {
        let many: Vec<Slide> = (0..300).map(|n| slide(&format!("\"#{n}] \\u{{1b}} $x$"))).collect();
        let mut deck = deck(many);
        deck.meta.duration = fixed(3600);
        assert!(chart_text(&deck, "technical").is_some());
        deck.slides.truncate(3);
        assert!(chart_text(&deck, "technical").unwrap().contains("\"#0]"));
        deck.slides.clear();
        assert_eq!(chart_text(&deck, "technical"), None);
    }
}
