//! What a handler says becomes the contract.

use gati_schema::TypeName;
use gati_schema::handler::{AnswerContent, AuthScheme, Body, Handler, Method};
use gati_schema::ty::{Kind, Side, Type};

use super::{handler, read};

fn lowered(source: &str) -> Handler {
    handler(source).lower(&mut named)
}

/// Every type by its text.
fn named(ty: &syn::Type) -> Type {
    Type::named(TypeName::new(crate::handler::shape::print(ty)))
}

fn name_of(ty: &Type) -> &str {
    match &ty.kind {
        Kind::Named { name } => name.as_str(),
        _ => "text",
    }
}

#[test]
fn the_handler_of_the_front_page_is_read_in_full() {
    let capture = lowered(
        r#"
        /// Captures a payment
        /// that was authorised earlier.
        ///
        /// Capturing twice is refused.
        #[gati::handler("POST /payments/:id/capture", status = 202)]
        pub async fn capture(id: u64, body: Json<Capture>, gctx: &Gctx) -> Result<Json<Capturing>, CaptureError> {}
        "#,
    );
    assert_eq!(capture.name, "capture");
    assert_eq!(capture.method.as_str(), "POST");
    assert_eq!(capture.path.to_string(), "/payments/:id/capture");
    assert_eq!(capture.parameters[0].name, "id");
    assert_eq!(name_of(&capture.parameters[0].ty), "u64");
    assert!(matches!(&capture.body, Some(Body::Json { ty }) if name_of(ty) == "Capture"));
    assert_eq!(capture.answer.statuses, [202]);
    assert!(matches!(&capture.answer.content, AnswerContent::Json { ty } if name_of(ty) == "Capturing"));
    assert_eq!(capture.error.as_ref().map(name_of), Some("CaptureError"));
    assert_eq!(capture.summary, "Captures a payment that was authorised earlier.");
    assert_eq!(capture.description, "Capturing twice is refused.");
    assert!(!capture.opaque && !capture.idempotent);
}

#[test]
fn every_role_is_recognised_wherever_it_comes_from_and_in_any_order() {
    let item = handler(
        r#"
        #[gati::handler("PUT /a/{id}/*rest")]
        async fn put(
            res: &mut gati::Response<Saved>, query: gati::Query<Q>, rest: String, Form(form): Form<F>,
            lctx: &mut Lctx, headers: Headers<H>, gctx: &crate::app::Gctx, req: &mut Request,
            auth: Extract<Claims>, mut id: Option<u8>,
        ) {}
        "#,
    );
    let lowered = item.lower(&mut named);
    let parameters: Vec<_> = lowered
        .parameters
        .iter()
        .map(|p| (p.name.as_str(), p.wildcard))
        .collect();
    assert_eq!(parameters, [("id", false), ("rest", true)]);
    assert_eq!(lowered.query.as_ref().map(name_of), Some("Q"));
    assert_eq!(lowered.headers.as_ref().map(name_of), Some("H"));
    assert!(matches!(&lowered.body, Some(Body::Form { ty }) if name_of(ty) == "F"));
    assert!(matches!(&lowered.answer.content, AnswerContent::Json { ty } if name_of(ty) == "Saved"));
    assert!(lowered.opaque && lowered.idempotent);
    assert!(item.gctx_type().is_some());
    assert_eq!(item.arguments().len(), 10);
}

#[test]
fn every_body_is_recognised() {
    for (ty, media) in [
        ("Json<T>", "application/json"),
        ("Form<T>", "application/x-www-form-urlencoded"),
        ("Multipart<T>", "multipart/form-data"),
        ("Bytes", "application/octet-stream"),
        ("bytes::Bytes", "application/octet-stream"),
        ("gati::ByteStream", "application/octet-stream"),
    ] {
        let handler = lowered(&format!(
            "#[gati::handler(\"POST /\")] async fn h(body: {ty}) {{}}"
        ));
        assert_eq!(handler.body.map(|body| body.media_type()), Some(media), "{ty}");
    }
}

#[test]
fn every_answer_is_recognised_and_has_its_default_status() {
    for (answer, media, status) in [
        ("", None, 204),
        ("-> ()", None, 204),
        ("-> NoContent", None, 204),
        ("-> Json<T>", Some("application/json"), 200),
        ("-> gati::Text", Some("text/plain; charset=utf-8"), 200),
        ("-> Bytes", Some("application/octet-stream"), 200),
        ("-> ByteStream", Some("application/octet-stream"), 200),
        ("-> JsonLines<T>", Some("application/x-ndjson"), 200),
        ("-> Sse<T>", Some("text/event-stream"), 200),
        ("-> Reply<Json<T>>", Some("application/json"), 200),
        ("-> Reply<NoContent>", None, 204),
        ("-> Result<(), E>", None, 204),
        (
            "-> std::result::Result<Reply<Json<T>>, E>",
            Some("application/json"),
            200,
        ),
    ] {
        let handler = lowered(&format!("#[gati::handler(\"GET /\")] async fn h() {answer} {{}}"));
        assert_eq!(handler.answer.content.media_type(), media, "{answer}");
        assert_eq!(handler.answer.statuses, [status], "{answer}");
    }
}

