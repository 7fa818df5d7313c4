//! From the grammars' scopes to the few classes a theme colours.

use std::sync::LazyLock;

use syntect::parsing::Scope;

/// What a piece of code is, as far as themes tell it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// Nothing special.
    Plain,
    /// Keywords and modifiers.
    Keyword,
    /// Strings and characters.
    String,
    /// Comments.
    Comment,
    /// Numbers.
    Number,
    /// Names of functions, where defined and where called.
    Function,
    /// Names of types.
    Type,
    /// Operators.
    Operator,
    /// Constants such as `true` and `None`, and special variables.
    Constant,
}

impl Class {
    /// All classes; the index is the number a stored file uses.
    pub(super) const ALL: [Class; 9] = [
        Class::Plain,
        Class::Keyword,
        Class::String,
        Class::Comment,
        Class::Number,
        Class::Function,
        Class::Type,
        Class::Operator,
        Class::Constant,
    ];
}

/// The names are the conventions of TextMate grammars that Sublime's documentation lists. Longer prefixes stand first.
const PREFIXES: &[(&str, Class)] = &[
    ("punctuation.definition.comment", Class::Comment),
    ("punctuation.definition.string", Class::String),
    ("constant.character.escape", Class::String),
    ("constant.numeric", Class::Number),
    ("constant.language", Class::Constant),
    ("constant.other", Class::Constant),
    ("variable.language", Class::Constant),
    ("keyword.operator.word", Class::Keyword),
    ("keyword.operator.logical.python", Class::Keyword),
    ("keyword.operator", Class::Operator),
    ("entity.name.function", Class::Function),
    ("support.function", Class::Function),
    ("variable.function", Class::Function),
    ("entity.name.tag", Class::Keyword),
    ("entity.name", Class::Type),
    ("support.type", Class::Type),
    ("support.class", Class::Type),
    ("entity.other.inherited-class", Class::Type),
    ("entity.other.attribute-name", Class::Constant),
    ("storage", Class::Keyword),
    ("keyword", Class::Keyword),
    ("comment", Class::Comment),
    ("string", Class::String),
];

static SCOPES: LazyLock<Vec<(Scope, Class)>> =
    LazyLock::new(|| PREFIXES.iter().filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class))).collect());

/// The class of the innermost scope that has one.
pub(super) fn of(stack: &[Scope]) -> Class {
    let class_of = |scope: &Scope| SCOPES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class);
    stack.iter().rev().find_map(class_of).unwrap_or(Class::Plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_prefix_is_a_scope_and_numbers_match() {
        assert_eq!(SCOPES.len(), PREFIXES.len());
        assert!(Class::ALL.iter().enumerate().all(|(index, class)| *class as usize == index));
    }
}
