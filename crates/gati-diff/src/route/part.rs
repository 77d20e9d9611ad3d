//! The parts of a handler in which values travel, and requests as a whole.

use std::rc::Rc;

use gati_schema::handler::{Body, PathParameter};
use gati_schema::ty::Side;
use gati_schema::{Manifest, Type};

use super::collect::Collector;
use super::facts::whole;
use super::line;
use super::pair::Pair;
use super::placeholder::placeholder;
use crate::change::{Direction, Location, Place, Witness};
use crate::index::Age;
use crate::normal::{Encoding, Graph, NodeId};
use crate::rule::{Rule, body, handler};
use crate::untouched::Untouched;

/// The graphs of both manifests, and where comparisons start.
pub(super) struct Parts<'m> {
    pub(super) read: Sides<'m>,
    pub(super) write: Sides<'m>,
    pub(super) untouched: Rc<Untouched<'m>>,
}

/// The graphs of one side.
pub(super) struct Sides<'m> {
    pub(super) old: Graph<'m>,
    pub(super) new: Graph<'m>,
    pub(super) roots: Vec<Part>,
    untouched: Rc<Untouched<'m>>,
}

/// A part of a handler.
pub(super) struct Part {
    pub(super) handler: usize,
    pub(super) place: Place,
    pub(super) old: NodeId,
    pub(super) new: NodeId,
}

impl<'m> Parts<'m> {
    pub(super) fn new(untouched: Untouched<'m>) -> Self {
        let untouched = Rc::new(untouched);
        let sides = |side| Sides {
            old: Graph::new(untouched.index(), Age::Old, side),
            new: Graph::new(untouched.index(), Age::New, side),
            roots: Vec::new(),
            untouched: Rc::clone(&untouched),
        };
        Self {
            read: sides(Side::Read),
            write: sides(Side::Write),
            untouched,
        }
    }
}

impl<'m> Sides<'m> {
    /// A part in which both sides have a type.
    pub(super) fn add(
        &mut self,
        handler: usize,
        place: Place,
        old: &'m Type,
        new: &'m Type,
        encoding: Encoding,
    ) {
        if self.untouched.holds(old, new) {
            return;
        }
        let old = self.old.add(old, encoding);
        let new = self.new.add(new, encoding);
        self.roots.push(Part {
            handler,
            place,
            old,
            new,
        });
    }

    /// A part that may be missing, and is an object without keys then.
    fn add_optional(
        &mut self,
        handler: usize,
        place: Place,
        (old, new): (Option<&'m Type>, Option<&'m Type>),
        encoding: Encoding,
    ) {
        match (old, new) {
            (None, None) => return,
            (Some(old), Some(new)) => return self.add(handler, place, old, new, encoding),
            (None, Some(_)) | (Some(_), None) => {}
        }
        let node = |graph: &Graph<'m>, ty: Option<&'m Type>| match ty {
            Some(ty) => graph.add(ty, encoding),
            None => graph.nothing(),
        };
        let old = node(&self.old, old);
        let new = node(&self.new, new);
        self.roots.push(Part {
            handler,
            place,
            old,
            new,
        });
    }
}

/// Compares what requests carry.
pub(super) fn compare<'m>(
    collector: &mut Collector,
    parts: &mut Parts<'m>,
    at: usize,
    pair: &Pair<'m>,
    manifest: &Manifest,
) {
    let Pair { old, new } = pair;
    let read = &mut parts.read;
    for (position, to) in new.parameters.iter().enumerate() {
        let PathParameter {
            name,
            ty,
            // It is part of the path, which is compared as a whole.
            wildcard: _,
        } = to;
        let Some(from) = placeholder(old, new, position) else {
            continue;
        };
        if from.name != *name {
            let location = Location {
                handler: Some(collector.label(at).to_owned()),
                place: Place::Path(position, name.clone()),
                path: Vec::new(),
            };
            let reason = format!("`{}` is called `{name}`", from.name);
            collector
                .add(&handler::PATH_PARAM_RENAMED, Direction::None, location, reason)
                .with_old(from.name.clone())
                .with_new(name.clone());
        }
        read.add(
            at,
            Place::Path(position, name.clone()),
            &from.ty,
            ty,
            Encoding::Text,
        );
    }
    let query = (old.query.as_ref(), new.query.as_ref());
    read.add_optional(at, Place::Query, query, Encoding::Text);
    let headers = (old.headers.as_ref(), new.headers.as_ref());
    read.add_optional(at, Place::Headers, headers, Encoding::Header);

    let mut say = |rule: &'static Rule, reason: String| {
        let location = Location {
            place: Place::Body,
            ..whole(collector.label(at))
        };
        let added = collector.add(rule, Direction::Request, location, reason);
        let words = |body: &Option<Body>| body.as_ref().map_or("no body", Body::media_type);
        let added = added.with_old(words(&old.body)).with_new(words(&new.body));
        if *rule != body::BODY_ADDED_OPTIONAL {
            let line = line::of(old, manifest);
            let with = old.body.as_ref().map_or("no body", Body::media_type);
            added.witness(Witness::Request {
                line: format!("{line} with {with}"),
            });
        }
    };
    match (&old.body, &new.body) {
        (None, None) => {}
        // Raw bytes may be none at all.
        (None, Some(Body::Bytes | Body::Stream)) => {
            say(&body::BODY_ADDED_OPTIONAL, "raw bytes are read".to_owned());
        }
        (None, Some(new)) => say(
            &body::BODY_ADDED_REQUIRED,
            format!("a body of {} is read", new.media_type()),
        ),
        (Some(_), None) => say(&body::BODY_REMOVED, "the body is not read".to_owned()),
        (Some(old), Some(new)) if old.media_type() != new.media_type() => say(
            &body::REQUEST_CONTENT_TYPE_CHANGED,
            format!("{}, before {}", new.media_type(), old.media_type()),
        ),
        (Some(from), Some(to)) => {
            let encoding = match to {
                Body::Json { .. } => Encoding::Json,
                Body::Form { .. } | Body::Multipart { .. } | Body::Bytes | Body::Stream => Encoding::Form,
            };
            if let (Some(from), Some(to)) = (from.ty(), to.ty()) {
                read.add(at, Place::Body, from, to, encoding);
            }
        }
    }
}
