//! Terms explained to people outside the field. That nobody else reads it, `leaks` shows.

use crate::support::Project;

const DECK: &str = r#"---
title: Halving waiting
glossary:
  - term: SLO
    expand: Gexpand
    plain: Gplain
    analogy: Ganalogy
  - term: queue
    plain: Gline
    replace: true
---

## Reviews wait two days

The SLO of the queue was missed.

::: notes
Say it slowly.
:::
"#;

#[test]
fn a_deck_s_entries_win_over_the_project_s_and_mistakes_stand_in_the_file() {
    let project = Project::with_deck(&DECK.replace("the queue", "the queue in May of the PRs"));
    project.write(
        "glossary.toml",
        "[[term]]\nterm = \"SLO\"\nplain = \"Pproject\"\n\n[[term]]\nterm = \"PR\"\naliases = [\"PRs\"]\nplian = \"x\"\nplain = \"a change\"\n",
    );
    let run = project.run(&["build", "talk.md", "--to", "typst", "--format", "concise"]);
    assert!(run.stderr.contains("glossary.toml:8:1: warning[unknown-key]: `plian` is no key of a term"), "{}", run.stderr);
    let source = String::from_utf8(project.read("out/talk/talk.non-technical.typ")).unwrap();
    assert!(source.contains("Gplain") && !source.contains("Pproject") && source.contains("a change"));
}

#[test]
fn the_command_tells_uses_and_what_nothing_explains() {
    let project = Project::with_deck(&DECK.replace("was missed.", "was missed by the API, and `code` by k8s."));
    let run = project.run(&["glossary", "talk.md"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for line in ["SLO      1×  talk.md:15:5", "queue    1×  talk.md:15:16", "API    1×  talk.md:15:40", "k8s    1×"] {
        assert!(run.stdout.contains(line), "{line}\n{}", run.stdout);
    }
    assert!(project.run(&["glossary", "talk.md", "--entries"]).stdout.contains("[[term]]\nterm = \"API\"\nplain = \"\"\n"));
    let json = project.run(&["glossary", "talk.md", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["terms"][0]["term"], &json["candidates"][1]["kind"]), (&"SLO".into(), &"identifier".into()));
}

#[test]
fn words_drawn_in_pictures_are_met_too() {
    let deck = "---\ntitle: Reviews\n---\n\n## The queue\n\n![Bars](chart.svg)\n\n## Later\n\n![Bars](chart.svg)\n\n## For us {audience=technical}\n\n![RPO](own.svg)\n";
    let project = Project::with_deck(deck);
    let svg = |words: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 90\"><text y=\"9\">{words}</text></svg>")
    };
    project.write("chart.svg", svg("TTFB in ms"));
    project.write("own.svg", svg("RTO"));
    let run = project.run(&["check", "talk.md", "--format", "concise"]);
    assert_eq!(run.stderr.matches("unexplained-term").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("talk.md:7:9: warning[unexplained-term]: nothing explains `TTFB`"), "{}", run.stderr);
    assert!(project.run(&["glossary", "talk.md"]).stdout.contains("TTFB    2×  talk.md:7:9, 11:9"));
    project.write("chart.svg", svg("time to first byte (TTFB) in ms"));
    assert!(!project.run(&["check", "talk.md"]).stderr.contains("unexplained-term"));
}

/// Twenty-four rare words, each on a slide of its own.
fn rare_words() -> String {
    let words = "idempotent backpropagation tokenizer eigenvalue isoform plasmid ribosome estoppel novation tranche mutex webhook tensor allele \
        quantisation heteroscedasticity phosphorylation hyperparameter autoencoder memoization hypervisor debenture polymerase eukaryotic";
    words
        .split_whitespace()
        .enumerate()
        .map(|(index, word)| format!("## Step {index} took longer\n\nIt was the {word} that cost us two days\n\n"))
        .collect()
}

#[test]
fn rare_words_are_bounded_and_those_in_titles_come_first() {
    let deck = format!("---\ntitle: Waiting\n---\n\n{}## The kubelet restarts\n\nNobody knows why\n", rare_words());
    let project = Project::with_deck(&deck);
    let run = project.run(&["glossary", "talk.md"]);
    let rare = run.stdout.split("Rare words that nothing explains\n").nth(1).expect("rare words");
    assert!(rare.starts_with("  kubelet "), "{rare}");
    assert_eq!(rare.matches('×').count(), 20, "{rare}");
    assert!(rare.contains("\n  and 5 more: `--all`\n"), "{rare}");
    let all = project.run(&["glossary", "talk.md", "--all"]).stdout;
    assert!(all.matches('×').count() == 25 && !all.contains("more: `--all`"), "{all}");
    assert_eq!(project.run(&["glossary", "talk.md", "--entries"]).stdout.matches("[[term]]").count(), 20);
    assert_eq!(project.run(&["glossary", "talk.md", "--entries", "--all"]).stdout.matches("[[term]]").count(), 25);
    let json: serde_json::Value =
        serde_json::from_str(&project.run(&["glossary", "talk.md", "--format", "json"]).stdout).unwrap();
    assert_eq!((json["candidates"].as_array().unwrap().len(), &json["candidates"][0]["kind"]), (25, &"rare word".into()));
    let check = project.run(&["check", "talk.md"]);
    assert!(
        !check.stderr.contains("unexplained-term") && !check.stdout.contains("unexplained-term"),
        "rare words are no findings: {check:?}"
    );
}

#[test]
fn entries_work_as_they_are_pasted() {
    let deck = "---\ntitle: Search\n---\n\n## What was slow\n\nThe embeddings of the API are old. One embedding takes a day.\n\n## What helps\n\nEmbeddings once a week, an embedding-based index\n";
    let project = Project::with_deck(deck);
    let entries = project.run(&["glossary", "talk.md", "--entries"]).stdout;
    assert!(entries.contains("term = \"embeddings\"\naliases = [\"embedding\", \"embedding-based\"]\n"), "{entries}");
    project.write("glossary.toml", entries.replace("plain = \"\"", "plain = \"Gplain\""));
    let run = project.run(&["glossary", "talk.md"]);
    assert!(run.stdout.starts_with("Terms\n  API           1×") && run.stdout.contains("  embeddings    4×"), "{}", run.stdout);
    assert!(!run.stdout.contains("nothing explains") && run.stderr.is_empty(), "{run:?}");
}

#[test]
fn rare_words_are_those_of_people_outside_the_field_in_text_that_is_theirs() {
    let deck = "---\ntitle: Search\n---\n\n## Own {audience=technical}\n\nThe backpropagation\n\n## For all\n\n> The eigenvalue, he said\n\nWe have [un tenseur idempotent]{lang=fr} and `the tokenizer`, see [here](https://example.org/webhook).\n\n```rust\nlet mutex = 1;\n```\n\n::: technical\nThe hypervisor\n:::\n\n::: {lang=fr}\nLe plasmide\n:::\n";
    let project = Project::with_deck(deck);
    let run = project.run(&["glossary", "talk.md"]);
    assert!(!run.stdout.contains("Rare words"), "{}", run.stdout);
}

#[test]
fn rare_words_in_another_language_are_not_looked_for() {
    for lang in ["fr", "nl"] {
        let project = Project::with_deck(&format!("---\ntitle: Essai\nlang: {lang}\n---\n\n{}", rare_words()));
        assert!(!project.run(&["glossary", "talk.md"]).stdout.contains("Rare words"), "{lang}");
    }
}
