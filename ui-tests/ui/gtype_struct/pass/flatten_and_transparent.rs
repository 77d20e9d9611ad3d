use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Inner {
    x: i32,
}

#[derive(Serialize, Deserialize, GType)]
struct Outer {
    #[serde(flatten)]
    inner: Inner,
    y: i32,
}

#[derive(Serialize, Deserialize, GType)]
#[serde(transparent)]
struct Id {
    number: u64,
}

fn main() {}
