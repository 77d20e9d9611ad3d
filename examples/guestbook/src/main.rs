//! `GATI_SECRET_PEPPER=salt cargo run -p guestbook`, then `curl -X POST localhost:3000/guests/ada`.

fn main() -> gati::Result<()> {
    guestbook::app::run()
}
