//! Texts that belong to a set of texts.

use gati_sample::{text_of_length, texts_of_format, texts_of_pattern, texts_of_scalar};

use crate::normal::{Form, Texts};

/// Texts of a form, as everybody writes them.
pub(crate) fn of_form(form: Form) -> &'static [&'static str] {
    match form {
        Form::Named(format) => texts_of_format(format),
        Form::Of(scalar) => texts_of_scalar(scalar),
    }
}

/// The longest text that is made up to show something.
const LONGEST: u64 = 10_000;

/// Texts of the set, the plainest first; of these lengths too, where the set asks for nothing else. Made as they are asked for: mostly it is for one.
pub(crate) fn texts<'s>(set: &'s Texts, lengths: &'s [u64]) -> impl Iterator<Item = String> + 's {
    let forms = set.forms.iter().flat_map(|form| of_form(*form));
    let patterns = set.patterns.iter().flat_map(|pattern| texts_of_pattern(pattern));
    let others = set.forms.is_empty().then(|| {
        let lengths = lengths.iter().filter(|length| **length <= LONGEST);
        let long = lengths.flat_map(|length| {
            let length = usize::try_from(*length).unwrap_or_default();
            let matching = set.patterns.iter();
            let matching = matching.filter_map(move |pattern| text_of_length(pattern, length));
            std::iter::once("a".repeat(length)).chain(matching)
        });
        let odd = ["", "A", "0", "aa", "é", " ", "-", "a b", "\n"];
        std::iter::once("a".to_owned())
            .chain(long)
            .chain(odd.into_iter().map(str::to_owned))
    });
    forms
        .map(|&text| text.to_owned())
        .chain(patterns)
        .chain(others.into_iter().flatten())
        .filter(|text| set.contains(text) == Some(true))
}
