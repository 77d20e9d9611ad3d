//! Found through `#[path]`.

use gati::GType;

#[derive(serde::Serialize, serde::Deserialize, GType)]
pub struct Page<T, M = Meta> {
    pub items: Vec<T>,
    pub next: Option<Box<Page<T, M>>>,
    pub meta: M,
}

#[derive(serde::Serialize, serde::Deserialize, GType)]
pub struct Meta {
    pub total: u64,
}
