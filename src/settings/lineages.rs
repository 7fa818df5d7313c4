//! Which audience extends which: every name is known, every line of them ends at a built-in audience, and no two names are easily
//! taken for each other.

use super::value::shortened;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::model::{Audience, AudienceSettings, Audiences};
use crate::source::{Span, Spanned};

/// Reports what is wrong, and puts `technical` in its place. Those findings are errors, so that this never reaches an output; it only
/// spares findings that would follow.
pub(super) fn make_sound(read: &mut [AudienceSettings], findings: &mut Diagnostics) {
    report_similar(read, findings);
    drop_unknown_parents(read, findings);
    drop_orphans(read, findings);
    break_cycles(read, findings);
}

fn drop_unknown_parents(read: &mut [AudienceSettings], findings: &mut Diagnostics) {
    let mut known = vec![Audience::TECHNICAL.to_owned(), Audience::NON_TECHNICAL.to_owned()];
    known.extend(read.iter().map(|a| a.audience.value.0.clone()));
    for settings in read {
        let Some(parent) = &settings.extends else { continue };
        if known.contains(&parent.value.0) {
            continue;
        }
        let others = known.iter().map(String::as_str).filter(|name| *name != settings.audience.value.0);
        findings.push(unknown_audience(parent, others));
        settings.extends = Some(Spanned::new(Audience::technical(), parent.span));
        settings.misread = true;
    }
}

/// The finding for an audience nobody declared.
pub fn unknown_audience<'a>(name: &Spanned<Audience>, known: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let written = shortened(&name.value.0);
    let finding = Diagnostic::new(Code::UnknownAudience, name.span, format!("there is no audience `{written}`"));
    match nearest(&name.value.0, known.clone()) {
        Some(near) => finding.help(format!("the nearest known audience is `{near}`")),
        None => {
            let names: Vec<&str> = known.collect();
            finding.help(format!("known: {}; declare others under `audiences` in the front matter", names.join(", ")))
        }
    }
}

/// The finding for something that is for some, inside of what is for others with whom they have nobody in common.
pub fn shown_to_nobody(what: &str, (own, span): (&Audiences, Span), (around, place): (&Audiences, Span)) -> Diagnostic {
    let message = format!("{what} is shown to nobody: it is for {}, inside of what is for {}", named(own), named(around));
    Diagnostic::new(Code::ShownToNobody, span, message)
        .also(place, format!("for {}", named(around)))
        .help("put it outside, or take one of the two marks away")
}

fn named(audiences: &Audiences) -> String {
    match audiences {
        Audiences::All => "everyone".to_owned(),
        Audiences::Only(names) if names.is_empty() => "nobody".to_owned(),
        Audiences::Only(names) => names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and "),
    }
}

fn drop_orphans(read: &mut [AudienceSettings], findings: &mut Diagnostics) {
    for settings in read {
        let name = &settings.audience;
        if name.value.is_built_in() {
            if let Some(parent) = settings.extends.take() {
                let message = format!("`{}` is built in and extends nothing", name.value);
                let help = "declare an audience of another name that extends it";
                findings.push(Diagnostic::new(Code::BadValue, parent.span, message).help(help));
            }
        } else if settings.extends.is_none() {
            let finding =
                Diagnostic::new(Code::BadValue, name.span, format!("the audience `{}` doesn't say what it extends", name.value));
            findings.push(match nearest(&name.value.0, [Audience::TECHNICAL, Audience::NON_TECHNICAL]) {
                Some(near) => finding
                    .help(format!("`{near}` is there without being declared; if that is meant, write it so"))
                    .fix(name.span, near),
                None => finding.help("add `extends: technical` or `extends: non-technical`"),
            });
            settings.extends = Some(Spanned::new(Audience::technical(), name.span));
            settings.misread = true;
        }
    }
}

/// Following `extends` from any audience must lead to a built-in one.
fn break_cycles(read: &mut [AudienceSettings], findings: &mut Diagnostics) {
    for i in 0..read.len() {
        let Some(way) = way_back(read, i) else { continue };
        let name = read[i].audience.value.clone();
        let span = read[i].extends.as_ref().map_or(read[i].audience.span, |parent| parent.span);
        let by = way.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ");
        let message = match by.as_str() {
            "" => format!("the audience `{name}` extends itself"),
            by => format!("the audience `{name}` extends itself, by way of {by}"),
        };
        findings
            .push(Diagnostic::new(Code::BadValue, span, message).help("let one of them extend `technical` or `non-technical`"));
        read[i].extends = Some(Spanned::new(Audience::technical(), span));
        for settings in
            read.iter_mut().filter(|settings| way.contains(&settings.audience.value) || settings.audience.value == name)
        {
            settings.misread = true;
        }
    }
}

/// The audiences between one and itself, where following `extends` leads back to it.
fn way_back(read: &[AudienceSettings], start: usize) -> Option<Vec<Audience>> {
    let own = &read[start].audience.value;
    let (mut at, mut way) = (start, Vec::new());
    for _ in 0..read.len() {
        let parent = read[at].extends.as_ref()?;
        if parent.value == *own {
            return Some(way);
        }
        at = read.iter().position(|a| a.audience.value == parent.value)?;
        way.push(read[at].audience.value.clone());
    }
    None
}

/// Names that differ by a slip of the hand: what is marked with the wrong one would be for the wrong people. Of those that extend
/// nothing more is said elsewhere.
fn report_similar(read: &[AudienceSettings], findings: &mut Diagnostics) {
    for (index, settings) in read.iter().enumerate().filter(|(_, settings)| settings.extends.is_some()) {
        let (name, span) = (&settings.audience.value.0, settings.audience.span);
        let built_in = [Audience::TECHNICAL, Audience::NON_TECHNICAL].map(|other| (other, None));
        let others = read[..index].iter().map(|other| (other.audience.value.0.as_str(), Some(other.audience.span)));
        let others = others.filter(|(other, _)| !built_in.iter().any(|(name, _)| name == other));
        let Some((other, place)) = built_in.into_iter().chain(others).find(|(other, _)| is_slip(name, other)) else { continue };
        let message = format!("the audiences `{name}` and `{other}` differ by a slip of the hand");
        let finding = Diagnostic::new(Code::SimilarAudience, span, message);
        let finding = place.into_iter().fold(finding, |finding, place| finding.also(place, "the other one"));
        findings.push(finding.help("choose a name further away: what is marked with the wrong one is shown to the wrong people"));
    }
}

/// A letter too many or too few, or two exchanged. Another letter in its place is none: `team-a` and `team-b` are meant.
fn is_slip(one: &str, other: &str) -> bool {
    strsim::osa_distance(one, other) == 1 && (one.len() != other.len() || strsim::levenshtein(one, other) == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_names_that_are_counted_through() {
        for (one, other) in [("executives", "executive"), ("non-techincal", "non-technical"), ("tecnical", "technical")] {
            assert!(is_slip(one, other) && is_slip(other, one), "{one} {other}");
        }
        for (one, other) in [("team-a", "team-b"), ("year-1", "year-2"), ("board", "staff"), ("a", "a")] {
            assert!(!is_slip(one, other), "{one} {other}");
        }
    }
}
