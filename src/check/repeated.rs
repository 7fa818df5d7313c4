//! Words for a finding that stands for several places.

/// More lines than anyone reads.
const MAX_LINES: usize = 12;

/// `the same at 3 more places, in lines 4, 9 and 12`
pub(super) fn the_same_at(mut lines: Vec<usize>) -> String {
    let count = lines.len();
    lines.dedup();
    let more = lines.len().saturating_sub(MAX_LINES);
    lines.truncate(MAX_LINES);
    let mut names: Vec<String> = lines.iter().map(usize::to_string).collect();
    if more > 0 {
        names.push(format!("{more} more"));
    }
    let places = if count == 1 { "1 more place".to_owned() } else { format!("{count} more places") };
    match names.split_last() {
        Some((only, [])) => format!("the same at {places}, in line {only}"),
        Some((last, before)) => format!("the same at {places}, in lines {} and {last}", before.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_lines_are_counted() {
        assert_eq!(the_same_at(vec![7]), "the same at 1 more place, in line 7");
        assert!(the_same_at((1..=20).collect()).ends_with("11, 12 and 8 more"));
    }
}
