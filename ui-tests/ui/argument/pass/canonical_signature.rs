use gati::prelude::*;

gati::app!();

use crate::app::Gctx;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    id: u64,
}

#[gati::handler("GET /payments")]
async fn get(req: &mut Request, res: &mut Response<Payment>, gctx: &Gctx, lctx: &mut Lctx) {
    let _ = (req, gctx, lctx);
    res.json(Payment { id: 1 });
}

fn main() {}
