//! Formulas as Typst code.
//!
//! `crate::math` reads the LaTeX and writes the typesetter's notation, in which nothing but formulas can be said. It is parsed once more
//! before it is used: a formula with an error in it would take its whole slide with it.

use typst::syntax::parse_math;

use super::{Emitter, SlideSource};
use crate::diagnostic::{Code, Diagnostic};
use crate::math;

impl Emitter<'_> {
    /// A formula; its source where it can't be read. What is wrong with it, the parser has reported.
    pub(super) fn formula(&self, out: &mut SlideSource, latex: &str, display: bool) {
        let Ok(typst) = math::read(latex) else {
            out.push("raw(");
            out.push_literal(latex);
            return out.push(")");
        };
        let fine = parse_math(&typst).errors_and_warnings().0.is_empty();
        if let Some(span) = out.current().filter(|_| !fine) {
            out.problems.push(Diagnostic::new(Code::Bug, span, "something inside Deckle failed on this formula"));
            out.push("raw(");
            out.push_literal(latex);
            return out.push(")");
        }
        out.holds.insert("formula");
        out.formula(|out| {
            out.push(if display { "math.equation(block: true, alt: " } else { "math.equation(block: false, alt: " });
            out.push_literal(latex.trim());
            out.push(", eval(");
            out.push_literal(&typst);
            out.push(", mode: \"math\"))");
        });
    }
}
