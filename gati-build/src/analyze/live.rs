//! The types of today as generated code meets them: their paths, and whether their fields can be taken apart and put together.

use std::collections::BTreeMap;

use gati_schema::ty::{Kind, Shape};
use gati_schema::{Definition, Fingerprint, Type, TypeName};
use gati_syntax::gtype::TypeItem;
use gati_syntax::gtype::ast::{self, Body};
use syn::{Fields, Member, Visibility};

use super::Definitions;
use crate::emit::timescape::frozen::fields_in_rust;
use crate::resolve::{Instance, Reach, Resolver, Rust};
use crate::source::{ItemId, ItemKind, ModuleId, text};

/// The types of today by name.
pub(crate) type LiveTypes = BTreeMap<TypeName, LiveType>;

/// A type of today.
#[derive(Clone, Debug)]
pub(crate) struct LiveType {
    /// Its path with its arguments, as the table writes it.
    pub(crate) path: String,
    pub(crate) is_generic: bool,
    /// Which type it is.
    pub(crate) id: Fingerprint,
    pub(crate) item: ItemId,
    pub(crate) form: LiveForm,
}

/// Whether generated code can take a value apart and make one.
#[derive(Clone, Debug)]
pub(crate) enum LiveForm {
    /// It can.
    Open(OpenForm),
    /// It cannot, and why: the rest of a sentence that begins with the name of the type.
    Closed(String),
}

/// How a value is made.
#[derive(Clone, Debug, Default)]
pub(crate) struct OpenForm {
    /// How each of its types stands in Rust, in the order of the definition.
    pub(crate) places: Vec<Repr>,
    /// The fields that serde skips, by variant.
    pub(crate) left_out: BTreeMap<Option<String>, Vec<String>>,
    /// The name of the one field, where that is not `0`.
    pub(crate) member: Option<String>,
    /// Whether it has variants that never travel.
    pub(crate) has_more_variants: bool,
}

/// How the value of a type is held in Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Repr {
    /// As frozen types hold it.
    Plain,
    /// In a `Box`.
    Boxed,
    /// In a container of the usual kind, with something unusual inside.
    Inside(Vec<Repr>),
    /// As frozen types hold it, in a container that stands in for another.
    StandIn,
    /// In another way, with the same form on the wire.
    Other,
}

/// Describes every type of the program that is known.
pub(super) fn collect(
    resolver: &mut Resolver<'_>,
    reach: &mut Reach,
    definitions: &Definitions,
) -> LiveTypes {
    let mut live = LiveTypes::new();
    for (name, defined) in definitions {
        let Ok((definition, _)) = &defined.outcome else {
            continue;
        };
        let instance = resolver.instances[defined.instance].clone();
        let Ok(path) = reach.spell(resolver, &instance.rust) else {
            continue;
        };
        let form = form(resolver, reach, &instance, definition);
        live.insert(
            name.clone(),
            LiveType {
                path,
                is_generic: instance.is_generic(),
                id: instance.id,
                item: instance.item,
                form,
            },
        );
    }
    live
}

fn form(
    resolver: &mut Resolver<'_>,
    reach: &Reach,
    instance: &Instance,
    definition: &Definition,
) -> LiveForm {
    let source = instance.source.item.clone();
    let data = match &resolver.program.item(instance.item).kind {
        ItemKind::Data(data) => data.clone(),
        _ => return LiveForm::Closed("is a brand, which is made by its `new` alone".to_owned()),
    };
    let mut form = OpenForm::default();
    let module = resolver.program.item(instance.item).module;
    let seen = |visibility: &Visibility| is_visible(resolver, reach, visibility, module);
    let shape = match &data.data {
        syn::Data::Struct(data) => of_struct(&source, &data.fields, &seen, &mut form),
        syn::Data::Enum(data) => of_enum(&source, data, &mut form),
        syn::Data::Union(_) => Err("is a union".to_owned()),
    };
    if let Err(why) = shape {
        return LiveForm::Closed(why);
    }
    for (hole, ty) in instance.source.holes.iter().zip(types_in_rust(definition)) {
        let repr = resolver
            .resolve(hole, &instance.scope)
            .map_or(Repr::Other, |meant| repr(&meant.rust, ty));
        form.places.push(repr);
    }
    LiveForm::Open(form)
}

