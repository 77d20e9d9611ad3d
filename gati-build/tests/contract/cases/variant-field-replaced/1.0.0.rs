use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Author {
    Known { name: String },
    Anonymous,
}

/// Introduces somebody.
#[gati::handler("POST /authors")]
async fn introduce(body: Json<Author>) -> Json<Author> {
    body
}
