use gati::prelude::*;

gati::app!();

#[gati::handler("GET /payment")]
async fn get() -> Reply<Result<Text, Problem>> {
    Reply::new(Ok(Text::from("one")))
}

fn main() {}
