use gati::prelude::*;

gati::app!();

use std::collections::HashMap;

#[derive(Serialize, Deserialize, GType)]
struct Wanted {
    x_labels: HashMap<String, String>,
}

#[gati::handler("GET /payments")]
async fn list(headers: Headers<Wanted>) { let _ = headers; }

fn main() {}
