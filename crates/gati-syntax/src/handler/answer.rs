//! The answer of a handler, judged by its return type.

use syn::{ReturnType, Type};

use super::shape::{is_unit, named, peel, print};
use crate::diagnostics::Diagnostics;
use crate::symbol::nearest;

/// What a handler answers.
#[derive(Clone)]
pub struct AnswerItem {
    /// What it carries when it succeeds.
    pub carried: Carried,
    /// Whether the handler chooses status and headers itself (`Reply<_>`).
    pub reply: bool,
    /// What it answers when it fails, if it can.
    pub error: Option<ErrorItem>,
    /// The return type as it is written; absent if there is none.
    pub ty: Option<Type>,
}

/// What an answer carries.
#[derive(Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "there are few at a time: what a box would save is not worth its clumsiness"
)]
pub enum Carried {
    /// Nothing.
    Nothing,
    /// `Json<T>`.
    Json(Type),
    /// `Text`.
    Text,
    /// `Bytes`.
    Bytes,
    /// `ByteStream`.
    Stream,
    /// `JsonLines<T>`.
    JsonLines(Type),
    /// `Sse<T>`.
    Events(Type),
    /// The messages in and out of a `Socket<In, Out>`, which is an argument.
    Socket(Type, Type),
}

/// What a handler answers when it fails.
#[derive(Clone)]
pub enum ErrorItem {
    /// `Problem`: any problem document.
    Problem(Type),
    /// An enum of errors.
    Typed(Type),
}

impl ErrorItem {
    /// The type as it is written.
    #[must_use]
    pub fn ty(&self) -> &Type {
        match self {
            Self::Problem(ty) | Self::Typed(ty) => ty,
        }
    }
}

impl Carried {
    /// The described value, if there is one; a socket has two, one for each direction.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::JsonLines(ty) | Self::Events(ty) => Some(ty),
            Self::Nothing | Self::Text | Self::Bytes | Self::Stream | Self::Socket(..) => None,
        }
    }
}

const ANSWERS: [&str; 9] = [
    "Json",
    "Text",
    "NoContent",
    "Bytes",
    "ByteStream",
    "JsonLines",
    "Sse",
    "Reply",
    "Result",
];

const LIST: &str = "note: a handler answers `Json<T>`, `Text`, `NoContent`, `Bytes`, `ByteStream`, `JsonLines<T>`, `Sse<T>`, \
     `Reply<_>` of one of these, `Result<_, E>`, or nothing";

/// Reads the return type; `None` means that a mistake was reported.
pub(super) fn read(output: &ReturnType, sink: &mut Diagnostics) -> Option<AnswerItem> {
    let ReturnType::Type(_, ty) = output else {
        return Some(AnswerItem {
            carried: Carried::Nothing,
            reply: false,
            error: None,
            ty: None,
        });
    };
    let (success, error) = match named(ty) {
        Some(shape) if shape.ident == "Result" => match shape.arguments.as_slice() {
            [success, error] => (*success, Some(read_error(error))),
            arguments => {
                sink.push(one_sided_result(ty, arguments));
                return None;
            }
        },
        _ => (&**ty, None),
    };
    let (carried, reply) = read_success(success, sink)?;
    Some(AnswerItem {
        carried,
        reply,
        error,
        ty: Some((**ty).clone()),
    })
}

fn one_sided_result(ty: &Type, arguments: &[&Type]) -> syn::Error {
    let success = arguments
        .first()
        .map_or_else(|| "Json<T>".to_owned(), |ty| print(ty));
    syn::Error::new_spanned(
        ty,
        format!(
            "this `Result` does not name its error, which is part of the contract\nhelp: write `Result<{success}, E>` with an enum `E` that derives `ApiError`"
        ),
    )
}

fn read_error(ty: &Type) -> ErrorItem {
    match named(ty) {
        Some(shape) if shape.ident == "Problem" => ErrorItem::Problem(ty.clone()),
        _ => ErrorItem::Typed(ty.clone()),
    }
}

