//! What the handlers of today take and answer with, as types in Rust: what a passage gives must be of exactly these.

use std::collections::BTreeMap;

use gati_schema::handler::Body;
use gati_schema::{Handler, Type};
use gati_syntax::handler::HandlerItem;

use super::handlers::{Endpoint, State};
use super::live::{Repr, repr};
use crate::resolve::{Reach, Resolver, Scope};
use crate::source::ItemId;

/// A handler of today.
#[derive(Clone, Debug)]
pub(crate) struct LiveHandler {
    /// The path parameters that have an argument, in the order of the path.
    pub(crate) parameters: Vec<(String, End)>,
    pub(crate) query: Option<End>,
    pub(crate) headers: Option<End>,
    /// The value of the body, unless it is raw.
    pub(crate) body: Option<End>,
    /// The value of the answer, of one item of a stream, or of a message that goes out.
    pub(crate) answer: Option<End>,
    /// A message that comes in.
    pub(crate) incoming: Option<End>,
    pub(crate) error: Option<End>,
}

/// A type at the end of a handler.
#[derive(Clone, Debug)]
pub(crate) struct End {
    /// As code at the root of the crate writes it.
    pub(crate) path: String,
    pub(crate) repr: Repr,
}

/// Every handler of which all types are known and can be named.
pub(super) fn collect(
    resolver: &mut Resolver<'_>,
    reach: &mut Reach,
    endpoints: &[Endpoint],
) -> BTreeMap<String, LiveHandler> {
    let mut live = BTreeMap::new();
    for endpoint in endpoints {
        let State::Read { source, handler } = &endpoint.state else {
            continue;
        };
        if let Some(found) = read(resolver, reach, endpoint.item, source, handler) {
            live.insert(endpoint.name.clone(), found);
        }
    }
    live
}

fn read(
    resolver: &mut Resolver<'_>,
    reach: &mut Reach,
    item: ItemId,
    source: &HandlerItem,
    handler: &Handler,
) -> Option<LiveHandler> {
    let scope = Scope::of_module(resolver.program.item(item).module);
    let (_, holes) = source.local();
    let mut holes = holes.iter();
    // In the order in which a handler is lowered.
    let mut end = |ty: &Type| -> Option<End> {
        let meant = resolver.resolve(holes.next()?, &scope).ok()?;
        Some(End {
            path: reach.spell(resolver, &meant.rust).ok()?,
            repr: repr(&meant.rust, ty),
        })
    };
    let typed = source.path_parameters();
    let mut parameters = Vec::new();
    for parameter in &handler.parameters {
        if typed.iter().any(|(name, _)| *name == parameter.name) {
            parameters.push((parameter.name.clone(), end(&parameter.ty)?));
        }
    }
    let mut found = LiveHandler {
        parameters,
        query: None,
        headers: None,
        body: None,
        answer: None,
        incoming: None,
        error: None,
    };
    if let Some(ty) = &handler.query {
        found.query = Some(end(ty)?);
    }
    if let Some(ty) = &handler.headers {
        found.headers = Some(end(ty)?);
    }
    if let Some(ty) = handler.body.as_ref().and_then(Body::ty) {
        found.body = Some(end(ty)?);
    }
    if let Some((incoming, outgoing)) = handler.answer.content.messages() {
        found.incoming = Some(end(incoming)?);
        found.answer = Some(end(outgoing)?);
    } else if let Some(ty) = handler.answer.content.ty() {
        found.answer = Some(end(ty)?);
    }
    if let Some(ty) = &handler.error {
        found.error = Some(end(ty)?);
    }
    Some(found)
}
