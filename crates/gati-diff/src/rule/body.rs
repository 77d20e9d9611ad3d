//! Bodies as a whole, and the media types in which they travel.

use super::rules;

rules! {
    "Bodies and media types";

    BODY_ADDED_REQUIRED "body-added-required"
        values(Fails, Dropped) source(Major, Major) by(Manual, NotNeeded)
        "a request body became necessary"
        "Old callers send none and are refused.";
    BODY_ADDED_OPTIONAL "body-added-optional"
        values(Fits, Dropped) source(Major, Major) by(NotNeeded, NotNeeded)
        "a request body is read that may be empty"
        "Old callers send none, which is read as an empty one.";
    BODY_REMOVED "body-removed"
        values(Dropped, Fails) source(Major, Major) by(Manual, Manual)
        "the request body is no longer read"
        "Old callers still send it and believe that it has an effect.";
    REQUEST_CONTENT_TYPE_CHANGED "request-content-type-changed"
        values(Fails, Fails) source(Major, Major) by(Lossless, Lossless)
        "the request body is encoded in another way"
        "Bodies in the old encoding are refused (415).";
    RESPONSE_CONTENT_TYPE_CHANGED "response-content-type-changed"
        values(Fails, Fails) source(Major, Major) by(Manual, Manual)
        "the answer is encoded in another way"
        "Old readers cannot decode it.";
    STREAMING_CHANGED "streaming-changed"
        values(Fails, Fails) source(Major, Major) by(Manual, Manual)
        "one answer became a stream of values, or the reverse"
        "Old readers speak the other protocol.";
    PROTOCOL_CHANGED "protocol-changed"
        values(Fails, Fails) source(Major, Major) by(Manual, Manual)
        "an ordinary answer became a WebSocket, or the reverse"
        "Old callers speak the other protocol.";
    RESPONSE_BODY_REMOVED "response-body-removed"
        values(Dropped, Fails) source(Major, Major) by(Manual, Manual)
        "the answer has no body any more"
        "Readers miss what they were promised.";
    RESPONSE_BODY_ADDED "response-body-added"
        values(Fails, Dropped) source(Minor, Minor) by(Manual, NotNeeded)
        "the answer has a body where it had none"
        "Old readers look at none.";
}
