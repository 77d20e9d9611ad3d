//! The names of our attributes and their keys, and the nearest name to one that is misspelt.

/// The derive macro of types, and the attribute that it reads.
pub const GTYPE: &str = "GType";
/// The derive macro of error enums.
pub const API_ERROR: &str = "ApiError";
/// The attribute that both derives read.
pub const GTYPE_ATTRIBUTE: &str = "gtype";
/// The crate that users import.
pub const GATI: &str = "gati";

/// The keys of constraints, which stand on fields and on newtypes.
pub const CONSTRAINT_KEYS: [&str; 16] = [
    "min",
    "max",
    "exclusive_min",
    "exclusive_max",
    "multiple_of",
    "min_length",
    "max_length",
    "pattern",
    "format",
    "min_items",
    "max_items",
    "unique",
    "min_properties",
    "max_properties",
    "check",
    "items",
];

/// The other keys of a field.
pub const FIELD_KEYS: [&str; 4] = ["as", "default", "example", "deprecated"];

/// The other keys of a struct or enum.
pub const CONTAINER_KEYS: [&str; 4] = ["name", "as", "example", "deprecated"];

/// The keys of a variant.
pub const VARIANT_KEYS: [&str; 4] = ["status", "detail", "as", "deprecated"];

/// The candidate that the author most likely meant, if one is near enough.
///
/// ```
/// use gati_syntax::symbol::nearest;
/// assert_eq!(nearest("minn", ["min", "max"]), Some("min"));
/// assert_eq!(nearest("maxLength", ["min_length", "max_length"]), Some("max_length"));
/// assert_eq!(nearest("colour", ["min", "max"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.replace(['_', '-'], "").to_lowercase();
    let word = plain(word);
    let limit = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, &plain(candidate)), candidate))
        .filter(|&(distance, _)| distance <= limit)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// What to do about an unknown word: the nearest candidate, or all of them.
pub fn did_you_mean(word: &str, candidates: &[&str]) -> String {
    match nearest(word, candidates.iter().copied()) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None => format!("one of {}", listed(candidates)),
    }
}

/// Words in backticks, separated by commas.
pub fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// The number of insertions, deletions, replacements and swaps of neighbours between two words.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let replace = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replace.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_swapped_letters_are_one_mistake() {
        assert_eq!(distance("mni", "min"), 1);
        assert_eq!(nearest("fromat", CONSTRAINT_KEYS), Some("format"));
    }

    #[test]
    fn a_word_without_a_neighbour_lists_what_there_is() {
        assert_eq!(did_you_mean("colour", &["min", "max"]), "one of `min`, `max`");
    }
}
