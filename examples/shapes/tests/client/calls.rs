//! Every shape through the generated client: what goes in comes out.

use std::collections::{BTreeMap, BTreeSet};

use crate::server::Server;
use crate::server::client::shapes::{
    Album, Colour, Count, DivisionError, Figure, Places, Search, SignUp, TracedSearch, Traces, Tree,
};
use gati_client::{Error, Upload};
use uuid::Uuid;

#[tokio::test]
async fn path_parameters_are_read_by_name_each_as_its_type() {
    let server = Server::start().await;
    let id = Uuid::from_u128(7);
    let places = server
        .client(None)
        .places(-3, id, Colour::Green, "a b/ü/c")
        .await
        .unwrap();
    assert_eq!(
        places,
        Places {
            number: -3,
            id,
            colour: Colour::Green,
            rest: "a b/ü/c".into()
        }
    );
}

#[tokio::test]
async fn a_query_has_lists_defaults_and_absent_parts() {
    let server = Server::start().await;
    let client = server.client(None);
    let search = Search {
        word: vec!["a&b".into(), "ü".into()],
        colour: BTreeSet::from([Colour::Red, Colour::Green]),
        limit: 7,
        deep: true,
    };
    assert_eq!(
        client.search(&search).await.unwrap(),
        TracedSearch {
            value: search,
            by: "search".into()
        }
    );
    let answer = reqwest::get(format!("{}/search", server.url)).await.unwrap();
    let answer: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(
        answer["value"],
        serde_json::json!({"word": [], "colour": [], "limit": 10, "deep": false})
    );
}

#[tokio::test]
async fn headers_travel_by_their_names() {
    let server = Server::start().await;
    let headers = Traces {
        x_trace: "abc1".into(),
        x_priority: Some(3),
    };
    assert_eq!(server.client(None).traces(&headers).await.unwrap().value, headers);
}

#[tokio::test]
async fn an_axum_extractor_gives_what_the_contract_does_not_mention() {
    let server = Server::start().await;
    assert_eq!(server.client(None).extracted().await.unwrap(), "/extracted");
}

#[tokio::test]
async fn json_may_contain_itself_and_choose_its_variant() {
    let server = Server::start().await;
    let client = server.client(None);
    let leaf = |label: &str| Tree {
        label: label.into(),
        children: Vec::new(),
    };
    let tree = Tree {
        label: "root".into(),
        children: vec![leaf("a"), leaf("b")],
    };
    assert_eq!(client.tree(&tree).await.unwrap(), tree);
    let figure = Figure::Rectangle { width: 2, height: 3 };
    let named = client.figure("flag", &figure).await.unwrap();
    assert_eq!(named, BTreeMap::from([("flag".to_owned(), figure)]));
}

#[tokio::test]
async fn violations_deep_in_a_body_are_all_reported_with_their_places() {
    let server = Server::start().await;
    let leaf = |label: &str| Tree {
        label: label.into(),
        children: Vec::new(),
    };
    let tree = Tree {
        label: "root".into(),
        children: vec![leaf(""), leaf("ok"), leaf(&"x".repeat(41))],
    };
    let error = server.client(None).tree(&tree).await.unwrap_err();
    let Error::Problem(problem) = error else {
        panic!("{error:?}")
    };
    let places: Vec<&str> = problem
        .violations
        .iter()
        .map(|violation| violation.pointer.as_str())
        .collect();
    assert_eq!(places, ["/children/0/label", "/children/2/label"]);
}

#[tokio::test]
async fn forms_carry_lists_and_files() {
    let server = Server::start().await;
    let client = server.client(None);
    let form = SignUp {
        name: "Ada".into(),
        age: 36,
        likes: vec![Colour::Green],
    };
    assert_eq!(client.sign_up(&form).await.unwrap(), form);
    let picture = |name: &str, size| Upload::new(vec![7; size]).file_name(name);
    let album = Album {
        title: "June".into(),
        pictures: vec![picture("a.png", 10), picture("b.png", 90_000)],
    };
    let stored = client.album(album).await.unwrap();
    assert_eq!(stored.title, "June");
    assert_eq!(
        stored.sizes,
        BTreeMap::from([("a.png".to_owned(), 10), ("b.png".to_owned(), 90_000)])
    );
}

#[tokio::test]
async fn bytes_travel_whole_and_in_streams() {
    let server = Server::start().await;
    let client = server.client(None);
    assert_eq!(client.reversed(vec![1, 2, 3]).await.unwrap(), [3, 2, 1][..]);
    assert_eq!(client.counted(vec![0; 3_000_000]).await.unwrap(), 3_000_000);
    let mut zeros = client.zeros(Count(900)).await.unwrap();
    let mut length = 0;
    while let Some(chunk) = zeros.next().await {
        length += chunk.unwrap().len();
    }
    assert_eq!(length, 900 * 1024);
}

#[tokio::test]
async fn events_and_lines_come_one_by_one() {
    let server = Server::start().await;
    let client = server.client(None);
    let mut events = client.countdown(Count(3)).await.unwrap();
    let mut down = Vec::new();
    while let Some(event) = events.next().await {
        down.push(event.unwrap().data);
    }
    assert_eq!(down, [2, 1, 0]);
    let mut lines = client.count(Count(3)).await.unwrap();
    let mut up = Vec::new();
    while let Some(number) = lines.next().await {
        up.push(number.unwrap());
    }
    assert_eq!(up, [1, 2, 3]);
}

#[tokio::test]
async fn answers_can_be_text_nothing_and_statuses_of_their_own() {
    let server = Server::start().await;
    let client = server.client(None);
    assert_eq!(client.text().await.unwrap(), "plain text\n");
    client.remove(1).await.unwrap();
    client.touch(1).await.unwrap();
    for (id, status) in [(1, 201), (2, 200)] {
        let reply = client.put(id, Count(5)).with_response().await.unwrap();
        assert_eq!((reply.status.as_u16(), reply.body), (status, Count(5)));
        assert_eq!(reply.headers["etag"], format!("\"{id}\""));
    }
    let reply = client.probe().with_response().await.unwrap();
    assert_eq!(reply.headers["x-probe"], "here");
}

#[tokio::test]
async fn an_error_is_the_variant_that_the_handler_chose() {
    let server = Server::start().await;
    let client = server.client(None);
    assert_eq!(client.quotient(6, -3).await.unwrap(), -2);
    let error = client.quotient(6, 0).await.unwrap_err();
    assert_eq!(error.api(), Some(&DivisionError::ByZero { dividend: 6 }));
    assert_eq!(
        error.problem().unwrap().detail.as_deref(),
        Some("6 cannot be divided by zero")
    );
    let error = client.quotient(7, 2).await.unwrap_err();
    assert_eq!(error.api(), Some(&DivisionError::NotWhole));
    let error = client.teapot().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 418);
    assert_eq!(
        error.problem().unwrap().detail.as_deref(),
        Some("there is only tea")
    );
}
