//! The parts of handlers that change on a step: one function each.

use gati_schema::Type;
use gati_schema::handler::Body;
use gati_schema::ty::Kind;
use gati_transform::{
    AnswerStep, Assign, ErrorStep, Fill, HandlerStep, How, Message, Part, RequestStep, Seg, Way,
};
use proc_macro2::TokenStream;
use quote::quote;

use super::super::frozen::ident;
use super::super::module::parameter_field;
use super::held::{Held, Realm};
use super::step::{Writer, function, refuse};
use super::value::{Root, refused};

impl<'a> Writer<'a> {
    pub(super) fn handler(&'a self, step: &HandlerStep) -> TokenStream {
        let request = self.request(step);
        let (answer, message) = match &step.answer {
            AnswerStep::Same | AnswerStep::Drop | AnswerStep::Gap(_) => (None, None),
            AnswerStep::Refuse(reason) => (Some(self.refused_part(step, Part::Answer, reason)), None),
            AnswerStep::Given(given) => (Some(self.given_part(step, Part::Answer, *given)), None),
            AnswerStep::Carry(how) => (Some(self.carried_part(step, Part::Answer, how)), None),
            AnswerStep::Socket { incoming, outgoing } => {
                let part = |part: Part, message: &Option<Message>| match message {
                    None | Some(Message::Gap(_)) => None,
                    Some(Message::Refuse(reason)) => Some(self.refused_part(step, part, reason)),
                    Some(Message::Given(given)) => Some(self.given_part(step, part, *given)),
                    Some(Message::Carry(how)) => Some(self.carried_part(step, part, how)),
                };
                (part(Part::Answer, outgoing), part(Part::Message, incoming))
            }
        };
        let error = match &step.error {
            ErrorStep::Same | ErrorStep::AsItIs | ErrorStep::Gap(_) => None,
            ErrorStep::Refuse(reason) => Some(self.refused_part(step, Part::Error, reason)),
            ErrorStep::Given(given) => Some(self.given_part(step, Part::Error, *given)),
            ErrorStep::Carry(how) => Some(self.carried_part(step, Part::Error, how)),
        };
        quote!(#request #answer #message #error)
    }

    /// The path of a part of a handler in an edition.
    fn part_path(&self, realm: &Realm<'_>, handler: &str, part: Part) -> TokenStream {
        let edition = &self.story.editions.all[realm.at];
        let known = edition.handler(handler);
        let module = known.map_or_else(|| handler.to_owned(), |known| edition.handler_module(known));
        let (prefix, module, name) = (&realm.scope.prefix, ident(&module), ident(part.type_name()));
        quote!(#prefix #module::#name)
    }

    fn signature(&self, step: &HandlerStep, part: Part, body: &TokenStream) -> TokenStream {
        let (older, newer) = (
            self.part_path(&self.older, &step.older, part),
            self.part_path(&self.newer, &step.newer, part),
        );
        let (from, to) = match part.way() {
            Way::Lift => (older, newer),
            Way::Lower => (newer, older),
        };
        let to = if part == Part::Error {
            quote!(::core::option::Option<#to>)
        } else {
            to
        };
        let name = function(&step.older, part);
        quote! {
            pub(super) fn #name(
                source: #from,
                passing: &mut Passing<'_>,
            ) -> ::core::result::Result<#to, Untransformable> {
                #body
            }
        }
    }

    fn given_part(&self, step: &HandlerStep, part: Part, given: usize) -> TokenStream {
        let applied = self.applied(given, &quote!(source));
        let body = if part == Part::Error {
            quote!(#applied.map(::core::option::Option::Some))
        } else {
            applied
        };
        self.signature(step, part, &body)
    }

    fn refused_part(&self, step: &HandlerStep, part: Part, reason: &str) -> TokenStream {
        let refused = refused(reason);
        self.signature(step, part, &quote!(#refused))
    }

    fn carried_part(&'a self, step: &HandlerStep, part: Part, how: &How) -> TokenStream {
        if let (Part::Error, How::Call(number)) = (part, how) {
            let function = &self.functions[*number];
            return self.signature(step, part, &quote!(#function(source, passing)));
        }
        let bridge = self.bridge(part.way());
        let (older, newer) = (
            self.part_type(&self.older, &step.older, part),
            self.part_type(&self.newer, &step.newer, part),
        );
        let (source, target) = match part.way() {
            Way::Lift => (older, newer),
            Way::Lower => (newer, older),
        };
        let (source, target) = (
            Held::plain(&source, bridge.source.frozen_repr(&source, None)),
            Held::plain(&target, bridge.target.frozen_repr(&target, None)),
        );
        let made = bridge.carry(how, quote!(source), &source, &target);
        let body = if part == Part::Error {
            quote!(::core::result::Result::Ok(::core::option::Option::Some(#made)))
        } else {
            quote!(::core::result::Result::Ok(#made))
        };
        self.signature(step, part, &body)
    }

    fn part_type(&self, realm: &Realm<'_>, handler: &str, part: Part) -> Type {
        let manifest = &self.story.editions.all[realm.at].manifest;
        let known = manifest.handlers.iter().find(|known| known.name == handler);
        let content = known.map(|handler| &handler.answer.content);
        let found = match part {
            Part::Error => known.and_then(|handler| handler.error.as_ref()),
            Part::Message => content
                .and_then(|content| content.messages())
                .map(|(incoming, _)| incoming),
            Part::Answer => content.and_then(|content| {
                let outgoing = content.messages().map(|(_, outgoing)| outgoing);
                outgoing.or_else(|| content.ty())
            }),
            Part::Request => None,
        };
        found.cloned().unwrap_or_else(|| Type::plain(Kind::Null))
    }

    fn request(&'a self, step: &HandlerStep) -> Option<TokenStream> {
        let parts: Vec<Assign> = match &step.request {
            RequestStep::Same if step.older == step.newer => return None,
            RequestStep::Given(given) => return Some(self.given_part(step, Part::Request, *given)),
            // Nothing changed but the name of the handler, and with it the name of the type.
            RequestStep::Same => self
                .newer
                .request_parts(&step.newer)
                .into_iter()
                .map(|(field, _)| Assign {
                    value: Fill::Take {
                        path: vec![Seg::Field(field.clone())],
                        how: How::Move,
                    },
                    field,
                })
                .collect(),
            RequestStep::Derived { parts, .. } => parts.clone(),
        };
        let bridge = self.bridge(Way::Lift);
        let sources = self.older.request_parts(&step.older);
        let sources: Vec<(Seg, TokenStream, Option<Held>)> = sources
            .into_iter()
            .map(|(name, held)| {
                let field = ident(&field_of(&self.older, &step.older, &name));
                (Seg::Field(name), quote!(source.#field), held)
            })
            .collect();
        let root = Root::Parts(&sources);
        let path = self.part_path(&self.newer, &step.newer, Part::Request);
        let fields = self
            .newer
            .request_parts(&step.newer)
            .into_iter()
            .map(|(name, held)| {
                let field = ident(&field_of(&self.newer, &step.newer, &name));
                let assign = parts.iter().find(|assign| assign.field == name);
                let value = match (assign, &held) {
                    (Some(assign), Some(held)) => bridge.fill(&assign.value, &root, held),
                    (Some(assign), None) => self.raw_body(step, &assign.value, &sources),
                    (None, _) => refuse("a part of it that nobody gives"),
                };
                quote!(#field: #value,)
            });
        let fields: TokenStream = fields.collect();
        let body = quote!(::core::result::Result::Ok(#path { #fields }));
        Some(self.signature(step, Part::Request, &body))
    }

    /// A body without a type: the same bytes, whole or as they come. Nobody who sent none sent anything else than no bytes.
    fn raw_body(
        &self,
        step: &HandlerStep,
        fill: &Fill,
        sources: &[(Seg, TokenStream, Option<Held>)],
    ) -> TokenStream {
        let (was_stream, is_stream) = (
            is_stream(&self.older, &step.older),
            is_stream(&self.newer, &step.newer),
        );
        match fill {
            Fill::Take { path, .. } => {
                let taken = path
                    .first()
                    .and_then(|seg| sources.iter().find(|(known, ..)| known == seg));
                let Some((_, code, _)) = taken else {
                    return refuse("its body is raw");
                };
                match (was_stream, is_stream) {
                    (false, true) => quote!(::gati::ByteStream::from(#code)),
                    (true, false) => quote!(::gati::__private::whole(#code)?),
                    _ => code.clone(),
                }
            }
            Fill::Absent if is_stream => quote!(::gati::ByteStream::from(::gati::Bytes::new())),
            Fill::Absent => quote!(::gati::Bytes::new()),
            Fill::Refuse(reason) => refused(reason),
            Fill::Constant(_) | Fill::Build { .. } | Fill::Lack(_) => {
                refuse("a part of it that nobody gives")
            }
        }
    }
}

/// Whether a handler takes its body as it comes.
fn is_stream(realm: &Realm<'_>, handler: &str) -> bool {
    let handlers = &realm.editions.all[realm.at].manifest.handlers;
    let known = handlers.iter().find(|known| known.name == handler);
    known.is_some_and(|handler| matches!(handler.body, Some(Body::Stream)))
}

/// The field of a part of a request.
fn field_of(realm: &Realm<'_>, handler: &str, part: &str) -> String {
    let manifest = &realm.editions.all[realm.at].manifest;
    let known = manifest.handlers.iter().find(|known| known.name == handler);
    let is_parameter = known.is_some_and(|handler| handler.parameters.iter().any(|known| known.name == part));
    if is_parameter {
        parameter_field(part)
    } else {
        part.to_owned()
    }
}
