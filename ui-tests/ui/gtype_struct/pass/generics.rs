use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Page<T> {
    items: Vec<T>,
}

#[derive(Serialize, Deserialize, GType)]
struct Pair<A, B>
where
    A: Clone,
{
    a: A,
    b: Page<B>,
}

fn main() {}
