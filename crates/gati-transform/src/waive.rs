//! From findings of the diff to places of a plan: what somebody acknowledged, and where that counts.

use gati_diff::{Change, Direction, Place, Step, Today, compare, label};
use gati_schema::handler::Body;
use gati_schema::ty::{Content, Field, Kind, Shape};
use gati_schema::{Handler, Manifest, Type, TypeName};

use crate::{Part, Party, Waived, Way};

/// A place in the newer release that a finding speaks of: inside a defined type, or inside a part of a handler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// In which direction values travel there.
    pub way: Way,
    /// Where the path begins.
    pub owner: Owner,
    /// The way to it, by names in Rust.
    pub path: Vec<String>,
}

/// Where the path of a [`Site`] begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A type of the newer release.
    Type(TypeName),
    /// A part of a handler of the newer release, by its name.
    Part(String, Part),
}

/// Where acknowledged findings are.
#[derive(Debug, Default)]
pub(crate) struct Waivers {
    list: Vec<(Site, String)>,
}

impl Waivers {
    pub(crate) fn new(older: &Manifest, newer: &Manifest, waived: &[Waived]) -> Self {
        let mut list = Vec::new();
        if waived.is_empty() {
            return Self { list };
        }
        for change in compare(older, newer, Today::Unknown).changes {
            let key = change.key();
            if let Some(waived) = waived.iter().find(|waived| waived.key == key) {
                let sites = sites(&change, older, newer);
                list.extend(sites.into_iter().map(|site| (site, waived.because.clone())));
            }
        }
        Self { list }
    }

    /// The reason why a lack does not count.
    pub(crate) fn reason(&self, way: Way, party: &Party, path: &[String]) -> Option<String> {
        let is_here = |site: &Site| {
            let owner = match (&site.owner, party) {
                (Owner::Type(name), Party::Type { newer, .. }) => name == newer,
                (Owner::Part(handler, part), Party::Handler { newer, part: own, .. }) => {
                    handler == newer && part == own
                }
                _ => false,
            };
            site.way == way && owner && path.starts_with(&site.path)
        };
        let found = self.list.iter().find(|(site, _)| is_here(site));
        found.map(|(_, reason)| reason.clone())
    }
}

/// Where in the newer release a finding is: at the part of the handler, and at each defined type on the way.
#[must_use]
pub fn sites(change: &Change, older: &Manifest, newer: &Manifest) -> Vec<Site> {
    let location = &change.location;
    let way = match (&location.place, change.direction) {
        (Place::Answer | Place::Outgoing | Place::Error, _) | (_, Direction::Response) => Way::Lower,
        _ => Way::Lift,
    };
    let handler = location
        .handler
        .as_ref()
        .and_then(|name| newer.handlers.iter().find(|handler| label(handler) == *name));
    let Some(handler) = handler else {
        return Vec::new();
    };
    let Some((part, prefix, ty)) = root(handler, &location.place) else {
        return Vec::new();
    };
    let mut open = vec![Site {
        way,
        owner: Owner::Part(handler.name.clone(), part),
        path: prefix,
    }];
    let mut at = ty;
    for step in &location.path {
        if let Some(name) = at.and_then(|ty| last_name(newer, ty)) {
            open.push(Site {
                way,
                owner: Owner::Type(name.clone()),
                path: Vec::new(),
            });
        }
        let (name, next) = member(newer, older, at, step);
        if let Some(name) = name {
            open.iter_mut().for_each(|site| site.path.push(name.clone()));
        }
        at = next;
    }
    if let Some(name) = at.and_then(|ty| last_name(newer, ty)) {
        open.push(Site {
            way,
            owner: Owner::Type(name.clone()),
            path: Vec::new(),
        });
    }
    open
}

/// The part of a handler in which a finding is, and what stands there.
fn root<'m>(handler: &'m Handler, place: &Place) -> Option<(Part, Vec<String>, Option<&'m Type>)> {
    let said = |name: &str| vec![name.to_owned()];
    Some(match place {
        Place::Path(_, name) => {
            let parameter = handler
                .parameters
                .iter()
                .find(|parameter| parameter.name == *name);
            (
                Part::Request,
                said(name),
                parameter.map(|parameter| &parameter.ty),
            )
        }
        Place::Query => (Part::Request, said("query"), handler.query.as_ref()),
        Place::Headers => (Part::Request, said("headers"), handler.headers.as_ref()),
        Place::Body => (
            Part::Request,
            said("body"),
            handler.body.as_ref().and_then(Body::ty),
        ),
        Place::Answer => (Part::Answer, Vec::new(), handler.answer.content.ty()),
        Place::Incoming => {
            let messages = handler.answer.content.messages();
            (Part::Message, Vec::new(), messages.map(|(incoming, _)| incoming))
        }
        Place::Outgoing => {
            let messages = handler.answer.content.messages();
            (Part::Answer, Vec::new(), messages.map(|(_, outgoing)| outgoing))
        }
        Place::Error => (Part::Error, Vec::new(), handler.error.as_ref()),
        Place::Handler | Place::Type(_) | Place::Package => return None,
    })
}

