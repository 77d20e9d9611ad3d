//! Which step each transformer belongs to, and what it carries there.

use gati_schema::{Manifest, TypeName};
use gati_syntax::symbol::nearest;
use gati_transform::{Given, Part, Subject, Way};

use super::editions::Editions;
use crate::analyze::transformers::{Carries, TransformerFn, Versioned};
use crate::report::Report;
use crate::source::Place;

/// A transformer of a step.
#[derive(Clone, Debug)]
pub(crate) struct StepGiven {
    pub(crate) given: Given,
    /// The path of its marker.
    pub(crate) marker: String,
    /// Where its name stands.
    pub(crate) place: Place,
}

/// Sorts transformers by the older edition of their step. What makes no sense is reported and left out.
pub(super) fn by_step(
    editions: &Editions,
    transformers: &[TransformerFn],
) -> (Vec<Vec<StepGiven>>, Vec<Report>) {
    let mut steps: Vec<Vec<StepGiven>> = vec![Vec::new(); editions.today()];
    let mut reports = Vec::new();
    for transformer in transformers {
        let Some(carries) = &transformer.carries else {
            continue;
        };
        match place_of(editions, transformer, carries) {
            Ok((step, given)) => {
                let mut known = steps[step].iter();
                let same =
                    |known: &&StepGiven| known.given.way == given.way && known.given.subject == given.subject;
                if let Some(first) = known.find(same) {
                    reports.push(*twice(editions, step, &given, &transformer.place, &first.place));
                    continue;
                }
                steps[step].push(StepGiven {
                    given,
                    marker: transformer.marker.clone(),
                    place: transformer.place.clone(),
                });
            }
            Err(report) => reports.push(*report),
        }
    }
    (steps, reports)
}

/// One end of a transformer: an edition, and what is meant in it.
struct End {
    edition: usize,
    what: What,
}

#[derive(PartialEq)]
enum What {
    Type(TypeName),
    Handler(String, Part),
}

type Refused<T> = Result<T, Box<Report>>;

fn place_of(editions: &Editions, transformer: &TransformerFn, carries: &Carries) -> Refused<(usize, Given)> {
    let (from, to) = (end(editions, &carries.from)?, end(editions, &carries.to)?);
    let way = match from.edition.cmp(&to.edition) {
        std::cmp::Ordering::Less => Way::Lift,
        std::cmp::Ordering::Greater => Way::Lower,
        std::cmp::Ordering::Equal => return Err(same_release(editions, carries, from.edition)),
    };
    let (older, newer) = match way {
        Way::Lift => (&from, &to),
        Way::Lower => (&to, &from),
    };
    let subject = match (&older.what, &newer.what) {
        (What::Type(older), What::Type(newer)) => Subject::Type {
            older: older.clone(),
            newer: newer.clone(),
        },
        (What::Handler(older, part), What::Handler(newer, other)) if part == other => {
            if part.way() != way {
                return Err(wrong_way(carries, *part, way));
            }
            Subject::Handler {
                older: older.clone(),
                newer: newer.clone(),
                part: *part,
            }
        }
        _ => return Err(unlike(carries)),
    };
    let step = step(editions, older, newer, &subject, carries)?;
    let given = Given {
        way,
        subject,
        fallible: carries.fallible,
        context: carries.context,
        path: transformer.path.clone(),
    };
    Ok((step, given))
}

fn end(editions: &Editions, versioned: &Versioned) -> Refused<End> {
    let Some(edition) = editions.by_module(&versioned.release) else {
        return Err(unknown_release(editions, versioned));
    };
    let of = &editions.all[edition];
    let manifest = &of.manifest;
    let what = match versioned.names.as_slice() {
        [name] => named(manifest, name).map(What::Type),
        [handler, part] => {
            let handler = manifest
                .handlers
                .iter()
                .find(|known| of.handler_module(known) == *handler);
            let part = [Part::Request, Part::Answer, Part::Error, Part::Message]
                .into_iter()
                .find(|known| known.type_name() == part);
            handler
                .zip(part)
                .map(|(handler, part)| What::Handler(handler.name.clone(), part))
        }
        _ => None,
    };
    match what {
        Some(what) => Ok(End { edition, what }),
        None => Err(unknown_type(editions, edition, versioned)),
    }
}

fn named(manifest: &Manifest, identifier: &str) -> Option<TypeName> {
    let mut names = manifest.types.keys();
    names.find(|name| name.identifier() == identifier).cloned()
}

/// The step on which the older end turns into the newer one: both may be named by any release in which they are the same.
fn step(
    editions: &Editions,
    older: &End,
    newer: &End,
    subject: &Subject,
    carries: &Carries,
) -> Refused<usize> {
    let (What::Type(old), What::Type(new)) = (&older.what, &newer.what) else {
        // The parts of handlers have no revisions of their own: they are named by the releases of the step.
        return if older.edition + 1 == newer.edition {
            Ok(older.edition)
        } else {
            Err(not_neighbours(editions, older, newer, carries))
        };
    };
    if old == new && editions.home(older.edition, old) >= newer.edition {
        return Err(unchanged(editions, older, newer, subject, carries));
    }
    if older.edition + 1 == newer.edition {
        return Ok(older.edition);
    }
    let last = editions.home(older.edition, old).min(newer.edition - 1);
    let first = (0..=newer.edition)
        .rev()
        .take_while(|at| editions.home(*at, new) == editions.home(newer.edition, new))
        .take_while(|at| editions.all[*at].manifest.types.contains_key(new))
        .last()
        .unwrap_or(newer.edition);
    if first <= last + 1 {
        Ok(last)
    } else {
        Err(not_neighbours(editions, older, newer, carries))
    }
}

