use gati::prelude::*;

gati::app!();

#[derive(Deserialize, GType)]
struct File {
    content: Upload,
}

#[gati::handler("POST /files")]
async fn put(body: Json<File>) { let _ = body; }

fn main() {}
