//! Which capabilities a module cannot do without, as far as its block tells.
//!
//! What Gati hands out is certain: `init` that takes `&Secrets` needs `secrets`. What Rust hands out to everybody is looked for by the
//! paths of the standard library and of tokio in the bodies of the block; code that is called from there is not looked at.

use gati_schema::module::Capability;
use proc_macro2::{Span, TokenStream, TokenTree};
use syn::spanned::Spanned;

use super::block::Block;
use super::init::{Init, InitArgument};
use crate::handler::shape::named;

/// A capability, what needs it, and where.
pub(super) struct Need {
    pub(super) capability: Capability,
    pub(super) what: String,
    pub(super) span: Span,
}

/// Parts of the app that are handed out to those who say so.
const PARTS: [(&str, Capability); 3] = [
    ("Secrets", Capability::Secrets),
    ("Events", Capability::Events),
    ("Effects", Capability::Effects),
];

/// Modules of `std` and `tokio` that reach outside of the process.
const OUTSIDE: [(&str, Capability); 4] = [
    ("net", Capability::Net),
    ("fs", Capability::Fs),
    ("env", Capability::Env),
    ("process", Capability::Process),
];

/// What the arguments of `init` need.
pub(super) fn of_init(init: &Init) -> Vec<Need> {
    let parts = init.arguments.iter().filter_map(|argument| match argument {
        InitArgument::Part(ty) => Some(ty),
        InitArgument::Module(_) => None,
    });
    parts
        .filter_map(|ty| {
            let word = named(ty)?.ident.to_string();
            let (_, capability) = PARTS.iter().find(|(part, _)| *part == word)?;
            Some(Need {
                capability: *capability,
                what: format!("`init` takes `&{word}`"),
                span: ty.span(),
            })
        })
        .collect()
}

/// What the bodies of the block name, each capability once.
pub(super) fn of_bodies(block: &Block) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    for member in &block.members {
        walk(member.body.clone(), &mut needs);
    }
    needs
}

fn walk(tokens: TokenStream, needs: &mut Vec<Need>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (i, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => walk(group.stream(), needs),
            TokenTree::Ident(krate) if *krate == "std" || *krate == "tokio" => {
                let colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
                let Some(TokenTree::Ident(module)) = tokens.get(i + 3) else {
                    continue;
                };
                if !colon(i + 1) || !colon(i + 2) {
                    continue;
                }
                let found = OUTSIDE.iter().find(|(name, _)| module == name);
                let Some((name, capability)) = found else {
                    continue;
                };
                // `std::process::exit` and `abort` start nothing; they are rare, and worth a declaration too.
                if needs.iter().all(|need| need.capability != *capability) {
                    needs.push(Need {
                        capability: *capability,
                        what: format!("this uses `{krate}::{name}`"),
                        span: module.span(),
                    });
                }
            }
            _ => {}
        }
    }
}
