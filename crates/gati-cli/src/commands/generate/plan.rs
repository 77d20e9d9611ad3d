//! What is generated, in memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use gati_build::{Project, emit};
use gati_typescript::License;

use super::Kind;
use super::version::Api;
use crate::error::CommandError;
use crate::screen::{DIM, Screen};

/// Everything that is to stand in the folder.
pub(super) struct Plan {
    /// The packages.
    pub(super) packages: Vec<Package>,
    /// The files by their paths in the folder.
    pub(super) files: BTreeMap<PathBuf, Vec<u8>>,
}

/// A client.
pub(super) struct Package {
    pub(super) kind: Kind,
    /// Its name in its registry.
    pub(super) name: String,
    pub(super) version: String,
    /// Where it lies in the folder.
    pub(super) dir: &'static str,
    /// What `npm install` takes, in the folder.
    pub(super) archive: Option<PathBuf>,
    /// How many files it has.
    pub(super) files: usize,
    /// How long it took to make it.
    pub(super) took: Duration,
}

impl Plan {
    /// Generates; tells about each package as soon as it is made.
    pub(super) fn new(
        project: &Project,
        api: &Api,
        root: &Path,
        kinds: &[Kind],
        npm_name: Option<&str>,
        screen: &mut Screen<'_>,
        tells: bool,
    ) -> Result<Self, CommandError> {
        let mut plan = Self {
            packages: Vec::new(),
            files: BTreeMap::new(),
        };
        for kind in kinds {
            let package = match kind {
                Kind::Rust => plan.rust(api, root),
                Kind::Typescript => plan.typescript(project, api, npm_name),
            };
            if tells {
                let per_handler = package.took.as_secs_f64() * 1000.0 / api.manifest.handlers.len() as f64;
                writeln!(
                    screen.log,
                    "{:<11} {} {} {DIM}{} files in {:.1} ms, {per_handler:.2} ms per handler{DIM:#}",
                    package.dir,
                    package.name,
                    package.version,
                    package.files,
                    package.took.as_secs_f64() * 1000.0,
                )?;
            }
            plan.packages.push(package);
        }
        Ok(plan)
    }

    fn rust(&mut self, api: &Api, root: &Path) -> Package {
        const DIR: &str = "rust";
        let started = Instant::now();
        let place = std::path::absolute(root.join(DIR)).unwrap_or_default();
        let support = emit::client::support_path(&place);
        let files = emit::client::client_package(&api.manifest, api.release.as_deref(), support.as_deref());
        let took = started.elapsed();
        let count = files.len();
        for (path, content) in files {
            self.files.insert(Path::new(DIR).join(path), content.into_bytes());
        }
        Package {
            kind: Kind::Rust,
            name: format!("{}-client", api.manifest.package.name),
            version: api.version().to_owned(),
            dir: DIR,
            archive: None,
            files: count,
            took,
        }
    }

    fn typescript(&mut self, project: &Project, api: &Api, npm_name: Option<&str>) -> Package {
        const DIR: &str = "typescript";
        let mut options = gati_typescript::Options::default();
        options.package_name = npm_name.map(str::to_owned);
        options.license = license(project.dir());
        options.api_version = api.release.clone();
        let started = Instant::now();
        let sdk = gati_typescript::package(&api.manifest, &options);
        let took = started.elapsed();
        let archive = PathBuf::from(&sdk.tarball_name);
        let count = sdk.files.len() + 1;
        for (path, content) in sdk.files {
            self.files.insert(Path::new(DIR).join(path), content.into_bytes());
        }
        self.files.insert(archive.clone(), sdk.tarball);
        Package {
            kind: Kind::Typescript,
            name: sdk.name,
            version: sdk.version,
            dir: DIR,
            archive: Some(archive),
            files: count,
            took,
        }
    }
}

/// The licence that lies beside the sources.
fn license(dir: &Path) -> Option<License> {
    let text = ["LICENSE", "LICENSE.md", "LICENSE.txt"]
        .iter()
        .find_map(|name| std::fs::read_to_string(dir.join(name)).ok())?;
    Some(License {
        name: "SEE LICENSE IN LICENSE".to_owned(),
        text,
    })
}
