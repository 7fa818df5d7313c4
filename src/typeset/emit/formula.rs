//! Formulas: LaTeX to Typst's own notation.
//!
//! The conversion is tylax's. It reports no errors, so its result is parsed before it is used; code in it (`#…`) is refused, which
//! leaves a formula nothing it could do but be one. A formula that can't be converted is a finding, and its source is shown.

use typst::syntax::{SyntaxKind, SyntaxNode, parse_math};

use super::{Emitter, SlideSource};
use crate::diagnostic::{Code, Diagnostic};

impl Emitter<'_> {
    pub(super) fn formula(&self, out: &mut SlideSource, latex: &str, display: bool) {
        let converted = convert(latex);
        let Ok(typst) = converted else {
            if let (Err(message), Some(span)) = (converted, out.current()) {
                out.problems.push(Diagnostic::new(Code::Math, span, message));
            }
            out.holds.insert("code");
            out.push("raw(");
            out.push_literal(latex);
            return out.push(")");
        };
        out.holds.insert("formula");
        out.push(if display { "math.equation(block: true, alt: " } else { "math.equation(block: false, alt: " });
        out.push_literal(latex.trim());
        out.push(", eval(");
        out.push_literal(&typst);
        out.push(", mode: \"math\"))");
    }
}

/// The formula in Typst's notation, or what is wrong with it.
fn convert(latex: &str) -> Result<String, String> {
    let unusable = || "this formula could not be read".to_owned();
    let typst = std::panic::catch_unwind(|| tylax::latex_to_typst(latex)).map_err(|_| unusable())?;
    // A formula without delimiters comes back between dollar signs.
    let typst = typst.trim().trim_matches('$').trim().to_owned();
    let tree = parse_math(&typst);
    if typst.is_empty() || !tree.errors_and_warnings().0.is_empty() {
        return Err(unusable());
    }
    if has_code(&tree) {
        return Err("this formula uses a command that is not supported yet".to_owned());
    }
    Ok(typst)
}

fn has_code(node: &SyntaxNode) -> bool {
    node.kind() == SyntaxKind::Hash || node.children().any(has_code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_formulas_convert() {
        for latex in [
            r"\sum_{k=1}^{7} \frac{x_k^2 + \alpha}{\sqrt{1 + k}} = \int_0^{7} e^{-t^2} \, dt",
            r"\frac{S - R}{I} \cdot 100\,\%",
            r"E = mc^2",
            r"\lambda = \frac{L}{W}",
        ] {
            assert!(convert(latex).is_ok(), "{latex}: {:?}", convert(latex));
        }
    }

    #[test]
    fn code_never_gets_through() {
        for latex in ["#read(\"/etc/passwd\")", "#while true {}", r"x #panic() y", r"\text{#eval}"] {
            if let Ok(typst) = convert(latex) {
                assert!(!has_code(&parse_math(&typst)), "{latex} became {typst}");
            }
        }
        assert!(
            convert("#panic(1)").is_err()
                || !convert("#panic(1)").unwrap().contains('#')
                || convert("#panic(1)").unwrap().contains("\\#")
        );
    }
}
