//! What hooks say, and what is said of hooks that break a rule.

use gati_schema::hook::Stage;

use super::{HookItem, is_hook, parse};
use crate::diagnostics::Diagnostics;
use crate::handler::Function;

/// Reads a function as the build script finds it in a file.
fn read(source: &str) -> Result<HookItem, Vec<(String, String)>> {
    let item: syn::ItemFn = syn::parse_str(source).expect("the test is a function");
    let attr = item
        .attrs
        .iter()
        .find(|attr| is_hook(attr))
        .expect("the test is a hook");
    let args = match &attr.meta {
        syn::Meta::List(list) => list.tokens.clone(),
        _ => proc_macro2::TokenStream::new(),
    };
    let mut sink = Diagnostics::new();
    let hook = parse(args, &Function::from(&item), &mut sink);
    match sink.into_result() {
        Ok(()) => Ok(hook.expect("no mistake and no hook")),
        Err(errors) => {
            assert!(hook.is_none(), "a hook came with mistakes");
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

#[test]
fn all_that_a_hook_says_is_in_the_model() {
    let source = "/// Lets in who may come.\n///\n/// Others are refused.\n\
        #[gati::hook(before, global, order = -5, timeout = \"250ms\", retries = 2)]\n\
        async fn guard(lctx: &mut Lctx, gctx: &Gctx, req: &RequestHead) -> Result<(), Problem> {}";
    let item = read(source).unwrap();
    assert!(item.takes_head());
    let hook = item.lower(&mut |_| unreachable!("`Problem` is no type of the contract"));
    assert_eq!((hook.name.as_str(), hook.stage), ("guard", Stage::Before));
    assert_eq!((hook.global, hook.order, hook.is_async), (true, -5, true));
    assert_eq!((hook.timeout_ms, hook.retries), (Some(250), 2));
    assert_eq!(hook.summary, "Lets in who may come.");
    assert_eq!(hook.description, "Others are refused.");
}

#[test]
fn what_a_hook_fails_with_is_read_from_its_signature() {
    for (source, error) in [
        (
            "#[gati::hook(before)] fn h() -> Result<(), Refused> {}",
            Some("Refused"),
        ),
        (
            "#[gati::hook(before)] async fn h() -> std::result::Result<ControlFlow<Outcome>, crate::desk::Refused> {}",
            Some("crate::desk::Refused"),
        ),
        (
            "#[gati::hook(catch)] fn h() -> Result<Option<Problem>, Unmapped> {}",
            Some("Unmapped"),
        ),
        (
            "#[gati::hook(before)] fn h() -> Result<(), gati::Problem> {}",
            None,
        ),
        ("#[gati::hook(before)] fn h() -> gati::Result<()> {}", None),
        ("#[gati::hook(before)] fn h() -> ControlFlow<Outcome> {}", None),
        ("#[gati::hook(before)] fn h() {}", None),
    ] {
        let item = read(source).unwrap();
        let found = item.error().map(crate::handler::shape::print);
        assert_eq!(found.as_deref(), error, "{source}");
    }
}

#[test]
fn any_subset_and_order_of_arguments_is_taken() {
    for source in [
        "#[gati::hook(before)] fn h() {}",
        "#[hook(after)] fn h(outcome: &mut Outcome, lctx: &Lctx) {}",
        "#[gati::hook(catch)] async fn h(problem: &gati::Problem, gctx: &crate::app::Gctx) -> Problem {}",
    ] {
        assert!(read(source).is_ok(), "{source}");
    }
}

#[test]
fn a_hook_says_once_when_it_runs() {
    assert_mistake(
        "#[gati::hook(global)] fn h() {}",
        "global",
        &["says when it runs"],
    );
    assert_mistake(
        "#[gati::hook(before, after)] fn h() {}",
        "after",
        &["a second one"],
    );
    assert_mistake(
        "#[gati::hook(before, before)] fn h() {}",
        "before",
        &["given twice"],
    );
}

#[test]
fn keys_have_values_that_make_sense() {
    assert_mistake(
        "#[gati::hook(before, globl)] fn h() {}",
        "globl",
        &["did you mean `global`?"],
    );
    assert_mistake(
        "#[gati::hook(before, retries = 0)] async fn h() {}",
        "0",
        &["from 1 to 10"],
    );
    assert_mistake(
        "#[gati::hook(before, timeout = \"5\")] async fn h() {}",
        "\"5\"",
        &["lacks its unit"],
    );
    assert_mistake(
        "#[gati::hook(before, order = 1)] fn h() {}",
        "order",
        &["not global"],
    );
    assert_mistake(
        "#[gati::hook(before, timeout = \"1s\")] fn h() {}",
        "timeout",
        &["not async", "async fn h"],
    );
}

#[test]
fn arguments_fit_the_stage() {
    assert_mistake(
        "#[gati::hook(before)] fn h(outcome: &mut Outcome) {}",
        "&mut Outcome",
        &["no answer yet", "`#[gati::hook(after)]`"],
    );
    assert_mistake(
        "#[gati::hook(after)] fn h(problem: &Problem) {}",
        "&Problem",
        &["nothing has failed"],
    );
    assert_mistake(
        "#[gati::hook(before)] fn h(body: Json<Capture>) {}",
        "Json<Capture>",
        &["does not take `Json`", "RequestHead"],
    );
    assert_mistake(
        "#[gati::hook(before)] fn h(lctx: Lctx) {}",
        "Lctx",
        &["take `lctx: &mut Lctx`"],
    );
    assert_mistake(
        "#[gati::hook(after)] fn h(a: &Outcom) {}",
        "&Outcom",
        &["did you mean `outcome: &mut Outcome`?"],
    );
    assert_mistake(
        "#[gati::hook(before)] fn h(a: u64) {}",
        "u64",
        &["any of `lctx: &mut Lctx`, `gctx: &Gctx`, `req: &RequestHead`"],
    );
    assert_mistake(
        "#[gati::hook(before)] fn h(a: &Gctx, b: &Gctx) {}",
        "&Gctx",
        &["taken twice"],
    );
}

#[test]
fn every_mistake_is_found_in_one_go() {
    let source = "#[gati::hook(globl, order = x)] unsafe fn h<T>(a: u64) {}";
    assert_eq!(read(source).err().map(|all| all.len()), Some(6));
}
