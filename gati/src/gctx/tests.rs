//! A secret is where an operator put it, and nothing but `gctx.secrets` gives it away.

use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;

use super::{About, Core, Sources};
use crate::config::tests::{AppConfig, WHOLE, model};
use crate::config::{Layers, Variables};
use crate::listen::{Log, listen};

/// Where the secret is kept.
#[derive(Clone, Copy, Debug)]
enum Kept {
    Folder,
    Environment,
    DotEnv,
}

/// Where the same text stands by mistake, which ends the start.
#[derive(Clone, Copy, Debug)]
enum Misplaced {
    AsANumber,
    InAnUnknownTable,
    AsAnAddress,
    InAVariable,
    InABrokenLine,
}

fn kept() -> impl Strategy<Value = Kept> {
    prop_oneof![Just(Kept::Folder), Just(Kept::Environment), Just(Kept::DotEnv)]
}

fn misplaced() -> impl Strategy<Value = Misplaced> {
    prop_oneof![
        Just(Misplaced::AsANumber),
        Just(Misplaced::InAnUnknownTable),
        Just(Misplaced::AsAnAddress),
        Just(Misplaced::InAVariable),
        Just(Misplaced::InABrokenLine),
    ]
}

/// Starts the parts of an app whose operator keeps a secret, and tells all that is said meanwhile.
fn start(text: &str, kept: Kept, misplaced: Option<Misplaced>) -> (crate::Result<Core<AppConfig>>, String) {
    let folder = tempfile::tempdir().unwrap();
    let secrets = folder.path().join("secrets");
    fs::create_dir(&secrets).unwrap();
    let (mut toml, mut dot_env, mut variables) = (WHOLE.to_owned(), String::new(), Vec::new());
    writeln!(toml, "[secrets]\nfolder = {:?}", secrets.to_str().unwrap()).unwrap();
    match kept {
        Kept::Folder => fs::write(secrets.join("key"), text).unwrap(),
        Kept::Environment => variables.push(("GATI_SECRET_KEY", text)),
        Kept::DotEnv => writeln!(dot_env, "GATI_SECRET_KEY={text}").unwrap(),
    }
    match misplaced {
        Some(Misplaced::AsANumber) => toml = toml.replace("workers = 4", &format!("workers = \"{text}\"")),
        Some(Misplaced::InAnUnknownTable) => write!(toml, "[secret]\nkey = \"{text}\"\n").unwrap(),
        Some(Misplaced::AsAnAddress) => write!(toml, "[server]\ngrace_period = \"{text}\"\n").unwrap(),
        Some(Misplaced::InAVariable) => variables.push(("GATI__APP__WORKERS", text)),
        Some(Misplaced::InABrokenLine) => writeln!(dot_env, "OTHER='{text}").unwrap(),
        None => {}
    }
    fs::write(folder.path().join("gati.toml"), toml).unwrap();
    fs::write(folder.path().join(".env"), dot_env).unwrap();
    let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let (core, mut said) = {
        let _heard = listen(subscriber);
        let mut sources = Sources {
            layers: Some(Layers::read(
                folder.path(),
                Variables::of(variables.into_iter().map(own)),
            )),
            ..Sources::default()
        };
        let model = model();
        let about = About {
            package: "shop",
            version: "1.0.0",
            config: Some(model.leak()),
        };
        let core = Core::<AppConfig>::load(about, &mut sources);
        let variables = sources.layers().variables().clone();
        let said = format!("{sources:?} {variables:?} {core:#?}");
        if let Ok(core) = &core {
            let got = tokio::runtime::Builder::new_current_thread()
                .build()
                .unwrap()
                .block_on(core.secrets.get("key"));
            assert_eq!(got.unwrap().expose(), text, "{kept:?}");
        }
        (core, said)
    };
    if let Err(error) = &core {
        write!(said, "{error} {error:?}").unwrap();
    }
    said.push_str(&log.text());
    (core, said)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn p41_nothing_but_the_secrets_leads_to_a_secret(
        text in "[A-Za-z0-9_+/=-]{12,40}",
        kept in kept(),
        misplaced in prop::option::of(misplaced()),
    ) {
        let (core, said) = start(&text, kept, misplaced);
        prop_assert_eq!(core.is_err(), misplaced.is_some(), "{}", said);
        prop_assert!(!said.contains(&text), "{} gives it away: {}", text, said);
        prop_assert!(said.contains("the configuration is read"), "the log is looked at: {}", said);
    }
}
