//! Who calls: the app's [`Authenticator`] turns a [`Credential`] into an [`Identity`].

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use gati_schema::handler::AuthScheme;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue, request};

use crate::endpoint::RouteAuth;
use crate::problem::{Problem, catalogue};

pub(crate) mod base64;

pub use crate::secret::Secret;

/// Finds out who calls. An app with a handler that says `auth = "…"` registers one with [`App::authenticator`](crate::App::authenticator).
///
/// ```
/// use gati::auth::{AuthError, AuthFuture, Authenticator, Credential, Identity};
///
/// struct OneToken;
///
/// impl Authenticator for OneToken {
///     fn authenticate<'a>(&'a self, credential: &'a Credential, _: &'a gati::http::request::Parts) -> AuthFuture<'a> {
///         Box::pin(async move {
///             match credential {
///                 Credential::Bearer(token) if token.matches("letmein") => Ok(Identity::new("operator").role("admin")),
///                 _ => Err(AuthError::Invalid),
///             }
///         })
///     }
/// }
/// ```
pub trait Authenticator: Send + Sync + 'static {
    /// Says who presents this credential.
    ///
    /// # Errors
    ///
    /// [`AuthError::Invalid`] if nobody does, [`AuthError::Unavailable`] if that cannot be found out now.
    fn authenticate<'a>(&'a self, credential: &'a Credential, request: &'a request::Parts) -> AuthFuture<'a>;
}

/// What an [`Authenticator`] works out.
pub type AuthFuture<'a> = Pin<Box<dyn Future<Output = Result<Identity, AuthError>> + Send + 'a>>;

/// What the caller presents to prove who it is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Credential {
    /// `Authorization: Bearer …`.
    Bearer(Secret),
    /// `Authorization: Basic …`.
    Basic {
        /// The name before the colon.
        user: String,
        /// What follows the colon.
        password: Secret,
    },
    /// `X-API-Key: …`.
    ApiKey(Secret),
}

/// A caller that is known. Handlers find it in [`Lctx::identity`](crate::Lctx::identity).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    subject: String,
    roles: Vec<String>,
}

impl Identity {
    /// The caller of that name, without any role.
    pub fn new(subject: impl Into<String>) -> Self {
        Self {
            subject: subject.into(),
            roles: Vec::new(),
        }
    }

    /// With one more role.
    #[must_use]
    pub fn role(mut self, role: impl Into<String>) -> Self {
        self.roles.push(role.into());
        self
    }

    /// The name of the caller.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// What the caller may act as.
    #[must_use]
    pub fn roles(&self) -> &[String] {
        &self.roles
    }

    /// Whether the caller has that role.
    #[must_use]
    pub fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|mine| mine == role)
    }
}

/// Why a caller is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthError {
    /// The credential is wrong, or no longer valid: 401.
    Invalid,
    /// Whoever knows the credentials cannot be reached: 503. The text is for the log.
    Unavailable(String),
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid => f.write_str("the credential is not valid"),
            Self::Unavailable(reason) => write!(f, "the credential cannot be checked now: {reason}"),
        }
    }
}

impl std::error::Error for AuthError {}

/// Finds out who sends this request and whether it may call this route.
pub(crate) async fn admit(
    authenticator: &dyn Authenticator,
    auth: RouteAuth,
    realm: &str,
    parts: &request::Parts,
) -> Result<Arc<Identity>, Problem> {
    let refuse = |detail: &'static str, error| {
        catalogue::unauthenticated(detail, challenge(auth.scheme, realm, error))
    };
    let credential = match read(auth.scheme, &parts.headers) {
        Ok(credential) => credential,
        Err(Missing::Absent) => return Err(refuse(remedy(auth.scheme), None)),
        Err(Missing::Malformed) => return Err(refuse(remedy(auth.scheme), Some("invalid_request"))),
    };
    let identity = match authenticator.authenticate(&credential, parts).await {
        Ok(identity) => identity,
        Err(AuthError::Invalid) => {
            return Err(refuse(
                "the credential is not valid, or no longer; get a new one",
                Some("invalid_token"),
            ));
        }
        Err(AuthError::Unavailable(reason)) => {
            return Err(catalogue::unavailable("credentials cannot be checked now; try again").cause(reason));
        }
    };
    if auth.roles.is_empty() || auth.roles.iter().any(|role| identity.has_role(role)) {
        return Ok(Arc::new(identity));
    }
    Err(catalogue::forbidden(format!(
        "this needs the role {}; ask whoever grants roles",
        auth.roles.join(" or ")
    )))
}

