//! Keys of local state: a name for people and stores, a type for the compiler.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A value of any type, as state holds it.
pub(super) type Held = Box<dyn Any + Send + Sync>;

/// The name of a value in the local state, and its type.
///
/// ```
/// use gati::prelude::*;
/// use gati::Key;
///
/// static TENANT: Key<String> = Key::new("tenant");
///
/// fn remember(lctx: &mut Lctx) {
///     lctx.set(&TENANT, "acme".to_owned());
///     assert_eq!(lctx.get(&TENANT).map(String::as_str), Some("acme"));
/// }
/// ```
pub struct Key<T> {
    name: &'static str,
    codec: Option<Codec>,
    value: PhantomData<fn() -> T>,
}

/// How a value becomes JSON and comes back.
#[derive(Clone, Copy)]
pub(super) struct Codec {
    pub(super) write: fn(&(dyn Any + Send + Sync)) -> serde_json::Result<Value>,
    pub(super) read: fn(Value) -> serde_json::Result<Held>,
}

impl<T: Send + Sync + 'static> Key<T> {
    /// A key whose value is shown and stored with snapshots.
    #[must_use]
    pub const fn new(name: &'static str) -> Self
    where
        T: Serialize + DeserializeOwned,
    {
        Self {
            name,
            codec: Some(Codec {
                write: write::<T>,
                read: read::<T>,
            }),
            value: PhantomData,
        }
    }

    /// A key whose value lives as long as the request and is never stored: a connection, a lock, a timer.
    #[must_use]
    pub const fn transient(name: &'static str) -> Self {
        Self {
            name,
            codec: None,
            value: PhantomData,
        }
    }
}

impl<T> Key<T> {
    /// The name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    pub(super) const fn codec(&self) -> Option<Codec> {
        self.codec
    }
}

fn write<T: Serialize + 'static>(value: &(dyn Any + Send + Sync)) -> serde_json::Result<Value> {
    match value.downcast_ref::<T>() {
        Some(value) => serde_json::to_value(value),
        // The codec was taken from the key with which the value was set.
        None => Ok(Value::Null),
    }
}

fn read<T: DeserializeOwned + Send + Sync + 'static>(value: Value) -> serde_json::Result<Held> {
    Ok(Box::new(serde_json::from_value::<T>(value)?))
}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Key").field(&self.name).finish()
    }
}
