//! The handlers of a crate.

use gati_schema::Handler;
use gati_syntax::handler::{HandlerItem, Versions, is_handler, marker, parse};
use syn::ItemFn;

use super::Definitions;
use super::function::OnFunction;
use super::mentioned::Mentioned;
use crate::resolve::{Reach, Refusal, Resolver, Scope};
use crate::source::{CrateId, ItemId};

const HANDLER: OnFunction = OnFunction {
    is_ours: is_handler,
    noun: "handler",
    conditional: "conditional-handler",
    sometimes: "this handler would be served only sometimes",
    for_tests: "call an ordinary handler from the test, or put this one behind a feature",
};

/// A function with our attribute.
pub(crate) struct Endpoint {
    pub(crate) item: ItemId,
    /// Its name in the API; that of the function where the attribute cannot be read.
    pub(crate) name: String,
    /// The name of its marker.
    marker: String,
    /// The releases for which it is kept; none if it serves what is newest.
    pub(crate) versions: Option<Versions>,
    pub(crate) state: State,
}

/// What came of reading a handler.
pub(crate) enum State {
    /// All its own parts are known.
    Read {
        source: Box<HandlerItem>,
        handler: Box<Handler>,
    },
    /// It is not served.
    Refused(Refusal),
}

/// Finds the handlers of a crate, in the order of the source.
pub(super) fn collect(resolver: &mut Resolver<'_>, krate: CrateId) -> Vec<Endpoint> {
    let functions = HANDLER.find(resolver, krate).into_iter();
    functions
        .map(|(id, function)| read(resolver, id, &function))
        .collect()
}

fn read(resolver: &mut Resolver<'_>, id: ItemId, function: &ItemFn) -> Endpoint {
    let source = HANDLER.read(resolver, (id, function), parse);
    let mut endpoint = Endpoint {
        item: id,
        name: resolver.program.item(id).name.clone(),
        marker: marker(&function.sig.ident).to_string(),
        versions: None,
        state: State::Refused(Refusal::Macro),
    };
    let Some(source) = source else {
        return endpoint;
    };
    source.name().clone_into(&mut endpoint.name);
    endpoint.versions = source.versions();
    endpoint.state = match lower(resolver, id, &source) {
        Ok(handler) => State::Read {
            source: Box::new(source),
            handler: Box::new(handler),
        },
        Err(refusal) => State::Refused(refusal),
    };
    endpoint
}

/// The handler with its types found. All of them are looked at, so that every mistake is reported in one go.
fn lower(resolver: &mut Resolver<'_>, id: ItemId, source: &HandlerItem) -> Result<Handler, Refusal> {
    let scope = Scope::of_module(resolver.program.item(id).module);
    let (local, holes) = source.local();
    let mut mentioned = Mentioned::find(resolver, &holes, &scope)?;
    let mut handler = source.lower(&mut |_| mentioned.next());
    handler.fingerprint = mentioned.fingerprint(local);
    Ok(handler)
}

impl Endpoint {
    /// The handler, if it and all types it mentions are known.
    pub(crate) fn served(&self, definitions: &Definitions) -> Option<&Handler> {
        let State::Read { handler, .. } = &self.state else {
            return None;
        };
        let mut whole = true;
        for (_, ty) in handler.types() {
            ty.for_each_name(&mut |name| whole &= definitions.get(name).is_some_and(|defined| defined.whole));
        }
        whole.then_some(handler)
    }

    /// Whether callers of one release could be meant for both.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        match (&self.versions, &other.versions) {
            (None, None) => true,
            (Some(own), Some(theirs)) => own.meets(theirs),
            _ => false,
        }
    }

    /// The path of its marker.
    pub(crate) fn marker(&self, resolver: &mut Resolver<'_>, reach: &mut Reach) -> Option<String> {
        let module = resolver.program.item(self.item).module;
        reach.beside(resolver, module, &self.marker)
    }
}
