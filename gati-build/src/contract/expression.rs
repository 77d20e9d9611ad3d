//! Parts of a plan as Rust that people read: what a stub can fill in by itself.

use std::cell::RefCell;

use gati_schema::ty::{Kind, Shape, Side};
use gati_schema::{Manifest, Type, TypeName};
use gati_transform::{Assign, Body, By, Fill, How, Lack, Seg, StepPlan};
use serde_json::Value;

use super::stub::stub_name;
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
    /// The conversions that are being written out.
    pub(super) open: RefCell<Vec<usize>>,
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
                // Another stub is pasted for it, or this one.
                By::Derived { gap: Some(gap), .. } => {
                    format!("{}({from})", stub_name(&self.plan.gaps[*gap]))
                }
                By::Derived { gap: None, body } => self.inline(*number, body, from),
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
                inner => collected(from, &it, &inner),
            },
            How::Values(how) => {
                let inner = inside(how);
                collected(from, &format!("(key, {it})"), &format!("(key, {inner})"))
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

    /// What is derived, written out: once a transformer carries the whole, nobody else may need the conversion of its part, and then there is
    /// none. What is more than a struct is left to whoever fills in the stub.
    fn inline(&self, number: usize, body: &Body, from: &str) -> String {
        let path = self.path(&self.plan.conversions[number].to);
        let is_open = self.open.borrow().contains(&number);
        self.open.borrow_mut().push(number);
        let made = match body {
            Body::Object(assigns) if !is_open => {
                let types = |name: &str| field_type(self.target, &self.plan.conversions[number].to, name);
                let fields = assigns.iter().map(|assign| {
                    let value = self.fill(&assign.value, types(&assign.field).as_ref(), from, 0);
                    format!("{}: {value}", raw(&assign.field))
                });
                format!("{path} {{ {} }}", fields.collect::<Vec<_>>().join(", "))
            }
            Body::Newtype(fill) if !is_open => format!("{path}({})", self.fill(fill, None, from, 0)),
            Body::Unit => path,
            _ => format!("/* {from}, which has another type */"),
        };
        self.open.borrow_mut().pop();
        made
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
    } else if let Some(function) = function(it, inner) {
        format!("{from}.map({function})")
    } else if may_refuse(inner) {
        format!("{from}.map(|{it}| Ok::<_, gati::Untransformable>({inner})).transpose()?")
    } else {
        format!("{from}.map(|{it}| {inner})")
    }
}

/// Something done to each item.
fn collected(from: &str, it: &str, inner: &str) -> String {
    if may_refuse(inner) {
        format!("{from}.into_iter().map(|{it}| Ok({inner})).collect::<Result<_, gati::Untransformable>>()?")
    } else if let Some(function) = function(it, inner) {
        format!("{from}.into_iter().map({function}).collect()")
    } else {
        format!("{from}.into_iter().map(|{it}| {inner}).collect()")
    }
}

/// The function that is all that happens to `it`.
fn function<'i>(it: &str, inner: &'i str) -> Option<&'i str> {
    if inner == format!("{it}.into()") {
        return Some("Into::into");
    }
    let name = inner.strip_suffix(&format!("({it})"))?;
    let is_path = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | ':'));
    is_path.then_some(name)
}

/// Whether an expression leaves the function where a value cannot be carried.
pub(super) fn may_refuse(expression: &str) -> bool {
    expression.contains(")?")
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
