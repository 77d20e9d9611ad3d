//! Handlers and routes.

use super::rules;

rules! {
    "Handlers and routes";

    HANDLER_ADDED "handler-added"
        fixed(Minor) source(Minor, Minor) by(NotNeeded, NotNeeded)
        "a handler was added"
        "Nobody could call it before.";
    HANDLER_ADDED_SHADOWS "handler-added-shadows"
        fixed(Major) source(Minor, Minor) by(Manual, Manual)
        "a new route takes requests that another handler used to answer"
        "A literal segment wins over a placeholder, so the same URL now leads to another resource.";
    HANDLER_REMOVED "handler-removed"
        fixed(Major) source(Major, Major) by(Manual, Manual)
        "a handler was removed"
        "Callers get 404 or 405.";
    HANDLER_REMOVED_DEPRECATED "handler-removed-deprecated"
        fixed(Major) source(Major, Major) by(Manual, Manual)
        "a deprecated handler was removed"
        "It was announced, and whoever still calls it gets 404 or 405 all the same.";
    HANDLER_REMOVED_BEFORE_SUNSET "handler-removed-before-sunset"
        fixed(Major) source(Major, Major) by(Manual, Manual)
        "a handler was removed before its announced end"
        "Callers were promised more time.";
    HANDLER_DEPRECATED "handler-deprecated"
        fixed(Minor) source(Minor, Minor) by(NotNeeded, NotNeeded)
        "a handler was deprecated"
        "It works as before; callers are asked to leave (semantic versioning, rule 7).";
    HANDLER_UNDEPRECATED "handler-undeprecated"
        fixed(Patch) source(Patch, Patch) by(NotNeeded, NotNeeded)
        "a handler is no longer deprecated"
        "Callers may stay.";
    SUNSET_SET "sunset-set"
        fixed(Minor) source(Minor, Minor) by(NotNeeded, NotNeeded)
        "an end was announced"
        "Callers learn how long the handler will be there.";
    SUNSET_ADVANCED "sunset-advanced"
        fixed(Major) source(None, None) by(Manual, Manual)
        "the announced end came nearer or was withdrawn"
        "Callers planned with the date that they were given.";
    SUNSET_POSTPONED "sunset-postponed"
        fixed(Patch) source(None, None) by(NotNeeded, NotNeeded)
        "the announced end moved back"
        "Callers have more time.";
    METHOD_CHANGED "method-changed"
        fixed(Major) source(None, None) by(Lossless, Lossless)
        "the method changed"
        "Requests with the old method are refused.";
    PATH_CHANGED "path-changed"
        fixed(Major) source(None, None) by(Manual, Manual)
        "the path changed"
        "Requests to the old URL get 404.";
    PATH_PARAM_RENAMED "path-param-renamed"
        fixed(Patch) source(Major, Major) by(NotNeeded, NotNeeded)
        "a placeholder has another name"
        "URLs are the same; generated clients name the argument after it.";
    HANDLER_RENAMED "handler-renamed"
        fixed(Patch) source(Major, Major) by(NotNeeded, NotNeeded)
        "a handler has another name"
        "Requests are the same; generated clients name the method after it.";
    AUTH_ADDED "auth-added"
        values(Fails, Fits) source(Major, Major) by(Manual, NotNeeded)
        "credentials became necessary"
        "Callers without credentials are refused.";
    AUTH_REMOVED "auth-removed"
        values(Fits, Fails) source(Minor, Minor) by(NotNeeded, Manual)
        "credentials are no longer necessary"
        "Everybody is let in; make sure that this is meant.";
    AUTH_SCHEME_CHANGED "auth-scheme-changed"
        values(Fails, Fails) source(Major, Major) by(Manual, Manual)
        "another kind of credentials is asked for"
        "The old credentials are refused.";
    AUTH_ALTERNATIVE_ADDED "auth-alternative-added"
        values(Fits, Fails) source(None, None) by(NotNeeded, Manual)
        "one more role is let in"
        "Who was let in still is.";
    AUTH_ALTERNATIVE_REMOVED "auth-alternative-removed"
        values(Fails, Fits) source(None, None) by(Manual, NotNeeded)
        "a role is no longer let in"
        "Callers who have only that role are refused.";
    AUTH_SCOPE_ADDED "auth-scope-added"
        values(Fails, Fits) source(None, None) by(Manual, NotNeeded)
        "a role became necessary"
        "Known callers without a role were let in and are now refused.";
    AUTH_SCOPE_REMOVED "auth-scope-removed"
        values(Fits, Fails) source(None, None) by(NotNeeded, Manual)
        "no role is necessary any more"
        "Every known caller is let in; make sure that this is meant.";
    TIMEOUT_SHORTENED "timeout-shortened"
        fixed(Minor) source(None, None) by(NotNeeded, NotNeeded)
        "the server gives up earlier"
        "Calls are as valid as before; slow ones may end in 504.";
    TIMEOUT_LENGTHENED "timeout-lengthened"
        fixed(Patch) source(None, None) by(NotNeeded, NotNeeded)
        "the server gives up later"
        "Nothing that worked is in danger.";
    IDEMPOTENCY_DROPPED "idempotency-dropped"
        fixed(Major) source(None, None) by(Manual, Manual)
        "a call may no longer be repeated safely"
        "Clients and gateways repeat calls because they were told that they may.";
    IDEMPOTENCY_PROMISED "idempotency-promised"
        fixed(Minor) source(None, None) by(NotNeeded, NotNeeded)
        "a call may now be repeated safely"
        "Clients may repeat it when they are not sure that it arrived.";
    HANDLER_BECAME_OPAQUE "handler-became-opaque"
        values(Unknown, Fits) source(None, None) by(Manual, NotNeeded)
        "the handler looks at parts of the request that the contract does not describe"
        "Nobody can tell from the contract whether requests that were answered still are.";
    HANDLER_BECAME_DESCRIBED "handler-became-described"
        values(Fits, Unknown) source(None, None) by(NotNeeded, Manual)
        "the contract describes all that the handler looks at"
        "What was not promised before cannot be missed.";
}
