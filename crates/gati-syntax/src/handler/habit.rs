//! What people write out of habit, as arguments, and how it is said here.

use syn::{PatType, Type};

use super::role::{PLAIN, WRAPPERS, role_word};
use super::shape::{is_unit, named, peel, print};
use crate::symbol::nearest;

/// What to write instead of an argument without a role, if people are known to try it or it is a misspelt one.
pub(super) fn of_argument(argument: &PatType) -> Option<String> {
    of_another_framework(&argument.ty).or_else(|| near_role(&argument.ty))
}

fn of_another_framework(ty: &Type) -> Option<String> {
    if is_unit(ty) {
        return Some("leave it out".to_owned());
    }
    let shape = named(ty)?;
    let first = || {
        shape
            .arguments
            .first()
            .map_or_else(|| "T".to_owned(), |ty| print(ty))
    };
    Some(match shape.ident.to_string().as_str() {
        "Path" => format!(
            "name the argument like its placeholder: `id: {}` for `:id`",
            first()
        ),
        "State" | "Extension" => format!(
            "say `gati::app!(state = {})`, take `gctx: &Gctx`, and read `gctx.state`",
            first()
        ),
        "Option" if shape.arguments.first().is_some_and(|ty| role_word(ty).is_some()) => {
            "put the `Option` inside, as in `Json<Option<T>>`".to_owned()
        }
        "HeaderMap" | "Uri" | "Method" | "ConnectInfo" | "MatchedPath" | "OriginalUri" | "CookieJar"
        | "Host" => {
            format!("an extractor of axum is taken as `Extract<{}>`", print(ty))
        }
        "Vec" if shape.arguments.first().is_some_and(|ty| print(ty) == "u8") => {
            "a body of raw bytes is taken as `Bytes`".to_owned()
        }
        "Body" => "a body read as it comes is taken as `ByteStream`".to_owned(),
        "WebSocketUpgrade" | "WebSocket" => {
            "write the route as `\"WS /path\"`, and take `socket: Socket<In, Out>` with the messages of both directions"
                .to_owned()
        }
        _ => return None,
    })
}

/// A misspelt role.
fn near_role(ty: &Type) -> Option<String> {
    let inner = match peel(ty) {
        Type::Reference(reference) => &*reference.elem,
        ty => ty,
    };
    let word = named(inner)?.ident.to_string();
    let candidate = nearest(&word, WRAPPERS.into_iter().chain(PLAIN))?;
    (candidate != word).then(|| format!("did you mean `{candidate}`?"))
}
