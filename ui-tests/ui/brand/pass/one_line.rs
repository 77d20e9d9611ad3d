use gati::prelude::*;

gati::brand! {
    /// A code of three letters.
    pub Iata(String), pattern = "^[A-Z]{3}$";
}

#[allow(dead_code)]
fn parse(text: &str) -> bool {
    Iata::new(text).is_ok()
}

fn main() {}