fn read_success(ty: &Type, sink: &mut Diagnostics) -> Option<(Carried, bool)> {
    match named(ty) {
        Some(shape) if shape.ident == "Reply" => match shape.arguments.as_slice() {
            [inner] => Some((read_carried(inner, sink)?, true)),
            _ => {
                sink.push(wrong_arity(ty, "Reply"));
                None
            }
        },
        _ => Some((read_carried(ty, sink)?, false)),
    }
}

fn read_carried(ty: &Type, sink: &mut Diagnostics) -> Option<Carried> {
    if is_unit(ty) {
        return Some(Carried::Nothing);
    }
    let Some(shape) = named(ty) else {
        sink.push(unknown(ty));
        return None;
    };
    let word = shape.ident.to_string();
    let plain = match word.as_str() {
        "NoContent" => Some(Carried::Nothing),
        "Text" => Some(Carried::Text),
        "Bytes" => Some(Carried::Bytes),
        "ByteStream" => Some(Carried::Stream),
        _ => None,
    };
    if let Some(carried) = plain {
        if shape.arguments.is_empty() {
            return Some(carried);
        }
        sink.push(syn::Error::new_spanned(
            ty,
            format!("`{word}` takes no type argument\nhelp: write `{word}`"),
        ));
        return None;
    }
    let wrap = match word.as_str() {
        "Json" => Carried::Json,
        "JsonLines" => Carried::JsonLines,
        "Sse" => Carried::Events,
        _ => {
            sink.push(unknown(ty));
            return None;
        }
    };
    if let [carried] = shape.arguments.as_slice() {
        return Some(wrap((*carried).clone()));
    }
    sink.push(wrong_arity(ty, &word));
    None
}

fn wrong_arity(ty: &Type, word: &str) -> syn::Error {
    let letter = if word == "Reply" { "Json<T>" } else { "T" };
    syn::Error::new_spanned(
        ty,
        format!("`{word}` names the one type that it carries\nhelp: write `{word}<{letter}>`"),
    )
}

fn unknown(ty: &Type) -> syn::Error {
    let text = print(ty);
    let help = habit(ty).unwrap_or_else(|| format!("to answer it as JSON, write `Json<{text}>`"));
    syn::Error::new_spanned(
        ty,
        format!("`{text}` is no answer of a handler\nhelp: {help}\n{LIST}"),
    )
}

/// What people write out of habit, and how it is said here.
fn habit(ty: &Type) -> Option<String> {
    match peel(ty) {
        Type::Reference(_) if print(ty).ends_with("str") => return Some("write `Text`".to_owned()),
        Type::ImplTrait(_) => {
            return Some("name the type: the contract is read from it".to_owned());
        }
        Type::Never(_) => return Some("leave the answer out".to_owned()),
        Type::Tuple(_) => {
            return Some("answer `Reply<_>`, which carries a status and headers of its own".to_owned());
        }
        _ => {}
    }
    let shape = named(ty)?;
    let word = shape.ident.to_string();
    Some(match word.as_str() {
        "String" => "write `Text`, or `Json<String>` for a JSON text".to_owned(),
        "Option" => "answer `Result<_, E>` with an error of status 404 instead".to_owned(),
        "StatusCode" => {
            "say the status in the attribute, as in `status = 202`, and answer nothing".to_owned()
        }
        "Html" => "answer `Reply<Text>` and set `content-type`".to_owned(),
        "Redirect" => "answer `Reply<NoContent>` and set `location`".to_owned(),
        "Socket" => "take it as an argument of a WS handler: `socket: Socket<In, Out>`".to_owned(),
        "Response" => "take it as an argument instead: `res: &mut Response<T>`".to_owned(),
        "Result" => "a `Result` stands outermost, as in `Result<Reply<_>, E>`".to_owned(),
        "Reply" => "a `Reply` carries one of the other answers".to_owned(),
        _ => {
            let candidate = nearest(&word, ANSWERS).filter(|_| !shape.arguments.is_empty())?;
            format!("did you mean `{candidate}`?")
        }
    })
}
