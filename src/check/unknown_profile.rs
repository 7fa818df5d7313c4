//! `unknown-profile`: the front matter names a profile that doesn't exist.

use super::Subject;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::timing::profile::PROFILES;

pub(super) fn lint(subject: &Subject) -> Vec<Diagnostic> {
    let (Some(written), None) = (&subject.projection.meta.profile, subject.profile) else { return Vec::new() };
    let names = || PROFILES.iter().map(|profile| profile.name);
    let finding = Diagnostic::new(Code::UnknownProfile, written.span, format!("there is no profile `{}`", written.value));
    // The folder may be left out or wrong: the scenario alone is compared too.
    let scenario = |name: &'static str| name.split_once('/').map_or(name, |(_, scenario)| scenario);
    let by_scenario = || {
        let meant = nearest(scenario_of(&written.value), names().map(scenario))?;
        names().find(|name| scenario(name) == meant)
    };
    vec![match nearest(&written.value, names()).or_else(by_scenario) {
        Some(name) => finding.help(format!("did you mean `{name}`?")),
        None => finding.help(format!("the profiles are {}", names().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", "))),
    }]
}

/// What stands after the last slash.
fn scenario_of(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::found;
    use crate::project::testing::*;

    #[test]
    fn the_nearest_profile_is_named() {
        for (name, help) in [
            ("lab-3/kickof", Some("did you mean `lab-3/kickoff`?")),
            ("executive-pitch", Some("did you mean `lab-3/executive-pitch`?")),
            ("lab3/lightning", Some("did you mean `lab-3/lightning-talk`?")),
            ("x", Some("the profiles are")),
            ("lab-3/kickoff", None),
        ] {
            let mut deck = deck(vec![slide("a")]);
            deck.meta.profile = written(name);
            let findings = found(&deck, Code::UnknownProfile);
            assert_eq!(findings.len(), usize::from(help.is_some()), "{name}");
            assert!(findings.iter().all(|f| help.is_some_and(|help| f.help[0].starts_with(help))), "{name}: {findings:?}");
        }
    }
}
