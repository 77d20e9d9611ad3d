//! What transformers say, and what is said of those that break a rule.

use syn::ext::IdentExt;

use super::{TransformerItem, is_transformer, parse};
use crate::diagnostics::Diagnostics;
use crate::handler::Function;

/// Reads a function as the build script finds it in a file.
fn read(source: &str) -> Result<TransformerItem, Vec<(String, String)>> {
    let item: syn::ItemFn = syn::parse_str(source).expect("the test is a function");
    let attr = item
        .attrs
        .iter()
        .find(|attr| is_transformer(attr))
        .expect("the test is a transformer");
    let args = match &attr.meta {
        syn::Meta::List(list) => list.tokens.clone(),
        _ => proc_macro2::TokenStream::new(),
    };
    let mut sink = Diagnostics::new();
    let transformer = parse(args, &Function::from(&item), &mut sink);
    match sink.into_result() {
        Ok(()) => Ok(transformer.expect("no mistake and no transformer")),
        Err(errors) => {
            assert!(transformer.is_none(), "a transformer came with mistakes");
            Err(errors
                .into_iter()
                .map(|error| {
                    let (start, end) = (error.span().start(), error.span().end());
                    let at = source.chars().skip(start.column).take(end.column - start.column);
                    (at.collect(), error.to_string())
                })
                .collect())
        }
    }
}

/// Asserts that the one mistake points at `at` and that its text has all of `parts`.
#[track_caller]
fn assert_mistake(source: &str, at: &str, parts: &[&str]) {
    let Err(mistakes) = read(source) else {
        panic!("no mistake was found in\n{source}");
    };
    let [(found_at, text)] = mistakes.as_slice() else {
        panic!("more than one mistake: {mistakes:?}");
    };
    assert_eq!(found_at, at, "{text}");
    for part in parts {
        assert!(text.contains(part), "`{part}` is not in\n{text}");
    }
}

fn last(path: &syn::TypePath) -> String {
    path.path.segments.last().unwrap().ident.unraw().to_string()
}

#[test]
fn the_signature_says_everything() {
    let source = "#[gati::transformer] fn capture(old: v1_0_0::Capture) -> v2_0_0::Captured {}";
    let item = read(source).unwrap();
    assert_eq!(
        (last(item.from()), last(item.to())),
        ("Capture".into(), "Captured".into())
    );
    assert!(!item.is_fallible() && !item.takes_context());
    let source = "#[transformer] fn capture(lctx: &mut gati::Lctx, new: crate::app::v2_0_0::capture::Answer) \
        -> Result<v1_0_0::capture::Answer, gati::Untransformable> {}";
    let item = read(source).unwrap();
    assert!(item.is_fallible() && item.takes_context());
    assert_eq!(last(item.from()), "Answer");
}

#[test]
fn a_transformer_takes_one_value_and_the_context() {
    assert_mistake(
        "#[gati::transformer] fn t() -> v2_0_0::A {}",
        "t",
        &["takes the value", "old: v1_0_0::Capture"],
    );
    assert_mistake(
        "#[gati::transformer] fn t(a: v1_0_0::A, lctx: &mut Lctx, b: v1_0_0::B) -> v2_0_0::A {}",
        "v1_0_0::B",
        &["carries one value", "capture::Request"],
    );
    assert_mistake(
        "#[gati::transformer] fn t(a: v1_0_0::A, x: &Lctx, y: &Lctx) -> v2_0_0::A {}",
        "&Lctx",
        &["taken twice"],
    );
    assert_mistake(
        "#[gati::transformer] fn t(a: v1_0_0::A, lctx: Lctx) -> v2_0_0::A {}",
        "Lctx",
        &["lent", "&mut Lctx"],
    );
    assert_mistake(
        "#[gati::transformer] fn t(&self, a: v1_0_0::A) -> v2_0_0::A {}",
        "&self",
        &["free function"],
    );
}

#[test]
fn a_transformer_is_a_plain_function() {
    assert_mistake(
        "#[gati::transformer] async fn t(a: v1_0_0::A) -> v2_0_0::A {}",
        "async",
        &["does not wait"],
    );
    assert_mistake(
        "#[gati::transformer] unsafe fn t(a: v1_0_0::A) -> v2_0_0::A {}",
        "unsafe",
        &["cannot be `unsafe`"],
    );
    assert_mistake(
        "#[gati::transformer] fn t<T>(a: v1_0_0::A) -> v2_0_0::A {}",
        "T",
        &["nobody could choose `T`"],
    );
    assert_mistake(
        "#[gati::transformer(lift)] fn t(a: v1_0_0::A) -> v2_0_0::A {}",
        "lift",
        &["told nothing"],
    );
    assert_mistake(
        "#[gati::transformer] #[cfg(test)] fn t(a: v1_0_0::A) -> v2_0_0::A {}",
        "test",
        &["tests alone"],
    );
}

#[test]
fn both_ends_are_types_of_releases() {
    assert_mistake(
        "#[gati::transformer] fn t(a: v1_0_0::A) {}",
        "t",
        &["returns the value", "-> v2_0_0::Capture"],
    );
    assert_mistake(
        "#[gati::transformer] fn t(a: &v1_0_0::A) -> v2_0_0::A {}",
        "&v1_0_0::A",
        &["the value itself"],
    );
    assert_mistake(
        "#[gati::transformer] fn t(a: v1_0_0::A) -> (v2_0_0::A, u8) {}",
        "(v2_0_0::A, u8)",
        &["no type of a release"],
    );
    assert_mistake(
        "#[gati::transformer] fn t(a: v1_0_0::Page<v1_0_0::Payment>) -> v2_0_0::A {}",
        "<v1_0_0::Payment>",
        &["is called `v1_0_0::PagePayment` there"],
    );
    assert_mistake(
        "#[gati::transformer] fn t(a: Vec<v1_0_0::A>) -> Vec<v2_0_0::A> {}",
        "Vec<v1_0_0::A>",
        &["holds a type of a release", "carry `v1_0_0::A` itself"],
    );
}

#[test]
fn every_mistake_is_found_in_one_go() {
    let source = "#[gati::transformer(x)] async unsafe fn t<T>(a: &A, b: B) {}";
    assert_eq!(read(source).err().map(|all| all.len()), Some(7));
}
