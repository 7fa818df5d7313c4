//! Formulas: LaTeX to Typst's own notation.
//!
//! The conversion is tylax's. It reports no errors and passes much through as it stands, so its result is parsed and looked through
//! before it is used: only names that formulas have, only calls of such names, and no code. What is left can do nothing but be a
//! formula. One that can't be converted is a finding, and its source is shown.

use typst::syntax::{SyntaxKind, SyntaxNode, parse_math};

use super::{Emitter, SlideSource};
use crate::diagnostic::{Code, Diagnostic};
use crate::typeset::world;

impl Emitter<'_> {
    pub(super) fn formula(&self, out: &mut SlideSource, latex: &str, display: bool) {
        let converted = convert(latex);
        let Ok(typst) = converted else {
            if let (Err(message), Some(span)) = (converted, out.current()) {
                let help = "formulas are written in LaTeX, such as `\\frac{a}{b}`";
                out.problems.push(Diagnostic::new(Code::Math, span, message).help(help));
            }
            out.push("raw(");
            out.push_literal(latex);
            return out.push(")");
        };
        out.formula(|out| {
            out.push(if display { "math.equation(block: true, alt: " } else { "math.equation(block: false, alt: " });
            out.push_literal(latex.trim());
            out.push(", eval(");
            out.push_literal(&typst);
            out.push(", mode: \"math\"))");
        });
    }
}

/// The formula in Typst's notation, or what is wrong with it.
fn convert(latex: &str) -> Result<String, String> {
    let unusable = || "this formula can't be read".to_owned();
    let typst = std::panic::catch_unwind(|| tylax::latex_to_typst(latex)).map_err(|_| unusable())?;
    // A formula without delimiters comes back between dollar signs.
    let typst = typst.trim().trim_matches('$').trim().to_owned();
    let tree = parse_math(&typst);
    if typst.is_empty() || !tree.errors_and_warnings().0.is_empty() {
        return Err(unusable());
    }
    look_through(&tree, latex)?;
    Ok(typst)
}

/// Refuses whatever is not plainly a formula.
fn look_through(node: &SyntaxNode, latex: &str) -> Result<(), String> {
    let mut after_hash = false;
    for child in node.children() {
        match child.kind() {
            SyntaxKind::MathIdent => known(child, latex)?,
            // `a.b` is one of the forms of a symbol; its parts are looked up in the symbol by the typesetter.
            SyntaxKind::MathFieldAccess => child.children().next().map_or(Ok(()), |root| known(root, latex))?,
            SyntaxKind::MathCall => called_by_name(child)?,
            _ => {}
        }
        match child.kind() {
            SyntaxKind::Hash => after_hash = true,
            // Matrices without fences say `#none`, words say `#text[…]`: the converter's only code.
            SyntaxKind::None if after_hash => after_hash = false,
            SyntaxKind::FuncCall if after_hash && is_words(child) => after_hash = false,
            _ if after_hash => return Err(not_supported()),
            SyntaxKind::BlockComment | SyntaxKind::LineComment | SyntaxKind::ContentBlock | SyntaxKind::CodeBlock => {
                return Err(not_supported());
            }
            SyntaxKind::MathFieldAccess => {}
            _ => look_through(child, latex)?,
        }
    }
    Ok(())
}

fn not_supported() -> String {
    "this formula uses a command that is not supported yet".to_owned()
}

/// A name has to be one that formulas have. The names of the rest of Typst are not among them.
fn known(name: &SyntaxNode, latex: &str) -> Result<(), String> {
    let name = name.leaf_text();
    if world::is_math_name(name) {
        return Ok(());
    }
    // The converter glues an unknown command and what follows it together.
    let commands = latex.split('\\').skip(1).map(|rest| rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or(""));
    let command = commands.filter(|command| !command.is_empty() && name.starts_with(command)).max_by_key(|command| command.len());
    Err(match command {
        Some(command) => format!("`\\{command}` is no command that formulas know"),
        None => "this formula uses a command that is not known".to_owned(),
    })
}

fn called_by_name(call: &SyntaxNode) -> Result<(), String> {
    let named = call.children().next().is_some_and(|callee| callee.kind() == SyntaxKind::MathIdent);
    if named { Ok(()) } else { Err(not_supported()) }
}

/// `#text[…]` with nothing but words in it.
fn is_words(call: &SyntaxNode) -> bool {
    fn plain(node: &SyntaxNode) -> bool {
        use SyntaxKind::{Args, ContentBlock, Escape, LeftBracket, Markup, RightBracket, Shorthand, SmartQuote, Space, Text};
        match node.kind() {
            Text | Space | Escape | Shorthand | SmartQuote | LeftBracket | RightBracket => true,
            Args | ContentBlock | Markup => node.children().all(plain),
            _ => false,
        }
    }
    let mut parts = call.children();
    parts.next().is_some_and(|name| name.kind() == SyntaxKind::Ident && name.leaf_text() == "text") && parts.all(plain)
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
            r"\lambda = \frac{L}{W} \pm \epsilon",
            r"x = 1 \text{ if } y > 0",
            r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
            r"\begin{matrix} a & b \end{matrix}",
            r"\begin{cases} a & x>0 \\ b & x<0 \end{cases}",
            r"\forall x \in \mathbb{R}: \vec{x} \le \overline{y}",
        ] {
            assert!(convert(latex).is_ok(), "{latex}: {:?}", convert(latex));
        }
    }

    #[test]
    fn code_never_gets_through() {
        for latex in [
            "#panic(1)",
            "#while true {}",
            r"x #panic() y",
            r"\mathbb{std.panic(1)}",
            r#"\mathbb{std.link("javascript:alert(1)","x")}"#,
            r#"\mathbb{std.eval("lorem(3000000)")}"#,
            r#"\operatorname*{")std.panic("}"#,
            r"\mathbb{std.repr(std.sys.inputs)}",
            r"\mathbb{sys.inputs}",
            r"\mathbb{read(1)}",
            r"\text{#panic(1)}",
            r"\text{*a* $x$ @b <c>}",
        ] {
            let Ok(typst) = convert(latex) else { continue };
            let code = |word: &str| typst.contains(word) && !typst.contains(&format!("\\{word}"));
            assert!(!code("#panic") && !code("std.") && !code("sys.") && !code("read("), "{latex} became {typst}");
        }
        for latex in [r"\mathbb{std.panic(1)}", r"\mathbb{sys.inputs}", r"\mathbb{std.text(1)}"] {
            assert!(convert(latex).is_err(), "{latex} became {:?}", convert(latex));
        }
    }

    #[test]
    fn an_unknown_command_is_named() {
        assert_eq!(convert(r"a + \nosuch{x}"), Err(r"`\nosuch` is no command that formulas know".to_owned()));
        assert!(convert(r"\color{red} x").is_err(), "a command that would be dropped is reported");
    }
}
