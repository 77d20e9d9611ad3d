use gati::prelude::*;

use std::collections::BTreeMap;

#[derive(Serialize, Deserialize, GType)]
struct Lists {
    #[gtype(min_items = 1, max_items = 5, unique, items(min = 1))]
    a: Vec<u64>,
    #[gtype(max_properties = 5, items(max_length = 3))]
    b: BTreeMap<String, String>,
}

fn main() {}
