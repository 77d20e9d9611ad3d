//! Parts of a plan as Rust that people read: what a stub can fill in by itself.

use std::cell::RefCell;
use std::collections::BTreeMap;

use gati_schema::ty::{Kind, Shape, Side};
use gati_schema::{Manifest, Type, TypeName};
use gati_transform::{Assign, Body, By, Ease, Fill, Given, How, Lack, Role, Seg, StepPlan};
use proc_macro2::TokenStream;
use serde_json::Value;

use super::phrase::{collected, mapped, raw, walked};
use super::stub::{snake, stub_name, type_body};
use crate::analyze::live::Repr;
use crate::emit::timescape::{Held, Realm};
use crate::story::StepGiven;

/// What a stub is written for.
pub(super) struct Writer<'a> {
    pub(super) plan: &'a StepPlan,
    pub(super) given: &'a [StepGiven],
    pub(super) lacks: &'a [Lack],
    /// The name of the argument.
    pub(super) argument: &'static str,
    pub(super) target: &'a Manifest,
    /// The modules of both releases: that of the source and that of the target.
    pub(super) modules: (&'a str, &'a str),
    /// How both hold their values.
    pub(super) realms: (Realm<'a>, Realm<'a>),
    /// What the blanks are called.
    pub(super) blank: &'a dyn Fn(&Lack) -> String,
    /// The conversions that are being written out.
    pub(super) open: RefCell<Vec<usize>>,
    /// Functions for what is more than an expression, by the numbers of their conversions.
    pub(super) helpers: RefCell<BTreeMap<usize, String>>,
}

/// Where ways into the source begin.
pub(super) enum Root {
    /// A value of that name.
    Value(String, Box<Held>),
    /// Parts of a value of that name, or bindings of a pattern if there is none.
    Parts(&'static str, Vec<(Seg, Held)>),
}

impl Root {
    fn base(&self) -> &str {
        match self {
            Self::Value(base, _) => base,
            Self::Parts(base, _) => base,
        }
    }
}

impl Writer<'_> {
    /// The path of a type of the target.
    pub(super) fn path(&self, name: &TypeName) -> String {
        format!("crate::app::{}::{}", self.modules.1, name.identifier())
    }

    /// A whole value of a type of the source.
    pub(super) fn whole(&self, base: &str, name: &TypeName) -> Root {
        Root::Value(
            base.to_owned(),
            Box::new(Held::plain(&Type::named(name.clone()), Repr::Plain)),
        )
    }

    /// How a field of the target is held, by its name.
    pub(super) fn held(&self, owner: &TypeName, variant: Option<&str>, field: &str) -> Option<Held> {
        let fields = self.realms.1.fields(owner, variant);
        let (_, held) = fields.into_iter().find(|(known, _)| known.rust_name == field)?;
        Some(held)
    }

    /// The fields of a struct, one a line.
    pub(super) fn fields(
        &self,
        assigns: &[Assign],
        helds: &dyn Fn(&str) -> Option<Held>,
        root: &Root,
        depth: usize,
    ) -> String {
        let indent = "    ".repeat(depth);
        let line = |assign: &Assign| {
            let value = self.fill(&assign.value, helds(&assign.field).as_ref(), root, depth);
            // A binding of the same name needs no repetition.
            if root.base().is_empty() && value == assign.field {
                format!("{indent}{value},\n")
            } else {
                format!("{indent}{}: {value},\n", raw(&assign.field))
            }
        };
        assigns.iter().map(line).collect()
    }

