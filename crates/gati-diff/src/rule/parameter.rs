//! Query, header and path parameters: read by the server, as text.

use super::rules;

rules! {
    "Query, header and path parameters";

    PARAM_ADDED_REQUIRED "param-added-required"
        values(Fails, Dropped) source(Major, Minor) by(Manual, NotNeeded)
        "a required parameter was added"
        "Old callers do not send it and are refused.";
    PARAM_ADDED_OPTIONAL "param-added-optional"
        values(Fits, Dropped) source(Major, Minor) by(NotNeeded, NotNeeded)
        "an optional parameter was added"
        "Old callers do not send it, and need not.";
    PARAM_ADDED_WITH_DEFAULT "param-added-with-default"
        values(Fits, Dropped) source(Major, Minor) by(NotNeeded, NotNeeded)
        "a parameter with a default was added"
        "Old callers do not send it and get the default.";
    PARAM_REMOVED "param-removed"
        values(Dropped, Fits) source(Major, Minor) by(Manual, NotNeeded)
        "a parameter was removed"
        "Old callers still send it and believe that it has an effect.";
    PARAM_REMOVED_CLOSED "param-removed-closed"
        values(Fails, Fits) source(Major, Minor) by(Partial, NotNeeded)
        "a parameter was removed where unknown ones are refused"
        "Old callers still send it and are refused.";
    PARAM_BECAME_REQUIRED "param-became-required"
        values(Fails, Fits) source(Major, Minor) by(Manual, NotNeeded)
        "a parameter became required"
        "Old callers may leave it out and are refused.";
    PARAM_BECAME_OPTIONAL "param-became-optional"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Manual)
        "a parameter became optional"
        "Old callers always send it, which is still right.";
    PARAM_RENAMED "param-renamed"
        values(Fails, Fails) source(Major, Major) by(Lossless, Lossless)
        "a parameter has another name"
        "Old callers send the old name, which is not known any more.";
    PARAM_RENAMED_WITH_ALIAS "param-renamed-with-alias"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Lossless)
        "a parameter has another name, and the old one is still read"
        "Both names are read.";
    PARAM_TYPE_WIDENED "param-type-widened"
        values(Fits, Fails) source(Major, Major) by(NotNeeded, Partial)
        "a parameter takes texts that it did not take before"
        "Every old text is still read.";
    PARAM_TYPE_NARROWED "param-type-narrowed"
        values(Fails, Fits) source(Major, Major) by(Partial, NotNeeded)
        "a parameter takes fewer texts"
        "Some texts that old callers send are refused.";
    PARAM_TYPE_CHANGED "param-type-changed"
        values(Fails, Fails) source(Major, Major) by(Manual, Manual)
        "a parameter takes other texts"
        "Some texts that old callers send are refused.";
    PARAM_LOCATION_CHANGED "param-location-changed"
        fixed(Major) source(Major, Major) by(Lossless, Lossless)
        "a parameter moved to another part of the request"
        "The server looks for it where old callers do not put it.";
}
