//! Problem documents (RFC 9457), in which a Gati server reports every failure.

use std::fmt;

use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value};

/// What went wrong, as the server tells it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// The status of the answer.
    pub status: StatusCode,
    /// What kind of problem it is: a URI that stays the same; `about:blank` if the status says it all.
    pub type_uri: String,
    /// The kind in words.
    pub title: String,
    /// This one occurrence in words.
    pub detail: Option<String>,
    /// A URI of this one occurrence.
    pub instance: Option<String>,
    /// The id of the request, to be named when asking for help.
    pub request_id: Option<String>,
    /// Everything in the request that does not fit the contract.
    pub violations: Vec<Violation>,
    /// All other members of the document.
    pub members: Map<String, Value>,
}

/// One thing in a request that does not fit the contract.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Violation {
    /// Which part of the request: `body`, `query`, `path` or `headers`.
    #[serde(default, rename = "in")]
    pub part: Option<String>,
    /// The place, as a JSON pointer (RFC 6901); empty for the whole.
    #[serde(default)]
    pub pointer: String,
    /// The rule that is broken, such as `minimum`.
    #[serde(default)]
    pub keyword: String,
    /// What the rule asks for.
    #[serde(default)]
    pub expected: String,
    /// What was found.
    #[serde(default)]
    pub actual: String,
}

/// Problems with this beginning of their type are the framework's own, never a handler's.
const FRAMEWORK: &str = "urn:gati:problem:";

impl Problem {
    /// Whether the framework reports it, and not the handler.
    #[must_use]
    pub fn is_from_framework(&self) -> bool {
        self.type_uri.starts_with(FRAMEWORK)
    }

    /// Reads a document that did not come as an answer of its own, and so has no status but the one in it.
    pub(crate) fn read_alone(text: &str) -> Option<Self> {
        let members: Map<String, Value> = serde_json::from_str(text).ok()?;
        let status = members.get("status")?.as_u64()?;
        let status = StatusCode::from_u16(u16::try_from(status).ok()?).ok()?;
        Some(Self::read(status, members))
    }

    /// Reads a document, forgiving what does not fit: an error must not be lost because its report is odd.
    pub(crate) fn read(status: StatusCode, mut members: Map<String, Value>) -> Self {
        fn take<T: serde::de::DeserializeOwned>(members: &mut Map<String, Value>, name: &str) -> Option<T> {
            let value = T::deserialize(members.get(name)?).ok()?;
            members.remove(name);
            Some(value)
        }
        let reason = || status.canonical_reason().unwrap_or("unknown status").to_owned();
        // The status line is what intermediaries acted on; the member only repeats it (RFC 9457 §3.1.2).
        members.remove("status");
        Self {
            status,
            type_uri: take(&mut members, "type").unwrap_or_else(|| "about:blank".to_owned()),
            title: take(&mut members, "title").unwrap_or_else(reason),
            detail: take(&mut members, "detail"),
            instance: take(&mut members, "instance"),
            request_id: take(&mut members, "request_id"),
            violations: take(&mut members, "violations").unwrap_or_default(),
            members,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.status.as_u16(), self.title)?;
        if let Some(detail) = &self.detail {
            write!(f, ": {detail}")?;
        }
        for violation in &self.violations {
            write!(f, "; {violation}")?;
        }
        if let Some(id) = &self.request_id {
            write!(f, " (request {id})")?;
        }
        Ok(())
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(part) = &self.part {
            write!(f, "{part} ")?;
        }
        let pointer = if self.pointer.is_empty() {
            "(whole)"
        } else {
            &self.pointer
        };
        write!(f, "{pointer}: expected {}, found {}", self.expected, self.actual)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn problem(value: Value) -> Problem {
        let Value::Object(members) = value else {
            panic!("a problem is an object")
        };
        Problem::read(StatusCode::UNPROCESSABLE_ENTITY, members)
    }

    #[test]
    fn known_members_are_taken_and_the_rest_is_kept() {
        let problem = problem(json!({
            "type": "urn:gati:problem:invalid-request", "title": "Invalid request", "status": 422, "request_id": "r1",
            "violations": [{"in": "body", "pointer": "/amount", "keyword": "minimum", "expected": "at least 1", "actual": "0"}],
            "balance": 30,
        }));
        assert_eq!(problem.violations[0].pointer, "/amount");
        assert_eq!(problem.members, *json!({"balance": 30}).as_object().unwrap());
        assert_eq!(
            problem.to_string(),
            "422: Invalid request; body /amount: expected at least 1, found 0 (request r1)"
        );
    }

    #[test]
    fn an_odd_document_is_still_a_problem() {
        let problem = problem(json!({"title": 7, "violations": "many"}));
        assert_eq!(problem.title, "Unprocessable Entity");
        assert_eq!(problem.type_uri, "about:blank");
        assert_eq!(problem.members["violations"], "many");
    }
}
