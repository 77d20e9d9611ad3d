//! The reference page: one page of our own that draws `openapi.json`, without any other host and without a build step.

use axum::body::Body;
use http::HeaderValue;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};

use crate::HttpResponse;
use crate::request_id::random;

/// The page is kept in readable pieces and put together at compile time.
const PAGE: &str = concat!(
    include_str!("docs/frame.html"),
    "<style nonce=\"GATI-NONCE\">\n",
    include_str!("docs/page.css"),
    "</style>\n",
    include_str!("docs/frame.body.html"),
    "<script nonce=\"GATI-NONCE\">\n",
    include_str!("docs/dom.js"),
    include_str!("docs/schema.js"),
    include_str!("docs/example.js"),
    include_str!("docs/page.js"),
    "</script>\n</body>\n</html>\n",
);

/// What stands in the page where the nonce belongs.
const PLACEHOLDER: &str = "GATI-NONCE";

/// The page, with a content security policy that lets nothing run but its own script.
pub(crate) fn page() -> HttpResponse {
    let nonce = format!("{:016x}{:016x}", random(), random());
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; \
         img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    );
    let mut response = HttpResponse::new(Body::from(PAGE.replace(PLACEHOLDER, &nonce)));
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        const { HeaderValue::from_static("text/html; charset=utf-8") },
    );
    headers.insert(CACHE_CONTROL, const { HeaderValue::from_static("no-store") });
    headers.insert(REFERRER_POLICY, const { HeaderValue::from_static("no-referrer") });
    headers.insert(
        X_CONTENT_TYPE_OPTIONS,
        const { HeaderValue::from_static("nosniff") },
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}
