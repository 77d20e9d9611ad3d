//! The picture of a gap.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use gati_diff::{Change, Changes};
use gati_schema::ty::Kind;
use gati_schema::{Type, TypeName};
use gati_transform::{Gap, GapKind, Lack, LackKind, Owner, Part, Party, Site, StepPlan, Way, sites};

use super::Policy;
use super::shape::shape;
use super::spots::Spots;
use super::stub::subject;
use crate::analyze::Today;
use crate::emit::timescape::Scopes;
use crate::report::Report;
use crate::source::Place;
use crate::story::{Edition, Editions, StepGiven};

/// A step, and all that is known of it.
pub(super) struct Scene<'a, 'e> {
    pub(super) editions: &'e Editions,
    pub(super) today: &'e Today,
    /// What the types of all editions are, once a stub asks.
    pub(super) scopes: &'a OnceCell<Scopes<'e>>,
    pub(super) step: usize,
    /// Whether the newer end is not released yet.
    pub(super) is_pending: bool,
    pub(super) plan: &'a StepPlan,
    pub(super) changes: &'a Changes,
    pub(super) given: &'a [StepGiven],
    pub(super) spots: &'a Spots<'a>,
    pub(super) policy: &'a Policy,
}

impl Scene<'_, '_> {
    fn older(&self) -> &Edition {
        &self.editions.all[self.step]
    }

    fn newer(&self) -> &Edition {
        &self.editions.all[self.step + 1]
    }

    pub(super) fn report(&self, gap: &Gap) -> Report {
        let mut report = Report::new("gap", self.title(gap));
        for (place, label) in self.labels(gap) {
            report = report.at(&place, label);
        }
        report = self.shapes(gap, report);
        let changes = self.causes(gap);
        if let Some(witness) = changes.iter().find_map(|change| change.witness.as_ref()) {
            report = report.note(format!("for example: {witness}"));
        }
        report = report.note(self.affected(&gap.handlers));
        if let Some(half) = gap.other_half.and_then(|at| self.given.get(at)) {
            report = report.note(format!(
                "`{}` {}s it; this is the other half",
                half.given.path,
                gap.way.back().verb()
            ));
        }
        if !self.is_pending {
            report = report.note(format!(
                "{} and {} are both released: a transformer of that step was deleted, or was never there",
                self.older().version,
                self.newer().version
            ));
        }
        if gap.kind == GapKind::Transformer {
            let stub = self.stub(gap);
            let blanks = if stub.contains("/*") {
                ", and fill in what only you know"
            } else {
                ""
            };
            report = report.help(format!("paste this{blanks}:\n\n{stub}\n"));
            if gap.lacks.iter().any(|lack| lack.kind != LackKind::Dropped) {
                report = report.note("what cannot be carried may be refused: such a function returns `Result<_, gati::Untransformable>`");
            }
        }
        self.ways_out(report, &gap.handlers, &changes)
    }

    fn title(&self, gap: &Gap) -> String {
        let (older, newer) = (&self.older().version, &self.newer().version);
        let what = match &gap.party {
            Party::Type { newer, as_error, .. } if *as_error => format!("the error `{newer}`"),
            Party::Type { newer, .. } => format!("`{newer}`"),
            Party::Handler { newer, part, .. } => match part {
                Part::Request => format!("the request of `{newer}`"),
                Part::Message => format!("the incoming message of `{newer}`"),
                Part::Answer => format!("the answer of `{newer}`"),
                Part::Error => format!("the error of `{newer}`"),
            },
        };
        let lost = if self.is_pending {
            ""
        } else {
            ": the step has lost its transformer"
        };
        match gap.way {
            Way::Lift => {
                format!("{what} breaks callers of {older}: what they send cannot be lifted to {newer}{lost}")
            }
            Way::Lower => format!(
                "{what} breaks callers of {older}: what {newer} answers cannot be lowered for them{lost}"
            ),
        }
    }

    /// Each thing that is missing, where it stands today.
    fn labels(&self, gap: &Gap) -> Vec<(Place, String)> {
        let mut labels: Vec<(Place, String)> = Vec::new();
        let mut say = |place: Option<Place>, text: String| {
            let Some(place) = place else { return };
            match labels.iter_mut().find(|(known, _)| *known == place) {
                Some((_, known)) => *known = format!("{known}; {text}"),
                None => labels.push((place, text)),
            }
        };
        for lack in &gap.lacks {
            say(self.spot(gap, lack), self.label(gap, lack));
        }
        if labels.is_empty() {
            let names = self.handler_names(&gap.handlers);
            let place = names.iter().find_map(|name| self.spots.handler(name));
            let text = format!("it serves callers of {}", self.older().version);
            labels.extend(place.map(|place| (place, text)));
        }
        labels
    }

