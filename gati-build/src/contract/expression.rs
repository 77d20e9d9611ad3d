//! Parts of a plan as Rust that people read: what a stub can fill in by itself.

use gati_schema::ty::{Kind, Shape, Side};
use gati_schema::{Manifest, Type, TypeName};
use gati_transform::{Assign, By, Fill, How, Lack, Seg, StepPlan};
use serde_json::Value;

use crate::story::StepGiven;

/// What a stub is written for.
pub(super) struct Writer<'a> {
    pub(super) plan: &'a StepPlan,
    pub(super) given: &'a [StepGiven],
    pub(super) lacks: &'a [Lack],
    /// The name of the argument.
    pub(super) argument: &'static str,
    pub(super) target: &'a Manifest,
    /// The module of the target's release.
    pub(super) module: &'a str,
    /// What the blanks are called.
    pub(super) blank: &'a dyn Fn(&Lack) -> String,
}

impl Writer<'_> {
    /// The path of a type of the target.
    pub(super) fn path(&self, name: &TypeName) -> String {
        format!("crate::app::{}::{}", self.module, name.identifier())
    }

    /// The fields of a struct, one a line.
    pub(super) fn fields(
        &self,
        assigns: &[Assign],
        types: &dyn Fn(&str) -> Option<Type>,
        base: &str,
        depth: usize,
    ) -> String {
        let indent = "    ".repeat(depth);
        let line = |assign: &Assign| {
            let value = self.fill(&assign.value, types(&assign.field).as_ref(), base, depth);
            // A binding of the same name needs no repetition.
            if base.is_empty() && value == assign.field {
                format!("{indent}{value},\n")
            } else {
                format!("{indent}{}: {value},\n", raw(&assign.field))
            }
        };
        assigns.iter().map(line).collect()
    }

    /// What a part of the target gets. Ways begin at `base`; without one, at bindings of a pattern.
    pub(super) fn fill(&self, fill: &Fill, ty: Option<&Type>, base: &str, depth: usize) -> String {
        match fill {
            Fill::Take { path, how } => self.how(how, &walked(base, path), 0),
            Fill::Constant(value) => self.constant(value, ty),
            Fill::Absent => match ty.map(|ty| &ty.kind) {
                Some(Kind::Option { .. }) => "None".to_owned(),
                _ => "Default::default()".to_owned(),
            },
            Fill::Build { ty, fields } => {
                let types = |name: &str| field_type(self.target, ty, name);
                let inner = self.fields(fields, &types, base, depth + 1);
                format!("{} {{\n{inner}{}}}", self.path(ty), "    ".repeat(depth))
            }
            Fill::Lack(at) => self.lack(*at),
            Fill::Refuse(reason) => format!("/* {reason} */"),
        }
    }

    /// A blank.
    pub(super) fn lack(&self, at: usize) -> String {
        self.lacks
            .get(at)
            .map_or_else(|| "/* ? */".to_owned(), |lack| (self.blank)(lack))
    }

    fn how(&self, how: &How, from: &str, depth: usize) -> String {
        let it = if depth == 0 {
            "it".to_owned()
        } else {
            format!("it{depth}")
        };
        let inside = |how: &How| self.how(how, &it, depth + 1);
        match how {
            How::Move => from.to_owned(),
            How::Call(number) => match &self.plan.conversions[*number].by {
                By::Given(at) => {
                    let given = &self.given[*at].given;
                    let question = if given.fallible { "?" } else { "" };
                    let context = if given.context { ", lctx" } else { "" };
                    format!("{}({from}{context}){question}", given.path)
                }
                By::Derived { .. } => format!("{from}.into()"),
            },
            How::Widen => format!("{from} as _"),
            How::ToText => format!("{from}.to_string()"),
            How::Recode => format!("/* {from}, which has another type */"),
            How::IfFits(_) => format!("/* {from}, as far as it fits */"),
            How::Some(how) => format!("Some({})", self.how(how, from, depth)),
            How::OrElse(how, value) => {
                let or = self.constant(value, None);
                format!("{}.unwrap_or({or})", mapped(from, &it, &inside(how)))
            }
            How::OrAbsent(how) => format!("{}.unwrap_or_default()", mapped(from, &it, &inside(how))),
            How::Option(how) => mapped(from, &it, &inside(how)),
            How::Each(how) => match inside(how) {
                same if same == it => format!("{from}.into_iter().collect()"),
                inner => format!("{from}.into_iter().map(|{it}| {inner}).collect()"),
            },
            How::Values(how) => {
                let inner = inside(how);
                format!("{from}.into_iter().map(|(key, {it})| (key, {inner})).collect()")
            }
            How::Positions(parts) => {
                let parts: Vec<String> = parts
                    .iter()
                    .enumerate()
                    .map(|(at, how)| self.how(how, &format!("{from}.{at}"), depth))
                    .collect();
                format!("({})", parts.join(", "))
            }
            How::Unwrap(how) => self.how(how, &format!("{from}.0"), depth),
            How::Wrap(name, how) => format!("{}({})", self.path(name), self.how(how, from, depth)),
        }
    }

    /// A value that the contract states.
    fn constant(&self, value: &Value, ty: Option<&Type>) -> String {
        let named = ty.and_then(|ty| match &ty.without_option().kind {
            Kind::Named { name } => Some((
                name,
                self.target.types.get(name).map(|definition| &definition.shape),
            )),
            _ => None,
        });
        let plain = match (value, named) {
            (Value::Null, _) => "None".to_owned(),
            (Value::String(text), Some((name, Some(Shape::Choice(choice))))) => {
                let is_it = |variant: &&gati_schema::ty::Variant| variant.name.on(Side::Read) == text;
                match choice.variants.iter().find(is_it) {
                    Some(variant) => format!("{}::{}", self.path(name), variant.rust_name),
                    None => format!("/* {value} */"),
                }
            }
            (_, Some(_)) => format!("/* {value} */"),
            (Value::Bool(truth), _) => truth.to_string(),
            (Value::Number(number), _) => match ty.map(|ty| &ty.kind) {
                Some(Kind::Float { .. }) if !number.is_f64() => format!("{number}.0"),
                _ => number.to_string(),
            },
            (Value::String(text), _) if text.is_empty() => "String::new()".to_owned(),
            (Value::String(text), _) => format!("{text:?}.to_owned()"),
            (Value::Array(items), _) if items.is_empty() => "Default::default()".to_owned(),
            (Value::Object(entries), _) if entries.is_empty() => "Default::default()".to_owned(),
            _ => format!("/* {value} */"),
        };
        match ty.map(|ty| &ty.kind) {
            Some(Kind::Option { .. }) if !value.is_null() => format!("Some({plain})"),
            _ => plain,
        }
    }
}

