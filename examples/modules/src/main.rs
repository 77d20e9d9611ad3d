//! Serves the shop.

fn main() -> gati::Result<()> {
    modules::app::run()
}
