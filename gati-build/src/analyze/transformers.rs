//! The transformers of a crate, and which types of which releases they speak of.

use gati_syntax::transformer::{TransformerItem, is_transformer, parse, transformer_marker};
use syn::spanned::Spanned as _;
use syn::{ItemFn, TypePath};

use super::function::OnFunction;
use crate::report::Report;
use crate::resolve::{Namespace, Reach, Resolver, Target};
use crate::source::{CrateId, ItemId, ModuleId, Place, spell, text};

const TRANSFORMER: OnFunction = OnFunction {
    is_ours: is_transformer,
    noun: "transformer",
    conditional: "conditional-transformer",
    sometimes: "callers of old releases would be served only sometimes",
    for_tests: "take the `cfg` away",
};

/// A function with the attribute of transformers.
#[derive(Clone, Debug)]
pub(crate) struct TransformerFn {
    /// The path of the function, as code at the root of the crate calls it.
    pub(crate) path: String,
    /// The path of its marker.
    pub(crate) marker: String,
    /// Where its name stands.
    pub(crate) place: Place,
    /// What it says; nothing if its macro, or a report, says what is wrong with it.
    pub(crate) carries: Option<Carries>,
}

/// What a transformer carries.
#[derive(Clone, Debug)]
pub(crate) struct Carries {
    pub(crate) from: Versioned,
    pub(crate) to: Versioned,
    pub(crate) fallible: bool,
    pub(crate) context: bool,
}

/// A type inside of the module of a release: `v1_0_0::Capture`, `v1_0_0::capture::Request`.
#[derive(Clone, Debug)]
pub(crate) struct Versioned {
    /// The name of the module.
    pub(crate) release: String,
    /// What follows it.
    pub(crate) names: Vec<String>,
    pub(crate) place: Place,
}

/// Finds the transformers of a crate, in the order of the source.
pub(super) fn collect(resolver: &mut Resolver<'_>, reach: &mut Reach, krate: CrateId) -> Vec<TransformerFn> {
    let functions = TRANSFORMER.find(resolver, krate).into_iter();
    functions
        .filter_map(|(id, function)| read(resolver, reach, id, &function))
        .collect()
}

fn read(
    resolver: &mut Resolver<'_>,
    reach: &mut Reach,
    id: ItemId,
    function: &ItemFn,
) -> Option<TransformerFn> {
    let parsed = TRANSFORMER.read(resolver, (id, function), parse);
    let module = resolver.program.item(id).module;
    let name = spell(&resolver.program.item(id).name);
    let path = reach.beside(resolver, module, &name);
    let marker = reach.beside(
        resolver,
        module,
        &transformer_marker(&function.sig.ident).to_string(),
    );
    let place = resolver.program.place_of(id);
    let (Some(path), Some(marker)) = (path, marker) else {
        let report = Report::new(
            "private-transformer",
            format!("the transformer `{name}` stands in a module that the root of the crate does not see"),
        )
        .at(&place, "generated code at the root of the crate calls it")
        .help("make the module `pub(crate)`, or move the function to one that is");
        resolver.reports.add(report);
        return None;
    };
    let carries = parsed.and_then(|item| carries(resolver, id, &item));
    Some(TransformerFn {
        path,
        marker,
        place,
        carries,
    })
}

fn carries(resolver: &mut Resolver<'_>, id: ItemId, item: &TransformerItem) -> Option<Carries> {
    let from = versioned(resolver, id, item.from());
    let to = versioned(resolver, id, item.to());
    Some(Carries {
        from: from?,
        to: to?,
        fallible: item.is_fallible(),
        context: item.takes_context(),
    })
}

