//! Secrets: kept for a while, and never printed.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use gati::secrets::{FileSecrets, SecretError, SecretFuture, SecretProvider};
use gati::{Secret, Secrets};
use proptest::prelude::*;

/// A vault whose secrets change, and which counts how often it is asked.
#[derive(Clone, Default)]
struct Vault(Arc<Mutex<BTreeMap<String, (u32, u32)>>>);

impl Vault {
    fn rotate(&self, name: &str) {
        self.0.lock().unwrap().entry(name.to_owned()).or_default().0 += 1;
    }

    /// The version of a secret, and how often it was asked for.
    fn look(&self, name: &str) -> (u32, u32) {
        self.0.lock().unwrap().get(name).copied().unwrap_or_default()
    }
}

impl SecretProvider for Vault {
    fn name(&self) -> &'static str {
        "vault"
    }

    fn get<'a>(&'a self, name: &'a str) -> SecretFuture<'a> {
        Box::pin(async move {
            let mut secrets = self.0.lock().unwrap();
            let (version, asked) = secrets.entry(name.to_owned()).or_default();
            *asked += 1;
            Ok(Some(Secret::new(format!("{name}-{version}"))))
        })
    }
}

/// Knows nothing and fails.
struct Broken;

impl SecretProvider for Broken {
    fn name(&self) -> &'static str {
        "broken"
    }

    fn get<'a>(&'a self, _: &'a str) -> SecretFuture<'a> {
        Box::pin(async { Err(io::Error::other("the vault is sealed").into()) })
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap()
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Get(usize),
    Rotate(usize),
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0_usize..3).prop_map(Step::Get),
        2 => (0_usize..3).prop_map(Step::Rotate),
        2 => (0_u64..90).prop_map(Step::Wait),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn p29_a_secret_is_kept_for_its_time_and_asked_for_after_it(steps in prop::collection::vec(step(), 1..100)) {
        const TIME: u64 = 60;
        let names = ["a", "b.c", "d_e"];
        runtime().block_on(async {
            let vault = Vault::default();
            let secrets = Secrets::of(vec![Box::new(vault.clone())]).time_to_live(Duration::from_secs(TIME));
            let mut now = 0;
            // What should be kept: since when, and which version.
            let mut kept: BTreeMap<&str, (u64, u32)> = BTreeMap::new();
            for step in steps {
                match step {
                    Step::Wait(seconds) => {
                        tokio::time::advance(Duration::from_secs(seconds)).await;
                        now += seconds;
                    }
                    Step::Rotate(index) => vault.rotate(names[index]),
                    Step::Get(index) => {
                        let name = names[index];
                        let (version, asked) = vault.look(name);
                        let got = secrets.get(name).await.unwrap();
                        let fresh = kept.get(name).filter(|(since, _)| now - since < TIME).copied();
                        let (expected, asks) = match fresh {
                            Some((_, version)) => (version, 0),
                            None => {
                                kept.insert(name, (now, version));
                                (version, 1)
                            }
                        };
                        prop_assert_eq!(got.expose(), format!("{name}-{expected}"));
                        prop_assert_eq!(vault.look(name).1, asked + asks);
                    }
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn p41_a_secret_appears_in_no_debug_output_no_error_and_no_log(text in "[!-~]{12,40}") {
        /// What a user makes with it.
        #[derive(Clone, Debug)]
        #[expect(dead_code, reason = "it is there to be printed")]
        struct Settings {
            password: Secret,
            more: Vec<Option<Secret>>,
        }
        runtime().block_on(async {
            let log = Log::default();
            let _guard = log.install();
            let secret = Secret::new(text.clone());
            let secrets = Secrets::of(vec![Box::new(Fixed(secret.clone()))]);
            let got = secrets.get("key").await.unwrap();
            prop_assert_eq!(got.expose(), &text);
            let settings = Settings { password: got.clone(), more: vec![Some(secret.clone())] };
            let config = gati::Config::new(settings.clone());
            let failing = Secrets::of(vec![Box::new(Broken), Box::new(Fixed(secret))]);
            let error = failing.get("key").await.unwrap_err();
            tracing::info!(?settings, ?secrets, ?got, %error, ?config, "a careless line");
            let printed = format!("{settings:#?} {secrets:?} {got:?} {error} {error:?} {config:?} {}", log.text());
            prop_assert!(printed.contains("a careless line"));
            prop_assert!(!printed.contains(&text), "{printed}");
            Ok(())
        })?;
    }
}

/// One secret under every name.
struct Fixed(Secret);

impl SecretProvider for Fixed {
    fn name(&self) -> &'static str {
        "fixed"
    }

    fn get<'a>(&'a self, _: &'a str) -> SecretFuture<'a> {
        Box::pin(async { Ok(Some(self.0.clone())) })
    }
}

/// A log that is kept as it would be printed.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn install(&self) -> tracing::subscriber::DefaultGuard {
        let log = self.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_writer(move || log.clone())
            .with_ansi(false)
            .finish();
        tracing::subscriber::set_default(subscriber)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_first_provider_that_knows_answers_and_errors_name_who_was_asked() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("stripe_key"), "from a file\n").unwrap();
    let files = || Box::new(FileSecrets::new(folder.path()));
    let secrets = Secrets::of(vec![files(), Box::new(Vault::default())]);
    assert_eq!(secrets.get("stripe_key").await.unwrap().expose(), "from a file");
    assert_eq!(secrets.get("other").await.unwrap().expose(), "other-0");
    let secrets = Secrets::of(vec![files()]);
    let said = |error: SecretError| error.to_string();
    assert_eq!(
        secrets.get("other").await.map_err(said).unwrap_err(),
        "nobody knows the secret `other`; asked: files"
    );
    for name in ["", "../etc/passwd", "a/b", ".hidden"] {
        assert!(
            matches!(secrets.get(name).await, Err(SecretError::Name { .. })),
            "{name}"
        );
    }
    let secrets = Secrets::of(vec![Box::new(Broken), files()]);
    assert_eq!(
        secrets.get("stripe_key").await.map_err(said).unwrap_err(),
        "the provider `broken` cannot tell the secret `stripe_key`"
    );
}

#[test]
fn a_secret_is_printed_as_what_it_is_and_not_as_what_it_says() {
    assert_eq!(format!("{:?}", Secret::new("x")), "Secret(…)");
}