    fn spot(&self, gap: &Gap, lack: &Lack) -> Option<Place> {
        // The names of a lack are those of the target, but for what the target does not have.
        match &gap.party {
            Party::Type { newer, .. } => {
                let member = self.spots.member(newer, &lack.path);
                member.or_else(|| self.spots.ty(newer))
            }
            Party::Handler { newer, part, .. } => {
                let handler = self
                    .newer()
                    .manifest
                    .handlers
                    .iter()
                    .find(|handler| handler.name == *newer);
                let ty = match (part, lack.path.split_first()) {
                    (Part::Request, Some((part, rest))) => handler.and_then(|handler| {
                        let ty = match part.as_str() {
                            "query" => handler.query.as_ref(),
                            "headers" => handler.headers.as_ref(),
                            "body" => handler.body.as_ref().and_then(gati_schema::handler::Body::ty),
                            _ => None,
                        };
                        Some((name_of(ty?)?, rest))
                    }),
                    _ => None,
                };
                let member = ty.and_then(|(name, rest)| self.spots.member(name, rest));
                member.or_else(|| self.spots.handler(newer))
            }
        }
    }

    fn label(&self, gap: &Gap, lack: &Lack) -> String {
        let old = &self.older().version;
        let name = lack.path.last().cloned().unwrap_or_default();
        let source = lack.source.as_deref().unwrap_or("nothing");
        let target = lack.target.as_deref().unwrap_or("nothing");
        let what = match lack.kind {
            LackKind::Value if gap.way == Way::Lift => format!("callers of {old} do not send it"),
            LackKind::Value => format!("callers of {old} were promised `{name}`: {target}"),
            LackKind::Narrower | LackKind::Kind if gap.way == Way::Lift => {
                format!("callers of {old} send {source}, and this is {target}")
            }
            LackKind::Narrower | LackKind::Kind => {
                format!("callers of {old} read {target}, and this is {source}")
            }
            LackKind::Presence if gap.way == Way::Lift => format!("callers of {old} may leave it out"),
            LackKind::Presence => format!("callers of {old} rely on it, and it may be missing"),
            LackKind::Dropped => format!("callers of {old} send `{name}` ({source}), and nobody reads it"),
            LackKind::Variant if gap.way == Way::Lift => {
                format!("callers of {old} send `{name}`, which is gone")
            }
            LackKind::Variant => format!("callers of {old} do not know it"),
            LackKind::Ambiguous => format!("it may be {source}"),
        };
        what.replace('\n', " ")
    }

    /// The shapes on both sides.
    fn shapes(&self, gap: &Gap, report: Report) -> Report {
        let (older, newer) = (self.older(), self.newer());
        match &gap.party {
            Party::Type {
                older: a, newer: b, ..
            } => report
                .note(format!("in {}: {}", older.version, shape(&older.manifest, a)))
                .note(format!("in {}: {}", newer.version, shape(&newer.manifest, b))),
            Party::Handler { .. } => {
                let said = gap.lacks.first().map(|lack| (&lack.source, &lack.target));
                let Some((source, target)) = said else {
                    return report;
                };
                let (was, is) = match gap.way {
                    Way::Lift => (source, target),
                    Way::Lower => (target, source),
                };
                let word = |shape: &Option<String>| shape.clone().unwrap_or_else(|| "nothing".into());
                report
                    .note(format!("in {}: {}", older.version, word(was)))
                    .note(format!("in {}: {}", newer.version, word(is)))
            }
        }
    }

    /// The breaking changes that a gap comes from.
    fn causes(&self, gap: &Gap) -> Vec<&Change> {
        let (older, newer) = (&self.older().manifest, &self.newer().manifest);
        let is_here = |site: &Site, lack: &Lack| {
            let owner = match (&site.owner, &gap.party) {
                (Owner::Type(name), Party::Type { newer, .. }) => name == newer,
                (Owner::Part(handler, part), Party::Handler { newer, part: own, .. }) => {
                    handler == newer && part == own
                }
                _ => false,
            };
            owner
                && site.way == gap.way
                && (site.path.starts_with(&lack.path) || lack.path.starts_with(&site.path))
        };
        self.changes
            .breaking()
            .filter(|change| {
                let sites = sites(change, older, newer);
                gap.lacks
                    .iter()
                    .any(|lack| sites.iter().any(|site| is_here(site, lack)))
            })
            .collect()
    }

