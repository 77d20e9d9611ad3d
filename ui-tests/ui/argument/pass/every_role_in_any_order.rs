use gati::prelude::*;

gati::app!();

use crate::app::Gctx;

#[derive(Serialize, Deserialize, GType)]
struct Filter {
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(Serialize, Deserialize, GType)]
struct Wanted {
    if_match: Option<String>,
}

#[derive(Serialize, Deserialize, GType)]
struct Note {
    text: String,
}

#[gati::handler("POST /shops/:shop/notes")]
async fn note(lctx: &mut Lctx, body: Json<Note>, gctx: &Gctx, shop: u32, filter: Query<Filter>, wanted: Headers<Wanted>) {
    let _ = (lctx, &body.text, gctx, shop, &filter.tags, &wanted.if_match);
}

fn main() {}
