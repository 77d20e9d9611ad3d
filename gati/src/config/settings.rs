//! What `gati.toml` says to Gati itself.

use std::path::PathBuf;
use std::time::Duration;

use gati_schema::check::nearest;

use super::error::ConfigMistake;
use super::folder;
use super::layers::Layers;
use super::node::{Content, Node, Table};
use crate::version::{MissingVersion, Retirement};

/// `[server]`, `[secrets]` and `[versions]`; what is not said is left as the app has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) address: Option<String>,
    pub(crate) grace_period: Option<Duration>,
    pub(crate) drain_period: Option<Duration>,
    pub(crate) limits: LimitSettings,
    pub(crate) secrets_folder: Option<PathBuf>,
    pub(crate) secrets_time_to_live: Option<Duration>,
    pub(crate) versions: VersionSettings,
}

/// `[versions]`, as far as the running app reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct VersionSettings {
    pub(crate) missing: Option<MissingVersion>,
    pub(crate) usage: Option<PathBuf>,
    pub(crate) retire: Option<Retirement>,
}

/// `[server.limits]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LimitSettings {
    pub(crate) body: Option<u64>,
    pub(crate) stream: Option<u64>,
    pub(crate) request_time: Option<Duration>,
    pub(crate) header_time: Option<Duration>,
    pub(crate) write_time: Option<Duration>,
    pub(crate) headers: Option<u64>,
    pub(crate) header_bytes: Option<u64>,
    pub(crate) connections: Option<u64>,
}

impl Settings {
    /// Reads the tables; all that is wrong with them is added to the mistakes.
    pub(crate) fn read(layers: &Layers, mistakes: &mut Vec<ConfigMistake>) -> Self {
        let mut settings = Self::default();
        if let Some(mut server) = Keys::of(layers.tables.get("server"), "server", mistakes) {
            settings.address = server.text("address");
            settings.grace_period = server.time("grace_period");
            settings.drain_period = server.time("drain_period");
            let limits = server.take("limits");
            server.end();
            if let Some(mut limits) = Keys::of(limits, "server.limits", mistakes) {
                settings.limits = LimitSettings {
                    body: limits.size("body"),
                    stream: limits.size("stream"),
                    request_time: limits.time("request_time"),
                    header_time: limits.time("header_time"),
                    write_time: limits.time("write_time"),
                    headers: limits.size("headers"),
                    header_bytes: limits.size("header_bytes"),
                    connections: limits.size("connections"),
                };
                limits.end();
            }
        }
        if let Some(mut secrets) = Keys::of(layers.tables.get("secrets"), "secrets", mistakes) {
            settings.secrets_folder = secrets.text("folder").map(PathBuf::from);
            settings.secrets_time_to_live = secrets.time("time_to_live");
            secrets.end();
        }
        if let Some(mut versions) = Keys::of(layers.tables.get("versions"), "versions", mistakes) {
            settings.versions = VersionSettings {
                missing: versions.read(
                    "missing",
                    "`latest`, `require` or a version such as \"1.4.0\"",
                    |content| text(content)?.parse().ok(),
                ),
                usage: versions.text("usage").map(PathBuf::from),
                retire: versions.read(
                    "retire",
                    "`never`, `after-sunset` or `after-sunset-when-cold`",
                    |content| Retirement::parse(text(content)?),
                ),
            };
            versions.left_to_the_build(&["live", "sunset", "allow", "next"]);
            versions.end();
        }
        settings
    }
}

/// The keys of one table, taken one after the other.
struct Keys<'a, 'm> {
    table: &'a Table,
    path: &'static str,
    known: Vec<&'static str>,
    mistakes: &'m mut Vec<ConfigMistake>,
}

impl<'a, 'm> Keys<'a, 'm> {
    fn of(node: Option<&'a Node>, path: &'static str, mistakes: &'m mut Vec<ConfigMistake>) -> Option<Self> {
        let node = node?;
        let Content::Table(table) = &node.content else {
            let message = format!("`{path}`: expected a table, found {}", node.kind());
            mistakes.push(ConfigMistake::at(&node.origin, message));
            return None;
        };
        Some(Self {
            table,
            path,
            known: Vec::new(),
            mistakes,
        })
    }

    fn take(&mut self, key: &'static str) -> Option<&'a Node> {
        self.known.push(key);
        self.table.get(key)
    }

    fn read<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        read: impl Fn(&Content) -> Option<T>,
    ) -> Option<T> {
        let node = self.take(key)?;
        let value = read(&node.content);
        if value.is_none() {
            let message = format!(
                "`{}.{key}`: expected {expected}, found {}",
                self.path,
                node.kind()
            );
            self.mistakes.push(ConfigMistake::at(&node.origin, message));
        }
        value
    }

    fn text(&mut self, key: &'static str) -> Option<String> {
        self.read(key, "a text", |content| text(content).map(str::to_owned))
    }

    fn time(&mut self, key: &'static str) -> Option<Duration> {
        self.read(key, "a time such as \"500ms\", \"30s\" or \"5m\"", |content| {
            time(text(content)?)
        })
    }

    fn size(&mut self, key: &'static str) -> Option<u64> {
        self.read(
            key,
            "a number, or a size such as \"64KiB\"",
            |content| match content {
                Content::Scalar(serde_json::Value::Number(number)) => number.as_u64(),
                _ => size(text(content)?),
            },
        )
    }

    /// Keys that the build has read, from one file. What stands elsewhere it has not seen.
    fn left_to_the_build(&mut self, keys: &[&'static str]) {
        for key in keys {
            let Some(node) = self.take(key) else { continue };
            if !node.origin.is_for_everyone() {
                let message = format!(
                    "`{}.{key}` is decided when the app is built: say it in {}, and build again",
                    self.path,
                    folder::FILE
                );
                self.mistakes.push(ConfigMistake::at(&node.origin, message));
            }
        }
    }

    /// Whatever was not taken is unknown.
    fn end(self) {
        for (name, node) in self.table {
            if self.known.contains(&name.as_str()) {
                continue;
            }
            let help = nearest(name, &self.known).map(|known| format!("; did you mean `{known}`?"));
            let message = format!("unknown key `{}.{name}`{}", self.path, help.unwrap_or_default());
            self.mistakes.push(ConfigMistake::at(&node.origin, message));
        }
    }
}

fn text(content: &Content) -> Option<&str> {
    match content {
        Content::Loose(text) | Content::Scalar(serde_json::Value::String(text)) => Some(text),
        Content::Scalar(_) | Content::Table(_) | Content::List(_) => None,
    }
}

/// A number and a unit.
fn split(text: &str) -> Option<(u64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, text[end..].trim_start()))
}

fn time(text: &str) -> Option<Duration> {
    let (number, unit) = split(text.trim())?;
    let seconds = |each: u64| number.checked_mul(each).map(Duration::from_secs);
    match unit {
        "ms" => Some(Duration::from_millis(number)),
        "s" => seconds(1),
        "m" => seconds(60),
        "h" => seconds(3600),
        _ => None,
    }
}

fn size(text: &str) -> Option<u64> {
    let (number, unit) = split(text.trim())?;
    let each = match unit {
        "" | "B" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return None,
    };
    number.checked_mul(each)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_have_units() {
        assert_eq!(time("500ms"), Some(Duration::from_millis(500)));
        assert_eq!(time("2 m"), Some(Duration::from_secs(120)));
        assert_eq!(time("30"), None);
        assert_eq!(time("99999999999999999h"), None);
        assert_eq!(size("64KiB"), Some(65_536));
        assert_eq!(size("10"), Some(10));
        assert_eq!(size("10MB"), None);
    }
}
