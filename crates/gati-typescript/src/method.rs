//! One method per handler.

use std::collections::BTreeSet;

use gati_schema::handler::{AnswerContent, AuthScheme, Body};
use gati_schema::ty::{Content, Shape, Side};
use gati_schema::{Handler, Type};
use serde_json::{Map, Value, json};

use crate::model::Model;
use crate::place::Place;
use crate::{Form, codec, names, shared, text};

/// What a handler takes, part by part, as the client names and types it.
pub(crate) struct Signature {
    /// Name in the path, name of the parameter, type.
    pub(crate) path: Vec<(String, String, String)>,
    pub(crate) query: Option<Part>,
    pub(crate) headers: Option<Part>,
    pub(crate) body: Option<Part>,
    /// The value of the answer, or one item of it.
    pub(crate) answer: String,
    /// The handler's own errors.
    pub(crate) error: Option<String>,
}

/// A query, headers or a body.
pub(crate) struct Part {
    parameter: String,
    pub(crate) ty: String,
    /// Whether nothing in it must be given.
    pub(crate) optional: bool,
}

impl Signature {
    pub(crate) fn new(model: &Model<'_>, handler: &Handler) -> Self {
        let sent = Place::new(model, Side::Read);
        let received = Place::new(model, Side::Write);
        let mut taken = BTreeSet::from(["options".to_owned()]);
        let path = handler
            .parameters
            .iter()
            .map(|parameter| {
                let name = names::parameter(&parameter.name, &mut taken);
                (parameter.name.clone(), name, sent.ty(&parameter.ty))
            })
            .collect();
        let mut part = |name: &str, ty: Option<&Type>| {
            ty.map(|ty| Part {
                parameter: names::parameter(name, &mut taken),
                ty: sent.ty(ty),
                optional: is_optional(sent, ty, 0),
            })
        };
        let query = part("query", handler.query.as_ref());
        let headers = part("headers", handler.headers.as_ref());
        let body = match &handler.body {
            None => None,
            Some(body) => match body.ty() {
                Some(ty) => part("body", Some(ty)).map(|part| Part {
                    optional: false,
                    ..part
                }),
                None => Some(Part {
                    parameter: names::parameter("body", &mut taken),
                    ty: "BytesBody".to_owned(),
                    optional: false,
                }),
            },
        };
        let answer = match &handler.answer.content {
            AnswerContent::Empty => "void".to_owned(),
            AnswerContent::Text => "string".to_owned(),
            AnswerContent::Bytes => "Uint8Array".to_owned(),
            AnswerContent::Stream => "ReadableStream<Uint8Array>".to_owned(),
            AnswerContent::Json { ty } | AnswerContent::JsonLines { ty } | AnswerContent::Events { ty } => {
                received.ty(ty)
            }
            AnswerContent::Socket { incoming, outgoing } => {
                format!("{}, {}", received.ty(outgoing), sent.ty(incoming))
            }
        };
        Self {
            path,
            query,
            headers,
            body,
            answer,
            error: handler.error.as_ref().map(|error| received.ty(error)),
        }
    }

    /// The parameters: those of the path, the body, and then what may be left out behind what may not.
    fn parameters(&self, options: &str) -> Vec<(String, String)> {
        let path = self.path.iter().map(|(_, name, ty)| (name.clone(), ty.clone()));
        let parts = || [&self.body, &self.query, &self.headers].into_iter().flatten();
        let needed = parts().filter(|part| !part.optional);
        let rest = parts().filter(|part| part.optional);
        path.chain(needed.map(|part| (part.parameter.clone(), part.ty.clone())))
            .chain(rest.map(|part| (format!("{}?", part.parameter), part.ty.clone())))
            .chain([("options?".to_owned(), options.to_owned())])
            .collect()
    }

