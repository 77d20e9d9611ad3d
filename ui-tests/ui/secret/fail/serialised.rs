//! A secret does not get into an answer, nor into anything else that is written.
use gati::Secret;
use gati::prelude::*;

#[derive(Serialize)]
struct Account {
    name: String,
    token: Secret,
}

fn main() {}
