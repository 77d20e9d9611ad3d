use gati::prelude::*;

struct Opaque;

#[derive(GType)]
struct Payments {
    all: Vec<Option<Opaque>>,
}

fn main() {}
