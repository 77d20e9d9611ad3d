//! The text is reached by its method alone.
use gati::Secret;

fn main() {
    let Secret(text) = Secret::new("sk_live");
}
