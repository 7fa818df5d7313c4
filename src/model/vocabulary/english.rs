//! English words that are made of others.

use super::Words;

/// Spellings of Britain and their American ones, which the list has.
const SPELLINGS: &[(&str, &str)] = &[
    ("isation", "ization"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("ysing", "yzing"),
    ("our", "or"),
    ("tre", "ter"),
    ("lling", "ling"),
    ("lled", "led"),
    ("ller", "ler"),
    ("ogue", "og"),
    ("ence", "ense"),
    ("gramme", "gram"),
    ("aes", "es"),
];
/// Endings behind which a word stands as it is, without its `e`, with its last letter twice, or with an `i` for its `y`.
const ENDINGS: &[&str] = &["ed", "ing", "ings", "er", "ers", "est", "ly", "able", "ness", "ful", "less", "ment", "ments"];
const BEGINNINGS: &[&str] = &["un", "re", "non", "over", "under", "pre", "mis", "out", "dis"];
/// So much is left of a word at least, in bytes.
const LEFT: usize = 3;
/// So many times is something taken off: `un-reason-abl-y`.
const STEPS: u8 = 3;

/// Is a word in the list, or made of one that is?
pub fn is_built_from(word: &str, words: &Words) -> bool {
    reaches(word, words, STEPS)
}

fn reaches(word: &str, words: &Words, steps: u8) -> bool {
    if words.contains(word) || respelled(word).any(|other| words.contains(other.as_str())) {
        return true;
    }
    steps > 0 && (bases(word).iter().any(|base| reaches(base, words, steps - 1)) || is_joined(word, words))
}

/// `whiteboard`, `lifetime`: two common words in one.
fn is_joined(word: &str, words: &Words) -> bool {
    let has = |part: &str| part.len() >= 4 && words.contains(part);
    word.is_ascii() && (4..word.len().saturating_sub(3)).any(|at| has(&word[..at]) && has(&word[at..]))
}

fn respelled(word: &str) -> impl Iterator<Item = String> {
    SPELLINGS.iter().filter(|(british, _)| word.contains(british)).map(|(british, american)| word.replace(british, american))
}

/// What may be left of a word without an ending or a beginning.
fn bases(word: &str) -> Vec<String> {
    let mut found: Vec<String> = inflected(word).map(str::to_owned).collect();
    for base in ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)) {
        found.push(base.to_owned());
        found.push(format!("{base}e"));
        found.extend(base.strip_suffix('i').map(|base| format!("{base}y")));
        let mut letters = base.chars().rev();
        if letters.next().is_some_and(|last| letters.next() == Some(last)) {
            found.push(base[..base.len() - 1].to_owned());
        }
    }
    found.extend(word.strip_suffix("ies").or_else(|| word.strip_suffix("ied")).map(|base| format!("{base}y")));
    found.extend(word.strip_suffix("ization").or_else(|| word.strip_suffix("isation")).map(|base| format!("{base}ize")));
    found.extend(word.strip_suffix("ally").map(str::to_owned));
    found.extend(word.strip_suffix("bly").map(|base| format!("{base}ble")));
    found.extend(word.strip_suffix("bility").map(|base| format!("{base}ble")));
    found.extend(
        BEGINNINGS
            .iter()
            .filter_map(|beginning| word.strip_prefix(beginning))
            .filter(|rest| rest.len() > LEFT)
            .map(str::to_owned),
    );
    found.retain(|base| base.len() >= LEFT);
    found
}

/// Without the ending of a plural.
fn inflected(word: &str) -> impl Iterator<Item = &str> {
    let plural = word.strip_suffix('s').filter(|base| !base.ends_with('s'));
    plural.into_iter().chain(word.strip_suffix("es"))
}

/// Is a word, or what it is without the ending of a plural, in the list?
pub fn is_inflected(word: &str, words: &Words) -> bool {
    let has = |word: &str| words.contains(word) || respelled(word).any(|other| words.contains(other.as_str()));
    has(word)
        || word.strip_suffix("ies").is_some_and(|base| has(&format!("{base}y")))
        || inflected(word).any(has)
        || ["ed", "ing", "d"]
            .iter()
            .filter_map(|ending| word.strip_suffix(ending))
            .any(|base| has(base) || has(&format!("{base}e")))
}

/// Endings of no name: *tokenization*, *proteolysis*.
pub fn ends_technically(word: &str) -> bool {
    const TECHNICAL: &[&str] = &[
        "ization",
        "isation",
        "ification",
        "ology",
        "ometry",
        "lysis",
        "osis",
        "ography",
        "icity",
        "ivity",
        "ility",
        "morphism",
        "genesis",
        "plasty",
        "synthesis",
        "ectomy",
        "mentation",
        "ulation",
        "etics",
        "omics",
        "plexity",
        "ariance",
        "ission",
        "ression",
        "uction",
    ];
    word.len() > 8
        && TECHNICAL.iter().any(|ending| word.strip_suffix('s').unwrap_or(word).ends_with(ending) || word.ends_with(ending))
}

/// What the forms of a word have in common.
pub fn stem(word: &str) -> String {
    let singular = match word {
        _ if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") => word,
        _ => word.strip_suffix('s').unwrap_or(word),
    };
    if let Some(base) = singular.strip_suffix("ie") {
        return format!("{base}y");
    }
    let base =
        ["ation", "ing", "ed", "e"].iter().find_map(|ending| singular.strip_suffix(ending)).filter(|base| base.len() > LEFT);
    let base = base.unwrap_or(singular);
    // As America spells it, without the `e` of `ise`.
    base.strip_suffix("is")
        .filter(|rest| rest.len() > LEFT && base.len() < singular.len())
        .map_or_else(|| base.to_owned(), |rest| format!("{rest}iz"))
}
