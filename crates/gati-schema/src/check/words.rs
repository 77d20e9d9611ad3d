//! What a place may hold, in words.

use super::Checker;
use crate::Type;
use crate::ty::{Choice, Content, Kind, Shape, Tagging};
use crate::violation::{count, quote};
use crate::wire::{self, ScalarForm, TextForm};

/// How many names are listed before the rest is left out.
const SHOWN: usize = 12;

impl Checker<'_> {
    /// A type as the object of "expected".
    pub(super) fn words(&self, ty: &Type) -> String {
        match &ty.kind {
            Kind::Null => "null".to_owned(),
            Kind::Bool => "true or false".to_owned(),
            Kind::Integer { width, non_zero } => {
                let but_zero = if *non_zero { " but 0" } else { "" };
                match (width.min(), width.max()) {
                    (0, 0xffff_ffff_ffff_ffff..) => format!("a whole number from {} up", u8::from(*non_zero)),
                    (0, max) => format!("a whole number from {} to {max}", u8::from(*non_zero)),
                    (_, 0x7fff_ffff_ffff_ffff..) => format!("a whole number{but_zero}"),
                    (min, max) => format!("a whole number from {min} to {max}{but_zero}"),
                }
            }
            Kind::Float { .. } => "a number".to_owned(),
            Kind::Text | Kind::Upload => "a text".to_owned(),
            Kind::Char => "a text of one character".to_owned(),
            Kind::Bytes => "a list of bytes".to_owned(),
            Kind::Scalar { scalar } => match wire::form(*scalar, self.side) {
                ScalarForm::Text(forms) | ScalarForm::TextOrNumber(forms) => texts(forms),
                ScalarForm::Object { whole, fraction, .. } => {
                    format!("an object of `{whole}` and `{fraction}`")
                }
            },
            Kind::Any => "a value".to_owned(),
            Kind::AnyObject | Kind::Map { .. } => "an object".to_owned(),
            Kind::Option { of } => format!("{} or null", self.words(of)),
            Kind::List { .. } | Kind::Set { .. } => "a list".to_owned(),
            Kind::Array { len, .. } => a_list_of(*len),
            Kind::Tuple { of } => a_list_of(of.len() as u64),
            Kind::Named { .. } => match self.manifest.definition(ty).map(|definition| &definition.shape) {
                Some(Shape::Unit) => "null".to_owned(),
                Some(Shape::Newtype { ty, .. }) => self.words(ty),
                Some(Shape::Tuple(types)) => a_list_of(types.len() as u64),
                Some(Shape::Object { .. }) => "an object".to_owned(),
                Some(Shape::Choice(choice)) => self.choice_words(choice),
                None => "a value".to_owned(),
            },
        }
    }

    /// An enum as the object of "expected".
    pub(super) fn choice_words(&self, choice: &Choice) -> String {
        match &choice.tagging {
            Tagging::Internal { tag } | Tagging::Adjacent { tag, .. } => format!("an object with `{tag}`"),
            Tagging::External => {
                let (tagged, _) = wire::variants(choice, self.side);
                let names: Vec<&str> = tagged
                    .iter()
                    .map(|variant| variant.name.on(self.side).as_str())
                    .collect();
                if tagged.iter().all(|variant| variant.content == Content::Unit) {
                    one_of_texts(&names)
                } else {
                    format!(
                        "one of the variants {}",
                        listed(names.iter().map(|name| format!("`{name}`")))
                    )
                }
            }
            Tagging::Untagged => {
                let (_, untagged) = wire::variants(choice, self.side);
                let mut forms: Vec<String> = Vec::new();
                for variant in untagged {
                    let words = match &variant.content {
                        Content::Unit => "null".to_owned(),
                        Content::Newtype(ty) => self.words(ty),
                        Content::Tuple(types) => a_list_of(types.len() as u64),
                        Content::Object(_) => "an object".to_owned(),
                    };
                    if !forms.contains(&words) {
                        forms.push(words);
                    }
                }
                forms.join(", or ")
            }
        }
    }
}

/// One of several names as a text.
pub(super) fn one_of_texts(names: &[&str]) -> String {
    match names {
        [] => "nothing: no value is allowed here".to_owned(),
        [name] => quote(name),
        _ => format!("one of {}", listed(names.iter().map(|name| quote(name)))),
    }
}

/// Names with commas between them, not too many.
fn listed(names: impl ExactSizeIterator<Item = String>) -> String {
    let rest = names.len().saturating_sub(SHOWN);
    let mut shown: Vec<String> = names.take(SHOWN).collect();
    if rest > 0 {
        shown.push(format!("and {rest} more"));
    }
    shown.join(", ")
}

/// A list of a fixed length.
pub(super) fn a_list_of(length: u64) -> String {
    format!("a list of {}", count(length, "item"))
}

fn texts(forms: &[TextForm]) -> String {
    let words: Vec<String> = forms
        .iter()
        .map(|form| match form {
            TextForm::Any => "a text".to_owned(),
            TextForm::Format(form) => format!("a text of the form {}", form.name()),
            TextForm::Pattern { words, .. } => (*words).to_owned(),
        })
        .collect();
    words.join(" or ")
}
