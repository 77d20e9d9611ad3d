//! Checking a JSON document against a type, to tell everything that is wrong with it.
//!
//! A server reads with serde first and comes here only when that fails, to turn serde's first error into a full report. So
//! this is an interpreter: it walks the model and the document side by side. It agrees with the schemas of
//! [`crate::json_schema`] but for one thing: it refuses `1.0` where serde wants an integer.

mod choice;
mod constraint;
mod object;
mod scalar;
mod shared;
mod text;
mod walk;
mod words;

use serde_json::Value;

use crate::ty::Side;
use crate::violation::{LIMIT, push_segment};
use crate::{Manifest, Type, Violation};

pub use object::nearest;
pub use text::{pairs, text};

/// Everything that is wrong with a value, up to [`LIMIT`] violations; nothing if it is valid.
///
/// Functions of `check = ..` are not asked: they live in the program, not in the manifest.
#[must_use]
pub fn value(manifest: &Manifest, ty: &Type, side: Side, value: &Value) -> Vec<Violation> {
    let mut checker = Checker::new(manifest, side);
    checker.value(ty, crate::wire::Source::Document, value);
    checker.violations
}

/// A walk through a document.
struct Checker<'a> {
    manifest: &'a Manifest,
    side: Side,
    pointer: String,
    violations: Vec<Violation>,
}

impl<'a> Checker<'a> {
    fn new(manifest: &'a Manifest, side: Side) -> Self {
        Self {
            manifest,
            side,
            pointer: String::new(),
            violations: Vec::new(),
        }
    }

    /// Does something one step further in.
    fn at(&mut self, segment: &str, step: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        push_segment(&mut self.pointer, segment);
        step(self);
        self.pointer.truncate(length);
    }

    /// What is wrong if the step is taken, without reporting it.
    fn attempt(&self, step: impl FnOnce(&mut Self)) -> Vec<Violation> {
        let mut checker = Self {
            manifest: self.manifest,
            side: self.side,
            pointer: self.pointer.clone(),
            violations: Vec::new(),
        };
        step(&mut checker);
        checker.violations
    }

    fn report(&mut self, keyword: &'static str, expected: impl Into<String>, actual: impl Into<String>) {
        if self.violations.len() < LIMIT {
            self.violations.push(Violation {
                pointer: self.pointer.clone(),
                keyword: keyword.into(),
                expected: expected.into(),
                actual: actual.into(),
            });
        }
    }

    /// Adds what an attempt found.
    fn adopt(&mut self, violations: Vec<Violation>) {
        let room = LIMIT.saturating_sub(self.violations.len());
        self.violations.extend(violations.into_iter().take(room));
    }
}

#[cfg(test)]
mod tests;
