//! Modules as they are written, and every mistake.

use super::*;
use crate::diagnostics::Diagnostics;

fn read(args: &str, block: &str) -> Result<ModuleItem, Vec<String>> {
    let block: Block = syn::parse_str(block).expect("a block");
    let mut sink = Diagnostics::new();
    let item = parse(args.parse().expect("tokens"), &block, &mut sink);
    match item {
        Some(item) if sink.is_empty() => Ok(item),
        _ => Err(sink.into_messages()),
    }
}

#[track_caller]
fn first_line(args: &str, block: &str) -> String {
    let messages = read(args, block).err().expect("a mistake");
    assert_eq!(messages.len(), 1, "{messages:?}");
    messages[0].lines().next().expect("a line").to_owned()
}

#[test]
fn a_module_offers_its_visible_methods() {
    let item = read(
        "",
        "impl Ledger {
            const SIZE: usize = { 3 };
            pub fn init() -> Self { Self }
            /// Sets an amount aside.
            pub async fn reserve(&self, id: u64, mut note: &str, parts: &[Part]) -> Result<bool, LedgerError> { half typed }
            pub(crate) fn balance(&self) -> u64 { 0 }
            fn private(&mut self) {}
            pub fn of_nothing() -> u8 { 1 }
            pub async fn dispose(&self) {}
        }",
    )
    .unwrap_or_else(|messages| panic!("{messages:?}"));
    assert_eq!(item.name(), "ledger");
    let names: Vec<String> = item
        .methods
        .iter()
        .map(|method| method.ident.to_string())
        .collect();
    assert_eq!(names, ["reserve", "balance"]);
    let (_, holes) = item.local();
    assert_eq!(holes.len(), 6);
    assert!(item.dispose.is_some() && item.health.is_none());
}

#[test]
fn the_field_is_the_name_of_the_type_in_small_letters() {
    for (ty, field) in [
        ("Ledger", "ledger"),
        ("LedgerOfDays", "ledger_of_days"),
        ("HTTPCache", "http_cache"),
        ("Cache2", "cache2"),
    ] {
        let item = read("", &format!("impl {ty} {{ fn init() -> Self {{}} }}"));
        let Ok(item) = item else {
            panic!("`{ty}` is a module");
        };
        assert_eq!(item.name(), field);
    }
}

const OK: &str = "impl A { fn init() -> Self {} }";

#[test]
fn keys_that_are_wrong_are_reported() {
    assert_eq!(first_line("nam = \"a\"", OK), "unknown key `nam`");
    assert_eq!(first_line("restart, restart", OK), "`restart` is given twice");
    assert_eq!(
        first_line("capabilities = [\"nett\"]", OK),
        "there is no capability `nett`"
    );
    assert_eq!(
        first_line("capabilities = [\"net\", \"net\"]", OK),
        "`net` is in this list twice"
    );
    assert_eq!(
        first_line("capabilities = \"net\"", OK),
        "`capabilities` takes a list"
    );
    assert_eq!(
        first_line("schema_version = 0", OK),
        "versions of a schema begin at 1"
    );
    assert_eq!(
        first_line("schema_version = 9007199254740992", OK),
        "this version of a schema is more than 9007199254740991, which JSON tools would round"
    );
    for wrong in ["-1", "\"3\"", "1.5", "SCHEMA", "18446744073709551616"] {
        assert_eq!(
            first_line(&format!("schema_version = {wrong}"), OK),
            "`schema_version` takes a whole number that is not negative"
        );
    }
    assert_eq!(
        first_line("start_timeout = \"0s\"", OK),
        "`start_timeout = \"0s\"` leaves no time at all"
    );
    assert_eq!(first_line("stop_timeout = \"5\"", OK), "`5` lacks its unit");
    assert_eq!(
        first_line("health_every = \"5s\"", OK),
        "this module has no `health` that could be asked"
    );
    assert!(first_line("name = \"Ledger\"", OK).starts_with("`Ledger` cannot be the name"));
    assert!(first_line("name = \"type\"", OK).starts_with("`type` cannot be the name"));
}

#[test]
fn the_version_of_a_schema_is_a_number_or_a_time() {
    for (args, version) in [
        ("", None),
        ("schema_version = 3", Some(3)),
        ("schema_version = 20_261_130_120_000", Some(20_261_130_120_000)),
    ] {
        let Ok(item) = read(args, OK) else {
            panic!("`{args}` says which schema it is");
        };
        assert_eq!(item.schema_version, version);
        assert_eq!(
            item.lower(&mut |_| unreachable!("no type is mentioned"))
                .schema_version,
            version
        );
    }
}

