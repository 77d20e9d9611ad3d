pub mod deep;

use gati::GType;

pub type Pair<T, U = T> = (T, deep::Twice<U>);
pub type Grid = [[u8; WIDTH]; super::a::sizes::HEIGHT];
pub const WIDTH: usize = 0x10;

mod sizes {
    pub const HEIGHT: usize = (super::WIDTH - 1) / 3;
}

// Not public: the glob at the root does not bring it there.
#[allow(unused_imports)]
use crate::b::Text as Deep;

#[derive(serde::Serialize, serde::Deserialize, GType)]
pub struct OfGlob;

#[derive(serde::Serialize, GType)]
pub struct Counted<T, const N: usize, const TIGHT: bool = false> {
    pub items: Vec<T>,
}

#[derive(serde::Serialize, serde::Deserialize, GType)]
pub struct Lazy<'a, T> {
    pub text: &'a str,
    pub value: T,
}
