//! New routes that take requests away from others.

use gati_schema::path::Segment;
use gati_schema::ty::Side;
use gati_schema::{Handler, Manifest};
use serde_json::Value;

use super::collect::Collector;
use super::facts::whole;
use super::line;
use super::pair::{Pairing, label};
use crate::change::{Direction, Witness};
use crate::normal::{Encoding, Graph};
use crate::rule::handler;
use crate::sample::accepts;

/// Looks for handlers of before whose requests now lead to `added`, which is new or has come here from elsewhere.
pub(super) fn compare(
    collector: &mut Collector,
    pairing: &Pairing<'_>,
    added: &Handler,
    manifest: &Manifest,
) {
    for pair in &pairing.both {
        let old = pair.old;
        if old.method != added.method || old.path.key() != pair.new.path.key() {
            continue;
        }
        let Some(literals) = taken(old, added) else {
            continue;
        };
        // A literal that the placeholder's type does not take was never answered with anything but a problem.
        if !literals
            .iter()
            .all(|(at, literal)| takes(old, *at, literal, manifest))
        {
            continue;
        }
        let reason = format!("its requests were answered by `{}` ({})", old.name, label(old));
        let given = |at: usize| {
            let literal = literals.iter().find(|(position, _)| *position == at);
            literal.map(|(_, literal)| (*literal).to_owned())
        };
        collector
            .add(
                &handler::HANDLER_ADDED_SHADOWS,
                Direction::None,
                whole(&label(added)),
                reason,
            )
            .with_old(label(old))
            .with_new(label(added))
            .witness(Witness::Request {
                line: line::with(old, manifest, &given),
            });
    }
}

/// The literals of `added` that stand where `old` has placeholders, if all requests of `added` are requests of `old` that it
/// takes away.
fn taken<'h>(old: &Handler, added: &'h Handler) -> Option<Vec<(usize, &'h str)>> {
    let (theirs, own) = (old.path.segments(), added.path.segments());
    let mut literals = Vec::new();
    for (at, segment) in own.iter().enumerate() {
        match (theirs.get(at)?, segment) {
            (Segment::Literal(a), Segment::Literal(b)) if a == b => {}
            (Segment::Placeholder(_), Segment::Literal(literal)) => literals.push((at, literal.as_str())),
            (Segment::Placeholder(_), Segment::Placeholder(_))
            | (Segment::Wildcard(_), Segment::Wildcard(_)) => {}
            // The rest of the path is one text, of which this is the beginning.
            (Segment::Wildcard(_), Segment::Literal(literal)) => {
                literals.push((at, literal.as_str()));
                return Some(literals);
            }
            (Segment::Wildcard(_), Segment::Placeholder(_)) => return Some(literals),
            _ => return None,
        }
    }
    (theirs.len() == own.len() && !literals.is_empty()).then_some(literals)
}

/// Whether the placeholder at a position takes a text.
fn takes(handler: &Handler, at: usize, text: &str, manifest: &Manifest) -> bool {
    let name = handler.path.segments().get(at).and_then(Segment::name);
    let parameter = handler
        .parameters
        .iter()
        .find(|parameter| Some(parameter.name.as_str()) == name);
    let Some(parameter) = parameter else { return true };
    let graph = Graph::alone(manifest, Side::Read);
    let node = graph.add(&parameter.ty, Encoding::Text);
    accepts(&graph, node, &Value::from(text)) != Some(false)
}
