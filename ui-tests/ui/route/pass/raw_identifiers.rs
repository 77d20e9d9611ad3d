gati::app!();

#[gati::handler("GET /types/:type")]
async fn r#match(r#type: u8) {
    let _ = r#type;
}

fn main() {}
