//! Values of every kind.

use serde_json::{Map, Value};

use super::Checker;
use super::words::a_list_of;
use crate::ty::{Constraints, FloatWidth, IntWidth, Kind, Shape};
use crate::violation::describe;
use crate::wire::{self, Claimed, Source};
use crate::{Definition, Numeric, Type};

impl Checker<'_> {
    /// A value at a place of this type.
    pub(super) fn value(&mut self, ty: &Type, source: Source, value: &Value) {
        match &ty.kind {
            Kind::Option { .. } if value.is_null() => return,
            Kind::Option { of } => {
                let inner = of.as_ref().clone().constrained(ty.constraints.clone());
                return self.value(&inner, source, value);
            }
            Kind::Null if value.is_null() => {}
            Kind::Bool if value.is_boolean() => {}
            Kind::Integer { width, non_zero } => return self.integer(ty, *width, *non_zero, source, value),
            Kind::Float { width } if value.is_number() => self.float(*width, value),
            Kind::Text if value.is_string() => {}
            Kind::Char => match value {
                Value::String(text) if text.chars().count() == 1 => {}
                _ => return self.mismatch(ty, value),
            },
            Kind::Bytes => return self.bytes(ty, value),
            Kind::Scalar { scalar } => return self.scalar(*scalar, ty, value),
            Kind::Any => {}
            Kind::AnyObject if value.is_object() => {}
            Kind::List { of } | Kind::Set { of } => match value {
                Value::Array(items) => self.items(of, &ty.constraints, source, items),
                _ => return self.mismatch(ty, value),
            },
            Kind::Array { of, len } => match value {
                Value::Array(items) => {
                    self.count("minItems", items.len(), *len);
                    self.items(of, &ty.constraints, source, items);
                }
                _ => return self.mismatch(ty, value),
            },
            Kind::Tuple { of } => self.tuple(of, source, value),
            Kind::Map { .. } => match value {
                Value::Object(entries) => self.map(ty, source, entries, &Claimed::new()),
                _ => return self.mismatch(ty, value),
            },
            Kind::Upload if value.is_string() => {}
            Kind::Named { name } => match self.manifest.types.get(name) {
                Some(definition) => {
                    let before = self.violations.len();
                    self.definition(definition, source, value);
                    if self.violations.len() > before {
                        return;
                    }
                }
                // The manifest does not say, so neither can this.
                None => return,
            },
            Kind::Null | Kind::Bool | Kind::Float { .. } | Kind::Text | Kind::AnyObject | Kind::Upload => {
                return self.mismatch(ty, value);
            }
        }
        self.constraints(ty, source, value);
    }

    fn definition(&mut self, definition: &Definition, source: Source, value: &Value) {
        match (&definition.shape, value) {
            (Shape::Unit, Value::Null) => {}
            (Shape::Newtype { ty, .. }, _) => self.value(ty, source, value),
            (Shape::Tuple(types), _) => self.tuple(types, source, value),
            (
                Shape::Object {
                    fields,
                    deny_unknown_fields,
                },
                Value::Object(entries),
            ) => self.object(fields, *deny_unknown_fields, source, &Claimed::new(), entries),
            (Shape::Choice(choice), _) => self.choice(choice, source, value),
            (Shape::Unit, _) => self.report("type", "null", describe(value)),
            (Shape::Object { .. }, _) => self.report("type", "an object", describe(value)),
        }
    }

    /// Reports that a value is of another kind.
    pub(super) fn mismatch(&mut self, ty: &Type, value: &Value) {
        let expected = self.words(ty);
        self.report("type", expected, describe(value));
    }

    fn integer(&mut self, ty: &Type, width: IntWidth, non_zero: bool, source: Source, value: &Value) {
        let is_wide = matches!(width, IntWidth::U128 | IntWidth::I128);
        let number = match value {
            Value::Number(number) => Numeric::of(number),
            _ => return self.mismatch(ty, value),
        };
        let fits = match number {
            Numeric::Int(whole) => {
                let is_in_range = whole >= width.min()
                    && u128::try_from(whole).is_ok_and(|whole| whole <= width.max())
                    || whole < 0 && whole >= width.min();
                is_in_range && !(non_zero && whole == 0)
            }
            // `serde_json` keeps whole numbers beyond 64 bits as floats, so their digits are gone.
            Numeric::Float(float) if is_wide && float.fract() == 0.0 => {
                number > Numeric::Int(i128::from(u64::MAX)) && float < 2_f64.powi(128)
                    || width == IntWidth::I128 && number < Numeric::Int(i128::from(i64::MIN))
            }
            Numeric::Float(_) => false,
        };
        if !fits || is_wide && self.is_lost(source) {
            return self.mismatch(ty, value);
        }
        self.constraints(ty, source, value);
    }

    /// Whether serde's buffer loses integers of 128 bits and keys that are no texts.
    pub(super) fn is_lost(&self, source: Source) -> bool {
        source == Source::Buffer && self.side == crate::ty::Side::Read
    }

    fn float(&mut self, width: FloatWidth, value: &Value) {
        let number = value.as_f64().unwrap_or(f64::NAN);
        if width == FloatWidth::F32 && number.abs() >= wire::F32_END {
            self.report(
                "type",
                "a number that is not too large for 32 bits",
                describe(value),
            );
        }
    }

    fn bytes(&mut self, ty: &Type, value: &Value) {
        match value {
            Value::Array(items) => {
                let byte = Type::integer(IntWidth::U8);
                self.items(&byte, &Constraints::NONE, Source::Document, items);
            }
            Value::String(_) if self.side == crate::ty::Side::Read => {}
            _ => return self.mismatch(ty, value),
        }
        self.constraints(ty, Source::Document, value);
    }

    fn items(&mut self, of: &Type, place: &Constraints, source: Source, items: &[Value]) {
        let item = match &place.items {
            Some(constraints) => &of.clone().constrained(constraints.as_ref().clone()),
            None => of,
        };
        for (index, value) in items.iter().enumerate() {
            self.at(&index.to_string(), |inner| inner.value(item, source, value));
        }
    }

    /// A list of fixed length.
    pub(super) fn tuple(&mut self, types: &[Type], source: Source, value: &Value) {
        let Value::Array(items) = value else {
            return self.report("type", a_list_of(types.len() as u64), describe(value));
        };
        self.count("minItems", items.len(), types.len() as u64);
        for (index, (ty, value)) in types.iter().zip(items).enumerate() {
            self.at(&index.to_string(), |inner| inner.value(ty, source, value));
        }
    }

    /// A length that must be met exactly.
    fn count(&mut self, too_few: &'static str, found: usize, expected: u64) {
        let found = found as u64;
        if found != expected {
            let keyword = if found < expected { too_few } else { "maxItems" };
            self.report(keyword, a_list_of(expected), a_list_of(found));
        }
    }

    /// The entries of a map but those that others have claimed.
    pub(super) fn map(&mut self, ty: &Type, source: Source, entries: &Map<String, Value>, claimed: &Claimed) {
        let Kind::Map { key, value: of } = &ty.kind else {
            return;
        };
        let of = match &ty.constraints.items {
            Some(constraints) => &of.as_ref().clone().constrained(constraints.as_ref().clone()),
            None => of.as_ref(),
        };
        for (name, value) in entries.iter().filter(|(name, _)| !claimed.contains(*name)) {
            self.at(name, |inner| {
                inner.key(key, source, name);
                inner.value(of, source, value);
            });
        }
    }

    /// The name of an entry.
    fn key(&mut self, ty: &Type, source: Source, name: &str) {
        let is_text = wire::is_text_key(self.manifest, ty);
        let value = match (is_text, self.is_lost(source)) {
            (false, true) => None,
            (false, false) => self.parse_key(ty, name),
            (true, _) => Some(Value::String(name.to_owned())),
        };
        let violations = match value {
            Some(value) => self.attempt(|inner| inner.value(ty, source, &value)),
            None => self.attempt(|inner| inner.mismatch(ty, &Value::String(name.to_owned()))),
        };
        for violation in violations {
            self.report(
                "propertyNames",
                format!("a key that is {}", violation.expected),
                violation.actual,
            );
        }
    }

    /// A key that is a number or a truth value, as `serde_json` reads it.
    fn parse_key(&self, ty: &Type, name: &str) -> Option<Value> {
        let core = wire::through_newtypes(self.manifest, ty).without_option();
        let is_it = |pattern: &str| regex_lite::Regex::new(pattern).is_ok_and(|regex| regex.is_match(name));
        match &core.kind {
            Kind::Bool => name.parse().ok().map(Value::Bool),
            Kind::Integer { width, non_zero }
                if is_it(&wire::integer_key(*width, *non_zero, &Constraints::NONE)) =>
            {
                serde_json::from_str(name).ok()
            }
            Kind::Float { .. } if is_it(wire::float_key()) => serde_json::from_str(name).ok(),
            _ => None,
        }
    }
}
