//! Expansions of `gati::brand!`.

use quote::quote;

use super::brand;

#[test]
fn a_text() {
    let tokens = quote! {
        /// An address to write to.
        pub Email(String), format = "email", max_length = 254;
    };
    crate::golden::check("brand", "text", brand(tokens));
}

#[test]
fn a_list_is_checked_item_by_item() {
    let tokens = quote!(Route(Vec<Stop>), min_items = 2, check = is_round);
    crate::golden::check("brand", "list", brand(tokens));
}

#[test]
fn several_brands_are_several_types() {
    let text = brand(quote!(pub A(u8), max = 1; B(u8), min = 1;)).to_string();
    assert!(
        text.contains("pub struct A (u8) ;") && text.contains("struct B (u8) ;"),
        "{text}"
    );
}

#[test]
fn a_mistake_in_one_brand_leaves_both_types() {
    let text = brand(quote!(pub A(u8), maxx = 1; pub B(u8), max = 1;)).to_string();
    assert!(text.contains("did you mean `max`?"), "{text}");
    assert!(
        text.contains("pub struct A (u8) ;") && text.contains("pub struct B (u8) ;"),
        "{text}"
    );
}

#[test]
fn a_brand_that_cannot_be_named_does_not_hide_the_next() {
    let text = brand(quote!(pub (u8); pub B(u8), max = 1;)).to_string();
    assert!(
        text.contains("compile_error") && text.contains("pub struct B (u8) ;"),
        "{text}"
    );
}

#[test]
fn the_wire_form_of_a_brand_cannot_be_changed() {
    let text = brand(quote!(#[serde(rename = "x")] pub A(u8); pub B(u8), as = String;)).to_string();
    assert_eq!(text.matches("compile_error").count(), 2, "{text}");
}
