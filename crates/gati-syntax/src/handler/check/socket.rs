//! Rules about WebSockets.

use super::super::answer::Carried;
use super::super::argument::{Argument, Role};
use super::super::parse::Draft;
use crate::diagnostics::Diagnostics;

fn is_socket(draft: &Draft<'_>) -> bool {
    draft.route.as_ref().is_some_and(|route| route.is_socket)
}

fn sockets<'a>(draft: &'a Draft<'_>) -> impl Iterator<Item = &'a Argument> {
    draft
        .clear()
        .filter(|argument| matches!(argument.role, Role::Socket(..)))
}

/// The route says to callers what the argument says to Rust.
pub(super) fn ws_and_socket_go_together(draft: &Draft<'_>, sink: &mut Diagnostics) {
    // While the method cannot be read, nobody knows whether it is a socket's.
    let Some(route) = draft.route.as_ref().filter(|route| route.method.is_some()) else {
        return;
    };
    if !route.is_socket {
        for socket in sockets(draft) {
            sink.push(syn::Error::new_spanned(
                &socket.ty,
                "a `Socket` is opened by a WS handler\nhelp: write `WS` for the method of the route",
            ));
        }
    } else if draft.arguments.iter().all(super::super::role::Reading::is_clear)
        && sockets(draft).next().is_none()
    {
        sink.error(
            route.method_span(),
            "a WS handler takes its socket\nhelp: add an argument `socket: Socket<In, Out>`: what callers send, then what the handler sends",
        );
    }
}

/// After the handshake nothing but messages goes over the connection.
pub(super) fn a_socket_is_the_whole_answer(draft: &Draft<'_>, sink: &mut Diagnostics) {
    if !is_socket(draft) {
        return;
    }
    if let Some(answer) = &draft.answer
        && (answer.reply || !matches!(answer.carried, Carried::Nothing))
    {
        sink.push(syn::Error::new_spanned(
            &answer.ty,
            "a WS handler answers by its socket\nhelp: return nothing, or `Result<(), E>`",
        ));
    }
    for argument in draft
        .clear()
        .filter(|argument| matches!(argument.role, Role::Response(_)))
    {
        sink.push(syn::Error::new_spanned(
            &argument.ty,
            "a WS handler answers by its socket\nhelp: leave `res` out",
        ));
    }
}

/// The handshake is a GET, which has no body (RFC 6455 §4.1).
pub(super) fn a_socket_reads_no_body(draft: &Draft<'_>, sink: &mut Diagnostics) {
    if !is_socket(draft) {
        return;
    }
    for argument in draft
        .clear()
        .filter(|argument| matches!(argument.role, Role::Body(_)))
    {
        sink.push(syn::Error::new_spanned(
            &argument.ty,
            "a WebSocket is opened by a request without a body\nhelp: take it as `Query<T>`, or as the first message of the socket",
        ));
    }
}

/// A socket is opened with 101 and no other status (RFC 6455 §4.2.2).
pub(super) fn a_socket_has_one_status(draft: &Draft<'_>, sink: &mut Diagnostics) {
    if !is_socket(draft) {
        return;
    }
    for status in draft.keys.statuses.iter().flatten() {
        sink.error(
            status.span,
            "a WebSocket is opened with status 101 and no other\nhelp: leave `status` out",
        );
    }
}
