//! The keys of the attribute, with their values read.

use gati_schema::handler::AuthScheme;
use gati_schema::hook::Stage;
use proc_macro2::Span;

use super::args::Entry;
use super::date::Date;
use super::hooks::{self, HookNames};
use super::versions::Versions;
use super::{symbol, value};
use crate::diagnostics::Diagnostics;

/// A value with the place it stands at.
#[derive(Clone, Debug)]
pub(super) struct Spanned<T> {
    pub(super) value: T,
    pub(super) span: Span,
}

/// What the keys say. Values that could not be read were reported and are absent.
#[derive(Default)]
pub(super) struct Keys {
    pub(super) statuses: Option<Vec<Spanned<u16>>>,
    pub(super) name: Option<String>,
    pub(super) deprecated: bool,
    pub(super) deprecated_since: Option<Spanned<Date>>,
    pub(super) sunset: Option<Spanned<Date>>,
    pub(super) auth: Option<AuthScheme>,
    /// Whether `auth` stands there, even if its value could not be read.
    pub(super) has_auth: bool,
    pub(super) roles: Option<Spanned<Vec<String>>>,
    pub(super) timeout_ms: Option<u64>,
    pub(super) idempotent: Option<bool>,
    pub(super) summary: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) versions: Option<Versions>,
    pub(super) hooks: HookNames,
}

impl Keys {
    pub(super) fn read(entries: &[Entry], sink: &mut Diagnostics) -> Self {
        let mut keys = Self::default();
        for entry in entries {
            keys.read_entry(entry, sink);
        }
        keys
    }

    fn read_entry(&mut self, entry: &Entry, sink: &mut Diagnostics) {
        let Entry { key, value } = entry;
        let word = key.to_string();
        match (word.as_str(), value) {
            (symbol::DEPRECATED, None) => self.deprecated = true,
            (symbol::IDEMPOTENT, None) => self.idempotent = Some(true),
            (word, None) => sink.error(key.span(), value::lacks_value(word)),
            (symbol::STATUS, Some(value)) => self.statuses = value::read_statuses(value, sink),
            (symbol::NAME, Some(value)) => self.name = value::read_name(value, sink),
            (symbol::DEPRECATED, Some(value)) => {
                self.deprecated = true;
                self.deprecated_since = value::read_date(key, value, sink);
            }
            (symbol::SUNSET, Some(value)) => self.sunset = value::read_date(key, value, sink),
            (symbol::AUTH, Some(value)) => {
                self.has_auth = true;
                self.auth = value::read_auth(value, sink);
            }
            (symbol::ROLES, Some(value)) => {
                self.roles = value::read_texts(key, value, sink).map(|value| Spanned {
                    value,
                    span: key.span(),
                });
            }
            (symbol::TIMEOUT, Some(value)) => self.timeout_ms = value::read_timeout(value, sink),
            (symbol::IDEMPOTENT, Some(value)) => self.idempotent = value::read_flag(key, value, sink),
            (symbol::SUMMARY, Some(value)) => self.summary = value::read_summary(value, sink),
            (symbol::TAGS, Some(value)) => {
                self.tags = value::read_texts(key, value, sink).unwrap_or_default()
            }
            (symbol::VERSIONS, Some(value)) => self.versions = value::read_versions(value, sink),
            (symbol::BEFORE, Some(value)) => self.hooks.before = hooks::read(Stage::Before, value, sink),
            (symbol::AFTER, Some(value)) => self.hooks.after = hooks::read(Stage::After, value, sink),
            (symbol::CATCH, Some(value)) => self.hooks.catch = hooks::read(Stage::Catch, value, sink),
            // Unknown keys were reported and dropped where the attribute was taken apart.
            (_, Some(_)) => {}
        }
    }
}
