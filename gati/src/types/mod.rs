//! Primitives with a meaning: types that can only be made from values that fit, ready for contracts.
//!
//! Define your own in one line each with [`gati::brand!`](crate::brand).
//!
//! ```
//! use gati::types::{Email, Positive};
//!
//! let address: Email = "ada@example.org".parse()?;
//! assert_eq!(address.as_ref() as &str, "ada@example.org");
//! assert!(Positive::new(0).is_err());
//! # Ok::<(), gati::validate::Report>(())
//! ```

mod number;

pub use number::{NonNegative, Positive};

crate::brand! {
    /// An address to write to: RFC 5321, without quotes and comments.
    pub Email(String), format = "email";

    /// The name of a machine in a network: RFC 1123.
    pub Hostname(String), format = "hostname";

    /// A text with at least one character.
    pub NonEmpty(String), min_length = 1;

    /// A name for paths and addresses: small letters, digits, and single hyphens between them.
    pub Slug(String), pattern = "^[a-z0-9]+(-[a-z0-9]+)*$";

    /// A telephone number with its country: E.164, as in `+441632960961`.
    pub Phone(String), pattern = "^\\+[1-9][0-9]{1,14}$";

    /// Two letters that stand for a country, in the form of ISO 3166-1: `DE`.
    pub CountryCode(String), pattern = "^[A-Z]{2}$";

    /// Three letters that stand for a currency, in the form of ISO 4217: `EUR`.
    pub CurrencyCode(String), pattern = "^[A-Z]{3}$";
}

#[cfg(test)]
mod tests;