    /// The parts of a request, as the runtime takes them.
    fn parts(&self) -> String {
        let mut parts = Vec::new();
        if !self.path.is_empty() {
            let path: Vec<String> = self
                .path
                .iter()
                .map(|(name, parameter, _)| {
                    if name == parameter {
                        name.clone()
                    } else {
                        format!("{}: {parameter}", text::property(name))
                    }
                })
                .collect();
            parts.push(format!("path: {{ {} }}", path.join(", ")));
        }
        for (name, part) in [
            ("query", &self.query),
            ("headers", &self.headers),
            ("body", &self.body),
        ] {
            if let Some(part) = part {
                parts.push(if part.parameter == name {
                    name.to_owned()
                } else {
                    format!("{name}: {}", part.parameter)
                });
            }
        }
        if parts.is_empty() {
            "{}".to_owned()
        } else {
            format!("{{ {} }}", parts.join(", "))
        }
    }
}

/// The method of a handler, in one of its forms.
pub(crate) fn emit(model: &Model<'_>, handler: &Handler, method: &str, form: Form) -> String {
    let signature = Signature::new(model, handler);
    let is_socket = matches!(handler.answer.content, AnswerContent::Socket { .. });
    let kinds = match &signature.error {
        Some(error) if !is_socket => format!("{}, {error}", signature.answer),
        _ => signature.answer.clone(),
    };
    let (call, options, result) = match &handler.answer.content {
        AnswerContent::Events { .. } => (
            "events",
            "EventOptions",
            format!(
                "AsyncGenerator<ServerEvent<{}>, void, undefined>",
                signature.answer
            ),
        ),
        AnswerContent::JsonLines { .. } => (
            "lines",
            "CallOptions",
            format!("AsyncGenerator<{}, void, undefined>", signature.answer),
        ),
        // What the handler answers before the socket is open, browsers do not tell.
        AnswerContent::Socket { .. } => ("socket", "SocketOptions", format!("Socket<{}>", signature.answer)),
        _ => ("call", "CallOptions", format!("Call<{kinds}>")),
    };
    let parameters: Vec<String> = signature
        .parameters(options)
        .into_iter()
        .map(|(name, ty)| match form {
            Form::Script => name.trim_end_matches('?').to_owned(),
            Form::Source | Form::Declaration => format!("{name}: {ty}"),
        })
        .collect();
    let parameters = parameters.join(", ");
    let parts = signature.parts();
    let comment = comment(handler);
    let arguments = format!("(HANDLERS.{method}, {parts}, options)");
    match form {
        Form::Declaration => format!("{comment}    {method}({parameters}): {result};\n"),
        Form::Source => format!(
            "{comment}    {method}({parameters}): {result} {{\n        return this.#wire.{call}<{kinds}>{arguments};\n    }}\n"
        ),
        Form::Script => format!(
            "{comment}    {method}({parameters}) {{\n        return this.#wire.{call}{arguments};\n    }}\n"
        ),
    }
}

/// What the runtime has to know of a handler.
pub(crate) fn facts(model: &Model<'_>, handler: &Handler) -> Value {
    let mut facts = Map::new();
    facts.insert("name".to_owned(), handler.name.as_str().into());
    facts.insert("method".to_owned(), handler.method.as_str().into());
    facts.insert("path".to_owned(), handler.path.to_string().into());
    let idempotent = handler.idempotent || handler.method.is_idempotent();
    facts.insert("idempotent".to_owned(), idempotent.into());
    // A handler with a say of its own may answer with any status that means success.
    let success: &[u16] = if handler.opaque {
        &[]
    } else {
        &handler.answer.statuses
    };
    facts.insert("success".to_owned(), success.into());
    let path = handler
        .parameters
        .iter()
        .map(|parameter| (format!("path.{}", parameter.name), Some(&parameter.ty)));
    let takes: Map<String, Value> = path
        .chain([
            ("query".to_owned(), handler.query.as_ref()),
            ("headers".to_owned(), handler.headers.as_ref()),
            ("body".to_owned(), handler.body.as_ref().and_then(Body::ty)),
        ])
        .filter_map(|(name, ty)| Some((name, codec::of_type(model, Side::Read, ty?)?)))
        .collect();
    if !takes.is_empty() {
        facts.insert("takes".to_owned(), takes.into());
    }
    if let Some(body) = &handler.body {
        let body = match body {
            Body::Json { .. } => "json",
            Body::Form { .. } => "form",
            Body::Multipart { .. } => "multipart",
            Body::Bytes | Body::Stream => "bytes",
        };
        facts.insert("body".to_owned(), body.into());
    }
    let answer = match &handler.answer.content {
        AnswerContent::Empty => "empty",
        AnswerContent::Json { .. } => "json",
        AnswerContent::Text => "text",
        AnswerContent::Bytes => "bytes",
        AnswerContent::Stream => "stream",
        AnswerContent::JsonLines { .. } => "lines",
        AnswerContent::Events { .. } => "events",
        AnswerContent::Socket { .. } => "socket",
    };
    facts.insert("answer".to_owned(), answer.into());
    let messages = handler.answer.content.messages();
    let gives = handler
        .answer
        .content
        .ty()
        .or(messages.map(|(_, outgoing)| outgoing));
    let sends = messages.map(|(incoming, _)| incoming);
    if let Some(codec) = sends.and_then(|ty| codec::of_type(model, Side::Read, ty)) {
        facts.insert("sends".to_owned(), codec);
    }
    if let Some(codec) = gives.and_then(|ty| codec::of_type(model, Side::Write, ty)) {
        facts.insert("gives".to_owned(), codec);
    }
    if let Some(error) = handler.error.as_ref().and_then(|error| errors(model, error)) {
        facts.insert("error".to_owned(), error);
    }
    facts.into()
}

