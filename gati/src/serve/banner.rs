//! What the server tells when it starts.

use std::io::{self, IsTerminal, Write};
use std::net::{IpAddr, SocketAddr};

use crate::app::{BuiltIn, Facts};

/// Prints where everything is. A closed standard output is no reason not to serve.
pub(super) fn print(facts: &Facts, address: SocketAddr) {
    let mut out = io::stdout().lock();
    let is_terminal = out.is_terminal();
    let _ = out.write_all(text(facts, address, is_terminal).as_bytes());
    let _ = out.flush();
}

fn text(facts: &Facts, address: SocketAddr, is_terminal: bool) -> String {
    let url = format!("http://{}", reachable(address));
    let (bold, plain) = if is_terminal {
        ("\x1b[1m", "\x1b[0m")
    } else {
        ("", "")
    };
    let mut text = format!(
        "\n  {bold}{} {}{plain} is ready\n\n",
        facts.package, facts.version
    );
    let mut line = |name: &str, value: &str| {
        text.push_str(&format!("  {name:<11}{value}\n"));
    };
    line("API", &url);
    if !facts.left_out.contains(&BuiltIn::Docs) {
        line("reference", &format!("{url}/docs"));
    }
    if !facts.left_out.contains(&BuiltIn::Description) {
        line("OpenAPI", &format!("{url}/openapi.json"));
    }
    if !facts.left_out.contains(&BuiltIn::Health) {
        line("health", &format!("{url}/health/ready"));
    }
    if let Some(folder) = facts.artifacts {
        line("artifacts", folder);
    }
    text.push('\n');
    text
}

/// An address that a browser on this machine can open: "all interfaces" is none.
fn reachable(address: SocketAddr) -> String {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => format!("127.0.0.1:{}", address.port()),
        IpAddr::V6(ip) if ip.is_unspecified() => format!("[::1]:{}", address.port()),
        _ => address.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_banner_says_where_everything_is() {
        let facts = Facts {
            package: "payments",
            version: "1.2.3",
            artifacts: Some("target/gati/payments"),
            left_out: vec![BuiltIn::Health],
        };
        let text = text(&facts, "0.0.0.0:3000".parse().unwrap(), false);
        assert_eq!(
            text,
            "\n  payments 1.2.3 is ready\n\n  API        http://127.0.0.1:3000\n  reference  http://127.0.0.1:3000/docs\n  \
             OpenAPI    http://127.0.0.1:3000/openapi.json\n  artifacts  target/gati/payments\n\n"
        );
    }
}
