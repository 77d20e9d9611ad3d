//! Modules: parts of a program that run beside its handlers and that handlers call, and which handler uses which.

use serde::{Deserialize, Serialize};

use crate::Fingerprint;
use crate::ty::Type;

/// A module: what it offers, and what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Module {
    /// The name by which handlers reach it: `gctx.modules.ledger`.
    pub name: String,
    /// The modules that it is given when it starts; they start before it and stop after it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// What it may use beyond its own memory.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<Capability>,
    /// Whether it is started again when it has failed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub restart: bool,
    /// The version of the schema that its database has, if it keeps one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema_version: Option<u64>,
    /// What can be asked of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<ModuleMethod>,
    /// One line for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The rest of the doc comment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What the compiler and the scan agreed on.
    pub fingerprint: Fingerprint,
}

/// Something that can be asked of a module.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModuleMethod {
    /// Its name.
    pub name: String,
    /// What it is given, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<ModuleParameter>,
    /// What it gives back, unless that is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Type>,
    /// What it gives back when it fails, if it can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Type>,
    /// One line for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The rest of the doc comment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

/// An argument of a method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModuleParameter {
    /// Its name.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub ty: Type,
}

/// Something that a module may use only if it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Connections to elsewhere.
    Net,
    /// Files.
    Fs,
    /// Variables of the environment.
    Env,
    /// Other programs.
    Process,
    /// The secrets of the app.
    Secrets,
    /// Publishing and hearing the events of the app.
    Events,
    /// Putting work in the queue of the app.
    Effects,
}

impl Capability {
    /// Every capability.
    pub const ALL: [Self; 7] = [
        Self::Net,
        Self::Fs,
        Self::Env,
        Self::Process,
        Self::Secrets,
        Self::Events,
        Self::Effects,
    ];

    /// The name in attributes and manifests.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Net => "net",
            Self::Fs => "fs",
            Self::Env => "env",
            Self::Process => "process",
            Self::Secrets => "secrets",
            Self::Events => "events",
            Self::Effects => "effects",
        }
    }

    /// The capability of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|capability| capability.name() == name)
    }
}

/// The modules that a handler uses, as far as its source tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleUse {
    /// Those that it, or a function that it hands its context to, was seen to use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<String>,
    /// Where the context goes that could not be followed: there, further modules may be used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unfollowed: Vec<String>,
}

impl ModuleUse {
    /// Whether it uses none, for certain.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.uses.is_empty() && self.unfollowed.is_empty()
    }
}

impl Module {
    /// Every type that its methods mention.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        self.methods.iter().flat_map(|method| {
            let parameters = method.parameters.iter().map(|parameter| &parameter.ty);
            parameters.chain(&method.result).chain(&method.error)
        })
    }
}
