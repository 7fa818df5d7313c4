use super::*;

#[test]
fn try_files() {
    let Ok(list) = std::env::var("TRY") else { return };
    for path in list.split(',') {
        let text = std::fs::read_to_string(path).unwrap();
        let mut sources = Sources::new();
        let file = sources.add(path, text);
        let start = std::time::Instant::now();
        let (deck, findings) = parse(&sources, file, &Meta::default());
        println!("{path}: {} slides {} sections {:?}", deck.slides.len(), deck.sections.len(), start.elapsed());
        for f in findings.iter().take(40) {
            let at = sources.get(file).line_col(f.span().unwrap().range().start);
            println!("{}:{}: {}[{}]: {} | {}", at.line, at.column, f.severity.as_str(), f.code, f.message, f.help.join("; "));
        }
        if std::env::var("SHOW").is_ok() {
            println!("{deck:#?}");
        }
    }
}
