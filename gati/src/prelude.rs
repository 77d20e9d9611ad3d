//! Everything that a module with handlers types: `use gati::prelude::*;`.

pub use bytes::Bytes;
pub use serde::{Deserialize, Serialize};

pub use crate::{
    ApiError, ByteStream, Event, Extract, Form, GType, Handle, Headers, Json, JsonLines, Lctx, Multipart,
    NoContent, Outcome, Problem, Query, Reply, Request, RequestHead, Response, Secret, Socket, Sse, Text,
    Untransformable, Upload,
};
