//! Standard output and standard error.
//!
//! Colours are stripped where the stream is no terminal, or `NO_COLOR` is set. A reader that goes away (`| head`) ends the output,
//! not the work; any other failure to write is kept and told by the exit code.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// The two streams of the process.
#[derive(Debug, Default)]
pub struct Terminal {
    failed: AtomicBool,
}

impl Terminal {
    /// Writes to standard output, as it is.
    pub fn data(&self, bytes: &[u8]) {
        let mut stdout = io::stdout().lock();
        self.note(stdout.write_all(bytes).and_then(|()| stdout.flush()));
    }

    /// Writes styled text to standard output.
    pub fn out(&self, text: &str) {
        let mut stdout = anstream::stdout().lock();
        self.note(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()));
    }

    /// Writes styled text to standard error.
    pub fn err(&self, text: &str) {
        let mut stderr = anstream::stderr().lock();
        self.note(stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush()));
    }

    /// Is someone looking at standard error?
    pub fn is_watched(&self) -> bool {
        io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
    }

    /// Is someone looking at standard output?
    pub fn is_read(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// How many columns standard output has: those of its terminal, else what `COLUMNS` says, else 80. At least 60.
    pub fn columns(&self) -> usize {
        let drawn = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
        let said = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        drawn.or_else(said).unwrap_or(80).max(60)
    }

    /// Asks a question that `y` or `yes` agrees to. `None` where nobody can be asked: input or output is no terminal.
    pub fn confirm(&self, question: &str) -> Option<bool> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return None;
        }
        self.out(question);
        let mut answer = String::new();
        io::stdin().read_line(&mut answer).ok()?;
        Some(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
    }

    /// Do both streams go to a screen on which the cursor can be moved?
    pub fn is_screen(&self) -> bool {
        self.is_watched() && io::stdout().is_terminal()
    }

    /// Did writing fail other than by the reader's going away?
    pub fn failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    fn note(&self, result: io::Result<()>) {
        if result.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) {
            self.failed.store(true, Ordering::Relaxed);
        }
    }
}
