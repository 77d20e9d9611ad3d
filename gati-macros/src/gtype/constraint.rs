//! One call per constraint.

use gati_schema::ty::Number;
use gati_syntax::attr::constraint::{ConstraintSet, path_text};
use gati_syntax::attr::entry::Slot;
use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;
use syn::Ident;
use syn::spanned::Spanned;

/// The calls for `value`, an expression of a reference, at the place that the variable `at` holds.
///
/// The expression brings its own span, which is where rustc shows a constraint that does not fit the type.
pub(crate) fn expand_checks(set: &ConstraintSet, value: &TokenStream, at: &Ident) -> TokenStream {
    let bounds = [
        ("min", &set.min),
        ("max", &set.max),
        ("exclusive_min", &set.exclusive_min),
        ("exclusive_max", &set.exclusive_max),
        ("multiple_of", &set.multiple_of),
    ];
    let counts = [
        ("min_length", &set.min_length),
        ("max_length", &set.max_length),
        ("min_items", &set.min_items),
        ("max_items", &set.max_items),
        ("min_properties", &set.min_properties),
        ("max_properties", &set.max_properties),
    ];
    let mut calls = TokenStream::new();
    for (name, bound) in bounds {
        calls.extend(bound.iter().map(|bound| {
            let bound = expand_bound(&bound.value);
            call(name, &quote!(#value, #bound, #at))
        }));
    }
    for (name, count) in counts {
        calls.extend(count.iter().map(|count| {
            let count = Literal::u64_unsuffixed(count.value);
            call(name, &quote!(#value, #count, #at))
        }));
    }
    calls.extend(expand_text(set, value, at));
    if is_on(&set.unique) {
        calls.extend(call("unique", &quote!(#value, #at)));
    }
    if let Some(items) = &set.items {
        // What does not fit an item is shown where the whole type stands.
        let item = Ident::new("item", Span::mixed_site().located_at(value.span()));
        let inner = expand_checks(&items.value, &quote!(#item), at);
        calls.extend(call("items", &quote!(#value, #at, |#item, #at| { #inner })));
    }
    calls.extend(expand_custom(set, value, at));
    calls
}

/// The call of the author's own function, which is made for the Rust type whatever the wire looks like.
pub(crate) fn expand_custom(set: &ConstraintSet, value: &TokenStream, at: &Ident) -> TokenStream {
    let calls = set.check.iter().map(|check| {
        let (path, name) = (&check.value, path_text(&check.value));
        call("custom", &quote!(#value, #path, #name, #at))
    });
    calls.collect()
}

fn expand_text(set: &ConstraintSet, value: &TokenStream, at: &Ident) -> TokenStream {
    let mut calls = TokenStream::new();
    if let Some(pattern) = &set.pattern {
        let pattern = &pattern.value;
        let compiled = Ident::new("PATTERN", Span::mixed_site());
        let check = call("pattern", &quote!(#value, &#compiled, #at));
        calls.extend(quote! {
            {
                static #compiled: ::gati::__private::Pattern = ::gati::__private::Pattern::new(#pattern);
                #check
            }
        });
    }
    if let Some(format) = &set.format {
        let format = Ident::new(&format!("{:?}", format.value), Span::call_site());
        calls.extend(call(
            "format",
            &quote!(#value, ::gati::__private::Format::#format, #at),
        ));
    }
    calls
}

fn call(name: &str, arguments: &TokenStream) -> TokenStream {
    let name = Ident::new(name, Span::call_site());
    quote!(::gati::__private::check::#name(#arguments);)
}

fn is_on(slot: &Slot<bool>) -> bool {
    slot.as_ref().is_some_and(|slot| slot.value)
}

fn expand_bound(number: &Number) -> TokenStream {
    match number.as_i128() {
        Some(whole) => {
            let whole = Literal::i128_unsuffixed(whole);
            quote!(::gati::__private::Bound::Int(#whole))
        }
        None => {
            let float = Literal::f64_unsuffixed(number.as_f64());
            quote!(::gati::__private::Bound::Float(#float))
        }
    }
}
