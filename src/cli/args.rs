//! What may be typed, and what it means: the one place where arguments become requests.

use camino::Utf8PathBuf;
use clap::builder::{PossibleValue, PossibleValuesParser, RangedI64ValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::guide::STARTERS;
use crate::viewer::Listen;
use crate::{build, watch};

const EXIT_CODES: &str = "\
Exit codes:
  0    done; there may be warnings
  1    a deck has errors and was not written
  2    a wrong argument, a missing file, or the machine refused
  130  interrupted (143: ended by another program, 129: its terminal was closed)

`deckle explain CODE` says more about a finding, such as `deckle explain overflow`.";

/// Markdown to typeset talks, for people inside the field and outside it
#[derive(Debug, Parser)]
#[command(name = "deckle", version, after_help = EXIT_CODES)]
#[command(arg_required_else_help = true, disable_help_subcommand = true, max_term_width = 100)]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
    /// Options of every command
    #[command(flatten)]
    pub shared: Shared,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a deck to begin with, for the kind of talk you have to give
    New(NewArgs),
    /// Write the decks: PDF, SVG pages and more, for every audience
    Build(BuildArgs),
    /// Find what is wrong with the decks, write nothing
    Check(CheckArgs),
    /// Show the time plan of the decks, and the hours of a course
    Time(TimeArgs),
    /// Set what one audience sees beside what another sees instead; `--to pdf` writes it, for you alone
    Compare(Decks),
    /// Show the decks in a browser and keep them up to date while you write
    Watch(Watch),
    /// Explain a finding and how to mend it; without CODE, list them all
    Explain {
        /// The name in brackets of a finding, such as `overflow`; or a layout, such as `layout:comparison`, or `layouts`
        code: Option<String>,
    },
    /// The guide: every construct with an example; without CHAPTER, the list of chapters
    Docs {
        /// A chapter, such as `steps`
        chapter: Option<String>,
    },
    /// Show the terms the decks explain, and words that nothing explains
    Glossary(GlossaryArgs),
    /// The themes, and a new one to change
    Themes {
        /// What to do; without it, the themes are listed
        #[command(subcommand)]
        command: Option<ThemesCommand>,
    },
    /// The fonts there are; with decks, those that they use
    Fonts(Decks),
    /// Print a script that completes `deckle` commands in your shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// What a new deck begins as.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// The file to write, such as `my-talk.md`; its name makes the first title. Nothing that is there is overwritten
    pub file: Utf8PathBuf,
    /// The kind of talk
    #[arg(long, value_name = "NAME", default_value = STARTERS[0].name, value_parser = starters())]
    pub template: String,
}

fn starters() -> PossibleValuesParser {
    PossibleValuesParser::new(STARTERS.iter().map(|starter| PossibleValue::new(starter.name).help(starter.about)))
}

/// What is done with themes.
#[derive(Debug, Subcommand)]
pub enum ThemesCommand {
    /// Write a folder `themes/NAME` with a theme to change
    New {
        /// The name of the new theme
        name: String,
        /// The theme it begins as
        #[arg(long, value_name = "THEME", default_value = crate::theme::DEFAULT)]
        from: String,
    },
}

/// The decks a command works on.
#[derive(Debug, Args)]
pub struct Decks {
    /// Decks, or folders with decks; without one, the project around the current folder
    #[arg(value_name = "PATH")]
    pub paths: Vec<Utf8PathBuf>,
}

/// What is checked.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The decks.
    #[command(flatten)]
    pub decks: Decks,
    /// Print the layout of every slide, who chose it and why
    #[arg(long)]
    pub layouts: bool,
    /// Print how hard the words of each variant are to read, the hardest slides first
    #[arg(long)]
    pub readability: bool,
}

/// What is built.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// The decks.
    #[command(flatten)]
    pub decks: Decks,
    /// The paper of notes and handouts
    #[arg(long, value_name = "SIZE", default_value = "a4")]
    pub paper: Paper,
    /// How many slides a page of a handout has
    #[arg(long, value_name = "N", default_value = "4")]
    pub per_page: PerPage,
    /// How wide PNG pages are, in pixels
    #[arg(long, value_name = "PIXELS", default_value_t = build::PNG_WIDTH, value_parser = png_width())]
    pub png_width: u32,
}

