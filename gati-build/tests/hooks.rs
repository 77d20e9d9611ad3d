//! Hooks in manifests, for random programs.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use gati_build::Project;
use gati_schema::hook::Stage;
use proptest::prelude::*;

/// A hook: its stage, whether it is global, its retries, and whether it says what it fails with.
type Wanted = (Stage, bool, u32, bool);

fn program(hooks: &[Wanted], handlers: &[Vec<usize>]) -> String {
    let mut text = String::from("gati::app!();\nmod around {\n");
    for (i, (stage, global, retries, fails)) in hooks.iter().enumerate() {
        let global = if *global { ", global" } else { "" };
        let retries = if *retries > 0 {
            format!(", retries = {retries}")
        } else {
            String::new()
        };
        let answer = if *fails {
            writeln!(
                text,
                "#[derive(Serialize, GType, ApiError)]\n#[serde(tag = \"code\")]\npub(crate) enum E{i} {{ #[gtype(status = {})] Failed }}",
                400 + i
            )
            .unwrap();
            format!(" -> Result<(), E{i}>")
        } else {
            String::new()
        };
        writeln!(
            text,
            "/// Hook number {i}.\n#[gati::hook({stage}{global}{retries})]\npub(crate) fn h{i}(){answer} {{}}"
        )
        .unwrap();
    }
    text.push_str("}\nuse around::*;\n");
    for (i, named) in handlers.iter().enumerate() {
        let lists: String = Stage::ALL
            .iter()
            .map(|stage| {
                let paths: Vec<String> = named_at(hooks, named, *stage)
                    .map(|hook| format!("around::h{hook}"))
                    .collect();
                if paths.is_empty() {
                    String::new()
                } else {
                    format!(", {stage} = [{}]", paths.join(", "))
                }
            })
            .collect();
        writeln!(
            text,
            "#[gati::handler(\"GET /r{i}\"{lists})]\nasync fn r{i}() {{}}"
        )
        .unwrap();
    }
    text + "fn main() {}\n"
}

/// The hooks that a handler names at a stage: global ones run anyway.
fn named_at<'a>(hooks: &'a [Wanted], named: &'a [usize], stage: Stage) -> impl Iterator<Item = usize> + 'a {
    let mut seen = BTreeSet::new();
    named
        .iter()
        .map(|hook| hook % hooks.len())
        .filter(move |hook| hooks[*hook].0 == stage && !hooks[*hook].1 && seen.insert(*hook))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn p37_every_hook_that_a_handler_names_is_defined_in_the_manifest(
        hooks in proptest::collection::vec((proptest::sample::select(Stage::ALL.to_vec()), any::<bool>(), 0..3_u32, any::<bool>()), 1..6),
        handlers in proptest::collection::vec(proptest::collection::vec(any::<usize>(), 0..5), 1..4),
    ) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("src")).unwrap();
        fs::write(folder.path().join("Cargo.toml"), "[package]\nname = \"random\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\ngati = \"0.1\"\n\n[workspace]\n").unwrap();
        fs::write(folder.path().join("src/main.rs"), program(&hooks, &handlers)).unwrap();
        let scan = Project::open(folder.path()).unwrap().scan().unwrap();
        let manifest = scan.manifest();
        prop_assert_eq!(manifest.hooks.len(), hooks.len());
        for (i, (stage, global, retries, fails)) in hooks.iter().enumerate() {
            let name = format!("h{i}");
            let hook = manifest.hooks.iter().find(|hook| hook.name == name).unwrap();
            prop_assert_eq!((hook.stage, hook.global, hook.retries), (*stage, *global, *retries));
            prop_assert_eq!(&hook.summary, &format!("Hook number {i}."));
            let definition = hook.error.as_ref().and_then(|error| manifest.definition(error));
            let named = definition.map(|definition| definition.name.to_string());
            prop_assert_eq!(named, fails.then(|| format!("E{i}")));
        }
        for (i, named) in handlers.iter().enumerate() {
            let handler = manifest.handlers.iter().find(|handler| handler.name == format!("r{i}")).unwrap();
            for (stage, listed) in [(Stage::Before, &handler.before), (Stage::After, &handler.after), (Stage::Catch, &handler.catch)] {
                let expected: Vec<String> = named_at(&hooks, named, stage).map(|hook| format!("h{hook}")).collect();
                prop_assert_eq!(listed, &expected);
                for name in listed {
                    prop_assert!(manifest.hooks.iter().any(|hook| hook.name == *name && hook.stage == stage));
                }
            }
        }
        // Stored and read back, nothing is lost.
        prop_assert_eq!(&gati_schema::Manifest::from_json(&manifest.to_json()).unwrap(), manifest);
    }
}
