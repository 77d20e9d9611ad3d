//! Expansions of handlers, case by case.

use proc_macro2::TokenStream;
use quote::quote;

use super::expand;
use crate::build_script::{BuildScript, Reason};

fn golden(case: &str, arguments: TokenStream, item: TokenStream) {
    crate::golden::check("handler", case, expand(arguments, item, BuildScript::Ran));
}

#[test]
fn the_handler_of_the_front_page() {
    golden(
        "front_page",
        quote!("POST /payments/:id/capture", status = 202),
        quote! {
            /// Captures a payment that was authorised earlier.
            pub async fn capture(id: u64, body: Json<Capture>, gctx: &Gctx) -> Result<Json<Capturing>, CaptureError> {
                Ok(Json(Capturing { id }))
            }
        },
    );
}

#[test]
fn request_response_and_both_contexts() {
    golden(
        "canonical",
        quote!("POST /payments/:id/capture", status = [200, 202]),
        quote! {
            async fn capture(req: &mut Request, res: &mut Response<Capturing>, gctx: &Gctx, lctx: &mut Lctx) {}
        },
    );
}

#[test]
fn a_response_that_can_fail() {
    golden(
        "response_or_error",
        quote!("PUT /a"),
        quote! {
            async fn put(body: Bytes, res: &mut Response<Saved>) -> Result<(), Problem> {
                Ok(())
            }
        },
    );
}

#[test]
fn every_part_of_a_request_in_the_order_of_its_cost() {
    golden(
        "every_part",
        quote!("POST /files/:folder/*rest"),
        quote! {
            async fn upload(
                Multipart(receipt): Multipart<Receipt>,
                claims: Extract<Claims>,
                rest: String,
                headers: Headers<Conditions>,
                query: Query<crate::model::Options>,
                folder: u32,
            ) -> NoContent {
                NoContent
            }
        },
    );
}

#[test]
fn a_handler_that_takes_and_answers_nothing() {
    golden(
        "nothing",
        quote!("GET /ping"),
        quote!(
            async fn ping() {}
        ),
    );
}

#[test]
fn borrowed_answers_are_static_in_the_fingerprint() {
    golden(
        "borrowed_answer",
        quote!("GET /names"),
        quote! {
            async fn names<'a>(gctx: &'a Gctx) -> Json<Vec<Cow<'a, str>>> {
                Json(Vec::new())
            }
        },
    );
}

#[test]
fn a_deprecated_function_under_a_condition() {
    golden(
        "deprecated_under_cfg",
        quote!("GET /old"),
        quote! {
            #[cfg(feature = "old")]
            #[deprecated(note = "use /new")]
            async fn old() -> Sse<Event> {
                events()
            }
        },
    );
}

#[test]
fn mistakes_leave_the_function_and_the_marker() {
    golden(
        "mistakes",
        quote!("GTE /a/:id", timeout = 5),
        quote! {
            #[cfg(unix)]
            async fn get() -> Json<A> {
                Json(A)
            }
        },
    );
}

#[test]
fn a_method_with_mistakes_leaves_no_marker_in_its_impl() {
    golden(
        "method",
        quote!("GET /a"),
        quote!(
            async fn get(&self) {}
        ),
    );
}

#[test]
fn something_else_than_a_function_is_given_back() {
    golden(
        "no_function",
        quote!("GET /a"),
        quote! {
            /// A struct.
            pub struct Get;
        },
    );
}

#[test]
fn without_a_build_script_the_first_macro_says_so_and_no_handler_asks_to_be_seen() {
    let expansion = |build_script| {
        expand(
            quote!("GET /a"),
            quote!(
                async fn get() {}
            ),
            build_script,
        )
        .to_string()
    };
    let first = expansion(BuildScript::Missing(Reason::NoScript));
    assert!(first.contains("no build script") && first.contains("gati_build::run()"));
    let later = expansion(BuildScript::MissingAndReported);
    assert!(!later.contains("compile_error") && !later.contains("seen"));
    assert!(expansion(BuildScript::Ran).contains("seen"));
}

#[test]
fn the_body_of_the_function_is_given_back_token_by_token() {
    let item = quote! {
        async fn get() {
            half typed $ code
        }
    };
    let expansion = expand(quote!("GET /a"), item.clone(), BuildScript::Ran).to_string();
    assert!(expansion.starts_with(&item.to_string()));
}
