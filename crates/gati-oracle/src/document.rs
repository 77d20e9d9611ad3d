//! JSON documents that nearly fit a type.
//!
//! What is made here is only food for the tests: a document need not fit, and no verdict rests on whether it was meant to.

pub use gati_sample::Chance;
use gati_schema::ty::{Choice, Content, Field, Format, Kind, Scalar, Shape, Side, Tagging};
use gati_schema::{Manifest, Type};
use serde_json::{Map, Value, json};

/// How deep a document of a recursive type becomes.
const DEPTH: usize = 5;

/// A document that mostly fits the read side of a type.
#[must_use]
pub fn fitting(manifest: &Manifest, ty: &Type, chance: &mut Chance) -> Value {
    Maker { manifest, chance }.value(ty, 0)
}

struct Maker<'a> {
    manifest: &'a Manifest,
    chance: &'a mut Chance,
}

impl Maker<'_> {
    fn value(&mut self, ty: &Type, depth: usize) -> Value {
        match &ty.kind {
            Kind::Option { of } if depth < DEPTH && !self.chance.one_in(3) => {
                let inner = of.as_ref().clone().constrained(ty.constraints.clone());
                self.value(&inner, depth)
            }
            Kind::Null | Kind::Option { .. } => Value::Null,
            Kind::Bool => json!(self.chance.one_in(2)),
            Kind::Integer { width, .. } => self.integer(*width),
            Kind::Float { .. } => self.float(),
            Kind::Text => self.text(ty),
            Kind::Char => json!(self.chance.pick(&["a", "ß", "\u{10ffff}", "", "ab", "\0"])),
            Kind::Bytes => match self.chance.below(3) {
                0 => json!("bytes"),
                1 => json!([0, 255]),
                _ => json!([]),
            },
            Kind::Scalar { scalar } => self.scalar(*scalar),
            Kind::Any | Kind::AnyObject => {
                if self.chance.one_in(3) && ty.kind == Kind::Any {
                    json!("anything")
                } else {
                    json!({"any": [1, null]})
                }
            }
            Kind::List { of } | Kind::Set { of } => {
                let count = if depth < DEPTH { self.chance.below(4) } else { 0 };
                self.list(of, count, depth)
            }
            Kind::Array { of, len } => {
                let count = usize::try_from(*len).unwrap_or(0);
                self.list(of, count, depth)
            }
            Kind::Tuple { of } => of.iter().map(|part| self.value(part, depth + 1)).collect(),
            Kind::Map { key, value } => {
                // Two spellings of one key would be one entry in Rust and two in the document.
                let most = if matches!(key.kind, Kind::Scalar { .. }) {
                    2
                } else {
                    3
                };
                let count = if depth < DEPTH { self.chance.below(most) } else { 0 };
                (0..count)
                    .map(|_| (self.key(key), self.value(value, depth + 1)))
                    .collect()
            }
            Kind::Upload => json!("file"),
            Kind::Named { .. } => self.named(ty, depth + 1),
        }
    }

    fn list(&mut self, of: &Type, count: usize, depth: usize) -> Value {
        (0..count).map(|_| self.value(of, depth + 1)).collect()
    }

    fn named(&mut self, ty: &Type, depth: usize) -> Value {
        let manifest = self.manifest;
        match manifest.definition(ty).map(|definition| &definition.shape) {
            Some(Shape::Newtype { ty, .. }) => self.value(ty, depth),
            Some(Shape::Tuple(types)) => types.iter().map(|ty| self.value(ty, depth)).collect(),
            Some(Shape::Object { fields, .. }) => self.object(fields, depth).into(),
            Some(Shape::Choice(choice)) => self.choice(choice, depth),
            Some(Shape::Unit) | None => Value::Null,
        }
    }

    fn object(&mut self, fields: &[Field], depth: usize) -> Map<String, Value> {
        let mut object = Map::new();
        for field in fields {
            if field.flatten {
                if let Value::Object(inner) = self.value(&field.ty, depth) {
                    object.extend(inner);
                }
                continue;
            }
            // Not the name by which it is written: a flattened map would take that, and write it a second time.
            let names: Vec<&str> = std::iter::once(field.name.on(Side::Read))
                .chain(&field.aliases)
                .map(String::as_str)
                .collect();
            let name = if self.chance.one_in(2) {
                names[0]
            } else {
                *self.chance.pick(&names)
            };
            let may_be_left_out = !field.default.is_none() || depth >= DEPTH || self.chance.one_in(4);
            let is_hollow = matches!(field.ty.kind, Kind::Option { .. }) || !field.default.is_none();
            if is_hollow && may_be_left_out && self.chance.one_in(2) || *field.skip.on(Side::Read) {
                continue;
            }
            object.insert(name.to_owned(), self.value(&field.ty, depth));
        }
        object
    }

    fn choice(&mut self, choice: &Choice, depth: usize) -> Value {
        if choice.variants.is_empty() {
            return Value::Null;
        }
        // The deeper, the sooner something that ends.
        let mut index = if depth >= DEPTH {
            0
        } else {
            self.chance.below(choice.variants.len())
        };
        if *choice.variants[index].skip.on(Side::Read) && !self.chance.one_in(8) {
            index = choice
                .variants
                .iter()
                .position(|variant| !variant.skip.on(Side::Read))
                .unwrap_or(0);
        }
        let variant = &choice.variants[index];
        let mut names = vec![variant.name.on(Side::Read).as_str()];
        names.extend(variant.aliases.iter().map(String::as_str));
        let name = if variant.other && self.chance.one_in(2) {
            "Unheard"
        } else {
            *self.chance.pick(&names)
        };
        let content = match &variant.content {
            Content::Unit => Value::Null,
            Content::Newtype(ty) => self.value(ty, depth),
            Content::Tuple(types) => types.iter().map(|ty| self.value(ty, depth)).collect(),
            Content::Object(fields) => self.object(fields, depth).into(),
        };
        match &choice.tagging {
            _ if variant.untagged => content,
            Tagging::Untagged => content,
            Tagging::External if variant.content == Content::Unit => json!(name),
            Tagging::External => json!({ name: content }),
            Tagging::Internal { tag } => {
                let mut object = match content {
                    Value::Object(object) => object,
                    _ => Map::new(),
                };
                object.insert(tag.clone(), json!(name));
                object.into()
            }
            Tagging::Adjacent { tag, .. } if content.is_null() && self.chance.one_in(2) => {
                json!({ tag: name })
            }
            Tagging::Adjacent { tag, content: key } => json!({ tag: name, key: content }),
        }
    }

    fn integer(&mut self, width: gati_schema::ty::IntWidth) -> Value {
        let (min, max) = (
            i64::try_from(width.min()).unwrap_or(i64::MIN),
            u64::try_from(width.max()).unwrap_or(u64::MAX),
        );
        match self.chance.below(12) {
            0 => json!(min),
            1 => json!(max),
            2 => json!(min.saturating_sub(1)),
            3 => json!(max.saturating_add(1)),
            4 => json!(-10),
            5 => json!(100),
            6 => json!(101),
            7 => json!(0),
            _ => json!(self.chance.below(12)),
        }
    }

    fn float(&mut self) -> Value {
        let floats = [0.5, -1.5, 999.75, 1000.5, -0.25, 3.4e38, -3.4e38, 3.5e38, 1e300];
        match self.chance.below(4) {
            0 => json!(self.chance.below(5)),
            _ => json!(floats[self.chance.below(floats.len())]),
        }
    }

    fn text(&mut self, ty: &Type) -> Value {
        let texts: &[&str] = match ty.constraints.format {
            Some(Format::Email) => &["ada@example.org", "ada", "a@b@c"],
            Some(Format::DateTime) => &["2026-11-20T12:00:00Z", "2026-11-20"],
            Some(Format::Uri) => &["https://example.org/", "example"],
            Some(_) => &[
                "example.org",
                "2026-11-20",
                "127.0.0.1",
                "::1",
                "PT1H",
                "12:00:00Z",
                "-",
            ],
            None => &[
                "",
                "a",
                "ab",
                "abc",
                "abcd",
                "EUR",
                "eur",
                "äöü",
                "a-b",
                "+4912345",
                "DE",
                "with \"quotes\"\n",
            ],
        };
        json!(self.chance.pick(texts))
    }

    fn scalar(&mut self, scalar: Scalar) -> Value {
        // What the contract takes, and what neither it nor the crate behind the type does.
        let texts: &[&str] = match scalar {
            Scalar::Uuid => &[
                "67e55044-10b1-426f-9247-bb680e5fe0c8",
                "67E5504410B1426F9247BB680E5FE0C8",
                "{67e55044-10b1-426f-9247-bb680e5fe0c8}",
                "urn:uuid:67e55044-10b1-426f-9247-bb680e5fe0c8",
                "URN:UUID:67e55044-10b1-426f-9247-bb680e5fe0c8",
                "67e55044-10b1-426f-9247-bb680e5fe0c",
                "{67e5504410b1426f9247bb680e5fe0c8}",
            ],
            Scalar::Timestamp => &[
                "2026-11-20T12:00:00Z",
                "2026-11-20T12:00:00.123456789+01:00",
                "2026-13-01T00:00:00Z",
            ],
            Scalar::Zoned => &[
                "2026-11-20T12:00:00+00:00[+00:00]",
                "2026-11-20T12:00:00-05:00[-05:00]",
                "noon",
            ],
            Scalar::CivilDateTime => &[
                "2026-11-20T12:00:00",
                "2026-11-20T12:00:00.5",
                "2026-11-31T12:00:00",
                "noon",
            ],
            Scalar::CivilDate => &["2026-11-20", "2024-02-29", "2026-02-29", "today"],
            Scalar::CivilTime => &["12:00:00", "23:59:59.999999999", "25:00:00", "noon"],
            Scalar::Span => &["P1Y2M3W4DT5H6M7.5S", "-PT1H", "P1D", "PT0S", "P", "PT", "later"],
            Scalar::SignedDuration => &["PT1H", "-PT1M1.5S", "PT0S", "P1D", "PT", "later"],
            Scalar::Url => &[
                "https://example.org/a?b=c#d",
                "urn:isbn:0451450523",
                "example",
                "//example.org",
            ],
            Scalar::Decimal => &["12.50", "-0", "+7", "1.2.3", "ten", ""],
            Scalar::IpAddr | Scalar::Ipv4Addr | Scalar::Ipv6Addr => {
                &["127.0.0.1", "::1", "1.2.3", "::g", "01.2.3.4"]
            }
            Scalar::SocketAddr => &["127.0.0.1:80", "[::1]:65535", "127.0.0.1", "127.0.0.256:1"],
            Scalar::Path => &["", "/tmp/ä"],
            Scalar::Semver => &["1.2.3", "1.0.0-alpha.1+build.5", "1.2", "01.2.3", "1.2.3-01"],
            Scalar::Duration | Scalar::SystemTime => return self.pair(scalar),
        };
        if scalar == Scalar::Decimal && self.chance.one_in(2) {
            return match self.chance.below(4) {
                0 => json!(1.25),
                1 => json!(u64::MAX),
                2 => json!(1e29),
                _ => json!(-7),
            };
        }
        json!(self.chance.pick(texts))
    }

    fn pair(&mut self, scalar: Scalar) -> Value {
        let (seconds, nanoseconds) = match scalar {
            Scalar::Duration => ("secs", "nanos"),
            _ => ("secs_since_epoch", "nanos_since_epoch"),
        };
        let mut object = Map::new();
        object.insert(seconds.to_owned(), json!(self.chance.below(100_000)));
        object.insert(nanoseconds.to_owned(), json!(u32::MAX >> self.chance.below(32)));
        match self.chance.below(8) {
            0 => object.insert("further".to_owned(), json!(1)),
            1 => object.remove(seconds),
            2 => object.insert(nanoseconds.to_owned(), json!(-1)),
            _ => None,
        };
        object.into()
    }

    fn key(&mut self, ty: &Type) -> String {
        match self.value(ty, DEPTH) {
            Value::String(text) => text,
            _ if self.chance.one_in(8) => "01".to_owned(),
            other => other.to_string(),
        }
    }
}

