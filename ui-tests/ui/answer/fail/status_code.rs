gati::app!();

use gati::http::StatusCode;

#[gati::handler("DELETE /payment")]
async fn delete() -> StatusCode {
    StatusCode::NO_CONTENT
}

fn main() {}
