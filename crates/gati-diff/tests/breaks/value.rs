//! Values, from one seed. They are made from the model and know nothing of the crate's own normal form and samples, so that a
//! mistake there is found here.

use gati_schema::ty::{Content, Default as Fallback, Field, Kind, Scalar, Shape, Side, Tagging, Written};
use gati_schema::{Definition, Manifest, Type, check};
use serde_json::{Map, Value, json};

use crate::random::Random;

/// A value that a sender of the type might send, by its model. Whether it is valid is for the judge to say.
pub(crate) fn value(
    random: &mut Random,
    manifest: &Manifest,
    ty: &Type,
    side: Side,
    depth: usize,
) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    let value = match &ty.kind {
        Kind::Null => Value::Null,
        Kind::Bool => json!(random.chance(50)),
        Kind::Integer { width, .. } => {
            let max = u64::try_from(width.max()).unwrap_or(u64::MAX);
            let min = i64::try_from(width.min()).unwrap_or(i64::MIN);
            let list = [
                json!(0),
                json!(1),
                json!(2),
                json!(3),
                json!(6),
                json!(12),
                json!(100),
                json!(max),
                json!(min),
            ];
            random.pick(&list).clone()
        }
        Kind::Float { .. } => random
            .pick(&[
                json!(0.5),
                json!(1),
                json!(-2),
                json!(1e300),
                json!(3.0),
                json!(11),
            ])
            .clone(),
        Kind::Text => json!(random.pick(&[
            "",
            "a",
            "abc",
            "ABC",
            "abcde",
            "ada@example.org",
            "2026-11-20",
            "a1",
            "67e55044-10b1-426f-9247-bb680e5fe0c8",
        ])),
        Kind::Char => json!(random.pick(&["a", "Z", "é"])),
        Kind::Scalar { scalar } => match scalar {
            Scalar::Duration => json!({"secs": 1, "nanos": 2}),
            _ => json!(random.pick(&[
                "67e55044-10b1-426f-9247-bb680e5fe0c8",
                "67e5504410b1426f9247bb680e5fe0c8",
                "2026-11-20",
                "2026-11-20T12:00:00Z",
                "127.0.0.1",
                "::1",
            ])),
        },
        Kind::Any => random
            .pick(&[json!(null), json!(1), json!("a"), json!([1]), json!({"a": 1})])
            .clone(),
        Kind::Option { of } => {
            if random.chance(40) {
                Value::Null
            } else {
                value(random, manifest, of, side, depth).unwrap_or(Value::Null)
            }
        }
        Kind::List { of } => {
            let count = random.below(4);
            (0..count)
                .filter_map(|_| value(random, manifest, of, side, depth))
                .collect()
        }
        Kind::Array { of, len } => (0..*len)
            .map(|_| value(random, manifest, of, side, depth))
            .collect::<Option<_>>()?,
        Kind::Tuple { of } => of
            .iter()
            .map(|of| value(random, manifest, of, side, depth))
            .collect::<Option<_>>()?,
        Kind::Map { key, value: of } => {
            let mut entries = Map::new();
            for _ in 0..random.below(4) {
                let key = match &key.kind {
                    Kind::Text => format!("k{}", random.below(4)),
                    _ => value(random, manifest, key, side, depth)?.as_str()?.to_owned(),
                };
                entries.insert(key, value(random, manifest, of, side, depth)?);
            }
            Value::Object(entries)
        }
        Kind::Named { .. } => named(random, manifest, manifest.definition(ty)?, side, depth)?,
        Kind::Bytes if side == Side::Read && random.chance(50) => json!("text"),
        Kind::Bytes => json!([random.below(256)]),
        Kind::AnyObject => random.pick(&[json!({}), json!({"a": 1})]).clone(),
        Kind::Set { of } => value(random, manifest, of, side, depth).into_iter().collect(),
        Kind::Upload => return None,
    };
    // Not every part of a plain value is one that its own type allows, and a sender sends no others, even where something else
    // around it would take them.
    let is_own = matches!(ty.kind, Kind::Named { .. }) || check::value(manifest, ty, side, &value).is_empty();
    is_own.then_some(value)
}

fn named(
    random: &mut Random,
    manifest: &Manifest,
    definition: &Definition,
    side: Side,
    depth: usize,
) -> Option<Value> {
    match &definition.shape {
        Shape::Unit => Some(Value::Null),
        Shape::Newtype { ty, .. } => value(random, manifest, ty, side, depth),
        Shape::Tuple(_) => None,
        Shape::Object { fields, .. } => {
            object_value(random, manifest, fields, side, depth).map(Value::Object)
        }
        Shape::Choice(choice) => {
            let variant = random.pick(&choice.variants);
            let name = called(random, side, variant.name.on(side), &variant.aliases);
            let content = match &variant.content {
                Content::Unit => None,
                Content::Newtype(ty) => Some(value(random, manifest, ty, side, depth)?),
                Content::Tuple(_) => return None,
                Content::Object(fields) => Some(Value::Object(object_value(
                    random, manifest, fields, side, depth,
                )?)),
            };
            match (&choice.tagging, content) {
                (Tagging::External, None) => Some(json!(name)),
                (Tagging::External, Some(content)) => Some(json!({ name: content })),
                (Tagging::Internal { tag }, content) => {
                    let mut whole = Map::from_iter([(tag.clone(), json!(name))]);
                    whole.extend(
                        content
                            .and_then(|content| content.as_object().cloned())
                            .unwrap_or_default(),
                    );
                    Some(Value::Object(whole))
                }
                (Tagging::Adjacent { tag, .. }, None) => Some(json!({ tag: name })),
                (Tagging::Adjacent { tag, content: key }, Some(content)) => {
                    Some(json!({ tag: name, key: content }))
                }
                (Tagging::Untagged, content) => Some(content.unwrap_or(Value::Null)),
            }
        }
    }
}

fn object_value(
    random: &mut Random,
    manifest: &Manifest,
    fields: &[Field],
    side: Side,
    depth: usize,
) -> Option<Map<String, Value>> {
    let mut entries = Map::new();
    for field in fields {
        if *field.skip.on(side) {
            continue;
        }
        if field.flatten {
            if let Value::Object(own) = value(random, manifest, &field.ty, side, depth)? {
                entries.extend(own);
            }
            continue;
        }
        let may_lack = match side {
            Side::Read => !matches!(field.default, Fallback::None) || manifest.is_optional(&field.ty),
            Side::Write => field.written != Written::Always,
        };
        if may_lack && random.chance(40) {
            continue;
        }
        let mut content = value(random, manifest, &field.ty, side, depth);
        if content == Some(Value::Null) && side == Side::Write && field.written == Written::WhenSome {
            continue;
        }
        if content.is_none() && may_lack {
            continue;
        }
        let name = called(random, side, field.name.on(side), &field.aliases);
        entries.insert(name.to_owned(), content.take()?);
    }
    Some(entries)
}

/// One of the names under which something is sent.
fn called<'n>(random: &mut Random, side: Side, name: &'n str, aliases: &'n [String]) -> &'n str {
    if side == Side::Read && !aliases.is_empty() && random.rarely(40) {
        random.pick(aliases).as_str()
    } else {
        name
    }
}
