//! Expansions of modules, case by case.

use proc_macro2::TokenStream;
use quote::quote;

use super::expand;
use crate::build_script::{BuildScript, Reason};

fn golden(case: &str, arguments: TokenStream, item: TokenStream) {
    crate::golden::check("module", case, expand(arguments, item, BuildScript::Ran));
}

#[test]
fn a_module_of_nothing() {
    golden(
        "nothing",
        quote!(),
        quote! {
            impl Clock {
                fn init() -> Self {
                    Self
                }
            }
        },
    );
}

#[test]
fn the_module_of_the_front_page() {
    golden(
        "front_page",
        quote!(
            capabilities = ["secrets"],
            restart,
            schema_version = 3,
            health_every = "2s"
        ),
        quote! {
            /// Keeps the accounts.
            impl Ledger {
                pub async fn init(config: &AppConfig, secrets: &Secrets, store: Handle<Store>) -> Result<Self, Closed> {
                    Ok(Self)
                }
                /// Sets an amount aside.
                pub async fn reserve(&self, id: u64, amount: u64) -> Result<bool, LedgerError> {
                    Ok(true)
                }
                pub fn note(&self, text: &str, tags: &[Tag], of: &Entry) -> u64 {
                    0
                }
                #[deprecated]
                pub(crate) async fn clear(&self) {}
                fn private(&self) {}
                pub async fn dispose(&self) {}
                pub async fn health(&self) -> Result<(), Closed> {
                    Ok(())
                }
            }
        },
    );
}

#[test]
fn mistakes_leave_the_block() {
    golden(
        "mistakes",
        quote!(nam = "x"),
        quote! {
            impl Ledger {
                pub fn a(&mut self) {}
            }
        },
    );
}

#[test]
fn something_else_than_a_block_is_given_back() {
    golden(
        "no_block",
        quote!(),
        quote! {
            /// A struct.
            pub struct Ledger;
        },
    );
}

#[test]
fn without_a_build_script_there_is_a_handle_and_no_app() {
    let missing = BuildScript::Missing(Reason::NoScript);
    let item = quote!(
        impl Clock {
            fn init() -> Self {
                Self
            }
        }
    );
    let expansion = expand(quote!(), item, missing).to_string();
    assert!(expansion.contains("ClockHandle") && expansion.contains("no build script"));
    assert!(!expansion.contains("Gctx"));
}
