//! One method per handler.

use std::collections::BTreeSet;

use gati_schema::handler::{AnswerContent, AuthScheme, Body};
use gati_schema::{Handler, Type};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::model::Model;
use super::ty::{self, Place};
use super::{docs, names};

/// The client and its methods; notes what they need of gati-client.
pub(super) fn expand(model: &Model<'_>, used: &mut BTreeSet<&'static str>) -> TokenStream {
    let package = &model.manifest.package;
    let title = format!(" The typed client of the `{}` API.", package.name);
    let mut about = docs::docs(&package.description);
    if !about.is_empty() {
        about = quote!(#[doc = ""] #about);
    }
    let idents = names::method_idents(model.manifest);
    let methods: Vec<TokenStream> = model
        .manifest
        .handlers
        .iter()
        .zip(&idents)
        .map(|(handler, ident)| expand_method(model, handler, ident, used))
        .collect();
    let methods = (!methods.is_empty()).then(|| {
        quote! {
            #[allow(clippy::too_many_arguments, deprecated)]
            impl Client {
                #(#methods)*
            }
        }
    });
    quote! {
        #[doc = #title]
        #about
        #[doc = ""]
        #[doc = " Clones share their connections. A method gives a call, which is sent when it is awaited."]
        #[derive(Clone, Debug)]
        pub struct Client {
            inner: ::gati_client::Client,
        }

        impl From<::gati_client::Client> for Client {
            fn from(inner: ::gati_client::Client) -> Self {
                Self { inner }
            }
        }

        impl Client {
            #[doc = " A client of the server at `base_url`, with the defaults of [`Builder`]."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " If the base URL cannot be used."]
            pub fn new(base_url: impl Into<String>) -> Result<Self, BuildError> {
                Self::builder(base_url).build()
            }

            #[doc = " A client that needs more than a base URL: timeouts, headers, a credential."]
            pub fn builder(base_url: impl Into<String>) -> Builder<Self> {
                Builder::new(base_url, API_VERSION)
            }

            #[doc = " The client underneath, for calls that are not part of the API."]
            pub fn inner(&self) -> &::gati_client::Client {
                &self.inner
            }
        }

        #methods
    }
}

/// The arguments of a method and what they do to the call.
#[derive(Default)]
struct Arguments {
    taken: BTreeSet<String>,
    parameters: Vec<TokenStream>,
    steps: Vec<TokenStream>,
}

impl Arguments {
    fn name(&mut self, wanted: &str) -> Ident {
        names::ident(&names::unique(wanted, "_", &mut self.taken))
    }

    fn by_reference(&mut self, model: &Model<'_>, wanted: &str, ty: &Type, step: &str) {
        let name = self.name(wanted);
        let (parameter, value) = ty::argument(model, ty, &name);
        let step = format_ident!("{step}");
        self.parameters.push(quote!(#name: #parameter));
        self.steps.push(quote!(.#step(#value)));
    }
}

fn expand_method(
    model: &Model<'_>,
    handler: &Handler,
    ident: &Ident,
    used: &mut BTreeSet<&'static str>,
) -> TokenStream {
    let arguments = arguments(model, handler, used);
    let (parameters, steps) = (&arguments.parameters, &arguments.steps);
    let comment = docs::paragraphs(&[&handler.summary, &handler.description, &remark(handler)]);
    let deprecated = docs::deprecated(handler.deprecated.as_ref(), handler.sunset.as_deref());
    let method = format_ident!("{}", handler.method.as_str());
    let path = handler.path.to_string();
    let answer = answer(model, &handler.answer.content, used);
    let error = handler
        .error
        .as_ref()
        .map(|error| ty::owned(model, Place::Signature, error))
        .map(|error| quote!(, #error));
    // POST and PATCH alone do not say it themselves.
    let idempotent = (handler.idempotent && !handler.method.is_idempotent()).then(|| quote!(.idempotent()));
    let statuses = handler
        .answer
        .statuses
        .iter()
        .map(|status| proc_macro2::Literal::u16_unsuffixed(*status));
    // A handler with a say of its own may answer with any status that means success.
    let success = (!handler.opaque).then(|| quote!(.success(&[#(#statuses),*])));
    used.insert("Call");
    quote! {
        #comment
        #deprecated
        pub fn #ident(&self, #(#parameters),*) -> Call<#answer #error> {
            self.inner.call(Method::#method, #path) #(#steps)* #idempotent #success
        }
    }
}

fn arguments(model: &Model<'_>, handler: &Handler, used: &mut BTreeSet<&'static str>) -> Arguments {
    let mut arguments = Arguments::default();
    for parameter in &handler.parameters {
        let name = arguments.name(&parameter.name);
        let (ty, value) = ty::argument(model, &parameter.ty, &name);
        let placeholder = &parameter.name;
        arguments.parameters.push(quote!(#name: #ty));
        arguments.steps.push(quote!(.path(#placeholder, #value)));
    }
    if let Some(query) = &handler.query {
        arguments.by_reference(model, "query", query, "query");
    }
    if let Some(headers) = &handler.headers {
        arguments.by_reference(model, "headers", headers, "headers");
    }
    match &handler.body {
        None => {}
        Some(Body::Json { ty }) => arguments.by_reference(model, "body", ty, "json"),
        Some(Body::Form { ty }) => arguments.by_reference(model, "form", ty, "form"),
        Some(Body::Multipart { ty }) => {
            let name = arguments.name("form");
            let ty = ty::owned(model, Place::Signature, ty);
            arguments.parameters.push(quote!(#name: #ty));
            arguments.steps.push(quote!(.multipart(#name)));
        }
        Some(Body::Bytes | Body::Stream) => {
            let name = arguments.name("body");
            used.insert("Body");
            arguments.parameters.push(quote!(#name: impl Into<Body>));
            arguments.steps.push(quote!(.body(#name)));
        }
    }
    arguments
}

fn answer(model: &Model<'_>, content: &AnswerContent, used: &mut BTreeSet<&'static str>) -> TokenStream {
    let kind = match content {
        AnswerContent::Empty => "NoContent",
        AnswerContent::Json { .. } => "Json",
        AnswerContent::Text => "Text",
        AnswerContent::Bytes => "Binary",
        AnswerContent::Stream => "ByteStream",
        AnswerContent::JsonLines { .. } => "JsonLines",
        AnswerContent::Events { .. } => "Events",
        AnswerContent::Socket { .. } => "Socket",
    };
    used.insert(kind);
    let kind = format_ident!("{kind}");
    if let Some((incoming, outgoing)) = content.messages() {
        // The server's incoming messages are those that the client sends.
        let sent = ty::owned(model, Place::Signature, incoming);
        let received = ty::owned(model, Place::Signature, outgoing);
        return quote!(#kind<#sent, #received>);
    }
    match content.ty() {
        Some(ty) => {
            let ty = ty::owned(model, Place::Signature, ty);
            quote!(#kind<#ty>)
        }
        None => quote!(#kind),
    }
}

/// What the signature does not say.
fn remark(handler: &Handler) -> String {
    let statuses: Vec<String> = handler.answer.statuses.iter().map(u16::to_string).collect();
    let mut text = format!(
        "`{} {}`, answered with {}.",
        handler.method,
        handler.path,
        statuses.join(" or ")
    );
    if let Some(auth) = &handler.auth {
        text.push_str(match auth.scheme {
            AuthScheme::Bearer => " Needs a bearer token",
            AuthScheme::Basic => " Needs a name and a password",
            AuthScheme::ApiKey => " Needs an API key",
        });
        if !auth.roles.is_empty() {
            text.push_str(&format!(" with the role `{}`", auth.roles.join("` or `")));
        }
        text.push('.');
    }
    text
}
