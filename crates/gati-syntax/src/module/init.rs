//! `init`: what a module is made from.

use syn::ext::IdentExt;
use syn::{FnArg, Pat, ReturnType, Type};

use super::block::Member;
use super::item::Asyncness;
use crate::diagnostics::Diagnostics;
use crate::handler::shape::{named, peel, print};

/// How a module is made.
#[derive(Clone)]
pub struct Init {
    /// Whether it is awaited.
    pub asyncness: Asyncness,
    /// Whether it gives a `Result`.
    pub fallible: bool,
    /// What it is given, in order.
    pub arguments: Vec<InitArgument>,
}

/// What `init` is given.
#[derive(Clone)]
pub enum InitArgument {
    /// `Handle<Store>`: another module.
    Module(Type),
    /// `&Secrets`, `&AppConfig`, …: a part of the app that is not a module.
    Part(Type),
}

const SHAPE: &str = "help: write `pub async fn init(config: &Config, secrets: &Secrets, store: Handle<Store>) -> Result<Self, E>`; \
                     each argument may be left out, and `-> Self` will do where nothing can fail";

/// Reads `init`; `None` means that a mistake was reported.
pub(super) fn read(member: &Member, sink: &mut Diagnostics) -> Option<Init> {
    let sig = &member.sig;
    let before = sink.len();
    if let Some(parameter) = sig.generics.params.first() {
        sink.push(syn::Error::new_spanned(
            parameter,
            "`init` has no type parameters: nobody could choose them",
        ));
    }
    let mut arguments = Vec::new();
    for input in &sig.inputs {
        match input {
            FnArg::Receiver(receiver) => sink.push(syn::Error::new_spanned(
                receiver,
                format_args!("`init` makes the module, so there is no `self` yet\n{SHAPE}"),
            )),
            FnArg::Typed(argument) => match read_argument(&argument.ty) {
                Some(argument) => arguments.push(argument),
                None => sink.push(syn::Error::new_spanned(
                    &argument.ty,
                    format_args!(
                        "`init` is given other modules as `Handle<M>` and the parts of the app as `&T`, and {} is neither\n{}",
                        shown(&argument.pat, &argument.ty),
                        hint(&argument.ty),
                    ),
                )),
            },
        }
    }
    let fallible = match gives(&sig.output) {
        Some(fallible) => fallible,
        None => {
            sink.error(
                member.output_span(),
                format_args!("`init` gives the module: `Self`, or `Result<Self, E>`\n{SHAPE}"),
            );
            false
        }
    };
    (sink.len() == before).then_some(Init {
        asyncness: member.asyncness(),
        fallible,
        arguments,
    })
}

fn read_argument(ty: &Type) -> Option<InitArgument> {
    match peel(ty) {
        Type::Reference(reference) if reference.mutability.is_none() => {
            // A borrowed handle is a mistake with a remedy of its own.
            if named(&reference.elem).is_some_and(|shape| shape.ident == "Handle") {
                return None;
            }
            Some(InitArgument::Part((*reference.elem).clone()))
        }
        ty => {
            let shape = named(ty)?;
            match shape.arguments.as_slice() {
                [module] if shape.ident == "Handle" => Some(InitArgument::Module((*module).clone())),
                _ => None,
            }
        }
    }
}

fn shown(pattern: &Pat, ty: &Type) -> String {
    match pattern {
        Pat::Ident(name) => format!("`{}: {}`", name.ident.unraw(), print(ty)),
        _ => format!("`{}`", print(ty)),
    }
}

fn hint(ty: &Type) -> String {
    let inner = match peel(ty) {
        Type::Reference(reference) => &*reference.elem,
        ty => ty,
    };
    match named(inner) {
        Some(shape) if shape.ident == "Handle" && !shape.arguments.is_empty() => {
            format!(
                "help: a handle is cheap and yours to keep: take `{}`",
                print(inner)
            )
        }
        Some(shape) if shape.ident == "Handle" => "help: name the module: `Handle<Store>`".to_owned(),
        Some(shape) if shape.ident.to_string().ends_with("Handle") => format!(
            "help: name the module, so that the start order can be worked out: `Handle<{}>`",
            shape.ident.to_string().trim_end_matches("Handle")
        ),
        _ => format!("help: take `&{}`", print(inner)),
    }
}

/// Whether the function can fail; `None` if it gives something else than the module.
fn gives(output: &ReturnType) -> Option<bool> {
    let ReturnType::Type(_, ty) = output else {
        return None;
    };
    let is_self = |ty: &Type| named(ty).is_some_and(|shape| shape.ident == "Self");
    if is_self(ty) {
        return Some(false);
    }
    let shape = named(ty)?;
    match shape.arguments.as_slice() {
        [module, ..] if shape.ident == "Result" && is_self(module) => Some(true),
        _ => None,
    }
}

impl Init {
    /// The types of the modules that it is given.
    pub fn modules(&self) -> impl Iterator<Item = &Type> {
        self.arguments.iter().filter_map(|argument| match argument {
            InitArgument::Module(ty) => Some(ty),
            InitArgument::Part(_) => None,
        })
    }
}

impl Member {
    pub(super) fn asyncness(&self) -> Asyncness {
        if self.sig.asyncness.is_some() {
            Asyncness::Async
        } else {
            Asyncness::Sync
        }
    }
}
