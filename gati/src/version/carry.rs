//! What generated conversions call.

use std::any::Any;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::passing::Passing;
use super::transformer::Untransformable;
use crate::ByteStream;

/// A value that a contract states as JSON.
///
/// # Panics
///
/// If it is none of that type: then the contract was released with a default that its own type refuses.
#[must_use]
#[expect(
    clippy::panic,
    reason = "the contract contradicts itself; whoever comes here is answered with 500"
)]
pub fn known<T: DeserializeOwned>(json: &str) -> T {
    match serde_json::from_str(json) {
        Ok(value) => value,
        Err(error) => panic!("the contract states a default that its type does not read, {json}: {error}"),
    }
}

/// A value as another type with the same form on the wire.
///
/// # Errors
///
/// If the other type does not read what this one writes.
pub fn recode<A: Serialize, B: DeserializeOwned>(value: A) -> Result<B, Untransformable> {
    serde_json::to_value(value)
        .and_then(serde_json::from_value)
        .map_err(|error| {
            Untransformable::mistake(format!(
                "`{}` does not read what `{}` writes: {error}",
                std::any::type_name::<B>(),
                std::any::type_name::<A>()
            ))
        })
}

/// Every item of a list or set, carried.
///
/// # Errors
///
/// If one cannot be.
pub fn each<A, T, C: FromIterator<T>>(
    items: impl IntoIterator<Item = A>,
    carry: impl FnMut(A) -> Result<T, Untransformable>,
) -> Result<C, Untransformable> {
    items.into_iter().map(carry).collect()
}

/// Every item of an array, carried.
///
/// # Errors
///
/// If one cannot be.
pub fn array<A, T, const N: usize>(
    items: impl IntoIterator<Item = A>,
    carry: impl FnMut(A) -> Result<T, Untransformable>,
) -> Result<[T; N], Untransformable> {
    let items: Vec<T> = each(items, carry)?;
    let found = items.len();
    items
        .try_into()
        .map_err(|_| Untransformable::mistake(format!("{found} items where an array has {N}")))
}

/// Every value of a map, carried.
///
/// # Errors
///
/// If one cannot be.
pub fn values<K, A, T, C: FromIterator<(K, T)>>(
    entries: impl IntoIterator<Item = (K, A)>,
    mut carry: impl FnMut(A) -> Result<T, Untransformable>,
) -> Result<C, Untransformable> {
    entries
        .into_iter()
        .map(|(key, value)| Ok((key, carry(value)?)))
        .collect()
}

/// A body that a release took as it came, for one that takes it whole.
///
/// # Errors
///
/// If it was not read whole before: a transformer has put a stream of its own in its place.
pub fn whole(body: ByteStream) -> Result<Bytes, Untransformable> {
    body.into_whole().ok_or_else(|| {
        Untransformable::mistake(
            "a transformer made a stream of its own, where the handler takes the whole body",
        )
    })
}

/// A conversion that carries every value, as `From` has it. What it cannot carry after all ends the transformer that asked.
#[must_use]
pub fn into<A, B>(value: A, convert: fn(A, &mut Passing<'_>) -> Result<B, Untransformable>) -> B {
    match convert(value, &mut Passing::alone()) {
        Ok(value) => value,
        // Caught where transformers are called. No hook need say anything of it.
        Err(why) => std::panic::resume_unwind(Box::new(why)),
    }
}

/// A conversion that may refuse a value, as `TryFrom` has it.
///
/// # Errors
///
/// What it says.
pub fn try_into<A, B>(
    value: A,
    convert: fn(A, &mut Passing<'_>) -> Result<B, Untransformable>,
) -> Result<B, Untransformable> {
    convert(value, &mut Passing::alone())
}

/// A value that cannot be carried, which somebody acknowledged with this reason.
#[must_use]
pub fn acknowledged(reason: &'static str) -> Untransformable {
    Untransformable::acknowledged(reason)
}

/// Fields that serde fills in by functions of their author's, for values of old releases that did not have them.
pub trait Absent {
    /// What stands for a field, by its name in Rust.
    fn absent(field: &str) -> Option<Box<dyn Any>>;
}

/// What stands for a field that was not sent.
///
/// # Errors
///
/// If the field has no function.
pub fn absent<S: Absent, T: 'static>(field: &str) -> Result<T, Untransformable> {
    match S::absent(field).map(|value| value.downcast()) {
        Some(Ok(value)) => Ok(*value),
        _ => Err(Untransformable::mistake(format!(
            "nothing stands for the absent field `{field}`"
        ))),
    }
}
