//! The arguments of `gati::app!`: nothing, or `state = Type` and `config = Type`.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Token, Type};

use crate::diagnostics::Diagnostics;
use crate::symbol::did_you_mean;

/// What `gati::app!` is told.
#[derive(Clone, Default)]
pub struct AppItem {
    /// The type of `gctx.state`, if the app has one.
    pub state: Option<Type>,
    /// The type of `gctx.config`, if the app has one.
    pub config: Option<Type>,
}

const STATE: &str = "state";
const CONFIG: &str = "config";

/// Reads the arguments; what could be read is given back beside the mistakes.
pub fn parse(arguments: TokenStream, sink: &mut Diagnostics) -> AppItem {
    let mut item = AppItem::default();
    if let Err(error) = (|input: ParseStream<'_>| read(input, &mut item, sink)).parse2(arguments) {
        sink.push(error);
    }
    item
}

fn read(input: ParseStream<'_>, item: &mut AppItem, sink: &mut Diagnostics) -> syn::Result<()> {
    while !input.is_empty() {
        if !input.peek(Ident::peek_any) {
            return Err(input.error(
                "expected a key\nhelp: write `gati::app!()` or `gati::app!(state = Type, config = Type)`",
            ));
        }
        let key = input.call(Ident::parse_any)?;
        let slot = match key.to_string().as_str() {
            STATE => Some(&mut item.state),
            CONFIG => Some(&mut item.config),
            unknown => {
                let help = did_you_mean(unknown, &[STATE, CONFIG]);
                sink.error(key.span(), format!("unknown key `{unknown}`\nhelp: {help}"));
                None
            }
        };
        if !input.peek(Token![=]) {
            return Err(syn::Error::new(
                key.span(),
                format!("`{key}` lacks its type\nhelp: write `{key} = Type`"),
            ));
        }
        input.parse::<Token![=]>()?;
        match slot {
            Some(slot) => {
                let ty: Type = input.parse()?;
                if slot.is_some() {
                    sink.error(key.span(), format!("`{key}` is given twice"));
                } else {
                    *slot = Some(ty);
                }
            }
            None => {
                // The value of an unknown key may be anything but a comma.
                while !input.is_empty() && !input.peek(Token![,]) {
                    input.parse::<proc_macro2::TokenTree>()?;
                }
            }
        }
        if input.is_empty() {
            break;
        }
        input.parse::<Token![,]>()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> (AppItem, Vec<String>) {
        let mut sink = Diagnostics::new();
        let item = parse(source.parse().unwrap(), &mut sink);
        (item, sink.into_messages())
    }

    #[test]
    fn an_app_has_a_state_or_none() {
        let (item, mistakes) = read("");
        assert!(item.state.is_none() && mistakes.is_empty());
        let (item, mistakes) = read("state = std::sync::Arc<Ledger>,");
        assert!(item.state.is_some() && mistakes.is_empty());
        let (item, mistakes) = read("config = AppConfig, state = Ledger");
        assert!(item.state.is_some() && item.config.is_some() && mistakes.is_empty());
    }

    #[test]
    fn an_unknown_key_is_reported_with_the_nearest_and_does_not_hide_the_rest() {
        let (item, mistakes) = read("stat = A, state = B");
        assert!(item.state.is_some());
        assert_eq!(mistakes, ["unknown key `stat`\nhelp: did you mean `state`?"]);
    }

    #[test]
    fn a_state_without_type_or_given_twice_is_reported() {
        assert_eq!(
            read("state").1,
            ["`state` lacks its type\nhelp: write `state = Type`"]
        );
        assert_eq!(read("state = A, state = B").1, ["`state` is given twice"]);
        assert!(read("\"x\"").1[0].starts_with("expected a key"));
    }
}
