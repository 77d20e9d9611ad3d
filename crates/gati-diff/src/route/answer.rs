//! Answers as a whole: statuses, media types, and the ways to fail.

use gati_schema::handler::{Answer, AnswerContent};

use super::collect::Collector;
use super::facts::whole;
use super::pair::Pair;
use super::part::{Part, Parts, Sides};
use crate::change::{Direction, Location, Place, Witness};
use crate::normal::{Encoding, Graph, NodeId, Shape, Tag};
use crate::rule::{Rule, answer, body};

/// Compares what answers carry.
pub(super) fn compare<'m>(collector: &mut Collector, parts: &mut Parts<'m>, at: usize, pair: &Pair<'m>) {
    let Pair { old, new } = pair;
    let Answer { statuses, content } = &new.answer;
    let location = Location {
        place: Place::Answer,
        ..whole(collector.label(at))
    };
    if old.answer.content.messages().is_some() == content.messages().is_some() {
        // Otherwise the status follows from the protocol.
        self::statuses(collector, &location, &old.answer.statuses, statuses);
    }
    self::content(collector, &location, &old.answer.content, content);
    if old.answer.content.media_type() == content.media_type()
        && let (Some(from), Some(to)) = (old.answer.content.ty(), content.ty())
    {
        parts.write.add(at, Place::Answer, from, to, Encoding::Json);
    }
    if let (Some((read, written)), Some((reads, writes))) =
        (old.answer.content.messages(), content.messages())
    {
        parts.read.add(at, Place::Incoming, read, reads, Encoding::Json);
        parts
            .write
            .add(at, Place::Outgoing, written, writes, Encoding::Json);
    }
    let write = &mut parts.write;
    let root = match (&old.error, &new.error) {
        (None, None) => return,
        (Some(from), Some(to)) => return write.add(at, Place::Error, from, to, Encoding::Json),
        (None, Some(to)) => {
            let new = write.new.add(to, Encoding::Json);
            let tag = tag(&write.new, new);
            (write.old.no_errors(tag), new)
        }
        (Some(from), None) => {
            let old = write.old.add(from, Encoding::Json);
            let tag = tag(&write.old, old);
            (old, write.new.no_errors(tag))
        }
    };
    errors(write, at, root);
}

fn errors(write: &mut Sides<'_>, handler: usize, (old, new): (NodeId, NodeId)) {
    write.roots.push(Part {
        handler,
        place: Place::Error,
        old,
        new,
    });
}

/// How the variants of an error are named.
fn tag<'m>(graph: &Graph<'m>, error: NodeId) -> Tag<'m> {
    match graph.shape(error) {
        Shape::Union(union) => union.tag,
        _ => Tag::External,
    }
}

fn statuses(collector: &mut Collector, location: &Location, old: &[u16], new: &[u16]) {
    let added: Vec<u16> = new
        .iter()
        .copied()
        .filter(|status| !old.contains(status))
        .collect();
    let removed: Vec<u16> = old
        .iter()
        .copied()
        .filter(|status| !new.contains(status))
        .collect();
    let mut say = |rule: &'static Rule, reason: String, status: Option<u16>| {
        let change = collector
            .add(rule, Direction::Response, location.clone(), reason)
            .with_old(words(old))
            .with_new(words(new));
        if let Some(status) = status {
            change.witness(Witness::Answer { status });
        }
    };
    match (&removed[..], &added[..]) {
        ([], []) => {}
        ([from], [to]) => say(
            &answer::SUCCESS_STATUS_CHANGED,
            format!("success is {to}, before {from}"),
            Some(*to),
        ),
        _ => {
            for status in added {
                let reason = format!("success may be {status}");
                say(&answer::SUCCESS_STATUS_ADDED, reason, Some(status));
            }
            for status in removed {
                let reason = format!("success is no longer {status}");
                say(&answer::SUCCESS_STATUS_REMOVED, reason, None);
            }
        }
    }
}

fn words(statuses: &[u16]) -> String {
    let words: Vec<String> = statuses.iter().map(ToString::to_string).collect();
    words.join(", ")
}

fn content(collector: &mut Collector, location: &Location, old: &AnswerContent, new: &AnswerContent) {
    let is_stream = |content: &AnswerContent| match content {
        AnswerContent::JsonLines { .. } | AnswerContent::Events { .. } => true,
        AnswerContent::Empty
        | AnswerContent::Json { .. }
        | AnswerContent::Text
        | AnswerContent::Bytes
        | AnswerContent::Stream
        | AnswerContent::Socket { .. } => false,
    };
    let is_socket = |content: &AnswerContent| content.messages().is_some();
    let rule = match (old.media_type(), new.media_type()) {
        _ if is_socket(old) != is_socket(new) => &body::PROTOCOL_CHANGED,
        (old, new) if old == new => return,
        (None, _) => &body::RESPONSE_BODY_ADDED,
        (_, None) => &body::RESPONSE_BODY_REMOVED,
        _ if is_stream(old) != is_stream(new) => &body::STREAMING_CHANGED,
        _ => &body::RESPONSE_CONTENT_TYPE_CHANGED,
    };
    let words = |content: &AnswerContent| match content.media_type() {
        Some(media_type) => media_type.to_owned(),
        None if is_socket(content) => "a WebSocket".to_owned(),
        None => "no body".to_owned(),
    };
    let reason = format!("{}, before {}", words(new), words(old));
    let change = collector
        .add(rule, Direction::Response, location.clone(), reason)
        .with_old(words(old))
        .with_new(words(new));
    if *rule != body::RESPONSE_BODY_ADDED {
        change.witness(Witness::Content {
            content_type: words(new),
        });
    }
}
