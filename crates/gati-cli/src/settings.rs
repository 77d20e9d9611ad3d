//! What a server of a package reads of `[versions]`, from the same places: `gati.toml`, `gati.<environment>.toml`, `.env`, the environment.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::error::CommandError;

/// Variables of the configuration begin with this, for the keys of `[versions]`.
const PREFIX: &str = "GATI__VERSIONS__";

/// The keys of `[versions]` that a server reads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct VersionSettings {
    /// What callers get that name no version: `latest`, `require` or a version.
    pub(crate) missing: String,
    /// The file of counts, as it is written.
    pub(crate) usage: Option<PathBuf>,
    /// When releases are retired.
    pub(crate) retire: Retire,
}

/// When a server retires releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Retire {
    Never,
    AfterSunset,
    AfterSunsetWhenCold,
}

impl VersionSettings {
    /// What this process and the folder of a package say. Without `GATI_ENV` it is `development`, as for `gati dev` and `cargo run`.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, or says what a server refuses.
    pub(crate) fn of(package: &Path) -> Result<Self, CommandError> {
        let own = std::env::vars_os();
        let own = own.filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Self::read(package, own.collect())
    }

    fn read(package: &Path, own: BTreeMap<String, String>) -> Result<Self, CommandError> {
        let folder = own
            .get("GATI_CONFIG_DIR")
            .filter(|folder| !folder.is_empty())
            .map_or_else(|| package.to_owned(), PathBuf::from);
        let mut variables = BTreeMap::new();
        if let Some(text) = text_of(&folder.join(".env"))? {
            // Lines that make no sense are the server's to tell.
            let file = gati_dotenv::parse(&text);
            variables.extend(file.variables.into_iter().map(|it| (it.name, it.value)));
        }
        variables.extend(own);
        let environment = variables
            .get("GATI_ENV")
            .filter(|name| !name.is_empty())
            .map_or("development", String::as_str);
        let mut found = Found::default();
        for name in ["gati.toml".to_owned(), format!("gati.{environment}.toml")] {
            found.add_file(&folder.join(&name), &name)?;
        }
        for (name, value) in &variables {
            if let Some(key) = name.strip_prefix(PREFIX) {
                found.add(&key.to_lowercase(), Value::String(value.clone()), name);
            }
        }
        Ok(Self {
            missing: found
                .text("missing")?
                .map_or_else(|| "latest".to_owned(), |(text, _)| text),
            usage: found.text("usage")?.map(|(path, _)| PathBuf::from(path)),
            retire: match found.text("retire")? {
                Some((text, place)) => Retire::parse(&text).ok_or_else(|| {
                    let expected = "`never`, `after-sunset` or `after-sunset-when-cold`";
                    wrong("retire", &place, expected)
                })?,
                None => Retire::Never,
            },
        })
    }
}

impl Retire {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "never" => Some(Self::Never),
            "after-sunset" => Some(Self::AfterSunset),
            "after-sunset-when-cold" => Some(Self::AfterSunsetWhenCold),
            _ => None,
        }
    }
}

/// The keys that were found, the strongest of each, with the place where it stands.
#[derive(Default)]
struct Found(BTreeMap<String, (Value, String)>);

impl Found {
    fn add(&mut self, key: &str, value: Value, place: &str) {
        self.0.insert(key.to_owned(), (value, place.to_owned()));
    }

    fn add_file(&mut self, path: &Path, name: &str) -> Result<(), CommandError> {
        let Some(text) = text_of(path)? else {
            return Ok(());
        };
        let table: Table = text
            .parse()
            .map_err(|cause| CommandError::usage(format!("cannot read `{name}`")).because(cause))?;
        for (key, value) in table
            .get("versions")
            .and_then(Value::as_table)
            .into_iter()
            .flatten()
        {
            self.add(key, value.clone(), name);
        }
        Ok(())
    }

    fn text(&self, key: &str) -> Result<Option<(String, String)>, CommandError> {
        match self.0.get(key) {
            None => Ok(None),
            Some((Value::String(text), place)) => Ok(Some((text.clone(), place.clone()))),
            Some((_, place)) => Err(wrong(key, place, "a text")),
        }
    }
}

fn wrong(key: &str, place: &str, expected: &str) -> CommandError {
    CommandError::mistakes(format!("{place}: `versions.{key}`: expected {expected}"))
}

/// The text of a file, if there is one.
fn text_of(path: &Path) -> Result<Option<String>, CommandError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(CommandError::usage(format!("cannot read `{}`", path.display())).because(cause)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &str)], variables: &[(&str, &str)]) -> Result<VersionSettings, CommandError> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        VersionSettings::read(folder.path(), variables.collect())
    }

    #[test]
    fn what_is_stronger_replaces_what_is_weaker_key_by_key() {
        let mut files = vec![("gati.toml", "[versions]\nusage = \"toml\"\nmissing = \"1.0.0\"\n")];
        let mut variables = Vec::new();
        let usage = |files: &[_], variables: &[_]| {
            let settings = read(files, variables).unwrap();
            assert_eq!(settings.missing, "1.0.0", "no other place says it");
            settings.usage.unwrap().display().to_string()
        };
        assert_eq!(usage(&files, &variables), "toml");
        files.push(("gati.production.toml", "[versions]\nusage = \"production\"\n"));
        files.push(("gati.development.toml", "[versions]\nusage = \"development\"\n"));
        assert_eq!(usage(&files, &variables), "development");
        variables.push(("GATI_ENV", "production"));
        assert_eq!(usage(&files, &variables), "production");
        files.push((".env", "GATI__VERSIONS__USAGE=dotenv\nGATI_ENV=staging\n"));
        assert_eq!(usage(&files, &variables), "dotenv");
        variables.push(("GATI__VERSIONS__USAGE", "variable"));
        assert_eq!(usage(&files, &variables), "variable");
    }

    #[test]
    fn without_a_word_everything_is_as_a_server_has_it() {
        let expected = VersionSettings {
            missing: "latest".to_owned(),
            usage: None,
            retire: Retire::Never,
        };
        assert_eq!(read(&[], &[]).unwrap(), expected);
    }

    #[test]
    fn what_a_server_refuses_is_refused_with_its_place() {
        let said = |files: &[_], variables: &[_]| read(files, variables).unwrap_err().to_string();
        assert_eq!(
            said(&[], &[("GATI__VERSIONS__RETIRE", "soon")]),
            "GATI__VERSIONS__RETIRE: `versions.retire`: expected `never`, `after-sunset` or `after-sunset-when-cold`"
        );
        assert_eq!(
            said(&[("gati.development.toml", "[versions]\nusage = 7\n")], &[]),
            "gati.development.toml: `versions.usage`: expected a text"
        );
        assert_eq!(
            said(&[("gati.toml", "[versions\n")], &[]),
            "cannot read `gati.toml`"
        );
    }
}
