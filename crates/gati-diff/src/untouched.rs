//! What needs no look: types that are what they were, as is all that they lead to.
//!
//! Most of an API stands still from one version to the next. A place whose type is untouched holds on both sides the same values, and nothing that is
//! found elsewhere is reached through it.

use std::collections::HashSet;

use gati_schema::{Manifest, Type, TypeName};

use crate::hash::Map;
use crate::reach::reach;

/// The types of two manifests that are the same in both, with all that they lead to.
pub(crate) struct Untouched<'m> {
    names: HashSet<&'m TypeName>,
    /// The types of which both manifests say something, and not the same, in their order.
    changed: Vec<&'m TypeName>,
}

impl<'m> Untouched<'m> {
    pub(crate) fn new(old: &Manifest, new: &'m Manifest) -> Self {
        let mut index: Map<&TypeName, usize> = Map::default();
        index.extend(new.types.keys().enumerate().map(|(at, name)| (name, at)));
        let mut edges: Vec<Vec<usize>> = Vec::with_capacity(index.len());
        let mut touched: Vec<(usize, usize)> = Vec::new();
        let mut changed = Vec::new();
        for (at, (name, definition)) in new.types.iter().enumerate() {
            let before = old.types.get(name);
            let mut is_touched = before != Some(definition);
            if is_touched && before.is_some() {
                changed.push(name);
            }
            let mut leads_to = Vec::new();
            for ty in definition.types() {
                ty.for_each_name(&mut |name| match index.get(name) {
                    Some(to) => leads_to.push(*to),
                    // A name that says nothing here may say something elsewhere.
                    None => is_touched = true,
                });
            }
            if is_touched {
                touched.push((at, 0));
            }
            edges.push(leads_to);
        }
        let edges: Vec<&[usize]> = edges.iter().map(Vec::as_slice).collect();
        let marks = reach(&edges, &touched);
        let names = new.types.keys().zip(marks);
        Self {
            names: names
                .filter(|(_, marks)| marks.iter().next().is_none())
                .map(|(name, _)| name)
                .collect(),
            changed,
        }
    }

    /// The types of which both manifests say something, and not the same, in their order.
    pub(crate) fn changed(&self) -> &[&'m TypeName] {
        &self.changed
    }

    /// Whether a place holds what it held, to the last field of the last type behind it.
    pub(crate) fn holds(&self, old: &Type, new: &Type) -> bool {
        let mut is_untouched = old == new;
        new.for_each_name(&mut |name| is_untouched &= self.names.contains(name));
        is_untouched
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn manifest(inner: &str) -> Manifest {
        let field = |name: &str, ty: serde_json::Value| json!({"rust_name": name, "name": name, "type": ty});
        let object = |name: &str, fields: serde_json::Value| json!({"name": name, "shape": {"object": {"fields": fields}}});
        let named = |name: &str| json!({"kind": "named", "name": name});
        let types = json!({
            "Alone": object("Alone", json!([field("a", json!({"kind": "bool"}))])),
            "Inner": object("Inner", json!([field("a", json!({"kind": inner}))])),
            "Outer": object("Outer", json!([field("inner", named("Inner")), field("again", json!({"kind": "option", "of": named("Outer")}))])),
        });
        let text = json!({"format": 1, "package": {"name": "a", "version": "1.0.0"}, "handlers": [], "types": types});
        Manifest::from_json(&text.to_string()).unwrap()
    }

    fn named(name: &str) -> Type {
        serde_json::from_value(json!({"kind": "list", "of": {"kind": "named", "name": name}})).unwrap()
    }

    #[test]
    fn a_type_is_touched_by_whatever_it_leads_to() {
        let (old, new) = (manifest("bool"), manifest("text"));
        let holds = |old: &Manifest, name: &str| Untouched::new(old, &new).holds(&named(name), &named(name));
        assert!(holds(&old, "Alone"));
        assert!(!holds(&old, "Inner"));
        assert!(!holds(&old, "Outer"));
        assert!(!holds(&old, "Nowhere"));
        assert!(holds(&new, "Outer"));
        assert!(!Untouched::new(&new, &new).holds(&named("Alone"), &named("Outer")));
    }
}
