//! Random handlers: what the manifest says of them is what their source says.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::collections::BTreeSet;
use std::fs;

use gati_build::Project;
use gati_schema::handler::{AnswerContent, Auth, AuthScheme, Body, Method};
use gati_schema::{Handler, Manifest, Type};
use proptest::prelude::*;

/// One handler as it is to be written.
#[derive(Clone, Debug, PartialEq)]
struct Plan {
    method: Method,
    segments: Vec<Segment>,
    query: bool,
    headers: bool,
    body: Option<&'static str>,
    answer: &'static str,
    statuses: Vec<u16>,
    fails: bool,
    auth: Option<(AuthScheme, Vec<String>)>,
    timeout_ms: Option<u64>,
    idempotent: bool,
    deprecated: bool,
    sunset: bool,
    before: BTreeSet<usize>,
    catch: BTreeSet<usize>,
    tags: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Segment {
    Literal,
    /// In one of the two spellings.
    Placeholder {
        braces: bool,
    },
}

const HOOKS: usize = 3;
const BODIES: [&str; 4] = ["Json<Order>", "Form<Order>", "Multipart<Order>", "Bytes"];
const ANSWERS: [&str; 6] = [
    "NoContent",
    "Json<Receipt>",
    "Text",
    "Bytes",
    "JsonLines<Receipt>",
    "Sse<Receipt>",
];

/// What every program has beside its handlers.
const REST: &str = r#"
gati::app!();
#[derive(Deserialize, GType)] pub struct Filter { pub limit: u32 }
#[derive(Deserialize, GType)] pub struct Trace { pub x_trace: String }
#[derive(Serialize, Deserialize, GType)] pub struct Order { pub amount: u64 }
#[derive(Serialize, GType)] pub struct Receipt { pub number: u64 }
#[derive(Serialize, GType, ApiError)] #[serde(tag = "code")] pub enum Oops { #[gtype(status = 409)] Failed }
#[gati::hook(before)] fn b0() {}
#[gati::hook(before)] fn b1() {}
#[gati::hook(before)] fn b2() {}
#[gati::hook(catch)] fn c0() {}
#[gati::hook(catch)] fn c1() {}
#[gati::hook(catch)] fn c2() {}
"#;

fn plans() -> impl Strategy<Value = Plan> {
    let segment = prop_oneof![
        Just(Segment::Literal),
        any::<bool>().prop_map(|braces| Segment::Placeholder { braces }),
    ];
    let hooks = || prop::collection::btree_set(0..HOOKS, 0..=HOOKS);
    let auth = (
        prop::sample::select(AuthScheme::ALL.to_vec()),
        prop::collection::vec("[a-z]{1,6}", 0..3),
    );
    let inputs = (
        prop::sample::select(vec![
            Method::Get,
            Method::Post,
            Method::Put,
            Method::Patch,
            Method::Delete,
        ]),
        prop::collection::vec(segment, 0..4),
        any::<bool>(),
        any::<bool>(),
        prop::option::of(prop::sample::select(BODIES.to_vec())),
    );
    let outputs = (
        prop::sample::select(ANSWERS.to_vec()),
        prop::collection::btree_set(200_u16..=202, 0..3),
        any::<bool>(),
    );
    let policies = (
        prop::option::of(auth),
        prop::option::of(1_u64..100_000),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        hooks(),
        hooks(),
        prop::collection::vec("[a-z]{1,6}", 0..3),
    );
    (inputs, outputs, policies).prop_map(|(inputs, outputs, policies)| {
        let (method, segments, query, headers, body) = inputs;
        let (answer, statuses, fails) = outputs;
        let (auth, timeout_ms, idempotent, deprecated, sunset, before, catch, tags) = policies;
        let auth = auth.map(|(scheme, roles)| (scheme, without_doubles(roles)));
        Plan {
            method,
            segments,
            query,
            headers,
            body: body.filter(|_| method.takes_body()),
            answer,
            // Only 204 and its like go without a body.
            statuses: if answer == "NoContent" {
                Vec::new()
            } else {
                statuses.into_iter().collect()
            },
            fails,
            auth,
            timeout_ms,
            // Of the other methods HTTP says it.
            idempotent: idempotent && !method.is_idempotent(),
            deprecated,
            sunset: sunset && deprecated,
            before,
            catch,
            tags: without_doubles(tags),
        }
    })
}

fn without_doubles(texts: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts
        .into_iter()
        .filter(|text| seen.insert(text.clone()))
        .collect()
}

fn quoted(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("{text:?}")).collect();
    quoted.join(", ")
}

