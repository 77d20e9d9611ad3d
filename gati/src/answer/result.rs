//! `Result<A, E>` as an answer.

use super::{Answer, Desk};
use crate::HttpResponse;
use crate::problem::{ApiError, Problem, to_problem};
use crate::rejection::Rejection;

impl<A: Answer, E: ApiError> Answer for Result<A, E> {
    fn write(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        match self {
            Ok(answer) => answer.write(desk),
            Err(error) => Err(to_problem(&error).into()),
        }
    }
}

impl<A: Answer> Answer for Result<A, Problem> {
    fn write(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        match self {
            Ok(answer) => answer.write(desk),
            Err(problem) => Err(problem.into()),
        }
    }
}
