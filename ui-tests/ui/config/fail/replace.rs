//! The configuration as a whole cannot be replaced where it is held.
use gati::Config;

struct AppConfig {
    workers: u8,
}

fn main() {
    let config = Config::new(AppConfig { workers: 4 });
    *config = AppConfig { workers: 5 };
}
