//! The API on a port of its own, called through its client.

use gati_client::Error;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use {{crate}}::access::Access;
use {{crate}}::app;
use {{crate}}_client::{{crate}}::{Client, Draft, NoteId, Page, ShowError, Title};

/// A server for as long as a test, and what its clients call.
struct Server {
    url: String,
    _stop: oneshot::Sender<()>,
}

impl Server {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let app = app::new().authenticator(Access::new("secret"));
        tokio::spawn(app.serve_on(listener, async {
            let _ = stopped.await;
        }));
        Self { url, _stop: stop }
    }

    fn client(&self, token: &'static str) -> Client {
        Client::builder(&self.url).bearer(token).build().unwrap()
    }
}

fn draft(title: &str) -> Draft {
    Draft {
        title: Title(title.to_owned()),
        text: String::new(),
    }
}

#[tokio::test]
async fn who_has_the_token_writes_and_everybody_reads() {
    let server = Server::start().await;
    let written = server.client("secret").add(&draft("milk")).await.unwrap();
    let reader = Client::new(&server.url).unwrap();
    assert_eq!(reader.show(written.id).await.unwrap(), written);
    assert_eq!(reader.list(&Page::default()).await.unwrap(), [written]);

    let refused = server
        .client("guess")
        .add(&draft("beer"))
        .await
        .unwrap_err();
    assert_eq!(refused.status().unwrap(), 401);
    let missing = reader.show(NoteId(7)).await.unwrap_err();
    assert_eq!(missing.api(), Some(&ShowError::NotFound));
}

#[tokio::test]
async fn a_watcher_hears_of_a_note_as_it_is_written() {
    let server = Server::start().await;
    let client = server.client("secret");
    let mut written = client.written().await.unwrap();
    let note = client.add(&draft("milk")).await.unwrap();
    assert_eq!(written.next().await.unwrap().unwrap().data, note);
}

#[tokio::test]
async fn a_note_without_a_title_is_refused_with_the_place() {
    let server = Server::start().await;
    let refused = server.client("secret").add(&draft("")).await.unwrap_err();
    let Error::Problem(problem) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(problem.violations[0].pointer, "/title");
}
