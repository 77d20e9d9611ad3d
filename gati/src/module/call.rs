//! Calls whose arguments and results are JSON: the framework reads, checks and writes them, the module sees its own types.

use std::fmt;

use gati_schema::ty::Side;
use gati_schema::{Violation, violation};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::GType;
use crate::validate::Report;

/// Why a call of a module by JSON gave no result.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError {
    /// The module has no such method.
    UnknownMethod {
        /// The module.
        module: &'static str,
        /// The name that was asked for.
        method: String,
    },
    /// The arguments are not those of the method.
    InvalidArguments(Vec<Violation>),
    /// The method failed, with this error of its own.
    Failed(Value),
    /// What the method gave does not keep the method's own contract.
    InvalidResult(Vec<Violation>),
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, violations: &[Violation]| {
            for violation in violations {
                write!(f, "; {violation}")?;
            }
            Ok(())
        };
        match self {
            Self::UnknownMethod { module, method } => {
                write!(f, "the module `{module}` has no method `{method}`")
            }
            Self::InvalidArguments(violations) => {
                f.write_str("the arguments do not fit the method")?;
                list(f, violations)
            }
            Self::Failed(error) => write!(f, "the method failed: {error}"),
            Self::InvalidResult(violations) => {
                f.write_str("the result does not keep the contract of the method")?;
                list(f, violations)
            }
        }
    }
}

impl std::error::Error for CallError {}

/// The arguments of one call, taken out one by one. All that is wrong is found in one go.
#[derive(Debug)]
pub struct Arguments {
    values: Map<String, Value>,
    violations: Vec<Violation>,
}

impl Arguments {
    /// The arguments in a JSON object; `null` is an object without members.
    #[must_use]
    pub fn of(value: Value) -> Self {
        let mut arguments = Self {
            values: Map::new(),
            violations: Vec::new(),
        };
        match value {
            Value::Object(values) => arguments.values = values,
            Value::Null => {}
            other => arguments.wrong(String::new(), "type", "an object of arguments", kind(&other)),
        }
        arguments
    }

    /// Takes one out; `None` means that it is not there or does not fit, which is noted.
    pub(super) fn take<T: DeserializeOwned + GType>(&mut self, name: &'static str) -> Option<T> {
        let mut pointer = String::new();
        violation::push_segment(&mut pointer, name);
        // What may be absent is read from nothing, as a field would be.
        let value = self.values.remove(name);
        let is_there = value.is_some();
        let value = match T::deserialize(value.unwrap_or(Value::Null)) {
            Ok(value) => value,
            Err(_) if !is_there => {
                self.wrong(pointer, "required", "this argument", "nothing");
                return None;
            }
            Err(error) => {
                self.wrong(pointer, "type", "what the method takes", error);
                return None;
            }
        };
        let mut report = Report::new(Side::Read);
        value.validate(&mut report.place().field(name));
        let is_fine = report.is_empty();
        self.violations.extend(report.into_violations());
        is_fine.then_some(value)
    }

    /// Ends the reading: nothing may be left over, and nothing may have been wrong.
    ///
    /// # Errors
    ///
    /// If anything was.
    pub fn end(&mut self) -> Result<(), CallError> {
        for name in std::mem::take(&mut self.values).into_iter().map(|(name, _)| name) {
            let mut pointer = String::new();
            violation::push_segment(&mut pointer, &name);
            self.wrong(pointer, "additionalProperties", "no such argument", "one");
        }
        if self.violations.is_empty() {
            Ok(())
        } else {
            Err(CallError::InvalidArguments(std::mem::take(&mut self.violations)))
        }
    }

    fn wrong(&mut self, pointer: String, keyword: &'static str, expected: &str, actual: impl fmt::Display) {
        self.violations.push(Violation {
            pointer,
            keyword: keyword.into(),
            expected: expected.to_owned(),
            actual: actual.to_string(),
        });
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// What a method gave, as JSON.
///
/// # Errors
///
/// If it does not keep its own contract, or cannot be written.
pub(super) fn result<T: Serialize + GType>(value: &T) -> Result<Value, CallError> {
    let mut report = Report::new(Side::Write);
    value.validate(&mut report.place());
    if !report.is_empty() {
        return Err(CallError::InvalidResult(report.into_violations()));
    }
    serde_json::to_value(value).map_err(|error| {
        CallError::InvalidResult(vec![Violation {
            pointer: String::new(),
            keyword: "type".into(),
            expected: "a value that can be written".to_owned(),
            actual: error.to_string(),
        }])
    })
}

/// The error of a method, as JSON.
pub(super) fn error<E: Serialize + GType>(error: &E) -> CallError {
    result(error).map_or_else(|broken| broken, CallError::Failed)
}

/// There is no such method.
pub fn unknown(module: &'static str, method: &str) -> CallError {
    CallError::UnknownMethod {
        module,
        method: method.to_owned(),
    }
}
