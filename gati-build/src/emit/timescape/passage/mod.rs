//! The ways of old callers: which routes of which releases lead to which handler of today, and the code on the way.

mod lift;
mod lower;

use std::collections::BTreeMap;

use gati_schema::{Handler, Manifest, TypeName};
use gati_transform::{HandlerStep, Way as Direction};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use lower::Lowering;

use super::frozen::ident;
use crate::analyze::Today;
use crate::story::{Editions, Story, way_of};

/// One way: a handler as some releases had it, and every step from the last of them to today.
pub(crate) struct Way<'a> {
    /// The first and the last edition that it serves.
    from: usize,
    to: usize,
    old: &'a Handler,
    steps: Vec<(usize, &'a HandlerStep)>,
}

/// Every way, those of the oldest releases first.
pub(crate) fn ways(story: &Story) -> Vec<Way<'_>> {
    let editions = &story.editions;
    let mut ways = Vec::new();
    for (to, edition) in editions.all.iter().enumerate().take(editions.today()) {
        for old in &edition.manifest.handlers {
            // A handler that does not change on the next step shares the way of the release after it.
            if story.plans[to]
                .handler(&old.name)
                .is_none_or(HandlerStep::is_same)
            {
                continue;
            }
            if let Some(steps) = way_of(&story.plans, to, &old.name) {
                let from = first_like(story, to, &old.name);
                ways.push(Way { from, to, old, steps });
            }
        }
    }
    ways
}

/// The number of the first release that each handler of today serves as it is.
pub(crate) fn since(story: &Story) -> BTreeMap<&str, usize> {
    let today = story.editions.today();
    let handlers = &story.editions.all[today].manifest.handlers;
    handlers
        .iter()
        .map(|handler| {
            let first = first_like(story, today, &handler.name);
            (handler.name.as_str(), story.editions.first + first)
        })
        .collect()
}

/// The first edition from which on a handler is what it is in this one.
fn first_like(story: &Story, at: usize, handler: &str) -> usize {
    let mut name = handler;
    let mut first = at;
    while first > 0 {
        let mut steps = story.plans[first - 1].handlers.iter();
        let Some(step) = steps.find(|step| step.newer == name && step.is_same() && step.older == step.newer)
        else {
            break;
        };
        name = &step.older;
        first -= 1;
    }
    first
}

