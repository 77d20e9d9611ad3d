use gati::prelude::*;

gati::brand! {
    /// An amount.
    pub Amount(u64), min = 1, max = 1_000_000;
    /// A name.
    pub Name(String), min_length = 1;
}

fn main() {}
