//! Whoever needs the text says so, and a type with a secret in it can be read and printed.
use gati::Secret;
use gati::prelude::*;

#[derive(Debug, Deserialize, GType)]
struct Login {
    #[gtype(min_length = 8)]
    password: Secret,
}

fn main() {
    let login = Login {
        password: Secret::new("correct horse"),
    };
    assert_eq!(login.password.expose(), "correct horse");
    assert!(!format!("{login:?}").contains("horse"));
}
