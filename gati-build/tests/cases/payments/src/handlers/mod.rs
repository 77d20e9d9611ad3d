//! Handlers, each in a file of its own.

mod capture;
pub use capture::*;
pub(crate) mod list {
    use gati::prelude::*;
    use gati::Query;

    use crate::app::Gctx;
    use crate::model::{self as m, *};
    use crate::page::Page;
    use kit::Money as Cash;

    /// Lists payments.
    ///
    /// The newest come first.
    #[gati::handler("GET /payments", auth = "bearer", roles = ["admin"], tags = ["payments"])]
    pub async fn list(query: Query<Filter>, gctx: &Gctx) -> Json<Page<m::Payment>> {
        unreachable!("the body is not looked at")
    }

    #[gati::handler("GET /balance/{currency}", timeout = "2s")]
    pub async fn balance(currency: Currency) -> Result<Json<Cash>, Problem> {
        unreachable!("the body is not looked at")
    }
}

pub(crate) mod list_of {
    pub type Payments = Vec<crate::model::Payment>;
}
