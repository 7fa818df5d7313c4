//! German words that are made of others.

use super::Words;

/// Short words that stand in compounds; other parts have four letters or more.
const SHORT: &[&str] = &[
    "zug", "weg", "tag", "amt", "gas", "rad", "tor", "uhr", "ort", "hof", "bau", "arm", "art", "bad", "bus", "eis", "not", "rat",
    "tür", "see", "ski", "bio", "öko", "neu", "alt", "rot", "tee", "wut", "mut", "hut", "ruf", "eid", "ehe", "ohr", "gut", "tal",
    "ton", "typ", "akt", "öl", "ein", "aus", "auf", "vor",
];
const ENDINGS: &[&str] = &[
    "lichkeit",
    "losigkeit",
    "samkeit",
    "igkeit",
    "barkeit",
    "lichen",
    "licher",
    "liches",
    "lichem",
    "ischen",
    "ischer",
    "isches",
    "ischem",
    "ungen",
    "innen",
    "losen",
    "baren",
    "barer",
    "bares",
    "heiten",
    "keiten",
    "enden",
    "ender",
    "endes",
    "igen",
    "iger",
    "iges",
    "samen",
    "nden",
    "nder",
    "ndes",
    "alen",
    "aler",
    "ales",
    "ellen",
    "eller",
    "elles",
    "liche",
    "ische",
    "weise",
    "elle",
    "nde",
    "ale",
    "same",
    "lose",
    "bare",
    "heit",
    "keit",
    "eten",
    "eren",
    "erer",
    "eres",
    "sten",
    "ster",
    "stes",
    "ten",
    "ter",
    "tes",
    "tem",
    "ete",
    "end",
    "ende",
    "ung",
    "lich",
    "isch",
    "bar",
    "los",
    "ige",
    "sam",
    "ern",
    "ere",
    "ste",
    "chen",
    "sen",
    "nen",
    "ens",
    "ins",
    "nd",
    "al",
    "in",
    "ig",
    "en",
    "er",
    "es",
    "em",
    "ns",
    "st",
    "te",
    "et",
    "se",
    "ts",
    "e",
    "n",
    "s",
    "t",
];
const BEGINNINGS: &[&str] = &[
    "zusammenge",
    "weiterge",
    "zurückge",
    "festge",
    "zusammenzu",
    "weiterzu",
    "zurückzu",
    "festzu",
    "aufge",
    "ausge",
    "abge",
    "ange",
    "einge",
    "zuge",
    "vorge",
    "umge",
    "unge",
    "mitge",
    "nachge",
    "hinge",
    "herge",
    "auszu",
    "abzu",
    "anzu",
    "aufzu",
    "einzu",
    "vorzu",
    "umzu",
    "mitzu",
    "nachzu",
    "hinzu",
    "herzu",
    "unbe",
    "unver",
    "uner",
    "zusammen",
    "zwischen",
    "allgemein",
    "entgegen",
    "zurück",
    "weiter",
    "wieder",
    "wider",
    "vorbei",
    "voraus",
    "vorher",
    "voran",
    "heraus",
    "hinaus",
    "heran",
    "hinter",
    "nieder",
    "neben",
    "gegen",
    "gesamt",
    "selbst",
    "einzel",
    "sonder",
    "haupt",
    "nicht",
    "durch",
    "inner",
    "ausser",
    "unter",
    "miss",
    "fest",
    "fort",
    "mehr",
    "viel",
    "nach",
    "über",
    "auf",
    "aus",
    "bei",
    "ein",
    "ent",
    "her",
    "hin",
    "los",
    "mit",
    "ver",
    "vor",
    "weg",
    "zer",
    "dar",
    "ab",
    "an",
    "be",
    "er",
    "ge",
    "um",
    "un",
    "zu",
    "ur",
    "da",
    "ob",
];
/// What stands between the parts of a compound.
const LINKS: &[&str] = &["", "s", "es", "n", "en", "er", "e", "ns"];
/// So many parts may a compound have, less one.
const DEPTH: u8 = 3;
/// Words of trades are looked for within compounds if they have so many letters.
const PART: usize = 5;

/// As the lists are written: with `ss` for `ß`.
pub fn folded(word: &str) -> String {
    word.replace('ß', "ss")
}

