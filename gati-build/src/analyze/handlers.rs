//! The handlers of a crate.

use gati_schema::{Handler, Type, TypeName};
use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::handler::{Function, HandlerItem, Versions, is_handler, marker, parse};
use syn::{ItemFn, Meta};

use super::Definitions;
use crate::report::Report;
use crate::resolve::{Reach, Refusal, Resolver, Scope};
use crate::source::{CrateId, Fault, ItemId, ItemKind, Place};

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
    let items: Vec<ItemId> = resolver.program.items_of(krate).collect();
    let mut endpoints = Vec::new();
    for id in items {
        let item = resolver.program.item(id);
        let ItemKind::Function(function) = &item.kind else {
            continue;
        };
        let function = function.clone();
        if !function.attrs.iter().any(is_handler) {
            continue;
        }
        let presence = item.presence.clone();
        if let Some(doubt) = presence.doubt {
            conditional(resolver, id, "handler", &doubt.option, &doubt.place);
        } else if presence.there {
            endpoints.push(read(resolver, id, &function));
        }
    }
    endpoints
}

fn read(resolver: &mut Resolver<'_>, id: ItemId, function: &ItemFn) -> Endpoint {
    let mut sink = Diagnostics::new();
    let args = function
        .attrs
        .iter()
        .find(|attr| is_handler(attr))
        .map(|attr| match &attr.meta {
            Meta::List(list) => list.tokens.clone(),
            Meta::Path(_) | Meta::NameValue(_) => proc_macro2::TokenStream::new(),
        });
    let parsed = parse(args.unwrap_or_default(), &Function::from(function), &mut sink);
    let file = resolver.program.file_of(id);
    let mut clean = true;
    for error in sink.into_result().err().into_iter().flatten() {
        clean = false;
        resolver.program.faults.push(Fault {
            place: Place::new(file, error.span()),
            message: error.to_string(),
        });
    }
    let mut endpoint = Endpoint {
        item: id,
        name: resolver.program.item(id).name.clone(),
        marker: marker(&function.sig.ident).to_string(),
        versions: None,
        state: State::Refused(Refusal::Macro),
    };
    let Some(source) = parsed.filter(|_| clean) else {
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
    let mut types = Vec::new();
    let mut ids = Vec::new();
    let mut refusal = None;
    for hole in &holes {
        match resolver.resolve(hole, &scope) {
            Ok(meant) => {
                types.push(meant.ty);
                ids.push(meant.id);
            }
            Err(found) => refusal = refusal.max(Some(found)),
        }
    }
    if let Some(refusal) = refusal {
        return Err(refusal);
    }
    let mut types = types.into_iter();
    let mut handler = source.lower(&mut |_| next(&mut types));
    handler.fingerprint = local.with_all(&ids);
    Ok(handler)
}

/// The types of an item in the order in which they were asked for.
pub(super) fn next(types: &mut impl Iterator<Item = Type>) -> Type {
    types
        .next()
        .unwrap_or_else(|| Type::named(TypeName::new("an item asked for more types than it mentions")))
}

/// A handler that is not always compiled: the table would name something that is not there, or miss something that is.
pub(super) fn conditional(
    resolver: &mut Resolver<'_>,
    id: ItemId,
    what: &str,
    option: &str,
    condition: &Place,
) {
    let item = resolver.program.item(id);
    let report = Report::new(
        match what {
            "hook" => "conditional-hook",
            "transformer" => "conditional-transformer",
            _ => "conditional-handler",
        },
        format!(
            "the {what} `{}` depends on `{option}`, which the build script does not know",
            item.name
        ),
    )
    .at(
        &resolver.program.place_of(id),
        match what {
            "hook" => "this hook would run only sometimes",
            "transformer" => "callers of old releases would be served only sometimes",
            _ => "this handler would be served only sometimes",
        },
    )
    .at(condition, "the condition")
    .note("the build script runs once for the program and for its tests, and both take in the same routes");
    let report = if option == "test" {
        report.help(match what {
            "hook" => "put the hook behind a feature",
            "transformer" => "take the `cfg` away",
            _ => "call an ordinary handler from the test, or put this one behind a feature",
        })
    } else {
        report.help(format!("put the {what} behind a feature of the package instead"))
    };
    resolver.reports.add(report);
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