/// Every type of a definition that has a place in Rust.
pub(crate) fn types_in_rust(definition: &Definition) -> Vec<&Type> {
    match &definition.shape {
        Shape::Object { fields, .. } => fields_in_rust(fields).iter().map(|field| &field.ty).collect(),
        _ => definition.types(),
    }
}

fn of_struct(
    source: &TypeItem,
    fields: &Fields,
    seen: &dyn Fn(&Visibility) -> bool,
    form: &mut OpenForm,
) -> Result<(), String> {
    let shown: Vec<&Member> = match source.body() {
        Body::Wire(_) => return Err("has the form of another type on the wire".to_owned()),
        Body::Unit if fields.is_empty() => Vec::new(),
        Body::Unit => return Err("has fields that never travel".to_owned()),
        Body::Newtype { element, .. } => {
            in_its_own_form(&element.place, "its value")?;
            vec![&element.member]
        }
        Body::Tuple(elements) => {
            for element in elements {
                in_its_own_form(&element.place, "one of its values")?;
            }
            elements.iter().map(|element| &element.member).collect()
        }
        Body::Object { fields: own, .. } => {
            for field in own {
                in_its_own_form(&field.place, &format!("its field `{}`", text(&field.ident)))?;
            }
            let hidden = fields.iter().filter_map(|field| field.ident.as_ref());
            let hidden = hidden.filter(|ident| own.iter().all(|field| field.ident != **ident));
            form.left_out.insert(None, hidden.map(text).collect());
            return all_seen(fields, seen);
        }
        Body::Choice { .. } => Vec::new(),
    };
    if shown.len() != fields.len() {
        return Err("has values that never travel".to_owned());
    }
    if let [Member::Named(name)] = shown.as_slice() {
        form.member = Some(text(name));
    }
    all_seen(fields, seen)
}

fn all_seen(fields: &Fields, seen: &dyn Fn(&Visibility) -> bool) -> Result<(), String> {
    let hidden = fields.members().zip(fields).find(|(_, field)| !seen(&field.vis));
    match hidden {
        None => Ok(()),
        Some((Member::Named(name), _)) => Err(format!("has the private field `{}`", text(&name))),
        Some((Member::Unnamed(index), _)) => Err(format!("has the private field `{}`", index.index)),
    }
}

fn of_enum(source: &TypeItem, data: &syn::DataEnum, form: &mut OpenForm) -> Result<(), String> {
    let Body::Choice {
        variants, skipped, ..
    } = source.body()
    else {
        return Err("has the form of another type on the wire".to_owned());
    };
    form.has_more_variants = !skipped.is_empty();
    for variant in variants {
        let Some(syntax) = data.variants.iter().find(|syntax| syntax.ident == variant.ident) else {
            continue;
        };
        let name = text(&variant.ident);
        let place = format!("its variant `{name}`");
        let count = match &variant.content {
            ast::Content::Wire(_) => return Err(format!("has another form on the wire in {place}")),
            ast::Content::Unit => 0,
            ast::Content::Newtype(element) => {
                in_its_own_form(&element.place, &place)?;
                1
            }
            ast::Content::Tuple(elements) => {
                for element in elements {
                    in_its_own_form(&element.place, &place)?;
                }
                elements.len()
            }
            ast::Content::Object(fields) => {
                for field in fields {
                    in_its_own_form(&field.place, &place)?;
                }
                let hidden = syntax.fields.iter().filter_map(|field| field.ident.as_ref());
                let hidden = hidden.filter(|ident| fields.iter().all(|field| field.ident != **ident));
                form.left_out.insert(Some(name), hidden.map(text).collect());
                continue;
            }
        };
        if count != syntax.fields.len() {
            return Err(format!("has values that never travel in {place}"));
        }
    }
    Ok(())
}

