//! Everything that one package serves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::hook::Stage;
use crate::ty::{Kind, Shape};
use crate::{Definition, Handler, Hook, Module, Type, TypeName};

/// The number of the manifest's format. It grows when an old reader could misread a new file.
pub const FORMAT: u32 = 1;

/// What one package serves: its handlers and every type that they mention, directly or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: u32,
    /// The package.
    pub package: Package,
    /// The handlers, by path and then by method.
    pub handlers: Vec<Handler>,
    /// The types by name.
    pub types: BTreeMap<TypeName, Definition>,
    /// The modules that run beside the handlers, by name. They are no part of the contract with callers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modules: Vec<Module>,
    /// The types that only modules mention.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub module_types: BTreeMap<TypeName, Definition>,
    /// The hooks by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hooks: Vec<Hook>,
    /// The types that only hooks mention.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hook_types: BTreeMap<TypeName, Definition>,
}

/// The package that a manifest describes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// Its name in `Cargo.toml`.
    pub name: String,
    /// Its version there.
    pub version: String,
    /// Its description there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

/// Why a text is not a manifest that this program can read.
#[derive(Debug)]
#[non_exhaustive]
pub enum ManifestError {
    /// The text is not JSON, or not of the model's shape.
    Syntax(serde_json::Error),
    /// The text has a format that this program does not know.
    Format {
        /// The number in the text.
        found: u64,
    },
}

impl std::fmt::Display for ManifestError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax(_) => write!(f, "this is not a manifest"),
            Self::Format { found } => {
                write!(
                    f,
                    "the manifest has format {found}, and this program reads format {FORMAT}; use a newer Gati"
                )
            }
        }
    }
}

impl std::error::Error for ManifestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Syntax(cause) => Some(cause),
            Self::Format { .. } => None,
        }
    }
}

impl Manifest {
    /// A manifest with its handlers in their order.
    #[must_use]
    pub fn new(package: Package, mut handlers: Vec<Handler>, types: BTreeMap<TypeName, Definition>) -> Self {
        handlers.sort_by(|a, b| (&a.path, a.method).cmp(&(&b.path, b.method)));
        Self {
            format: FORMAT,
            package,
            handlers,
            types,
            modules: Vec::new(),
            module_types: BTreeMap::new(),
            hooks: Vec::new(),
            hook_types: BTreeMap::new(),
        }
    }

    /// The manifest with modules, and with the types that only they mention.
    #[must_use]
    pub fn with_modules(mut self, mut modules: Vec<Module>, types: BTreeMap<TypeName, Definition>) -> Self {
        modules.sort_by(|a, b| a.name.cmp(&b.name));
        self.modules = modules;
        self.module_types = types;
        self
    }

    /// The manifest with hooks, and with the types that only they mention.
    #[must_use]
    pub fn with_hooks(mut self, mut hooks: Vec<Hook>, types: BTreeMap<TypeName, Definition>) -> Self {
        hooks.sort_by(|a, b| a.name.cmp(&b.name));
        self.hooks = hooks;
        self.hook_types = types;
        self
    }

    /// The hooks that run around a handler: the global ones, and those that it names.
    pub fn hooks_around<'a>(&'a self, handler: &'a Handler) -> impl Iterator<Item = &'a Hook> {
        self.hooks.iter().filter(|hook| {
            let own = match hook.stage {
                Stage::Before => &handler.before,
                Stage::After => &handler.after,
                Stage::Catch => &handler.catch,
            };
            hook.global || own.contains(&hook.name)
        })
    }

    /// What callers see of it: modules and hooks are left out, which are no part of the contract with them.
    #[must_use]
    pub fn for_callers(&self) -> Self {
        Self {
            modules: Vec::new(),
            module_types: BTreeMap::new(),
            hooks: Vec::new(),
            hook_types: BTreeMap::new(),
            ..self.clone()
        }
    }

    /// The version of the database's schema that each module declares which has one, by the name of the module.
    #[must_use]
    pub fn schema_versions(&self) -> BTreeMap<String, u64> {
        let declared = self
            .modules
            .iter()
            .filter_map(|module| Some((module.name.clone(), module.schema_version?)));
        declared.collect()
    }

    /// Reads a manifest, looking at the format number before anything else.
    ///
    /// # Errors
    ///
    /// If the text is not JSON, has another format, or is not of the model's shape.
    pub fn from_json(text: &str) -> Result<Self, ManifestError> {
        #[derive(Deserialize)]
        struct Head {
            format: u64,
        }
        let head: Head = serde_json::from_str(text).map_err(ManifestError::Syntax)?;
        if head.format != u64::from(FORMAT) {
            return Err(ManifestError::Format { found: head.format });
        }
        serde_json::from_str(text).map_err(ManifestError::Syntax)
    }

    /// The canonical text.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::canonical::to_string(self)
    }

    /// The definition behind a type, through newtypes that serde sees through; `None` for types without a name.
    #[must_use]
    pub fn definition(&self, ty: &Type) -> Option<&Definition> {
        match &ty.kind {
            Kind::Named { name } => [&self.types, &self.module_types, &self.hook_types]
                .into_iter()
                .find_map(|types| types.get(name)),
            _ => None,
        }
    }

    /// Whether a field of this type may be absent when it is read although it has no default: the type is an
    /// `Option`, perhaps behind transparent structs.
    #[must_use]
    pub fn is_optional(&self, ty: &Type) -> bool {
        match &ty.kind {
            Kind::Option { .. } => true,
            Kind::Named { name } => match self.types.get(name).map(|definition| &definition.shape) {
                Some(Shape::Newtype {
                    ty,
                    transparent: true,
                }) => self.is_optional(ty),
                _ => false,
            },
            _ => false,
        }
    }
}
