//! `gati::brand!`.

use gati_syntax::brand;
use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::gtype::ast::Body;

fn read(tokens: &str) -> (Vec<brand::Brand>, Vec<String>) {
    let mut sink = Diagnostics::new();
    let brands = brand::parse(tokens.parse().expect("tokens"), &mut sink);
    (brands, sink.into_messages())
}

#[test]
fn a_brand_is_a_transparent_newtype_with_constraints() {
    let (brands, messages) = read("/// Doc.\npub Email(String), format = \"email\", max_length = 254;");
    assert!(messages.is_empty(), "{messages:?}");
    let item = brands[0].item.as_ref().expect("an item");
    assert_eq!((item.public_name(), item.docs()), ("Email", "Doc."));
    let Body::Newtype {
        element,
        transparent: true,
    } = item.body()
    else {
        panic!("a transparent newtype");
    };
    assert_eq!(element.place.constraints.lower().max_length, Some(254));
}

#[test]
fn the_last_semicolon_may_be_missing() {
    let (brands, messages) = read("A(u8); B(HashMap<String, u8>), max_properties = 3");
    assert!(messages.is_empty(), "{messages:?}");
    assert_eq!(brands.len(), 2);
}

#[test]
fn mistakes_do_not_hide_the_brands_after_them() {
    let (brands, messages) =
        read("A(u8), minn = 1; (u8); C(u8, u8), max = 1; D(u8) max = 1; E(u8), max = 300; F(u8);");
    let names: Vec<_> = brands
        .iter()
        .map(|brand| (brand.ident.to_string(), brand.item.is_some()))
        .collect();
    let expected = [("A", false), ("E", false), ("F", true)].map(|(name, good)| (name.to_owned(), good));
    assert_eq!(names, expected);
    assert_eq!(
        messages,
        [
            "unknown key `minn`\nhelp: did you mean `min`?",
            "expected the name of a type\nhelp: a brand looks like `pub Email(String), format = \"email\";`",
            "a brand holds one value",
            "expected `,` and a constraint, or `;` at the end of the brand",
            "`max = 300` is beyond what a `u8` can hold\nhelp: a `u8` holds 0 to 255",
        ]
    );
}

#[test]
fn a_brand_says_what_it_is_made_of() {
    let (_, messages) = read("pub Name;");
    assert_eq!(
        messages,
        ["`Name` does not say what it is made of\nhelp: write `Name(String)`, or another type"]
    );
}

#[test]
fn the_form_of_a_brand_is_fixed() {
    let (_, messages) = read("#[serde(rename = \"x\")] A(u8); B(u8), as = String;");
    assert!(messages[0].starts_with("a brand has the JSON form of its inner value, which serde attributes"));
    assert!(messages[1].starts_with("a brand has the JSON form of its inner value, and no other"));
    assert_eq!(messages.len(), 2);
}
