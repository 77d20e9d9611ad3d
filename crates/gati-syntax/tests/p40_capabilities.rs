//! A module is accepted if and only if it declares what it needs.

use std::collections::BTreeSet;

use gati_schema::module::Capability;
use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::module::{Block, parse};
use proptest::prelude::*;

/// What needs a capability, as source: an argument of `init`, or a line of a body.
const NEEDS: [(&str, bool, Capability); 8] = [
    ("secrets: &Secrets", true, Capability::Secrets),
    ("events: &gati::Events", true, Capability::Events),
    ("effects: &Effects", true, Capability::Effects),
    ("std::fs::read(name)?;", false, Capability::Fs),
    (
        "let file = { tokio::fs::File::open(name).await? };",
        false,
        Capability::Fs,
    ),
    (
        "let socket = tokio::net::TcpStream::connect(name).await?;",
        false,
        Capability::Net,
    ),
    ("if true { std::env::var(name) }", false, Capability::Env),
    ("std::process::Command::new(name);", false, Capability::Process),
];

/// What needs none.
const HARMLESS: [(&str, bool); 4] = [
    ("config: &Config", true),
    ("store: Handle<Store>", true),
    ("std::sync::Mutex::new(name);", false),
    ("self.net.fs(env);", false),
];

proptest! {
    #[test]
    fn p40_a_module_without_the_capabilities_that_it_needs_is_refused(
        needs in prop::collection::btree_set(0..NEEDS.len(), 0..4),
        harmless in prop::collection::btree_set(0..HARMLESS.len(), 0..4),
        declared in prop::sample::subsequence(Capability::ALL.to_vec(), 0..=Capability::ALL.len()),
    ) {
        let needed: BTreeSet<Capability> = needs.iter().map(|at| NEEDS[*at].2).collect();
        let all = needs.iter().map(|at| (NEEDS[*at].0, NEEDS[*at].1));
        let all: Vec<_> = all.chain(harmless.iter().map(|at| HARMLESS[*at])).collect();
        let of = |wanted: bool| {
            all.iter().filter(move |(_, argument)| *argument == wanted).map(|(text, _)| *text)
        };
        let arguments: Vec<&str> = of(true).collect();
        let body: String = of(false).collect();
        let source = format!(
            "impl A {{ async fn init({}) -> Result<Self, E> {{}} pub async fn run(&self, name: &str) {{ {body} }} }}",
            arguments.join(", "),
        );
        let names: Vec<String> = declared.iter().map(|one| format!("{:?}", one.name())).collect();
        let keys = format!("capabilities = [{}]", names.join(", "));
        let block: Block = syn::parse_str(&source).expect("a block");
        let mut sink = Diagnostics::new();
        let module = parse(keys.parse().expect("keys"), &block, &mut sink);
        let mistakes = sink.into_messages();
        let is_covered = needed.iter().all(|one| declared.contains(one));
        prop_assert_eq!(mistakes.is_empty(), is_covered, "{} with {}: {:?}", source, keys, mistakes);
        // It is described all the same, so that nothing else fails for what it has not declared.
        prop_assert!(module.is_some());
    }
}
