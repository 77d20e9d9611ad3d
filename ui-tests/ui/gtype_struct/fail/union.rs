use gati::prelude::*;

#[derive(GType)]
union Bits {
    a: u32,
    b: f32,
}

fn main() {}
