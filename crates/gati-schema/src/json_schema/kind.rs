//! Types at their place of use.

use serde_json::{Value, json};

use super::{Schema, Writer, any_of, never, schema};
use crate::Type;
use crate::ty::{Constraints, FloatWidth, IntWidth, Kind, Side};
use crate::wire::{self, Claimed, Source};

impl Writer<'_> {
    /// A type with the constraints of its place.
    pub(super) fn ty(&self, ty: &Type, source: Source) -> Schema {
        let mut schema = match &ty.kind {
            Kind::Option { of } => {
                // The constraints of an option are those of what it holds.
                let inner = of.as_ref().clone().constrained(ty.constraints.clone());
                return nullable(self.ty(&inner, source));
            }
            Kind::Null => schema(json!({"type": "null"})),
            Kind::Bool => schema(json!({"type": "boolean"})),
            Kind::Integer { width, non_zero } => self.integer(*width, *non_zero, source),
            Kind::Float { width } => float(*width),
            Kind::Text => schema(json!({"type": "string"})),
            Kind::Char => schema(json!({"type": "string", "minLength": 1, "maxLength": 1})),
            Kind::Bytes => self.bytes(),
            Kind::Scalar { scalar } => self.scalar(*scalar),
            Kind::Any => Schema::new(),
            Kind::AnyObject => schema(json!({"type": "object"})),
            Kind::List { of } | Kind::Set { of } => {
                schema(json!({"type": "array", "items": self.item(of, &ty.constraints, source)}))
            }
            Kind::Array { of, len } => schema(json!({
                "type": "array",
                "items": self.item(of, &ty.constraints, source),
                "minItems": len,
                "maxItems": len,
            })),
            Kind::Tuple { of } => self.tuple(of, source),
            Kind::Map { .. } => self.map(ty, source, &Claimed::new()),
            Kind::Upload => schema(json!({"type": "string", "contentMediaType": "application/octet-stream"})),
            Kind::Named { name } => match self.manifest.types.get(name) {
                Some(definition) if self.is_other_from_the_buffer(ty, source) => {
                    match self.within(definition) {
                        Some(writer) => writer.definition(definition, source),
                        None => self.reference(name),
                    }
                }
                _ => self.reference(name),
            },
        };
        self.constrain(&mut schema, ty);
        schema
    }

    /// Whether the definition behind a name does not tell how it is read here.
    pub(super) fn is_other_from_the_buffer(&self, ty: &Type, source: Source) -> bool {
        source == Source::Buffer && self.side == Side::Read && wire::minds_the_buffer(self.manifest, ty)
    }

    /// A list of fixed length.
    pub(super) fn tuple(&self, types: &[Type], source: Source) -> Schema {
        let items: Vec<Value> = types.iter().map(|ty| self.ty(ty, source).into()).collect();
        let mut tuple = schema(json!({"type": "array", "minItems": items.len(), "maxItems": items.len()}));
        if !items.is_empty() {
            tuple.insert("prefixItems".to_owned(), items.into());
        }
        tuple
    }

    /// A map; the properties in `claimed` are not its own.
    pub(super) fn map(&self, ty: &Type, source: Source, claimed: &Claimed) -> Schema {
        let Kind::Map { key, value } = &ty.kind else {
            return never();
        };
        let mut map = schema(json!({"type": "object"}));
        if !claimed.is_empty() {
            let others: Schema = claimed.iter().map(|name| (name.clone(), json!({}))).collect();
            map.insert("properties".to_owned(), others.into());
        }
        if let Some(names) = self.key(key, source) {
            let names = if claimed.is_empty() {
                names
            } else {
                any_of(vec![schema(json!({"enum": claimed})), names])
            };
            map.insert("propertyNames".to_owned(), names.into());
        }
        let value = self.item(value, &ty.constraints, source);
        if !value.is_empty() {
            map.insert("additionalProperties".to_owned(), value.into());
        }
        map
    }

    /// An item of a list or a value of a map, with what the list's place asks of it.
    fn item(&self, of: &Type, place: &Constraints, source: Source) -> Schema {
        match &place.items {
            Some(items) => self.ty(&of.clone().constrained(items.as_ref().clone()), source),
            None => self.ty(of, source),
        }
    }

    fn integer(&self, width: IntWidth, non_zero: bool, source: Source) -> Schema {
        let mut integer = schema(json!({"type": "integer"}));
        match width {
            // Beyond 64 bits JSON Schema can only name powers of two exactly.
            IntWidth::U128 | IntWidth::I128 => {
                if source == Source::Buffer && self.side == Side::Read {
                    return never();
                }
                let signed = width == IntWidth::I128;
                let end = 2_f64.powi(if signed { 127 } else { 128 });
                integer.insert("minimum".to_owned(), if signed { json!(-end) } else { json!(0) });
                integer.insert("exclusiveMaximum".to_owned(), json!(end));
            }
            _ => {
                integer.insert("format".to_owned(), format(width).into());
                if let (Ok(min), Ok(max)) = (i64::try_from(width.min()), u64::try_from(width.max())) {
                    integer.insert("minimum".to_owned(), min.into());
                    integer.insert("maximum".to_owned(), max.into());
                }
            }
        }
        if non_zero && width.min() == 0 {
            integer.insert("minimum".to_owned(), 1.into());
        } else if non_zero {
            integer.insert("not".to_owned(), json!({"const": 0}));
        }
        integer
    }

    fn bytes(&self) -> Schema {
        let list = json!({
            "type": "array",
            "items": {"type": "integer", "minimum": 0, "maximum": 255, "format": "uint8"},
        });
        match self.side {
            Side::Read => schema(json!({"anyOf": [list, {"type": "string"}]})),
            Side::Write => schema(list),
        }
    }
}

/// The name of a width in the format registry of OpenAPI.
const fn format(width: IntWidth) -> &'static str {
    match width {
        IntWidth::U8 => "uint8",
        IntWidth::U16 => "uint16",
        IntWidth::U32 => "uint32",
        IntWidth::U64 | IntWidth::Usize => "uint64",
        IntWidth::U128 => "uint128",
        IntWidth::I8 => "int8",
        IntWidth::I16 => "int16",
        IntWidth::I32 => "int32",
        IntWidth::I64 | IntWidth::Isize => "int64",
        IntWidth::I128 => "int128",
    }
}

fn float(width: FloatWidth) -> Schema {
    match width {
        FloatWidth::F64 => schema(json!({"type": "number", "format": "double"})),
        FloatWidth::F32 => schema(json!({
            "type": "number",
            "format": "float",
            "exclusiveMinimum": -wire::F32_END,
            "exclusiveMaximum": wire::F32_END,
        })),
    }
}

/// A schema that also takes null.
pub(super) fn nullable(mut inner: Schema) -> Schema {
    if inner.is_empty() {
        return inner;
    }
    let is_plain = !["enum", "const", "not", "$ref", "allOf", "anyOf", "oneOf"]
        .iter()
        .any(|keyword| inner.contains_key(*keyword));
    match inner.get("type") {
        Some(Value::String(name)) if name == "null" => inner,
        Some(Value::String(name)) if is_plain => {
            let both = json!([name, "null"]);
            inner.insert("type".to_owned(), both);
            inner
        }
        Some(Value::Array(_)) if is_plain => inner,
        _ => schema(json!({"anyOf": [inner, {"type": "null"}]})),
    }
}
