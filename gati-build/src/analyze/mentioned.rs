//! The types that an item of the source mentions.

use gati_schema::{Fingerprint, Type, TypeName};

use crate::resolve::{Refusal, Resolver, Scope};

/// What the types of an item mean, in the order in which it asks for them.
pub(super) struct Mentioned {
    types: std::vec::IntoIter<Type>,
    ids: Vec<Fingerprint>,
}

impl Mentioned {
    /// Looks at all of them, so that every mistake is reported in one go.
    ///
    /// # Errors
    ///
    /// If one of them is not known; the refusal that weighs most is given.
    pub(super) fn find(
        resolver: &mut Resolver<'_>,
        types: &[syn::Type],
        scope: &Scope,
    ) -> Result<Self, Refusal> {
        let (mut found, mut ids, mut refusal) = (Vec::new(), Vec::new(), None);
        for ty in types {
            match resolver.resolve(ty, scope) {
                Ok(meant) => {
                    found.push(meant.ty);
                    ids.push(meant.id);
                }
                Err(error) => refusal = refusal.max(Some(error)),
            }
        }
        let types = found.into_iter();
        refusal.map_or(Ok(Self { types, ids }), Err)
    }

    /// The next type.
    pub(super) fn next(&mut self) -> Type {
        let more = "an item asked for more types than it mentions";
        self.types
            .next()
            .unwrap_or_else(|| Type::named(TypeName::new(more)))
    }

    /// The fingerprint of an item that has this one without them.
    pub(super) fn fingerprint(&self, local: Fingerprint) -> Fingerprint {
        local.with_all(&self.ids)
    }
}
