//! Rules about the keys of the attribute among themselves.

use super::super::parse::Draft;
use crate::diagnostics::Diagnostics;

/// A handler is discouraged first and gone later (RFC 9745 §4).
pub(super) fn sunset_follows_deprecation(draft: &Draft<'_>, sink: &mut Diagnostics) {
    let (Some(since), Some(sunset)) = (&draft.keys.deprecated_since, &draft.keys.sunset) else {
        return;
    };
    if sunset.value < since.value {
        sink.error(
            sunset.span,
            format!(
                "the handler would be gone on {} before it is deprecated on {}",
                sunset.value.text, since.value.text
            ),
        );
    }
}

/// Roles are those of a caller who proved who it is.
pub(super) fn roles_need_authentication(draft: &Draft<'_>, sink: &mut Diagnostics) {
    if let (Some(roles), false) = (&draft.keys.roles, draft.keys.has_auth) {
        sink.error(
            roles.span,
            "`roles` without `auth`: a caller that nobody knows has no roles\nhelp: add `auth = \"bearer\"`",
        );
    }
}
