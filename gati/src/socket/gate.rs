//! What a handler for a WebSocket asks of the features of this crate.

/// Stands in the expansion of a handler for a WebSocket.
#[cfg(feature = "ws")]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_ws {
    () => {};
}

/// Stands in the expansion of a handler for a WebSocket.
#[cfg(not(feature = "ws"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __needs_ws {
    () => {
        ::core::compile_error!(
            "a WS handler needs the feature `ws` of `gati`\nhelp: in Cargo.toml, write `gati = { .., features = [\"ws\"] }`"
        );
    };
}
