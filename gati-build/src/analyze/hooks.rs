//! The hooks of a crate, and which of them its handlers name.

use gati_schema::Hook;
use gati_schema::hook::Stage;
use gati_syntax::hook::{HookItem, hook_marker, is_hook, parse};
use gati_syntax::symbol::nearest;
use syn::spanned::Spanned as _;
use syn::{ItemFn, Type};

use super::function::OnFunction;
use super::handlers::{Endpoint, State};
use super::mentioned::Mentioned;
use super::{Check, Expected, Marker, Subject, Table};
use crate::report::Report;
use crate::resolve::{Namespace, Reach, Refusal, Resolver, Scope, Target};
use crate::source::{CrateId, ItemId, ItemKind, Place, text};

const HOOK: OnFunction = OnFunction {
    is_ours: is_hook,
    noun: "hook",
    conditional: "conditional-hook",
    sometimes: "this hook would run only sometimes",
    for_tests: "put the hook behind a feature",
};

/// A function with the hook attribute.
pub(crate) struct HookFn {
    pub(crate) item: ItemId,
    pub(crate) name: String,
    /// The name of its marker.
    marker: String,
    /// What it says, or why that is not known.
    pub(crate) hook: Result<Hook, Refusal>,
}

impl HookFn {
    /// The path of its marker.
    pub(crate) fn marker(&self, resolver: &mut Resolver<'_>, reach: &mut Reach) -> Option<String> {
        let module = resolver.program.item(self.item).module;
        reach.beside(resolver, module, &self.marker)
    }
}

/// Finds the hooks of a crate, in the order of the source.
pub(super) fn collect(resolver: &mut Resolver<'_>, krate: CrateId) -> Vec<HookFn> {
    let functions = HOOK.find(resolver, krate).into_iter();
    functions
        .map(|(id, function)| read(resolver, id, &function))
        .collect()
}

fn read(resolver: &mut Resolver<'_>, id: ItemId, function: &ItemFn) -> HookFn {
    let parsed = HOOK.read(resolver, (id, function), parse);
    HookFn {
        item: id,
        name: resolver.program.item(id).name.clone(),
        marker: hook_marker(&function.sig.ident).to_string(),
        hook: match parsed {
            Some(item) => lower(resolver, id, &item),
            // What is wrong with the attribute is reported by its macro.
            None => Err(Refusal::Macro),
        },
    }
}

/// The hook with its error found.
fn lower(resolver: &mut Resolver<'_>, id: ItemId, source: &HookItem) -> Result<Hook, Refusal> {
    let scope = Scope::of_module(resolver.program.item(id).module);
    let error: Vec<Type> = source.error().cloned().into_iter().collect();
    let mut mentioned = Mentioned::find(resolver, &error, &scope)?;
    let mut hook = source.lower(&mut |_| mentioned.next());
    hook.fingerprint = mentioned.fingerprint(source.local());
    Ok(hook)
}

/// Finds out which hooks handlers mean, and writes their names into them. Every path that means none is reported.
pub(super) fn connect(resolver: &mut Resolver<'_>, endpoints: &mut [Endpoint], hooks: &[HookFn]) {
    for endpoint in endpoints {
        let id = endpoint.item;
        let State::Read { source, handler } = &mut endpoint.state else {
            continue;
        };
        for stage in Stage::ALL {
            let mut names = Vec::new();
            for path in source.hooks().of(stage) {
                names.extend(find(resolver, id, stage, path, hooks));
            }
            match stage {
                Stage::Before => handler.before = names,
                Stage::After => handler.after = names,
                Stage::Catch => handler.catch = names,
            }
        }
    }
}

