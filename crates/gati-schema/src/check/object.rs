//! Structs with named fields, and struct variants.

use serde_json::{Map, Value};

use super::Checker;
use crate::Type;
use crate::ty::{Field, Side, Written};
use crate::wire::{self, Claimed, Source, Via};

impl Checker<'_> {
    /// An object with these fields. The properties in `claimed` belong to somebody else and do not count here.
    pub(super) fn object(
        &mut self,
        fields: &[Field],
        closed: bool,
        source: Source,
        claimed: &Claimed,
        entries: &Map<String, Value>,
    ) {
        let mut taken = claimed.clone();
        for field in wire::present(fields, self.side).filter(|field| !field.flatten) {
            let names = wire::property_names(field, self.side, claimed);
            self.field(field, &names, source, entries);
            taken.extend(names.into_iter().map(str::to_owned));
        }
        for field in wire::present(fields, self.side).filter(|field| field.flatten) {
            self.shared(&field.ty, Via::Flatten, &mut taken, entries);
        }
        if closed && self.side == Side::Read {
            let known: Vec<&str> = taken.difference(claimed).map(String::as_str).collect();
            for name in entries.keys().filter(|name| !taken.contains(*name)) {
                self.unknown(name, &known);
            }
        }
    }

    fn field(&mut self, field: &Field, names: &[&str], source: Source, entries: &Map<String, Value>) {
        let given: Vec<(&str, &Value)> = names
            .iter()
            .filter_map(|name| Some((*name, entries.get(*name)?)))
            .collect();
        for (name, value) in &given {
            self.at(name, |inner| inner.field_value(field, source, value));
        }
        match given.as_slice() {
            [] if wire::is_required(self.manifest, field, self.side) => {
                self.missing(field.name.on(self.side), &field.ty);
            }
            [] | [_] => {}
            [(first, _), (second, _), ..] => {
                let expected = format!("either `{first}` or `{second}`, which are one field");
                self.at(second, |inner| inner.report("oneOf", expected, "both"));
            }
        }
    }

    fn field_value(&mut self, field: &Field, source: Source, value: &Value) {
        if self.side == Side::Write && field.written == Written::WhenSome {
            let inner = field.ty.without_option().clone();
            self.value(&inner.constrained(field.ty.constraints.clone()), source, value);
        } else {
            self.value(&field.ty, source, value);
        }
    }

    /// Reports a property that should be there.
    pub(super) fn missing(&mut self, name: &str, ty: &Type) {
        let expected = self.words(ty);
        self.at(name, |inner| inner.report("required", expected, "nothing"));
    }

    /// Reports a property that should not be there, with the name that may have been meant.
    pub(super) fn unknown(&mut self, name: &str, known: &[&str]) {
        let expected = match nearest(name, known) {
            Some(candidate) => format!("no such property; did you mean `{candidate}`?"),
            None => "no such property".to_owned(),
        };
        self.at(name, |inner| {
            inner.report("additionalProperties", expected, "one")
        });
    }
}

/// The known word that may have been meant: the one that differs least, if it does not differ much.
///
/// ```
/// assert_eq!(gati_schema::check::nearest("adress", &["address", "limits"]), Some("address"));
/// ```
#[must_use]
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    known
        .iter()
        .map(|candidate| (distance(word, candidate), *candidate))
        .filter(|(distance, _)| *distance <= 2 && *distance < word.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters must change to make one word of the other; long words do not matter, so they count as far apart.
fn distance(a: &str, b: &str) -> usize {
    if a.len() > 64 || b.len() > 64 {
        return usize::MAX;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
