use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Named {
    a: u8,
    b: Option<Box<Named>>,
}

#[derive(Serialize, Deserialize, GType)]
struct Tuple(u8, String);

#[derive(Serialize, Deserialize, GType)]
struct Newtype(String);

#[derive(Serialize, Deserialize, GType)]
struct Unit;

#[derive(Serialize, Deserialize, GType)]
struct Empty {}

fn main() {}
