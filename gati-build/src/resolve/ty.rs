//! Types in the places where they are used.

use std::rc::Rc;

use gati_schema::ty::Kind;
use gati_schema::{Fingerprint, Type, builtin, identity};
use syn::spanned::Spanned;
use syn::{GenericArgument, PathArguments, TypePath};

use super::Resolver;
use super::generics::Bound;
use super::name::{Namespace, Target};
use crate::report::Report;
use crate::source::{FileId, ItemId, ItemKind, ModuleId, Place, Spot, text};

/// What a written type means.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    /// In the contract.
    pub(crate) ty: Type,
    /// Which type it is.
    pub(crate) id: Fingerprint,
    /// In Rust, for the generated table.
    pub(crate) rust: Rust,
}

/// A type in Rust with every name resolved. What leaves no trace in its identity may be missing.
#[derive(Clone, Debug)]
pub(crate) enum Rust {
    /// An item of a crate that is read, with its type arguments.
    Item(ItemId, Vec<Rust>),
    /// A path into another crate, that crate's own name in front, with its type arguments.
    Opaque(String, Vec<Rust>),
    Reference(Box<Rust>),
    Slice(Box<Rust>),
    Array(Box<Rust>, u64),
    Tuple(Vec<Rust>),
    /// The value of a const parameter.
    Number(String),
}

/// Why a type is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Refusal {
    /// The macro of the item that declares it reports a mistake there.
    Macro,
    /// rustc refuses it; the generated table makes sure of that.
    Compiler,
    /// A report says why.
    Told,
}

/// Where a type stands: the module that gives its names a meaning, and the parameters around it.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    pub(super) module: ModuleId,
    pub(super) generics: Rc<Bound>,
    /// What `Self` means.
    pub(super) of_self: Option<Resolved>,
}

impl Scope {
    /// Outside of any generic item.
    pub(crate) fn of_module(module: ModuleId) -> Self {
        Self {
            module,
            generics: Rc::new(Bound::default()),
            of_self: None,
        }
    }

    /// The same place with what stands for the parameters so far.
    pub(super) fn with(&self, bound: &Bound) -> Self {
        Self {
            generics: bound.clone().into(),
            ..self.clone()
        }
    }
}

/// An alias of an alias of an alias: circles have to end.
const LONGEST_ALIAS_CHAIN: usize = 64;

