gati::app!();

macro_rules! handler {
    ($name:ident) => {
        #[gati::handler("GET /payments")]
        async fn $name() {}
    };
}

handler!(list);

fn main() {}
