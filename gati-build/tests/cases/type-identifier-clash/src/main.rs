use gati::prelude::*;

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Page<T> {
    items: Vec<T>,
}

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Item;

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct PageItem;

#[gati::handler("GET /a")]
async fn a() -> Json<Page<Item>> { todo() }

#[gati::handler("GET /b")]
async fn b() -> Json<PageItem> { todo() }

gati::app!();
