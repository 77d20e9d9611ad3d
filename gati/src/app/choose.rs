//! Which release answers a request. Almost no request says anything of it, and then one look at its headers is all there is.

use std::sync::Arc;

use gati_timeline::Refusal;
use http::request;

use super::table::PathTable;
use crate::endpoint::Context;
use crate::problem::{Problem, versions};
use crate::version::{Head, wish};

impl<G: Context> PathTable<G> {
    /// The release that answers; `None` in an app without any.
    pub(super) fn choose(&self, parts: &mut request::Parts) -> Result<Option<Arc<Head>>, Problem> {
        let releases = self.shared.common.releases.as_deref();
        if !wish::is_silent(parts) {
            return self.choose_asked(parts);
        }
        releases
            .map(|releases| releases.choose_unasked(parts))
            .transpose()
    }

    fn choose_asked(&self, parts: &mut request::Parts) -> Result<Option<Arc<Head>>, Problem> {
        // A parameter that a handler reads is its own, whatever it is called.
        let with_query = parts.uri.query().is_some_and(|query| query.contains("version"))
            && !self.reads_version(&parts.method);
        if let Some(releases) = &self.shared.common.releases {
            return releases.choose(parts, with_query).map(Some);
        }
        match wish::asked(parts, with_query) {
            Ok(None) => Ok(None),
            _ => Err(versions::refused(&Refusal::NoReleases, &[])),
        }
    }
}
