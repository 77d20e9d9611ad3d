//! A handler that keeps all rules: what code and contract are made from.

use gati_schema::PathTemplate;
use gati_schema::handler::{Auth, AuthScheme, Method};
use gati_schema::ty::Deprecation;
use syn::ext::IdentExt;
use syn::{Attribute, Ident, Type};

use super::answer::{AnswerItem, Carried};
use super::argument::{Argument, Role};
use super::hooks::HookNames;
use super::parse::Draft;
use super::role::Reading;
use super::versions::Versions;
use crate::attr::deprecation;
use crate::docs;

/// A handler that keeps all rules.
#[derive(Clone)]
pub struct HandlerItem {
    pub(super) ident: Ident,
    pub(super) cfgs: Vec<Attribute>,
    pub(super) rust_deprecated: bool,
    pub(super) name: String,
    pub(super) method: Method,
    pub(super) path: PathTemplate,
    pub(super) arguments: Vec<Argument>,
    pub(super) answer: AnswerItem,
    pub(super) statuses: Vec<u16>,
    pub(super) auth: Option<Auth>,
    pub(super) idempotent: bool,
    pub(super) timeout_ms: Option<u64>,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) tags: Vec<String>,
    pub(super) hooks: HookNames,
    pub(super) deprecated: Option<Deprecation>,
    pub(super) sunset: Option<String>,
    pub(super) versions: Option<Versions>,
}

impl HandlerItem {
    pub(super) fn new(draft: Draft<'_>) -> Option<Self> {
        let Draft {
            function,
            route,
            keys,
            arguments,
            answer,
        } = draft;
        let route = route?;
        let (method, path, answer) = (route.method?, route.path?, answer?);
        let arguments: Vec<Argument> = arguments
            .into_iter()
            .filter_map(|reading| match reading {
                Reading::Clear(argument) => Some(*argument),
                Reading::Wrong | Reading::Unknown(_) => None,
            })
            .collect();
        let answer = filled_by_argument(answer, &arguments);
        let statuses = match keys.statuses {
            Some(statuses) => statuses.into_iter().map(|status| status.value).collect(),
            None => vec![default_status(&answer.carried)],
        };
        let text = docs::text(&function.attrs);
        let (summary, description) = match keys.summary {
            Some(summary) => (summary, text),
            None => docs::split(&text),
        };
        let by_rust = deprecation(&function.attrs);
        let rust_deprecated = by_rust.is_some();
        let deprecated = (keys.deprecated || rust_deprecated).then(|| {
            let by_rust = by_rust.unwrap_or_default();
            Deprecation {
                since: keys
                    .deprecated_since
                    .map(|date| date.value.text)
                    .or(by_rust.since),
                note: by_rust.note,
            }
        });
        let is_cfg = |attr: &&Attribute| attr.path().is_ident("cfg");
        Some(Self {
            ident: function.sig.ident.clone(),
            cfgs: function.attrs.iter().filter(is_cfg).cloned().collect(),
            rust_deprecated,
            name: keys
                .name
                .unwrap_or_else(|| function.sig.ident.unraw().to_string()),
            method,
            path,
            arguments,
            answer,
            statuses,
            auth: keys.auth.map(|scheme: AuthScheme| Auth {
                scheme,
                roles: keys.roles.map(|roles| roles.value).unwrap_or_default(),
            }),
            idempotent: keys.idempotent.unwrap_or_else(|| method.is_idempotent()),
            timeout_ms: keys.timeout_ms,
            summary,
            description,
            tags: keys.tags,
            hooks: keys.hooks,
            deprecated,
            sunset: keys.sunset.map(|date| date.value.text),
            versions: keys.versions,
        })
    }

    /// The name of the function.
    #[must_use]
    pub fn ident(&self) -> &Ident {
        &self.ident
    }

    /// The `cfg` attributes that stand below ours: whatever is made beside the function needs them too.
    #[must_use]
    pub fn cfgs(&self) -> &[Attribute] {
        &self.cfgs
    }

    /// Whether Rust warns of calls to the function.
    #[must_use]
    pub fn warns_of_calls(&self) -> bool {
        self.rust_deprecated
    }

    /// The name in the API.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The releases for which it is kept; none if it serves what is newest.
    #[must_use]
    pub fn versions(&self) -> Option<Versions> {
        self.versions
    }

    /// The hooks that it names.
    #[must_use]
    pub fn hooks(&self) -> &HookNames {
        &self.hooks
    }

    /// The arguments in the order of the signature.
    #[must_use]
    pub fn arguments(&self) -> &[Argument] {
        &self.arguments
    }

    /// The arguments that are path parameters, in the order of the path.
    #[must_use]
    pub fn path_parameters(&self) -> Vec<(&str, &Argument)> {
        let of_name = |name: &str| {
            self.arguments
                .iter()
                .find(|argument| matches!(&argument.role, Role::Path(placeholder) if placeholder == name))
        };
        self.path
            .placeholders()
            .filter_map(|name| of_name(name).map(|argument| (name, argument)))
            .collect()
    }

    /// What it answers; with a `res` argument, what that is filled with.
    #[must_use]
    pub fn answer(&self) -> &AnswerItem {
        &self.answer
    }

    /// The status of an answer that does not choose one.
    #[must_use]
    pub fn default_status(&self) -> u16 {
        self.statuses.first().copied().unwrap_or(200)
    }

    /// Whether it serves a WebSocket.
    #[must_use]
    pub fn is_socket(&self) -> bool {
        matches!(self.answer.carried, Carried::Socket(..))
    }

    /// The type behind `&Gctx`, if the handler takes it.
    #[must_use]
    pub fn gctx_type(&self) -> Option<&Type> {
        self.arguments.iter().find_map(|argument| match &argument.role {
            Role::Gctx(ty) => Some(ty),
            _ => None,
        })
    }
}

/// With `res: &mut Response<T>` or a socket the function returns nothing of its own, and the answer carries what the argument says.
fn filled_by_argument(mut answer: AnswerItem, arguments: &[Argument]) -> AnswerItem {
    for argument in arguments {
        match &argument.role {
            Role::Response(ty) if !super::shape::is_unit(ty) => answer.carried = Carried::Json(ty.clone()),
            Role::Socket(incoming, outgoing) => {
                answer.carried = Carried::Socket(incoming.clone(), outgoing.clone());
            }
            _ => {}
        }
    }
    answer
}

fn default_status(carried: &Carried) -> u16 {
    match carried {
        Carried::Nothing => 204,
        // Switching Protocols (RFC 9110 §15.2.2).
        Carried::Socket(..) => 101,
        Carried::Json(_)
        | Carried::Text
        | Carried::Bytes
        | Carried::Stream
        | Carried::JsonLines(_)
        | Carried::Events(_) => 200,
    }
}
