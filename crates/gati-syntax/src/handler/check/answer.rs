//! Rules about the answer and its statuses.

use gati_schema::handler::Method;

use super::super::answer::Carried;
use super::super::argument::Role;
use super::super::parse::Draft;
use super::super::shape::is_unit;
use crate::diagnostics::Diagnostics;

/// With `res` the answer is what the handler fills in, so it returns none.
pub(super) fn response_or_return_type(draft: &Draft<'_>, sink: &mut Diagnostics) {
    let Some(answer) = &draft.answer else { return };
    let fills = draft
        .clear()
        .any(|argument| matches!(argument.role, Role::Response(_)));
    if fills && (answer.reply || !matches!(answer.carried, Carried::Nothing)) {
        sink.push(syn::Error::new_spanned(
            &answer.ty,
            "this handler answers twice: by `res`, and by what it returns\nhelp: return nothing or `Result<(), E>`, or leave `res` out",
        ));
    }
}

/// 204, 205 and 304 have no content (RFC 9110 §15); an answer that has some cannot be one of them.
pub(super) fn status_fits_the_answer(draft: &Draft<'_>, sink: &mut Diagnostics) {
    let (Some(answer), Some(statuses)) = (&draft.answer, &draft.keys.statuses) else {
        return;
    };
    let filled = draft
        .clear()
        .any(|argument| matches!(&argument.role, Role::Response(ty) if !is_unit(ty)));
    if !filled && matches!(answer.carried, Carried::Nothing) {
        return;
    }
    for status in statuses
        .iter()
        .filter(|status| matches!(status.value, 204 | 205 | 304))
    {
        sink.error(
            status.span,
            format!(
                "an answer of status {} has no content, and this handler answers with some\nhelp: answer `NoContent`, or choose another status",
                status.value
            ),
        );
    }
}

/// The content of an answer to HEAD never reaches the client (RFC 9110 §9.3.2).
pub(super) fn head_answers_nothing(draft: &Draft<'_>, sink: &mut Diagnostics) {
    let method = draft.route.as_ref().and_then(|route| route.method);
    let (Some(Method::Head), Some(answer)) = (method, &draft.answer) else {
        return;
    };
    if !matches!(answer.carried, Carried::Nothing) {
        sink.push(syn::Error::new_spanned(
            &answer.ty,
            "an answer to HEAD has no content\nhelp: write a GET handler, which answers HEAD too, or answer `Reply<NoContent>`",
        ));
    }
}
