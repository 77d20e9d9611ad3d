//! The configuration is read when the app starts; a field of it cannot be set, whoever holds it and however.
use gati::Config;

#[derive(Clone)]
struct AppConfig {
    workers: u8,
}

fn main() {
    change(&mut Config::new(AppConfig { workers: 4 }));
}

fn change(config: &mut Config<AppConfig>) {
    config.workers = 5;
}
