//! The part of a type's fingerprint that needs no other type.

use gati_schema::{Fingerprint, Type, TypeName, canonical};

use super::TypeItem;

impl TypeItem {
    /// The fingerprint of the definition with numbered holes in place of the types it mentions, and those types in the order of
    /// the numbers. The fingerprint of the whole is `local.with_all(identities of the types)`.
    #[must_use]
    pub fn local(&self) -> (Fingerprint, Vec<syn::Type>) {
        let mut holes = Vec::new();
        let definition = self.lower(TypeName::new(self.public_name()), &mut |ty| {
            let hole = Type::named(TypeName::new(format!("#{}", holes.len())));
            holes.push(ty.clone());
            hole
        });
        (canonical::fingerprint(&definition), holes)
    }
}
