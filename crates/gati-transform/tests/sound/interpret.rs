//! Does what a plan says, with values.

use std::collections::BTreeMap;

use gati_schema::ty::{Content, Default as Fallback, Field, Kind, Shape, Side};
use gati_schema::{Manifest, Type};
use gati_transform::{Assign, Body, By, Fill, How, Seg, StepPlan, To, Way};
use serde_json::{Value, json};

use crate::data::{Data, read, write};

/// A plan and what it is about.
pub(crate) struct Interpreter<'a> {
    pub(crate) plan: &'a StepPlan,
    pub(crate) source: &'a Manifest,
    pub(crate) target: &'a Manifest,
    pub(crate) way: Way,
}

/// Why there is no value.
#[derive(Debug, PartialEq)]
pub(crate) enum Stop {
    /// A transformer is missing.
    Gap,
    /// The plan says something that does not go: a mistake of the planner.
    Nonsense(String),
    /// The picture of this test does not reach.
    Beyond,
}

fn nonsense<T>(what: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Nonsense(what.into()))
}

impl Interpreter<'_> {
    pub(crate) fn how(&self, how: &How, data: &Data, from: &Type, to: &Type) -> Result<Data, Stop> {
        // What only the program knows becomes what only the program knows.
        if *data == Data::Unknown {
            return Ok(Data::Unknown);
        }
        let inner = |ty: &Type| match &ty.kind {
            Kind::Option { of } | Kind::List { of } | Kind::Set { of } | Kind::Array { of, .. } => {
                Some((**of).clone())
            }
            Kind::Map { value, .. } => Some((**value).clone()),
            _ => None,
        };
        Ok(match (how, data) {
            (How::Move | How::Widen, data) => data.clone(),
            (How::ToText, Data::Plain(Value::Number(number))) => Data::Plain(json!(number.to_string())),
            (How::ToText, Data::Plain(Value::Bool(truth))) => Data::Plain(json!(truth.to_string())),
            (How::Recode, data) => {
                let value = write(self.source, from, Side::Write, data).ok_or(Stop::Beyond)?;
                let problems = gati_schema::check::value(self.target, to, Side::Read, &value);
                if !problems.is_empty() {
                    return nonsense(format!("{value} is not taken: {problems:?}"));
                }
                read(self.target, to, Side::Read, &value).ok_or(Stop::Beyond)?
            }
            (How::Call(number), data) => self.conversion(*number, data)?,
            (How::Some(how), data) => {
                let to = inner(to).ok_or(Stop::Beyond)?;
                Data::Something(Box::new(self.how(how, data, from, &to)?))
            }
            (How::OrElse(_, value), Data::Nothing) => {
                read(self.target, to, Side::Read, value).ok_or(Stop::Beyond)?
            }
            (How::OrElse(how, _), Data::Something(data)) => {
                self.how(how, data, &inner(from).ok_or(Stop::Beyond)?, to)?
            }
            (How::OrAbsent(_), Data::Nothing) => Data::Unknown,
            (How::OrAbsent(how), Data::Something(data)) => {
                self.how(how, data, &inner(from).ok_or(Stop::Beyond)?, to)?
            }
            (How::Option(_), Data::Nothing) => Data::Nothing,
            (How::Option(how), Data::Something(data)) => {
                let (Some(from), Some(to)) = (inner(from), inner(to)) else {
                    return Err(Stop::Beyond);
                };
                Data::Something(Box::new(self.how(how, data, &from, &to)?))
            }
            (How::Each(how), Data::Items(items)) => {
                let (Some(from), Some(to)) = (inner(from), inner(to)) else {
                    return Err(Stop::Beyond);
                };
                let items = items.iter().map(|item| self.how(how, item, &from, &to));
                Data::Items(items.collect::<Result<_, _>>()?)
            }
            (How::Values(how), Data::Entries(entries)) => {
                let (Some(from), Some(to)) = (inner(from), inner(to)) else {
                    return Err(Stop::Beyond);
                };
                let entries = entries
                    .iter()
                    .map(|(key, data)| Ok((key.clone(), self.how(how, data, &from, &to)?)));
                Data::Entries(entries.collect::<Result<_, _>>()?)
            }
            (How::Positions(hows), Data::Items(items)) => {
                let (Kind::Tuple { of: a }, Kind::Tuple { of: b }) = (&from.kind, &to.kind) else {
                    return nonsense("positions of what is no tuple");
                };
                let parts = hows.iter().zip(items).zip(a.iter().zip(b));
                let parts = parts.map(|((how, data), (a, b))| self.how(how, data, a, b));
                Data::Items(parts.collect::<Result<_, _>>()?)
            }
            (How::Unwrap(how), Data::Newtype(data)) => {
                let from = newtype(self.source, from).ok_or(Stop::Beyond)?;
                self.how(how, data, from, to)?
            }
            (How::Wrap(_, how), data) => {
                let to = newtype(self.target, to).ok_or(Stop::Beyond)?;
                Data::Newtype(Box::new(self.how(how, data, from, to)?))
            }
            (how, data) => return nonsense(format!("{how:?} of {data:?}")),
        })
    }

    pub(crate) fn conversion(&self, number: usize, data: &Data) -> Result<Data, Stop> {
        let conversion = &self.plan.conversions[number];
        let By::Derived { body, gap } = &conversion.by else {
            return Err(Stop::Beyond);
        };
        if gap.is_some() {
            return Err(Stop::Gap);
        }
        let from = &self.source.types[&conversion.from].shape;
        let to = &self.target.types[&conversion.to].shape;
        let whole = Type::named(conversion.from.clone());
        match (body, to) {
            (Body::Unit, Shape::Unit) => Ok(Data::Unit),
            (Body::Newtype(fill), Shape::Newtype { ty, .. }) => Ok(Data::Newtype(Box::new(self.fill(
                fill,
                data,
                &Parts::Whole(&whole, from),
                ty,
            )?))),
            (Body::Tuple(fills), Shape::Tuple(types)) => {
                let parts = fills.iter().zip(types);
                let parts = parts.map(|(fill, ty)| self.fill(fill, data, &Parts::Whole(&whole, from), ty));
                Ok(Data::Items(parts.collect::<Result<_, _>>()?))
            }
            (Body::Object(assigns), Shape::Object { fields, .. }) => {
                self.object(assigns, data, &Parts::Whole(&whole, from), fields)
            }
            (Body::Choice(arms), Shape::Choice(target)) => {
                let (Data::Variant(name, content), Shape::Choice(source)) = (data, from) else {
                    return nonsense("arms of what is no enum");
                };
                let Some(arm) = arms.iter().find(|arm| arm.variant == *name) else {
                    return nonsense(format!("no arm for `{name}`"));
                };
                let variant = source.variants.iter().find(|variant| variant.rust_name == *name);
                let parts = Parts::Content(&variant.ok_or(Stop::Beyond)?.content);
                let target = |name: &str| target.variants.iter().find(|variant| variant.rust_name == name);
                match &arm.to {
                    To::Unit(name) => Ok(Data::Variant(name.clone(), Box::new(Data::Unit))),
                    To::Positions(name, fills) => {
                        let types = match &target(name).ok_or(Stop::Beyond)?.content {
                            Content::Newtype(ty) => vec![ty],
                            Content::Tuple(types) => types.iter().collect(),
                            _ => return nonsense(format!("positions of `{name}`")),
                        };
                        let fills = fills.iter().zip(types);
                        let fills = fills.map(|(fill, ty)| self.fill(fill, content, &parts, ty));
                        let items = Data::Items(fills.collect::<Result<_, _>>()?);
                        Ok(Data::Variant(name.clone(), Box::new(items)))
                    }
                    To::Object(name, assigns) => match &target(name).ok_or(Stop::Beyond)?.content {
                        Content::Object(fields) => {
                            let object = self.object(assigns, content, &parts, fields)?;
                            Ok(Data::Variant(name.clone(), Box::new(object)))
                        }
                        _ => nonsense(format!("fields of `{name}`")),
                    },
                    To::Lack(_) => Err(Stop::Gap),
                    To::Never => nonsense(format!("`{name}` came after all")),
                    To::AsItIs | To::Refuse(_) => Err(Stop::Beyond),
                }
            }
            (body, _) => nonsense(format!("{body:?} of another shape")),
        }
    }

    fn object(
        &self,
        assigns: &[Assign],
        data: &Data,
        parts: &Parts<'_>,
        fields: &[Field],
    ) -> Result<Data, Stop> {
        let mut object = BTreeMap::new();
        for field in fields {
            let Some(assign) = assigns.iter().find(|assign| assign.field == field.rust_name) else {
                return nonsense(format!("`{}` gets nothing", field.rust_name));
            };
            let value = match &assign.value {
                Fill::Absent if matches!(field.ty.kind, Kind::Option { .. }) => Data::Nothing,
                fill => self.fill(fill, data, parts, &field.ty)?,
            };
            object.insert(field.rust_name.clone(), value);
        }
        Ok(Data::Object(object))
    }

    fn fill(&self, fill: &Fill, data: &Data, parts: &Parts<'_>, to: &Type) -> Result<Data, Stop> {
        match fill {
            Fill::Take { path, how } => {
                let (data, from, field) = self.walk(path, data, parts)?;
                let is_open = field.is_some_and(|field| {
                    field.default == Fallback::Computed && !matches!(field.ty.kind, Kind::Option { .. })
                });
                // What only the program knew is nothing here.
                let (data, from) = match (is_open && self.way == Way::Lift, data) {
                    (true, Data::Unknown) => (Data::Nothing, from.optional()),
                    (true, data) => (Data::Something(Box::new(data)), from.optional()),
                    (false, data) => (data, from),
                };
                self.how(how, &data, &from, to)
            }
            Fill::Constant(value) => read(self.target, to, Side::Read, value).ok_or(Stop::Beyond),
            Fill::Absent => Ok(Data::Unknown),
            Fill::Build { ty, fields } => match &self.target.types[ty].shape {
                Shape::Object { fields: all, .. } => self.object(fields, data, parts, all),
                _ => nonsense(format!("`{ty}` is built")),
            },
            Fill::Lack(_) => Err(Stop::Gap),
            Fill::Refuse(_) => Err(Stop::Beyond),
        }
    }

    /// The part at the end of a way, and its type.
    fn walk<'s>(
        &'s self,
        path: &[Seg],
        data: &Data,
        parts: &Parts<'s>,
    ) -> Result<(Data, Type, Option<&'s Field>), Stop> {
        let Some((first, rest)) = path.split_first() else {
            return match parts {
                Parts::Whole(ty, _) => Ok((data.clone(), (*ty).clone(), None)),
                Parts::Content(_) => nonsense("a variant is no value"),
            };
        };
        let (mut data, mut ty, mut last) = match (parts, data, first) {
            (Parts::Whole(_, Shape::Newtype { ty, .. }), Data::Newtype(inner), Seg::Position(0)) => {
                ((**inner).clone(), ty, None)
            }
            (Parts::Whole(_, Shape::Tuple(types)), Data::Items(items), Seg::Position(at)) => {
                (items[*at].clone(), &types[*at], None)
            }
            (Parts::Whole(_, Shape::Object { fields, .. }), Data::Object(object), Seg::Field(name)) => {
                field(fields, object, name)?
            }
            (Parts::Content(Content::Newtype(ty)), Data::Items(items), Seg::Position(0)) => {
                (items[0].clone(), ty, None)
            }
            (Parts::Content(Content::Tuple(types)), Data::Items(items), Seg::Position(at)) => {
                (items[*at].clone(), &types[*at], None)
            }
            (Parts::Content(Content::Object(fields)), Data::Object(object), Seg::Field(name)) => {
                field(fields, object, name)?
            }
            _ => return nonsense(format!("{first:?} of {data:?}")),
        };
        for seg in rest {
            let Some(definition) = self.source.definition(ty) else {
                return nonsense(format!("{seg:?} of what has no definition"));
            };
            (data, ty, last) = match (&definition.shape, &data, seg) {
                (Shape::Object { fields, .. }, Data::Object(object), Seg::Field(name)) => {
                    field(fields, object, name)?
                }
                (Shape::Newtype { ty, .. }, Data::Newtype(inner), Seg::Position(0)) => {
                    ((**inner).clone(), ty, None)
                }
                (_, Data::Unknown, _) => return Ok((Data::Unknown, ty.clone(), None)),
                _ => return nonsense(format!("{seg:?} of {data:?}")),
            };
        }
        Ok((data, ty.clone(), last))
    }
}

/// Where ways into a source begin.
enum Parts<'a> {
    Whole(&'a Type, &'a Shape),
    Content(&'a Content),
}

fn field<'f>(
    fields: &'f [Field],
    object: &BTreeMap<String, Data>,
    name: &str,
) -> Result<(Data, &'f Type, Option<&'f Field>), Stop> {
    match (
        object.get(name),
        fields.iter().find(|field| field.rust_name == name),
    ) {
        (Some(data), Some(field)) => Ok((data.clone(), &field.ty, Some(field))),
        _ => nonsense(format!("no field `{name}`")),
    }
}

fn newtype<'m>(manifest: &'m Manifest, ty: &Type) -> Option<&'m Type> {
    match &manifest.definition(ty)?.shape {
        Shape::Newtype { ty, .. } => Some(ty),
        _ => None,
    }
}
