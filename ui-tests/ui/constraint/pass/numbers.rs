use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Numbers {
    #[gtype(min = -5, exclusive_max = 5)]
    a: i8,
    #[gtype(min = 0.5, multiple_of = 0.5)]
    b: f64,
    #[gtype(exclusive_min = 0)]
    c: f32,
}

fn main() {}
