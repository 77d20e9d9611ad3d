//! What the properties share: every type with its validators, and the documents that are put to them.
#![allow(dead_code, reason = "each test program takes what it needs")]

use std::sync::OnceLock;

use gati_oracle::document::{Chance, changed, fitting};
use gati_oracle::subject::{self, Subject};
use gati_oracle::verdict::Schemas;
use gati_schema::json_schema::differs;
use gati_schema::ty::Side;
use gati_schema::{Manifest, Type};
use jsonschema::Validator;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

/// A type and its validators.
pub(crate) struct Tested {
    pub(crate) subject: Subject,
    pub(crate) ty: Type,
    pub(crate) reads: Validator,
    pub(crate) writes: Validator,
    pub(crate) differs: bool,
}

pub(crate) struct World {
    pub(crate) manifest: Manifest,
    pub(crate) subjects: Vec<Tested>,
}

/// Each case puts several documents to every type. The documents are the same in every run, unless `PROPTEST_RNG_SEED` says
/// otherwise.
pub(crate) fn cases() -> ProptestConfig {
    let config = ProptestConfig::default();
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(47),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    ProptestConfig {
        cases: 100,
        rng_seed,
        failure_persistence: None,
        // What fails is made smaller here, where it is known what can be left out.
        max_shrink_iters: 0,
        ..config
    }
}

impl World {
    pub(crate) fn get() -> &'static Self {
        static WORLD: OnceLock<World> = OnceLock::new();
        WORLD.get_or_init(|| {
            let manifest = subject::manifest();
            let schemas = Schemas::of(&manifest);
            let differing = differs(&manifest);
            let subjects = subject::all()
                .into_iter()
                .map(|subject| Tested {
                    ty: Type::named(subject.name.clone()),
                    reads: schemas.validator(&subject.name, Side::Read),
                    writes: schemas.validator(&subject.name, Side::Write),
                    differs: differing.contains(&subject.name),
                    subject,
                })
                .collect();
            World { manifest, subjects }
        })
    }

    /// Puts a document that should fit, and two that were changed, to every type. What fails is made as small as possible.
    pub(crate) fn each(
        &self,
        seed: u64,
        mut check: impl FnMut(&Tested, &Value) -> Result<(), String>,
    ) -> Result<(), TestCaseError> {
        for (number, tested) in self.subjects.iter().enumerate() {
            let mut chance = Chance::new(seed.wrapping_add(number as u64));
            let fits = fitting(&self.manifest, &tested.ty, &mut chance);
            let (once, _) = changed(&fits, &mut chance);
            let (twice, _) = changed(&once, &mut chance);
            for document in [fits, once, twice] {
                if check(tested, &document).is_err() {
                    let small = smallest(document, &mut |document| check(tested, document).is_err());
                    let reason = check(tested, &small).err().unwrap_or_default();
                    let name = &tested.subject.name;
                    let definition = gati_schema::canonical::to_string(&self.manifest.types[name]);
                    return Err(TestCaseError::fail(format!(
                        "{name} and {small}: {reason}\n{definition}"
                    )));
                }
            }
        }
        Ok(())
    }
}

/// The document with everything left out that it does not need to fail.
fn smallest(document: Value, fails: &mut impl FnMut(&Value) -> bool) -> Value {
    let mut current = document;
    while let Some(smaller) = smaller(&current).into_iter().find(|smaller| fails(smaller)) {
        current = smaller;
    }
    current
}

/// Documents with one part less.
fn smaller(document: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    match document {
        Value::Array(items) => {
            for index in 0..items.len() {
                let mut fewer = items.clone();
                fewer.remove(index);
                all.push(fewer.into());
                for inner in smaller(&items[index]) {
                    let mut same = items.clone();
                    same[index] = inner;
                    all.push(same.into());
                }
            }
        }
        Value::Object(entries) => {
            for (name, value) in entries {
                let mut fewer = entries.clone();
                fewer.remove(name);
                all.push(fewer.into());
                for inner in smaller(value) {
                    let mut same = entries.clone();
                    same.insert(name.clone(), inner);
                    all.push(same.into());
                }
            }
        }
        _ => {}
    }
    all
}
