//! What old callers send, where that cannot be derived.

use crate::app::{v1_0_0, v2_0_0};

/// Goods were weighed in tons.
#[gati::transformer]
fn declaration(old: v1_0_0::Declaration) -> v2_0_0::Declaration {
    v2_0_0::Declaration {
        goods: old.goods,
        kilograms: u64::from(old.tons) * 1000,
    }
}
