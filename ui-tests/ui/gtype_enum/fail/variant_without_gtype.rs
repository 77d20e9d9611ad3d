use gati::prelude::*;

struct Opaque;

#[derive(GType)]
enum Way {
    By(Opaque),
}

fn main() {}