fn png_width() -> RangedI64ValueParser<u32> {
    let (least, most) = build::PNG_WIDTHS.into_inner();
    clap::value_parser!(u32).range(i64::from(least)..=i64::from(most))
}

impl BuildArgs {
    /// The request with what only `build` can ask for.
    pub fn added_to(&self, request: build::Request) -> build::Request {
        build::Request { paper: self.paper(), png_width: self.png_width, ..request }
    }

    /// How paper is used.
    fn paper(&self) -> build::PaperSettings {
        let size = match self.paper {
            Paper::A4 => build::PaperSize::A4,
            Paper::Letter => build::PaperSize::Letter,
        };
        let per_page = match self.per_page {
            PerPage::Two => build::PerPage::Two,
            PerPage::Four => build::PerPage::Four,
            PerPage::Six => build::PerPage::Six,
        };
        build::PaperSettings { size, per_page }
    }
}

/// `--paper`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// 210 × 297 mm
    A4,
    /// 8.5 × 11 in
    Letter,
}

/// `--per-page`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PerPage {
    /// With lines below each slide
    #[value(name = "2")]
    Two,
    /// With lines beside each slide
    #[value(name = "4")]
    Four,
    /// With a few lines below each slide
    #[value(name = "6")]
    Six,
}

/// What is asked about the words of decks.
#[derive(Debug, Args)]
pub struct GlossaryArgs {
    /// The decks.
    #[command(flatten)]
    pub decks: Decks,
    /// Print entries for the words that nothing explains, to be filled in and put into `glossary.toml`
    #[arg(long)]
    pub entries: bool,
    /// All rare words, not just the first twenty
    #[arg(long)]
    pub all: bool,
}

/// What is asked about times.
#[derive(Debug, Args)]
pub struct TimeArgs {
    /// The decks.
    #[command(flatten)]
    pub decks: Decks,
    /// Explain the time of one slide, by its id or its number
    #[arg(long, value_name = "SLIDE", conflicts_with = "json")]
    pub why: Option<String>,
    /// Print the plan as one JSON document
    #[arg(long)]
    pub json: bool,
    /// Draw minutes planned and needed over the talk, as SVG and PNG into the output folder
    #[arg(long, conflicts_with_all = ["why", "rehearsals"])]
    pub chart: bool,
    /// Set the rehearsals beside each deck, or in the .rehearsal.jsonl files named, against the plan
    #[arg(long, conflicts_with = "why")]
    pub rehearsals: bool,
    /// Write the times that the rehearsals propose into the deck, after showing them and asking
    #[arg(long, requires = "rehearsals", conflicts_with = "json")]
    pub apply: bool,
    /// Write without asking
    #[arg(long, requires = "apply")]
    pub yes: bool,
}

/// What `watch` shows, and where.
#[derive(Debug, Args)]
pub struct Watch {
    /// A deck, or a folder with decks; without one, the project around the current folder
    #[arg(value_name = "PATH")]
    pub path: Option<Utf8PathBuf>,
    /// The port to serve on, 0 for any; without it, the first free one from 4600
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// The address to serve on; other machines may reach it, so think first
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: String,
    /// Don't open the browser
    #[arg(long)]
    pub no_open: bool,
    /// Look at the files instead of waiting for the system's events, for network and shared disks
    #[arg(long)]
    pub poll: bool,
}