/// The document with something changed in one place, and a pointer to that place.
#[must_use]
pub fn changed(document: &Value, chance: &mut Chance) -> (Value, String) {
    let mut places = Vec::new();
    collect(document, String::new(), &mut places);
    let pointer = places[chance.below(places.len())].clone();
    let mut copy = document.clone();
    if let Some(place) = copy.pointer_mut(&pointer) {
        change(place, chance);
    }
    (copy, pointer)
}

/// The pointers of every value in the document.
fn collect(value: &Value, pointer: String, places: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, format!("{pointer}/{index}"), places);
            }
        }
        Value::Object(entries) => {
            for (name, item) in entries {
                let mut inner = pointer.clone();
                gati_schema::violation::push_segment(&mut inner, name);
                collect(item, inner, places);
            }
        }
        _ => {}
    }
    places.push(pointer);
}

fn change(place: &mut Value, chance: &mut Chance) {
    match place {
        Value::Object(entries) if !entries.is_empty() && !chance.one_in(4) => change_object(entries, chance),
        Value::Array(items) if !items.is_empty() && !chance.one_in(4) => {
            let index = chance.below(items.len());
            match chance.below(3) {
                0 => drop(items.remove(index)),
                1 => items.push(items[index].clone()),
                _ => items.push(json!(null)),
            }
        }
        // What is no word may be a date, or an address, and these have more spellings than the contract promises to read; with
        // a question mark before them they have none.
        Value::String(text) if !text.chars().all(char::is_alphabetic) => text.insert(0, '?'),
        Value::String(text) if !chance.one_in(3) => match chance.below(4) {
            0 => text.push('x'),
            1 => *text = text.to_uppercase(),
            2 => *text = text.to_lowercase(),
            _ => drop(text.pop()),
        },
        Value::Number(number) if !chance.one_in(3) => {
            let whole = number.as_i64().unwrap_or(0);
            *place = match chance.below(4) {
                0 => json!(whole.saturating_add(1)),
                1 => json!(whole.saturating_sub(1)),
                2 => json!(whole.saturating_neg()),
                _ => json!(0.5),
            };
        }
        _ => {
            // Nothing empty and no short list: serde reads units and structs from these, which is no part of the contract.
            *place = match chance.below(9) {
                0 => json!(null),
                1 => json!(true),
                2 => json!(7),
                3 => json!(-0.5),
                4 => json!("text"),
                5 => json!([{"further": 1}, {"further": 1}, {"further": 1}, {"further": 1}]),
                6 => json!({"further": 1, "yet": "text"}),
                7 => json!({"further": 1}),
                _ => json!("VariantNumber0"),
            }
        }
    }
}

fn change_object(entries: &mut Map<String, Value>, chance: &mut Chance) {
    let names: Vec<String> = entries.keys().cloned().collect();
    let name = &names[chance.below(names.len())];
    match chance.below(4) {
        0 if names.len() > 1 => drop(entries.remove(name)),
        0 | 1 => drop(entries.insert("further".to_owned(), json!("text"))),
        2 => drop(entries.insert(format!("{name}x"), json!(1))),
        _ => {
            if let Some(value) = entries.remove(name) {
                entries.insert(name.to_uppercase(), value);
            }
        }
    }
}
