use gati::GType;
use serde::{Deserialize, Serialize};

mod nested {
    // Before edition 2018 the path of a `use` starts at the root.
    pub use inner::Hidden;
}

#[derive(Serialize, Deserialize, GType)]
pub struct Old(nested::Hidden);

pub type Hidden = u8;
