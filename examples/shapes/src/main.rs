//! Serves the shapes: `cargo run -p shapes`.

fn main() -> gati::Result<()> {
    shapes::wrap::authenticated().run()
}
