//! What needs no look: types that are what they were, as is all that they lead to.
//!
//! Most of an API stands still from one version to the next. A place whose type is untouched holds on both sides the same values, and nothing that is
//! found elsewhere is reached through it. Most of the other types are only on the way to a change: they are written down as before, and no field of
//! theirs needs a look but those that lead on.

use std::ops::Range;
use std::rc::Rc;

use gati_schema::ty::{Definition, Field, Shape, Side};
use gati_schema::{Manifest, Type, TypeName};

use crate::index::{Age, Index, TypeNumber};
use crate::reach::Reach;

/// How the types of the new manifest stand to those of the old one.
pub(crate) struct Untouched<'m> {
    index: Rc<Index<'m>>,
    /// How the types of the new manifest stand, by their numbers.
    standings: Vec<Standing>,
    /// The fields that lead on, one type after the other.
    leading: Vec<&'m Field>,
    /// The types of which both manifests say something, and not the same, in their order.
    changed: Vec<&'m TypeName>,
}

/// How a type stands to what it was.
enum Standing {
    /// It is the same, with all that it leads to.
    Untouched,
    /// It is an object that is written down as before, and these of its fields, in the list of all, lead to something that is not.
    OnTheWay(Range<usize>),
    /// It is another, or must be looked at in full.
    Touched,
}

/// What is known of one type before it is known what it leads to.
struct Candidate<'m> {
    definition: &'m Definition,
    /// Whether both manifests say the same of it.
    is_same: bool,
    /// Whether places of it are places of something else, so that whoever mentions it is not known without it.
    is_seen_through: bool,
    /// Its mentions in the list of all.
    mentions: Range<usize>,
}

impl<'m> Untouched<'m> {
    pub(crate) fn new(old: &'m Manifest, new: &'m Manifest) -> Self {
        let index = Index::full(old, new);
        let count = index.len();
        let mut candidates = Vec::with_capacity(count);
        // The types that are mentioned, and by the how-manieth type of the definition each.
        let (mut mentioned, mut sources) = (Vec::with_capacity(2 * count), Vec::with_capacity(2 * count));
        let (mut marked, mut changed) = (Vec::new(), Vec::new());
        for (name, definition) in &new.types {
            let number = index.number(name);
            let was = index.definitions(number, Age::Old).in_api;
            let is_same = was == Some(definition);
            let start = mentioned.len();
            let mut knows_all = true;
            for (source, ty) in definition.types().into_iter().enumerate() {
                ty.for_each_name(&mut |name| match index.find(name) {
                    Some(to) => {
                        mentioned.push(to.at());
                        sources.push(source);
                    }
                    // A name that says nothing here may say something elsewhere.
                    None => knows_all = false,
                });
            }
            if !is_same && was.is_some() {
                changed.push(name);
            }
            if !is_same || !knows_all {
                marked.push((number.at(), 0));
            }
            let is_newtype = |definition: &Definition| matches!(definition.shape, Shape::Newtype { .. });
            candidates.push(Candidate {
                definition,
                is_same: is_same && knows_all,
                is_seen_through: is_newtype(definition) || was.is_none_or(is_newtype),
                mentions: start..mentioned.len(),
            });
        }
        let edges: Vec<&[usize]> = candidates
            .iter()
            .map(|candidate| &mentioned[candidate.mentions.clone()])
            .collect();
        let reach = Reach::new(&edges, &marked);
        let mut leading = Vec::new();
        let standing = |(at, candidate): (usize, &Candidate<'m>)| {
            if !reach.is_marked(at) {
                return Standing::Untouched;
            }
            let start = leading.len();
            let mentions = candidate.mentions.clone().map(|at| (mentioned[at], sources[at]));
            let leads_on = mentions.filter(|(to, _)| reach.is_marked(*to));
            if on_the_way(candidate, leads_on, &candidates, &mut leading) {
                return Standing::OnTheWay(start..leading.len());
            }
            leading.truncate(start);
            Standing::Touched
        };
        let standings = candidates.iter().enumerate().map(standing).collect();
        Self {
            index: Rc::new(index),
            standings,
            leading,
            changed,
        }
    }

    /// The same for who looks at everything that is not untouched: what comes of that must not differ.
    #[cfg(test)]
    pub(crate) fn looked_at_in_full(mut self) -> Self {
        for standing in &mut self.standings {
            if matches!(standing, Standing::OnTheWay(_)) {
                *standing = Standing::Touched;
            }
        }
        self
    }

