//! Values of the types of an API, made from their schemas: to prove things about code that was generated from the same schemas.
//!
//! ```
//! use gati_sample::{Sampler, cover};
//! use gati_schema::{Manifest, Type, TypeName, ty::Side};
//!
//! # let text = r#"{"format":1,"package":{"name":"shop","version":"1.0.0"},"handlers":[],"types":{
//! #     "State":{"name":"State","shape":{"choice":{"tagging":"external","variants":[
//! #         {"rust_name":"Open","name":"open","content":"unit"},{"rust_name":"Paid","name":"paid","content":"unit"}]}}}}}"#;
//! let manifest: Manifest = Manifest::from_json(text)?;
//! let state = Type::named(TypeName::new("State"));
//! let mut values = cover(&manifest, &state, Side::Write, 7, 100);
//! values.sort_by_key(ToString::to_string);
//! assert_eq!(values, ["open", "paid"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - The same seed gives the same values, on every machine.
//! - Every value fits its schema on the side that was asked for; what `check = ..` functions ask for is not known here.
//! - A value is finite and small, however recursive its type is.
//! - At each place every possibility has its turn before chance decides: each variant, present and absent, no item and several, the
//!   numbers at both ends of a range, the shortest and the longest text.
//!
//! Texts that match a pattern ([`texts_of_pattern`]) and texts of well-known forms ([`texts_of_format`], [`texts_of_scalar`]) have their
//! home here, too.

mod chance;
mod choice;
mod height;
mod leaf;
mod place;
mod regex;
mod text;
mod value;

pub use chance::Chance;
pub use regex::{sample_of_length as text_of_length, samples as texts_of_pattern};
pub use text::{texts_of_format, texts_of_scalar};
pub use value::{Sampler, cover};