/// Something done to what an `Option` holds.
fn mapped(from: &str, it: &str, inner: &str) -> String {
    if inner == it {
        from.to_owned()
    } else if inner == format!("{it}.into()") {
        format!("{from}.map(Into::into)")
    } else {
        format!("{from}.map(|{it}| {inner})")
    }
}

/// A way as field accesses. Without a base it begins at a binding: a field by its name, a position by the name of its pattern.
pub(super) fn walked(base: &str, path: &[Seg]) -> String {
    let mut text = base.to_owned();
    for seg in path {
        let name = match seg {
            Seg::Field(name) => raw(name),
            Seg::Position(at) if text.is_empty() => binding(*at),
            Seg::Position(at) => at.to_string(),
        };
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(&name);
    }
    text
}

/// The name of an unnamed part in a pattern.
pub(super) fn binding(at: usize) -> String {
    const NAMES: [&str; 3] = ["it", "second", "third"];
    NAMES
        .get(at)
        .map_or_else(|| format!("part{at}"), |name| (*name).to_owned())
}

/// A name as Rust spells it.
pub(super) fn raw(name: &str) -> String {
    crate::source::spell(name)
}

/// The type of a field.
pub(super) fn field_type(manifest: &Manifest, ty: &TypeName, name: &str) -> Option<Type> {
    match &manifest.types.get(ty)?.shape {
        Shape::Object { fields, .. } => fields
            .iter()
            .find(|field| field.rust_name == name)
            .map(|field| field.ty.clone()),
        _ => None,
    }
}
