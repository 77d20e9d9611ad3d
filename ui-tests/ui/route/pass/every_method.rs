gati::app!();

#[gati::handler("GET /things")]
async fn get() {}

#[gati::handler("OPTIONS /things")]
async fn options() {}

#[gati::handler("POST /things")]
async fn post() {}

#[gati::handler("PUT /things")]
async fn put() {}

#[gati::handler("PATCH /things")]
async fn patch() {}

#[gati::handler("DELETE /things")]
async fn delete() {}

#[gati::handler("HEAD /other")]
async fn head() {}

fn main() {}
