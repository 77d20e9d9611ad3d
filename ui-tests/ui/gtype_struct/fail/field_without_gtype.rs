use gati::prelude::*;

struct Opaque;

#[derive(GType)]
struct Payment {
    inner: Opaque,
}

fn main() {}
