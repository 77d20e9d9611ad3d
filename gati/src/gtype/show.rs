//! Values as a proof sees them, whether or not their types can be written.
//!
//! What a request has in it is only read, so most of its types have no `Serialize`. `#[derive(GType)]` says what stands in them all the same, under
//! `__shown!`, which is nothing in a program that proves nothing.

use serde::Serialize;
use serde_json::{Map, Value};

/// The JSON of a value that is one in itself.
pub(crate) fn written<T: Serialize + ?Sized>(value: &T) -> Sight {
    // A number beyond 64 bits is no `Value`, and a text that tells it from others is all that is asked for.
    serde_json::to_value(value)
        .or_else(|_| serde_json::to_string(value).map(Value::String))
        .ok()
}

/// What is seen of a value, if anything.
pub type Sight = Option<Value>;

/// One value of two views of it: the first, with the fields that only the second has.
pub(crate) fn joined(one: Sight, other: Sight) -> Sight {
    match (one, other) {
        (Some(mut one), Some(other)) => {
            join(&mut one, other);
            Some(one)
        }
        (one, other) => one.or(other),
    }
}

fn join(one: &mut Value, other: Value) {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            for (name, value) in other {
                match one.get_mut(&name) {
                    Some(known) => join(known, value),
                    None => {
                        one.insert(name, value);
                    }
                }
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (one, other) in one.iter_mut().zip(other) {
                join(one, other);
            }
        }
        _ => {}
    }
}

/// An object that is put together of what is seen; nothing as soon as a part of it cannot be seen, as it would seem to be the same where it is not.
#[derive(Clone, Debug)]
pub struct Portrait(Option<Map<String, Value>>);

impl Portrait {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self(Some(Map::new()))
    }

    /// With a field.
    #[must_use]
    pub fn field(mut self, name: &str, value: Sight) -> Self {
        match (&mut self.0, value) {
            (Some(object), Some(value)) => {
                object.insert(name.to_owned(), value);
            }
            _ => self.0 = None,
        }
        self
    }

    /// With all fields of another object; null has none.
    #[must_use]
    pub fn flat(mut self, value: Sight) -> Self {
        match (&mut self.0, value) {
            (Some(object), Some(Value::Object(fields))) => object.extend(fields),
            (Some(_), Some(Value::Null)) => {}
            _ => self.0 = None,
        }
        self
    }

    /// The object.
    #[must_use]
    pub fn done(self) -> Sight {
        self.0.map(Value::Object)
    }

    /// A list of what is seen.
    pub fn list(items: impl IntoIterator<Item = Sight>) -> Sight {
        items.into_iter().collect::<Option<Vec<_>>>().map(Value::Array)
    }

    /// The name of a variant.
    #[must_use]
    pub fn word(name: &str) -> Sight {
        Some(Value::from(name))
    }

    /// A value without anything in it.
    #[must_use]
    pub const fn null() -> Sight {
        Some(Value::Null)
    }

    /// A value that nobody can say anything of.
    #[must_use]
    pub const fn unseen() -> Sight {
        None
    }
}

impl Default for Portrait {
    fn default() -> Self {
        Self::new()
    }
}

/// A value of a type that is written or is not.
#[derive(Debug)]
pub struct Witness<'v, T>(pub &'v T);

/// What a type that is written does.
pub trait Shown {
    /// The JSON of the value.
    fn shown(&self) -> Sight;
}

impl<T: Serialize> Shown for Witness<'_, T> {
    fn shown(&self) -> Sight {
        written(self.0)
    }
}

/// What every other type does. It is chosen where [`Shown`] does not fit, as it takes one more reference.
pub trait Unshown {
    /// Nothing.
    fn shown(&self) -> Sight;
}

impl<T> Unshown for &Witness<'_, T> {
    fn shown(&self) -> Sight {
        None
    }
}

/// What only a proof asks of a type. In a program that proves nothing it is nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! __shown {
    ($($item:tt)*) => { $($item)* };
}
