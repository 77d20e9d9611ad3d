//! Expansions of hooks, case by case.

use proc_macro2::TokenStream;
use quote::quote;

use super::expand;
use crate::build_script::BuildScript;

fn golden(case: &str, arguments: TokenStream, item: TokenStream) {
    crate::golden::check("hook", case, expand(arguments, item, BuildScript::Ran));
}

#[test]
fn an_async_hook_before() {
    golden(
        "before",
        quote!(before, global, order = 10, timeout = "1s", retries = 2),
        quote! {
            /// Lets in who may come.
            async fn guard(lctx: &mut Lctx, gctx: &Gctx, req: &RequestHead) -> Result<(), Problem> {
                Ok(())
            }
        },
    );
}

#[test]
fn a_plain_hook_after() {
    golden(
        "after",
        quote!(after),
        quote! {
            fn stamp(outcome: &mut Outcome) {}
        },
    );
}

#[test]
fn a_hook_that_catches() {
    golden(
        "catch",
        quote!(catch),
        quote! {
            #[cfg(feature = "quiet")]
            fn hide(problem: &Problem) -> Problem {
                Problem::new(500, "oops")
            }
        },
    );
}

#[test]
fn mistakes_leave_the_function_and_the_marker() {
    golden(
        "mistakes",
        quote!(befor),
        quote! {
            fn guard(body: Json<A>) {}
        },
    );
}

#[test]
fn something_else_than_a_function_is_given_back() {
    golden(
        "no_function",
        quote!(before),
        quote!(
            struct Guard;
        ),
    );
}
