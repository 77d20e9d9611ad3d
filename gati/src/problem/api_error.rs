//! The errors of an app's own vocabulary.

use serde::Serialize;
use serde_json::Value;

use super::{Origin, Problem, catalogue};
use crate::GType;

/// An enum of errors, each with a status. Derive it beside `Serialize` and [`GType`]:
///
/// ```
/// use gati::prelude::*;
///
/// #[derive(Serialize, Deserialize, GType, ApiError)]
/// #[serde(tag = "code", rename_all = "snake_case")]
/// pub enum CaptureError {
///     /// The ledger refused to set the amount aside.
///     #[gtype(status = 409)]
///     ReservationFailed,
/// }
/// ```
///
/// It is answered as a problem document whose `type` is `urn:gati:<package>:<code>`; the fields of the variant are members
/// of the document.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an error that a handler can answer with",
    label = "not an `ApiError`",
    note = "an error is an enum with `#[derive(Serialize, GType, ApiError)]`, `#[serde(tag = \"code\")]` and a `#[gtype(status = 409)]` on each variant",
    note = "or use `gati::Problem` for errors that clients need not tell apart"
)]
pub trait ApiError: GType + Serialize + Send + 'static {
    /// The status of this variant.
    fn status(&self) -> u16;
    /// The name of this variant on the wire.
    fn code(&self) -> &'static str;
    /// What kind of problem this variant is: the first line of its doc comment.
    fn title(&self) -> &'static str;
    /// What went wrong this time, if the variant says more than its title.
    fn detail(&self) -> Option<String> {
        None
    }
}

/// The problem document of an error; its fields become members.
pub(crate) fn to_problem<E: ApiError>(error: &E) -> Problem {
    describe(
        error.status(),
        error.code(),
        error.title(),
        error.detail(),
        serde_json::to_value(error),
    )
}

fn describe(
    status: u16,
    code: &'static str,
    title: &'static str,
    detail: Option<String>,
    fields: serde_json::Result<Value>,
) -> Problem {
    let mut problem = Problem::new(status, code);
    if problem.0.origin == Origin::Gati {
        return problem;
    }
    if !title.is_empty() {
        problem.0.title = title.into();
    }
    problem.0.detail = detail.map(Into::into);
    match fields {
        Ok(Value::Object(members)) => problem.0.members = members,
        Ok(_) => {}
        Err(error) => return catalogue::internal(format!("the error `{code}` cannot be written: {error}")),
    }
    problem
}
