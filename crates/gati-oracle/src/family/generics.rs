//! Generic types, seen through their instances.

use std::collections::BTreeMap;

use gati::GType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::choices::Card;

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Page<T> {
    items: Vec<T>,
    next: Option<String>,
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub enum Either<A, B> {
    Left(A),
    Right(B),
    Both { left: A, right: B },
}

#[derive(Debug, Serialize, Deserialize, GType)]
#[serde(tag = "version")]
pub enum Envelope<T> {
    V1(T),
    V2 { body: Page<T> },
}

#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Beside<T> {
    id: Uuid,
    #[serde(flatten)]
    inner: T,
}

pub type NumberPages = Page<u64>;
pub type Cards = Page<Card>;
pub type Pages = Page<Page<Option<u8>>>;
pub type NumberOrCard = Either<u8, Box<Card>>;
pub type CardEnvelope = Envelope<Card>;
pub type MapEnvelope = Envelope<BTreeMap<String, u8>>;
pub type AroundCard = Beside<Card>;
pub type AroundRest = Beside<BTreeMap<String, u8>>;
pub type AroundPage = Beside<Page<()>>;
