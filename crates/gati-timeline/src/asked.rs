//! What a request asks for: header and query are two places for one wish.

/// A header and a query that ask for different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unclear<'a> {
    /// What the header asks for.
    pub header: &'a str,
    /// What the query asks for.
    pub query: &'a str,
}

/// The wish of a request that names it in the header `X-API-Version`, in the query `version`, in both or in neither.
///
/// An empty text asks for nothing: that is what a template without a value leaves behind.
///
/// # Errors
///
/// If both are there and differ in anything but spaces around them.
pub fn asked<'a>(header: Option<&'a str>, query: Option<&'a str>) -> Result<Option<&'a str>, Unclear<'a>> {
    let trimmed = |text: Option<&'a str>| {
        text.map(|text| text.trim_matches([' ', '\t']))
            .filter(|text| !text.is_empty())
    };
    match (trimmed(header), trimmed(query)) {
        (Some(header), Some(query)) if header != query => Err(Unclear { header, query }),
        (Some(text), _) | (None, Some(text)) => Ok(Some(text)),
        (None, None) => Ok(None),
    }
}
