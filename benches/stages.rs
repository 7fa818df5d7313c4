//! Each stage by itself, per slide: `cargo bench --bench stages`.

mod support;

use camino::{Utf8Path, Utf8PathBuf};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use deckle::assets::{self, Assets};
use deckle::export;
use deckle::model::{Audience, Meta, Variant};
use deckle::project::{Projection, project};
use deckle::source::{ProjectRoot, Sources};
use deckle::typeset::{Highlights, typeset};
use deckle::{check, parse, theme, timing};

struct Prepared {
    sources: Sources,
    file: deckle::source::FileId,
    deck: deckle::model::Deck,
    projection: Projection,
    assets: Assets,
}

fn prepare(folder: &Utf8Path, slides: usize) -> Prepared {
    let mut sources = Sources::new();
    let file = sources.add("talk.md", support::markdown(slides));
    let (deck, findings) = parse::parse(&sources, file, &Meta::default());
    assert!(!findings.has_errors(), "{findings:?}");
    let (projection, _) = project(&deck, &Variant::of(Audience::technical()), "talk");
    let root = ProjectRoot::new(folder).expect("the folder exists");
    let (assets, findings) = assets::load(&projection, &root, folder);
    assert!(findings.is_empty(), "{findings:?}");
    Prepared { sources, file, deck, projection, assets }
}

fn stages(criterion: &mut Criterion) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = Utf8PathBuf::from_path_buf(dir.path().to_owned()).expect("UTF-8");
    support::write_picture(&dir.path().join("img.png"));
    let theme = theme::find(theme::DEFAULT).expect("the default theme");
    for slides in [100, 1000] {
        let ready = prepare(&folder, slides);
        let highlights = Highlights::new();
        let (pages, _) = typeset(&ready.projection, &theme, &ready.assets, &highlights);
        let mut group = criterion.benchmark_group("stages");
        group.sample_size(10).throughput(Throughput::Elements(slides as u64));
        let id = |name: &str| BenchmarkId::new(name, slides);
        group.bench_function(id("parse"), |b| b.iter(|| parse::parse(&ready.sources, ready.file, &Meta::default())));
        group.bench_function(id("project"), |b| b.iter(|| project(&ready.deck, &ready.projection.variant, "talk")));
        group.bench_function(id("schedule"), |b| b.iter(|| timing::schedule(&ready.projection)));
        group.bench_function(id("check"), |b| {
            let schedule = timing::schedule(&ready.projection);
            b.iter(|| check::plan(&ready.deck, &ready.projection, &schedule));
        });
        // Each round starts with the colours of code known and nothing else.
        group.bench_function(id("typeset"), |b| {
            b.iter(|| {
                typst::comemo::evict(0);
                typeset(&ready.projection, &theme, &ready.assets, &highlights)
            });
        });
        group.bench_function(id("pdf"), |b| b.iter(|| export::pdf::export(&pages, "talk", None)));
        group.bench_function(id("svg of the first slide"), |b| b.iter(|| export::svg::export_page(&pages, 0)));
        group.finish();
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
