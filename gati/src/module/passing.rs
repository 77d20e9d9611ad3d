//! How generated code reads what a method is given and writes what it gives back.
//!
//! A type that is no `GType` is blamed for that once, where the facts of the module name it. Here it would be blamed a second time, and
//! for not being what serde wants besides. So method lookup chooses between two ways: the real one is there for every `GType`, the other for
//! any type; the other never runs, since a module with such a type does not compile.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::call::{self, Arguments, CallError};
use crate::GType;

/// A type that stands in a method of a module.
pub struct Passed<T>(PhantomData<fn() -> T>);

impl<T> Passed<T> {
    /// That type.
    pub const TYPE: Self = Self(PhantomData);
}

impl<T> fmt::Debug for Passed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passed")
    }
}

/// What passes between a module and its callers.
pub trait Passes<T> {
    /// Takes an argument of this type out of the others.
    fn take(&self, arguments: &mut Arguments, name: &'static str) -> Option<T>
    where
        T: DeserializeOwned;

    /// A result of this type, as JSON.
    ///
    /// # Errors
    ///
    /// If it does not keep its contract.
    fn result(&self, value: &T) -> Result<Value, CallError>
    where
        T: Serialize;

    /// A failure of this type.
    fn error(&self, error: &T) -> CallError
    where
        T: Serialize;
}

impl<T: GType> Passes<T> for Passed<T> {
    fn take(&self, arguments: &mut Arguments, name: &'static str) -> Option<T>
    where
        T: DeserializeOwned,
    {
        arguments.take(name)
    }

    fn result(&self, value: &T) -> Result<Value, CallError>
    where
        T: Serialize,
    {
        call::result(value)
    }

    fn error(&self, error: &T) -> CallError
    where
        T: Serialize,
    {
        call::error(error)
    }
}

/// What cannot pass, and is blamed for it elsewhere. Method lookup finds it one reference further than [`Passes`].
pub trait PassesNot<T> {
    /// Nothing.
    fn take(&self, _: &mut Arguments, _: &'static str) -> Option<T> {
        None
    }

    /// Nothing.
    ///
    /// # Errors
    ///
    /// None.
    fn result(&self, _: &T) -> Result<Value, CallError> {
        Ok(Value::Null)
    }

    /// Nothing.
    fn error(&self, _: &T) -> CallError {
        CallError::Failed(Value::Null)
    }
}

impl<T> PassesNot<T> for &Passed<T> {}
