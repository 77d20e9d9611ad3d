//! Rules about the path and the arguments that take its placeholders.

use super::super::argument::Role;
use super::super::parse::Draft;
use super::super::role::{Reading, Unknown};
use super::super::shape::{named, peel, print};
use crate::diagnostics::Diagnostics;

/// The runtime reads at most so many placeholders at once.
const MOST_PARAMETERS: usize = 8;

const ROLES: &str = "note: an argument is one of
      a path parameter, by the name of its placeholder: `id: u64` for `:id`
      a part of the request: `Query<T>`, `Headers<T>`, `Extract<E>`
      its body, once: `Json<T>`, `Form<T>`, `Multipart<T>`, `Bytes`, `ByteStream`
      in a WS handler, its socket: `Socket<In, Out>`
      lent by the server: `gctx: &Gctx`, `lctx: &mut Lctx`, `req: &mut Request`, `res: &mut Response<T>`";

/// Every placeholder has its argument, every argument its role.
///
/// A placeholder without argument and an argument without role are most often one mistake, a name written in two
/// ways: then it is reported once.
pub(super) fn every_placeholder_and_argument_is_known(draft: &Draft<'_>, sink: &mut Diagnostics) {
    let Some(route) = &draft.route else { return };
    // While the path cannot be read, nobody knows which arguments are its placeholders.
    let Some(path) = &route.path else { return };
    let taken: Vec<&str> = draft
        .clear()
        .filter_map(|argument| match &argument.role {
            Role::Path(name) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let wrongly_typed = |name: &str| {
        // An argument of this name that is written wrongly was reported already.
        draft.function.sig.inputs.iter().any(|input| {
            matches!(input, syn::FnArg::Typed(argument)
                if matches!(&*argument.pat, syn::Pat::Ident(pattern) if pattern.ident == name))
        })
    };
    let mut free: Vec<&str> = path
        .placeholders()
        .filter(|name| !taken.contains(name) && !wrongly_typed(name))
        .collect();

    let mut told_roles = false;
    for unknown in draft.arguments.iter().filter_map(unknown) {
        if is_path_extractor(unknown) {
            free.clear();
        }
        if let Some(name) = &unknown.name
            && unknown.help.is_none()
            && !free.is_empty()
            && !matches!(peel(&unknown.ty), syn::Type::Reference(_))
        {
            let placeholder = free.remove(0);
            sink.error(
                name.span(),
                format!(
                    "`{name}` is no placeholder of `{path}`, and `:{placeholder}` there has no argument\nhelp: give both the same name"
                ),
            );
            continue;
        }
        sink.push(without_role(unknown, &mut told_roles));
    }

    // With `req` at hand the handler can read a placeholder itself, as text.
    if draft
        .clear()
        .any(|argument| matches!(argument.role, Role::Request))
    {
        return;
    }
    for name in free {
        sink.error(
            route.placeholder_span(name),
            format!("the placeholder `{name}` has no argument\nhelp: take it, as in `{name}: u64` or `{name}: String`"),
        );
    }
}

fn unknown(reading: &Reading) -> Option<&Unknown> {
    match reading {
        // `impl Trait` has a rule of its own.
        Reading::Unknown(unknown) if !matches!(peel(&unknown.ty), syn::Type::ImplTrait(_)) => Some(unknown),
        Reading::Unknown(_) | Reading::Clear(_) | Reading::Wrong => None,
    }
}

/// `Path(id): Path<u64>`, as axum has it, means the placeholders.
fn is_path_extractor(unknown: &Unknown) -> bool {
    named(&unknown.ty).is_some_and(|shape| shape.ident == "Path")
}

fn without_role(unknown: &Unknown, told_roles: &mut bool) -> syn::Error {
    let ty = print(&unknown.ty);
    let mut message = match &unknown.name {
        Some(name) => format!("the argument `{name}: {ty}` has no role in a handler"),
        None => format!("an argument of type `{ty}` has no role in a handler"),
    };
    match &unknown.help {
        Some(help) => message += &format!("\nhelp: {help}"),
        None if !*told_roles => {
            message += &format!("\n{ROLES}");
            *told_roles = true;
        }
        None => {}
    }
    syn::Error::new_spanned(&unknown.ty, message)
}

/// The runtime reads path parameters as one tuple.
pub(super) fn parameters_fit_into_a_tuple(draft: &Draft<'_>, sink: &mut Diagnostics) {
    let mut parameters = draft
        .clear()
        .filter(|argument| matches!(argument.role, Role::Path(_)));
    if let Some(extra) = parameters.nth(MOST_PARAMETERS) {
        sink.push(syn::Error::new_spanned(
            &extra.ty,
            format!("a handler takes at most {MOST_PARAMETERS} path parameters\nhelp: take the rest as one wildcard, `*rest`"),
        ));
    }
}
