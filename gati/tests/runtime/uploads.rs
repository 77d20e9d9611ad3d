//! Forms with files.

use gati::Limits;
use gati::axum::body::Body;
use gati::http::Request;
use serde_json::json;

use crate::support::{Answer, post, send, test_app};

const BOUNDARY: &str = "X-BOUNDARY";

struct Form(Vec<u8>);

impl Form {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn part(mut self, head: &str, content: &[u8]) -> Self {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        self.0.extend_from_slice(head.as_bytes());
        self.0.extend_from_slice(content);
        self.0.extend_from_slice(b"\r\n");
        self
    }

    fn text(self, name: &str, text: &str) -> Self {
        self.part(&format!("name=\"{name}\""), text.as_bytes())
    }

    fn file(self, content: &[u8]) -> Self {
        self.part(
            "name=\"file\"; filename=\"a.bin\"\r\nContent-Type: image/png",
            content,
        )
    }

    fn end(mut self) -> Vec<u8> {
        self.0.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        self.0
    }
}

async fn upload(path: &str, body: impl Into<Body>) -> Answer {
    post(path, &format!("multipart/form-data; boundary={BOUNDARY}"), body).await
}

fn sum(bytes: &[u8]) -> String {
    let sum = bytes.iter().fold(0_u64, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(*byte))
    });
    sum.to_string()
}

#[tokio::test]
async fn a_small_file_and_its_texts_are_read() {
    let content = b"\x89PNG\r\n--X-BOUND not yet";
    let body = Form::new()
        .text("title", "Lunch")
        .text("pages", "2")
        .text("tag", "a")
        .file(content)
        .text("tag", "b")
        .part(
            "name=\"details\"\r\nContent-Type: application/json",
            br#"{"amount":1,"currency":"EUR"}"#,
        )
        .end();
    let answer = upload("/upload", body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(
        answer.json(),
        json!([
            "Lunch",
            "Some(2)",
            "a+b",
            "Some(Capture { amount: 1, currency: \"EUR\" })",
            "Some(\"a.bin\") Some(\"image/png\") 23",
            sum(content),
        ])
    );
}

#[tokio::test]
async fn a_large_file_goes_over_the_disk_and_comes_back_whole() {
    let content: Vec<u8> = (0..900_000_u32).map(|n| (n % 251) as u8).collect();
    let body = Form::new().text("title", "Film").file(&content).end();
    let answer = upload("/upload", body.clone()).await;
    assert_eq!(answer.json()[5], sum(&content));
    let answer = upload("/resend", body).await;
    assert_eq!(answer.header("content-type"), "image/png");
    assert_eq!(answer.body, content);
}

#[tokio::test]
async fn a_file_is_bounded_by_its_constraint_and_the_form_by_its_limit() {
    let body = Form::new().text("title", "Film").file(&vec![0; 1_000_001]).end();
    let answer = upload("/upload", body.clone()).await;
    let problem = answer.problem(422, "problem:invalid_body");
    assert_eq!(problem["violations"][0]["pointer"], "/file");
    assert_eq!(problem["violations"][0]["expected"], "at most 1000000 bytes");

    let app = test_app().limits(Limits::default().stream(500_000));
    let request = Request::post("/upload").header(
        "content-type",
        format!("multipart/form-data; boundary={BOUNDARY}"),
    );
    let answer = send(app.into_router(), request.body(body.into()).unwrap()).await;
    answer.problem(413, "problem:body_too_large");
}

#[tokio::test]
async fn texts_have_a_limit_of_their_own() {
    let body = Form::new().text("title", &"x".repeat(3_000_000)).file(b"").end();
    upload("/upload", body)
        .await
        .problem(413, "problem:body_too_large");
}

#[tokio::test]
async fn everything_wrong_with_a_form_is_told() {
    let body = Form::new().text("pages", "two").file(b"x").end();
    let problem = upload("/upload", body).await.problem(422, "problem:invalid_body");
    let pointers: Vec<_> = problem["violations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|violation| {
            (
                violation["pointer"].as_str().unwrap(),
                violation["keyword"].as_str().unwrap(),
            )
        })
        .collect();
    assert!(pointers.contains(&("/pages", "type")), "{problem:#}");
    assert_eq!(pointers.len(), 2, "{problem:#}");
}

#[tokio::test]
async fn a_form_that_breaks_off_is_a_400() {
    let whole = Form::new().text("title", "Lunch").file(&[7; 5000]).end();
    for length in [0, 10, 60, 100, 300, whole.len() - 5] {
        let answer = upload("/upload", whole[..length].to_vec()).await;
        assert!(
            [400, 422].contains(&answer.status.as_u16()),
            "{length}: {}",
            answer.text()
        );
    }
}

#[tokio::test]
async fn a_form_without_a_boundary_or_of_another_type_is_refused() {
    post("/upload", "multipart/form-data", "")
        .await
        .problem(400, "problem:invalid_multipart");
    post("/upload", "application/json", "{}")
        .await
        .problem(415, "problem:unsupported_media_type");
}

#[tokio::test]
async fn a_head_without_end_and_parts_without_number_are_refused_early() {
    let mut endless = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"").into_bytes();
    endless.resize(10_000_000, b'x');
    // In pieces, as a connection gives them.
    let pieces: Vec<Result<Vec<u8>, std::io::Error>> = endless
        .chunks(16 * 1024)
        .map(|piece| Ok(piece.to_vec()))
        .collect();
    let body = Body::from_stream(futures_util::stream::iter(pieces));
    upload("/upload", body)
        .await
        .problem(400, "problem:invalid_multipart");

    let many = (0..300).fold(Form::new(), |form, _| form.text("tag", "x")).end();
    upload("/upload", many)
        .await
        .problem(400, "problem:invalid_multipart");
}

#[tokio::test]
async fn a_file_control_that_nothing_was_chosen_in_is_absent() {
    let body = Form::new()
        .text("title", "Lunch")
        .part(
            "name=\"file\"; filename=\"\"\r\nContent-Type: application/octet-stream",
            b"",
        )
        .end();
    let problem = upload("/upload", body).await.problem(422, "problem:invalid_body");
    assert_eq!(problem["violations"][0]["keyword"], "required", "{problem:#}");
}
