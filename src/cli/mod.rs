//! The command line: arguments in, text and an exit code out. The only place that prints.

mod args;
mod build;
mod check;
mod compare;
mod completions;
mod decks;
mod docs;
mod explain;
mod fonts;
mod glossary;
mod json;
mod lines;
mod new;
mod progress;
mod terminal;
mod text;
mod themes;
mod time;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::build::{Status, guarded, remove_when_interrupted};
use args::{Cli, Command, FindingsFormat};
use terminal::Terminal;

/// The stack of the pool's threads, in bytes: layout of deeply nested text needs more than the usual two megabytes.
const STACK: usize = 16 << 20;

/// Runs one command. `args` begins with the program's name. Can be called more than once in a process.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    remove_when_interrupted();
    // A second call finds the pool there already.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are errors to clap. Nothing can be told where printing fails.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let terminal = Terminal::default();
    let status = guarded(|| command(&cli, &terminal)).unwrap_or_else(|panic| {
        let message = format!("Deckle failed: {panic}; please report it, with `RUST_BACKTRACE=1` set");
        terminal.err(&progress::error(&message, FindingsFormat::Human));
        Status::Failure
    });
    exit_code(if terminal.failed() { Status::Failure } else { status })
}

fn command(cli: &Cli, terminal: &Terminal) -> Status {
    match &cli.command {
        Command::New(asked) => new::new(asked, &cli.shared, terminal),
        Command::Build(paths) => build::build(&cli.shared, paths, terminal),
        Command::Check(args) => check::check(&cli.shared, args, terminal),
        Command::Time(asked) => time::time(&cli.shared, asked, terminal),
        Command::Compare(decks) => compare::compare(&cli.shared, decks, terminal),
        Command::Watch(asked) => watch::watch(&cli.shared, asked, terminal),
        Command::Explain { code } => explain::explain(code.as_deref(), cli.shared.format, terminal),
        Command::Docs { chapter } => docs::docs(chapter.as_deref(), &cli.shared, terminal),
        Command::Glossary(asked) => glossary::glossary(&cli.shared, asked, terminal),
        Command::Themes { command } => themes::themes(command.as_ref(), &cli.shared, terminal),
        Command::Fonts(decks) => fonts::fonts(&cli.shared, decks, terminal),
        Command::Completions { shell } => completions::completions(*shell, terminal),
    }
}

fn exit_code(status: Status) -> ExitCode {
    ExitCode::from(match status {
        Status::Done => 0,
        Status::Errors => 1,
        Status::Failure => 2,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(line: &str) -> ExitCode {
        run(line.split(' ').map(OsString::from))
    }

    #[test]
    fn exit_codes_and_two_calls_in_one_process() {
        for (line, expected) in [
            ("deckle explain overflow", 0),
            ("deckle explain overflwo", 2),
            ("deckle build no-such-deck.md", 2),
            ("deckle biuld", 2),
            ("deckle --version", 0),
        ] {
            assert_eq!(code(line), ExitCode::from(expected), "{line}");
        }
    }
}
