//! Which member of the source is meant by one of the target: by its name on the wire, by an alias, by its name in Rust, in this order.

use gati_schema::ty::{Field, Side, Variant};

/// What has names.
pub(super) trait Named {
    fn wire(&self, side: Side) -> &str;
    fn aliases(&self) -> &[String];
    fn rust(&self) -> &str;
}

impl Named for Field {
    fn wire(&self, side: Side) -> &str {
        self.name.on(side)
    }
    fn aliases(&self) -> &[String] {
        &self.aliases
    }
    fn rust(&self) -> &str {
        &self.rust_name
    }
}

impl Named for Variant {
    fn wire(&self, side: Side) -> &str {
        self.name.on(side)
    }
    fn aliases(&self) -> &[String] {
        &self.aliases
    }
    fn rust(&self) -> &str {
        &self.rust_name
    }
}

/// How two members are the same one.
type Rule = fn(&dyn Named, &dyn Named, Side) -> bool;

/// From the strongest to the weakest.
const RULES: [Rule; 3] = [
    |a, b, side| a.wire(side) == b.wire(side),
    |a, b, side| {
        let knows =
            |one: &dyn Named, other: &dyn Named| one.aliases().iter().any(|alias| alias == other.wire(side));
        knows(a, b) || knows(b, a)
    },
    |a, b, _| a.rust() == b.rust(),
];

/// For each target the source that is meant. No source is meant twice, and a weaker rule never takes what a stronger one gave.
pub(super) fn matches<S: Named, T: Named>(sources: &[&S], targets: &[&T], side: Side) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; targets.len()];
    for rule in RULES {
        for (at, target) in targets.iter().enumerate() {
            if found[at].is_some() {
                continue;
            }
            let is_free = |source: &usize| !found.contains(&Some(*source));
            let mut fitting =
                (0..sources.len()).filter(|source| is_free(source) && rule(sources[*source], *target, side));
            // Two that a rule cannot tell apart are not told apart.
            found[at] = match (fitting.next(), fitting.next()) {
                (Some(only), None) => Some(only),
                _ => None,
            };
        }
    }
    found
}

/// Whether two names are one wherever they stand in a request: headers have hyphens where fields have underscores, and no case.
pub(super) fn same_anywhere(a: &str, b: &str) -> bool {
    a.replace('_', "-").eq_ignore_ascii_case(&b.replace('_', "-"))
}
