//! What callers send arrives under its name, wherever in the request it stands now, or somebody is asked: nothing is lost, and nothing is
//! taken for something else.

#[path = "../../gati-diff/tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use gati_schema::Manifest;
use gati_transform::{Assign, Body, By, Fill, How, RequestStep, Seg, StepPlan, plan};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

/// The parts that are structs, by their names in a request.
const PARTS: [&str; 3] = ["query", "headers", "body"];

/// One value that callers send: its name, in which part it stands, and whether it may be missing. The number of [`PARTS`] is the path.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sent {
    name: String,
    part: usize,
    optional: bool,
}

impl Sent {
    const fn in_path(&self) -> bool {
        self.part == PARTS.len()
    }
}

/// A release of one handler: what callers send, and how many segments without a placeholder its path begins with.
#[derive(Clone, Debug)]
struct Release {
    sent: Vec<Sent>,
    prefix: usize,
}

impl Release {
    fn placeholders(&self) -> Vec<&Sent> {
        self.sent.iter().filter(|sent| sent.in_path()).collect()
    }

    /// Of two releases with equal forms, the URLs are the same.
    fn form(&self) -> (usize, usize) {
        (self.prefix, self.placeholders().len())
    }

    fn manifest(&self) -> Manifest {
        let text = |sent: &Sent| {
            if sent.optional {
                json!({ "kind": "option", "of": { "kind": "text" } })
            } else {
                json!({ "kind": "text" })
            }
        };
        let mut types = json!({});
        let mut handler = json!({
            "name": "it", "method": "POST",
            "answer": { "statuses": [200], "encoding": "empty" },
        });
        for (at, (part, name)) in PARTS.iter().zip(["Query", "Headers", "Body"]).enumerate() {
            let fields = self.sent.iter().filter(|sent| sent.part == at);
            let fields: Vec<Value> = fields
                .map(|sent| json!({ "name": sent.name, "type": text(sent) }))
                .collect();
            if fields.is_empty() {
                continue;
            }
            types[name] = json!({ "shape": { "object": { "fields": fields } } });
            let ty = json!({ "kind": "named", "name": name });
            handler[part] = match *part {
                "body" => json!({ "encoding": "json", "type": ty }),
                _ => ty,
            };
        }
        let placeholders = self.placeholders();
        let segments = placeholders.iter().map(|sent| format!("/:{}", sent.name));
        let path: String = std::iter::repeat_n("/it".to_owned(), self.prefix)
            .chain(segments)
            .collect();
        handler["path"] = json!(path);
        let parameters = placeholders.iter();
        handler["parameters"] = parameters
            .map(|sent| json!({ "name": sent.name, "type": { "kind": "text" } }))
            .collect();
        let whole = json!({ "types": types, "handlers": [handler] });
        serde_json::from_value(support::filled_in(whole)).expect("a manifest of the model's shape")
    }

    /// A request in which every value is its own.
    fn request(&self) -> Value {
        let mut request = json!({});
        for sent in &self.sent {
            let value = json!(own_value(sent));
            match PARTS.get(sent.part) {
                Some(part) => request[part][&sent.name] = value,
                None => request[&sent.name] = value,
            }
        }
        request
    }
}

fn own_value(sent: &Sent) -> String {
    format!("{} of {}", sent.name, sent.part)
}

/// What the plan makes of a request; `None` where it misses a transformer.
fn lifted(plan: &StepPlan, request: &Value) -> Option<Value> {
    match &plan.handlers.first()?.request {
        RequestStep::Same => Some(request.clone()),
        RequestStep::Derived { parts, gap: None } => assigned(plan, parts, request),
        RequestStep::Derived { .. } | RequestStep::Given(_) => None,
    }
}

fn assigned(plan: &StepPlan, assigns: &[Assign], source: &Value) -> Option<Value> {
    let values = assigns
        .iter()
        .map(|assign| Some((assign.field.clone(), filled(plan, &assign.value, source)?)));
    values
        .collect::<Option<serde_json::Map<_, _>>>()
        .map(Value::Object)
}

