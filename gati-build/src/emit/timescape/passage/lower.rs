//! Lowering what a handler of today answers, and lifting the messages of sockets.

use gati_schema::handler::AnswerContent;
use gati_transform::{AnswerStep, ErrorStep, HandlerStep, Message, Part};
use proc_macro2::TokenStream;
use quote::quote;

use super::super::carry::{function, step_module};
use super::super::frozen::ident;
use super::{Direction, Way, begins};
use crate::analyze::ends::{End, LiveHandler};
use crate::analyze::live::Repr;
use crate::story::Story;

impl Way<'_> {
    /// The functions that lower what the handler answers, by their field of [`gati::__private::Lower`].
    pub(super) fn lower(&self, story: &Story, live: &LiveHandler) -> Vec<(&'static str, Lowering)> {
        let mut functions = Vec::new();
        let is_socket = matches!(self.old.answer.content, AnswerContent::Socket { .. });
        if is_socket {
            functions.extend(self.lower_socket(story, live));
        } else if self.steps.iter().any(|(_, step)| step.answer != AnswerStep::Same) {
            functions.push(("content", self.lower_content(story, live)));
        }
        let carried =
            |(_, step): &(usize, &HandlerStep)| !matches!(step.error, ErrorStep::Same | ErrorStep::AsItIs);
        if self.steps.iter().any(carried)
            && let Some(end) = &live.error
        {
            functions.push(("error", self.lower_error(story, end)));
        }
        functions
    }

    fn lower_content(&self, story: &Story, live: &LiveHandler) -> Lowering {
        let mut body = match &live.answer {
            Some(end) => taken(end, story, self.handler(), Part::Answer),
            None => raw(story, self.handler()),
        };
        for (at, step) in self.steps.iter().rev() {
            match &step.answer {
                AnswerStep::Drop => body.extend(quote! {
                    let _ = value;
                    let value = ();
                }),
                AnswerStep::Given(_) | AnswerStep::Carry(_) | AnswerStep::Refuse(_) => {
                    body.extend(lowered(story, *at, step, Part::Answer));
                }
                AnswerStep::Same | AnswerStep::Socket { .. } | AnswerStep::Gap(_) => {}
            }
        }
        body.extend(match &self.old.answer.content {
            AnswerContent::Json { .. } | AnswerContent::JsonLines { .. } | AnswerContent::Events { .. } => {
                quote!(passing.json(&value))
            }
            AnswerContent::Text => quote!(::core::result::Result::Ok(Lowered::text(value))),
            _ => quote! {
                let _ = value;
                ::core::result::Result::Ok(Lowered::empty())
            },
        });
        Lowering::Content(body)
    }

    fn lower_error(&self, story: &Story, end: &End) -> Lowering {
        let mut body = taken(end, story, self.handler(), Part::Error);
        for (at, step) in self.steps.iter().rev() {
            if matches!(
                step.error,
                ErrorStep::Given(_) | ErrorStep::Carry(_) | ErrorStep::Refuse(_)
            ) {
                let (module, function) = (step_module(story, *at), function(&step.older, Part::Error));
                let begins = begins(story, *at, Direction::Lower);
                body.extend(quote! {
                    #begins
                    let ::core::option::Option::Some(value) = #module::#function(value, passing)? else {
                        return ::core::result::Result::Ok(LoweredError::AsItIs);
                    };
                    ::gati::__proved!(passing, Write, "", &value);
                });
            } else if step.error == ErrorStep::AsItIs {
                body.extend(quote! {
                    let _ = value;
                    return ::core::result::Result::Ok(LoweredError::AsItIs);
                });
                return Lowering::Error(body);
            }
        }
        body.extend(quote!(::core::result::Result::Ok(LoweredError::of(&value))));
        Lowering::Error(body)
    }

    fn lower_socket(&self, story: &Story, live: &LiveHandler) -> Vec<(&'static str, Lowering)> {
        let mut functions = Vec::new();
        let message = |step: &HandlerStep, incoming: bool| match &step.answer {
            AnswerStep::Socket {
                incoming: a,
                outgoing: b,
            } => {
                let message = if incoming { a } else { b };
                matches!(
                    message,
                    Some(Message::Given(_) | Message::Carry(_) | Message::Refuse(_))
                )
            }
            _ => false,
        };
        if let Some(end) = &live.incoming
            && self.steps.iter().any(|(_, step)| message(step, true))
        {
            let edition = &story.editions.all[self.to];
            let (release, module) = (ident(&edition.module), ident(&edition.handler_module(self.old)));
            let steps = self
                .steps
                .iter()
                .filter(|(_, step)| message(step, true))
                .map(|(at, step)| {
                    let (module, function) = (step_module(story, *at), function(&step.older, Part::Message));
                    let begins = begins(story, *at, Direction::Lift);
                    quote! {
                        #begins
                        let value = #module::#function(value, passing)?;
                        ::gati::__proved!(passing, Read, "", &value);
                    }
                });
            let ty: TokenStream = end.path.parse().unwrap_or_default();
            let close = if end.repr == Repr::Other {
                quote!(::gati::__private::recode(value)?)
            } else {
                quote!(value)
            };
            functions.push((
                "incoming",
                Lowering::Incoming(quote! {
                    let value = passing.message::<super::#release::#module::Message>(text)?;
                    #(#steps)*
                    let value: #ty = #close;
                    ::core::result::Result::Ok(::std::boxed::Box::new(value))
                }),
            ));
        }
        if let Some(end) = &live.answer
            && self.steps.iter().any(|(_, step)| message(step, false))
        {
            let ty: TokenStream = end.path.parse().unwrap_or_default();
            let open = open(end, story, self.handler(), Part::Answer);
            let steps = self
                .steps
                .iter()
                .rev()
                .filter(|(_, step)| message(step, false))
                .map(|(at, step)| lowered(story, *at, step, Part::Answer));
            functions.push((
                "outgoing",
                Lowering::Outgoing(quote! {
                    let value = ::gati::__lent!(#ty, value, passing);
                    #open
                    #(#steps)*
                    passing.json(&value)
                }),
            ));
        }
        functions
    }
}

