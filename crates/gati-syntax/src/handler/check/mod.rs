//! The rules that look at more than one part of a handler, or at its signature as a whole.

mod answer;
mod arguments;
mod keys;
mod path;
mod signature;
mod socket;

use super::parse::Draft;
use crate::diagnostics::Diagnostics;
use signature::HANDLER;

/// Every rule, in the order in which a reader meets what it is about.
const RULES: [fn(&Draft<'_>, &mut Diagnostics); 21] = [
    |draft, sink| HANDLER.is_in_every_build(draft.function, sink),
    keys::sunset_follows_deprecation,
    keys::roles_need_authentication,
    signature::is_async,
    |draft, sink| HANDLER.is_safe(draft.function, sink),
    |draft, sink| HANDLER.has_no_type_parameters(draft.function, sink),
    |draft, sink| HANDLER.has_no_receiver(draft.function, sink),
    signature::has_no_opaque_arguments,
    path::every_placeholder_and_argument_is_known,
    path::parameters_fit_into_a_tuple,
    arguments::each_role_stands_once,
    arguments::one_body,
    arguments::the_method_takes_a_body,
    arguments::request_types_own_their_data,
    answer::response_or_return_type,
    answer::status_fits_the_answer,
    answer::head_answers_nothing,
    socket::ws_and_socket_go_together,
    socket::a_socket_is_the_whole_answer,
    socket::a_socket_reads_no_body,
    socket::a_socket_has_one_status,
];

/// Looks at a draft with every rule.
pub(super) fn check(draft: &Draft<'_>, sink: &mut Diagnostics) {
    for rule in RULES {
        rule(draft, sink);
    }
}
