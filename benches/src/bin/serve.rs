//! Serves one stack on a free port and prints the address: `serve gati | axum | bare-axum`.

use gati_bench::Stack;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let name = std::env::args().nth(1).unwrap_or_default();
    let stack = Stack::from_name(&name).ok_or("usage: serve gati | axum | bare-axum")?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    axum::serve(listener, stack.router()).await?;
    Ok(())
}
