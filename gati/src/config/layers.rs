//! From files and variables to one tree.

use std::path::Path;

use gati_schema::check::nearest;

use super::error::ConfigMistake;
use super::node::{Content, Node, Table, overlay};
use super::origin::Origin;
use super::variables::Variables;
use super::{folder, toml};

/// What a configuration says before anybody asks what it should say.
///
/// From the weakest to the strongest: `gati.toml`, `gati.<environment>.toml`, `.env`, the environment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layers {
    pub(super) tables: Table,
    mistakes: Vec<ConfigMistake>,
    variables: Variables,
    #[cfg(test)]
    pub(super) environment: String,
}

/// Variables of the configuration begin with this; what follows are the keys, with `__` between them: `GATI__SERVER__ADDRESS`.
const PREFIX: &str = "GATI__";

/// The tables of `gati.toml`. Those that the running app does not read belong to the command line, or are kept for what comes.
const TABLES: [&str; 12] = [
    "app", "server", "secrets", "check", "client", "deploy", "dev", "effects", "modules", "policies",
    "release", "versions",
];

impl Layers {
    /// What the process finds.
    pub(crate) fn of_the_process() -> Self {
        let variables = Variables::of_the_process();
        let folder = folder::choose(&variables);
        Self::read(&folder, variables)
    }

    /// What stands in a folder and in these variables.
    pub(crate) fn read(folder: &Path, variables: Variables) -> Self {
        let mut mistakes = Vec::new();
        let variables = match folder::read(folder, ".env", &mut mistakes) {
            Some((file, text)) => {
                let read = gati_dotenv::parse(&text);
                mistakes.extend(read.mistakes.iter().map(|mistake| {
                    let origin = Origin::File {
                        file: file.clone(),
                        line: mistake.line,
                    };
                    ConfigMistake::at(&origin, mistake.fault.to_string())
                }));
                variables.over(&file, read.variables)
            }
            None => variables,
        };
        let environment = variables
            .get("GATI_ENV")
            .unwrap_or(default_environment())
            .to_owned();
        let mut tables = Table::new();
        if is_environment(&environment) {
            let of_the_environment = format!("gati.{environment}.toml");
            for name in [folder::FILE, of_the_environment.as_str()] {
                if let Some((file, text)) = folder::read(folder, name, &mut mistakes) {
                    overlay(&mut tables, toml::parse(&file, &text, &mut mistakes));
                }
            }
        } else {
            mistakes.push(ConfigMistake::anywhere(
                "`GATI_ENV` names the environment in lower-case letters, digits, `-` and `_`",
            ));
        }
        overlay_variables(&mut tables, &variables, &mut mistakes);
        check_tables(&tables, &mut mistakes);
        tracing::debug!(target: "gati", environment, "the configuration is read");
        Self {
            tables,
            mistakes,
            variables,
            #[cfg(test)]
            environment,
        }
    }

    /// What is wrong with the files themselves.
    pub(crate) fn mistakes(&self) -> &[ConfigMistake] {
        &self.mistakes
    }

    /// The variables of the environment and of `.env`.
    pub(crate) fn variables(&self) -> &Variables {
        &self.variables
    }
}

/// A program that was built to be developed is not in production unless it is told so, and the other way round.
const fn default_environment() -> &'static str {
    if cfg!(debug_assertions) {
        "development"
    } else {
        "production"
    }
}

/// It becomes part of the name of a file.
fn is_environment(name: &str) -> bool {
    name.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte))
}

fn overlay_variables(tables: &mut Table, variables: &Variables, mistakes: &mut Vec<ConfigMistake>) {
    for (name, value, origin) in variables.iter() {
        let Some(path) = name.strip_prefix(PREFIX) else {
            continue;
        };
        let keys: Vec<String> = path.split("__").map(str::to_lowercase).collect();
        if keys.len() < 2 || keys.iter().any(String::is_empty) {
            mistakes.push(ConfigMistake::at(
                origin,
                "the name is made of a table and keys with `__` between them, such as `GATI__SERVER__ADDRESS`",
            ));
            continue;
        }
        let leaf = Node {
            origin: origin.clone(),
            content: Content::Loose(value.to_owned()),
        };
        let nested = keys.into_iter().rev().fold(leaf, |inner, key| Node {
            origin: origin.clone(),
            content: Content::Table(Table::from([(key, inner)])),
        });
        if let Content::Table(table) = nested.content {
            overlay(tables, table);
        }
    }
}

fn check_tables(tables: &Table, mistakes: &mut Vec<ConfigMistake>) {
    for (name, node) in tables {
        if !TABLES.contains(&name.as_str()) {
            let help = match nearest(name, &TABLES) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "what is the app's own belongs into `[app]`".to_owned(),
            };
            mistakes.push(ConfigMistake::at(
                &node.origin,
                format!("unknown table `{name}`; {help}"),
            ));
        }
    }
}