/// The body of a function that lowers, or lifts a message.
pub(super) enum Lowering {
    Content(TokenStream),
    Error(TokenStream),
    Incoming(TokenStream),
    Outgoing(TokenStream),
}

impl Lowering {
    pub(super) fn named(self, name: &proc_macro2::Ident) -> TokenStream {
        let boxed = quote!(value: ::std::boxed::Box<dyn ::core::any::Any>);
        let (argument, gives, body) = match self {
            Self::Content(body) => (boxed, quote!(Lowered, Untransformable), body),
            Self::Error(body) => (boxed, quote!(LoweredError, Untransformable), body),
            Self::Outgoing(body) => (
                quote!(value: &dyn ::core::any::Any),
                quote!(Lowered, Untransformable),
                body,
            ),
            Self::Incoming(body) => (
                quote!(text: &[u8]),
                quote!(
                    ::std::boxed::Box<dyn ::core::any::Any + ::core::marker::Send>,
                    ::gati::__private::Unlifted
                ),
                body,
            ),
        };
        quote! {
            fn #name(#argument, passing: &mut Passing<'_>) -> ::core::result::Result<#gives> {
                #body
            }
        }
    }
}

/// Takes a value over one step, and shows the passage what came of it.
fn lowered(story: &Story, at: usize, step: &HandlerStep, part: Part) -> TokenStream {
    let (module, function) = (step_module(story, at), function(&step.older, part));
    let begins = begins(story, at, Direction::Lower);
    quote! {
        #begins
        let value = #module::#function(value, passing)?;
        ::gati::__proved!(passing, Write, "", &value);
    }
}

/// The value that a handler gave, in the form in which frozen types hold it.
fn taken(end: &End, story: &Story, handler: &str, part: Part) -> TokenStream {
    let ty: TokenStream = end.path.parse().unwrap_or_default();
    let open = open(end, story, handler, part);
    quote! {
        let value = ::gati::__taken!(#ty, value);
        #open
    }
}

fn open(end: &End, story: &Story, handler: &str, part: Part) -> Option<TokenStream> {
    match end.repr {
        Repr::Plain => None,
        Repr::Boxed => Some(quote!(let value = *value;)),
        Repr::Inside(_) | Repr::Other | Repr::StandIn => {
            let edition = &story.editions.all[story.editions.today()];
            let known = edition.handler(handler);
            let module = known.map_or_else(|| handler.to_owned(), |known| edition.handler_module(known));
            let (release, module, name) = (ident(&edition.module), ident(&module), ident(part.type_name()));
            Some(quote! {
                let value: super::#release::#module::#name = ::gati::__private::recode(value)?;
            })
        }
    }
}

/// The value of an answer that the contract does not describe.
fn raw(story: &Story, handler: &str) -> TokenStream {
    let manifest = &story.editions.all[story.editions.today()].manifest;
    let known = manifest.handlers.iter().find(|known| known.name == handler);
    match known.map(|handler| &handler.answer.content) {
        Some(AnswerContent::Text) => {
            quote!(let value = ::gati::__taken!(::std::string::String, value);)
        }
        Some(AnswerContent::Empty) => quote!(let value = ::gati::__taken!((), value);),
        _ => quote!(),
    }
}