    /// Who is affected.
    pub(super) fn affected(&self, handlers: &[String]) -> String {
        let live: Vec<String> = self
            .editions
            .all
            .iter()
            .take(self.step + 1)
            .filter(|edition| self.has_one(edition, handlers))
            .map(|edition| edition.version.to_string())
            .collect();
        let releases = match &live[..] {
            [] => String::new(),
            [only] => only.clone(),
            [first, .., last] if live.len() > 3 => format!("{first} to {last}"),
            several => several.join(", "),
        };
        let shown = if handlers.len() > 4 {
            format!("{} and {} more", handlers[..4].join(", "), handlers.len() - 4)
        } else {
            handlers.join(", ")
        };
        format!("affected: callers of {releases} that use {shown}")
    }

    /// Whether an edition has one of the handlers, by its name or its route as the older end of the step has it.
    fn has_one(&self, edition: &Edition, labels: &[String]) -> bool {
        let names = self.handler_names(labels);
        let paired = self
            .plan
            .handlers
            .iter()
            .filter(|step| names.contains(&step.newer));
        let older: Vec<&String> = paired.map(|step| &step.older).collect();
        let olds = self.older().manifest.handlers.iter();
        let olds: Vec<_> = olds
            .filter(|old| older.contains(&&old.name) || labels.contains(&gati_diff::label(old)))
            .collect();
        edition.manifest.handlers.iter().any(|own| {
            olds.iter().any(|old| {
                own.name == old.name || (own.method == old.method && own.path.key() == old.path.key())
            })
        })
    }

    /// What else can be done.
    pub(super) fn ways_out(&self, mut report: Report, handlers: &[String], changes: &[&Change]) -> Report {
        let newer = &self.newer().version;
        if let Some(handler) = handlers.first() {
            let or = or(&report);
            report = report.help(format!(
                "{or}keep the old handler beside the new one: `#[gati::handler(\"{}\", versions = \"..{newer}\")]`",
                self.old_route(handler)
            ));
        }
        if self.is_pending && !changes.is_empty() {
            let keys: BTreeSet<String> = changes.iter().map(|change| change.key()).collect();
            let entries: String = keys
                .iter()
                .map(|key| format!("[[versions.allow]]\nfinding = \"{key}\"\nbecause = \"...\"\n"))
                .collect();
            let or = or(&report);
            report = report.help(format!(
                "{or}if no caller is hurt, say so in gati.toml:

{entries}"
            ));
        }
        if self.policy.is_silent() {
            report = report.help(format!(
                "or serve {} and what came before it no longer: `live = \">={newer}\"` under `[versions]` in gati.toml",
                self.older().version
            ));
        }
        report
    }

    /// The route that a handler of the newer release had in the older one.
    fn old_route(&self, label: &str) -> String {
        let name = self.handler_names(std::slice::from_ref(&label.to_owned()));
        let step = name
            .first()
            .and_then(|name| self.plan.handlers.iter().find(|step| step.newer == *name));
        let old = step.and_then(|step| {
            self.older()
                .manifest
                .handlers
                .iter()
                .find(|handler| handler.name == step.older)
        });
        old.map_or_else(|| label.to_owned(), gati_diff::label)
    }

    /// Handlers of the newer release by their labels.
    fn handler_names(&self, labels: &[String]) -> Vec<String> {
        let handlers = self.newer().manifest.handlers.iter();
        handlers
            .filter(|handler| labels.contains(&gati_diff::label(handler)))
            .map(|handler| handler.name.clone())
            .collect()
    }
}

/// How a further remedy begins.
fn or(report: &Report) -> &'static str {
    if report.helps.is_empty() { "" } else { "or " }
}

pub(super) fn name_of(ty: &Type) -> Option<&TypeName> {
    match &ty.without_option().kind {
        Kind::Named { name } => Some(name),
        _ => None,
    }
}

/// A transformer that nothing calls.
pub(super) fn unused(editions: &Editions, step: usize, given: &StepGiven) -> Report {
    let (older, newer) = (&editions.all[step], &editions.all[step + 1]);
    let (verb, why) = match given.given.way {
        Way::Lift => ("lift", "no handler reads it in what callers send"),
        Way::Lower => ("lower", "no handler answers with it"),
    };
    let name = match &given.given.subject {
        gati_transform::Subject::Type { newer, .. } => newer.to_string(),
        gati_transform::Subject::Handler { newer, part, .. } => subject(&Party::Handler {
            older: newer.clone(),
            newer: newer.clone(),
            part: *part,
        }),
    };
    Report::new(
        "transformer-never-runs",
        format!(
            "nobody has to {verb} `{name}` between {} and {}",
            older.version, newer.version
        ),
    )
    .at(&given.place, why)
    .note("a transformer of a whole request, answer or error goes before those of the types inside it")
    .help("delete it")
}
