//! Serves the rooms: `cargo run -p rooms`, then `websocat 'ws://127.0.0.1:3000/rooms/hall?name=ada'`.

fn main() -> gati::Result<()> {
    rooms::app::run()
}
