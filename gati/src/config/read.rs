//! From the tree to the app's own type.

use gati_schema::Violation;
use gati_schema::ty::Side;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::ConfigMistake;
use super::layers::Layers;
use super::model::Model;
use super::node::{Content, Node, Table};
use super::origin::Origin;
use super::toml::parse_value;
use crate::gtype::GType;
use crate::validate::validate;

/// The table of the app.
const TABLE: &str = "app";

/// Reads the app's configuration; all that is wrong with it is added to the mistakes. `model` is the description that the build script wrote; an app
/// without a configuration has none.
pub(crate) fn read<C: DeserializeOwned + GType>(
    layers: &Layers,
    model: Option<&str>,
    mistakes: &mut Vec<ConfigMistake>,
) -> Option<C> {
    let Some(model) = model else {
        return nothing(layers, mistakes);
    };
    let model = match Model::parse(model) {
        Ok(model) => model,
        Err(error) => {
            mistakes.push(ConfigMistake::anywhere(format!(
                "the description of the configuration cannot be read, build again: {error}"
            )));
            return None;
        }
    };
    let mut tree = layers.tables.get(TABLE).cloned().unwrap_or_else(|| Node {
        origin: Origin::File {
            file: super::folder::FILE.into(),
            line: 1,
        },
        content: Content::Table(Table::new()),
    });
    let mut value = tree.to_json();
    let mut violations = model.check(&value);
    if tighten(&mut tree, &violations) {
        value = tree.to_json();
        violations = model.check(&value);
    }
    if !violations.is_empty() {
        mistakes.extend(violations.iter().map(|violation| mistake(&tree, violation)));
        return None;
    }
    match C::deserialize(&value) {
        Ok(config) => {
            // What the model does not know of: functions of `check = ..`.
            let Err(report) = validate(&config, Side::Read) else {
                return Some(config);
            };
            mistakes.extend(
                report
                    .violations()
                    .iter()
                    .map(|violation| mistake(&tree, violation)),
            );
            None
        }
        Err(error) => {
            // What a type says about a value that it refuses may quote it.
            let message = without_values(error.to_string(), &value);
            mistakes.push(ConfigMistake::at(&tree.origin, format!("`{TABLE}`: {message}")));
            None
        }
    }
}

/// The configuration of an app that has none: `()`.
fn nothing<C: DeserializeOwned>(layers: &Layers, mistakes: &mut Vec<ConfigMistake>) -> Option<C> {
    if let Some(table) = layers.tables.get(TABLE) {
        mistakes.push(ConfigMistake::at(
            &table.origin,
            "the app has no configuration of its own; give it one with `gati::app!(config = AppConfig)`",
        ));
    }
    let read = C::deserialize(Value::Null);
    if let Err(error) = &read {
        mistakes.push(ConfigMistake::anywhere(error.to_string()));
    }
    read.ok()
}

/// A text of the environment is a text wherever a text fits; where none does, it is read as a value of TOML. Tells whether anything changed.
fn tighten(tree: &mut Node, violations: &[Violation]) -> bool {
    let mut changed = false;
    for violation in violations {
        changed |= tighten_at(tree, violation.pointer.split('/').skip(1));
    }
    changed
}

fn tighten_at<'a>(node: &mut Node, mut way: impl Iterator<Item = &'a str>) -> bool {
    let next = match &mut node.content {
        Content::Loose(text) => {
            let Some(value) = parse_value(text, &node.origin) else {
                return false;
            };
            *node = value;
            return true;
        }
        Content::Table(table) => way
            .next()
            .and_then(|name| table.get_mut(&name.replace("~1", "/").replace("~0", "~"))),
        Content::List(items) => way
            .next()
            .and_then(|index| items.get_mut(index.parse::<usize>().ok()?)),
        Content::Scalar(_) => None,
    };
    next.is_some_and(|next| tighten_at(next, way))
}

/// A violation in the words of a configuration: where it stands, and what stands there without showing it.
fn mistake(tree: &Node, violation: &Violation) -> ConfigMistake {
    let path = format!("{TABLE}{}", violation.pointer.replace('/', "."));
    let (node, is_there) = tree.find(&violation.pointer);
    let expected = &violation.expected;
    let message = match &*violation.keyword {
        "additionalProperties" => match expected.split_once("; ") {
            Some((_, help)) => format!("unknown key `{path}`; {help}"),
            None => format!("unknown key `{path}`"),
        },
        _ if !is_there => format!("`{path}` is missing: expected {expected}"),
        _ => format!(
            "`{path}`: expected {expected}, found {}",
            other(node.kind(), expected)
        ),
    };
    ConfigMistake::at(&node.origin, message)
}

/// "expected a text of …, found a text" would puzzle: it is another one.
fn other(kind: &'static str, expected: &str) -> String {
    match kind.strip_prefix("a ") {
        Some(noun)
            if expected.contains(noun) || expected.starts_with("one of") || expected.starts_with("at ") =>
        {
            format!("another {noun}")
        }
        _ => kind.to_owned(),
    }
}

/// A message without any text that stands in the document.
fn without_values(message: String, value: &Value) -> String {
    match value {
        Value::String(text) if !text.is_empty() => message
            .replace(&format!("{text:?}"), "…")
            .replace(text.as_str(), "…"),
        Value::Number(number) => message.replace(&format!("`{number}`"), "…"),
        Value::Array(items) => items.iter().fold(message, without_values),
        Value::Object(entries) => entries.values().fold(message, without_values),
        Value::String(_) | Value::Null | Value::Bool(_) => message,
    }
}
