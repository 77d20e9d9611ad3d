//! Reading a request at the old edge, and taking it to the handler of today.

use std::rc::Rc;

use gati_schema::handler::Body;
use gati_transform::{HandlerStep, Part, RequestStep};
use proc_macro2::TokenStream;
use quote::quote;

use super::super::carry::{function, step_module};
use super::super::frozen::{Scope, Types, ident};
use super::super::module::{parameter_field, request_parts};
use super::{Direction, Way, begins};
use crate::analyze::ends::{End, LiveHandler};
use crate::analyze::live::Repr;
use crate::story::{Editions, Story};

impl Way<'_> {
    /// Reads the request at the old edge, and takes it to the arguments of the handler of today.
    pub(super) fn lift(&self, story: &Story, live: &LiveHandler) -> Option<TokenStream> {
        let changes = |step: &HandlerStep| step.request != RequestStep::Same || step.older != step.newer;
        if !self
            .steps
            .iter()
            .any(|(_, step)| step.request != RequestStep::Same)
        {
            return None;
        }
        let editions = &story.editions;
        let edition = &editions.all[self.to];
        let (release, module) = (ident(&edition.module), ident(&edition.handler_module(self.old)));
        let read = self.read(editions);
        let names = read.iter().map(|(field, _)| ident(field));
        let statements = read.iter().map(|(_, statement)| statement);
        let path_statement = self.read_path(editions);
        let parameters = self
            .old
            .parameters
            .iter()
            .map(|parameter| ident(&parameter_field(&parameter.name)));
        let steps = self
            .steps
            .iter()
            .filter(|(_, step)| changes(step))
            .map(|(at, step)| {
                let (module, function) = (step_module(story, *at), function(&step.older, Part::Request));
                let (begins, lifted) = (
                    begins(story, *at, Direction::Lift),
                    lifted(editions, at + 1, step),
                );
                quote! {
                    #begins
                    let request = #module::#function(request, passing)?;
                    #lifted
                }
            });
        let given = given(story, live, self.handler());
        Some(quote! {
            #path_statement
            #(#statements)*
            let request = super::#release::#module::Request { #(#parameters,)* #(#names,)* };
            let given = call.lift(move |passing| {
                #(#steps)*
                ::core::result::Result::Ok(#given)
            })?;
            call.give(given);
            ::core::result::Result::Ok(())
        })
    }

    fn read_path(&self, editions: &Editions) -> Option<TokenStream> {
        if self.old.parameters.is_empty() {
            return None;
        }
        let release = ident(&editions.all[self.to].module);
        let scope = quote!(super::#release::);
        let names = self
            .old
            .parameters
            .iter()
            .map(|parameter| ident(&parameter_field(&parameter.name)));
        let readers = self.old.parameters.iter().map(|parameter| {
            let (name, ty) = (&parameter.name, spelled(editions, self.to, &parameter.ty, &scope));
            quote!(Parameter::<#ty>::named(#name))
        });
        Some(quote!(let (#(#names,)*) = call.path((#(#readers,)*))?;))
    }

    /// The parts beside the path by field, cheapest reading first.
    fn read(&self, editions: &Editions) -> Vec<(&'static str, TokenStream)> {
        let release = ident(&editions.all[self.to].module);
        let scope = quote!(super::#release::);
        let spell = |ty| spelled(editions, self.to, ty, &scope);
        let mut parts = Vec::new();
        if let Some(ty) = &self.old.query {
            let ty = spell(ty);
            parts.push(("query", quote!(let query = call.query::<#ty>()?.0;)));
        }
        if let Some(ty) = &self.old.headers {
            let ty = spell(ty);
            parts.push(("headers", quote!(let headers = call.headers::<#ty>()?.0;)));
        }
        let takes_whole = matches!(body_of_today(editions, self.handler()), Some(Body::Bytes));
        let body = match &self.old.body {
            None => return parts,
            Some(Body::Json { ty }) => {
                let ty = spell(ty);
                quote!(let body = call.json().await?.read::<#ty>()?.0;)
            }
            Some(Body::Form { ty }) => {
                let ty = spell(ty);
                quote!(let body = call.form().await?.read::<#ty>()?.0;)
            }
            Some(Body::Multipart { ty }) => {
                let ty = spell(ty);
                quote!(let body = call.multipart().await?.read::<#ty>()?.0;)
            }
            Some(Body::Bytes) => quote!(let body = call.bytes().await?;),
            // What is taken whole today is read here, where reading can be waited for.
            Some(Body::Stream) if takes_whole => {
                quote!(let body = ::gati::ByteStream::from(call.bytes().await?);)
            }
            Some(Body::Stream) => quote!(let body = call.stream()?;),
        };
        parts.push(("body", body));
        parts
    }
}

/// Shows the passage every part that a step has made. A raw body says nothing of itself.
fn lifted(editions: &Editions, reached: usize, step: &HandlerStep) -> TokenStream {
    let handlers = &editions.all[reached].manifest.handlers;
    let Some(handler) = handlers.iter().find(|known| known.name == step.newer) else {
        return TokenStream::new();
    };
    let parameters = handler
        .parameters
        .iter()
        .map(|parameter| parameter_field(&parameter.name));
    let parts = request_parts(handler).into_iter().skip(handler.parameters.len());
    let parts = parts.filter_map(|(name, ty)| ty.map(|_| name));
    parameters
        .chain(parts)
        .map(|name| {
            let field = ident(&name);
            quote!(::gati::__proved!(passing, Read, #name, &request.#field);)
        })
        .collect()
}

/// What the arguments of the handler of today get of a request of today.
fn given(story: &Story, live: &LiveHandler, handler: &str) -> TokenStream {
    let close = |end: &End, code: TokenStream| {
        let ty: TokenStream = end.path.parse().unwrap_or_default();
        match end.repr {
            Repr::Plain => code,
            Repr::Boxed => quote!(::std::boxed::Box::new(#code)),
            _ => quote!(::gati::__private::recode::<_, #ty>(#code)?),
        }
    };
    let mut given = quote!(Given::new());
    if !live.parameters.is_empty() {
        let values = live.parameters.iter().map(|(name, end)| {
            let field = ident(&parameter_field(name));
            close(end, quote!(request.#field))
        });
        given = quote!(#given.path((#(#values,)*)));
    }
    if let Some(end) = &live.query {
        let value = close(end, quote!(request.query));
        given = quote!(#given.query(#value));
    }
    if let Some(end) = &live.headers {
        let value = close(end, quote!(request.headers));
        given = quote!(#given.headers(#value));
    }
    match (&live.body, body_of_today(&story.editions, handler)) {
        (Some(end), _) => {
            let value = close(end, quote!(request.body));
            quote!(#given.body(#value))
        }
        (None, Some(Body::Bytes)) => quote!(#given.body(request.body)),
        (None, Some(Body::Stream)) => quote!(#given.stream(request.body)),
        (None, _) => given,
    }
}

/// The body that a handler takes today.
fn body_of_today<'e>(editions: &'e Editions, handler: &str) -> Option<&'e Body> {
    let manifest = &editions.all[editions.today()].manifest;
    let known = manifest.handlers.iter().find(|known| known.name == handler);
    known.and_then(|handler| handler.body.as_ref())
}

fn spelled(editions: &Editions, at: usize, ty: &gati_schema::Type, prefix: &TokenStream) -> TokenStream {
    let types = Types {
        shadows: Types::shadows(|name| editions.all[at].has_identifier(name)),
        ..Types::default()
    };
    let scope = Scope {
        types: Rc::new(types),
        prefix: prefix.clone(),
    };
    scope.spell(ty).rust
}
