//! Languages: the tags they are written as, and what to write in the place of a wrong one.

use super::shortened;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::Span;

/// The languages with a code of two letters (ISO 639-1), by their English names.
const LANGUAGES: &[(&str, &str)] = &[
    ("aa", "Afar"),
    ("ab", "Abkhazian"),
    ("ae", "Avestan"),
    ("af", "Afrikaans"),
    ("ak", "Akan"),
    ("am", "Amharic"),
    ("an", "Aragonese"),
    ("ar", "Arabic"),
    ("as", "Assamese"),
    ("av", "Avaric"),
    ("ay", "Aymara"),
    ("az", "Azerbaijani"),
    ("ba", "Bashkir"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bi", "Bislama"),
    ("bm", "Bambara"),
    ("bn", "Bengali"),
    ("bo", "Tibetan"),
    ("br", "Breton"),
    ("bs", "Bosnian"),
    ("ca", "Catalan"),
    ("ce", "Chechen"),
    ("ch", "Chamorro"),
    ("co", "Corsican"),
    ("cr", "Cree"),
    ("cs", "Czech"),
    ("cu", "Church Slavonic"),
    ("cv", "Chuvash"),
    ("cy", "Welsh"),
    ("da", "Danish"),
    ("de", "German"),
    ("dv", "Divehi"),
    ("dz", "Dzongkha"),
    ("ee", "Ewe"),
    ("el", "Greek"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("eu", "Basque"),
    ("fa", "Persian"),
    ("ff", "Fulah"),
    ("fi", "Finnish"),
    ("fj", "Fijian"),
    ("fo", "Faroese"),
    ("fr", "French"),
    ("fy", "Western Frisian"),
    ("ga", "Irish"),
    ("gd", "Scottish Gaelic"),
    ("gl", "Galician"),
    ("gn", "Guarani"),
    ("gu", "Gujarati"),
    ("gv", "Manx"),
    ("ha", "Hausa"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("ho", "Hiri Motu"),
    ("hr", "Croatian"),
    ("ht", "Haitian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("hz", "Herero"),
    ("ia", "Interlingua"),
    ("id", "Indonesian"),
    ("ie", "Interlingue"),
    ("ig", "Igbo"),
    ("ii", "Sichuan Yi"),
    ("ik", "Inupiaq"),
    ("io", "Ido"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("iu", "Inuktitut"),
    ("ja", "Japanese"),
    ("jv", "Javanese"),
    ("ka", "Georgian"),
    ("kg", "Kongo"),
    ("ki", "Kikuyu"),
    ("kj", "Kuanyama"),
    ("kk", "Kazakh"),
    ("kl", "Kalaallisut"),
    ("km", "Khmer"),
    ("kn", "Kannada"),
    ("ko", "Korean"),
    ("kr", "Kanuri"),
    ("ks", "Kashmiri"),
    ("ku", "Kurdish"),
    ("kv", "Komi"),
    ("kw", "Cornish"),
    ("ky", "Kyrgyz"),
    ("la", "Latin"),
    ("lb", "Luxembourgish"),
    ("lg", "Ganda"),
    ("li", "Limburgish"),
    ("ln", "Lingala"),
    ("lo", "Lao"),
    ("lt", "Lithuanian"),
    ("lu", "Luba-Katanga"),
    ("lv", "Latvian"),
    ("mg", "Malagasy"),
    ("mh", "Marshallese"),
    ("mi", "Maori"),
    ("mk", "Macedonian"),
    ("ml", "Malayalam"),
    ("mn", "Mongolian"),
    ("mr", "Marathi"),
    ("ms", "Malay"),
    ("mt", "Maltese"),
    ("my", "Burmese"),
    ("na", "Nauru"),
    ("nb", "Norwegian Bokmål"),
    ("nd", "North Ndebele"),
    ("ne", "Nepali"),
    ("ng", "Ndonga"),
    ("nl", "Dutch"),
    ("nn", "Norwegian Nynorsk"),
    ("no", "Norwegian"),
    ("nr", "South Ndebele"),
    ("nv", "Navajo"),
    ("ny", "Chichewa"),
    ("oc", "Occitan"),
    ("oj", "Ojibwa"),
    ("om", "Oromo"),
    ("or", "Oriya"),
    ("os", "Ossetian"),
    ("pa", "Punjabi"),
    ("pi", "Pali"),
    ("pl", "Polish"),
    ("ps", "Pashto"),
    ("pt", "Portuguese"),
    ("qu", "Quechua"),
    ("rm", "Romansh"),
    ("rn", "Rundi"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("rw", "Kinyarwanda"),
    ("sa", "Sanskrit"),
    ("sc", "Sardinian"),
    ("sd", "Sindhi"),
    ("se", "Northern Sami"),
    ("sg", "Sango"),
    ("si", "Sinhala"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sm", "Samoan"),
    ("sn", "Shona"),
    ("so", "Somali"),
    ("sq", "Albanian"),
    ("sr", "Serbian"),
    ("ss", "Swati"),
    ("st", "Southern Sotho"),
    ("su", "Sundanese"),
    ("sv", "Swedish"),
    ("sw", "Swahili"),
    ("ta", "Tamil"),
    ("te", "Telugu"),
    ("tg", "Tajik"),
    ("th", "Thai"),
    ("ti", "Tigrinya"),
    ("tk", "Turkmen"),
    ("tl", "Tagalog"),
    ("tn", "Tswana"),
    ("to", "Tonga"),
    ("tr", "Turkish"),
    ("ts", "Tsonga"),
    ("tt", "Tatar"),
    ("tw", "Twi"),
    ("ty", "Tahitian"),
    ("ug", "Uyghur"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("uz", "Uzbek"),
    ("ve", "Venda"),
    ("vi", "Vietnamese"),
    ("vo", "Volapük"),
    ("wa", "Walloon"),
    ("wo", "Wolof"),
    ("xh", "Xhosa"),
    ("yi", "Yiddish"),
    ("yo", "Yoruba"),
    ("za", "Zhuang"),
    ("zh", "Chinese"),
    ("zu", "Zulu"),
];

/// What people write for a language that has another code: the country's code, the code of three letters, its own name.
const OFTEN: &[(&str, &str)] = &[
    ("cn", "zh"),
    ("cz", "cs"),
    ("dk", "da"),
    ("gb", "en"),
    ("gr", "el"),
    ("iw", "he"),
    ("jp", "ja"),
    ("rs", "sr"),
    ("sp", "es"),
    ("ua", "uk"),
    ("us", "en"),
    ("vn", "vi"),
    ("deu", "de"),
    ("eng", "en"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("ger", "de"),
    ("ita", "it"),
    ("jpn", "ja"),
    ("spa", "es"),
    ("deutsch", "de"),
    ("farsi", "fa"),
    ("français", "fr"),
    ("francais", "fr"),
    ("español", "es"),
    ("espanol", "es"),
    ("italiano", "it"),
    ("mandarin", "zh"),
    ("nederlands", "nl"),
    ("polski", "pl"),
    ("português", "pt"),
    ("svenska", "sv"),
];

/// Is it a language tag by BCP 47: a language, then parts of one to eight letters and digits? A language of two letters has to be one that
/// there is; of those with three there are thousands.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let is_letters = language.bytes().all(|b| b.is_ascii_alphabetic());
    let is_language = match language.len() {
        2 => LANGUAGES.iter().any(|(code, _)| code.eq_ignore_ascii_case(language)),
        3 => is_letters && meant(language).is_none(),
        _ => false,
    };
    is_language && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The language that a word means by its place in the tables.
fn meant(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    OFTEN.iter().find(|(written, _)| *written == word).map(|(_, code)| *code)
}

/// The finding about a wrong tag, with the one that is probably meant.
pub fn no_language(tag: &str, span: Span) -> Diagnostic {
    let finding = Diagnostic::new(Code::BadValue, span, format!("`{}` is no language tag", shortened(tag)));
    match instead(tag) {
        Some((code, name)) => finding.help(format!("for {name} write `{code}`")),
        None => finding.help("write the language as a tag such as `en`, `de` or `de-AT`"),
    }
}

/// The right tag and the language's name.
fn instead(tag: &str) -> Option<(String, &'static str)> {
    let (language, rest) = tag.split_at(tag.find(['-', '_']).unwrap_or(tag.len()));
    let known = |code: &str| LANGUAGES.iter().find(|(known, _)| known.eq_ignore_ascii_case(code));
    let by_name = || {
        let name = nearest(language, LANGUAGES.iter().map(|(_, name)| *name)).filter(|_| language.chars().count() > 3)?;
        LANGUAGES.iter().find(|(_, known)| *known == name)
    };
    let (code, name) = known(language).or_else(|| known(meant(language)?)).or_else(by_name)?;
    let fixed = format!("{code}{}", rest.replace('_', "-"));
    Some((if is_language_tag(&fixed) { fixed } else { (*code).to_owned() }, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags_have_a_shape_and_name_a_language() {
        for tag in ["de", "de-AT", "zh-Hant-TW", "gsw", "EN", "sr-Latn", "x-1".replace('x', "de").as_str()] {
            assert!(is_language_tag(tag), "{tag}");
        }
        for tag in ["", "d", "english", "de_AT", "de-", "d3", "de-überlang", "xx", "jp", "ger", "en UK"] {
            assert!(!is_language_tag(tag), "{tag}");
        }
    }

    #[test]
    fn a_wrong_tag_is_told_with_the_right_one() {
        for (tag, expected) in [
            ("german", Some("de")),
            ("Germn", Some("de")),
            ("jp", Some("ja")),
            ("ger", Some("de")),
            ("de_AT", Some("de-AT")),
            ("deutsch", Some("de")),
            ("de-", Some("de")),
            ("xx", None),
            ("klingon", None),
            ("", None),
        ] {
            assert_eq!(instead(tag).map(|(code, _)| code).as_deref(), expected, "{tag}");
        }
    }

    #[test]
    fn the_tables_are_in_order() {
        assert!(LANGUAGES.is_sorted_by(|a, b| a.0 < b.0));
        assert!(OFTEN.iter().all(|(_, code)| is_language_tag(code)));
        assert!(
            OFTEN.iter().all(|(word, _)| !LANGUAGES.iter().any(|(code, _)| code == word)),
            "no right tag is taken for a wrong one"
        );
    }
}
