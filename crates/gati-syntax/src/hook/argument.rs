//! The arguments of a hook, by the role that each plays.

use gati_schema::hook::Stage;
use syn::{PatType, Type};

use crate::diagnostics::Diagnostics;
use crate::handler::shape::{named, peel, print};
use crate::symbol::nearest;

/// What an argument gives the hook.
#[derive(Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "a hook has a handful of them: what a box would save is not worth its clumsiness"
)]
pub enum HookArgument {
    /// `&mut Lctx` or `&Lctx`: what belongs to this request.
    Lctx,
    /// `&Gctx`: what the whole app shares.
    Gctx(Type),
    /// `&RequestHead`: method, path and headers.
    Head,
    /// `&mut Outcome`: the answer, after the handler.
    Outcome,
    /// `&Problem`: what went wrong.
    Problem,
}

impl HookArgument {
    /// The type that this role is taken as.
    pub(super) const fn word(&self) -> &'static str {
        match self {
            Self::Lctx => "Lctx",
            Self::Gctx(_) => "Gctx",
            Self::Head => "RequestHead",
            Self::Outcome => "Outcome",
            Self::Problem => "Problem",
        }
    }

    /// The stage at which it is there, if not at all of them.
    const fn stage(&self) -> Option<Stage> {
        match self {
            Self::Lctx | Self::Gctx(_) | Self::Head => None,
            Self::Outcome => Some(Stage::After),
            Self::Problem => Some(Stage::Catch),
        }
    }
}

/// How each is written.
const FORMS: [(&str, &str); 5] = [
    ("Lctx", "lctx: &mut Lctx"),
    ("Gctx", "gctx: &Gctx"),
    ("RequestHead", "req: &RequestHead"),
    ("Outcome", "outcome: &mut Outcome"),
    ("Problem", "problem: &Problem"),
];

/// Arguments of handlers, which need the body or the path.
const OF_HANDLERS: [&str; 10] = [
    "Json",
    "Query",
    "Headers",
    "Form",
    "Multipart",
    "Extract",
    "Bytes",
    "ByteStream",
    "Request",
    "Response",
];

/// Finds the role of an argument; `None` means reported.
pub(super) fn read(argument: &PatType, stage: Option<Stage>, sink: &mut Diagnostics) -> Option<HookArgument> {
    let ty = peel(&argument.ty);
    let (reference, inner) = match ty {
        Type::Reference(reference) => (Some(reference), &*reference.elem),
        other => (None, other),
    };
    let word = named(inner)
        .map(|shape| shape.ident.to_string())
        .unwrap_or_default();
    let role = match word.as_str() {
        "Lctx" => HookArgument::Lctx,
        "Gctx" => HookArgument::Gctx(inner.clone()),
        "RequestHead" => HookArgument::Head,
        "Outcome" => HookArgument::Outcome,
        "Problem" => HookArgument::Problem,
        _ => {
            sink.push(syn::Error::new_spanned(
                &argument.ty,
                unknown(&word, inner, stage),
            ));
            return None;
        }
    };
    let mutable = reference.map(|reference| reference.mutability.is_some());
    let fits = match role {
        HookArgument::Lctx => mutable.is_some(),
        HookArgument::Gctx(_) | HookArgument::Head | HookArgument::Problem => mutable == Some(false),
        HookArgument::Outcome => mutable == Some(true),
    };
    if !fits {
        let form = form(&word);
        sink.push(syn::Error::new_spanned(
            &argument.ty,
            format!("`{word}` is not lent to a hook like this\nhelp: take `{form}`"),
        ));
        return None;
    }
    if let (Some(needed), Some(stage)) = (role.stage(), stage)
        && needed != stage
    {
        sink.push(syn::Error::new_spanned(
            &argument.ty,
            out_of_place(&word, needed, stage),
        ));
        return None;
    }
    Some(role)
}

fn form(word: &str) -> &'static str {
    FORMS
        .iter()
        .find(|(name, _)| *name == word)
        .map_or("lctx: &mut Lctx", |(_, form)| *form)
}

fn unknown(word: &str, ty: &Type, stage: Option<Stage>) -> String {
    if OF_HANDLERS.contains(&word) {
        return format!(
            "a hook does not take `{word}`: the request is decoded for the handler alone\nhelp: take `req: &RequestHead` for method, path and headers"
        );
    }
    if let Some(candidate) = nearest(word, FORMS.iter().map(|(name, _)| *name)) {
        return format!(
            "a hook does not take `{}`\nhelp: did you mean `{}`?",
            print(ty),
            form(candidate)
        );
    }
    let forms: Vec<String> = FORMS
        .iter()
        .filter(|(name, _)| match *name {
            "Outcome" => stage == Some(Stage::After),
            "Problem" => stage == Some(Stage::Catch),
            _ => true,
        })
        .map(|(_, form)| format!("`{form}`"))
        .collect();
    format!(
        "a hook does not take `{}`\nhelp: it takes any of {}",
        print(ty),
        forms.join(", ")
    )
}

fn out_of_place(word: &str, needed: Stage, stage: Stage) -> String {
    let reason = match (needed, stage) {
        (Stage::After, Stage::Before) => "there is no answer yet when a `before` hook runs",
        (Stage::After, _) => "there is no answer when a `catch` hook runs",
        (_, _) => "nothing has failed when this hook runs",
    };
    format!(
        "`{word}` is for `{needed}` hooks: {reason}\nhelp: leave this argument out, or write `#[gati::hook({needed})]`"
    )
}
