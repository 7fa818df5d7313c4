//! Decks to begin with, one for each kind of talk. Each builds without a finding as it stands, for both audiences.

/// A deck to begin with. What stands on its slides says what belongs there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Starter {
    /// What `deckle new --template` knows it by; those of a profile have its name.
    pub name: &'static str,
    /// What kind of talk it is, in a few words.
    pub about: &'static str,
    /// The deck.
    pub text: &'static str,
}

macro_rules! starters {
    ($($name:literal: $about:literal,)*) => {
        &[$(Starter { name: $name, about: $about, text: include_str!(concat!("starters/", $name, ".md")) }),*]
    };
}

/// All of them; the first is the one that is meant where none is named.
pub const STARTERS: &[Starter] = starters! {
    "talk": "A talk of 15 minutes that ends with something you ask for",
    "lecture": "A taught session of 45 minutes, with sections and an exercise",
    "lab-3/executive-pitch": "Lab 3, scenario 1: six slides for people who decide about money",
    "lab-3/technical-deep-dive": "Lab 3, scenario 2: eleven slides for engineers",
    "lab-3/kickoff": "Lab 3, scenario 3: seven slides for everyone who takes part",
    "lab-3/lightning-talk": "Lab 3, extension: five minutes",
    "lab-3/executive-briefing": "Lab 3, extension: one slide that is read without you",
};

impl Starter {
    /// The deck under another title, for the audience inside the field.
    pub fn titled(&self, title: &str) -> String {
        const KEY: &str = "title: ";
        // A string of JSON is one of YAML, whatever stands in it.
        let title = serde_json::Value::from(title).to_string();
        let Some((before, after)) = self.text.split_once(KEY) else { return self.text.to_owned() };
        let rest = after.split_once('\n').map_or("", |(_, rest)| rest);
        format!("{before}{KEY}{title}\n{rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_title_is_exchanged() {
        for starter in STARTERS {
            let deck = starter.titled("A \"new\" one: yes");
            assert!(deck.starts_with("---\ntitle: \"A \\\"new\\\" one: yes\"\n"), "{}", starter.name);
            assert_eq!(deck.lines().count(), starter.text.lines().count());
            assert_eq!(deck.lines().skip(2).collect::<Vec<_>>(), starter.text.lines().skip(2).collect::<Vec<_>>());
        }
    }
}