fn filled(plan: &StepPlan, fill: &Fill, source: &Value) -> Option<Value> {
    match fill {
        Fill::Take { path, how } => {
            let at = path.iter().fold(source, |at, seg| match seg {
                Seg::Field(name) => &at[name],
                Seg::Position(at_position) => &at[at_position],
            });
            done(plan, how, at)
        }
        Fill::Absent => Some(Value::Null),
        Fill::Build { fields, .. } => assigned(plan, fields, source),
        Fill::Lack(_) => None,
        Fill::Constant(_) | Fill::Refuse(_) => panic!("nothing here asks for {fill:?}"),
    }
}

fn done(plan: &StepPlan, how: &How, value: &Value) -> Option<Value> {
    match how {
        How::Move => Some(value.clone()),
        // In JSON, a text that may be missing is a text.
        How::Some(how) | How::Option(how) => done(plan, how, value),
        How::Call(number) => match &plan.conversions[*number].by {
            By::Derived {
                body: Body::Object(assigns),
                gap: None,
            } => assigned(plan, assigns, value),
            By::Derived { gap: Some(_), .. } => None,
            by => panic!("nothing here asks for {by:?}"),
        },
        how => panic!("nothing here asks for {how:?}"),
    }
}

/// Which value of the older release each one of the newer is, and which are left.
struct Matching<'o> {
    left: Vec<&'o Sent>,
    pairs: BTreeMap<usize, &'o Sent>,
}

impl<'o> Matching<'o> {
    fn pair(&mut self, at: usize, partner: &'o Sent) {
        self.left.retain(|other| *other != partner);
        self.pairs.insert(at, partner);
    }

    /// Placeholders: those in the same places of the same URLs, else those of one name, else the only ones that are left.
    fn path(&mut self, old: &'o Release, new: &Release) {
        let placeholders = old.placeholders();
        let wanted = (0..new.sent.len()).filter(|at| new.sent[*at].in_path());
        if old.form() == new.form() {
            wanted
                .zip(placeholders)
                .for_each(|(at, partner)| self.pair(at, partner));
            return;
        }
        let mut came = Vec::new();
        for at in wanted {
            match placeholders.iter().find(|sent| sent.name == new.sent[at].name) {
                Some(partner) => self.pair(at, partner),
                None => came.push(at),
            }
        }
        let gone: Vec<&Sent> = self.left.iter().copied().filter(|sent| sent.in_path()).collect();
        if let ([at], [partner]) = (&came[..], &gone[..]) {
            self.pair(*at, partner);
        }
    }

    /// What keeps its part and its name.
    fn in_place(&mut self, new: &Release) {
        for (at, sent) in new.sent.iter().enumerate().filter(|(_, sent)| !sent.in_path()) {
            let here = |other: &&Sent| other.part == sent.part && other.name == sent.name;
            if let Some(partner) = self.left.iter().copied().find(here) {
                self.pair(at, partner);
            }
        }
    }
}

/// What the handler of the newer release should get, or `None` where nobody can know: worked out without a plan.
fn expected(old: &Release, new: &Release) -> Option<Value> {
    let mut matching = Matching {
        left: old.sent.iter().collect(),
        pairs: BTreeMap::new(),
    };
    matching.path(old, new);
    matching.in_place(new);
    let mut request = json!({});
    for (at, sent) in new.sent.iter().enumerate() {
        if !matching.pairs.contains_key(&at) {
            let meant = matching
                .left
                .iter()
                .copied()
                .filter(|other| other.name == sent.name);
            match meant.collect::<Vec<_>>()[..] {
                [] => {}
                [only] => matching.pair(at, only),
                _ => return None,
            }
        }
        let value = match matching.pairs.get(&at) {
            Some(partner) if partner.optional && !sent.optional => return None,
            Some(partner) => json!(own_value(partner)),
            None if sent.optional => Value::Null,
            None => return None,
        };
        match PARTS.get(sent.part) {
            Some(part) => request[part][&sent.name] = value,
            None => request[&sent.name] = value,
        }
    }
    matching.left.is_empty().then_some(request)
}

