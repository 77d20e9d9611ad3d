use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Amount(#[gtype(min = 1)] u64);

fn main() {}