/// The defined type that stands at a place, once newtypes are seen through.
fn last_name<'m>(manifest: &'m Manifest, ty: &'m Type) -> Option<&'m TypeName> {
    let Kind::Named { name } = &ty.without_option().kind else {
        return None;
    };
    match &manifest.types.get(name)?.shape {
        Shape::Newtype { ty, .. } => last_name(manifest, ty).or(Some(name)),
        _ => Some(name),
    }
}

/// Goes one step: the name in Rust of what it leads to, if it has one, and what stands there.
fn member<'m>(
    newer: &'m Manifest,
    older: &'m Manifest,
    at: Option<&'m Type>,
    step: &Step,
) -> (Option<String>, Option<&'m Type>) {
    let shape = at
        .and_then(|ty| last_name(newer, ty))
        .and_then(|name| newer.types.get(name));
    let before = at
        .and_then(|ty| last_name(newer, ty))
        .and_then(|name| older.types.get(name));
    let shapes = [shape, before]
        .into_iter()
        .flatten()
        .map(|definition| &definition.shape);
    match step {
        Step::Field(wire) => {
            for shape in shapes {
                if let Some((name, ty)) = field(newer, shape, wire) {
                    return (Some(name), Some(ty));
                }
            }
            (Some(wire.clone()), None)
        }
        Step::Variant(wire) => {
            for shape in shapes {
                let Shape::Choice(choice) = shape else { continue };
                let is_it = |name: &str| name == wire;
                let found = choice.variants.iter().find(|variant| {
                    is_it(&variant.rust_name)
                        || is_it(variant.name.on(gati_schema::ty::Side::Read))
                        || is_it(variant.name.on(gati_schema::ty::Side::Write))
                });
                if let Some(variant) = found {
                    let inner = match &variant.content {
                        Content::Newtype(ty) => Some(ty),
                        _ => None,
                    };
                    return (Some(variant.rust_name.clone()), inner);
                }
            }
            (Some(wire.clone()), None)
        }
        Step::Item | Step::Position(_) | Step::Value | Step::Key => {
            (None, at.and_then(|ty| inside(ty, step)))
        }
    }
}

/// A field by its name on the wire, looked for in flattened structs, too.
fn field<'m>(manifest: &'m Manifest, shape: &'m Shape, wire: &str) -> Option<(String, &'m Type)> {
    let lists: Vec<&Vec<Field>> = match shape {
        Shape::Object { fields, .. } => vec![fields],
        Shape::Choice(choice) => choice
            .variants
            .iter()
            .filter_map(|variant| match &variant.content {
                Content::Object(fields) => Some(fields),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    let is_it = |field: &&Field| {
        let names = [gati_schema::ty::Side::Read, gati_schema::ty::Side::Write]
            .map(|side| field.name.on(side).as_str());
        names.contains(&wire)
            || names
                .iter()
                .any(|name| name.replace('_', "-").eq_ignore_ascii_case(wire))
    };
    let flat = lists.iter().flat_map(|fields| fields.iter());
    if let Some(found) = flat.clone().filter(|field| !field.flatten).find(is_it) {
        return Some((found.rust_name.clone(), &found.ty));
    }
    flat.filter(|field| field.flatten).find_map(|outer| {
        let inner = last_name(manifest, &outer.ty).and_then(|name| manifest.types.get(name))?;
        field(manifest, &inner.shape, wire).map(|(_, ty)| (outer.rust_name.clone(), ty))
    })
}

/// What a container holds.
fn inside<'m>(ty: &'m Type, step: &Step) -> Option<&'m Type> {
    match (&ty.without_option().kind, step) {
        (Kind::List { of } | Kind::Set { of } | Kind::Array { of, .. }, _) => Some(of),
        (Kind::Map { key, .. }, Step::Key) => Some(key),
        (Kind::Map { value, .. }, _) => Some(value),
        (Kind::Tuple { of }, Step::Position(at)) => of.get(*at),
        _ => None,
    }
}
