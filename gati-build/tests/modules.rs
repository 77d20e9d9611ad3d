//! Random programs of modules and handlers: what the manifest says of them, and in which order they would start.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use gati_build::{Project, Scan, ScanError};
use proptest::prelude::*;

/// A program: which modules each module needs, which modules and functions each function uses.
#[derive(Clone, Debug)]
struct Plan {
    needs: Vec<BTreeSet<usize>>,
    functions: Vec<Function>,
}

#[derive(Clone, Debug)]
struct Function {
    modules: Vec<(usize, Way)>,
    calls: BTreeSet<usize>,
    /// Whether the context goes where nobody can follow it.
    loses: bool,
}

/// How a module is reached.
#[derive(Clone, Copy, Debug)]
enum Way {
    Plain,
    Alias,
    Closure,
    Macro,
}

const HANDLERS: usize = 3;

fn plans() -> impl Strategy<Value = Plan> {
    (1..6_usize, HANDLERS..7_usize).prop_flat_map(|(modules, functions)| {
        let way = prop_oneof![
            Just(Way::Plain),
            Just(Way::Alias),
            Just(Way::Closure),
            Just(Way::Macro)
        ];
        let function = (
            prop::collection::vec((0..modules, way), 0..3),
            // Handlers are called by nobody.
            prop::collection::btree_set(HANDLERS.min(functions - 1)..functions, 0..3),
            prop::bool::weighted(0.2),
        );
        let function = function.prop_map(|(modules, calls, loses)| Function {
            modules,
            calls,
            loses,
        });
        (
            prop::collection::vec(prop::collection::btree_set(0..modules, 0..3), modules),
            prop::collection::vec(function, functions),
        )
            .prop_map(|(needs, functions)| Plan { needs, functions })
    })
}

impl Plan {
    fn source(&self) -> String {
        let mut text = String::from("use crate::app::Gctx;\ngati::app!();\n");
        for (i, needs) in self.needs.iter().enumerate() {
            let arguments: Vec<String> = needs
                .iter()
                .map(|need| format!("m{need}: Handle<M{need}>"))
                .collect();
            writeln!(
                text,
                "pub struct M{i};\n#[gati::module]\nimpl M{i} {{ fn init({}) -> Self {{ Self }} pub fn ask(&self) {{}} }}",
                arguments.join(", ")
            )
            .unwrap();
        }
        for (i, function) in self.functions.iter().enumerate() {
            if i < HANDLERS {
                writeln!(text, "#[gati::handler(\"GET /f{i}\")]").unwrap();
            }
            writeln!(text, "async fn f{i}(gctx: &Gctx) {{").unwrap();
            for (module, way) in &function.modules {
                let line = match way {
                    Way::Plain => format!("if true {{ gctx.modules.m{module}.ask(); }}"),
                    Way::Alias => format!("{{ let all = &gctx.modules; all.m{module}.ask(); }}"),
                    Way::Closure => {
                        format!("let later = move |n: u8| gctx.modules.m{module}.ask(); later(1);")
                    }
                    Way::Macro => format!("println!(\"{{:?}}\", gctx.modules.m{module}.ask());"),
                };
                writeln!(text, "    {line}").unwrap();
            }
            for call in &function.calls {
                writeln!(text, "    crate::f{call}(gctx).await;").unwrap();
            }
            if function.loses {
                text.push_str("    gctx.state.run(gctx);\n");
            }
            text.push_str("}\n");
        }
        text
    }

    /// The functions that a function reaches, itself included.
    fn reached(&self, from: usize) -> BTreeSet<usize> {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(at) = open.pop() {
            if seen.insert(at) {
                open.extend(&self.functions[at].calls);
            }
        }
        seen
    }

    /// The modules that cannot start, because they or what they need is in a circle.
    fn has_circle(&self) -> bool {
        let mut started: BTreeSet<usize> = BTreeSet::new();
        loop {
            let before = started.len();
            for (i, needs) in self.needs.iter().enumerate() {
                if needs.is_subset(&started) {
                    started.insert(i);
                }
            }
            if started.len() == before {
                return before < self.needs.len();
            }
        }
    }

    fn scan(&self) -> Result<Scan, ScanError> {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("src")).unwrap();
        fs::write(
            folder.path().join("Cargo.toml"),
            "[package]\nname = \"plan\"\nversion = \"1.0.0\"\nedition = \"2024\"\n[dependencies]\ngati = \"0.1\"\n[workspace]\n",
        )
        .unwrap();
        fs::write(folder.path().join("src/main.rs"), self.source()).unwrap();
        Project::open(folder.path()).unwrap().scan()
    }

    fn without_circles(mut self) -> Self {
        for (i, needs) in self.needs.iter_mut().enumerate() {
            needs.retain(|need| *need < i);
        }
        self
    }
}

proptest! {
    #[test]
    fn p02_the_manifest_of_a_handler_has_the_modules_that_it_uses(plan in plans()) {
        let plan = plan.without_circles();
        let scan = plan.scan().unwrap();
        for i in 0..HANDLERS {
            let handler = scan.manifest().handlers.iter().find(|handler| handler.name == format!("f{i}")).unwrap();
            let reached = plan.reached(i);
            let used = reached.iter().flat_map(|at| &plan.functions[*at].modules);
            let used: BTreeSet<String> = used.map(|(module, _)| format!("m{module}")).collect();
            let said: BTreeSet<String> = handler.modules.uses.iter().cloned().collect();
            prop_assert_eq!(said, used, "{}", plan.source());
            let loses = reached.iter().any(|at| plan.functions[*at].loses);
            prop_assert_eq!(!handler.modules.unfollowed.is_empty(), loses, "{}", plan.source());
        }
    }

    #[test]
    fn p28_every_module_has_a_place_in_the_context_and_starts_after_what_it_needs(plan in plans()) {
        match plan.scan() {
            Ok(scan) => {
                prop_assert!(!plan.has_circle(), "{}", plan.source());
                // How lines are broken is nobody's business here.
                let table: String = scan.route_table().split_whitespace().collect();
                let (_, order) = table.split_once("modules:|gctx|").unwrap();
                for (i, needs) in plan.needs.iter().enumerate() {
                    let field = format!("pubm{i}:::gati::Handle<crate::M{i}>");
                    prop_assert!(table.contains(&field), "{} is missing in {}", field, table);
                    let place = |module: usize| order.find(&format!("<crate::M{module},Gctx")).unwrap();
                    for need in needs {
                        prop_assert!(place(*need) < place(i), "{}", table);
                    }
                    let module = scan.manifest().modules.iter().find(|module| module.name == format!("m{i}")).unwrap();
                    prop_assert_eq!(module.needs.len(), needs.len());
                }
            }
            Err(ScanError::Mistakes(mistakes)) => {
                prop_assert!(plan.has_circle(), "{}", plan.source());
                let told = mistakes.diagnostics().iter().all(|one| one.rendered.contains(" to start"));
                prop_assert!(told, "nothing but circles is wrong");
            }
            Err(error) => prop_assert!(false, "{}", error),
        }
    }
}
