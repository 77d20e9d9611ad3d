//! The program itself, against a server that really runs.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

use std::net::SocketAddr;
use std::process::{Command, Output};

use payments::app;
use payments::config::AppConfig;
use tokio::net::TcpListener;

/// Runs a server in this process and the program beside it.
async fn cli(address: SocketAddr, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_payments-cli"));
    command
        .args(arguments)
        .env("PAYMENTS_URL", format!("http://{address}"));
    tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap()
}

async fn server() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = app::new().config(AppConfig::default());
    tokio::spawn(app.serve_on(listener, std::future::pending()));
    address
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[tokio::test]
async fn the_command_of_readme_captures() {
    let server = server().await;
    let output = cli(server, &["capture", "42", "1500", "EUR"]).await;
    assert!(output.status.success(), "{}", err(&output));
    assert!(out(&output).contains("captured    15.00 EUR"), "{}", out(&output));
}

#[tokio::test]
async fn a_refusal_says_why_and_exits_with_one() {
    let server = server().await;
    let output = cli(server, &["capture", "42", "999999", "EUR"]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).starts_with("error: only 10000 can be captured (409)"),
        "{}",
        err(&output)
    );
    let output = cli(server, &["capture", "42", "0", "EUR"]).await;
    assert!(err(&output).contains("/amount"), "{}", err(&output));
}

#[tokio::test]
async fn a_wrong_word_on_the_command_line_lists_the_right_ones() {
    let output = cli(
        SocketAddr::from(([127, 0, 0, 1], 1)),
        &["capture", "42", "1500", "XYZ"],
    )
    .await;
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("`EUR`"), "{}", err(&output));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_said_to_be_so() {
    let output = cli(SocketAddr::from(([127, 0, 0, 1], 1)), &["get", "42"]).await;
    assert_eq!(output.status.code(), Some(3));
    assert!(err(&output).contains("cargo run -p payments"), "{}", err(&output));
}

#[tokio::test]
async fn payments_can_be_authorised_listed_and_watched() {
    let server = server().await;
    let output = cli(
        server,
        &[
            "authorise",
            "700",
            "gbp",
            "ada@example.org",
            "--label",
            "shop=corner",
        ],
    )
    .await;
    assert!(
        out(&output).contains("label       shop=corner"),
        "{}{}",
        out(&output),
        err(&output)
    );
    let output = cli(server, &["list", "--all", "--limit", "2", "--json"]).await;
    assert_eq!(out(&output).lines().count(), 6);
    let output = cli(server, &["watch", "--past", "--after", "5"]).await;
    assert!(out(&output).contains("authorised 7.00"), "{}", out(&output));
}

#[tokio::test]
async fn a_receipt_goes_up_and_comes_down() {
    let server = server().await;
    let folder = tempfile::tempdir().unwrap();
    let (up, down) = (folder.path().join("up.txt"), folder.path().join("down.txt"));
    std::fs::write(&up, "thank you").unwrap();
    let output = cli(server, &["receipt", "upload", "42", up.to_str().unwrap()]).await;
    assert_eq!(out(&output), "filed 9 bytes for payment 42\n", "{}", err(&output));
    let output = cli(
        server,
        &["receipt", "download", "42", "-o", down.to_str().unwrap()],
    )
    .await;
    assert!(output.status.success(), "{}", err(&output));
    assert_eq!(std::fs::read(&down).unwrap(), std::fs::read(&up).unwrap());
}