impl Plan {
    fn placeholders(&self) -> Vec<String> {
        let placeholders = self
            .segments
            .iter()
            .filter(|segment| **segment != Segment::Literal);
        (0..placeholders.count()).map(|at| format!("p{at}")).collect()
    }

    /// The path, with placeholders as they are spelled, or all with a colon.
    fn path(&self, number: usize, canonical: bool) -> String {
        let mut path = format!("/h{number}");
        let mut names = self.placeholders().into_iter();
        for segment in &self.segments {
            match segment {
                Segment::Literal => path.push_str("/part"),
                Segment::Placeholder { braces } => {
                    let name = names.next().unwrap();
                    if *braces && !canonical {
                        path.push_str(&format!("/{{{name}}}"));
                    } else {
                        path.push_str(&format!("/:{name}"));
                    }
                }
            }
        }
        path
    }

    fn source(&self, number: usize) -> String {
        let mut keys = vec![format!("\"{} {}\"", self.method, self.path(number, false))];
        if !self.statuses.is_empty() {
            keys.push(format!("status = {:?}", self.statuses));
        }
        if let Some((scheme, roles)) = &self.auth {
            keys.push(format!("auth = \"{}\"", scheme.name()));
            if !roles.is_empty() {
                keys.push(format!("roles = [{}]", quoted(roles)));
            }
        }
        keys.extend(self.timeout_ms.map(|time| format!("timeout = \"{time}ms\"")));
        keys.extend(self.idempotent.then(|| "idempotent".to_owned()));
        keys.extend(self.deprecated.then(|| "deprecated = \"2026-01-01\"".to_owned()));
        keys.extend(self.sunset.then(|| "sunset = \"2027-01-01\"".to_owned()));
        for (stage, hooks) in [("before", &self.before), ("catch", &self.catch)] {
            if !hooks.is_empty() {
                let hooks: Vec<String> = hooks
                    .iter()
                    .map(|hook| format!("{}{hook}", &stage[..1]))
                    .collect();
                keys.push(format!("{stage} = [{}]", hooks.join(", ")));
            }
        }
        if !self.tags.is_empty() {
            keys.push(format!("tags = [{}]", quoted(&self.tags)));
        }
        let mut arguments: Vec<String> = Vec::new();
        arguments.extend(self.body.map(|body| format!("body: {body}")));
        arguments.extend(self.query.then(|| "query: Query<Filter>".to_owned()));
        arguments.extend(
            self.placeholders()
                .into_iter()
                .rev()
                .map(|name| format!("{name}: u64")),
        );
        arguments.extend(self.headers.then(|| "headers: Headers<Trace>".to_owned()));
        let answer = if self.fails {
            format!("Result<{}, Oops>", self.answer)
        } else {
            self.answer.to_owned()
        };
        format!(
            "/// Handler number {number}.\n#[gati::handler({})]\nasync fn h{number}({}) -> {answer} {{ answer() }}\n",
            keys.join(", "),
            arguments.join(", ")
        )
    }
}

fn scan(plans: &[Plan]) -> (Manifest, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    let manifest = "[package]\nname = \"plan\"\nversion = \"1.0.0\"\nedition = \"2024\"\n[dependencies]\ngati = \"0.1\"\n[workspace]\n";
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    let handlers = plans.iter().enumerate().map(|(number, plan)| plan.source(number));
    let source = REST.to_owned() + &handlers.collect::<String>() + "fn main() {}\n";
    fs::write(folder.path().join("src/main.rs"), &source).unwrap();
    let scan = Project::open(folder.path()).unwrap().scan();
    let scan = scan.unwrap_or_else(|error| panic!("{error}\n{source}"));
    (scan.manifest().clone(), source)
}

/// The name of the type that is referred to.
fn name(manifest: &Manifest, ty: Option<&Type>) -> Option<String> {
    ty.map(|ty| manifest.definition(ty).unwrap().name.to_string())
}