fn version(editions: &Editions, edition: usize) -> String {
    editions.all[edition].version.to_string()
}

fn unknown_release(editions: &Editions, versioned: &Versioned) -> Box<Report> {
    let release = &versioned.release;
    let known: Vec<&str> = editions
        .all
        .iter()
        .map(|edition| edition.module.as_str())
        .collect();
    let list: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    if editions.retired.contains(release) {
        return Box::new(
            Report::new(
                "transformer-of-the-past",
                format!("`{release}` is the module of a release that is not served any more"),
            )
            .at(&versioned.place, "nobody comes from there")
            .help("delete this transformer, or let gati.toml keep the release alive"),
        );
    }
    let report = Report::new("unknown-release", format!("there is no release `{release}`"))
        .at(&versioned.place, "no module of that name");
    let today = &editions.all[editions.today()];
    let report = if editions.pending {
        report.note(format!(
            "what is pending is {}, as its changes ask for; its types are in `{}`",
            today.version, today.module
        ))
    } else {
        report
    };
    Box::new(match nearest(release, known) {
        Some(name) => report.help(format!("did you mean `{name}`?")),
        None => report.help(format!("there are {}", list.join(", "))),
    })
}

fn unknown_type(editions: &Editions, edition: usize, versioned: &Versioned) -> Box<Report> {
    let manifest = &editions.all[edition].manifest;
    let version = version(editions, edition);
    let shown = versioned.names.join("::");
    let types = manifest.types.keys().map(TypeName::identifier);
    let parts = manifest.handlers.iter().flat_map(|handler| {
        let module = editions.all[edition].handler_module(handler);
        ["Request", "Answer", "Error"].map(|part| format!("{module}::{part}"))
    });
    let known: Vec<String> = if versioned.names.len() == 1 {
        types.collect()
    } else {
        parts.collect()
    };
    let report = Report::new(
        "unknown-type-of-release",
        format!("release {version} has no type `{shown}`"),
    )
    .at(&versioned.place, "not in this release");
    Box::new(match nearest(&shown, known.iter().map(String::as_str)) {
        Some(name) => report.help(format!("did you mean `{}::{name}`?", versioned.release)),
        None => report.help(format!(
            "`gati version show {version}` lists its types; those of a handler are `<handler>::Request`, `::Answer` and `::Error`"
        )),
    })
}

fn same_release(editions: &Editions, carries: &Carries, edition: usize) -> Box<Report> {
    Box::new(
        Report::new(
            "transformer-within-a-release",
            format!("both ends are of release {}", version(editions, edition)),
        )
        .at(&carries.to.place, "what it makes")
        .at(&carries.from.place, "what it takes")
        .help(
            "a transformer carries a value from a release to its neighbour: name one end by another release",
        ),
    )
}

fn wrong_way(carries: &Carries, part: Part, way: Way) -> Box<Report> {
    let (what, right) = match part.way() {
        Way::Lift => ("what callers send", "older to the newer"),
        Way::Lower => ("what callers get", "newer to the older"),
    };
    Box::new(
        Report::new(
            "transformer-the-wrong-way",
            format!(
                "`{}` is {what}, and nobody needs to {} it",
                part.type_name(),
                way.verb()
            ),
        )
        .at(&carries.from.place, "comes from here")
        .help(format!("take it from the {right} release")),
    )
}

fn unlike(carries: &Carries) -> Box<Report> {
    Box::new(
        Report::new("transformer-between-unlike", "a transformer carries like to like")
            .at(&carries.to.place, "this is something else")
            .at(&carries.from.place, "than this")
            .help("carry a type to a type, or a part of a handler (`Request`, `Answer`, `Error`) to the same part"),
    )
}

fn unchanged(
    editions: &Editions,
    older: &End,
    newer: &End,
    subject: &Subject,
    carries: &Carries,
) -> Box<Report> {
    let name = match subject {
        Subject::Type { older, .. } => older.to_string(),
        Subject::Handler { older, .. } => older.clone(),
    };
    Box::new(
        Report::new(
            "transformer-without-change",
            format!(
                "`{name}` is the same in {} and {}",
                version(editions, older.edition),
                version(editions, newer.edition)
            ),
        )
        .at(&carries.from.place, "the same type")
        .at(&carries.to.place, "as this")
        .help("delete the transformer, or name the releases between which the type changed"),
    )
}

fn not_neighbours(editions: &Editions, older: &End, newer: &End, carries: &Carries) -> Box<Report> {
    let between: Vec<String> = (older.edition + 1..newer.edition)
        .map(|at| version(editions, at))
        .collect();
    Box::new(
        Report::new(
            "transformer-between-strangers",
            format!(
                "{} and {} are no neighbours here",
                version(editions, older.edition),
                version(editions, newer.edition)
            ),
        )
        .at(&carries.to.place, "what it makes")
        .at(&carries.from.place, "what it takes")
        .note(format!(
            "between them lies {}, whose callers need a transformer as well",
            between.join(", ")
        ))
        .help("write one transformer for each step: old values pass through all of them"),
    )
}

fn twice(editions: &Editions, step: usize, given: &Given, second: &Place, first: &Place) -> Box<Report> {
    let name = match &given.subject {
        Subject::Type { newer, .. } => newer.to_string(),
        Subject::Handler { newer, part, .. } => format!("{newer}::{}", part.type_name()),
    };
    Box::new(
        Report::new(
            "duplicate-transformer",
            format!(
                "two transformers {} `{name}` between {} and {}",
                given.way.verb(),
                version(editions, step),
                version(editions, step + 1)
            ),
        )
        .at(second, "the second one")
        .at(first, "the first one")
        .help("keep one of them"),
    )
}
