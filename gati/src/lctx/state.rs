//! The state of one request: a small map that nobody else sees.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::Value;

use super::key::{Codec, Held, Key};

/// Values by the names of their keys. A request has few, so they are searched one by one.
#[derive(Default)]
pub(super) struct State {
    entries: Vec<(Cow<'static, str>, Slot)>,
}

enum Slot {
    Live {
        value: Held,
        codec: Option<Codec>,
    },
    /// From a snapshot, and read when it is first asked for by its type.
    Stored {
        value: Value,
        live: OnceLock<Option<Held>>,
    },
}

/// Everything that can be stored, by name, and the names of what cannot.
type Stored = (BTreeMap<String, Value>, Vec<String>);

impl State {
    pub(super) fn get<T: 'static>(&self, key: &Key<T>) -> Option<&T> {
        match self.slot(key.name())? {
            Slot::Live { value, .. } => value.downcast_ref(),
            Slot::Stored { value, live } => live
                .get_or_init(|| (key.codec()?.read)(value.clone()).ok())
                .as_ref()?
                .downcast_ref(),
        }
    }

    pub(super) fn get_mut<T: 'static>(&mut self, key: &Key<T>) -> Option<&mut T> {
        let (_, slot) = self.entries.iter_mut().find(|(name, _)| name == key.name())?;
        if let Slot::Stored { value, .. } = slot {
            let codec = key.codec()?;
            let live = (codec.read)(value.clone()).ok()?;
            *slot = Slot::Live {
                value: live,
                codec: Some(codec),
            };
        }
        match slot {
            Slot::Live { value, .. } => value.downcast_mut(),
            Slot::Stored { .. } => None,
        }
    }

    /// Sets a value and gives the one before it.
    pub(super) fn set<T: Send + Sync + 'static>(&mut self, key: &Key<T>, value: T) -> Option<T> {
        let before = self.remove(key);
        // A value of another type under this name is gone as well.
        self.entries.retain(|(name, _)| name != key.name());
        let slot = Slot::Live {
            value: Box::new(value),
            codec: key.codec(),
        };
        self.entries.push((Cow::Borrowed(key.name()), slot));
        before
    }

    pub(super) fn remove<T: 'static>(&mut self, key: &Key<T>) -> Option<T> {
        self.get_mut(key)?;
        let at = self.entries.iter().position(|(name, _)| name == key.name())?;
        match self.entries.swap_remove(at).1 {
            Slot::Live { value, .. } => value.downcast().ok().map(|value| *value),
            Slot::Stored { .. } => None,
        }
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(name, _)| &**name)
    }

    /// Takes over what is in another state; of one name the other's value counts.
    pub(super) fn absorb(&mut self, other: Self) {
        let is_new = |name: &str| other.slot(name).is_none();
        self.entries.retain(|(name, _)| is_new(name));
        self.entries.extend(other.entries);
    }

    /// Everything that can be stored, and the names of what cannot.
    pub(super) fn store(&self) -> Result<Stored, (String, serde_json::Error)> {
        let mut stored = BTreeMap::new();
        let mut transient = Vec::new();
        for (name, slot) in &self.entries {
            let value = match slot {
                Slot::Stored { value, .. } => value.clone(),
                Slot::Live {
                    value,
                    codec: Some(codec),
                } => (codec.write)(&**value).map_err(|error| (name.to_string(), error))?,
                Slot::Live { codec: None, .. } => {
                    transient.push(name.to_string());
                    continue;
                }
            };
            stored.insert(name.to_string(), value);
        }
        transient.sort();
        Ok((stored, transient))
    }

    pub(super) fn restore(&mut self, stored: &BTreeMap<String, Value>) {
        self.entries = stored
            .iter()
            .map(|(name, value)| {
                let slot = Slot::Stored {
                    value: value.clone(),
                    live: OnceLock::new(),
                };
                (Cow::Owned(name.clone()), slot)
            })
            .collect();
    }

    fn slot(&self, name: &str) -> Option<&Slot> {
        let (_, slot) = self.entries.iter().find(|(known, _)| known == name)?;
        Some(slot)
    }
}
