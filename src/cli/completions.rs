//! `deckle completions SHELL`

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Cli;
use super::terminal::Terminal;
use crate::build::Status;

/// Prints the completion script of a shell.
pub fn completions(shell: Shell, terminal: &Terminal) -> Status {
    terminal.data(&script(shell));
    Status::Done
}

fn script(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "deckle", &mut script);
    script
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;

    #[test]
    fn every_shell_learns_every_command() {
        for shell in Shell::value_variants() {
            let script = String::from_utf8(script(*shell)).unwrap();
            assert!(["build", "check", "explain", "audience"].iter().all(|word| script.contains(word)), "{shell}");
        }
    }
}