impl Resolver<'_> {
    /// Finds out what a written type means.
    pub(crate) fn resolve(&mut self, ty: &syn::Type, scope: &Scope) -> Result<Resolved, Refusal> {
        match ty {
            syn::Type::Paren(inner) => self.resolve(&inner.elem, scope),
            syn::Type::Group(inner) => self.resolve(&inner.elem, scope),
            syn::Type::Reference(inner) => {
                let inner = self.resolve(&inner.elem, scope)?;
                Ok(Resolved {
                    rust: Rust::Reference(inner.rust.into()),
                    ..inner
                })
            }
            syn::Type::Slice(slice) => {
                let item = self.resolve(&slice.elem, scope)?;
                let rust = Rust::Slice(item.rust.clone().into());
                known("std::vec::Vec", vec![item]).map(|list| Resolved { rust, ..list })
            }
            syn::Type::Array(array) => {
                let item = self.resolve(&array.elem, scope)?;
                let number = self.number(&array.len, scope);
                let Some(len) = number.and_then(|number| u64::try_from(number).ok()) else {
                    return Err(self.unknown_length(&array.len, scope));
                };
                let kind = Kind::Array {
                    of: Box::new(item.ty),
                    len,
                };
                Ok(Resolved {
                    ty: kind.into(),
                    id: identity::array(len, item.id),
                    rust: Rust::Array(item.rust.into(), len),
                })
            }
            syn::Type::Tuple(tuple) if tuple.elems.is_empty() => {
                known("()", Vec::new()).map(|unit| Resolved {
                    rust: Rust::Tuple(Vec::new()),
                    ..unit
                })
            }
            syn::Type::Tuple(tuple) => {
                let (mut of, mut ids, mut rust) = (Vec::new(), Vec::new(), Vec::new());
                for part in &tuple.elems {
                    let part = self.resolve(part, scope)?;
                    of.push(part.ty);
                    ids.push(part.id);
                    rust.push(part.rust);
                }
                let kind = Kind::Tuple { of };
                Ok(Resolved {
                    id: identity::container(kind.identity_name(), &ids),
                    ty: kind.into(),
                    rust: Rust::Tuple(rust),
                })
            }
            syn::Type::Path(path) => self.resolve_path(path, scope),
            syn::Type::Macro(call) => {
                let place = self.place(scope, call.span());
                self.reports.add(
                    Report::new(
                        "hidden-type",
                        "a macro in the place of a type hides the type from the build script",
                    )
                    .at(&place, "the type is known only after this macro is expanded")
                    .help("write the type out, or give it a name with `type Name = …;` and use the name"),
                );
                Err(Refusal::Told)
            }
            _ => {
                let place = self.place(scope, ty.span());
                Err(self.leave(place, "a type of this kind cannot stand in a contract"))
            }
        }
    }

    fn resolve_path(&mut self, path: &TypePath, scope: &Scope) -> Result<Resolved, Refusal> {
        let names: Vec<String> = path
            .path
            .segments
            .iter()
            .map(|segment| text(&segment.ident))
            .collect();
        if path.qself.is_some() {
            return Err(self.associated(path.span(), scope));
        }
        if path.path.leading_colon.is_none()
            && let Some(first) = names.first()
        {
            let of_self = (first == "Self").then(|| scope.of_self.clone());
            let meant = match of_self {
                Some(Some(meant)) => Some(meant),
                Some(None) => {
                    let place = self.place(scope, path.span());
                    return Err(self.leave(place, "`Self` means nothing here"));
                }
                None => scope.generics.types.get(first).cloned(),
            };
            if let Some(meant) = meant {
                if names.len() == 1 {
                    return Ok(meant);
                }
                return Err(self.associated(path.span(), scope));
            }
        }
        let absolute = path.path.leading_colon.is_some();
        match self.path(scope.module, Namespace::Types, &names, absolute) {
            Ok(Target::Item(item)) => self.resolve_item(item, path, scope),
            Ok(Target::Opaque(full)) => self.resolve_opaque(&full, path, scope),
            Ok(Target::Module(_)) => {
                let place = self.place(scope, path.span());
                Err(self.leave(place, "a module is not a type"))
            }
            Err(missing) => Err(self.not_found(missing, path, scope)),
        }
    }

    fn resolve_item(&mut self, item: ItemId, path: &TypePath, scope: &Scope) -> Result<Resolved, Refusal> {
        let spot = Spot {
            file: self.file(scope),
            span: path.span(),
        };
        let arguments = path
            .path
            .segments
            .last()
            .map_or(PathArguments::None, |segment| segment.arguments.clone());
        let home = Scope::of_module(self.program.item(item).module);
        match self.program.item(item).kind.clone() {
            ItemKind::Alias(alias) => {
                if self.aliases.len() >= LONGEST_ALIAS_CHAIN {
                    return Err(self.leave(spot.place(), "this alias leads back to itself"));
                }
                self.aliases.push(item);
                let bound = self.bind(&alias.generics, &home, &arguments, scope, spot);
                let resolved = bound.and_then(|bound| {
                    let home = Scope {
                        generics: bound.into(),
                        ..home
                    };
                    self.resolve(&alias.ty, &home)
                });
                self.aliases.pop();
                resolved
            }
            ItemKind::Data(data) => {
                if !self.sources.contains_key(&item) && !gati_syntax::gtype::derives(&data.attrs, "GType") {
                    return self.without_derive(item, path, scope);
                }
                let bound = self.bind(&data.generics, &home, &arguments, scope, spot)?;
                self.instance(item, bound, spot)
            }
            ItemKind::Brand(_) => self.instance(item, Bound::default(), spot),
            ItemKind::Module(_)
            | ItemKind::Const(_)
            | ItemKind::Function(_)
            | ItemKind::ModuleBlock(_)
            | ItemKind::Trait => Err(self.leave(spot.place(), "a trait is not a type")),
        }
    }

    /// A type without our derive: rustc refuses it, unless it is one of a crate that Gati knows and that happens to be a folder here.
    fn without_derive(&mut self, item: ItemId, path: &TypePath, scope: &Scope) -> Result<Resolved, Refusal> {
        let full = self.program.path_of(item);
        if builtin::resolve(&full, &[]).is_some() {
            return self.resolve_opaque(&full, path, scope);
        }
        let name = self.program.item(item).name.clone();
        let place = self.place(scope, path.span());
        Err(self.leave(
            place,
            &format!("`{name}` is not a `GType`\nhelp: declare it with `#[derive(GType)]`"),
        ))
    }

    /// A type of a crate whose source is not read.
    fn resolve_opaque(&mut self, full: &str, path: &TypePath, scope: &Scope) -> Result<Resolved, Refusal> {
        let Some(arity) =
            builtin::resolve(full, &[]).map(|known| known.err().map_or(0, |error| error.expected))
        else {
            return Err(self.closed(full, path, scope));
        };
        let arguments = path.path.segments.last().map(|segment| &segment.arguments);
        let types: Vec<&syn::Type> = match arguments {
            Some(PathArguments::AngleBracketed(list)) => list
                .args
                .iter()
                .filter_map(|argument| match argument {
                    GenericArgument::Type(ty) => Some(ty),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        // What comes after the described arguments (a hasher, an allocator) leaves no trace on the wire.
        let types = &types[..types.len().min(arity)];
        if full == "std::marker::PhantomData" {
            // What it speaks of need not have a description.
            let unit = known("()", Vec::new()).map(|unit| Resolved {
                rust: Rust::Tuple(Vec::new()),
                ..unit
            })?;
            return known(full, vec![unit]);
        }
        let mut resolved = Vec::new();
        for ty in types {
            resolved.push(self.resolve(ty, scope)?);
        }
        known(full, resolved).map_err(|_| {
            let place = self.place(scope, path.span());
            self.leave(place, "the type arguments do not fit the type")
        })
    }

    pub(super) fn place(&self, scope: &Scope, span: proc_macro2::Span) -> Place {
        Place::new(self.file(scope), span)
    }

    fn file(&self, scope: &Scope) -> FileId {
        self.program.module(scope.module).file
    }
}

/// A type that Gati knows; a wrong number of arguments is rustc's to report.
fn known(path: &str, arguments: Vec<Resolved>) -> Result<Resolved, Refusal> {
    let plain: Vec<(Type, Fingerprint)> = arguments.iter().map(|one| (one.ty.clone(), one.id)).collect();
    let (ty, id) = builtin::resolve(path, &plain)
        .and_then(Result::ok)
        .ok_or(Refusal::Compiler)?;
    let rust = Rust::Opaque(
        path.to_owned(),
        arguments.into_iter().map(|one| one.rust).collect(),
    );
    Ok(Resolved { ty, id, rust })
}
