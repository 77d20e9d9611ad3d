//! A secret is not put into a text by mistake.
use gati::Secret;

fn main() {
    let key = Secret::new("sk_live");
    println!("the key is {key}");
}
