use gati::prelude::*;


use closed::*;

make_types!(Made);

#[gati::handler("GET /made")]
async fn made() -> Json<Made> { todo() }

mod other {
    use closed::*;
    use gati::prelude::*;

    #[gati::handler("GET /hidden")]
    pub(crate) async fn hidden() -> Json<Vec<Hidden>> { todo() }
}

gati::app!();
