//! Values that travel as texts: in paths, queries, headers and forms.

use serde_json::{Map, Number, Value};

use super::Checker;
use crate::ty::{Kind, Shape, Side};
use crate::wire::{self, Source};
use crate::{Manifest, Type, Violation};

/// Everything that is wrong with the texts given for one parameter: one text, or for a list any number.
#[must_use]
pub fn text(manifest: &Manifest, ty: &Type, side: Side, texts: &[&str]) -> Vec<Violation> {
    let mut checker = Checker::new(manifest, side);
    if let Some(value) = checker.gather(ty, texts) {
        checker.value(ty, Source::Document, &value);
    }
    checker.violations
}

/// Everything that is wrong with the named texts given for a struct of parameters. Texts of one name are a list.
#[must_use]
pub fn pairs<'t>(
    manifest: &Manifest,
    ty: &Type,
    side: Side,
    pairs: impl IntoIterator<Item = (&'t str, &'t str)>,
) -> Vec<Violation> {
    let mut texts: Vec<(&str, Vec<&str>)> = Vec::new();
    for (name, text) in pairs {
        match texts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, given)) => given.push(text),
            None => texts.push((name, vec![text])),
        }
    }
    let mut checker = Checker::new(manifest, side);
    let mut object = Map::new();
    for (name, given) in texts {
        let field = checker.parameter(ty, name, 0);
        let any = Type::plain(Kind::Any);
        let mut value = None;
        checker.at(name, |inner| {
            value = inner.gather(field.as_ref().unwrap_or(&any), &given)
        });
        if let Some(value) = value {
            object.insert(name.to_owned(), value);
        }
    }
    // A parameter that was refused already must not be missed as well.
    let refused: Vec<String> = checker
        .violations
        .iter()
        .map(|violation| violation.pointer.clone())
        .collect();
    let mut found = checker.attempt(|inner| inner.value(ty, Source::Document, &Value::Object(object)));
    found.retain(|violation| !refused.contains(&violation.pointer));
    checker.adopt(found);
    checker.violations
}

/// How many structs in structs are searched for a parameter.
const DEPTH: usize = 16;

impl Checker<'_> {
    /// The type of the parameter of that name, in a struct or in what is flattened into it.
    fn parameter(&self, ty: &Type, name: &str, depth: usize) -> Option<Type> {
        let core = wire::through_newtypes(self.manifest, ty.without_option()).without_option();
        if depth > DEPTH {
            return None;
        }
        match &core.kind {
            Kind::Map { value, .. } => Some(value.as_ref().clone()),
            Kind::Named { .. } => match self.manifest.definition(core).map(|definition| &definition.shape) {
                Some(Shape::Object { fields, .. }) => {
                    let own = wire::present(fields, self.side)
                        .filter(|field| !field.flatten)
                        .find(|field| wire::names(&field.name, &field.aliases, self.side).contains(&name));
                    own.map(|field| field.ty.clone()).or_else(|| {
                        wire::present(fields, self.side)
                            .filter(|field| field.flatten)
                            .find_map(|field| self.parameter(&field.ty, name, depth + 1))
                    })
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The value that texts stand for; a text too many is reported.
    fn gather(&mut self, ty: &Type, texts: &[&str]) -> Option<Value> {
        let core = wire::through_newtypes(self.manifest, ty).without_option();
        let core = wire::through_newtypes(self.manifest, core);
        match (&core.kind, texts) {
            (Kind::List { of } | Kind::Set { of } | Kind::Array { of, .. }, _) => {
                let items: Vec<Value> = texts.iter().map(|text| self.parse(of, text)).collect();
                Some(items.into())
            }
            (_, [text]) => Some(self.parse(core, text)),
            (_, []) => None,
            (Kind::Any, [first, ..]) => Some(self.parse(core, first)),
            _ => {
                let actual = crate::violation::count(texts.len() as u64, "value");
                self.report("maxItems", "one value", actual);
                None
            }
        }
    }

    /// The JSON value that a text stands for; a text that stands for none is left a text, to be refused as such.
    fn parse(&self, ty: &Type, text: &str) -> Value {
        let core = wire::through_newtypes(self.manifest, ty).without_option();
        let parsed = match &wire::through_newtypes(self.manifest, core).kind {
            Kind::Bool => text.parse().ok().map(Value::Bool),
            Kind::Integer { .. } => whole(text),
            Kind::Float { .. } => text.parse().ok().and_then(Number::from_f64).map(Value::Number),
            Kind::Null if text.is_empty() => Some(Value::Null),
            _ => None,
        };
        parsed.unwrap_or_else(|| Value::String(text.to_owned()))
    }
}

/// A whole number as Rust parses it: a plus sign and leading zeros are fine.
fn whole(text: &str) -> Option<Value> {
    let signed = text.parse::<i64>().map(Value::from);
    signed.or_else(|_| text.parse::<u64>().map(Value::from)).ok()
}
