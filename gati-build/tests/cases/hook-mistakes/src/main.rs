//! Everything that is wrong with hooks and takes more than one item to see.

mod around;

gati::app!();

#[gati::hook(before)]
fn guard() {}

#[gati::hook(after)]
fn stamp() {}

#[gati::hook(before, global)]
fn count() {}

fn plain() {}

#[gati::handler("GET /unknown", before = [gaurd, nothing_like_it])]
async fn unknown() {}

#[gati::handler("GET /plain", before = [plain])]
async fn no_hook() {}

#[gati::handler("GET /stage", before = [guard, stamp])]
async fn wrong_stage() {}

#[gati::handler("GET /twice", before = [count])]
async fn twice() {}

fn main() {}
