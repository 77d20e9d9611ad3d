//! `Query<T>`: the query of the URL as a struct.

use std::ops::{Deref, DerefMut};

use gati_schema::ty::Side;
use serde::Deserialize;

use super::{Call, given, reread};
use crate::GType;
use crate::endpoint::Context;
use crate::problem::catalogue::{self, Part};
use crate::rejection::Rejection;
use crate::version::Given;

/// The query of the URL, as a struct with one field per parameter.
///
/// A `Vec` takes every repetition (`?tag=a&tag=b`), an `Option` may be absent, and `#[serde(default)]` fills in. An `Option` of a number or a
/// truth value that is there and empty (`?limit=`) is `None`, as browsers send an input that nobody filled in; the OpenAPI document says so
/// (`allowEmptyValue`). What does not fit is answered with 400 and every violation.
///
/// ```
/// use gati::prelude::*;
///
/// #[derive(Deserialize, GType)]
/// struct Filter {
///     #[serde(default)]
///     tag: Vec<String>,
///     limit: Option<u32>,
/// }
///
/// async fn list(filter: Query<Filter>) -> Json<usize> {
///     Json(filter.tag.len())
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Query<T>(pub T);

impl<T> Deref for Query<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Query<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<G: Context> Call<G> {
    /// The query of the URL.
    ///
    /// # Errors
    ///
    /// If it does not fit.
    pub fn query<T>(&mut self) -> Result<Query<T>, Rejection>
    where
        T: for<'de> Deserialize<'de> + GType + 'static,
    {
        if let Some(gift) = self.gift_of(Given::query_mut) {
            return given::value(gift).map(Query);
        }
        let query = self.head.0.uri.query().unwrap_or_default();
        let violations = match serde_html_form::from_str::<T>(query) {
            Ok(value) => {
                let violations = reread::validate(&value, Side::Read);
                if violations.is_empty() {
                    return Ok(Query(value));
                }
                reread::locate(violations, Part::Query.name())
            }
            Err(error) => self.reread_query(query, &error.to_string()),
        };
        Err(catalogue::invalid_part(Part::Query, violations).into())
    }
}
