//! What a comparison says to stop working is put to the real types: to serde and to the validators that the derive makes.
//!
//! Every type takes the place of many others, each time as if an API had changed from the one to the other.

mod common;

use std::collections::BTreeSet;

use common::{Tested, World};
use gati_diff::{Change, Direction, Place, Today, Witness, compare};
use gati_oracle::document::{Chance, fitting};
use gati_schema::handler::{Answer, AnswerContent, Body, Method};
use gati_schema::ty::{Kind, Shape};
use gati_schema::{Fingerprint, Handler, Manifest, PathTemplate, Type};
use serde_json::Value;

/// How many other types each type becomes.
const BECOMES: usize = 24;

/// Documents of each type that are tried for what the comparison does not name.
const TRIED: u64 = 4;

/// An API that reads and writes one type at each of its handlers.
fn api(world: &World, types: impl Iterator<Item = Type>) -> Manifest {
    let handlers = types.enumerate().map(|(at, ty)| Handler {
        name: format!("handler_{at}"),
        method: Method::Post,
        path: PathTemplate::parse(&format!("/{at}")).expect("a path"),
        parameters: Vec::new(),
        query: None,
        headers: None,
        body: Some(Body::Json { ty: ty.clone() }),
        answer: Answer {
            statuses: vec![200],
            content: AnswerContent::Json { ty },
        },
        error: None,
        opaque: false,
        auth: None,
        idempotent: false,
        timeout_ms: None,
        summary: String::new(),
        description: String::new(),
        tags: Vec::new(),
        before: Vec::new(),
        after: Vec::new(),
        catch: Vec::new(),
        deprecated: None,
        sunset: None,
        modules: Default::default(),
        fingerprint: Fingerprint(0),
    });
    let package = world.manifest.package.clone();
    Manifest::new(package, handlers.collect(), world.manifest.types.clone())
}

/// Where serde has ways that a comparison knows nothing of: what does not fit an optional type whose fields stand in those of another is
/// taken for nothing; and what it sets aside to look for a variant, or for the fields of several types, it does not read in all the ways in
/// which it would read it at once.
fn is_beyond(world: &World, tested: &Tested) -> bool {
    let name = &tested.subject.name;
    if ["AroundClosedAround", "Units", "Untagged"].contains(&name.as_str()) {
        return true;
    }
    match &world.manifest.types[name].shape {
        Shape::Object { fields, .. } => fields
            .iter()
            .any(|field| field.flatten && matches!(field.ty.kind, Kind::Option { .. })),
        _ => false,
    }
}

/// Whether callers may send the document, and a handler of the type would see it.
fn is_sent(tested: &Tested, document: &Value) -> bool {
    tested.reads.is_valid(document) && tested.subject.read(document).is_accepted()
}

/// Whether a handler of the type would see the document. Some types take more than they say (a list for a struct, a date with a time for a
/// time): that is no contract, and not what is meant by a value that is `still` taken.
fn is_read(tested: &Tested, document: &Value, still: bool) -> bool {
    tested.subject.read(document).is_accepted() && (still || tested.reads.is_valid(document))
}

/// What the real types make of a witness, where that is not what the comparison says.
fn contradicts(change: &Change, before: &Tested, after: &Tested) -> Option<String> {
    let (value, is_silent) = match change.witness.as_ref()? {
        Witness::Value { value } => (value, false),
        Witness::Silent { value } => (value, true),
        _ => return None,
    };
    let (sender, receiver) = match (change.direction, &change.location.place) {
        (Direction::Request, Place::Body) => (is_sent(before, value), is_read(after, value, is_silent)),
        // Readers of answers are other programs: what they know is the schema.
        (Direction::Response, Place::Answer) => (after.writes.is_valid(value), before.writes.is_valid(value)),
        _ => return None,
    };
    let is_as_said = sender && receiver == is_silent;
    (!is_as_said).then(|| {
        format!(
            "{} → {}: {}: {value} is {}sent and {}read: {}",
            before.subject.name,
            after.subject.name,
            change.key(),
            if sender { "" } else { "not " },
            if receiver { "" } else { "not " },
            change.reason
        )
    })
}

#[test]
fn p14_a_witness_is_taken_by_the_real_old_type_and_refused_by_the_real_new_one() {
    let world = World::get();
    let count = world.subjects.len();
    let all = || world.subjects.iter().map(|tested| tested.ty.clone());
    let old = api(world, all());
    let (mut shown, mut unshown) = (0, 0);
    let mut wrong = Vec::new();
    for by in 1..=BECOMES {
        let new = api(world, all().cycle().skip(by).take(count));
        let changes = compare(&old, &new, Today::Unknown).changes;
        let mut broken = BTreeSet::new();
        for change in changes.iter().filter(|change| change.verdict.is_breaking()) {
            if change.direction == Direction::Request {
                broken.extend(change.handlers.iter().cloned());
            }
            let label = change
                .location
                .handler
                .as_deref()
                .expect("types stand in handlers");
            let at: usize = label.trim_start_matches("POST /").parse().expect("a number");
            let (before, after) = (&world.subjects[at], &world.subjects[(at + by) % count]);
            if is_beyond(world, before) || is_beyond(world, after) {
                continue;
            }
            match change.witness {
                Some(_) => shown += 1,
                None => unshown += 1,
            }
            wrong.extend(contradicts(change, before, after));
        }
        // And what stops working without a word?
        for (at, before) in world.subjects.iter().enumerate() {
            let after = &world.subjects[(at + by) % count];
            if broken.contains(&format!("POST /{at}")) || is_beyond(world, before) || is_beyond(world, after)
            {
                continue;
            }
            for seed in 0..TRIED {
                let document = fitting(&world.manifest, &before.ty, &mut Chance::new(seed));
                if is_sent(before, &document) && !is_read(after, &document, true) {
                    let (from, to) = (&before.subject.name, &after.subject.name);
                    wrong.push(format!(
                        "{from} → {to}: {document} stops working, and nobody says so"
                    ));
                }
            }
        }
    }
    println!("{shown} breaks were shown, {unshown} were not");
    assert!(
        wrong.is_empty(),
        "{} of {shown}: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(20)]
    );
    assert!(
        shown > 5_000 && unshown * 4 < shown,
        "{shown} breaks were shown, {unshown} were not"
    );
}
