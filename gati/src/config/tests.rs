//! From files and variables to a typed value, and everything that can be wrong on the way.

use std::path::Path;

use gati_schema::manifest::Package;
use gati_schema::ty::{
    Constraints, Default as FieldDefault, Definition, Field, IntWidth, Shape, Sided, Written,
};
use gati_schema::{Manifest, Type, TypeName};
use serde::Deserialize;
use serde_json::json;

use super::{ConfigError, Layers, Settings, Variables, read};
use crate::version::{MissingVersion, Retirement};
use crate::{GType, Secret};

#[derive(Debug, Deserialize, GType)]
pub(crate) struct AppConfig {
    currency: String,
    #[gtype(min = 1, max = 100)]
    workers: u8,
    #[serde(default)]
    hosts: Vec<String>,
    ledger: Ledger,
}

#[derive(Debug, Deserialize, GType)]
struct Ledger {
    path: String,
    #[gtype(min_length = 8)]
    password: Secret,
}

/// What the build script would write of these types.
pub(crate) fn model() -> String {
    let field = |name: &str, ty: Type, default: FieldDefault| Field {
        rust_name: name.to_owned(),
        name: Sided::Same(name.to_owned()),
        aliases: Vec::new(),
        ty,
        default,
        written: Written::default(),
        skip: Sided::NEITHER,
        flatten: false,
        docs: String::new(),
        deprecated: None,
        examples: Vec::new(),
    };
    let definition = |name: &str, fields: Vec<Field>| {
        let definition = Definition {
            name: TypeName::new(name),
            shape: Shape::Object {
                fields,
                deny_unknown_fields: false,
            },
            docs: String::new(),
            deprecated: None,
            examples: Vec::new(),
        };
        (definition.name.clone(), definition)
    };
    let text = || Type::plain(gati_schema::ty::Kind::Text);
    let workers = Type::integer(IntWidth::U8).constrained(Constraints {
        min: Some(1_u64.into()),
        max: Some(100_u64.into()),
        ..Constraints::NONE
    });
    let password = text().constrained(Constraints {
        min_length: Some(8),
        ..Constraints::NONE
    });
    let types = [
        definition(
            "AppConfig",
            vec![
                field("currency", text(), FieldDefault::None),
                field("workers", workers, FieldDefault::None),
                field("hosts", text().list(), FieldDefault::Computed),
                field("ledger", Type::named(TypeName::new("Ledger")), FieldDefault::None),
            ],
        ),
        definition(
            "Ledger",
            vec![
                field("path", text(), FieldDefault::None),
                field("password", password, FieldDefault::None),
            ],
        ),
    ];
    let package = Package {
        name: "shop".to_owned(),
        version: "1.0.0".to_owned(),
        description: String::new(),
    };
    let manifest = Manifest::new(package, Vec::new(), types.into());
    json!({ "type": Type::named(TypeName::new("AppConfig")), "manifest": manifest }).to_string()
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn variables(pairs: &[(&str, &str)]) -> Variables {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Variables::of(pairs.iter().map(own))
}

fn load(files: &[(&str, &str)], pairs: &[(&str, &str)]) -> Result<(AppConfig, Settings), String> {
    let folder = folder(files);
    let layers = Layers::read(folder.path(), variables(pairs));
    let mut mistakes = layers.mistakes().to_vec();
    let settings = Settings::read(&layers, &mut mistakes);
    let config = read(&layers, Some(&model()), &mut mistakes);
    match ConfigError::unless_empty(mistakes) {
        Ok(()) => Ok((config.unwrap(), settings)),
        Err(error) => Err(error
            .to_string()
            .replace(&format!("{}/", folder.path().display()), "")),
    }
}

pub(crate) const WHOLE: &str = r#"
[app]
currency = "EUR"
workers = 4

[app.ledger]
path = "ledger.redb"
password = "correct horse"
"#;

#[test]
fn the_layers_go_over_each_other_in_their_order() {
    let local =
        "[app]\nworkers = 5\n[app.ledger]\npath = \"staging.redb\"\n[server]\naddress = \"0.0.0.0:80\"\n";
    let files = [
        ("gati.toml", WHOLE),
        ("gati.staging.toml", local),
        ("gati.production.toml", "[app]\nworkers = 99\n"),
        (
            ".env",
            "GATI_ENV=staging\nGATI__APP__WORKERS=6\nGATI__APP__CURRENCY=USD\n",
        ),
    ];
    let (config, settings) = load(&files, &[("GATI__APP__CURRENCY", "GBP")]).unwrap();
    assert_eq!(config.currency, "GBP", "the environment has the last word");
    assert_eq!(config.workers, 6, "`.env` goes over the files");
    assert_eq!(
        config.ledger.path, "staging.redb",
        "the environment's file goes over the common one"
    );
    assert_eq!(
        config.ledger.password.expose(),
        "correct horse",
        "tables grow together"
    );
    assert_eq!(config.hosts, Vec::<String>::new());
    assert_eq!(settings.address.as_deref(), Some("0.0.0.0:80"));
}

#[test]
fn a_variable_is_a_text_where_a_text_fits_and_a_value_elsewhere() {
    let pairs = [
        ("GATI__APP__CURRENCY", "123"),
        ("GATI__APP__WORKERS", "7"),
        ("GATI__APP__HOSTS", "[\"a\", \"b\"]"),
        ("GATI__SERVER__LIMITS__BODY", "64KiB"),
        ("GATI__SERVER__LIMITS__HEADERS", "20"),
    ];
    let (config, settings) = load(&[("gati.toml", WHOLE)], &pairs).unwrap();
    assert_eq!(config.currency, "123");
    assert_eq!(config.workers, 7);
    assert_eq!(config.hosts, ["a", "b"]);
    assert_eq!(settings.limits.body, Some(65_536));
    assert_eq!(settings.limits.headers, Some(20));
}

#[test]
fn everything_that_is_wrong_is_told_at_once_with_its_place_and_without_its_value() {
    let files = [
        (
            "gati.toml",
            "[app]\ncurrency = 17\nwokers = 4\nworkers = 101\n\n[app.ledger]\npassword = \"hunter2\"\n\n[server]\n\
             grace_period = \"hunter2\"\nadress = \"hunter2\"\n[sever]\n",
        ),
        (".env", "hunter2\n"),
    ];
    let error = load(
        &files,
        &[("GATI__SERVER__DRAIN_PERIOD", "hunter2"), ("GATI__X", "hunter2")],
    )
    .unwrap_err();
    let lines: Vec<&str> = error.lines().map(str::trim).collect();
    assert_eq!(
        lines,
        [
            "the configuration has 11 mistakes",
            ".env:1: expected `NAME=value`",
            "gati.toml:2: `app.currency`: expected a text, found a number",
            "gati.toml:3: unknown key `app.wokers`; did you mean `workers`?",
            "gati.toml:4: `app.workers`: expected at most 100, found another number",
            "gati.toml:6: `app.ledger.path` is missing: expected a text",
            "gati.toml:7: `app.ledger.password`: expected at least 8 characters, found another text",
            "gati.toml:10: `server.grace_period`: expected a time such as \"500ms\", \"30s\" or \"5m\", found a text",
            "gati.toml:11: unknown key `server.adress`; did you mean `address`?",
            "gati.toml:12: unknown table `sever`; did you mean `server`?",
            "GATI__SERVER__DRAIN_PERIOD: `server.drain_period`: expected a time such as \"500ms\", \"30s\" or \"5m\", found a text",
            "GATI__X: the name is made of a table and keys with `__` between them, such as `GATI__SERVER__ADDRESS`",
        ]
    );
}

#[test]
fn a_file_that_is_no_toml_is_told_with_its_line() {
    let error = load(&[("gati.toml", "[app]\ncurrency = \n[app.ledger\n")], &[]).unwrap_err();
    assert!(error.contains("gati.toml:2: "), "{error}");
    assert!(error.contains("gati.toml:3: "), "{error}");
}

#[test]
fn an_app_without_a_configuration_reads_none() {
    let read_unit = |files: &[(&str, &str)]| {
        let folder = folder(files);
        let layers = Layers::read(folder.path(), Variables::default());
        let mut mistakes = Vec::new();
        (read::<()>(&layers, None, &mut mistakes), mistakes)
    };
    assert_eq!(read_unit(&[]), (Some(()), Vec::new()));
    let (_, mistakes) = read_unit(&[("gati.toml", WHOLE)]);
    assert_eq!(mistakes.len(), 1);
}

#[test]
fn a_debug_build_is_in_development_and_the_environment_is_a_word() {
    let here = |pairs: &[(&str, &str)]| Layers::read(Path::new("/nowhere"), variables(pairs));
    assert_eq!(here(&[]).environment, "development");
    assert_eq!(here(&[("GATI_ENV", "staging")]).environment, "staging");
    assert_eq!(here(&[("GATI_ENV", "../../etc")]).mistakes().len(), 1);
}

#[test]
fn the_settings_of_versions_are_read_and_what_the_build_reads_is_left_to_it() {
    let whole = format!("{WHOLE}\n[versions]\nlive = \"1\"\n");
    let file = "[versions]\nmissing = \"1.4.0\"\nusage = \"state/usage.json\"\nretire = \"after-sunset\"\n";
    let (_, settings) = load(
        &[("gati.toml", &whole), ("gati.staging.toml", file)],
        &[("GATI_ENV", "staging")],
    )
    .unwrap();
    assert_eq!(
        settings.versions.missing,
        Some(MissingVersion::Pinned("1.4.0".to_owned()))
    );
    assert_eq!(
        settings.versions.usage.as_deref(),
        Some(Path::new("state/usage.json"))
    );
    assert_eq!(settings.versions.retire, Some(Retirement::AfterSunset));
    let wrong = "[versions]\nmissing = \"newest\"\nretire = \"soon\"\n";
    let error = load(
        &[("gati.toml", WHOLE), ("gati.staging.toml", wrong)],
        &[("GATI_ENV", "staging")],
    )
    .unwrap_err();
    let text = error;
    assert!(
        text.contains("`versions.missing`: expected `latest`, `require` or a version"),
        "{text}"
    );
    assert!(
        text.contains("`versions.retire`: expected `never`, `after-sunset` or"),
        "{text}"
    );
}

#[test]
fn what_the_build_has_not_seen_is_not_passed_over() {
    let text = load(
        &[
            ("gati.toml", WHOLE),
            (
                "gati.staging.toml",
                "[versions]\nlive = \"1\"\nmising = \"latest\"\n",
            ),
        ],
        &[("GATI_ENV", "staging"), ("GATI__VERSIONS__SUNSET", "2027-01-01")],
    )
    .unwrap_err();
    for expected in [
        "gati.staging.toml:2: `versions.live` is decided when the app is built: say it in gati.toml, and build again",
        "gati.staging.toml:3: unknown key `versions.mising`; did you mean `missing`?",
        "GATI__VERSIONS__SUNSET: `versions.sunset` is decided when the app is built: say it in gati.toml, and build again",
    ] {
        assert!(text.contains(expected), "{text}");
    }
}
