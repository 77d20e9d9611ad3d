//! Expansions of `#[derive(GType)]`.

use quote::quote;
use syn::{DeriveInput, parse_quote};

use super::derive;

fn golden(case: &str, item: DeriveInput) {
    crate::golden::check("gtype", case, derive(&item));
}

fn printed(item: DeriveInput) -> String {
    derive(&item).to_string().replace(' ', "")
}

#[test]
fn an_object_checks_each_field_at_its_place() {
    golden(
        "object",
        parse_quote! {
            #[serde(rename_all = "camelCase")]
            pub struct Capture {
                #[gtype(min = 1, max = 1_000_000)]
                pub amount_due: u64,
                pub currency: Currency,
                pub note: Option<String>,
            }
        },
    );
}

#[test]
fn every_constraint_is_one_call() {
    golden(
        "constraints",
        parse_quote! {
            struct All {
                #[gtype(min = -1.5, exclusive_max = 10)]
                float: f64,
                #[gtype(exclusive_min = 0, multiple_of = 5)]
                whole: i32,
                #[gtype(min_length = 1, max_length = 9, pattern = "^[a-z]+$", format = "hostname")]
                text: String,
                #[gtype(min_items = 1, max_items = 9, unique, items(min = 1, items(max = 2)))]
                list: Vec<Vec<u8>>,
                #[gtype(min_properties = 1, max_properties = 9)]
                map: HashMap<String, u8>,
                #[gtype(check = rules::even)]
                own: u8,
            }
        },
    );
}

#[test]
fn variants_are_matched() {
    golden(
        "enum_external",
        parse_quote! {
            #[serde(rename_all = "snake_case")]
            enum Method {
                Card {
                    #[gtype(min_length = 12)]
                    number: String,
                    holder: Person,
                },
                Transfer(Iban),
                Split(#[gtype(min = 1)] u8, #[serde(skip)] Cache, Iban),
                Cash,
                #[serde(skip)]
                Secret(Cache),
                #[serde(untagged)]
                Other(Iban),
            }
        },
    );
}

#[test]
fn adjacent_content_has_a_place_of_its_own() {
    golden(
        "enum_adjacent",
        parse_quote! {
            #[serde(tag = "t", content = "c")]
            enum Event {
                Created(Payment),
                Gone,
            }
        },
    );
}

#[test]
fn an_internal_tag_leaves_the_place_as_it_is() {
    golden(
        "enum_internal",
        parse_quote! {
            #[serde(tag = "type")]
            enum Event {
                Created(Payment),
                Renamed {
                    #[gtype(min_length = 1)]
                    name: String,
                },
            }
        },
    );
}

#[test]
fn a_status_asks_for_an_error() {
    golden(
        "enum_error",
        parse_quote! {
            #[serde(tag = "code")]
            enum CaptureError {
                #[gtype(status = 409)]
                ReservationFailed,
            }
        },
    );
}

#[test]
fn sides_decide_about_names_and_presence() {
    golden(
        "sides",
        parse_quote! {
            struct Account {
                #[serde(rename(serialize = "mail", deserialize = "email"))]
                email: Email,
                #[serde(skip_serializing)]
                #[gtype(min_length = 8)]
                password: String,
                #[serde(skip_deserializing, skip_serializing_if = "Id::is_nil")]
                id: Id,
                #[serde(default, skip_serializing_if = "Vec::is_empty")]
                tags: Vec<Tag>,
                #[serde(skip_serializing_if = "Option::is_none")]
                manager: Option<Box<Account>>,
                #[serde(skip)]
                cache: Cache,
            }
        },
    );
}

#[test]
fn flattened_fields_stand_in_the_same_place() {
    golden(
        "flatten",
        parse_quote! {
            struct Listing {
                #[serde(flatten)]
                page: Page,
            }
        },
    );
}

#[test]
fn type_parameters_become_gtypes_and_part_of_the_identity() {
    golden(
        "generics",
        parse_quote! {
            struct Page<'a, T: Clone = u8, const N: usize = 3>
            where
                T: Send,
            {
                items: [T; N],
                name: &'a str,
            }
        },
    );
}

#[test]
fn newtypes_and_tuples() {
    golden(
        "newtype",
        parse_quote!(
            struct Cents(#[gtype(min = 0)] i64);
        ),
    );
    golden(
        "tuple",
        parse_quote!(
            struct Pair(u8, Email);
        ),
    );
    golden(
        "unit",
        parse_quote!(
            struct Nothing;
        ),
    );
}

#[test]
fn another_form_on_the_wire() {
    golden(
        "wire",
        parse_quote! {
            struct Key {
                #[serde(with = "hex")]
                #[gtype(as = String, pattern = "^[0-9a-f]+$", check = not_zero)]
                bytes: [u8; 32],
            }
        },
    );
    golden(
        "wire_container",
        parse_quote! {
            #[serde(try_from = "String", into = "String")]
            struct Iban(Vec<u8>);
        },
    );
}

#[test]
fn a_mistake_is_reported_and_the_type_still_counts_as_one() {
    golden(
        "mistake",
        parse_quote! {
            struct Capture<T> where T: Clone {
                #[gtype(minn = 1)]
                amount: T,
            }
        },
    );
}

#[test]
fn nothing_to_check_is_no_code() {
    let text = printed(parse_quote!(
        enum Currency {
            Eur,
            Usd,
        }
    ));
    assert!(
        text.contains("fnvalidate(&self,_:&mut::gati::__private::Place<'_>){}"),
        "{text}"
    );
    let text = printed(parse_quote!(
        struct Sum {
            amount: u64,
            paid: bool,
            note: String,
        }
    ));
    assert!(!text.contains("GType>::validate"), "{text}");
}

#[test]
fn the_same_item_gives_the_same_bytes() {
    let item: DeriveInput = parse_quote!(
        struct Sum {
            amount: Amount,
            tags: Vec<Tag>,
        }
    );
    assert_eq!(derive(&item).to_string(), derive(&item).to_string());
}

#[test]
fn no_name_of_the_expansion_can_be_the_users() {
    // A variable of ours that stood at the call site would meet a constant of the same name in a pattern.
    let item: DeriveInput = parse_quote!(
        enum E {
            A(Email),
        }
    );
    let text = derive(&item).to_string();
    assert!(text.contains("const _ : () ="), "{text}");
    let all = quote!(Option Some None Result Ok Err String Vec).to_string();
    for word in all.split(' ') {
        let bare = text.split_whitespace().any(|token| token == word);
        assert!(!bare, "`{word}` is taken from the user's scope");
    }
}
