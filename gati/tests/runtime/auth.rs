//! Who may call.

use gati::auth::{AuthError, AuthFuture, Authenticator, Credential, Identity};
use gati::axum::body::Body;
use gati::http::{Request, request::Parts};

use crate::support::{Answer, send, test_app};

/// Knows a few callers.
pub(crate) struct Tokens;

impl Authenticator for Tokens {
    fn authenticate<'a>(&'a self, credential: &'a Credential, _: &'a Parts) -> AuthFuture<'a> {
        Box::pin(async move {
            match credential {
                Credential::Bearer(token) if token.matches("root") => Ok(Identity::new("ada").role("admin")),
                Credential::Bearer(token) if token.matches("guest") => Ok(Identity::new("bob")),
                Credential::Bearer(token) if token.matches("down") => {
                    Err(AuthError::Unavailable("the directory is down".into()))
                }
                Credential::Basic { user, password } if password.matches("pass") => {
                    Ok(Identity::new(user.as_str()))
                }
                Credential::ApiKey(key) if key.matches("key") => Ok(Identity::new("machine")),
                _ => Err(AuthError::Invalid),
            }
        })
    }
}

async fn call(method: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri("/guarded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(test_app().into_router(), request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_known_caller_with_the_role_is_let_in() {
    assert_eq!(
        call("GET", &[("authorization", "Bearer root")]).await.json(),
        "ada"
    );
    assert_eq!(
        call("POST", &[("authorization", "Basic YWRhOnBhc3M=")])
            .await
            .json(),
        "ada"
    );
    assert_eq!(call("PUT", &[("x-api-key", "key")]).await.json(), "machine");
}

#[tokio::test]
async fn an_unknown_caller_is_challenged() {
    let nobody = call("GET", &[]).await;
    let problem = nobody.problem(401, "problem:unauthenticated");
    assert_eq!(nobody.header("www-authenticate"), "Bearer realm=\"shop\"");
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .contains("Authorization: Bearer")
    );
    let wrong = call("GET", &[("authorization", "Bearer wrong")]).await;
    wrong.problem(401, "problem:unauthenticated");
    assert_eq!(
        wrong.header("www-authenticate"),
        "Bearer realm=\"shop\", error=\"invalid_token\""
    );
    let other_scheme = call("GET", &[("authorization", "Basic YWRhOnBhc3M=")]).await;
    other_scheme.problem(401, "problem:unauthenticated");
    let malformed = call("POST", &[("authorization", "Basic ?")]).await;
    malformed.problem(401, "problem:unauthenticated");
}

#[tokio::test]
async fn a_caller_without_the_role_is_refused() {
    let answer = call("GET", &[("authorization", "Bearer guest")]).await;
    let problem = answer.problem(403, "problem:forbidden");
    assert!(problem["detail"].as_str().unwrap().contains("admin"));
}

#[tokio::test]
async fn credentials_that_cannot_be_checked_are_a_503_without_a_reason() {
    let answer = call("GET", &[("authorization", "Bearer down")]).await;
    answer.problem(503, "problem:unavailable");
    assert!(!answer.text().contains("directory"));
}

#[test]
fn an_app_that_asks_who_calls_and_cannot_know_does_not_start() {
    let app = gati::__private::app(gati::__private::AppParts {
        package: "shop",
        version: "1.2.3",
        routes: &crate::handlers::ROUTES,
        manifest: "",
        openapi: "",
        openapi_3_0: "",
        artifacts_dir: None,
        timescape: gati::__private::Timescape::none(),
        gctx: Box::new(move |_| Ok(crate::handlers::State::default())),
        modules: |_| Vec::new(),
    });
    let error = app.try_into_router().unwrap_err();
    let text = format!("{error:?}");
    assert!(text.contains("`guarded` says `auth = \"bearer\"`"), "{text}");
}
