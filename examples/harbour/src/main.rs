//! `cargo run -p harbour`, then `curl -H 'X-API-Version: 1.0.0' localhost:3000/cargo`.

fn main() -> gati::Result<()> {
    harbour::app::run()
}
