use gati::prelude::*;

fn even(value: &u32) -> Result<(), String> {
    if value % 2 == 0 { Ok(()) } else { Err("odd".into()) }
}

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(check = even)]
    value: String,
}

fn main() {}
