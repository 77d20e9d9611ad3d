//! Whether what one app needs of its modules is what another manifest offers.

use std::fmt;

use gati_schema::{Manifest, Module, Type, TypeName};

/// Something that a handler needs of a module and that is not offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// The module.
    pub module: String,
    /// The method; none if the whole module is missing.
    pub method: Option<String>,
    /// What is wrong.
    pub problem: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.method {
            Some(method) => write!(f, "`{}.{method}`: {}", self.module, self.problem),
            None => write!(f, "`{}`: {}", self.module, self.problem),
        }
    }
}

impl std::error::Error for Breach {}

/// Holds the modules that a handler uses, as its app was built with them (`app::MANIFEST`), against the manifest of whoever provides them: another
/// release, another team. Nothing is wrong if each of them is there with the same methods, and their types look the same in all depth.
///
/// # Panics
///
/// If one of the texts is no manifest, or there is no such handler.
#[must_use]
#[track_caller]
pub fn check_modules(manifest: &str, handler: &str, offered: &str) -> Vec<Breach> {
    let read = |text: &str| match Manifest::from_json(text) {
        Ok(manifest) => manifest,
        Err(error) => panic!("{error}"),
    };
    let (ours, theirs) = (read(manifest), read(offered));
    let Some(handler) = ours.handlers.iter().find(|known| known.name == handler) else {
        panic!("`{}` has no handler `{handler}`", ours.package.name);
    };
    let mut breaches = Vec::new();
    for name in &handler.modules.uses {
        let find = |manifest: &Manifest| {
            manifest
                .modules
                .iter()
                .find(|module| module.name == *name)
                .cloned()
        };
        match (find(&ours), find(&theirs)) {
            (Some(needed), Some(offered)) => compare(&needed, &ours, &offered, &theirs, &mut breaches),
            _ => breaches.push(Breach {
                module: name.clone(),
                method: None,
                problem: "there is no such module".to_owned(),
            }),
        }
    }
    breaches
}

fn compare(
    needed: &Module,
    ours: &Manifest,
    offered: &Module,
    theirs: &Manifest,
    breaches: &mut Vec<Breach>,
) {
    for method in &needed.methods {
        let mut breach = |problem: String| {
            breaches.push(Breach {
                module: needed.name.clone(),
                method: Some(method.name.clone()),
                problem,
            });
        };
        let Some(other) = offered.methods.iter().find(|other| other.name == method.name) else {
            breach("there is no such method".to_owned());
            continue;
        };
        let mut same = Same {
            ours,
            theirs,
            open: Vec::new(),
        };
        if method.parameters.len() != other.parameters.len() {
            let (here, there) = (method.parameters.len(), other.parameters.len());
            breach(format!(
                "it is given {here} arguments here and takes {there} there"
            ));
        }
        for (mine, other) in method.parameters.iter().zip(&other.parameters) {
            if mine.name != other.name {
                breach(format!(
                    "the argument `{}` is called `{}` there",
                    mine.name, other.name
                ));
            } else if !same.types(&mine.ty, &other.ty) {
                breach(format!("the argument `{}` is of another type", mine.name));
            }
        }
        for (what, mine, other) in [
            ("the result", &method.result, &other.result),
            ("the error", &method.error, &other.error),
        ] {
            let is_same = match (mine, other) {
                (Some(mine), Some(other)) => same.types(mine, other),
                (None, None) => true,
                _ => false,
            };
            if !is_same {
                breach(format!("{what} is of another type"));
            }
        }
    }
}

/// Compares types of two manifests in all depth.
struct Same<'a> {
    ours: &'a Manifest,
    theirs: &'a Manifest,
    /// The names that are compared already, so that types which mention themselves end.
    open: Vec<TypeName>,
}

impl Same<'_> {
    fn types(&mut self, ours: &Type, theirs: &Type) -> bool {
        if ours != theirs {
            return false;
        }
        let mut names = Vec::new();
        ours.for_each_name(&mut |name| names.push(name.clone()));
        names.into_iter().all(|name| self.definitions(name))
    }

    fn definitions(&mut self, name: TypeName) -> bool {
        if self.open.contains(&name) {
            return true;
        }
        let named = Type::named(name.clone());
        self.open.push(name);
        match (self.ours.definition(&named), self.theirs.definition(&named)) {
            (Some(ours), Some(theirs)) => {
                // What people read may change.
                ours.shape == theirs.shape
                    && ours
                        .types()
                        .into_iter()
                        .zip(theirs.types())
                        .all(|(ours, theirs)| self.types(ours, theirs))
            }
            (None, None) => true,
            _ => false,
        }
    }
}
