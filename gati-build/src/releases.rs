//! What a build writes for the sake of releases, and the mistakes that stop it.

use std::path::Path;

use gati_release::{Release, Store, StoreError};
use gati_transform::Way;

use crate::cargo;
use crate::contract::{Contract, in_source};
use crate::emit::timescape::{self, Closed, Served};
use crate::project::Scan;
use crate::report::Report;
use crate::stamp::write_if_stale_and;
use crate::story::Story;
use crate::{artifacts::Files, build};

/// Writes the frozen types and the ways of old callers, unless they are there already; all that is wrong is told to Cargo. Says whether
/// nothing is.
pub(crate) fn write(scan: &Scan, store: &Store, contract: &Contract, folder: &Path) -> bool {
    let Some(story) = &contract.story else {
        return true;
    };
    let mut is_sound = true;
    let key = format!(
        "{}{}{:?}{}{:?}{:?}",
        scan.manifest().to_json(),
        store.newest().map(Release::name).unwrap_or_default(),
        store.lifecycle(),
        in_source(scan),
        contract.policy,
        contract.kept,
    );
    let written = write_if_stale_and(folder, "timescape", &key, || {
        match generate(scan, store, contract, story, folder) {
            Ok(files) => {
                is_sound = files.is_some();
                files
            }
            Err(error) => {
                build::fail(&error);
                is_sound = false;
                None
            }
        }
    });
    is_sound &= written.is_ok();
    build::told(written);
    is_sound
}

/// The files, unless there are mistakes; those are told.
fn generate(
    scan: &Scan,
    store: &Store,
    contract: &Contract,
    story: &Story,
    folder: &Path,
) -> Result<Option<Files>, StoreError> {
    let served = Served {
        policy: &contract.policy,
        kept: contract
            .kept
            .iter()
            .filter_map(|(at, since, until)| Some((&scan.kept().get(*at)?.handler, *since, *until)))
            .collect(),
    };
    let emitted = timescape::emit(story, store, scan.today(), &served, folder)?;
    let mut reports = Vec::new();
    if !story.is_flawed {
        reports.extend(
            emitted
                .closed
                .iter()
                .map(|closed| out_of_sight(scan, story, closed)),
        );
    }
    let drawer = scan.drawer();
    for report in &reports {
        cargo::error(&drawer.diagnostic(report).rendered);
    }
    Ok(reports.is_empty().then_some(emitted.files))
}

/// A type of today that generated code would have to take apart.
fn out_of_sight(scan: &Scan, story: &Story, closed: &Closed) -> Report {
    let editions = &story.editions.all;
    let (older, newer) = (&editions[closed.step].version, &editions[closed.step + 1].version);
    let (name, why) = (&closed.name, &closed.why);
    let report = Report::new(
        "type-out-of-sight",
        format!("`{name}` cannot be carried between {older} and {newer}: it {why}"),
    );
    let report = match scan.today().types.get(name) {
        Some(live) => report.at(
            &scan.place_of(live.item),
            "taken apart by generated code in `crate::app`",
        ),
        None => report,
    };
    let signature = match closed.way {
        Way::Lift => "from the older release to the newer",
        Way::Lower => "from the newer release to the older",
    };
    report
        .help("let the root of the crate see its fields (`pub(crate)`), in the form in which they travel")
        .help(format!("or write a `#[gati::transformer]` for it, {signature}"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use gati_release::{Draft, Moment};

    use super::*;
    use crate::Project;

    /// A handler that echoes a body whose one field has this name, and was called otherwise before.
    fn source(name: &str, aliases: &[String]) -> String {
        let aliases: String = aliases
            .iter()
            .map(|alias| format!("alias = \"{alias}\", "))
            .collect();
        format!(
            "use gati::prelude::*;\ngati::app!();\nfn main() {{}}\n\
             #[derive(Serialize, Deserialize, GType)]\nstruct Parcel {{ #[serde({aliases})] {name}: u32 }}\n\
             #[gati::handler(\"POST /parcels\")]\nasync fn send(body: Json<Parcel>) -> Json<Parcel> {{ body }}\n"
        )
    }

    #[test]
    fn a_request_is_decoded_once_and_an_answer_encoded_once_however_many_steps_lie_between() {
        const RELEASES: usize = 5;
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).unwrap();
        let manifest = "[package]\nname = \"shop\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\ngati = \"0.1\"\n";
        fs::create_dir(folder.path().join("src")).unwrap();
        write("Cargo.toml", manifest);
        let versions = folder.path().join("versions");
        let mut names: Vec<String> = Vec::new();
        let mut scan = None;
        for release in 0..=RELEASES {
            let name = format!("weight_{release}");
            write("src/main.rs", &source(&name, &names));
            names.push(name);
            let scanned = Project::open(folder.path()).unwrap().scan().unwrap();
            if release < RELEASES {
                let store = Store::open(&versions).unwrap();
                let now = Moment::from_unix(i64::try_from(release).unwrap());
                let draft = Draft::new(&store, scanned.manifest(), now).message("Another name");
                draft.plan().unwrap().write(&versions).unwrap();
            }
            scan = Some(scanned);
        }
        let scan = scan.unwrap();
        let store = Store::open(&versions).unwrap();
        let contract = Contract::new(&scan, &store, folder.path(), &[]).unwrap();
        assert_eq!(contract.diagnostics.len(), 0, "{:?}", contract.diagnostics);
        let out = tempfile::tempdir().unwrap();
        let story = contract.story.as_ref().unwrap();
        let files = generate(&scan, &store, &contract, story, out.path());
        let files = files.unwrap().expect("nothing stands in the way");
        let passages = files.get("passages.rs").expect("the ways of old callers");
        // Callers of the oldest release take every step.
        let function = |name: &str| {
            let (_, after) = passages.split_once(&format!("fn {name}(")).expect("its function");
            after.split_once("\n}\n").expect("its end").0
        };
        let (lift, lower) = (function("lift_send_v1_0_0"), function("content_send_v1_0_0"));
        for (code, once, conversion) in [
            (lift, "call.json()", "::lift_"),
            (lower, "passing.json(", "::lower_"),
        ] {
            assert_eq!(code.matches("passing.step(").count(), RELEASES, "{code}");
            assert_eq!(code.matches(conversion).count(), RELEASES, "{code}");
            assert_eq!(code.matches(once).count(), 1, "{code}");
            assert!(!code.contains("recode") && !code.contains("serde_json"), "{code}");
        }
        let steps = passages.split_once("\nmod v1_0_0_to_").expect("the steps").1;
        assert!(
            !steps.contains("recode") && !steps.contains("serde_json"),
            "{steps}"
        );
    }
}
