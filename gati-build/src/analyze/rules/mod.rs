//! The rules that take more than one item to check: one function and one test case per rule.
//!
//! What concerns one item alone is reported by its macro, and a rule here is silent about what such an item takes part in.

mod flat;
mod modules;
mod names;
mod place;
mod private;
mod routes;
mod shapes;
mod upload;

use super::Definitions;
use super::handlers::{Endpoint, State};
use super::hooks::HookFn;
use super::modules::ModuleEntry;
use crate::resolve::{Reach, Resolver};

/// What a program is made of.
pub(super) struct Parts<'a> {
    pub(super) endpoints: &'a [Endpoint],
    pub(super) hooks: &'a [HookFn],
    pub(super) modules: &'a [ModuleEntry],
    pub(super) definitions: &'a Definitions,
}

/// Checks every rule; all that is wrong is reported in one go.
pub(super) fn check(resolver: &mut Resolver<'_>, reach: &mut Reach, parts: &Parts<'_>) {
    let Parts {
        endpoints,
        hooks,
        modules,
        definitions,
    } = *parts;
    routes::duplicate(resolver, endpoints);
    routes::renamed_placeholder(resolver, endpoints);
    routes::wildcard_beside_placeholder(resolver, endpoints);
    names::duplicate_handler(resolver, endpoints);
    names::duplicate_hook(resolver, hooks);
    modules::duplicate(resolver, modules);
    modules::strangers(resolver, modules);
    modules::circles(resolver, modules);
    private::handlers(resolver, reach, endpoints);
    private::modules(resolver, reach, modules);
    private::hooks(resolver, reach, hooks);
    private::types(resolver, reach, definitions);
    flat::path_parameters(resolver, endpoints, definitions);
    flat::structs_of_texts(resolver, endpoints, definitions);
    upload::outside_of_multipart(resolver, endpoints, definitions);
    shapes::tagged_newtypes(resolver, definitions);
    shapes::flattened_fields(resolver, definitions);
    shapes::map_keys(resolver, definitions);
}

/// The handlers whose own parts are all known.
fn read(
    endpoints: &[Endpoint],
) -> impl Iterator<
    Item = (
        &Endpoint,
        &gati_syntax::handler::HandlerItem,
        &gati_schema::Handler,
    ),
> {
    endpoints.iter().filter_map(|endpoint| match &endpoint.state {
        State::Read { source, handler } => Some((endpoint, &**source, &**handler)),
        State::Refused(_) => None,
    })
}
