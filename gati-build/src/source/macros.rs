//! Macros among the items: the two of ours that are understood, and all others, which are not.

use std::rc::Rc;

use gati_syntax::app::AppItem;
use gati_syntax::diagnostics::Diagnostics;
use proc_macro2::{TokenStream, TokenTree};
use syn::Ident;
use syn::spanned::Spanned;

use super::import::text;
use super::load::Loader;
use super::{ItemKind, ModuleId, Place, Presence, skim};

impl Loader<'_> {
    /// `gati::brand!` declares types that can be read; any other macro may declare anything.
    pub(super) fn macro_call(&mut self, module: ModuleId, item: &syn::ItemMacro, presence: Presence) {
        if item.mac.path.is_ident("macro_rules") {
            return;
        }
        let name = item
            .mac
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string());
        let file = self.program.module(module).file;
        match name.as_deref() {
            Some("brand") => {
                for (ident, vis, tokens) in brands(item.mac.tokens.clone()) {
                    let kind = ItemKind::Brand(Rc::new(tokens));
                    self.add(module, &ident, &vis, presence.clone(), kind);
                }
            }
            // It declares the module `app`, which is generated from what is read here.
            Some("app") => {
                let app = told(item.mac.tokens.clone());
                let place = Place::new(file, item.mac.path.span());
                self.program.apps.push((module, app, place));
            }
            Some(name) => self.program.modules[module.0]
                .macros
                .push((name.to_owned(), Place::new(file, item.mac.path.span()))),
            None => {}
        }
    }
}

/// Splits the content of `gati::brand!` at its semicolons, with the name and the visibility of each item.
fn brands(tokens: TokenStream) -> Vec<(Ident, syn::Visibility, TokenStream)> {
    let mut found = Vec::new();
    let mut item: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let ends = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';');
        item.push(token);
        if ends {
            found.extend(brand(std::mem::take(&mut item).into_iter().collect()));
        }
    }
    found.extend(brand(item.into_iter().collect()));
    found
}

fn brand(tokens: TokenStream) -> Option<(Ident, syn::Visibility, TokenStream)> {
    let head = |input: syn::parse::ParseStream<'_>| -> syn::Result<(Ident, syn::Visibility)> {
        input.call(syn::Attribute::parse_outer)?;
        let vis = input.parse()?;
        let ident = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok((ident, vis))
    };
    let (ident, vis) = syn::parse::Parser::parse2(head, tokens.clone()).ok()?;
    Some((ident, vis, tokens))
}

/// A call of `gati::app!`.
pub(crate) struct AppCall {
    /// Whether it names the type of a state.
    pub(crate) has_state: bool,
    /// Whether it names the type of a configuration.
    pub(crate) has_config: bool,
    /// The inline module it stands in; none at the root of the crate, where it belongs.
    pub(crate) module: Option<String>,
}

/// The calls of `gati::app!` among the items of a file; nothing if the file cannot be parsed.
pub(crate) fn app_calls(text: &str) -> Option<Vec<AppCall>> {
    let mut calls = Vec::new();
    collect_app_calls(&skim::parse(text).ok()?.items, None, &mut calls);
    Some(calls)
}

fn collect_app_calls(items: &[syn::Item], module: Option<&str>, calls: &mut Vec<AppCall>) {
    for item in items {
        match item {
            syn::Item::Macro(item) if is_app(&item.mac.path) => {
                let told = told(item.mac.tokens.clone());
                calls.push(AppCall {
                    has_state: told.state.is_some(),
                    has_config: told.config.is_some(),
                    module: module.map(str::to_owned),
                });
            }
            syn::Item::Mod(inner) => {
                let name = text(&inner.ident);
                let name = module.map_or_else(|| name.clone(), |module| format!("{module}::{name}"));
                let items = inner.content.as_ref().map_or(&[][..], |(_, items)| items);
                collect_app_calls(items, Some(&name), calls);
            }
            _ => {}
        }
    }
}

fn told(arguments: TokenStream) -> AppItem {
    let mut sink = Diagnostics::new();
    let told = gati_syntax::app::parse(arguments, &mut sink);
    // What is wrong with the arguments is reported by the macro.
    sink.leave_to_rustc();
    told
}

fn is_app(path: &syn::Path) -> bool {
    let names: Vec<String> = path.segments.iter().map(|segment| text(&segment.ident)).collect();
    names == ["gati", "app"] || names == ["app"]
}
