//! Requests to handlers with more and more hooks, in process: time and allocations, each against a handler without any.

use std::time::Instant;

use axum::Router;
use tower::ServiceExt;

use super::allocations::count;
use super::{Error, Row, median};

const ROUNDS: usize = 15;
const EACH: u32 = 4_000;

/// Nanoseconds and allocations per request.
///
/// # Errors
///
/// If no runtime can be made, or the program that counts fails.
pub fn hooks() -> Result<Vec<Row>, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let router = crate::app::router();
    let cases = ["none", "lctx", "1", "5", "20", "both"];
    // The rounds of all cases take turns, so that a busy machine is busy for each of them.
    let mut figures = vec![Vec::new(); cases.len()];
    for _ in 0..ROUNDS {
        for (case, figures) in cases.iter().zip(&mut figures) {
            let start = Instant::now();
            runtime.block_on(async {
                for _ in 0..EACH {
                    call(&router, case).await;
                }
            });
            figures.push(start.elapsed().as_secs_f64() * 1e9 / f64::from(EACH));
        }
    }
    let times: Vec<f64> = figures.into_iter().map(median).collect();
    let allocations: Vec<u64> = cases
        .iter()
        .map(|case| count("hooks", case))
        .collect::<Result<_, _>>()?;
    let row = |at: usize, what: &str, target: &'static str| Row {
        what: format!("a request with {what}, against none of it"),
        ours: format!("{:.0} ns, {} allocations", times[at], allocations[at]),
        theirs: format!("{:.0} ns, {} allocations", times[0], allocations[0]),
        ratio: format!("{:.3} (+{:.0} ns)", times[at] / times[0], times[at] - times[0]),
        target,
    };
    Ok(vec![
        row(0, "no hook", "1.000"),
        row(1, "`lctx` and nothing else", "no allocation more"),
        row(2, "1 hook", ""),
        row(3, "5 hooks", ""),
        row(4, "20 hooks", ""),
        row(5, "`lctx`, `gctx` and two hooks", "< +2000 ns"),
    ])
}

async fn call(router: &Router, case: &str) {
    let answer = router.clone().oneshot(crate::hooks::request(case)).await;
    std::hint::black_box(&answer);
}
