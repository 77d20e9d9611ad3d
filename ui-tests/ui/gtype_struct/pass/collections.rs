use gati::prelude::*;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

#[derive(Serialize, Deserialize, GType)]
struct All {
    a: HashMap<String, u8>,
    b: BTreeMap<u32, Vec<u8>>,
    c: HashSet<String>,
    d: BTreeSet<i8>,
    e: VecDeque<(u8, String)>,
    f: [u8; 4],
}

fn main() {}
