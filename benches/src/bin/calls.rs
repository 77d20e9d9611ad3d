//! Answers one request N times in this process, for instruction counts: `calls gati get 1000`.

use gati_bench::{Case, Stack};
use http_body_util::BodyExt;
use tower::ServiceExt;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (stack, case, count) = (args.next(), args.next(), args.next());
    let usage = "usage: calls gati | axum | bare-axum  get | capture  COUNT";
    let stack = stack.as_deref().and_then(Stack::from_name).ok_or(usage)?;
    let case = case.as_deref().and_then(Case::from_name).ok_or(usage)?;
    let count: usize = count.ok_or(usage)?.parse()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let router = stack.router();
        for _ in 0..count {
            let answer = router.clone().oneshot(case.request()).await?;
            if !answer.status().is_success() {
                return Err(format!("answered {}", answer.status()).into());
            }
            std::hint::black_box(answer.into_body().collect().await?.to_bytes());
        }
        Ok(())
    })
}