enum Missing {
    Absent,
    Malformed,
}

fn read(scheme: AuthScheme, headers: &HeaderMap) -> Result<Credential, Missing> {
    let name = match scheme {
        AuthScheme::Bearer | AuthScheme::Basic => AUTHORIZATION.as_str(),
        AuthScheme::ApiKey => "x-api-key",
    };
    let value = headers.get(name).ok_or(Missing::Absent)?;
    let value = value.to_str().map_err(|_| Missing::Malformed)?;
    match scheme {
        AuthScheme::Bearer => {
            let token = after_scheme(value, "bearer")?;
            Ok(Credential::Bearer(Secret::new(token)))
        }
        AuthScheme::Basic => {
            let pair = base64::decode(after_scheme(value, "basic")?).ok_or(Missing::Malformed)?;
            let pair = String::from_utf8(pair).map_err(|_| Missing::Malformed)?;
            let (user, password) = pair.split_once(':').ok_or(Missing::Malformed)?;
            Ok(Credential::Basic {
                user: user.to_owned(),
                password: Secret::new(password),
            })
        }
        AuthScheme::ApiKey if value.is_empty() => Err(Missing::Malformed),
        AuthScheme::ApiKey => Ok(Credential::ApiKey(Secret::new(value))),
    }
}

/// What follows the scheme's name, which is written in any case (RFC 9110 §11.1). Another scheme counts as none.
fn after_scheme<'a>(value: &'a str, scheme: &str) -> Result<&'a str, Missing> {
    let (name, rest) = value.split_once(' ').unwrap_or((value, ""));
    if !name.eq_ignore_ascii_case(scheme) {
        return Err(Missing::Absent);
    }
    let rest = rest.trim();
    if rest.is_empty() {
        return Err(Missing::Malformed);
    }
    Ok(rest)
}

const fn remedy(scheme: AuthScheme) -> &'static str {
    match scheme {
        AuthScheme::Bearer => "send `Authorization: Bearer <token>`",
        AuthScheme::Basic => "send `Authorization: Basic <base64 of user:password>`",
        AuthScheme::ApiKey => "send `X-API-Key: <key>`",
    }
}

fn challenge(scheme: AuthScheme, realm: &str, error: Option<&str>) -> HeaderValue {
    let text = match (scheme, error) {
        (AuthScheme::Bearer, Some(error)) => format!("Bearer realm=\"{realm}\", error=\"{error}\""),
        (AuthScheme::Bearer, None) => format!("Bearer realm=\"{realm}\""),
        (AuthScheme::Basic, _) => format!("Basic realm=\"{realm}\", charset=\"UTF-8\""),
        (AuthScheme::ApiKey, _) => format!("ApiKey realm=\"{realm}\", header=\"X-API-Key\""),
    };
    HeaderValue::from_str(&text).unwrap_or(const { HeaderValue::from_static("Bearer") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_form_of_a_credential_prints_its_secret() {
        for credential in [
            Credential::Bearer(Secret::new("s3cret")),
            Credential::Basic {
                user: "ada".into(),
                password: Secret::new("s3cret"),
            },
            Credential::ApiKey(Secret::new("s3cret")),
        ] {
            assert!(!format!("{credential:?}").contains("s3cret"));
        }
    }

    #[test]
    fn a_basic_credential_is_split_at_the_first_colon() {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, HeaderValue::from_static("basic YWRhOmE6Yg=="));
        let Ok(Credential::Basic { user, password }) = read(AuthScheme::Basic, &headers) else {
            panic!("not read");
        };
        assert_eq!((user.as_str(), password.expose()), ("ada", "a:b"));
    }
}
