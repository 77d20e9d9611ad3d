//! Expansions of `#[derive(ApiError)]`.

use syn::{DeriveInput, parse_quote};

use super::derive;

fn golden(case: &str, item: DeriveInput) {
    crate::golden::check("api_error", case, derive(&item));
}

#[test]
fn each_variant_has_its_status_code_and_title() {
    golden(
        "variants",
        parse_quote! {
            #[serde(tag = "code", rename_all = "snake_case")]
            enum CaptureError {
                /// The ledger refused to set the amount aside.
                ///
                /// It may be tried again.
                #[gtype(status = 409)]
                ReservationFailed,
                #[gtype(status = 422, detail = "{amount} is above {limit:?}, not {{between}}")]
                AmountTooLarge { amount: u64, limit: Option<u64> },
                #[gtype(status = 503)]
                Upstream(Outage),
            }
        },
    );
}

#[test]
fn an_error_without_variants_is_never_one() {
    golden(
        "empty",
        parse_quote!(
            #[serde(tag = "code")]
            enum Never {}
        ),
    );
}

#[test]
fn a_generic_error_is_one_where_its_arguments_allow_it() {
    golden(
        "generics",
        parse_quote! {
            #[serde(tag = "code")]
            enum Failed<T> {
                #[gtype(status = 500, detail = "{0}")]
                With(T),
            }
        },
    );
}

#[test]
fn a_mistake_is_reported_and_the_enum_still_counts_as_an_error() {
    golden(
        "mistake",
        parse_quote!(
            #[serde(tag = "code")]
            enum E {
                A,
            }
        ),
    );
}