/// What callers send; the names of `old` releases may stand in two parts, those of new ones may not, as two that want one value have no answer.
fn release(twice: bool) -> impl Strategy<Value = Release> {
    let sent = (0..5_usize, 0..=PARTS.len(), any::<bool>());
    (prop::collection::vec(sent, 0..6), 1..3_usize).prop_map(move |(list, prefix)| {
        let mut release = Release {
            sent: Vec::new(),
            prefix,
        };
        for (name, part, optional) in list {
            let name = ["a", "b", "c", "d", "e"][name].to_owned();
            let in_path = part == PARTS.len();
            let is_taken = |other: &Sent| other.name == name && (!twice || other.part == part);
            if !release.sent.iter().any(is_taken) {
                release.sent.push(Sent {
                    name,
                    part,
                    optional: optional && !in_path,
                });
            }
        }
        release
    })
}

/// The same release after some of its values moved, went, came, or got another name.
fn edited(old: Release, edits: &[(usize, usize, usize)], prefix: usize) -> Release {
    let mut new = Release { prefix, ..old };
    for (at, what, part) in edits {
        if new.sent.is_empty() {
            break;
        }
        let at = at % new.sent.len();
        match what {
            0 | 1 => {
                new.sent[at].part = *part;
                new.sent[at].optional &= *part != PARTS.len();
            }
            2 => new.sent[at].name.push('x'),
            3 => {
                new.sent.remove(at);
            }
            _ => new.sent.swap(0, at),
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    new.sent.retain(|sent| seen.insert(sent.name.clone()));
    new
}

fn agrees(old: &Release, new: &Release) -> Result<bool, TestCaseError> {
    let plan = plan(&old.manifest(), &new.manifest(), &[], &[]);
    let got = lifted(&plan, &old.request());
    let expected = expected(old, new);
    prop_assert_eq!(&got, &expected, "from {:?} to {:?}: {:?}", old, new, plan);
    Ok(got.is_some())
}

/// A release and what edits made of it.
fn step() -> impl Strategy<Value = (Release, Release)> {
    let edits = prop::collection::vec((0..6_usize, 0..5_usize, 0..=PARTS.len()), 0..3);
    (release(true), edits, 1..3_usize).prop_map(|(old, edits, prefix)| {
        let new = edited(old.clone(), &edits, prefix);
        (old, new)
    })
}

#[test]
fn values_move_often_enough_to_say_something() {
    let mut runner = TestRunner::deterministic();
    let (mut carried, mut crossed) = (0, 0);
    for _ in 0..400 {
        let (old, new) = step().new_tree(&mut runner).expect("a step").current();
        let arrives = agrees(&old, &new).expect("they agree");
        let homes = |release: &Release| {
            let homes = release.sent.iter().map(|sent| (sent.name.clone(), sent.part));
            homes.collect::<BTreeMap<_, _>>()
        };
        carried += usize::from(arrives && old.request() != json!({}));
        crossed += usize::from(arrives && homes(&old) != homes(&new));
    }
    assert!(carried > 100, "{carried} of 400 requests arrive");
    assert!(crossed > 25, "{crossed} of 400 requests arrive in other parts");
}

proptest! {
    // `PROPTEST_CASES` asks for more.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(1000), ..ProptestConfig::default() })]

    #[test]
    fn values_arrive_under_their_names_or_somebody_is_asked((old, new) in step()) {
        agrees(&old, &new)?;
    }

    #[test]
    fn two_releases_that_have_little_in_common_mix_nothing_up(old in release(true), new in release(false)) {
        agrees(&old, &new)?;
    }
}
