//! The hooks of the table: one constant for each, and for each handler that has any the three lists in which they run.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gati_schema::hook::Stage;
use gati_schema::{Handler, Hook, Manifest};

use crate::analyze::Marker;

/// The hooks of a program, by name and with the paths of their markers.
pub(super) struct HookRows<'a> {
    hooks: BTreeMap<&'a str, (&'a Hook, &'a str)>,
    /// The global ones of each stage, in their order.
    global: BTreeMap<Stage, Vec<&'a str>>,
}

impl<'a> HookRows<'a> {
    pub(super) fn new(manifest: &'a Manifest, markers: &'a [Marker]) -> Self {
        let paths: BTreeMap<&str, &str> = markers
            .iter()
            .filter_map(|marker| Some((marker.serves.as_deref()?, marker.path.as_str())))
            .collect();
        let mut sorted: Vec<&Hook> = manifest.hooks.iter().filter(|hook| hook.global).collect();
        sorted.sort_by_key(|hook| (hook.order, &hook.name));
        let mut global: BTreeMap<Stage, Vec<&str>> = BTreeMap::new();
        for hook in sorted {
            global.entry(hook.stage).or_default().push(&hook.name);
        }
        let hooks = manifest.hooks.iter();
        Self {
            hooks: hooks
                .filter_map(|hook| Some((hook.name.as_str(), (hook, *paths.get(hook.name.as_str())?))))
                .collect(),
            global,
        }
    }

    /// ```text
    /// mod hooks {
    ///     pub(super) const GUARD: HookRow<BeforeFn<Gctx>> = HookRow { name: "guard", .. };
    ///     pub(super) static GLOBAL: Hooks<Gctx> = Hooks { before: &[GUARD], after: &[], catch: &[] };
    /// }
    /// ```
    pub(super) fn emit(&self) -> String {
        if self.hooks.is_empty() {
            return String::new();
        }
        let mut text = String::from(
            "/// What runs around the handlers.
#[allow(dead_code, non_upper_case_globals)]
mod hooks {
    #[allow(unused_imports)]
    use ::gati::__private::{AfterFn, AfterHook, BeforeFn, BeforeHook, CatchFn, CatchHook, Hook, HookRow, Hooks};
    use super::Gctx;
",
        );
        for (name, (hook, marker)) in &self.hooks {
            let kind = match hook.stage {
                Stage::Before => "Before",
                Stage::After => "After",
                Stage::Catch => "Catch",
            };
            let (timeout_ms, retries) = (hook.timeout_ms, hook.retries);
            let constant = constant(name);
            write!(
                text,
                "    pub(super) const {constant}: HookRow<{kind}Fn<Gctx>> = HookRow {{
        name: {name:?},
        timeout_ms: {timeout_ms:?},
        retries: {retries},
        takes_head: <{marker} as Hook>::TAKES_HEAD,
        run: <{marker} as {kind}Hook<Gctx>>::run,
    }};
"
            )
            .expect("a text takes everything");
        }
        if !self.global.is_empty() {
            let lists = self.lists(&[], &[], &[], "");
            writeln!(text, "    pub(super) static GLOBAL: Hooks<Gctx> = {lists};")
                .expect("a text takes everything");
        }
        text.push_str("}\n");
        text
    }

    /// The hooks of a handler, as the value of a field.
    pub(super) fn of(&self, handler: &Handler) -> String {
        let own = [&handler.before, &handler.after, &handler.catch];
        match (own.iter().all(|names| names.is_empty()), self.global.is_empty()) {
            (true, true) => "None".to_owned(),
            (true, false) => "Some(&hooks::GLOBAL)".to_owned(),
            (false, _) => {
                let lists = self.lists(&handler.before, &handler.after, &handler.catch, "hooks::");
                format!("Some(&{lists})")
            }
        }
    }

    /// The three lists in the order in which they run: forwards before the handler, backwards after it.
    fn lists(&self, before: &[String], after: &[String], catch: &[String], prefix: &str) -> String {
        let list = |stage: Stage, own: &[String]| {
            let global = self.global.get(&stage).into_iter().flatten().copied();
            let known = |name: &&str| self.hooks.contains_key(name);
            let mut names: Vec<String> = global
                .chain(own.iter().map(String::as_str))
                .filter(known)
                .map(|name| format!("{prefix}{}", constant(name)))
                .collect();
            if stage != Stage::Before {
                names.reverse();
            }
            names.join(", ")
        };
        format!(
            "Hooks {{ before: &[{}], after: &[{}], catch: &[{}] }}",
            list(Stage::Before, before),
            list(Stage::After, after),
            list(Stage::Catch, catch)
        )
    }
}

/// A name that no keyword and nothing else in the module has.
fn constant(name: &str) -> String {
    format!("HOOK_{name}")
}
