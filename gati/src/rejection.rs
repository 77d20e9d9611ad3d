//! Why a handler's own answer was not given.

use std::fmt;

use axum::response::Response;

use crate::problem::Problem;

/// What takes the place of a handler's answer: almost always a [`Problem`].
pub struct Rejection(Kind);

enum Kind {
    Problem(Problem),
    /// What an axum extractor answered in our stead, such as a redirect.
    Foreign(Box<Response>),
}

impl Rejection {
    pub(crate) fn foreign(response: Response) -> Self {
        Self(Kind::Foreign(Box::new(response)))
    }

    /// What kind of problem it is, in events.
    pub(crate) fn code(&self) -> &str {
        match &self.0 {
            Kind::Problem(problem) => problem.code(),
            Kind::Foreign(_) => "refused",
        }
    }

    /// The problem, or a finished answer.
    pub(crate) fn into_problem(self) -> Result<Problem, Box<Response>> {
        match self.0 {
            Kind::Problem(problem) => Ok(problem),
            Kind::Foreign(response) => Err(response),
        }
    }
}

impl From<Problem> for Rejection {
    fn from(problem: Problem) -> Self {
        Self(Kind::Problem(problem))
    }
}

impl fmt::Debug for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Problem(problem) => problem.fmt(f),
            Kind::Foreign(response) => f.debug_tuple("Foreign").field(&response.status()).finish(),
        }
    }
}
