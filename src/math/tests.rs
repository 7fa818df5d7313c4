//! What formulas become, and what is said about those that are none.

use super::*;

/// The notation of a formula that is right.
fn typst(latex: &str) -> String {
    read(latex).unwrap_or_else(|problems| panic!("{latex}: {problems:?}"))
}

/// The problems of a formula: what they point at, and what they say.
fn problems(latex: &str) -> Vec<(&str, String)> {
    let found = read(latex).expect_err(latex);
    found.into_iter().map(|problem| (&latex[problem.range], problem.message)).collect()
}

#[test]
fn letters_numbers_and_scripts() {
    for (latex, expected) in [
        ("ab", "a b"),
        ("2x + 12.5y", r"2 x\+12.5 y"),
        ("x_i^2", "x_(i)^(2)"),
        ("x^12", "x^(1)2"),
        ("f'(x)", r"f'\(x\)"),
        ("x'_{ij}", "x'_(i j)"),
        ("{a+b}^2", r"attach(a\+b,t: 2)"),
        ("{}_a X", r#"attach("",b: a)X"#),
        ("_a", r#"""_(a)"#),
        ("a-b*c", "a−b∗c"),
        (r"a/b, c; d: e! \& \% \$ \# \_ \{\}", r"a\/b\,c\;d\:e\!\&\%\$\#\_\{\}"),
        ("1{,}000", r#"1 class("normal",\,)000"#),
        (r"a % b", "a"),
        ("x=y", r"x\=y"),
    ] {
        let found = typst(latex).replace("1class", "1 class");
        assert_eq!(found, expected, "{latex}");
    }
}

#[test]
fn structures() {
    for (latex, expected) in [
        (r"\frac12 \dfrac{a}{b}", "frac(1,2)display(frac(a,b))"),
        (r"{a \over b} {n \choose k}", "frac(a,b)binom(n,k)"),
        (r"\sqrt x \sqrt[3]{x+1}", r"sqrt(x)root(3,x\+1)"),
        (r"\sum_{i=1}^n i", r"\∑_(i\=1)^(n)i"),
        (r"\int\limits_a^b", r"limits(\∫)_(a)^(b)"),
        (r"\left( x \right]", r"lr(\(x\])"),
        (r"\left. x \right|", r"lr(x\|)"),
        (r"\bigl( x \Big|", r#"class("opening",lr(size: #1.2em,\())x lr(size: #1.8em,\|)"#),
        (r"\hat x \vec{ab}", "accent(x,\"\u{302}\")accent(a b,\"\u{20D7}\")"),
        (r"\overbrace{a}^n \underbrace{b}_{m}", "overbrace(a,n)underbrace(b,m)"),
        (r"\text{if $x$ is }y", "\"if\u{A0}\"x\"\u{A0}is\u{A0}\"y"),
        (r"\mathrm{ReLU}(x) \mathbf{x} \mathbb R", r#""ReLU"\(x\)upright(bold(x))bb(R)"#),
        (r"\operatorname{softmax}(z)_i", r#"op("softmax")\(z\)_(i)"#),
        (r"\operatorname*{arg\,max}_x", "op(\"arg\u{2009}max\",limits: #true)_(x)"),
        (r"\overset{!}{=}", r"limits(\=)^(\!)"),
        (r"a \! b \quad c", "a#h(-0.1667em) b quad c"),
        (r"\not\in \not=", r"\∉\≠"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a& \\=b\\\nc& \\=d"),
        (r"\begin{pmatrix} a & b \\ c & \end{pmatrix}", "mat(delim: \"(\",a,b;c,\"\")"),
        (r"\begin{cases} a & b \\ c \end{cases}", "cases(&a&&quad b,&c)"),
        (
            r"\begin{array}{l|r} a & b \\ \hline c & d \end{array}",
            "mat(delim: #none,augment: #(hline: (1,), vline: (1,), stroke: 0.05em),&a,b&;&c,d&)",
        ),
        (r"a \\ b", "a\\\nb"),
        (r"\displaystyle \frac ab", "display(frac(a,b))"),
    ] {
        assert_eq!(typst(latex), expected, "{latex}");
    }
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    for (latex, expected) in [
        (r"a + \nosuch{x}", vec![(r"\nosuch", r"`\nosuch` is no command that formulas know")]),
        (
            r"\frc{1}{2} \alpa",
            vec![(r"\frc", r"`\frc` is no command that formulas know"), (r"\alpa", r"`\alpa` is no command that formulas know")],
        ),
        (r"\frac{1}", vec![(r"\frac", r"something is missing behind `\frac`")]),
        ("x^", vec![("^", "something is missing behind `^`")]),
        ("{a", vec![("{", "this `{` is never closed")]),
        ("a}", vec![("}", "this `}` closes nothing")]),
        ("x^2^3", vec![("^", "there are two `^` at the same place")]),
        (r"\left( a", vec![(r"\left", r"this `\left` has no `\right`")]),
        (r"a \right)", vec![(r"\right", r"`\right` closes nothing")]),
        (r"\begin{pmatix} a \end{pmatix}", vec![("pmatix", "`pmatix` is no environment that formulas know")]),
        (r"\begin{cases} a", vec![(r"\begin", "`cases` is never ended")]),
        (r"\begin{cases} a \end{matrix}", vec![("matrix", "`matrix` ends here, but `cases` was begun")]),
        (r"\input{x}", vec![(r"\input", r"`\input` reads a file, which has no place in a formula here")]),
        (r"\href{x}{y}", vec![(r"\href", r"`\href` makes a link, which has no place in a formula here")]),
        (
            r"\def\x{y}",
            vec![
                (r"\def", r"`\def` defines a command, which has no place in a formula here"),
                (r"\x", r"`\x` is no command that formulas know"),
            ],
        ),
        (r"\text{a \emphh b}", vec![(r"\emphh", r"`\emphh` can't stand in words")]),
        (r"\text{a $\nosuch$}", vec![(r"\nosuch", r"`\nosuch` is no command that formulas know")]),
        ("", vec![("", "this formula is empty")]),
        ("\\", vec![("\\", r"this `\` has no command behind it")]),
    ] {
        let expected: Vec<(&str, String)> = expected.into_iter().map(|(at, message)| (at, message.to_owned())).collect();
        assert_eq!(problems(latex), expected, "{latex}");
    }
    let near = read(r"\alpa").unwrap_err();
    assert_eq!(near[0].help.as_deref(), Some(r"the nearest known command is `\alpha`"));
}

#[test]
fn size_and_depth_are_bounded() {
    for deep in [
        "{".repeat(5000),
        r"\frac{".repeat(1300),
        r"\sqrt".repeat(1500),
        r"\hat ".repeat(1500),
        "x^{".repeat(2000),
        r"\left(".repeat(1000),
    ] {
        assert!(read(&deep).is_err());
    }
    assert!(read(&"x+".repeat(5000)).is_err_and(|problems| problems[0].message.contains("longer than")));
    assert!(read(&r"\text{$".repeat(1000)).is_err());
    assert!(read(&"x^2+".repeat(1000)).is_ok(), "long and flat is fine");
}

#[test]
fn nothing_but_a_formula_can_be_said() {
    // Words in quotes and escaped characters taken out, only functions of the tables, letters and digits are left.
    for latex in [
        "#panic(1)",
        "#while true {}",
        r"x \#panic() y",
        r"\mathbb{std.panic(1)}",
        r#"\operatorname*{")std.panic("}"#,
        "\\text{\"#panic(1)}",
        r#"\mathrm{a"b}"#,
        "\"#panic(1)\"",
        r"// a /* b */ @c <d> [e] $f$",
        "std.sys.inputs",
        "\u{202E}#a",
        r"\hspace{1em)#panic(}",
    ] {
        let Ok(typst) = read(latex) else { continue };
        let mut rest = String::new();
        let mut chars = typst.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => drop(chars.next()),
                '"' => {
                    while let Some(c) = chars.next() {
                        match c {
                            '\\' => drop(chars.next()),
                            '"' => break,
                            _ => {}
                        }
                    }
                }
                c => rest.push(c),
            }
        }
        for sign in ["panic", "#w", "#p", "$", "@", "//", "/*", "sys.", "["] {
            assert!(!rest.contains(sign), "{latex} became {typst}");
        }
    }
}

#[test]
fn no_command_is_in_two_tables() {
    let mut all: Vec<&str> = symbols::commands().collect();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
    assert!(count >= 90 + 300, "{count}");
    for (name, _) in symbols::REFUSED {
        assert!(!all.contains(name), "{name}");
    }
}