/// Options that mean the same in every command.
#[derive(Debug, Args)]
pub struct Shared {
    /// What to write, separated by commas: pdf, svg, png, contact-sheet, notes, handout, script, pdfpc, json, typst [default: pdf,svg]
    #[arg(long, global = true, value_name = "FORMATS", value_delimiter = ',', hide_possible_values = true)]
    pub to: Vec<OutputFormat>,
    /// For whom: technical, non-technical, an audience of the deck, or all
    #[arg(long, global = true, value_name = "NAME", value_delimiter = ',', default_value = "all")]
    pub audience: Vec<String>,
    /// Slides with steps: a page for each step (all), or one as it looks at the end (last)
    #[arg(long, global = true, value_name = "WHICH", default_value = "all", hide_possible_values = true)]
    pub steps: StepPages,
    /// The folder to write below, instead of `out` beside each deck
    #[arg(long, global = true, value_name = "DIR")]
    pub out: Option<Utf8PathBuf>,
    /// Treat warnings as errors
    #[arg(long, global = true)]
    pub strict: bool,
    /// Run raw content (`{=typst}`), as `trust = true` in deckle.toml does
    #[arg(long, global = true)]
    pub trust: bool,
    /// Set what no other font has in the fonts of this machine, as `system-fonts = true` does
    #[arg(long, global = true)]
    pub system_fonts: bool,
    /// How findings are printed: human, concise, json or github
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human", hide_possible_values = true)]
    pub format: FindingsFormat,
}

/// `--to`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// One PDF for each audience
    Pdf,
    /// One SVG for each page
    Svg,
    /// One PNG for each page
    Png,
    /// All slides small on one PNG
    ContactSheet,
    /// Your notes on paper, with slides and times
    Notes,
    /// Slides on paper, with lines to write on
    Handout,
    /// The notes as Markdown, with times
    Script,
    /// The notes for pdfpc and other presenter consoles
    Pdfpc,
    /// The manifest
    Json,
    /// The generated Typst source
    #[value(alias = "typ")]
    Typst,
}

/// `--steps`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StepPages {
    /// A page for each step
    All,
    /// One page a slide
    Last,
}

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FindingsFormat {
    /// With the source line, for people
    Human,
    /// A line each, for editors
    Concise,
    /// One document on standard output, for programs
    Json,
    /// Workflow commands for GitHub Actions
    Github,
}

/// Is it a build or only a check?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// Write.
    #[default]
    Build,
    /// Only judge.
    Check,
}

/// What was typed, as a request. `source_date_epoch` is the environment variable's value.
///
/// # Errors
/// A sentence where the variable is no number of seconds.
pub fn request(
    shared: &Shared,
    decks: &Decks,
    purpose: Purpose,
    source_date_epoch: Option<&str>,
) -> Result<build::Request, String> {
    let mut formats: Vec<build::Format> = shared.to.iter().map(|format| format.meaning()).collect();
    if formats.is_empty() {
        formats.extend(build::Format::DEFAULT);
    }
    formats.sort();
    formats.dedup();
    let all = shared.audience.iter().any(|name| name == "all");
    Ok(build::Request {
        inputs: decks.paths.clone(),
        formats,
        audiences: if all { build::Wanted::All } else { build::Wanted::Named(shared.audience.clone()) },
        steps: match shared.steps {
            StepPages::All => build::StepPages::All,
            StepPages::Last => build::StepPages::Last,
        },
        out: shared.out.clone(),
        strict: shared.strict,
        trust: shared.trust,
        system_fonts: shared.system_fonts,
        tell_fonts: false,
        tell_readability: false,
        paper: build::PaperSettings::default(),
        png_width: build::PNG_WIDTH,
        write: purpose == Purpose::Build,
        timestamp: source_date_epoch.map(timestamp).transpose()?,
    })
}

/// What was typed after `watch`. Files are written only where an output folder is named.
///
/// # Errors
/// See [`request`].
pub fn watch(shared: &Shared, asked: &Watch, source_date_epoch: Option<&str>) -> Result<watch::Options, String> {
    let purpose = if shared.out.is_some() { Purpose::Build } else { Purpose::Check };
    let decks = Decks { paths: asked.path.clone().into_iter().collect() };
    Ok(watch::Options {
        request: request(shared, &decks, purpose, source_date_epoch)?,
        listen: Listen { host: asked.host.clone(), port: asked.port },
        poll: asked.poll,
    })
}

