//! What a program uses of its table: the context, the functions that serve it, the documents.

use gati_schema::Manifest;
use proc_macro2::TokenStream;
use quote::quote;

use super::Surroundings;

/// Everything but the rows.
pub(super) fn emit(manifest: &Manifest, around: &Surroundings) -> String {
    let context = emit_context(around.has_state);
    let functions = emit_functions(manifest, around);
    let documents = emit_documents();
    let tokens = quote! {
        #context
        #functions
        #documents
    };
    match syn::parse2(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        // Not pretty, but rustc will say what is wrong with it.
        Err(_) => tokens.to_string(),
    }
}

fn emit_documents() -> TokenStream {
    quote! {
        /// The manifest of this API: its handlers and types, as JSON.
        #[allow(dead_code)]
        pub static MANIFEST: &str = include_str!("manifest.json");
        /// The OpenAPI 3.1 document of this API.
        #[allow(dead_code)]
        pub static OPENAPI: &str = include_str!("openapi.json");
        /// The OpenAPI 3.0 document of this API, for older tools.
        #[allow(dead_code)]
        pub static OPENAPI_3_0: &str = include_str!("openapi-3.0.json");
    }
}

fn emit_context(has_state: bool) -> TokenStream {
    if has_state {
        quote! {
            /// What all requests share.
            #[allow(dead_code, missing_debug_implementations)]
            pub struct Gctx {
                /// The state that the program was started with.
                pub state: State,
            }
        }
    } else {
        quote! {
            /// What all requests share.
            #[allow(dead_code, missing_debug_implementations)]
            pub struct Gctx {}
        }
    }
}

fn emit_functions(manifest: &Manifest, around: &Surroundings) -> TokenStream {
    let (package, version) = (&manifest.package.name, &manifest.package.version);
    let artifacts = match &around.artifacts_dir {
        Some(dir) => quote! { Some(#dir) },
        None => quote! { None },
    };
    let app = |field: TokenStream| {
        quote! {
            ::gati::__private::app(::gati::__private::AppParts {
                package: #package,
                version: #version,
                routes: ROUTES,
                manifest: MANIFEST,
                openapi: OPENAPI,
                openapi_3_0: OPENAPI_3_0,
                artifacts_dir: #artifacts,
                gctx: Gctx { #field },
            })
        }
    };
    let (constructors, bound) = if around.has_state {
        let app = app(quote! { state });
        // The lifetime makes rustc ask for the trait where the function is used, not where it stands: a state without a
        // default is no mistake as long as nobody starts from one.
        let bound = quote! { where for<'a> State: ::core::default::Default };
        let constructors = quote! {
            /// The app with that state: its routes with the default settings, which can be changed before it is served.
            #[allow(dead_code)]
            pub fn with_state(state: State) -> ::gati::App<Gctx> {
                #app
            }
            /// The app with the default state.
            #[allow(dead_code)]
            pub fn new() -> ::gati::App<Gctx> #bound {
                with_state(::core::default::Default::default())
            }
        };
        (constructors, Some(bound))
    } else {
        let app = app(TokenStream::new());
        let constructors = quote! {
            /// The app: its routes with the default settings, which can be changed before it is served.
            #[allow(dead_code)]
            pub fn new() -> ::gati::App<Gctx> {
                #app
            }
        };
        (constructors, None)
    };
    quote! {
        #constructors
        /// The routes as an axum router, to be merged or nested into another one.
        #[allow(dead_code)]
        pub fn router() -> ::gati::axum::Router #bound {
            new().into_router()
        }
        /// Serves the app until the process is asked to stop.
        ///
        /// # Errors
        ///
        /// If the address cannot be listened on.
        #[allow(dead_code)]
        pub async fn serve() -> ::gati::Result<()> #bound {
            new().serve().await
        }
        /// Serves the app from a program without an async runtime.
        ///
        /// # Errors
        ///
        /// If the address cannot be listened on, or threads cannot be started.
        #[allow(dead_code)]
        pub fn run() -> ::gati::Result<()> #bound {
            new().run()
        }
    }
}
