//! Expansions of transformers, case by case.

use proc_macro2::TokenStream;
use quote::quote;

use super::expand;
use crate::build_script::{BuildScript, Reason};

fn golden(case: &str, arguments: TokenStream, item: TokenStream) {
    crate::golden::check("transformer", case, expand(arguments, item, BuildScript::Ran));
}

#[test]
fn a_transformer_that_carries_every_value() {
    golden(
        "plain",
        quote!(),
        quote! {
            /// Amounts were cents without a currency.
            fn capture(old: v1_0_0::Capture) -> v2_0_0::Capture {
                v2_0_0::Capture { amount: old.amount, currency: v2_0_0::Currency::Eur }
            }
        },
    );
}

#[test]
fn a_transformer_with_the_context_that_may_fail() {
    golden(
        "fallible",
        quote!(),
        quote! {
            #[cfg(feature = "old")]
            fn capture(lctx: &mut Lctx, old: v1_0_0::capture::Request) -> Result<v2_0_0::capture::Request, Untransformable> {
                Err(Untransformable::new("no"))
            }
        },
    );
}

#[test]
fn mistakes_leave_the_function_and_the_marker() {
    golden(
        "mistakes",
        quote!(),
        quote! {
            async fn capture(old: v1_0_0::Capture) {}
        },
    );
}

#[test]
fn without_a_build_script_there_are_no_releases() {
    let missing = BuildScript::Missing(Reason::ScriptWithoutGati);
    let item = quote! {
        fn capture(old: v1_0_0::Capture) -> v2_0_0::Capture {}
    };
    crate::golden::check("transformer", "stub", expand(quote!(), item, missing));
}

#[test]
fn something_else_than_a_function_is_given_back() {
    golden(
        "no_function",
        quote!(),
        quote!(
            struct Capture;
        ),
    );
}
