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

    fn write_owned(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection>
    where
        Self: 'static,
    {
        match self {
            Ok(answer) => answer.write_owned(desk),
            Err(error) => {
                let as_it_is = to_problem(&error);
                let lowered = match desk.edge.and_then(|edge| edge.lower.error) {
                    Some(lower) => desk.lower_error(lower, Box::new(error))?,
                    None => None,
                };
                Err(lowered.unwrap_or(as_it_is).into())
            }
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

    fn write_owned(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection>
    where
        Self: 'static,
    {
        match self {
            Ok(answer) => answer.write_owned(desk),
            Err(problem) => Err(problem.into()),
        }
    }
}
