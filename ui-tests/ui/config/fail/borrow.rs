//! Nothing in the configuration can be borrowed to be changed.
use gati::Config;

#[derive(Clone)]
struct AppConfig {
    hosts: Vec<String>,
}

fn main() {
    change(&mut Config::new(AppConfig { hosts: Vec::new() }));
}

fn change(config: &mut Config<AppConfig>) {
    config.hosts.push("localhost".to_owned());
}
