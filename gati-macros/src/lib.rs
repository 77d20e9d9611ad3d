//! The macros of Gati. They are documented where users import them: in `gati`.
//!
//! Entry points only: each hands its tokens to a module that works on `proc_macro2`, so that unit tests can call it.

mod api_error;
mod app;
mod brand;
mod build_script;
mod function;
#[cfg(test)]
mod golden;
mod gtype;
mod handler;
mod hook;
mod krate;
mod module;
mod span;
mod transformer;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes an async function a handler of the app.
#[proc_macro_attribute]
pub fn handler(arguments: TokenStream, item: TokenStream) -> TokenStream {
    handler::expand(arguments.into(), item.into(), build_script::find()).into()
}

/// Makes the type of a block of methods a module of the app.
#[proc_macro_attribute]
pub fn module(arguments: TokenStream, item: TokenStream) -> TokenStream {
    module::expand(arguments.into(), item.into(), build_script::find()).into()
}

/// Makes a function run around handlers.
#[proc_macro_attribute]
pub fn hook(arguments: TokenStream, item: TokenStream) -> TokenStream {
    hook::expand(arguments.into(), item.into(), build_script::find()).into()
}

/// Makes a function carry values from one release to a neighbour.
#[proc_macro_attribute]
pub fn transformer(arguments: TokenStream, item: TokenStream) -> TokenStream {
    transformer::expand(arguments.into(), item.into(), build_script::find()).into()
}

/// Takes in the route table that the build script wrote, as the module `app`.
#[proc_macro]
pub fn app(arguments: TokenStream) -> TokenStream {
    app::expand(arguments.into(), build_script::find()).into()
}

#[expect(missing_docs, reason = "documented in `gati`, where users import it")]
#[proc_macro_derive(GType, attributes(gtype, serde))]
pub fn gtype(input: TokenStream) -> TokenStream {
    gtype::derive(&parse_macro_input!(input as DeriveInput)).into()
}

#[expect(missing_docs, reason = "documented in `gati`, where users import it")]
#[proc_macro_derive(ApiError, attributes(gtype, serde))]
pub fn api_error(input: TokenStream) -> TokenStream {
    api_error::derive(&parse_macro_input!(input as DeriveInput)).into()
}

#[expect(missing_docs, reason = "documented in `gati`, where users import it")]
#[proc_macro]
pub fn brand(input: TokenStream) -> TokenStream {
    brand::brand(input.into()).into()
}
