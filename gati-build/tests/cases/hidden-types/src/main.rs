use gati::prelude::*;


trait Model {
    type Id;
}

#[gati::handler("GET /a")]
async fn a() -> Json<<Payment as Model>::Id> { todo() }

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Payment {
    length: [u8; size_of::<u64>()],
    made: some_type!(),
}

#[gati::handler("GET /b")]
async fn b() -> Json<Payment> { todo() }

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Grid<const N: usize> {
    cells: [u8; N],
}

#[gati::handler("GET /c")]
async fn c() -> Json<Grid<{ size_of::<u64>() }>> { todo() }

gati::app!();
