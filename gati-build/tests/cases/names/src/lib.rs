//! Every way in which a name can come into a module.

extern crate kit as k;

pub use ::kit as reexported;

mod a;
mod b;
mod cycle;

use a::{self as first, deep::{Deep, Twice as Double}, *};
use gati::prelude::*;

gati::app!();

#[gati::handler("GET /names")]
async fn names() -> Json<All> {
    unreachable!()
}

#[derive(serde::Serialize, GType)]
pub struct All {
    pub deep: Deep,
    pub twice: Double<u8>,
    pub through_glob: OfGlob,
    pub through_module: first::deep::Deep,
    pub through_super: b::inner::Up,
    pub through_rename: k::Plain,
    pub through_path: ::kit::Plain,
    pub through_export: reexported::Plain,
    pub through_two_crates: kit::Far,
    pub in_a_circle: cycle::left::Goal,
    pub shadowed: b::String,
    pub not_shadowed: b::Text,
    pub raw: r#type::r#Match,
    pub old: kit::old::Old,
    pub pair: a::Pair<bool>,
    pub grid: a::Grid,
    pub own: Option<Box<Self>>,
    pub unit: (),
    pub slice: Box<[std::borrow::Cow<'static, str>]>,
    pub hashed: std::collections::HashMap<u8, char, std::collections::hash_map::RandomState>,
    pub borrowed: &'static [&'static str],
    pub lazy: a::Lazy<'static, u16>,
    pub counted: a::Counted<u8, 3>,
    pub counted_by_name: a::Counted<u8, { a::WIDTH + 1 }, true>,
}

mod r#type {
    use gati::GType;

    #[derive(serde::Serialize, serde::Deserialize, GType)]
    pub struct Match;
}
