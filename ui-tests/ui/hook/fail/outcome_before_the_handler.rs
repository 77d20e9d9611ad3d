use gati::prelude::*;

gati::app!();

#[gati::hook(before)]
fn stamp(outcome: &mut Outcome) {}

#[gati::handler("GET /payments", before = [stamp])]
async fn list() {}

fn main() {}
