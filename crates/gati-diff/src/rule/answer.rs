//! Statuses and errors.

use super::rules;

rules! {
    "Answers, statuses and errors";

    SUCCESS_STATUS_CHANGED "success-status-changed"
        fixed(Major) source(None, None) by(NotNeeded, Lossless)
        "success has another status"
        "Callers test the status.";
    SUCCESS_STATUS_ADDED "success-status-added"
        fixed(Major) source(None, None) by(NotNeeded, Partial)
        "success may have one more status"
        "Callers who test for the statuses they know take it for a failure.";
    SUCCESS_STATUS_REMOVED "success-status-removed"
        fixed(Minor) source(None, None) by(NotNeeded, NotNeeded)
        "success no longer has one of its statuses"
        "Callers wait for it in vain, and cope with the others already.";
    ERROR_VARIANT_ADDED "error-variant-added"
        fixed(Minor) source(Major, Major) by(NotNeeded, NotNeeded)
        "a call may fail in one more way"
        "HTTP asks callers to take an unknown failure for its class (4xx, 5xx). Exhaustive matches in code lack an arm.";
    ERROR_VARIANT_REMOVED "error-variant-removed"
        fixed(Minor) source(Major, Major) by(NotNeeded, NotNeeded)
        "a call no longer fails in one of its ways"
        "Callers wait for it in vain.";
    ERROR_STATUS_CHANGED "error-status-changed"
        fixed(Major) source(None, None) by(NotNeeded, Lossless)
        "a failure has another status"
        "Whether callers retry, and caches keep, depends on the status.";
    ERROR_VARIANT_RENAMED "error-variant-renamed"
        fixed(Major) source(Major, Major) by(NotNeeded, Lossless)
        "a failure has another code"
        "Callers decide by the code.";
}
