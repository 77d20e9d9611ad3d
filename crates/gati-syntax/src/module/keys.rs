//! The keys of the attribute, with their values read.

use gati_schema::module::Capability;
use proc_macro2::{Span, TokenStream};
use syn::parse::ParseStream;
use syn::{LitStr, Token, bracketed};

use super::symbol;
use crate::attr::entry::{Key, each_in_tokens, equals, flag, text};
use crate::attr::number::count;
use crate::diagnostics::Diagnostics;
use crate::handler::timeout;
use crate::symbol::{did_you_mean, listed};

/// The last whole number that every JSON tool keeps exactly.
const LAST_VERSION: u64 = (1 << 53) - 1;

/// What the keys say; what could not be read was reported and is absent.
#[derive(Clone, Default)]
pub struct Keys {
    /// The name, in place of the one made from the type.
    pub name: Option<LitStr>,
    /// What the module may use.
    pub capabilities: Vec<(Capability, Span)>,
    /// Where the list of capabilities stands, if it does.
    pub capabilities_at: Option<Span>,
    /// Whether it is started again when it has failed.
    pub restart: bool,
    /// The version of the schema that its database has.
    pub schema_version: Option<u64>,
    /// How long `init` may take, in milliseconds.
    pub start_timeout_ms: Option<u64>,
    /// How long `dispose` may take.
    pub stop_timeout_ms: Option<u64>,
    /// How long `health` may take.
    pub health_timeout_ms: Option<u64>,
    /// How often `health` is asked.
    pub health_every_ms: Option<u64>,
    /// Where the first key about health stands.
    pub health_at: Option<Span>,
}

impl Keys {
    pub(super) fn read(tokens: TokenStream, sink: &mut Diagnostics) -> Self {
        let mut keys = Self::default();
        let mut seen: Vec<String> = Vec::new();
        each_in_tokens(tokens, sink, &mut |key, input, sink| {
            if seen.contains(&key.name) {
                sink.error(key.span, format_args!("`{}` is given twice", key.name));
                crate::attr::entry::skip_value(input);
                return Ok(());
            }
            seen.push(key.name.clone());
            keys.entry(&key, input, sink)
        });
        keys
    }

    fn entry(&mut self, key: &Key, input: ParseStream<'_>, sink: &mut Diagnostics) -> syn::Result<()> {
        match key.name.as_str() {
            symbol::NAME => self.name = Some(name(key, input)?),
            symbol::CAPABILITIES => {
                self.capabilities_at = Some(key.span);
                self.capabilities = capabilities(key, input, sink)?;
            }
            symbol::RESTART => {
                flag(key, input)?;
                self.restart = true;
            }
            symbol::SCHEMA_VERSION => self.schema_version = Some(schema_version(key, input)?),
            symbol::START_TIMEOUT => self.start_timeout_ms = Some(duration(key, input)?),
            symbol::STOP_TIMEOUT => self.stop_timeout_ms = Some(duration(key, input)?),
            symbol::HEALTH_TIMEOUT => {
                self.health_at.get_or_insert(key.span);
                self.health_timeout_ms = Some(duration(key, input)?);
            }
            symbol::HEALTH_EVERY => {
                self.health_at.get_or_insert(key.span);
                self.health_every_ms = Some(duration(key, input)?);
            }
            word => {
                return Err(syn::Error::new(
                    key.span,
                    format_args!(
                        "unknown key `{word}`\nhelp: {}",
                        did_you_mean(word, &symbol::KEYS)
                    ),
                ));
            }
        }
        Ok(())
    }
}

/// The name is a field, so it is an identifier.
fn name(key: &Key, input: ParseStream<'_>) -> syn::Result<LitStr> {
    let name = text(key, input)?;
    let value = name.value();
    let plain = value.starts_with(|c: char| c.is_ascii_lowercase())
        && value
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && syn::parse_str::<syn::Ident>(&value).is_ok();
    if plain {
        Ok(name)
    } else {
        Err(syn::Error::new(
            name.span(),
            format_args!(
                "`{value}` cannot be the name of a module, which handlers write as a field: `gctx.modules.{{name}}`\nhelp: use small letters, digits and `_`, as in `name = \"ledger\"`"
            ),
        ))
    }
}

/// Schemas are counted from 1: a database without one has none yet. The limit is that of whatever keeps the number, JSON tools and databases.
fn schema_version(key: &Key, input: ParseStream<'_>) -> syn::Result<u64> {
    let span = input.cursor().token_stream().into_iter().nth(1);
    let version = count(key, input)?;
    if (1..=LAST_VERSION).contains(&version) {
        return Ok(version);
    }
    let message = if version == 0 {
        "versions of a schema begin at 1\nhelp: leave `schema_version` out of a module that keeps no database"
    } else {
        "this version of a schema is more than 9007199254740991, which JSON tools would round\nhelp: count from 1, or write a time as 20261130120000"
    };
    Err(syn::Error::new(
        span.map_or(key.span, |token| token.span()),
        message,
    ))
}

fn capabilities(
    key: &Key,
    input: ParseStream<'_>,
    sink: &mut Diagnostics,
) -> syn::Result<Vec<(Capability, Span)>> {
    equals(key, input)?;
    let names: Vec<&str> = Capability::ALL.into_iter().map(Capability::name).collect();
    if !input.peek(syn::token::Bracket) {
        return Err(syn::Error::new(
            key.span,
            "`capabilities` takes a list\nhelp: write `capabilities = [\"net\"]`",
        ));
    }
    let content;
    bracketed!(content in input);
    let texts = content.parse_terminated(<LitStr as syn::parse::Parse>::parse, Token![,])?;
    let mut found: Vec<(Capability, Span)> = Vec::new();
    for text in texts {
        let word = text.value();
        let Some(capability) = Capability::named(&word) else {
            let help = if crate::symbol::nearest(&word, names.iter().copied()).is_some() {
                did_you_mean(&word, &names)
            } else {
                format!("one of {}", listed(&names))
            };
            sink.error(
                text.span(),
                format_args!("there is no capability `{word}`\nhelp: {help}"),
            );
            continue;
        };
        if found.iter().any(|(known, _)| *known == capability) {
            sink.error(text.span(), format_args!("`{word}` is in this list twice"));
        } else {
            found.push((capability, text.span()));
        }
    }
    Ok(found)
}

fn duration(key: &Key, input: ParseStream<'_>) -> syn::Result<u64> {
    let value = text(key, input)?;
    if value.value().trim_start_matches('0').starts_with(['m', 's']) && value.value().starts_with('0') {
        return Err(syn::Error::new(
            value.span(),
            format_args!(
                "`{} = \"{}\"` leaves no time at all\nhelp: leave `{0}` out for the default",
                key.name,
                value.value()
            ),
        ));
    }
    timeout::parse(&value.value()).map_err(|message| syn::Error::new(value.span(), message))
}