/// The name of the hook that a path means, if it fits there.
fn find(
    resolver: &mut Resolver<'_>,
    handler: ItemId,
    stage: Stage,
    path: &syn::Path,
    hooks: &[HookFn],
) -> Option<String> {
    let module = resolver.program.item(handler).module;
    let place = Place::new(resolver.program.file_of(handler), path.span());
    let names: Vec<String> = path.segments.iter().map(|segment| text(&segment.ident)).collect();
    let target = resolver.path(module, Namespace::Values, &names, path.leading_colon.is_some());
    let shown = names.join("::");
    let meant = match target {
        Ok(Target::Item(item)) => Ok(item),
        _ => Err(()),
    };
    let known = meant
        .ok()
        .and_then(|item| hooks.iter().find(|hook| hook.item == item));
    let Some(known) = known else {
        let report = unknown(resolver, &shown, &place, meant.ok(), hooks);
        resolver.reports.add(report);
        return None;
    };
    let hook = known.hook.as_ref().ok()?;
    let definition = resolver.program.place_of(known.item);
    if hook.stage != stage {
        let report = Report::new(
            "hook-at-the-wrong-stage",
            format!(
                "`{shown}` is a hook of the stage `{}`, and stands in `{stage}`",
                hook.stage
            ),
        )
        .at(&place, format!("runs `{}`", hook.stage))
        .at(&definition, "the hook")
        .help(format!(
            "name it in `{} = [..]`, or make it `#[gati::hook({stage})]`",
            hook.stage
        ));
        resolver.reports.add(report);
        return None;
    }
    if hook.global {
        let report = Report::new(
            "global-hook-named",
            format!("`{shown}` is global, so it runs for this handler already"),
        )
        .at(&place, "would run a second time")
        .at(&definition, "the hook")
        .help(format!(
            "leave it out of `{stage}`, or take `global` away from the hook"
        ));
        resolver.reports.add(report);
        return None;
    }
    Some(hook.name.clone())
}

fn unknown(
    resolver: &Resolver<'_>,
    shown: &str,
    place: &Place,
    meant: Option<ItemId>,
    hooks: &[HookFn],
) -> Report {
    let Some(item) = meant else {
        let report = Report::new("unknown-hook", format!("there is no hook `{shown}`"))
            .at(place, "nothing of that name is in scope");
        let last = shown.rsplit("::").next().unwrap_or_default();
        let near = nearest(last, hooks.iter().map(|hook| hook.name.as_str()));
        let Some(hook) = near.and_then(|name| hooks.iter().find(|hook| hook.name == name)) else {
            return report.help(
                "a hook is a function of this crate under `#[gati::hook(before)]`, `after` or `catch`",
            );
        };
        let module = resolver.program.item(hook.item).module;
        let path = &resolver.program.module(module).path;
        let inside = path
            .split_once("::")
            .map_or(String::new(), |(_, inside)| format!("{inside}::"));
        return report.help(format!("did you mean `crate::{inside}{}`?", hook.name));
    };
    let what = match resolver.program.item(item).kind {
        ItemKind::Function(_) => "a function, and no hook",
        _ => "no hook",
    };
    Report::new("unknown-hook", format!("`{shown}` is {what}"))
        .at(place, "named as a hook here")
        .at(&resolver.program.place_of(item), "lacks the attribute")
        .help("put `#[gati::hook(before)]`, `#[gati::hook(after)]` or `#[gati::hook(catch)]` above it; it must be in this crate")
}

/// Puts the hooks into the table.
pub(super) fn list(resolver: &mut Resolver<'_>, reach: &mut Reach, hooks: &[HookFn], table: &mut Table) {
    for found in hooks {
        let Some(path) = found.marker(resolver, reach) else {
            continue;
        };
        let expected = match &found.hook {
            Ok(hook) => Some(Expected::Fingerprint(hook.fingerprint)),
            Err(Refusal::Compiler) => Some(Expected::Refused),
            Err(Refusal::Macro | Refusal::Told) => None,
        };
        if let Some(expected) = expected {
            table.checks.push(Check {
                subject: Subject::Hook {
                    marker: path.clone(),
                    name: found.name.clone(),
                },
                expected,
                place: super::place(resolver, found.item),
            });
        }
        table.hooks.push(Marker {
            path,
            serves: found.hook.as_ref().ok().map(|hook| hook.name.clone()),
        });
    }
}
