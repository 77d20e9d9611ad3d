//! Types with a wire form of their own.

use serde_json::{Map, Value};

use super::Checker;
use super::constraint::matches;
use crate::ty::{IntWidth, Number, Scalar};
use crate::wire::{self, Claimed, ScalarForm, Source, TextForm};
use crate::{Numeric, Type, format};

impl Checker<'_> {
    pub(super) fn scalar(&mut self, scalar: Scalar, ty: &Type, value: &Value) {
        let fits = match (wire::form(scalar, self.side), value) {
            (ScalarForm::Text(forms) | ScalarForm::TextOrNumber(forms), Value::String(text)) => {
                if !forms.iter().any(|form| has_form(*form, text)) {
                    let keyword = match forms.first() {
                        Some(TextForm::Pattern { .. }) => "pattern",
                        _ => "format",
                    };
                    let expected = self.words(ty);
                    return self.malformed(keyword, expected, value);
                }
                true
            }
            (ScalarForm::TextOrNumber(_), Value::Number(number)) => {
                Numeric::of(number) < Numeric::Float(wire::DECIMAL_END)
                    && Numeric::of(number) > Numeric::Float(-wire::DECIMAL_END)
            }
            (ScalarForm::Object { .. }, Value::Object(entries)) => {
                return self.scalar_object(scalar, true, entries, &Claimed::new());
            }
            _ => false,
        };
        if fits {
            self.constraints(ty, Source::Document, value);
        } else {
            self.mismatch(ty, value);
        }
    }

    /// A duration or a time as an object of two numbers.
    pub(super) fn scalar_object(
        &mut self,
        scalar: Scalar,
        closed: bool,
        entries: &Map<String, Value>,
        claimed: &Claimed,
    ) {
        let ScalarForm::Object { whole, fraction, max } = wire::form(scalar, self.side) else {
            return;
        };
        let mut seconds = Type::integer(IntWidth::U64);
        seconds.constraints.max = Some(Number::from(max));
        for (name, ty) in [(whole, seconds), (fraction, Type::integer(IntWidth::U32))] {
            match entries.get(name) {
                Some(value) => self.at(name, |inner| inner.value(&ty, Source::Document, value)),
                None => self.missing(name, &ty),
            }
        }
        if closed {
            let known = [whole, fraction];
            for name in entries.keys() {
                if !known.contains(&name.as_str()) && !claimed.contains(name) {
                    self.unknown(name, &known);
                }
            }
        }
    }
}

fn has_form(form: TextForm, text: &str) -> bool {
    match form {
        TextForm::Any => true,
        TextForm::Format(form) => format::matches(form, text),
        TextForm::Pattern { pattern, .. } => matches(pattern, text),
    }
}
