//! Transcripts of the command line.

/// Each file under `tests/cmd/` is Markdown with `console` fences that are run as they stand; `TRYCMD=overwrite` writes what came out.
#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cmd/*.md").env("NO_COLOR", "1");
}