#[test]
fn blocks_that_are_no_module_are_reported() {
    for (block, text) in [
        (
            "impl A { fn make() -> Self {} }",
            "a module is made by `init`, and there is none in this block",
        ),
        (
            "impl<T> A<T> { fn init() -> Self {} }",
            "a module has no type parameters: there is one of it in the app",
        ),
        (
            "impl A<u8> { fn init() -> Self {} }",
            "a module is a struct or an enum without type arguments",
        ),
        (
            "impl Store for A { fn init() -> Self {} }",
            "a module is described by its own methods, not by those of a trait",
        ),
        (
            "#[cfg(test)] impl A { fn init() -> Self {} }",
            "a module for tests alone would change the app in test builds",
        ),
    ] {
        assert_eq!(first_line("", block), text);
    }
}

#[test]
fn init_that_is_wrong_is_reported() {
    for (init, text) in [
        (
            "fn init(&self) -> Self {}",
            "`init` makes the module, so there is no `self` yet",
        ),
        (
            "fn init() {}",
            "`init` gives the module: `Self`, or `Result<Self, E>`",
        ),
        (
            "fn init() -> Result<u8, E> {}",
            "`init` gives the module: `Self`, or `Result<Self, E>`",
        ),
        (
            "fn init<T>() -> Self {}",
            "`init` has no type parameters: nobody could choose them",
        ),
        (
            "fn init(config: Config) -> Self {}",
            "`init` is given other modules as `Handle<M>` and the parts of the app as `&T`, and `config: Config` is neither",
        ),
        (
            "fn init(store: &Handle<Store>) -> Self {}",
            "`init` is given other modules as `Handle<M>` and the parts of the app as `&T`, and `store: &Handle<Store>` is neither",
        ),
        (
            "fn init(secrets: &Secrets) -> Self {}",
            "`init` takes `&Secrets`, which this module has not declared",
        ),
    ] {
        assert_eq!(first_line("", &format!("impl A {{ {init} }}")), text);
    }
    assert!(
        read(
            "capabilities = [\"secrets\"]",
            "impl A { fn init(secrets: &Secrets) -> Self {} }"
        )
        .is_ok()
    );
}

#[test]
fn methods_that_are_wrong_are_reported() {
    for (method, text) in [
        (
            "pub fn a(&mut self) {}",
            "a module is shared by all requests, so its methods take `&self`",
        ),
        (
            "pub fn a(self) {}",
            "a module is shared by all requests, so its methods take `&self`",
        ),
        (
            "pub fn a<T>(&self, t: T) {}",
            "a method of a module has no type parameters: its manifest names every type",
        ),
        (
            "pub fn a<'a>(&self, t: &'a str) {}",
            "a method of a module needs no lifetimes: its arguments are borrowed for the call alone, and its result owns its data",
        ),
        (
            "pub fn a(&self, t: impl Copy) {}",
            "the arguments of a module's method have types with a name",
        ),
        (
            "pub fn a(&self, t: &mut u8) {}",
            "what a module's method is given goes in, and nothing comes back through it",
        ),
        (
            "pub fn a(&self, (a, b): (u8, u8)) {}",
            "an argument of a module's method has a name, which stands in the manifest",
        ),
        (
            "pub fn a(&self, t: Option<&str>) {}",
            "an argument may be borrowed as a whole (`&str`, `&[T]`, `&T`), and owns everything inside",
        ),
        (
            "pub fn a(&self) -> &str {}",
            "what a module's method gives back owns its data: the module may be replaced while the caller still looks at it",
        ),
        (
            "pub fn a(&self) -> impl Copy {}",
            "what a module's method gives back has a type with a name",
        ),
        (
            "pub fn a(&self) -> Result<u8> {}",
            "this `Result` does not name its error, which is part of the manifest",
        ),
        (
            "pub unsafe fn a(&self) {}",
            "a method of a module cannot be `unsafe`: its handle could not promise what it asks for",
        ),
        (
            "pub fn new(&self) {}",
            "a method of a module cannot be called `new`, which makes its fake",
        ),
        (
            "#[cfg(unix)] pub fn a(&self) {}",
            "a module offers the same methods in every build",
        ),
        (
            "pub fn dispose(&self, now: bool) {}",
            "`dispose` takes `&self` and nothing else",
        ),
        (
            "pub fn dispose(&self) -> u8 {}",
            "`dispose` gives nothing: when it is called the app is stopping, and what goes wrong belongs in the log",
        ),
        (
            "pub fn health(&self) -> bool {}",
            "`health` says whether the module works: `Result<(), E>`",
        ),
    ] {
        let block = format!("impl A {{ fn init() -> Self {{}} {method} }}");
        assert_eq!(first_line("", &block), text);
    }
}

#[test]
fn what_a_body_reaches_for_is_declared() {
    let block = "impl A { fn init() -> Self {} fn load(&self) { let x = tokio::fs::read(\"a\"); std::env::var(\"B\") } }";
    let messages = read("", block).err().expect("mistakes");
    assert_eq!(
        messages[0],
        "this uses `tokio::fs`, which this module has not declared\nhelp: write `#[gati::module(capabilities = [\"fs\", \"env\"])]`"
    );
    assert_eq!(messages.len(), 2);
    assert!(read("capabilities = [\"fs\", \"env\"]", block).is_ok());
}
