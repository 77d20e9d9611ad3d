//! What generated code needs. It is no API: it may change with every version, and the macros are pinned to theirs.

pub use gati_schema::Fingerprint;
pub use gati_schema::handler::{AuthScheme, Method};
pub use gati_schema::identity;
pub use serde;
pub use serde_json::{Map, Value};

pub use crate::GType;
pub use crate::answer::Response;
pub use crate::app::{AppParts, MakeContext};
pub use crate::call::{ByParts, ByRequest, Call, Extractor, Parameter, PathParameters};
pub use crate::endpoint::{AnswerFuture, Behaviour, Context, Endpoint, Route, RouteAuth, Seen, seen};
pub use crate::gctx::{About, Core, Sources};
#[cfg(feature = "testing")]
pub use crate::gtype::{Portrait, Shown, Sight, Unshown, Witness};
pub use crate::hook::{
    AfterAnswer, AfterFn, AfterHook, Around, BeforeAnswer, BeforeFn, BeforeHook, CatchAnswer, CatchFn,
    CatchHook, Caught, FailureOf, Hook, HookRow, Hooks, NoFailure, Outcome, Running,
};
pub use crate::module::{
    Absence, Arguments, Build, Facts, Fails, Failure, HasModule, Holds, Module, ModuleFuture, Occupant,
    Passed, Passes, PassesNot, Slot, empty, failed, has_module, module, part, unit, unknown,
};
pub use crate::part::{Ailment, Condition, Part, PartFuture, PartName};
pub use crate::problem::{ApiError, Problem};
pub use crate::rejection::Rejection;
pub use crate::validate::{
    self, Bound, Format, HasBounds, HasItems, HasLength, HasProperties, HasText, Pattern, Place, Report,
    Side, check,
};
pub use crate::version::scalar;
pub use crate::version::{
    Absent, absent, acknowledged, array, each, into, known, recode, try_into, values, whole,
};
pub use crate::version::{
    Because, Given, LiftFuture, LiftMessage, Lower, LowerContent, LowerError, LowerMessage, Lowered,
    LoweredError, Made, Maker, Passage, Passing, ReleaseRow, Sample, Timescape, Transformer, Unlifted,
    Unmade, Untransformable, because, lent_or_sample, taken_or_sample,
};

/// The app of a generated table.
pub fn app<G: Context>(parts: AppParts<G>) -> crate::App<G> {
    crate::App::new(parts)
}

/// What makes the global context of a generated table.
pub fn context<G>(make: impl FnOnce(&mut Sources) -> crate::Result<G> + Send + 'static) -> MakeContext<G> {
    Box::new(make)
}

/// The type itself, written as something that holds it.
pub type Same<T> = T;

/// The identity of a type that handlers answer with when they fail.
#[must_use]
pub const fn error_identity<E: ApiError>() -> Fingerprint {
    E::ID
}
