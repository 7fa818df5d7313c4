//! Which words of a language everyone reads, and which are of a trade.
//!
//! For English and German. A word is common if newspapers print it often, if `lists/…-known.txt` has it, or if the language's rules
//! lead it back to such words: *unreadable* to *read*, *Zeitplanung* to *Zeit* and *Plan*. It is rare otherwise, or if it stands in a list
//! of words of trades. The lists tell what belongs into them; those of newspapers are explained in `lists/README.md`. `build.rs` packs all.

mod english;
mod german;
mod packing;

use std::collections::HashSet;
use std::sync::OnceLock;

/// A language whose words are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// Of any country.
    English,
    /// Of any country.
    German,
}

impl Tongue {
    /// Of a language tag such as `de-AT`; `None` where there is no list.
    pub fn of(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Some(Self::English),
            "de" => Some(Self::German),
            _ => None,
        }
    }

    /// Would people outside the field stumble over the word? `word` is in small letters.
    pub fn is_rare(self, word: &str) -> bool {
        let (common, trade) = self.lists();
        match self {
            Self::English => english::is_inflected(word, trade) || !english::is_built_from(word, common),
            Self::German => {
                let word = german::folded(word);
                german::has_part(&word, trade) || !german::is_built_from(&word, common)
            }
        }
    }

    /// Can the word, in small letters, be nothing but a word of a trade, however it is written?
    pub fn is_technical(self, word: &str) -> bool {
        let (_, trade) = self.lists();
        match self {
            Self::English => english::is_inflected(word, trade) || english::ends_technically(word),
            Self::German => german::has_part(&german::folded(word), trade) || german::ends_technically(word),
        }
    }

    /// What the forms of a word have in common: `embeddings` and `embedding`, `Liganden` and `Ligand`. `word` is in small letters.
    pub fn stem(self, word: &str) -> String {
        match self {
            Self::English => english::stem(word),
            Self::German => german::stem(word),
        }
    }

    /// Common words, and those of trades.
    fn lists(self) -> (&'static Words, &'static Words) {
        macro_rules! list {
            ($name:literal) => {{
                static LIST: OnceLock<Words> = OnceLock::new();
                LIST.get_or_init(|| {
                    packing::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".words"))).into_iter().collect()
                })
            }};
        }
        match self {
            Self::English => (list!("english-common"), list!("english-trade")),
            Self::German => (list!("german-common"), list!("german-trade")),
        }
    }
}

type Words = HashSet<Box<str>>;

#[cfg(test)]
mod tests {
    use super::*;

    fn split(tongue: Tongue, words: &'static str) -> (Vec<&'static str>, Vec<&'static str>) {
        words.split_whitespace().partition(|word| tongue.is_rare(word))
    }

    #[test]
    fn words_of_trades_are_rare() {
        let english = "embedding embeddings tokenizer idempotent latency latencies backpropagation quantisation quantization webhook \
            heteroscedasticity throughput cache cached shard sharding refactor refactored microservices serialization deserialisation \
            isoform plasmid ribosome phosphorylation eukaryotic estoppel indemnity novation amortisation tranche tensor eigenvalue \
            orthorectification hyperparameters mutex kubernetes homomorphic";
        assert_eq!(split(Tongue::English, english).1, Vec::<&str>::new());
        let german = "latenz latenzen durchsatz nebenläufigkeit idempotenz idempotente zwischenspeicher quantisierung elektrophorese apoptose \
            liganden kinase konvexität swaption barwert steifigkeitsmatrix tetraeder skalar heteroskedastizität replikation redundanz \
            membranprotein regressionsanalyse graphdatenbankreplikation kontrahentenrisiko nießbrauch latenzmessung webhook";
        assert_eq!(split(Tongue::German, german).1, Vec::<&str>::new());
    }

    #[test]
    fn words_that_everyone_reads_are_not() {
        let english = "meeting budgets decided unreadable organisation organisations colour behaviour programme licence travelled \
            afterthought pitfalls spreadsheet stakeholders onboarding workflow roadmaps happily possibility unhappiness reorganised prioritization \
            whiteboard timelines misunderstood centre etc dataset underestimated friendlier applied studying planned monday";
        assert_eq!(split(Tongue::English, english).0, Vec::<&str>::new());
        let german = "besprechungsraum kaffeemaschine urlaubsantrag wartungsfenster projektleiterinnen kundenbetreuung bereitschaftsdienst \
            zeitplanung entscheidungen unverständlich weggeworfen zusammengehörenden häuser hauses größe schließlich ausschließlich koennen \
            gehaltenen speichernde standardisiert kostengünstiger rechenzentrum auslastung jeder welcher kriterien schweiz glatten fließend";
        assert_eq!(split(Tongue::German, german).0, Vec::<&str>::new());
    }

    #[test]
    fn languages_without_a_list_are_not_guessed() {
        assert_eq!(
            (Tongue::of("en-GB"), Tongue::of("de_AT"), Tongue::of("DE")),
            (Some(Tongue::English), Some(Tongue::German), Some(Tongue::German))
        );
        assert_eq!((Tongue::of("fr"), Tongue::of("end"), Tongue::of("")), (None, None, None));
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (tongue, forms) in [
            (Tongue::English, "embedding embeddings"),
            (Tongue::English, "quantise quantised quantising quantization quantisation"),
            (Tongue::English, "latency latencies"),
            (Tongue::English, "analysis"),
            (Tongue::German, "ligand liganden"),
            (Tongue::German, "tetraeder tetraedern tetraeders"),
            (Tongue::German, "kumuliert kumulierte kumulierten kumuliertes"),
        ] {
            let stems: HashSet<String> = forms.split(' ').map(|form| tongue.stem(form)).collect();
            assert_eq!(stems.len(), 1, "{stems:?}");
        }
    }
}
