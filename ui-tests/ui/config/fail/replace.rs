//! What is in a configuration cannot be replaced where it is held.
use gati::Config;

#[derive(Clone)]
struct AppConfig {
    workers: u8,
}

fn main() {
    change(&mut Config::new(AppConfig { workers: 4 }));
}

fn change(config: &mut Config<AppConfig>) {
    **config = AppConfig { workers: 5 };
}
