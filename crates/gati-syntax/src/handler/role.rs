//! Finding the role of an argument: by its name if that is a placeholder, else by the last word of its type.

use gati_schema::PathTemplate;
use gati_schema::path::Segment;
use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::{Pat, PatType, Type, TypeReference};

use super::argument::{Argument, BodyItem, Role};
use super::habit;
use super::shape::{named, peel, print};
use crate::diagnostics::Diagnostics;

/// What came of reading an argument.
pub(super) enum Reading {
    /// Its role is clear.
    Clear(Box<Argument>),
    /// Its role is clear, and it is written wrongly, which was reported.
    Wrong,
    /// It has no role that we know; a rule reports it, since the reason may be the path.
    Unknown(Box<Unknown>),
}

impl Reading {
    pub(super) fn is_clear(&self) -> bool {
        matches!(self, Self::Clear(_))
    }
}

/// An argument without a role.
pub(super) struct Unknown {
    pub(super) name: Option<Ident>,
    pub(super) ty: Type,
    /// What to do instead, if people are known to try this.
    pub(super) help: Option<String>,
}

/// Types with type arguments, by role.
pub(super) const WRAPPERS: [&str; 8] = [
    "Json",
    "Query",
    "Headers",
    "Form",
    "Multipart",
    "Extract",
    "Response",
    "Socket",
];
/// Types that stand alone.
pub(super) const PLAIN: [&str; 5] = ["Bytes", "ByteStream", "Gctx", "Lctx", "Request"];

/// Finds the role of an argument; `path` is absent if the path could not be read.
pub(super) fn read(argument: &PatType, path: Option<&PathTemplate>, sink: &mut Diagnostics) -> Reading {
    let name = name_of(&argument.pat);
    let ty = &*argument.ty;
    if let (Some(name), Some(path)) = (&name, path)
        && let Some(placeholder) = path
            .placeholders()
            .find(|placeholder| name.unraw() == placeholder)
    {
        return read_placeholder(name, placeholder, ty, path, sink);
    }
    let role = match peel(ty) {
        Type::Reference(reference) => read_reference(reference, sink),
        _ => read_value(ty, sink),
    };
    match role {
        Some(Ok(role)) => Reading::Clear(Box::new(Argument {
            role,
            ty: ty.clone(),
            name,
        })),
        Some(Err(())) => Reading::Wrong,
        None => Reading::Unknown(Box::new(Unknown {
            help: habit::of_argument(argument),
            name,
            ty: ty.clone(),
        })),
    }
}

fn name_of(pattern: &Pat) -> Option<Ident> {
    match pattern {
        Pat::Ident(pattern) => Some(pattern.ident.clone()),
        Pat::Type(typed) => name_of(&typed.pat),
        _ => None,
    }
}

fn read_placeholder(
    name: &Ident,
    placeholder: &str,
    ty: &Type,
    path: &PathTemplate,
    sink: &mut Diagnostics,
) -> Reading {
    if let Some(word) = role_word(ty) {
        let wildcard = path
            .segments()
            .iter()
            .any(|segment| matches!(segment, Segment::Wildcard(name) if name == placeholder));
        let sign = if wildcard { '*' } else { ':' };
        sink.push(syn::Error::new_spanned(
            ty,
            format!(
                "`{placeholder}` is a placeholder of the path, so its type is what its text is read as, and `{word}` is not\nhelp: rename this argument, or the placeholder `{sign}{placeholder}`"
            ),
        ));
        return Reading::Wrong;
    }
    Reading::Clear(Box::new(Argument {
        role: Role::Path(placeholder.to_owned()),
        ty: ty.clone(),
        name: Some(name.clone()),
    }))
}

/// The word of a role in this type, if there is one.
pub(super) fn role_word(ty: &Type) -> Option<String> {
    let ty = match peel(ty) {
        Type::Reference(reference) => &*reference.elem,
        ty => ty,
    };
    let word = named(ty)?.ident.to_string();
    [WRAPPERS.as_slice(), &PLAIN]
        .concat()
        .contains(&word.as_str())
        .then_some(word)
}