fn in_its_own_form(place: &ast::Place, what: &str) -> Result<(), String> {
    match place.wire {
        None => Ok(()),
        Some(_) => Err(format!("has another form on the wire in {what}")),
    }
}

/// Whether the module `app`, at the root of its crate, sees a field.
fn is_visible(resolver: &Resolver<'_>, reach: &Reach, visibility: &Visibility, module: ModuleId) -> bool {
    let program = &resolver.program;
    let own = program.module(module).krate == program.module(reach.root()).krate;
    let is_root = |at: ModuleId| own && program.module(at).parent.is_none();
    match visibility {
        Visibility::Public(_) => true,
        Visibility::Inherited => is_root(module),
        Visibility::Restricted(restricted) => {
            let path = &restricted.path;
            if path.is_ident("crate") {
                own
            } else if path.is_ident("super") {
                program.module(module).parent.is_some_and(is_root)
            } else {
                path.is_ident("self") && is_root(module)
            }
        }
    }
}

pub(super) fn repr(rust: &Rust, ty: &Type) -> Repr {
    let path = match rust {
        Rust::Opaque(path, _) => path.as_str(),
        _ => "",
    };
    let plain_if = |is_plain: bool| if is_plain { Repr::Plain } else { Repr::Other };
    match (&ty.kind, rust) {
        (Kind::Named { .. }, Rust::Item(..)) => Repr::Plain,
        (Kind::Named { .. }, Rust::Opaque(path, inner)) if path == "std::boxed::Box" => {
            match inner.first().map(|inner| repr(inner, ty)) {
                Some(Repr::Plain) => Repr::Boxed,
                _ => Repr::Other,
            }
        }
        (Kind::Option { of }, Rust::Opaque(path, inner)) if path == "std::option::Option" => {
            inside(inner, &[of])
        }
        (Kind::List { of }, Rust::Opaque(path, inner)) if path == "std::vec::Vec" => inside(inner, &[of]),
        (Kind::Set { of }, Rust::Opaque(path, inner)) if path.ends_with("::BTreeSet") => inside(inner, &[of]),
        (Kind::Map { key, value }, Rust::Opaque(path, inner)) if path.ends_with("::BTreeMap") => {
            inside(inner, &[key, value])
        }
        (Kind::Array { of, .. }, Rust::Array(inner, _)) => inside(std::slice::from_ref(inner), &[of]),
        (Kind::Tuple { of }, Rust::Tuple(inner)) => {
            let of: Vec<&Type> = of.iter().collect();
            inside(inner, &of)
        }
        (Kind::Null, Rust::Tuple(parts)) => plain_if(parts.is_empty()),
        (Kind::Bool | Kind::Char | Kind::Float { .. } | Kind::Integer { .. }, Rust::Opaque(..)) => {
            plain_if(!path.starts_with("gati::") && !path.contains("Wrapping") && !path.contains("cell"))
        }
        (Kind::Text, _) => plain_if(path == "std::string::String"),
        (Kind::Bytes, _) => plain_if(path == "bytes::Bytes"),
        (Kind::Any | Kind::AnyObject, _) => plain_if(path.starts_with("serde_json::")),
        (Kind::Upload, _) => Repr::Plain,
        (Kind::Scalar { .. }, _) => plain_if(is_usual(path)),
        _ => Repr::Other,
    }
}

fn inside(rust: &[impl std::borrow::Borrow<Rust>], types: &[&Type]) -> Repr {
    let parts: Vec<Repr> = rust
        .iter()
        .zip(types)
        .map(|(rust, ty)| repr(rust.borrow(), ty))
        .collect();
    if parts.len() != types.len() || parts.contains(&Repr::Other) {
        Repr::Other
    } else if parts.iter().all(|part| *part == Repr::Plain) {
        Repr::Plain
    } else {
        Repr::Inside(parts)
    }
}

/// Whether a path is that of the type in which frozen types hold such a value.
fn is_usual(path: &str) -> bool {
    let krate = path.split("::").next().unwrap_or_default();
    matches!(krate, "std" | "uuid" | "jiff" | "url" | "rust_decimal" | "semver")
}
