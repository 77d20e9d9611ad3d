//! One file of the configuration.

use std::sync::Arc;

use serde_json::{Number, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::ConfigMistake;
use super::node::{Content, Node, Table};
use super::origin::Origin;

/// Reads a file; what could be read is given back beside the mistakes.
pub(super) fn parse(file: &str, text: &str, mistakes: &mut Vec<ConfigMistake>) -> Table {
    let reader = Reader {
        file: file.into(),
        lines: text.match_indices('\n').map(|(at, _)| at).collect(),
    };
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let origin = reader.origin(error.span().map_or(0, |span| span.start));
        // The parser names what it expects and never quotes more than the character it met.
        let message = error.message().lines().collect::<Vec<_>>().join(", ");
        mistakes.push(ConfigMistake::at(&origin, message));
    }
    reader.table(document.get_ref(), mistakes)
}

/// A value that stands in a variable, if it can be read as one of TOML: `8080`, `true`, `["a", "b"]`.
pub(super) fn parse_value(text: &str, origin: &Origin) -> Option<Node> {
    let (value, errors) = DeValue::parse_recoverable(text);
    if !errors.is_empty() {
        return None;
    }
    let reader = Reader {
        file: "".into(),
        lines: Vec::new(),
    };
    let mut mistakes = Vec::new();
    let mut node = reader.node(&value, &mut mistakes);
    settle(&mut node, origin);
    mistakes.is_empty().then_some(node)
}

/// Everything in a variable was written there.
fn settle(node: &mut Node, origin: &Origin) {
    node.origin = origin.clone();
    match &mut node.content {
        Content::Table(table) => table.values_mut().for_each(|node| settle(node, origin)),
        Content::List(items) => items.iter_mut().for_each(|node| settle(node, origin)),
        Content::Scalar(_) | Content::Loose(_) => {}
    }
}

struct Reader {
    file: Arc<str>,
    /// Where the lines end.
    lines: Vec<usize>,
}

impl Reader {
    fn origin(&self, at: usize) -> Origin {
        Origin::File {
            file: Arc::clone(&self.file),
            line: self.lines.partition_point(|end| *end < at) + 1,
        }
    }

    fn table(&self, table: &DeTable<'_>, mistakes: &mut Vec<ConfigMistake>) -> Table {
        table
            .iter()
            .map(|(name, value)| {
                let mut node = self.node(value, mistakes);
                // The name is what people look for, and a table may begin far below it.
                node.origin = self.origin(name.span().start);
                (name.get_ref().to_string(), node)
            })
            .collect()
    }

    fn node(&self, value: &Spanned<DeValue<'_>>, mistakes: &mut Vec<ConfigMistake>) -> Node {
        let origin = self.origin(value.span().start);
        let mut unreadable = |what: &str| {
            mistakes.push(ConfigMistake::at(&origin, what));
            Value::Null
        };
        let content = match value.get_ref() {
            DeValue::Table(table) => Content::Table(self.table(table, mistakes)),
            DeValue::Array(items) => {
                Content::List(items.iter().map(|item| self.node(item, mistakes)).collect())
            }
            DeValue::String(text) => Content::Scalar(text.as_ref().into()),
            DeValue::Boolean(fact) => Content::Scalar((*fact).into()),
            DeValue::Datetime(time) => Content::Scalar(time.to_string().into()),
            DeValue::Integer(number) => {
                let (digits, radix) = (number.as_str(), number.radix());
                let signed = i64::from_str_radix(digits, radix).map(Number::from);
                let number = signed.or_else(|_| u64::from_str_radix(digits, radix).map(Number::from));
                Content::Scalar(number.map_or_else(|_| unreadable("the number is too large"), Value::Number))
            }
            DeValue::Float(number) => {
                let float = number.as_str().parse().ok().and_then(Number::from_f64);
                Content::Scalar(float.map_or_else(|| unreadable("the number is not finite"), Value::Number))
            }
        };
        Node { origin, content }
    }
}
