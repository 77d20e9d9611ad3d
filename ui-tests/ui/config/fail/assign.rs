//! The configuration is read when the app starts; a field of it cannot be set.
use gati::Config;

struct AppConfig {
    workers: u8,
}

fn main() {
    let config = Config::new(AppConfig { workers: 4 });
    config.workers = 5;
}
