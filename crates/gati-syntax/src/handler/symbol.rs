//! The words of the handler attribute.

pub(super) const HANDLER: &str = "handler";

pub(super) const STATUS: &str = "status";
pub(super) const NAME: &str = "name";
pub(super) const DEPRECATED: &str = "deprecated";
pub(super) const SUNSET: &str = "sunset";
pub(super) const AUTH: &str = "auth";
pub(super) const ROLES: &str = "roles";
pub(super) const TIMEOUT: &str = "timeout";
pub(super) const IDEMPOTENT: &str = "idempotent";
pub(super) const SUMMARY: &str = "summary";
pub(super) const TAGS: &str = "tags";
pub(super) const VERSIONS: &str = "versions";
pub(super) const BEFORE: &str = "before";
pub(super) const AFTER: &str = "after";
pub(super) const CATCH: &str = "catch";

/// Every key there is.
pub(super) const KEYS: [&str; 14] = [
    STATUS, NAME, DEPRECATED, SUNSET, AUTH, ROLES, TIMEOUT, IDEMPOTENT, SUMMARY, TAGS, VERSIONS, BEFORE,
    AFTER, CATCH,
];

/// Keys that people try, and what to do instead.
pub(super) const NOT_KEYS: [(&str, &str); 8] = [
    (
        "description",
        "the description is the doc comment of the function",
    ),
    ("doc", "the description is the doc comment of the function"),
    ("tag", "write `tags = [\"...\"]`"),
    ("role", "write `roles = [\"...\"]`"),
    ("hooks", "write `before = [..]`, `after = [..]` or `catch = [..]`"),
    ("middleware", "write `before = [..]` or `after = [..]`"),
    (
        "rate_limit",
        "rate limits are not there yet; a tower layer on the app's router can stand in",
    ),
    (
        "cache",
        "caching is not there yet; answer with `Reply<T>` and set `cache-control`",
    ),
];

/// What people take for keys of the route.
pub(super) const ROUTE_KEYS: [&str; 5] = ["method", "path", "route", "url", "uri"];