/// What encodes the body or the answer, as its argument or result is spelled.
fn body(manifest: &Manifest, body: &Body) -> String {
    let kind = match body {
        Body::Json { .. } => "Json",
        Body::Form { .. } => "Form",
        Body::Multipart { .. } => "Multipart",
        Body::Bytes => "Bytes",
        Body::Stream => "ByteStream",
    };
    name(manifest, body.ty()).map_or(kind.to_owned(), |ty| format!("{kind}<{ty}>"))
}

fn answer(manifest: &Manifest, content: &AnswerContent) -> String {
    let kind = match content {
        AnswerContent::Empty => "NoContent",
        AnswerContent::Json { .. } => "Json",
        AnswerContent::Text => "Text",
        AnswerContent::Bytes => "Bytes",
        AnswerContent::Stream => "ByteStream",
        AnswerContent::JsonLines { .. } => "JsonLines",
        AnswerContent::Events { .. } => "Sse",
        AnswerContent::Socket { .. } => "Socket",
    };
    name(manifest, content.ty()).map_or(kind.to_owned(), |ty| format!("{kind}<{ty}>"))
}

/// The handler as a plan, as far as the manifest has it.
fn read(manifest: &Manifest, handler: &Handler, written: &Plan) -> Plan {
    let numbers = |names: &[String]| names.iter().map(|name| name[1..].parse().unwrap()).collect();
    Plan {
        method: handler.method,
        // The path is compared as a text.
        segments: written.segments.clone(),
        query: name(manifest, handler.query.as_ref()).is_some_and(|name| name == "Filter"),
        headers: name(manifest, handler.headers.as_ref()).is_some_and(|name| name == "Trace"),
        body: handler.body.as_ref().map(|found| {
            let found = body(manifest, found);
            BODIES.into_iter().find(|known| *known == found).unwrap()
        }),
        answer: ANSWERS
            .into_iter()
            .find(|known| *known == answer(manifest, &handler.answer.content))
            .unwrap(),
        statuses: handler.answer.statuses.clone(),
        fails: name(manifest, handler.error.as_ref()).is_some_and(|name| name == "Oops"),
        auth: handler
            .auth
            .as_ref()
            .map(|Auth { scheme, roles }| (*scheme, roles.clone())),
        timeout_ms: handler.timeout_ms,
        idempotent: handler.idempotent,
        deprecated: handler
            .deprecated
            .as_ref()
            .is_some_and(|since| since.since.as_deref() == Some("2026-01-01")),
        sunset: handler.sunset.as_deref() == Some("2027-01-01"),
        before: numbers(&handler.before),
        catch: numbers(&handler.catch),
        tags: handler.tags.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn p02_the_manifest_of_a_handler_has_what_its_source_says(
        plans in prop::collection::vec(plans(), 1..4),
        changed in any::<prop::sample::Index>(),
    ) {
        let (manifest, source) = scan(&plans);
        prop_assert_eq!(manifest.handlers.len(), plans.len());
        let of = |manifest: &Manifest, number: usize| {
            let named = format!("h{number}");
            manifest.handlers.iter().find(|handler| handler.name == named).unwrap().clone()
        };
        for (number, plan) in plans.iter().enumerate() {
            let handler = of(&manifest, number);
            let mut expected = plan.clone();
            // HTTP says it of most methods.
            expected.idempotent |= plan.method.is_idempotent();
            if expected.statuses.is_empty() {
                expected.statuses = vec![if plan.answer == "NoContent" { 204 } else { 200 }];
            }
            prop_assert_eq!(&read(&manifest, &handler, plan), &expected, "{}", source);
            prop_assert_eq!(handler.path.to_string(), plan.path(number, true));
            let parameters: Vec<String> = handler.parameters.iter().map(|one| one.name.clone()).collect();
            prop_assert_eq!(parameters, plan.placeholders());
            prop_assert_eq!(handler.summary, format!("Handler number {number}."));
        }
        // A handler that changes has another fingerprint, and it alone.
        let changed = changed.index(plans.len());
        let mut others = plans.clone();
        others[changed].fails = !plans[changed].fails;
        let (after, _) = scan(&others);
        for number in 0..plans.len() {
            let is_same = of(&manifest, number).fingerprint == of(&after, number).fingerprint;
            prop_assert_eq!(is_same, number != changed, "handler {} of {}", number, source);
        }
    }
}
