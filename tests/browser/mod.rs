//! The preview in a real Chromium: what an author sees while writing. Skipped, with a line that says so, where there is no Chromium.

mod edits;
mod looks;
mod marks;
mod moves;
mod opened;
mod tabs;
