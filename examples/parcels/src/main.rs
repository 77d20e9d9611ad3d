//! `cargo run -p parcels`, then `curl -H 'X-API-Version: 1.0.0' localhost:3000/parcels/1`.

fn main() -> gati::Result<()> {
    parcels::app::run()
}
