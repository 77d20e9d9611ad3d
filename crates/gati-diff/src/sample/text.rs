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

/// Texts of the set, the plainest first; of these lengths too, where the set asks for nothing else.
pub(crate) fn texts(set: &Texts, lengths: &[u64]) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for form in &set.forms {
        list.extend(of_form(*form).iter().map(|&text| text.to_owned()));
    }
    for pattern in &set.patterns {
        list.extend(texts_of_pattern(pattern));
    }
    if set.forms.is_empty() {
        list.push("a".to_owned());
        for length in lengths.iter().filter(|length| **length <= LONGEST) {
            let length = usize::try_from(*length).unwrap_or_default();
            list.push("a".repeat(length));
            for pattern in &set.patterns {
                list.extend(text_of_length(pattern, length));
            }
        }
        list.extend(["", "A", "0", "aa", "é", " ", "-", "a b", "\n"].map(str::to_owned));
    }
    list.retain(|text| set.contains(text) == Some(true));
    list
}
