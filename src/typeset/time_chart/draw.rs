//! The picture of a chart: shapes and words at their places, in points.

use unicode_width::UnicodeWidthStr;

use super::canvas::{Align, Canvas, EM, Type, cut, wrapped};
use super::plot::{Bar, Part, Plot};
use crate::model::Seconds;
use crate::theme::Theme;

const LEFT: f64 = 60.0;
const RIGHT: f64 = 900.0;
const TITLE_TOP: f64 = 50.0;
/// The line at the foot that says what the chart is of.
const SUBJECT_TOP: f64 = 507.0;
/// Where the columns begin, behind the labels of the lines across.
const PLOT_LEFT: f64 = 104.0;
/// Where they end, below the names of sections and where there are none.
const TOP_NAMED: f64 = 214.0;
const TOP: f64 = 172.0;
/// How high the names of sections stand above the columns: two lines and a time.
const SECTION: f64 = 62.0;
/// The foot of the columns, where titles stand below them and where only numbers do.
const FOOT_TITLED: f64 = 402.0;
const FOOT: f64 = 444.0;
/// Up to this many slides have their titles below their columns.
const TITLED: usize = 12;
/// The widest column, and how much of its place one takes.
const WIDEST: f64 = 64.0;
const FILL: f64 = 0.76;
/// How far the grey of columns and the hairlines are from the quiet colour to the paper.
const GREY: f64 = 0.6;
const HAIR: f64 = 0.78;
/// The numbers of slides go by one of these.
const EVERY: [u32; 7] = [1, 5, 10, 20, 50, 100, 200];
/// The size of labels, and the room that one with a time takes.
const LABEL: f64 = 13.0;
const LABEL_WIDTH: f64 = 40.0;
/// Among many columns only so many are labelled, and none for less than this.
const MOST_LABELS: usize = 10;
const LEAST_OVER: Seconds = Seconds(10);

/// The Typst source of a chart.
pub fn draw(plot: &Plot, lang: &str, theme: &Theme) -> String {
    let mut canvas = Canvas::new(&theme.design, lang);
    head(&mut canvas, plot);
    let frame = Frame::new(plot);
    lines_across(&mut canvas, plot, &frame);
    for part in &plot.parts {
        section(&mut canvas, part, &frame);
    }
    for (index, bar) in plot.bars.iter().enumerate() {
        column(&mut canvas, bar, index, &frame);
    }
    labels(&mut canvas, plot, &frame);
    feet(&mut canvas, plot, &frame);
    canvas.source
}

/// Where things stand.
struct Frame {
    slot: f64,
    /// Where the highest columns end.
    head: f64,
    /// Where all begin.
    foot: f64,
    /// The time of the highest column that is drawn whole.
    top: Seconds,
    titled: bool,
    planned: bool,
}

impl Frame {
    fn new(plot: &Plot) -> Self {
        let titled = plot.bars.len() <= TITLED;
        let slot = (RIGHT - PLOT_LEFT) / plot.bars.len().max(1) as f64;
        let named = plot.parts.iter().any(|part| !part.title.is_empty());
        let (head, foot) = (if named { TOP_NAMED } else { TOP }, if titled { FOOT_TITLED } else { FOOT });
        Self { slot, head, foot, top: plot.top, titled, planned: plot.planned }
    }

    fn y(&self, time: Seconds) -> f64 {
        let share = f64::from(time.0.min(self.top.0)) / f64::from(self.top.0.max(1));
        self.foot - (self.foot - self.head) * share
    }

    fn middle(&self, index: usize) -> f64 {
        PLOT_LEFT + (index as f64 + 0.5) * self.slot
    }

    fn width(&self) -> f64 {
        (self.slot * FILL).min(WIDEST)
    }
}

/// The finding, what the colours mean, and at the foot what the chart is of.
fn head(canvas: &mut Canvas<'_>, plot: &Plot) {
    let design = canvas.design;
    let title = Type { size: 28.0, colour: design.colour("ink"), strong: true };
    let lines = wrapped(&plot.finding, RIGHT - LEFT, title.size, 2);
    for (index, line) in lines.iter().enumerate() {
        canvas.text(LEFT, TITLE_TOP + 34.0 * index as f64, RIGHT - LEFT, Align::Left, title, line);
    }
    let quiet = Type { size: 14.0, colour: design.colour("muted"), strong: false };
    canvas.text(LEFT, SUBJECT_TOP, RIGHT - LEFT, Align::Left, quiet, &cut(&plot.subject, RIGHT - LEFT, quiet.size));
    let y = TITLE_TOP + 34.0 * lines.len() as f64 + 3.0;
    let grey = design.colour("muted").mixed(design.colour("paper"), GREY);
    let mut keys = Vec::new();
    if plot.planned {
        keys.push((grey, "planned"));
    }
    keys.push((design.colour("accent"), "needed for notes and content"));
    if plot.bars.iter().any(|bar| bar.over() > Seconds::ZERO) {
        keys.push((design.colour("bad"), "too much"));
    }
    let mut x = LEFT;
    for (colour, words) in keys {
        canvas.rect(x, y - 0.5, 11.0, 11.0, colour);
        canvas.text(x + 17.0, y, 300.0, Align::Left, quiet, words);
        x += 17.0 + words.width() as f64 * quiet.size * EM + 16.0;
    }
}