fn timestamp(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| format!("SOURCE_DATE_EPOCH is `{text}`; it must be a number of seconds since 1970"))
}

impl OutputFormat {
    fn meaning(self) -> build::Format {
        match self {
            OutputFormat::Pdf => build::Format::Pdf,
            OutputFormat::Svg => build::Format::Svg,
            OutputFormat::Png => build::Format::Png,
            OutputFormat::ContactSheet => build::Format::ContactSheet,
            OutputFormat::Notes => build::Format::Notes,
            OutputFormat::Handout => build::Format::Handout,
            OutputFormat::Script => build::Format::Script,
            OutputFormat::Pdfpc => build::Format::Pdfpc,
            OutputFormat::Json => build::Format::Json,
            OutputFormat::Typst => build::Format::Typst,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{Format, Request, Wanted};

    fn asked(line: &str) -> Request {
        let cli = Cli::try_parse_from(line.split(' ')).unwrap();
        let (decks, purpose) = match &cli.command {
            Command::Build(args) => (&args.decks, Purpose::Build),
            Command::Check(args) => (&args.decks, Purpose::Check),
            other => panic!("{other:?}"),
        };
        request(&cli.shared, decks, purpose, None).unwrap()
    }

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn what_is_not_said_has_a_meaning() {
        assert_eq!(asked("deckle build"), Request::default());
        assert_eq!(asked("deckle check"), Request { write: false, ..Request::default() });
    }

    #[test]
    fn options_stand_before_and_after_the_command() {
        let expected = Request {
            inputs: vec!["a.md".into(), "b".into()],
            formats: vec![Format::Pdf, Format::Json],
            audiences: Wanted::Named(vec!["technical".into(), "executive".into()]),
            steps: build::StepPages::Last,
            out: Some("o".into()),
            strict: true,
            ..Request::default()
        };
        assert_eq!(
            asked("deckle build a.md b --to json,pdf,json --audience technical,executive --steps last --out o --strict"),
            expected
        );
        assert_eq!(
            asked("deckle --out o --strict --steps last --to json,pdf --audience technical,executive build a.md b"),
            expected
        );
        assert_eq!(asked("deckle build --audience technical,all").audiences, Wanted::All);
        assert_eq!(asked("deckle build -- -odd.md").inputs, ["-odd.md"]);
    }

    #[test]
    fn paper_has_a_size_and_handouts_a_number() {
        let settings = |line: &str| match Cli::try_parse_from(line.split(' ')).unwrap().command {
            Command::Build(args) => args.paper(),
            other => panic!("{other:?}"),
        };
        assert_eq!(settings("deckle build"), build::PaperSettings::default());
        let letter = build::PaperSettings { size: build::PaperSize::Letter, per_page: build::PerPage::Six };
        assert_eq!(settings("deckle build --paper letter --per-page 6"), letter);
        assert!(Cli::try_parse_from(["deckle", "build", "--per-page", "3"]).unwrap_err().to_string().contains("2, 4, 6"));
    }

    #[test]
    fn a_wrong_word_gets_the_nearest_one() {
        for (line, expected) in [
            ("deckle biuld", "build"),
            ("deckle build --to pfd", "pdf"),
            ("deckle build --format jsn", "json"),
            ("deckle build --steps lst", "last"),
            ("deckle build --audiance x", "--audience"),
        ] {
            let error = Cli::try_parse_from(line.split(' ')).unwrap_err();
            assert_eq!(error.exit_code(), 2);
            assert!(error.to_string().contains(expected), "{line}: {error}");
        }
    }

    #[test]
    fn the_timestamp_is_a_number() {
        let cli = Cli::try_parse_from(["deckle", "build"]).unwrap();
        let decks = Decks { paths: Vec::new() };
        let with = |value| request(&cli.shared, &decks, Purpose::Build, Some(value));
        assert_eq!(with("1700000000").unwrap().timestamp, Some(1_700_000_000));
        assert!(with("yesterday").unwrap_err().contains("`yesterday`"));
    }
}
