//! The rules of transformers, each with its reason above it.

use syn::{FnArg, PathArguments, Type};

use super::item::path;
use super::parse::Draft;
use crate::diagnostics::Diagnostics;
use crate::handler::shape::{named, peel, print};
use crate::plain::Plain;

const TRANSFORMER: Plain = Plain {
    noun: "a transformer",
    for_tests: "a transformer for tests alone would leave callers of old releases behind everywhere else\nhelp: take the `cfg` away",
    generic: "\nhelp: write one for each type, and let them share a generic function",
    method: "a transformer is a free function: the value that it carries is its argument\nhelp: move it out of the `impl`, and write `old: v1_0_0::Capture`",
};

/// Every rule, in the order in which a reader meets what it is about.
const RULES: [fn(&Draft<'_>, &mut Diagnostics); 10] = [
    is_told_nothing,
    |draft, sink| TRANSFORMER.is_in_every_build(draft.function, sink),
    does_not_wait,
    |draft, sink| TRANSFORMER.is_safe(draft.function, sink),
    |draft, sink| TRANSFORMER.has_no_type_parameters(draft.function, sink),
    |draft, sink| TRANSFORMER.has_no_receiver(draft.function, sink),
    takes_one_value,
    takes_the_context_once,
    makes_a_value,
    names_types_of_releases,
];

/// Looks at a draft with every rule.
pub(super) fn check(draft: &Draft<'_>, sink: &mut Diagnostics) {
    for rule in RULES {
        rule(draft, sink);
    }
}

/// The signature says everything.
fn is_told_nothing(draft: &Draft<'_>, sink: &mut Diagnostics) {
    if let Some(first) = draft.args.clone().into_iter().next() {
        sink.error_with_help(
            first.span(),
            "a transformer is told nothing: its signature says what it carries, and from which release to which",
            "write `#[gati::transformer]`",
        );
    }
}

/// Nothing of a request may wait for its old shape; who needs more than the value has it in `lctx`.
fn does_not_wait(draft: &Draft<'_>, sink: &mut Diagnostics) {
    if let Some(word) = draft.function.sig.asyncness {
        sink.error_with_help(
            word.span,
            "a transformer does not wait: it turns one value into another",
            "take `async` away; what must be looked up can be put into `lctx` by a hook",
        );
    }
}

/// One value of one release becomes one of another; whoever needs several parts of a request takes the request.
fn takes_one_value(draft: &Draft<'_>, sink: &mut Diagnostics) {
    if draft.values.is_empty() {
        let has_receiver = draft
            .function
            .sig
            .inputs
            .iter()
            .any(|input| matches!(input, FnArg::Receiver(_)));
        if !has_receiver {
            sink.error_with_help(
                draft.function.sig.ident.span(),
                "a transformer takes the value that it carries",
                "write `old: v1_0_0::Capture`, with the release and the name of the type",
            );
        }
    }
    for value in draft.values.iter().skip(1) {
        sink.push(syn::Error::new_spanned(
            value,
            "a transformer carries one value, and this is another one\nhelp: take `lctx: &mut Lctx` for what belongs to the request, or carry the whole request: `old: v1_0_0::capture::Request`",
        ));
    }
}

/// There is one context.
fn takes_the_context_once(draft: &Draft<'_>, sink: &mut Diagnostics) {
    let mut seen = false;
    for input in &draft.function.sig.inputs {
        let FnArg::Typed(argument) = input else { continue };
        let ty = peel(&argument.ty);
        let inner = match ty {
            Type::Reference(reference) => &*reference.elem,
            other => other,
        };
        if named(inner).is_none_or(|shape| shape.ident != "Lctx") {
            continue;
        }
        if !matches!(ty, Type::Reference(_)) {
            sink.push(syn::Error::new_spanned(
                ty,
                "`Lctx` is lent to a transformer\nhelp: take `lctx: &mut Lctx`",
            ));
        } else if seen {
            sink.push(syn::Error::new_spanned(
                ty,
                "`Lctx` is taken twice, and there is one of it\nhelp: leave this argument out",
            ));
        }
        seen = true;
    }
}

/// What it makes goes to the other release.
fn makes_a_value(draft: &Draft<'_>, sink: &mut Diagnostics) {
    if draft.makes.is_none() {
        sink.error_with_help(
            draft.function.sig.ident.span(),
            "a transformer returns the value for the other release",
            "write `-> v2_0_0::Capture`, or `-> Result<v2_0_0::Capture, Untransformable>` if some values cannot be carried",
        );
    }
}

/// Both ends are said by release, so that the function stays right when the type changes again.
fn names_types_of_releases(draft: &Draft<'_>, sink: &mut Diagnostics) {
    for ty in draft.values.iter().take(1).copied().chain(draft.makes) {
        if let Some(inner) = held(ty) {
            sink.push(syn::Error::new_spanned(
                ty,
                format!(
                    "`{}` holds a type of a release, and is none\nhelp: carry `{inner}` itself; what it stands in is carried along",
                    print(ty)
                ),
            ));
            // At the other end stands the same, and it is one mistake.
            return;
        }
        match path(ty) {
            Some(path) => {
                let arguments = path.path.segments.iter().map(|segment| &segment.arguments);
                if let Some(arguments) = arguments
                    .into_iter()
                    .find(|arguments| !matches!(arguments, PathArguments::None))
                {
                    sink.push(syn::Error::new_spanned(
                        arguments,
                        format!(
                            "in the module of a release, an instance of a generic type has a name of one word\nhelp: `{}` is called `{}` there",
                            print(ty),
                            one_word(&print(ty))
                        ),
                    ));
                }
            }
            None if matches!(peel(ty), Type::Reference(_)) => sink.push(syn::Error::new_spanned(
                ty,
                "a transformer takes the value itself, and gives one that is its own\nhelp: take the `&` away",
            )),
            None => sink.push(syn::Error::new_spanned(
                ty,
                format!(
                    "`{}` is no type of a release\nhelp: name one by its release, as in `v1_0_0::Capture`; what it stands in is carried along",
                    print(ty)
                ),
            )),
        }
    }
}

/// What Rust's own containers hold on to: they are no types of anybody's release.
const HOLDERS: [&str; 10] = [
    "Vec", "Option", "Box", "VecDeque", "BTreeMap", "HashMap", "BTreeSet", "HashSet", "Arc", "Cow",
];

/// The value that a container holds, as text; nothing if the type is none.
fn held(ty: &Type) -> Option<String> {
    let shape = named(ty)?;
    let inner = shape.arguments.last()?;
    HOLDERS
        .iter()
        .any(|holder| shape.ident == holder)
        .then(|| print(inner))
}

/// `v1_0_0::Page<v1_0_0::Payment>` as one name: `v1_0_0::PagePayment`.
fn one_word(path: &str) -> String {
    let (head, arguments) = path.split_once('<').unwrap_or((path, ""));
    let last_words = arguments
        .split([',', '<', '>'])
        .filter_map(|part| part.trim().rsplit("::").next());
    let name = gati_schema::TypeName::new(last_words.collect::<Vec<_>>().join(" "));
    format!("{head}{}", name.identifier())
}
