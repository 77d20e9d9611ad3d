use gati::prelude::*;

fn even(value: &u64) -> Result<(), String> {
    if value % 2 == 0 { Ok(()) } else { Err("odd".into()) }
}

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[gtype(check = even)]
    value: Option<u64>,
}

fn main() {}