    /// The types of which both manifests say something, and not the same, in their order.
    pub(crate) fn changed(&self) -> &[&'m TypeName] {
        &self.changed
    }

    /// The types of both manifests.
    pub(crate) fn index(&self) -> &Rc<Index<'m>> {
        &self.index
    }

    /// Whether a place holds what it held, to the last field of the last type behind it.
    pub(crate) fn holds(&self, old: &Type, new: &Type) -> bool {
        let mut is_untouched = old == new;
        new.for_each_name(&mut |name| {
            let standing = self.index.find(name).and_then(|number| self.standing(number));
            is_untouched &= matches!(standing, Some(Standing::Untouched));
        });
        is_untouched
    }

    /// The fields of an object that lead to something touched, if it is written down as before and needs no other look.
    pub(crate) fn on_the_way(&self, number: TypeNumber) -> Option<&[&'m Field]> {
        match self.standing(number)? {
            Standing::OnTheWay(fields) => Some(&self.leading[fields.clone()]),
            Standing::Untouched | Standing::Touched => None,
        }
    }

    /// How a type stands, if it is one of the new manifest.
    fn standing(&self, number: TypeNumber) -> Option<&Standing> {
        self.standings.get(number.at())
    }
}

/// Lists the fields that lead on, of an object of which nothing else needs a look; `false` if it is none.
fn on_the_way<'m>(
    candidate: &Candidate<'m>,
    leads_on: impl Iterator<Item = (usize, usize)>,
    candidates: &[Candidate<'m>],
    list: &mut Vec<&'m Field>,
) -> bool {
    let Shape::Object { fields, .. } = &candidate.definition.shape else {
        return false;
    };
    // The fields of others stand in it, too, and change with them.
    if !candidate.is_same || fields.iter().any(|field| field.flatten) {
        return false;
    }
    let start = list.len();
    for (to, source) in leads_on {
        let field = &fields[source];
        if candidates[to].is_seen_through {
            return false;
        }
        if list[start..]
            .last()
            .is_none_or(|last| !std::ptr::eq(*last, field))
        {
            list.push(field);
        }
    }
    // Of two fields with one name only the first is on the wire.
    let is_alone = |field: &&Field| {
        [Side::Read, Side::Write].into_iter().all(|side| {
            let same = fields
                .iter()
                .filter(|other| other.name.on(side) == field.name.on(side));
            same.count() == 1
        })
    };
    list[start..].iter().all(is_alone)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn field(name: &str, ty: Value) -> Value {
        json!({"rust_name": name, "name": name, "type": ty})
    }

    fn flattened(name: &str, ty: Value) -> Value {
        json!({"rust_name": name, "name": name, "type": ty, "flatten": true})
    }

    fn refers(name: &str) -> Value {
        json!({"kind": "named", "name": name})
    }

    fn manifest(inner: &str) -> Manifest {
        let object =
            |name: &str, fields: Value| json!({"name": name, "shape": {"object": {"fields": fields}}});
        let types = json!({
            "Alone": object("Alone", json!([field("a", json!({"kind": "bool"}))])),
            "Inner": object("Inner", json!([field("a", json!({"kind": inner}))])),
            "Outer": object("Outer", json!([
                field("alone", refers("Alone")),
                field("inner", refers("Inner")),
                field("again", json!({"kind": "option", "of": refers("Outer")})),
            ])),
            "Flat": object("Flat", json!([flattened("inner", refers("Inner"))])),
            "Through": json!({"name": "Through", "shape": {"newtype": {"type": refers("Inner")}}}),
            "Behind": object("Behind", json!([field("through", refers("Through"))])),
            "Twice": object("Twice", json!([field("a", refers("Inner")), field("a", json!({"kind": "bool"}))])),
            "Lost": object("Lost", json!([field("inner", refers("Inner")), field("nowhere", refers("Nowhere"))])),
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

    #[test]
    fn objects_on_the_way_to_a_change_are_known_by_the_fields_that_lead_on() {
        let (old, new) = (manifest("bool"), manifest("text"));
        let untouched = Untouched::new(&old, &new);
        let fields = |name: &str| {
            let fields = untouched.on_the_way(untouched.index.find(&TypeName::new(name))?)?;
            Some(
                fields
                    .iter()
                    .map(|field| field.rust_name.as_str())
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(fields("Outer"), Some(vec!["inner", "again"]));
        for name in [
            "Alone", "Inner", "Flat", "Through", "Behind", "Twice", "Lost", "Nowhere",
        ] {
            assert_eq!(fields(name), None, "{name} takes a look at all of it, or none");
        }
    }
}