/// Hairlines at round times, the unit once.
fn lines_across(canvas: &mut Canvas<'_>, plot: &Plot, frame: &Frame) {
    let design = canvas.design;
    let hair = design.colour("muted").mixed(design.colour("paper"), HAIR);
    let base = design.colour("muted");
    let count = plot.top.0 / plot.tick.0.max(1);
    for step in 0..=count {
        let time = Seconds(step * plot.tick.0);
        let y = frame.y(time);
        let (colour, weight) = if step == 0 { (base, 1.0) } else { (hair, 0.6) };
        canvas.rect(PLOT_LEFT, y - weight / 2.0, RIGHT - PLOT_LEFT, weight, colour);
        let label = match step {
            0 => "0".to_owned(),
            _ if plot.tick.0.is_multiple_of(60) => (time.0 / 60).to_string(),
            _ => time.to_string(),
        };
        let label = if step == count { format!("{label} min") } else { label };
        let style = Type { size: LABEL, colour: base, strong: false };
        canvas.text(0.0, y - 4.7, PLOT_LEFT - 10.0, Align::Right, style, &label);
    }
}

/// A section's name and time above its columns, a hairline at its side.
fn section(canvas: &mut Canvas<'_>, part: &Part, frame: &Frame) {
    let design = canvas.design;
    let x = PLOT_LEFT + part.bars.start as f64 * frame.slot;
    let width = part.bars.len() as f64 * frame.slot;
    if part.bars.start > 0 {
        let hair = design.colour("muted").mixed(design.colour("paper"), GREY);
        canvas.rect(x - 0.4, frame.head - SECTION, 0.8, frame.foot - frame.head + SECTION, hair);
    }
    let (inset, size) = (if part.bars.start > 0 { 6.0 } else { 0.0 }, LABEL);
    if part.title.is_empty() {
        return;
    }
    let room = width - inset - 4.0;
    let name = Type { size, colour: design.colour("ink"), strong: true };
    let lines = wrapped(&part.title, room, size * 1.1, 2);
    for (index, line) in lines.iter().enumerate() {
        canvas.text(x + inset, frame.head - SECTION + 16.5 * index as f64, width.max(60.0), Align::Left, name, line);
    }
    let time = part.time.to_string();
    if room > time.width() as f64 * size * EM {
        let quiet = Type { size, colour: design.colour("muted"), strong: false };
        canvas.text(x + inset, frame.head - SECTION + 16.5 * lines.len() as f64, width, Align::Left, quiet, &time);
    }
}

fn column(canvas: &mut Canvas<'_>, bar: &Bar, index: usize, frame: &Frame) {
    let design = canvas.design;
    let (middle, width) = (frame.middle(index), frame.width());
    let grey = design.colour("muted").mixed(design.colour("paper"), GREY);
    if let Some(budget) = bar.budget {
        let y = frame.y(budget);
        canvas.rect(middle - width / 2.0, y, width, frame.foot - y, grey);
    }
    if bar.talk || bar.budget.is_none() {
        // Where nothing is planned the need is the column.
        let thin = if bar.budget.is_some() { width * 0.5 } else { width };
        let fits = bar.budget.map_or(bar.needs, |budget| budget.min(bar.needs));
        let (y, over) = (frame.y(fits), frame.y(bar.needs));
        canvas.rect(middle - thin / 2.0, y, thin, frame.foot - y, design.colour("accent"));
        canvas.rect(middle - thin / 2.0, over, thin, y - over, design.colour("bad"));
    }
    if bar.height() > frame.top {
        // A gap that goes through the column: it is longer than it is drawn.
        let y = frame.head + 14.0;
        canvas.rect(middle - width / 2.0 - 1.0, y, width + 2.0, 4.0, design.colour("paper"));
    }
}

