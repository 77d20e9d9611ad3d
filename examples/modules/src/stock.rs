//! The stock: how many of each item there are.

use gati::prelude::*;

use crate::{Journal, Store};

/// One kind of thing on the shelf.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Item {
    /// What it is called.
    #[gtype(min_length = 1, max_length = 40)]
    pub name: String,
    /// How many there are.
    #[gtype(max = 1_000_000)]
    pub count: u64,
}

/// Why the stock does not change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum StockError {
    /// There are not enough on the shelf.
    #[gtype(status = 409)]
    NotEnough {
        /// How many there are.
        left: u64,
    },
}

/// How many of each item there are.
#[derive(Debug)]
pub struct Stock {
    store: Handle<Store>,
    journal: Journal,
}

/// Keeps count of the items on the shelf.
#[gati::module(start_timeout = "5s")]
impl Stock {
    pub(crate) async fn init(store: Handle<Store>, journal: &Journal) -> Result<Self, String> {
        journal.pass("stock", "the shelf is locked").await?;
        journal.note("stock starts");
        store.set("apple", 10);
        Ok(Self {
            store,
            journal: journal.clone(),
        })
    }

    /// How many there are of an item.
    pub async fn count(&self, name: &str) -> u64 {
        self.store.get(name)
    }

    /// Takes some of an item from the shelf and says how many are left.
    pub async fn take(&self, name: &str, count: u64) -> Result<u64, StockError> {
        let left = self.store.get(name);
        let Some(rest) = left.checked_sub(count) else {
            return Err(StockError::NotEnough { left });
        };
        self.store.set(name, rest);
        Ok(rest)
    }

    /// Puts items on the shelf.
    pub async fn put(&self, items: &[Item]) {
        for item in items {
            let count = self.store.get(&item.name);
            self.store.set(&item.name, count + item.count);
        }
    }

    /// The item as it stands on the shelf.
    pub fn look(&self, of: &Item, note: Option<String>) -> Item {
        if let Some(note) = note {
            self.journal.note(note);
        }
        Item {
            name: of.name.clone(),
            count: self.store.get(&of.name),
        }
    }

    pub(crate) async fn dispose(&self) {
        self.journal.note("stock stops");
    }
}
