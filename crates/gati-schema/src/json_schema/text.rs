//! Scalars, and the keys of maps.

use serde_json::{Value, json};

use super::{Schema, Writer, any_of, never, schema};
use crate::Type;
use crate::ty::{Choice, Content, Kind, Scalar, Shape, Side, Tagging, Variant};
use crate::wire::{self, ScalarForm, Source, TextForm};

impl Writer<'_> {
    /// A type with a wire form of its own.
    pub(super) fn scalar(&self, scalar: Scalar) -> Schema {
        match wire::form(scalar, self.side) {
            ScalarForm::Text(forms) => texts(forms),
            ScalarForm::TextOrNumber(forms) => schema(json!({
                "anyOf": [
                    texts(forms),
                    {"type": "number", "exclusiveMinimum": -wire::DECIMAL_END, "exclusiveMaximum": wire::DECIMAL_END},
                ]
            })),
            ScalarForm::Object { whole, fraction, max } => schema(json!({
                "type": "object",
                "properties": {
                    whole: {"type": "integer", "minimum": 0, "maximum": max, "format": "uint64"},
                    fraction: {"type": "integer", "minimum": 0, "maximum": u32::MAX, "format": "uint32"},
                },
                "required": [whole, fraction],
                "additionalProperties": false,
            })),
        }
    }

    /// The property names that a map with such keys has; `None` if any will do.
    pub(super) fn key(&self, ty: &Type, source: Source) -> Option<Schema> {
        let mut names = match &ty.kind {
            Kind::Text | Kind::Any | Kind::Bytes => Schema::new(),
            Kind::Option { of } => {
                let inner = of.as_ref().clone().constrained(ty.constraints.clone());
                return self.key(&inner, source);
            }
            Kind::Integer { .. } | Kind::Float { .. } | Kind::Bool
                if source == Source::Buffer && self.side == Side::Read =>
            {
                return Some(never());
            }
            // The bounds of the place are in the pattern: in a schema they would speak of numbers, and this is a text.
            Kind::Integer { width, non_zero } => {
                let pattern = wire::integer_key(*width, *non_zero, &ty.constraints);
                return Some(schema(json!({ "pattern": pattern })));
            }
            Kind::Float { .. } => return Some(schema(json!({"pattern": wire::float_key()}))),
            Kind::Bool => schema(json!({"enum": ["false", "true"]})),
            Kind::Char => schema(json!({"minLength": 1, "maxLength": 1})),
            Kind::Scalar { scalar } => match wire::form(*scalar, self.side) {
                ScalarForm::Text(forms) | ScalarForm::TextOrNumber(forms) => {
                    let mut names = texts(forms);
                    names.remove("type");
                    names
                }
                ScalarForm::Object { .. } => return Some(never()),
            },
            Kind::Named { .. } => match self.manifest.definition(ty) {
                Some(definition) => match &definition.shape {
                    Shape::Newtype { ty, .. } => self.key(ty, source).unwrap_or_default(),
                    Shape::Choice(choice) => self.choice_key(choice, source),
                    Shape::Unit | Shape::Tuple(_) | Shape::Object { .. } => return Some(never()),
                },
                None => Schema::new(),
            },
            Kind::Null
            | Kind::AnyObject
            | Kind::List { .. }
            | Kind::Set { .. }
            | Kind::Array { .. }
            | Kind::Tuple { .. }
            | Kind::Map { .. }
            | Kind::Upload => return Some(never()),
        };
        self.constrain(&mut names, ty);
        (!names.is_empty()).then_some(names)
    }
}

impl Writer<'_> {
    /// The names of the variants without content; untagged variants are read as whatever they hold.
    fn choice_key(&self, choice: &Choice, source: Source) -> Schema {
        let (tagged, untagged) = wire::variants(choice, self.side);
        let mut forms = Vec::new();
        let source = if untagged.is_empty() {
            source
        } else {
            Source::Buffer
        };
        let (units, others): (Vec<&Variant>, Vec<&Variant>) = tagged
            .iter()
            .filter(|_| choice.tagging == Tagging::External)
            .partition(|variant| variant.content == Content::Unit);
        if !units.is_empty() {
            let mut words = self.words(&units, &others);
            words.remove("type");
            words.remove("description");
            forms.push(words);
        }
        for variant in untagged {
            if let Content::Newtype(ty) = &variant.content {
                forms.push(self.key(ty, source).unwrap_or_default());
            }
        }
        any_of(forms)
    }
}

/// A text in one of several forms.
fn texts(forms: &[TextForm]) -> Schema {
    match forms {
        [form] => text(*form),
        _ => {
            let forms: Vec<Value> = forms.iter().map(|form| text(*form).into()).collect();
            schema(json!({"type": "string", "anyOf": forms}))
        }
    }
}

fn text(form: TextForm) -> Schema {
    match form {
        TextForm::Any => schema(json!({"type": "string"})),
        TextForm::Format(format) => schema(json!({"type": "string", "format": format.name()})),
        TextForm::Pattern { pattern, .. } => schema(json!({"type": "string", "pattern": pattern})),
    }
}
