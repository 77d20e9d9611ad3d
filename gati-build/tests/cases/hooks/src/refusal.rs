//! What hooks fail with.

/// Why somebody was not let in. A handler fails with it, too.
#[derive(Serialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(crate) enum Refused {
    /// Who asks is not known.
    #[gtype(status = 403)]
    Stranger,
}

/// Why an answer was not signed.
#[derive(Serialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(crate) enum Unsigned {
    /// The key is gone.
    #[gtype(status = 503)]
    NoKey { key: Key },
}

/// Mentioned by what a hook fails with, and by nothing else.
#[derive(Serialize, GType)]
pub(crate) struct Key {
    pub(crate) name: String,
}
