use gati::prelude::*;

gati::app!();

#[gati::handler("PUT /payment", status = [200, 201])]
async fn put(res: &mut Response<u64>) -> Result<(), Problem> {
    res.status(201).json(1);
    Ok(())
}

fn main() {}