/// The times on the columns: all of them where there is room, else where one is cut off or much too high.
fn labels(canvas: &mut Canvas<'_>, plot: &Plot, frame: &Frame) {
    let mut order: Vec<usize> = (0..plot.bars.len()).collect();
    order.sort_by_key(|&index| {
        let bar = &plot.bars[index];
        std::cmp::Reverse((bar.height() > frame.top, bar.over()))
    });
    let mut labelled: Vec<(f64, f64)> = Vec::new();
    for index in order {
        let place = label_place(&plot.bars[index], frame.middle(index), frame);
        if frame.titled || (labelled.len() < MOST_LABELS && has_room(plot, frame, index, &labelled)) {
            labelled.push(place);
            label(canvas, &plot.bars[index], place, frame);
        }
    }
}

/// The middle of a label and its upper edge.
fn label_place(bar: &Bar, x: f64, frame: &Frame) -> (f64, f64) {
    (x.min(RIGHT - LABEL_WIDTH / 2.0), frame.y(bar.height()) - 15.0)
}

/// Among many columns: is there something to say on this one, and nothing in the way?
fn has_room(plot: &Plot, frame: &Frame, index: usize, labelled: &[(f64, f64)]) -> bool {
    let (bar, middle) = (&plot.bars[index], frame.middle(index));
    let near = |other: usize| (frame.middle(other) - middle).abs() < LABEL_WIDTH / 2.0 + frame.slot / 2.0;
    let stands_in_it = |other: usize| other != index && near(other) && plot.bars[other].height() > bar.height();
    let is_cut = bar.height() > frame.top;
    let tells = is_cut || bar.over() >= LEAST_OVER;
    let (x, y) = label_place(bar, middle, frame);
    let meets = |&(other_x, other_y): &(f64, f64)| (other_x - x).abs() < LABEL_WIDTH && (other_y - y).abs() < LABEL;
    tells && (is_cut || !(0..plot.bars.len()).any(stands_in_it)) && !labelled.iter().any(meets)
}

fn label(canvas: &mut Canvas<'_>, bar: &Bar, (x, y): (f64, f64), frame: &Frame) {
    let design = canvas.design;
    let over = bar.over() > Seconds::ZERO;
    let (words, colour) = if over {
        (format!("+{}", bar.over()), design.colour("bad"))
    } else {
        (bar.budget.unwrap_or(bar.needs).to_string(), design.colour("muted"))
    };
    if frame.titled || bar.height() > frame.top {
        // No line goes through it.
        canvas.rect(x - LABEL_WIDTH / 2.0, y - 3.0, LABEL_WIDTH, 14.0, design.colour("paper"));
    }
    canvas.text(x - 40.0, y, 80.0, Align::Center, Type { size: LABEL, colour, strong: over }, &words);
}

/// Numbers and, for few slides, titles below the columns; when each section starts.
fn feet(canvas: &mut Canvas<'_>, plot: &Plot, frame: &Frame) {
    let design = canvas.design;
    let quiet = Type { size: LABEL, colour: design.colour("muted"), strong: false };
    let room = 8.0 * plot.bars.last().map_or(1, |bar| bar.number).to_string().len() as f64 + 6.0;
    let every = EVERY.into_iter().find(|every| f64::from(*every) * frame.slot >= room).unwrap_or(1000);
    for (index, bar) in plot.bars.iter().enumerate() {
        let x = frame.middle(index);
        if bar.number.is_multiple_of(every.max(1)) || (index == 0 && every > 1) {
            canvas.text(x - 30.0, frame.foot + 9.0, 60.0, Align::Center, quiet, &bar.number.to_string());
        }
        if frame.titled {
            let style = Type { size: LABEL, colour: design.colour("ink"), strong: false };
            let room = (frame.slot - 10.0).min(150.0);
            for (line, text) in wrapped(&bar.title, room, LABEL, 4).iter().enumerate() {
                canvas.text(x - frame.slot / 2.0, frame.foot + 28.0 + 16.5 * line as f64, frame.slot, Align::Center, style, text);
            }
        }
    }
    if !frame.titled {
        let mut free = 0.0;
        for part in &plot.parts {
            let x = PLOT_LEFT + part.bars.start as f64 * frame.slot;
            if x >= free && x <= RIGHT - 52.0 {
                canvas.text(
                    x + if part.bars.start > 0 { 6.0 } else { 0.0 },
                    frame.foot + 28.0,
                    60.0,
                    Align::Left,
                    quiet,
                    &part.starts_at.to_string(),
                );
                free = x + 56.0;
            }
        }
        canvas.text(0.0, frame.foot + 9.0, PLOT_LEFT - 10.0, Align::Right, quiet, "slide");
        canvas.text(
            LEFT - 30.0,
            frame.foot + 28.0,
            PLOT_LEFT - LEFT + 20.0,
            Align::Right,
            quiet,
            if frame.planned { "from" } else { "about" },
        );
    }
}