/// The type of a release that a path means; what means something else is reported.
fn versioned(resolver: &mut Resolver<'_>, id: ItemId, ty: &TypePath) -> Option<Versioned> {
    let module = resolver.program.item(id).module;
    let names: Vec<String> = ty
        .path
        .segments
        .iter()
        .map(|segment| text(&segment.ident))
        .collect();
    let place = Place::new(resolver.program.file_of(id), ty.span());
    let absolute = ty.path.leading_colon.is_some();
    let inside = (!absolute)
        .then(|| in_app(resolver, module, &names, HIGHEST))
        .flatten();
    if let Some([release, names @ ..]) = inside.as_deref()
        && !names.is_empty()
    {
        return Some(Versioned {
            release: release.clone(),
            names: names.to_vec(),
            place,
        });
    }
    let shown = names.join("::");
    let mut report = Report::new(
        "transformer-without-release",
        format!("`{shown}` does not say of which release it is"),
    )
    .at(&place, "a transformer names both ends by release");
    let mut help = "name a type by its release, as in `v1_0_0::Capture`".to_owned();
    if let Ok(Target::Item(item)) = resolver.path(module, Namespace::Types, &names, absolute) {
        let name = names.last().cloned().unwrap_or_default();
        help = format!("name it by its release: `use crate::app::v2_0_0;` and `v2_0_0::{name}`");
        report = report
            .at(
                &resolver.program.place_of(item),
                "the type as it is today, which changes",
            )
            .note("with both ends named by release, a transformer stays right when the type changes again");
    }
    resolver.reports.add(report.help(help));
    None
}

/// Imports of imports end somewhere.
const HIGHEST: usize = 16;

/// What a path means inside of the module `app`, which the macro makes and no reader of the source can look into; nothing if it leads
/// elsewhere.
fn in_app(
    resolver: &mut Resolver<'_>,
    module: ModuleId,
    path: &[String],
    left: usize,
) -> Option<Vec<String>> {
    let left = left.checked_sub(1)?;
    let (first, rest) = path.split_first()?;
    let root = resolver.program.krate(resolver.program.module(module).krate).root;
    match first.as_str() {
        "crate" => return from(resolver, root, rest, left),
        "self" => return from(resolver, module, rest, left),
        "super" => {
            let parent = resolver.program.module(module).parent?;
            let above = rest.first().is_some_and(|next| next == "super");
            return if above {
                in_app(resolver, parent, rest, left)
            } else {
                from(resolver, parent, rest, left)
            };
        }
        _ => {}
    }
    from(resolver, module, path, left)
}

/// The same for a path that begins among the names of a module.
fn from(resolver: &mut Resolver<'_>, module: ModuleId, path: &[String], left: usize) -> Option<Vec<String>> {
    let left = left.checked_sub(1)?;
    let (first, rest) = path.split_first()?;
    let info = resolver.program.module(module);
    if info.parent.is_none() && first == "app" {
        return Some(rest.to_vec());
    }
    let imports: Vec<Vec<String>> = info
        .imports
        .get(first)
        .into_iter()
        .flatten()
        .filter(|import| import.presence.there && !import.absolute)
        .map(|import| import.path.clone())
        .collect();
    for import in imports {
        if let Some(mut inside) = in_app(resolver, module, &import, left) {
            inside.extend_from_slice(rest);
            return Some(inside);
        }
    }
    if let Ok(Target::Module(inner)) =
        resolver.path(module, Namespace::Types, std::slice::from_ref(first), false)
    {
        return (inner != module)
            .then(|| from(resolver, inner, rest, left))
            .flatten();
    }
    let globs: Vec<Vec<String>> = resolver
        .program
        .module(module)
        .globs
        .iter()
        .filter(|glob| glob.presence.there && !glob.absolute)
        .map(|glob| glob.path.clone())
        .collect();
    for glob in globs {
        if let Some(mut inside) = in_app(resolver, module, &glob, left) {
            // Of `app` itself only the modules of releases are meant; what is generated beside them is no type of a release.
            if inside.is_empty() && !looks_like_release(first) {
                continue;
            }
            inside.extend_from_slice(path);
            return Some(inside);
        }
    }
    None
}

/// `v1_0_0`.
fn looks_like_release(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next() == Some('v') && letters.next().is_some_and(|digit| digit.is_ascii_digit())
}