    /// What a part of the target gets.
    pub(super) fn fill(&self, fill: &Fill, target: Option<&Held>, root: &Root, depth: usize) -> String {
        match fill {
            Fill::Take { path, how } => {
                let source = self.source_at(root, path);
                self.adjusted(how, &walked(root.base(), path), source.as_ref(), target)
            }
            Fill::Constant(value) => {
                let value = self.constant(value, target.map(|target| &target.ty));
                closed(value, target)
            }
            Fill::Absent => match target {
                Some(target) if target.open || matches!(target.ty.kind, Kind::Option { .. }) => {
                    "None".to_owned()
                }
                _ => "Default::default()".to_owned(),
            },
            Fill::Build { ty, fields } => {
                let helds = |name: &str| self.held(ty, None, name);
                let inner = self.fields(fields, &helds, root, depth + 1);
                let made = format!("{} {{\n{inner}{}}}", self.path(ty), "    ".repeat(depth));
                closed(made, target)
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

    /// How what stands at a place of the source is held.
    fn source_at(&self, root: &Root, path: &[Seg]) -> Option<Held> {
        let realm = &self.realms.0;
        let (held, rest) = match root {
            Root::Value(_, held) if path.is_empty() => return Some((**held).clone()),
            Root::Value(_, held) => (held.as_ref(), path),
            Root::Parts(_, parts) => {
                let (first, rest) = path.split_first()?;
                let (_, held) = parts.iter().find(|(seg, _)| seg == first)?;
                (held, rest)
            }
        };
        let (_, held) = realm.walk(TokenStream::new(), held.clone(), rest)?;
        Some(held)
    }

    /// A value that frozen types may leave open, in an `Option` that is none of the contract's.
    fn adjusted(&self, how: &How, from: &str, source: Option<&Held>, target: Option<&Held>) -> String {
        let is_open = |held: Option<&Held>| held.is_some_and(|held| held.open);
        match (is_open(source), is_open(target)) {
            (false, false) => self.how(how, from, (source, target), 0),
            (false, true) => format!("Some({})", self.how(how, from, (source, target), 0)),
            (true, true) => mapped(from, "it", &self.how(how, "it", (source, target), 1)),
            (true, false) => {
                let value = mapped(from, "it", &self.how(how, "it", (source, target), 1));
                format!("{value}.unwrap_or_default()")
            }
        }
    }

    fn how(&self, how: &How, from: &str, places: Places<'_>, depth: usize) -> String {
        let it = if depth == 0 {
            "it".to_owned()
        } else {
            format!("it{depth}")
        };
        let (source, target) = places;
        let part = |held: Option<&Held>, at: usize| held.map(|held| held.part(at));
        let inside = |how: &How, at: usize| {
            let (source, target) = (part(source, at), part(target, at));
            self.how(how, &it, (source.as_ref(), target.as_ref()), depth + 1)
        };
        // What the source may lack stands one level deeper there than in the target.
        let present = |how: &How| {
            let source = part(source, 0);
            self.how(how, &it, (source.as_ref(), target), depth + 1)
        };
        match how {
            How::Move => moved(from, places),
            How::Call(number) => self.called(*number, from, places),
            How::Widen => format!("{from} as _"),
            How::ToText => format!("{from}.to_string()"),
            How::Recode => format!("/* {from}, which has another type */"),
            How::IfFits(_) => format!("/* {from}, as far as it fits */"),
            How::Some(how) => {
                let target = part(target, 0);
                format!("Some({})", self.how(how, from, (source, target.as_ref()), depth))
            }
            How::OrElse(how, value) => {
                let or = self.constant(value, target.map(|target| &target.ty));
                format!("{}.unwrap_or({or})", mapped(from, &it, &present(how)))
            }
            How::OrAbsent(how) => format!("{}.unwrap_or_default()", mapped(from, &it, &present(how))),
            How::Option(how) => mapped(from, &it, &inside(how, 0)),
            How::Each(how) => match inside(how, 0) {
                same if same == it => format!("{from}.into_iter().collect()"),
                inner => collected(from, &it, &inner),
            },
            How::Values(how) => {
                let inner = inside(how, 1);
                collected(from, &format!("(key, {it})"), &format!("(key, {inner})"))
            }
            How::Positions(parts) => {
                let parts: Vec<String> = parts
                    .iter()
                    .enumerate()
                    .map(|(at, how)| {
                        let (source, target) = (part(source, at), part(target, at));
                        self.how(
                            how,
                            &format!("{from}.{at}"),
                            (source.as_ref(), target.as_ref()),
                            depth,
                        )
                    })
                    .collect();
                format!("({})", parts.join(", "))
            }
            How::Unwrap(how) => self.how(how, &format!("{from}.0"), (None, target), depth),
            How::Wrap(name, how) => {
                let made = format!(
                    "{}({})",
                    self.path(name),
                    self.how(how, from, (source, None), depth)
                );
                closed(made, target)
            }
        }
    }

    /// What one conversion makes of a value.
    fn called(&self, number: usize, from: &str, (source, target): Places<'_>) -> String {
        let value = match source {
            Some(source) if source.repr == Repr::Boxed => format!("*{from}"),
            _ => from.to_owned(),
        };
        let called = |function: &str, context: bool, fallible: bool| {
            let context = if context { ", lctx" } else { "" };
            let question = if fallible { "?" } else { "" };
            format!("{function}({value}{context}){question}")
        };
        let made = match &self.plan.conversions[number].by {
            By::Given(at) => {
                let given = &self.given[*at].given;
                called(&given.path, given.context, given.fallible)
            }
            // Another stub is pasted for it, or this one.
            By::Derived { gap: Some(gap), .. } => {
                let name = stub_name(&self.plan.gaps[*gap]);
                called(&name, self.looks_around(number), self.may_fail(number))
            }
            By::Derived { gap: None, body } => self.inline(number, body, from).unwrap_or_else(|| {
                let name = self.helper(number, body);
                called(&name, self.looks_around(number), self.may_fail(number))
            }),
        };
        closed(made, target)
    }

    /// What is derived, written out: once a transformer carries the whole, nobody else may need the conversion of its part, and then there is
    /// none. Nothing for what is more than a few fields.
    fn inline(&self, number: usize, body: &Body, from: &str) -> Option<String> {
        let conversion = &self.plan.conversions[number];
        let path = self.path(&conversion.to);
        if self.open.borrow().contains(&number) || self.helpers.borrow().contains_key(&number) {
            return None;
        }
        let root = self.whole(from, &conversion.from);
        let helds = |name: &str| self.held(&conversion.to, None, name);
        self.open.borrow_mut().push(number);
        let made = match body {
            Body::Object(assigns) if assigns.len() <= FEW => {
                let fields = assigns.iter().map(|assign| {
                    let value = self.fill(&assign.value, helds(&assign.field).as_ref(), &root, 0);
                    format!("{}: {value}", raw(&assign.field))
                });
                Some(format!("{path} {{ {} }}", fields.collect::<Vec<_>>().join(", ")))
            }
            Body::Newtype(fill) => {
                let target = self.realms.1.newtype(&conversion.to).map(|(held, _)| held);
                Some(format!("{path}({})", self.fill(fill, target.as_ref(), &root, 0)))
            }
            Body::Unit => Some(path),
            _ => None,
        };
        self.open.borrow_mut().pop();
        // What came back to itself is a function by now, and is called.
        made.filter(|_| !self.helpers.borrow().contains_key(&number))
    }

    /// The name of a function that carries one type, which is written beside the stub's own code.
    fn helper(&self, number: usize, body: &Body) -> String {
        let conversion = &self.plan.conversions[number];
        let identifier = conversion.to.identifier();
        let name = format!("{}_{}", conversion.way.verb(), snake(&identifier));
        if self.helpers.borrow().contains_key(&number) {
            return name;
        }
        // Whoever comes back here calls it by its name.
        self.helpers.borrow_mut().insert(number, String::new());
        let from = format!("crate::app::{}::{}", self.modules.0, conversion.from.identifier());
        let to = self.path(&conversion.to);
        let made = type_body(self, body, (&conversion.from, &from), (&conversion.to, &to));
        let context = if self.looks_around(number) {
            ", lctx: &mut gati::Lctx"
        } else {
            ""
        };
        let (gives, made) = if self.may_fail(number) {
            (
                format!("Result<{to}, gati::Untransformable>"),
                format!("Ok({made})"),
            )
        } else {
            (to, made)
        };
        let text = format!(
            "fn {name}({}: {from}{context}) -> {gives} {{\n    {made}\n}}",
            self.argument
        );
        let text = text.replace('\n', "\n    ");
        self.helpers.borrow_mut().insert(number, format!("    {text}\n"));
        name
    }

    /// Whether a conversion may refuse a value.
    pub(super) fn may_fail(&self, number: usize) -> bool {
        let given = self.given.iter().map(|given| Given {
            context: false,
            ..given.given.clone()
        });
        self.plan.ease(number, &given.collect::<Vec<_>>()) == Ease::Fallible
    }

    /// Whether a conversion calls a transformer that looks at the local context.
    pub(super) fn looks_around(&self, number: usize) -> bool {
        let given: Vec<Given> = self.given.iter().map(|given| given.given.clone()).collect();
        let is_derived = !matches!(self.plan.conversions[number].by, By::Given(_));
        let is_value = self.plan.conversions[number].role == Role::Value;
        is_derived && is_value && self.plan.ease(number, &given) == Ease::Never
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

/// Where a value stands, and where it goes; nothing is known of places that no type has.
type Places<'h> = (Option<&'h Held>, Option<&'h Held>);

/// Fields that still make one line.
const FEW: usize = 4;

/// A value that stays as it is, in whatever holds it.
fn moved(from: &str, (source, target): Places<'_>) -> String {
    let is_boxed = |held: Option<&Held>| held.is_some_and(|held| held.repr == Repr::Boxed);
    match (is_boxed(source), is_boxed(target)) {
        (true, false) => format!("*{from}"),
        (false, true) => format!("Box::new({from})"),
        _ => from.to_owned(),
    }
}

/// A value in what is to hold it.
fn closed(value: String, target: Option<&Held>) -> String {
    match target {
        Some(target) if target.repr == Repr::Boxed => format!("Box::new({value})"),
        _ => value,
    }
}
