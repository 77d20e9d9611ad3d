use gati::prelude::*;


mod api {
    mod capture {
        use gati::prelude::*;

        #[gati::handler("POST /capture")]
        pub async fn capture(body: Json<Capture>) { todo() }

        #[derive(serde::Serialize, serde::Deserialize, GType)]
        struct Capture {
            amount: u64,
        }
    }
}

gati::app!();