#[test]
fn a_socket_is_opened_by_a_get_and_carries_messages_both_ways() {
    let handler = lowered(
        "#[gati::handler(\"WS /rooms/:room\", timeout = \"2s\")]
        async fn talk(room: String, socket: Socket<Said, Heard>, gctx: &Gctx) -> Result<(), E> {}",
    );
    assert_eq!(
        (handler.method, &*handler.answer.statuses),
        (Method::Get, &[101][..])
    );
    let (incoming, outgoing) = handler.answer.content.messages().expect("it is a socket");
    assert_eq!((name_of(incoming), name_of(outgoing)), ("Said", "Heard"));
    assert!(handler.body.is_none() && handler.error.is_some());
    let sides: Vec<Side> = handler.types().into_iter().map(|(side, _)| side).collect();
    assert_eq!(sides, [Side::Read, Side::Read, Side::Write, Side::Write]);
}

#[test]
fn a_problem_is_an_error_without_a_type() {
    let handler = lowered("#[gati::handler(\"GET /\")] async fn h() -> Result<Text, gati::Problem> {}");
    assert_eq!(handler.error, None);
}

#[test]
fn every_key_is_read() {
    let handler = lowered(
        r#"
        /// Doc.
        #[gati::handler("DELETE /a", status = [200, 202], name = "remove", deprecated = "2026-01-01", sunset = "2026-06-01T00:00:00Z",
            auth = "api_key", roles = ["admin", "ops"], timeout = "250ms", idempotent = false, summary = "Short", tags = ["x"],)]
        #[deprecated(note = "use b")]
        async fn h() -> Json<T> {}
        "#,
    );
    assert_eq!(handler.answer.statuses, [200, 202]);
    assert_eq!(handler.name, "remove");
    let deprecated = handler.deprecated.unwrap();
    assert_eq!(deprecated.since.as_deref(), Some("2026-01-01"));
    assert_eq!(deprecated.note.as_deref(), Some("use b"));
    assert_eq!(handler.sunset.as_deref(), Some("2026-06-01T00:00:00Z"));
    let auth = handler.auth.unwrap();
    assert_eq!((auth.scheme, auth.roles.len()), (AuthScheme::ApiKey, 2));
    assert_eq!(handler.timeout_ms, Some(250));
    assert!(!handler.idempotent);
    assert_eq!(
        (handler.summary.as_str(), handler.description.as_str()),
        ("Short", "Doc.")
    );
    assert_eq!(handler.tags, ["x"]);
}

#[test]
fn idempotence_is_the_methods_own_unless_said() {
    for (attr, idempotent) in [
        ("\"GET /\"", true),
        ("\"PUT /\"", true),
        ("\"DELETE /\"", true),
        ("\"POST /\"", false),
        ("\"PATCH /\"", false),
        ("\"POST /\", idempotent", true),
    ] {
        let handler = lowered(&format!("#[gati::handler({attr})] async fn h() {{}}"));
        assert_eq!(handler.idempotent, idempotent, "{attr}");
    }
}

#[test]
fn with_req_a_placeholder_without_argument_is_text() {
    let handler = lowered("#[gati::handler(\"GET /a/:id\")] async fn h(req: &mut Request) {}");
    assert_eq!(name_of(&handler.parameters[0].ty), "text");
}

#[test]
fn raw_identifiers_are_the_word_they_stand_for() {
    let item = handler("#[gati::handler(\"GET /:type\")] async fn r#match(r#type: u8) {}");
    assert_eq!(item.name(), "match");
    assert_eq!(item.marker().to_string(), "__gati_match");
    assert_eq!(item.path_parameters().len(), 1);
}

#[test]
fn the_local_fingerprint_leaves_the_types_open() {
    let local = |ty: &str| {
        handler(&format!(
            "#[gati::handler(\"GET /:id\")] async fn h(id: {ty}) -> Result<Json<{ty}>, E> {{}}"
        ))
        .local()
    };
    let (a, holes) = local("u8");
    let (b, _) = local("u16");
    assert_eq!(a, b);
    assert_eq!(holes.len(), 3);
    let other = handler("#[gati::handler(\"GET /:id\")] async fn h(id: u8) -> Json<u8> {}")
        .local()
        .0;
    assert_ne!(a, other);
}

#[test]
fn a_cfg_above_the_attribute_is_gone_and_one_below_is_kept() {
    let item = handler("#[cfg(test)] #[gati::handler(\"GET /\")] #[cfg(feature = \"x\")] async fn h() {}");
    assert_eq!(item.cfgs().len(), 1);
}

#[test]
fn lifetimes_are_no_type_parameters() {
    assert!(read("#[gati::handler(\"GET /\")] async fn h<'a>(gctx: &'a Gctx) {}").is_ok());
}