/// Is a word in the list, or made of some that are?
pub fn is_built_from(word: &str, words: &Words) -> bool {
    common(word, words, 0) || digraphs(word).is_some_and(|word| common(&word, words, 0))
}

/// `koennen` as `können`.
fn digraphs(word: &str) -> Option<String> {
    let other = word.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü");
    (other != word).then_some(other)
}

fn common(word: &str, words: &Words, depth: u8) -> bool {
    is_form(word, words, 1)
        || BEGINNINGS
            .iter()
            .filter_map(|beginning| word.strip_prefix(beginning))
            .any(|rest| count(rest) >= 4 && is_form(rest, words, 1))
        || depth < DEPTH && is_compound(word, words, depth)
}

fn count(word: &str) -> usize {
    word.chars().count()
}

/// Is it in the list, or a form of a word that is? So many endings more may come off.
fn is_form(word: &str, words: &Words, more: u8) -> bool {
    words.contains(word)
        || ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)).filter(|base| count(base) >= 3).any(|base| {
            is_base(base, words)
                || without_umlaut(base).is_some_and(|base| is_base(&base, words))
                || more > 0 && is_form(base, words, more - 1)
        })
}

/// What is left without an ending, as it stands or with the one of an infinitive or a noun.
fn is_base(base: &str, words: &Words) -> bool {
    words.contains(base) || ["e", "n", "en"].iter().any(|ending| words.contains(format!("{base}{ending}").as_str()))
}

/// `häus` as `haus`.
fn without_umlaut(word: &str) -> Option<String> {
    let other = word.replace('ä', "a").replace('ö', "o").replace('ü', "u");
    (other != word).then_some(other)
}

fn is_compound(word: &str, words: &Words, depth: u8) -> bool {
    let borders = word.char_indices().map(|(at, _)| at).skip(2);
    borders.filter(|at| is_part(&word[*at..])).any(|at| {
        let (first, last) = word.split_at(at);
        let mut heads = LINKS.iter().filter_map(|link| first.strip_suffix(link)).filter(|head| is_part(head));
        heads.any(|head| is_head(head, words, depth)) && common(last, words, depth + 1)
    })
}

fn is_part(part: &str) -> bool {
    count(part) >= 4 || SHORT.contains(&part)
}

/// The first part of a compound: a noun, or a verb without its ending.
fn is_head(head: &str, words: &Words, depth: u8) -> bool {
    is_base(head, words) || common(head, words, depth + 2)
}

/// Is a word, or a part of it as a compound, in the list?
pub fn has_part(word: &str, words: &Words) -> bool {
    let is_inflected = |word: &str| {
        let endings = ["s", "e", "n", "en", "es", "er", "em", "ern"].iter();
        words.contains(word) || endings.filter_map(|ending| word.strip_suffix(ending)).any(|base| words.contains(base))
    };
    let mut borders = word.char_indices().map(|(at, _)| at).skip(PART);
    let is_part = |part: &str| count(part) >= PART && (words.contains(part) || is_inflected(part));
    is_inflected(word) || borders.any(|at| is_part(&word[..at]) && count(&word[at..]) > 3 || is_part(&word[at..]))
}

/// Endings of no name: *Konvexität*, *Indexierung*.
pub fn ends_technically(word: &str) -> bool {
    const TECHNICAL: &[&str] = &[
        "ierung",
        "ierungen",
        "ität",
        "itäten",
        "ismus",
        "lyse",
        "lysen",
        "ose",
        "osen",
        "ation",
        "ationen",
        "ition",
        "uktion",
        "ektion",
        "metrie",
        "logie",
        "graphie",
        "grafie",
        "skopie",
        "therapie",
        "genese",
        "phorese",
        "ierbarkeit",
        "igkeit",
        "enz",
        "anz",
        "barkeit",
    ];
    count(word) > 6 && TECHNICAL.iter().any(|ending| word.ends_with(ending))
}

/// What the forms of a word have in common.
pub fn stem(word: &str) -> String {
    let strip = |ending: &&str| word.strip_suffix(*ending).filter(|base| count(base) > 3);
    let base = ["ern", "ers", "es", "en", "er", "em", "e", "n", "s"].iter().find_map(strip).unwrap_or(word);
    // Participles have endings of their own: `kumuliert`, `kumulierte`.
    base.strip_suffix('t').filter(|base| base.ends_with("ier")).unwrap_or(base).to_owned()
}
