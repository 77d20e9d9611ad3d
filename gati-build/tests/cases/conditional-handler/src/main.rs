use gati::prelude::*;


#[cfg(test)]
mod tests {
    use gati::prelude::*;

    #[gati::handler("GET /fake")]
    async fn fake() -> Text { todo() }
}

#[cfg(not(debug_assertions))]
#[gati::handler("GET /fast")]
async fn fast() -> Text { todo() }

gati::app!();
