//! From tokens to a checked module.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;

use super::block::{Block, Member};
use super::item::{Health, ModuleItem, field_name};
use super::keys::Keys;
use super::{check, init, method, symbol};
use crate::diagnostics::Diagnostics;
use crate::docs;

/// Reads a module from the arguments of its attribute and its block. `None` means that at least one mistake was reported; all
/// that can be found in one go are.
pub fn parse(args: TokenStream, block: &Block, sink: &mut Diagnostics) -> Option<ModuleItem> {
    let mut found = Diagnostics::new();
    let keys = Keys::read(args, &mut found);
    check::is_plain(block, &mut found);
    let named = |name: &str| {
        block
            .members
            .iter()
            .find(|member| member.sig.ident.unraw() == name)
    };
    let init = match named(symbol::INIT) {
        Some(member) => init::read(member, &mut found),
        None => {
            found.error(
                block.ident().map_or_else(Span::call_site, |ident| ident.span()),
                "a module is made by `init`, and there is none in this block\nhelp: add `pub async fn init() -> Self`, or `-> Result<Self, E>` where it can fail",
            );
            None
        }
    };
    let dispose = named(symbol::DISPOSE)
        .filter(|member| check::life(member, false, &mut found))
        .map(Member::asyncness);
    let health = named(symbol::HEALTH)
        .filter(|member| check::life(member, true, &mut found))
        .map(|member| Health {
            asyncness: member.asyncness(),
        });
    check::health_keys(&keys, named(symbol::HEALTH).is_some(), &mut found);
    let offered = block.members.iter().filter(|member| is_offered(member));
    let methods = offered
        .filter_map(|member| method::read(member, &mut found))
        .collect();
    // A module that has not declared all it uses can be described all the same.
    let mut undeclared = Diagnostics::new();
    check::capabilities(block, init.as_ref(), &keys, &mut undeclared);
    let item = block.ident().zip(init).map(|(ident, init)| {
        let (summary, description) = docs::split(&docs::text(&block.attrs));
        let mut capabilities: Vec<_> = keys.capabilities.iter().map(|(one, _)| *one).collect();
        capabilities.sort();
        ModuleItem {
            ty: block.ty.clone(),
            ident: ident.clone(),
            cfgs: block
                .attrs
                .iter()
                .filter(|attr| attr.path().is_ident("cfg"))
                .cloned()
                .collect(),
            name: keys
                .name
                .as_ref()
                .map_or_else(|| field_name(ident), syn::LitStr::value),
            capabilities,
            restart: keys.restart,
            schema_version: keys.schema_version,
            start_timeout_ms: keys.start_timeout_ms,
            stop_timeout_ms: keys.stop_timeout_ms,
            health_timeout_ms: keys.health_timeout_ms,
            health_every_ms: keys.health_every_ms,
            init,
            dispose,
            health,
            methods,
            summary,
            description,
        }
    });
    let is_sound = found.is_empty();
    sink.append(found);
    sink.append(undeclared);
    item.filter(|_| is_sound)
}

/// Whether others may call it: it can be seen, it is called on the module, and it is not one that Gati calls.
fn is_offered(member: &Member) -> bool {
    let name = member.sig.ident.unraw();
    let is_life = [symbol::INIT, symbol::DISPOSE, symbol::HEALTH]
        .iter()
        .any(|life| name == life);
    member.is_visible() && member.is_method() && !is_life
}
