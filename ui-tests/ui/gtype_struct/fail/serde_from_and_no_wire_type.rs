use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
#[serde(from = "u64")]
struct Id {
    number: u64,
}

impl From<u64> for Id {
    fn from(number: u64) -> Self {
        Self { number }
    }
}

fn main() {}
