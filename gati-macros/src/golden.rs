//! Expansions as files that are read in review: `golden/<folder>/<case>.snap`, refreshed by `INSTA_UPDATE=always cargo test`.

use proc_macro2::TokenStream;

/// Compares an expansion, printed as source, with its file.
pub(crate) fn check(folder: &str, case: &str, expansion: TokenStream) {
    let file = syn::parse2(expansion).expect("an expansion is a list of items");
    let text = prettyplease::unparse(&file);
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(format!("golden/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(case, text));
}
