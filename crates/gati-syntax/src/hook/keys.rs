//! The attribute as it is written: a stage, and keys with or without a value.

use gati_schema::hook::Stage;
use proc_macro2::{Span, TokenStream};
use syn::{Expr, ExprLit, ExprUnary, Ident, Lit, UnOp};

use super::symbol::{GLOBAL, ORDER, RETRIES, TIMEOUT, WORDS};
use crate::diagnostics::Diagnostics;
use crate::handler::args::{Entry, split_at_commas};
use crate::handler::timeout;
use crate::symbol::did_you_mean;

/// More repetitions than this help nobody, and whoever waits has long gone.
const MOST_RETRIES: u32 = 10;

/// What the keys say. Values that could not be read were reported and are absent.
#[derive(Default)]
pub(super) struct Keys {
    pub(super) stage: Option<Stage>,
    pub(super) global: bool,
    pub(super) order: Option<(i32, Span)>,
    pub(super) timeout_ms: Option<(u64, Span)>,
    pub(super) retries: Option<u32>,
}

impl Keys {
    /// Reads the attribute piece by piece, so that a mistake in one does not hide those in the others.
    pub(super) fn parse(tokens: TokenStream, sink: &mut Diagnostics) -> Self {
        let mut keys = Self::default();
        let mut seen: Vec<Ident> = Vec::new();
        let mut has_stage = false;
        for piece in split_at_commas(tokens) {
            let Some(entry) = sink.ok(syn::parse2::<Entry>(piece)) else {
                continue;
            };
            let word = entry.key.to_string();
            if seen.contains(&entry.key) {
                sink.error(entry.key.span(), format!("`{word}` is given twice"));
                continue;
            }
            let stage = Stage::ALL.into_iter().find(|stage| stage.name() == word);
            match stage {
                Some(_) if has_stage => sink.error(
                    entry.key.span(),
                    format!("a hook runs at one stage, and `{word}` is a second one\nhelp: write a second hook that calls the same function"),
                ),
                Some(stage) => {
                    has_stage = true;
                    keys.read_stage(stage, &entry, sink);
                }
                None => keys.read(&word, &entry, sink),
            }
            seen.push(entry.key);
        }
        if !has_stage {
            sink.error(
                seen.first().map_or_else(Span::call_site, Ident::span),
                "a hook says when it runs\nhelp: write `#[gati::hook(before)]`, `#[gati::hook(after)]` or `#[gati::hook(catch)]`",
            );
        }
        keys
    }

    fn read_stage(&mut self, stage: Stage, entry: &Entry, sink: &mut Diagnostics) {
        self.stage = Some(stage);
        if let Some(value) = &entry.value {
            sink.push(syn::Error::new_spanned(
                value,
                format!("`{stage}` stands alone\nhelp: handlers name their hooks: `#[gati::handler(\"GET /\", {stage} = [..])]`"),
            ));
        }
    }

    fn read(&mut self, word: &str, entry: &Entry, sink: &mut Diagnostics) {
        let Entry { key, value } = entry;
        match (word, value) {
            (GLOBAL, None) => self.global = true,
            (GLOBAL, Some(value)) => sink.push(syn::Error::new_spanned(value, "`global` stands alone")),
            (ORDER, Some(value)) => self.order = read_order(value, sink).map(|order| (order, key.span())),
            (TIMEOUT, Some(value)) => {
                self.timeout_ms = read_timeout(value, sink).map(|timeout| (timeout, key.span()));
            }
            (RETRIES, Some(value)) => self.retries = read_retries(value, sink),
            (ORDER, None) => sink.error(key.span(), "`order` lacks its value\nhelp: write `order = 10`"),
            (TIMEOUT, None) => {
                sink.error(
                    key.span(),
                    "`timeout` lacks its value\nhelp: write `timeout = \"1s\"`",
                );
            }
            (RETRIES, None) => sink.error(key.span(), "`retries` lacks its value\nhelp: write `retries = 2`"),
            (word, _) => sink.error(
                key.span(),
                format!("unknown key `{word}`\nhelp: {}", did_you_mean(word, &WORDS)),
            ),
        }
    }
}

fn read_order(value: &Expr, sink: &mut Diagnostics) -> Option<i32> {
    let (negative, number) = match value {
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr,
            ..
        }) => (true, &**expr),
        other => (false, other),
    };
    if let Expr::Lit(ExprLit {
        lit: Lit::Int(number),
        ..
    }) = number
        && let Ok(number) = number.base10_parse::<i32>()
    {
        return Some(if negative { -number } else { number });
    }
    sink.push(syn::Error::new_spanned(
        value,
        "the order is a whole number\nhelp: write `order = 10`; smaller numbers run earlier before the handler, and later after it",
    ));
    None
}

fn read_timeout(value: &Expr, sink: &mut Diagnostics) -> Option<u64> {
    let Expr::Lit(ExprLit {
        lit: Lit::Str(text), ..
    }) = value
    else {
        sink.push(syn::Error::new_spanned(
            value,
            "`timeout` takes a text in quotes\nhelp: write `timeout = \"1s\"`",
        ));
        return None;
    };
    timeout::parse(&text.value())
        .map_err(|reason| sink.error(text.span(), reason.replace("the handler", "the hook")))
        .ok()
}

fn read_retries(value: &Expr, sink: &mut Diagnostics) -> Option<u32> {
    if let Expr::Lit(ExprLit {
        lit: Lit::Int(number),
        ..
    }) = value
        && let Ok(number) = number.base10_parse::<u32>()
        && (1..=MOST_RETRIES).contains(&number)
    {
        return Some(number);
    }
    sink.push(syn::Error::new_spanned(
        value,
        format!("`retries` is a number from 1 to {MOST_RETRIES}\nhelp: write `retries = 2`, or leave it out"),
    ));
    None
}
