//! Shapes as people read them: close to the Rust that they come from.

use gati_schema::ty::{Constraints, Content, Kind, Shape as Defined};
use gati_schema::{Manifest, Type};

use crate::normal::{Graph, Label, Member, NodeId, Shape};

/// Names that are listed before the rest is counted.
const LISTED: usize = 8;

/// What stands at a place.
pub(crate) fn node(graph: &Graph<'_>, node: NodeId) -> String {
    match graph.node(node).label {
        Label::Type(ty) => self::ty(graph.manifest, ty),
        Label::Word(word) => word.to_owned(),
        Label::Content(variant) => match (&variant.content, graph.shape(node)) {
            (Content::Newtype(ty), _) => self::ty(graph.manifest, ty),
            (_, Shape::Object(object)) => keys(object.members.iter().map(|member| member.name())),
            (_, Shape::Tuple(positions)) => {
                let positions: Vec<String> = positions
                    .iter()
                    .map(|position| self::node(graph, *position))
                    .collect();
                format!("({})", positions.join(", "))
            }
            _ => "nothing".to_owned(),
        },
    }
}

/// What stands under a key, and whether it may be missing.
pub(crate) fn member(graph: &Graph<'_>, member: &Member<'_>) -> String {
    let shape = match member.field {
        Some(field) => ty(graph.manifest, &field.ty),
        None => node(graph, member.node),
    };
    if member.required {
        shape
    } else {
        format!("{shape}, or missing")
    }
}

/// A type with what stands behind its name, in one line.
pub(crate) fn ty(manifest: &Manifest, ty: &Type) -> String {
    let name = short(ty);
    match manifest.definition(ty).map(|definition| &definition.shape) {
        None | Some(Defined::Unit) => name,
        Some(Defined::Newtype { ty, .. }) => format!("{name}({})", short(ty)),
        Some(Defined::Tuple(types)) => {
            format!(
                "{name}({})",
                types.iter().map(short).collect::<Vec<_>>().join(", ")
            )
        }
        Some(Defined::Object { fields, .. }) => {
            format!(
                "{name} {}",
                keys(fields.iter().map(|field| field.rust_name.as_str()))
            )
        }
        Some(Defined::Choice(choice)) => {
            format!(
                "{name} ({})",
                listed(choice.variants.iter().map(|v| v.rust_name.as_str()), " | ")
            )
        }
    }
}

/// A type by its name.
pub(crate) fn short(ty: &Type) -> String {
    let name = match &ty.kind {
        Kind::Null => "()".to_owned(),
        Kind::Bool => "bool".to_owned(),
        Kind::Integer {
            width,
            non_zero: false,
        } => width.rust_name().to_owned(),
        Kind::Integer {
            width,
            non_zero: true,
        } => format!("NonZero<{}>", width.rust_name()),
        Kind::Float { width } => width.rust_name().to_owned(),
        Kind::Text => "String".to_owned(),
        Kind::Char => "char".to_owned(),
        Kind::Bytes => "Bytes".to_owned(),
        Kind::Scalar { scalar } => scalar.name().to_owned(),
        Kind::Any => "any value".to_owned(),
        Kind::AnyObject => "any object".to_owned(),
        Kind::Option { of } => format!("Option<{}>", short(of)),
        Kind::List { of } => format!("Vec<{}>", short(of)),
        Kind::Set { of } => format!("Set<{}>", short(of)),
        Kind::Array { of, len } => format!("[{}; {len}]", short(of)),
        Kind::Tuple { of } => format!("({})", of.iter().map(short).collect::<Vec<_>>().join(", ")),
        Kind::Map { key, value } => format!("Map<{}, {}>", short(key), short(value)),
        Kind::Upload => "Upload".to_owned(),
        Kind::Named { name } => name.to_string(),
    };
    let asks = constraints(&ty.constraints);
    if asks.is_empty() {
        name
    } else {
        format!("{name} ({})", asks.join(", "))
    }
}

/// What is asked, each thing in a few words.
pub(crate) fn constraints(constraints: &Constraints) -> Vec<String> {
    let Constraints {
        min,
        max,
        exclusive_min,
        exclusive_max,
        multiple_of,
        min_length,
        max_length,
        pattern,
        format,
        min_items,
        max_items,
        unique,
        min_properties,
        max_properties,
        check,
        items,
        also,
    } = constraints;
    let mut words = Vec::new();
    let mut say =
        |name: &str, value: Option<String>| words.extend(value.map(|value| format!("{name} {value}")));
    say("min", min.as_ref().map(ToString::to_string));
    say("max", max.as_ref().map(ToString::to_string));
    say("above", exclusive_min.as_ref().map(ToString::to_string));
    say("below", exclusive_max.as_ref().map(ToString::to_string));
    say("multiple of", multiple_of.as_ref().map(ToString::to_string));
    say("min length", min_length.map(|number| number.to_string()));
    say("max length", max_length.map(|number| number.to_string()));
    say("pattern", pattern.as_ref().map(|pattern| format!("`{pattern}`")));
    say("format", format.map(|format| format.name().to_owned()));
    say("min items", min_items.map(|number| number.to_string()));
    say("max items", max_items.map(|number| number.to_string()));
    say("min entries", min_properties.map(|number| number.to_string()));
    say("max entries", max_properties.map(|number| number.to_string()));
    say("checked by", check.as_ref().map(|check| format!("`{check}`")));
    if *unique {
        words.push("no repetitions".to_owned());
    }
    if let Some(items) = items {
        words.push(format!("each: {}", self::constraints(items).join(", ")));
    }
    if let Some(also) = also {
        words.extend(self::constraints(also));
    }
    words
}

fn keys<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names = listed(names, ", ");
    if names.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{ {names} }}")
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a str>, between: &str) -> String {
    let names: Vec<&str> = names.collect();
    let mut text = names[..names.len().min(LISTED)].join(between);
    if names.len() > LISTED {
        text.push_str(&format!("{between}and {} more", names.len() - LISTED));
    }
    text
}
