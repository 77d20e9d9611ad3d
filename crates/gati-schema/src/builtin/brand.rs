//! The brands of `gati::types`: a plain type and what must hold of it.
//!
//! They are resolved where they are used, as a constrained text or number, and have no entry in the manifest: nothing
//! in the contract depends on how Gati calls them.

use crate::Type;
use crate::ty::{Constraints, Format, Kind, Number};

/// A brand over `String`.
pub(super) struct TextBrand {
    /// Where it is defined.
    pub(super) path: &'static str,
    /// What must hold.
    pub(super) constraints: fn() -> Constraints,
}

/// A brand over any number type, its one type argument.
pub(super) struct NumberBrand {
    /// Where it is defined.
    pub(super) path: &'static str,
    /// What must hold.
    pub(super) constraints: fn() -> Constraints,
}

pub(super) static TEXTS: &[TextBrand] = &[
    TextBrand {
        path: "gati::types::Email",
        constraints: || format(Format::Email),
    },
    TextBrand {
        path: "gati::types::Hostname",
        constraints: || format(Format::Hostname),
    },
    TextBrand {
        path: "gati::types::NonEmpty",
        constraints: || Constraints {
            min_length: Some(1),
            ..Constraints::NONE
        },
    },
    TextBrand {
        path: "gati::types::Slug",
        constraints: || pattern("^[a-z0-9]+(-[a-z0-9]+)*$"),
    },
    TextBrand {
        path: "gati::types::Phone",
        constraints: || pattern("^\\+[1-9][0-9]{1,14}$"),
    },
    TextBrand {
        path: "gati::types::CountryCode",
        constraints: || pattern("^[A-Z]{2}$"),
    },
    TextBrand {
        path: "gati::types::CurrencyCode",
        constraints: || pattern("^[A-Z]{3}$"),
    },
];

pub(super) static NUMBERS: &[NumberBrand] = &[
    NumberBrand {
        path: "gati::types::Positive",
        constraints: || Constraints {
            exclusive_min: Some(Number::from(0_u64)),
            ..Constraints::NONE
        },
    },
    NumberBrand {
        path: "gati::types::NonNegative",
        constraints: || Constraints {
            min: Some(Number::from(0_u64)),
            ..Constraints::NONE
        },
    },
];

impl TextBrand {
    pub(super) fn ty(&self) -> Type {
        Type::plain(Kind::Text).constrained((self.constraints)())
    }
}

impl NumberBrand {
    pub(super) fn ty(&self, number: &Type) -> Type {
        number.clone().constrained((self.constraints)())
    }
}

fn format(format: Format) -> Constraints {
    Constraints {
        format: Some(format),
        ..Constraints::NONE
    }
}

fn pattern(pattern: &str) -> Constraints {
    Constraints {
        pattern: Some(pattern.to_owned()),
        ..Constraints::NONE
    }
}
