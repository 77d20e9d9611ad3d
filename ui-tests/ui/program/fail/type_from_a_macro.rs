use gati::prelude::*;

gati::app!();

macro_rules! payment {
    ($name:ident) => {
        #[derive(Serialize, Deserialize, GType)]
        struct $name {
            id: u64,
        }
    };
}

payment!(Payment);

#[gati::handler("POST /payments")]
async fn create(body: Json<Payment>) {
    let _ = body.id;
}

fn main() {}
