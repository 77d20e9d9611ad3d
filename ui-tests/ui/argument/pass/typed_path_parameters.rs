use gati::prelude::*;

gati::app!();

#[derive(Serialize, Deserialize, GType)]
#[serde(rename_all = "kebab-case")]
enum Colour {
    DarkBlue,
}

#[derive(Serialize, Deserialize, GType)]
struct Shop(u32);

#[gati::handler("GET /shops/:shop/paints/:colour/:size")]
async fn get(size: i8, colour: Colour, shop: Shop) {
    let _ = (size, colour, shop.0);
}

fn main() {}
