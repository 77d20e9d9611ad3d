//! From a checked handler to the model: the only place where the places in the source are forgotten.

use gati_schema::handler::{Answer, AnswerContent, Body, Handler, PathParameter};
use gati_schema::module::ModuleUse;
use gati_schema::path::Segment;
use gati_schema::ty::Kind;
use gati_schema::{Fingerprint, Type, TypeName, canonical};
use proc_macro2::Ident;
use quote::format_ident;
use syn::ext::IdentExt;

use super::answer::{Carried, ErrorItem};
use super::argument::{BodyItem, Role};
use super::item::HandlerItem;

/// The name of the unit struct that stands for a handler of this name: the route table refers to it.
#[must_use]
pub fn marker(function: &Ident) -> Ident {
    format_ident!("__gati_{}", function.unraw(), span = function.span())
}

impl HandlerItem {
    /// The name of the unit struct that stands for this handler.
    #[must_use]
    pub fn marker(&self) -> Ident {
        marker(&self.ident)
    }

    /// The handler in the model. Every type goes through `resolve` once: path parameters in the order of the path, then
    /// query, headers, body, answer and error. The fingerprint and the hooks are left to the caller, who knows
    /// the identities, and which hook a path means.
    pub fn lower(&self, resolve: &mut dyn FnMut(&syn::Type) -> Type) -> Handler {
        let parameters = self.lower_parameters(resolve);
        let query = self.lower_role(|role| match role {
            Role::Query(ty) => Some(ty),
            _ => None,
        });
        let query = query.map(&mut *resolve);
        let headers = self.lower_role(|role| match role {
            Role::Headers(ty) => Some(ty),
            _ => None,
        });
        let headers = headers.map(&mut *resolve);
        let body = self.lower_body(resolve);
        let content = lower_carried(&self.answer.carried, resolve);
        let error = match &self.answer.error {
            Some(ErrorItem::Typed(ty)) => Some(resolve(ty)),
            Some(ErrorItem::Problem(_)) | None => None,
        };
        Handler {
            name: self.name.clone(),
            method: self.method,
            path: self.path.clone(),
            parameters,
            query,
            headers,
            body,
            answer: Answer {
                statuses: self.statuses.clone(),
                content,
            },
            error,
            opaque: self.takes_the_undescribed(),
            auth: self.auth.clone(),
            idempotent: self.idempotent,
            timeout_ms: self.timeout_ms,
            before: Vec::new(),
            after: Vec::new(),
            catch: Vec::new(),
            summary: self.summary.clone(),
            description: self.description.clone(),
            tags: self.tags.clone(),
            deprecated: self.deprecated.clone(),
            sunset: self.sunset.clone(),
            // A signature does not tell; whoever reads the body fills it in.
            modules: ModuleUse::default(),
            fingerprint: Fingerprint::of(b""),
        }
    }

    /// The fingerprint of everything but the types it mentions, and those types in the order of [`Self::lower`].
    #[must_use]
    pub fn local(&self) -> (Fingerprint, Vec<syn::Type>) {
        let mut holes = Vec::new();
        let handler = self.lower(&mut |ty| {
            let hole = Type::named(TypeName::new(format!("#{}", holes.len())));
            holes.push(ty.clone());
            hole
        });
        (canonical::fingerprint(&handler), holes)
    }

    fn lower_parameters(&self, resolve: &mut dyn FnMut(&syn::Type) -> Type) -> Vec<PathParameter> {
        let typed = self.path_parameters();
        let segments = self.path.segments().iter();
        let parameters = segments.filter_map(|segment| {
            let name = segment.name()?;
            let argument = typed.iter().find(|(placeholder, _)| *placeholder == name);
            Some(PathParameter {
                name: name.to_owned(),
                // Without an argument the handler reads it from `req`, as text.
                ty: argument.map_or_else(|| Kind::Text.into(), |(_, argument)| resolve(&argument.ty)),
                wildcard: matches!(segment, Segment::Wildcard(_)),
            })
        });
        parameters.collect()
    }

    fn lower_role<'a>(&'a self, pick: impl Fn(&'a Role) -> Option<&'a syn::Type>) -> Option<&'a syn::Type> {
        self.arguments.iter().find_map(|argument| pick(&argument.role))
    }

    fn lower_body(&self, resolve: &mut dyn FnMut(&syn::Type) -> Type) -> Option<Body> {
        let body = self.arguments.iter().find_map(|argument| match &argument.role {
            Role::Body(body) => Some(body),
            _ => None,
        })?;
        Some(match body {
            BodyItem::Json(ty) => Body::Json { ty: resolve(ty) },
            BodyItem::Form(ty) => Body::Form { ty: resolve(ty) },
            BodyItem::Multipart(ty) => Body::Multipart { ty: resolve(ty) },
            BodyItem::Bytes => Body::Bytes,
            BodyItem::Stream => Body::Stream,
        })
    }

    fn takes_the_undescribed(&self) -> bool {
        self.arguments
            .iter()
            .any(|argument| matches!(argument.role, Role::Extract(_) | Role::Request))
    }
}

fn lower_carried(carried: &Carried, resolve: &mut dyn FnMut(&syn::Type) -> Type) -> AnswerContent {
    match carried {
        Carried::Nothing => AnswerContent::Empty,
        Carried::Json(ty) => AnswerContent::Json { ty: resolve(ty) },
        Carried::Text => AnswerContent::Text,
        Carried::Bytes => AnswerContent::Bytes,
        Carried::Stream => AnswerContent::Stream,
        Carried::JsonLines(ty) => AnswerContent::JsonLines { ty: resolve(ty) },
        Carried::Events(ty) => AnswerContent::Events { ty: resolve(ty) },
        Carried::Socket(incoming, outgoing) => AnswerContent::Socket {
            incoming: resolve(incoming),
            outgoing: resolve(outgoing),
        },
    }
}