/// How the errors of a handler are told from other problems.
fn errors(model: &Model<'_>, error: &Type) -> Option<Value> {
    let definition = model.manifest.definition(error)?;
    let Shape::Choice(choice) = &definition.shape else {
        return None;
    };
    let gati_schema::ty::Tagging::Internal { tag } = &choice.tagging else {
        return None;
    };
    let codes: Vec<&str> = choice
        .variants
        .iter()
        .filter(|variant| !variant.skip.on(Side::Write))
        .map(|variant| variant.name.on(Side::Write).as_str())
        .collect();
    let mut facts = json!({"tag": tag, "codes": codes});
    if let (Some(codec), Some(members)) = (codec::of_type(model, Side::Write, error), facts.as_object_mut()) {
        members.insert("codec".to_owned(), codec);
    }
    Some(facts)
}

fn comment(handler: &Handler) -> String {
    let statuses: Vec<String> = handler.answer.statuses.iter().map(u16::to_string).collect();
    let mut remark = format!(
        "`{} {}`, answered with {}.",
        handler.method,
        handler.path,
        statuses.join(" or ")
    );
    if let Some(auth) = &handler.auth {
        remark.push_str(match auth.scheme {
            AuthScheme::Bearer => " Needs a bearer token",
            AuthScheme::Basic => " Needs a name and a password",
            AuthScheme::ApiKey => " Needs an API key",
        });
        if !auth.roles.is_empty() {
            remark.push_str(&format!(" with the role `{}`", auth.roles.join("` or `")));
        }
        remark.push('.');
    }
    let deprecated = text::deprecated(handler.deprecated.as_ref(), handler.sunset.as_deref());
    text::comment(
        "    ",
        &[&handler.summary, &handler.description, &remark, &deprecated],
    )
}

/// Whether nothing in a struct must be given.
fn is_optional(place: Place<'_, '_>, ty: &Type, depth: usize) -> bool {
    if depth > 16 {
        return false;
    }
    let fields = |fields: &[gati_schema::ty::Field]| {
        fields
            .iter()
            .filter(|field| !field.skip.on(place.side))
            .all(|field| {
                if field.flatten {
                    is_optional(place, &field.ty, depth + 1)
                } else {
                    !shared::is_required(place, field)
                }
            })
    };
    match place
        .model
        .manifest
        .definition(ty)
        .map(|definition| &definition.shape)
    {
        Some(Shape::Object { fields: all, .. }) => fields(all),
        Some(Shape::Newtype { ty, .. }) => is_optional(place, ty, depth + 1),
        Some(Shape::Choice(choice)) => choice
            .variants
            .iter()
            .any(|variant| variant.untagged && variant.content == Content::Unit),
        _ => false,
    }
}