/// A context behind a reference. `Err` means reported.
fn read_reference(reference: &TypeReference, sink: &mut Diagnostics) -> Option<Result<Role, ()>> {
    let inner = &*reference.elem;
    let shape = named(inner)?;
    let word = shape.ident.to_string();
    let mutable = reference.mutability.is_some();
    let role = match word.as_str() {
        "Gctx" if !mutable => Role::Gctx(inner.clone()),
        "Gctx" => {
            sink.push(syn::Error::new_spanned(
                reference,
                "the global context is shared by all requests and cannot be borrowed mutably\nhelp: take `gctx: &Gctx`",
            ));
            return Some(Err(()));
        }
        "Lctx" => Role::Lctx,
        "Request" if mutable => Role::Request,
        "Request" => {
            sink.push(syn::Error::new_spanned(
                reference,
                "the body is taken out of the request, so the request is borrowed to change it\nhelp: take `req: &mut Request`",
            ));
            return Some(Err(()));
        }
        "Response" if mutable => match shape.arguments.as_slice() {
            [carried] => Role::Response((*carried).clone()),
            _ => return Some(wrong_arity(inner, "Response", sink)),
        },
        "Response" => {
            sink.push(syn::Error::new_spanned(
                reference,
                "the answer is there to be filled\nhelp: take `res: &mut Response<T>`",
            ));
            return Some(Err(()));
        }
        wrapper if WRAPPERS.contains(&wrapper) || wrapper == "Bytes" || wrapper == "ByteStream" => {
            sink.push(syn::Error::new_spanned(
                reference,
                format!(
                    "`{wrapper}` belongs to the handler and is taken by value\nhelp: write `{}`",
                    print(inner)
                ),
            ));
            return Some(Err(()));
        }
        _ => return None,
    };
    Some(Ok(role))
}

/// A part of the request, taken by value. `Err` means reported.
fn read_value(ty: &Type, sink: &mut Diagnostics) -> Option<Result<Role, ()>> {
    let shape = named(ty)?;
    let word = shape.ident.to_string();
    if let Some(right) = match word.as_str() {
        "Gctx" => Some("gctx: &Gctx"),
        "Lctx" => Some("lctx: &mut Lctx"),
        "Request" => Some("req: &mut Request"),
        "Response" => Some("res: &mut Response<T>"),
        _ => None,
    } {
        sink.push(syn::Error::new_spanned(
            ty,
            format!("`{word}` is lent to the handler\nhelp: take `{right}`"),
        ));
        return Some(Err(()));
    }
    if word == "Bytes" || word == "ByteStream" {
        if !shape.arguments.is_empty() {
            sink.push(syn::Error::new_spanned(
                ty,
                format!("`{word}` takes no type argument\nhelp: write `{word}`"),
            ));
            return Some(Err(()));
        }
        let body = if word == "Bytes" {
            BodyItem::Bytes
        } else {
            BodyItem::Stream
        };
        return Some(Ok(Role::Body(body)));
    }
    if word == "Socket" {
        return Some(match shape.arguments.as_slice() {
            [incoming, outgoing] => Ok(Role::Socket((*incoming).clone(), (*outgoing).clone())),
            _ => {
                sink.push(syn::Error::new_spanned(
                    ty,
                    "`Socket` names the messages of both directions\nhelp: write `Socket<In, Out>`: what callers send, then what the handler sends",
                ));
                Err(())
            }
        });
    }
    let wrap: fn(Type) -> Role = match word.as_str() {
        "Json" => |ty| Role::Body(BodyItem::Json(ty)),
        "Form" => |ty| Role::Body(BodyItem::Form(ty)),
        "Multipart" => |ty| Role::Body(BodyItem::Multipart(ty)),
        "Query" => Role::Query,
        "Headers" => Role::Headers,
        "Extract" => Role::Extract,
        _ => return None,
    };
    match shape.arguments.as_slice() {
        [carried] => Some(Ok(wrap((*carried).clone()))),
        _ => Some(wrong_arity(ty, &word, sink)),
    }
}

fn wrong_arity<T>(ty: &Type, word: &str, sink: &mut Diagnostics) -> Result<T, ()> {
    let letter = if word == "Extract" { 'E' } else { 'T' };
    sink.push(syn::Error::new_spanned(
        ty,
        format!("`{word}` names the one type that it carries\nhelp: write `{word}<{letter}>`"),
    ));
    Err(())
}
