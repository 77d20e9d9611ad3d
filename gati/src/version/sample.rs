//! Values that no handler gave: the proof that old callers are served makes them up, as JSON.

use std::any::Any;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::transformer::Untransformable;

/// Stands where the value of an answer stands, until the generated code that knows its type makes one of it.
#[derive(Clone)]
pub struct Sample(pub(crate) Value);

impl std::fmt::Debug for Sample {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Sample").field(&self.0).finish()
    }
}

/// A value of a type that was given away, or the sample that stands for one.
///
/// # Errors
///
/// If it is neither.
pub fn taken_or_sample<T: 'static>(value: Box<dyn Any>) -> Result<Result<T, Sample>, Untransformable> {
    match value.downcast::<T>() {
        Ok(value) => Ok(Ok(*value)),
        Err(other) => match other.downcast::<Sample>() {
            Ok(sample) => Ok(Err(*sample)),
            Err(_) => Err(stranger::<T>()),
        },
    }
}

/// A value of a type that a handler lends, or the sample that stands for one.
///
/// # Errors
///
/// If it is neither.
pub fn lent_or_sample<T: 'static>(value: &dyn Any) -> Result<Result<&T, Sample>, Untransformable> {
    match (value.downcast_ref::<T>(), value.downcast_ref::<Sample>()) {
        (Some(value), _) => Ok(Ok(value)),
        (None, Some(sample)) => Ok(Err(sample.clone())),
        (None, None) => Err(stranger::<T>()),
    }
}

fn stranger<T>() -> Untransformable {
    Untransformable::mistake(format!(
        "an answer is no `{}`, as the build script took it to be",
        std::any::type_name::<T>()
    ))
}

/// Makes a value of a sample, if its type can be read.
#[derive(Debug)]
pub struct Maker<T>(PhantomData<fn() -> T>);

impl<T> Maker<T> {
    /// For one type.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Default for Maker<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// What a type that can be read does.
pub trait Made<T> {
    /// Reads the sample.
    ///
    /// # Errors
    ///
    /// If the type does not read what its schema says that it writes.
    fn make(&self, sample: Sample) -> Result<T, Untransformable>;
}

impl<T: DeserializeOwned> Made<T> for Maker<T> {
    fn make(&self, sample: Sample) -> Result<T, Untransformable> {
        serde_json::from_value(sample.0).map_err(|_| Untransformable::new(UNMADE))
    }
}

/// What every other type does. It is chosen where [`Made`] does not fit, as it takes one more reference.
pub trait Unmade<T> {
    /// Refuses the sample.
    ///
    /// # Errors
    ///
    /// Always.
    fn make(&self, sample: Sample) -> Result<T, Untransformable>;
}

impl<T> Unmade<T> for &Maker<T> {
    fn make(&self, _: Sample) -> Result<T, Untransformable> {
        Err(Untransformable::new(UNMADE))
    }
}

/// Why a sample did not become a value.
pub(crate) const UNMADE: &str = "the type is only written, and cannot be made of a sample";

/// The value of an answer, by its type; of a sample, if the proof that old callers are served has made one up.
#[doc(hidden)]
#[macro_export]
macro_rules! __taken {
    ($ty:ty, $value:expr) => {{
        #[allow(unused_imports)]
        use $crate::__private::{Made as _, Unmade as _};
        match $crate::__private::taken_or_sample::<$ty>($value)? {
            ::core::result::Result::Ok(value) => value,
            ::core::result::Result::Err(sample) => (&$crate::__private::Maker::<$ty>::new()).make(sample)?,
        }
    }};
}

/// A copy of the message that a handler sends, by its type; a value made of a sample, if the proof that old callers are served has made one
/// up.
#[doc(hidden)]
#[macro_export]
macro_rules! __lent {
    ($ty:ty, $value:expr, $passing:expr) => {{
        #[allow(unused_imports)]
        use $crate::__private::{Made as _, Unmade as _};
        match $crate::__private::lent_or_sample::<$ty>($value)? {
            ::core::result::Result::Ok(value) => $passing.copy(value)?,
            ::core::result::Result::Err(sample) => (&$crate::__private::Maker::<$ty>::new()).make(sample)?,
        }
    }};
}
