//! Serves the payments API: `cargo run -p payments`.
//!
//! The books are in memory, and new with each start. `GATI__APP__BOOKS=books.redb` keeps them in a file.

fn main() -> gati::Result<()> {
    payments::app::run()
}
