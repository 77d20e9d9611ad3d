//! The configuration is read, by as many as hold it.
use gati::Config;

#[derive(Debug)]
struct AppConfig {
    workers: u8,
}

fn main() {
    let config = Config::new(AppConfig { workers: 4 });
    let same = config.clone();
    assert_eq!(config.workers + same.workers, 8);
    assert_eq!(format!("{config:?}"), "AppConfig { workers: 4 }");
}
