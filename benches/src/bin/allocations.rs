//! Counts the allocations of one request in this process: `allocations gati get`, `allocations hooks 5`.
//!
//! The allocator that counts is linked into this program alone: in the others it would be measured with everything else.

use gati_bench::{Case, Stack, hooks};
use tower::ServiceExt;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (what, case) = (args.next(), args.next());
    let usage = "usage: allocations gati | axum | bare-axum  get | capture, or: allocations hooks CASE";
    let (what, case) = (what.ok_or(usage)?, case.ok_or(usage)?);
    let (router, request): (_, Box<dyn Fn() -> _>) = if what == "hooks" {
        (Stack::Gati.router(), Box::new(move || hooks::request(&case)))
    } else {
        let stack = Stack::from_name(&what).ok_or(usage)?;
        let case = Case::from_name(&case).ok_or(usage)?;
        (stack.router(), Box::new(move || case.request()))
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let call = || runtime.block_on(async { router.clone().oneshot(request()).await });
    // What is set up once belongs to no request.
    let first = call()?;
    if !first.status().is_success() {
        return Err(format!("answered {}", first.status()).into());
    }
    let counted = allocation_counter::measure(|| drop(std::hint::black_box(call())));
    println!("{}", counted.count_total);
    Ok(())
}
