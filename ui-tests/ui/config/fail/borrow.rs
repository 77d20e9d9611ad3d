//! Nothing in the configuration can be borrowed to be changed.
use gati::Config;

struct AppConfig {
    hosts: Vec<String>,
}

fn main() {
    let config = Config::new(AppConfig { hosts: Vec::new() });
    config.hosts.push("localhost".to_owned());
}
