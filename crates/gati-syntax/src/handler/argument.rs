//! The arguments of a handler, by the role that each plays.

use proc_macro2::Ident;
use syn::Type;

/// One argument of a handler.
#[derive(Clone)]
pub struct Argument {
    /// What it gives the handler.
    pub role: Role,
    /// Its type as it is written.
    pub ty: Type,
    /// Its name, unless it is taken apart by a pattern.
    pub name: Option<Ident>,
}

/// What an argument gives the handler.
#[derive(Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "there are few at a time: what a box would save is not worth its clumsiness"
)]
pub enum Role {
    /// The text of a placeholder, read as the type of the argument.
    Path(String),
    /// `Query<T>`.
    Query(Type),
    /// `Headers<T>`.
    Headers(Type),
    /// The body of the request.
    Body(BodyItem),
    /// `Extract<E>`: any extractor of axum.
    Extract(Type),
    /// `Socket<In, Out>`: what callers send through the socket, and what the handler sends.
    Socket(Type, Type),
    /// `&Gctx`: what the whole app shares.
    Gctx(Type),
    /// `&mut Lctx` or `&Lctx`: what belongs to this request.
    Lctx,
    /// `&mut Request`: the request as it came.
    Request,
    /// `&mut Response<T>`: the answer to fill.
    Response(Type),
}

/// The body of a request.
#[derive(Clone)]
pub enum BodyItem {
    /// `Json<T>`.
    Json(Type),
    /// `Form<T>`.
    Form(Type),
    /// `Multipart<T>`.
    Multipart(Type),
    /// `Bytes`.
    Bytes,
    /// `ByteStream`.
    Stream,
}

impl Argument {
    /// The type inside a request value, which must own its data.
    #[must_use]
    pub fn carried(&self) -> Option<&Type> {
        match &self.role {
            Role::Path(_) => Some(&self.ty),
            Role::Query(ty) | Role::Headers(ty) | Role::Socket(ty, _) => Some(ty),
            Role::Body(BodyItem::Json(ty) | BodyItem::Form(ty) | BodyItem::Multipart(ty)) => Some(ty),
            Role::Body(BodyItem::Bytes | BodyItem::Stream)
            | Role::Extract(_)
            | Role::Gctx(_)
            | Role::Lctx
            | Role::Request
            | Role::Response(_) => None,
        }
    }
}
