//! Source text to items, without the bodies of functions.
//!
//! A scan needs signatures, and bodies are most of a program. Leaving them out before `syn` sees the tokens more than
//! halves the time. Very short bodies of functions without arguments stay: the default of a field may be one that returns
//! a literal.

use std::collections::HashMap;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A body with at most this many tokens is kept: enough for `String::from("EUR")`.
const SHORT: usize = 8;

/// The bodies of functions, by the byte at which each begins. Nobody has looked inside.
pub(super) type Bodies = HashMap<usize, TokenStream>;

/// Parses a file.
pub(super) fn parse(text: &str) -> syn::Result<syn::File> {
    parse_with_bodies(text).map(|(file, _)| file)
}

/// Parses a file, and keeps what it leaves out.
pub(super) fn parse_with_bodies(text: &str) -> syn::Result<(syn::File, Bodies)> {
    let tokens: TokenStream = without_shebang(text).parse()?;
    let mut bodies = Bodies::new();
    let file = syn::parse2(items(tokens, &mut bodies))?;
    Ok((file, bodies))
}

/// A first line `#!/usr/bin/…` becomes blanks, so that every byte keeps its place.
fn without_shebang(text: &str) -> std::borrow::Cow<'_, str> {
    let is_shebang = text
        .strip_prefix("#!")
        .is_some_and(|rest| !rest.trim_start().starts_with('['));
    if !is_shebang {
        return text.into();
    }
    let end = text.find('\n').unwrap_or(text.len());
    format!("{}{}", " ".repeat(end), &text[end..]).into()
}

/// What the next pair of braces at the level of items belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Ahead {
    Nothing,
    Function,
    Methods,
    Module,
}

fn items(tokens: TokenStream, bodies: &mut Bodies) -> TokenStream {
    let mut ahead = Ahead::Nothing;
    let mut tokens = tokens.into_iter().peekable();
    let mut kept: Vec<TokenTree> = Vec::new();
    let mut takes_nothing = false;
    // Whether the next block of methods is a module of the app: of such a block the signatures stay.
    let mut is_module = false;
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Ident(word) if ahead == Ahead::Nothing => {
                let named = matches!(tokens.peek(), Some(TokenTree::Ident(_)));
                ahead = match word.to_string().as_str() {
                    "fn" if named => Ahead::Function,
                    "mod" if named => Ahead::Module,
                    "trait" if named => Ahead::Methods,
                    "impl" => Ahead::Methods,
                    _ => Ahead::Nothing,
                };
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => {
                ahead = Ahead::Nothing;
                is_module = false;
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket && ahead == Ahead::Nothing => {
                is_module |= names_module(&kept, group);
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                takes_nothing = group.stream().is_empty();
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                // `Grid<{ N }>` in a signature: braces that are no body.
                let in_generics = matches!(tokens.peek(), Some(TokenTree::Punct(next)) if matches!(next.as_char(), '>' | ','));
                if !in_generics {
                    if ahead == Ahead::Function && !takes_nothing {
                        bodies.insert(group.span().byte_range().start, group.stream());
                    }
                    let content = match ahead {
                        Ahead::Module => items(group.stream(), bodies),
                        Ahead::Function if !takes_nothing || !is_short(group) => TokenStream::new(),
                        Ahead::Methods if is_module => items(group.stream(), bodies),
                        Ahead::Methods => TokenStream::new(),
                        Ahead::Function | Ahead::Nothing => group.stream(),
                    };
                    ahead = Ahead::Nothing;
                    is_module = false;
                    kept.push(with_content(group, content));
                    continue;
                }
            }
            _ => {}
        }
        kept.push(token);
    }
    kept.into_iter().collect()
}

/// Whether this bracket, after what was `kept` before it, is `#[gati::module]` or `#[module]`, with or without keys.
fn names_module(kept: &[TokenTree], group: &Group) -> bool {
    let is_attribute = matches!(kept.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == '#');
    if !is_attribute {
        return false;
    }
    let mut words = group.stream().into_iter().filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    });
    match words.next().as_deref() {
        Some("module") => true,
        Some("gati") => words.next().as_deref() == Some("module"),
        _ => false,
    }
}

fn is_short(body: &Group) -> bool {
    body.stream().into_iter().take(SHORT + 1).count() <= SHORT
}

fn with_content(group: &Group, content: TokenStream) -> TokenTree {
    let mut skimmed = Group::new(group.delimiter(), content);
    skimmed.set_span(group.span());
    skimmed.into()
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;

    use super::*;

    fn skim(text: &str) -> String {
        parse(text).unwrap().into_token_stream().to_string()
    }

    #[test]
    fn long_bodies_go_and_short_ones_stay() {
        let text = "fn a() -> u8 { 5 } fn b() { one(); two(); three(); four(); } mod m { fn c() { let x = [1]; let y = 2; } }";
        assert_eq!(
            skim(text),
            "fn a () -> u8 { 5 } fn b () { } mod m { fn c () { } }"
        );
    }

    #[test]
    fn braces_in_a_signature_are_no_body() {
        let text = "fn a(x: Grid<{ N }>) -> Grid<{ M }> where T: Copy, { one(); two(); three(); four(); }";
        assert_eq!(
            skim(text),
            "fn a (x : Grid < { N } >) -> Grid < { M } > where T : Copy , { }"
        );
    }

    #[test]
    fn function_pointers_and_data_stay_whole() {
        let text = "static F: fn(u8) -> u8 = g; struct S { f: fn(), } impl S { fn m() { a } } enum E { A { b: u8 } }";
        assert_eq!(
            skim(text),
            "static F : fn (u8) -> u8 = g ; struct S { f : fn () , } impl S { } enum E { A { b : u8 } }"
        );
    }

    #[test]
    fn the_signatures_of_a_module_stay() {
        let text = "#[gati::module(restart)] impl A { pub fn a(&self) { one(); two(); three(); } } impl A { fn b() {} } #[inline] impl B { fn c() {} }";
        assert_eq!(
            skim(text),
            "# [gati :: module (restart)] impl A { pub fn a (& self) { } } impl A { } # [inline] impl B { }"
        );
    }

    #[test]
    fn a_shebang_is_blanked_and_spans_hold() {
        let file = parse("#!/usr/bin/env run\nstruct S;").unwrap();
        let syn::Item::Struct(item) = &file.items[0] else {
            panic!("a struct was written")
        };
        assert_eq!(item.ident.span().byte_range(), 26..27);
    }
}