impl Way<'_> {
    /// The handler as these releases had it.
    pub(crate) const fn old(&self) -> &Handler {
        self.old
    }

    /// The numbers of the first and the last release that it serves.
    pub(crate) const fn releases(&self, editions: &Editions) -> (usize, usize) {
        (editions.first + self.from, editions.first + self.to)
    }

    /// The name that its functions and files begin with.
    fn label(&self, editions: &Editions) -> String {
        format!("{}_{}", self.old.name, editions.all[self.to].module)
    }

    /// The file with the contract of the old handler, and its content.
    pub(crate) fn contract(&self, editions: &Editions) -> (String, String) {
        let manifest = alone(&editions.all[self.to].manifest, self.old);
        (
            format!("contracts/{}.json", self.label(editions)),
            manifest.to_json(),
        )
    }

    /// The handler of today to which it leads.
    fn handler(&self) -> &str {
        self.steps.last().map_or(&self.old.name, |(_, step)| &step.newer)
    }

    fn statuses(&self, today: &Manifest) -> Vec<(u16, u16)> {
        let handler = today
            .handlers
            .iter()
            .find(|handler| handler.name == self.handler());
        let statuses = handler
            .map(|handler| handler.answer.statuses.clone())
            .unwrap_or_default();
        let old = |status: u16| {
            self.steps.iter().rev().fold(status, |status, (_, step)| {
                let pair = step.statuses.iter().find(|(newer, _)| *newer == status);
                pair.map_or(status, |(_, older)| *older)
            })
        };
        let pairs = statuses.into_iter().map(|status| (status, old(status)));
        pairs.filter(|(today, old)| today != old).collect()
    }

    /// Its row, and the functions that the row names.
    pub(crate) fn emit(&self, story: &Story, today: &Today) -> (TokenStream, TokenStream) {
        let editions = &story.editions;
        let label = self.label(editions);
        let live = today.handlers.get(self.handler());
        let lift = live.and_then(|live| self.lift(story, live));
        let lower = live.map(|live| self.lower(story, live)).unwrap_or_default();
        let lift_name = format_ident!("lift_{label}");
        let lower_name = format_ident!("LOWER_{}", label.to_uppercase());
        let lift_row = match &lift {
            Some(_) => quote!(::core::option::Option::Some(#lift_name)),
            None => quote!(::core::option::Option::None),
        };
        let lower_row = if lower.is_empty() {
            quote!(::core::option::Option::None)
        } else {
            quote!(::core::option::Option::Some(&#lower_name))
        };
        let number = |edition: usize| Literal::usize_unsuffixed(editions.first + edition);
        let (from, to) = (number(self.from), number(self.to));
        let (handler, method) = (self.handler(), ident(&format!("{:?}", self.old.method)));
        let path = self.old.path.to_axum();
        let statuses = self.statuses(&editions.all[editions.today()].manifest);
        let statuses = statuses.into_iter().map(|(today, old)| {
            let (today, old) = (Literal::u16_unsuffixed(today), Literal::u16_unsuffixed(old));
            quote!((#today, #old))
        });
        let (contract, _) = self.contract(editions);
        let row = quote! {
            Passage {
                handler: #handler,
                method: ::gati::__private::Method::#method,
                path: #path,
                from: #from,
                to: #to,
                lift: #lift_row,
                lower: #lower_row,
                statuses: &[#(#statuses),*],
                contract: include_str!(#contract),
            },
        };
        let docs = format!(
            " `{} {}` of {}{}, served by `{handler}`.",
            self.old.method,
            self.old.path,
            if self.from == self.to {
                String::new()
            } else {
                format!("{} to ", editions.all[self.from].version)
            },
            editions.all[self.to].version
        );
        let lift = lift.map(|body| {
            quote! {
                #[doc = #docs]
                fn #lift_name(call: &mut Call<Gctx>) -> LiftFuture<'_> {
                    ::std::boxed::Box::pin(async move { #body })
                }
            }
        });
        let lower = (!lower.is_empty()).then(|| {
            let (names, functions): (Vec<_>, Vec<_>) = lower.into_iter().unzip();
            let keys = names.iter().map(|name| ident(name));
            let values: Vec<_> = names.iter().map(|name| format_ident!("{name}_{label}")).collect();
            let functions = functions
                .into_iter()
                .zip(&values)
                .map(|(function, name): (Lowering, _)| function.named(name));
            quote! {
                #[doc = #docs]
                static #lower_name: Lower = Lower {
                    #(#keys: ::core::option::Option::Some(#values),)*
                    ..Lower::NOTHING
                };
                #(#functions)*
            }
        });
        (row, quote!(#lift #lower))
    }
}

/// Tells the passage which step begins, in the words of its mistakes.
fn begins(story: &Story, step: usize, way: Direction) -> TokenStream {
    let name = |edition: usize| &story.editions.all[edition].version;
    let (older, newer) = (name(step), name(step + 1));
    let step = match way {
        Direction::Lift => format!("{older} to {newer}"),
        Direction::Lower => format!("{newer} to {older}"),
    };
    quote!(passing.step(#step);)
}

/// A manifest of one handler, with the types that it mentions.
fn alone(manifest: &Manifest, handler: &Handler) -> Manifest {
    let mut types = BTreeMap::new();
    let mut open: Vec<TypeName> = Vec::new();
    for (_, ty) in handler.types() {
        ty.for_each_name(&mut |name| open.push(name.clone()));
    }
    while let Some(name) = open.pop() {
        let Some(definition) = manifest.types.get(&name) else {
            continue;
        };
        if types.insert(name, definition.clone()).is_none() {
            for ty in definition.types() {
                ty.for_each_name(&mut |name| open.push(name.clone()));
            }
        }
    }
    Manifest::new(manifest.package.clone(), vec![handler.clone()], types)
}
