//! What a program uses of its table: the context, the functions that serve it, the documents.

use gati_schema::Manifest;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Surroundings, modules};
use crate::analyze::TableModule;

/// Everything but the rows.
pub(super) fn emit(manifest: &Manifest, modules: &[TableModule], around: &Surroundings) -> String {
    let context = emit_context(modules, around);
    let functions = emit_functions(manifest, modules, around);
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

/// ```text
/// pub struct Gctx { pub state: State, pub modules: Modules, pub effects: Effects, .. }
/// ```
fn emit_context(modules: &[TableModule], around: &Surroundings) -> TokenStream {
    let state = around.has_state.then(|| {
        quote! {
            /// The state that the program was started with.
            pub state: State,
        }
    });
    let state_held = around
        .has_state
        .then(|| held(&quote!(State), &quote!(self.state)));
    let config_held = around
        .has_config
        .then(|| held(&quote!(Config), &quote!(self.config)));
    let parts = PARTS.iter().map(|(name, ty, docs)| {
        let (name, ty, docs) = (format_ident!("{name}"), format_ident!("{ty}"), format!(" {docs}"));
        quote! {
            #[doc = #docs]
            pub #name: ::gati::#ty,
        }
    });
    let parts_held = PARTS.iter().map(|(name, ty, _)| {
        let (name, ty) = (format_ident!("{name}"), format_ident!("{ty}"));
        held(&quote!(::gati::#ty), &quote!(self.#name))
    });
    let modules = modules::emit(modules);
    quote! {
        /// What all requests share.
        #[allow(dead_code, missing_debug_implementations)]
        pub struct Gctx {
            #state
            /// The modules of this app.
            pub modules: Modules,
            /// The configuration.
            pub config: ::gati::Config<Config>,
            #(#parts)*
        }
        #modules
        #state_held
        #config_held
        #(#parts_held)*
    }
}

/// The parts that every app has, by field, type and documentation.
const PARTS: [(&str, &str, &str); 5] = [
    ("effects", "Effects", "Durable background work."),
    ("secrets", "Secrets", "The secrets of the app."),
    ("metrics", "Metrics", "Counters, gauges and histograms."),
    (
        "events",
        "Events",
        "Publishing and hearing inside of this process.",
    ),
    ("versions", "Versions", "The versions of this API."),
];

/// `impl Holds<State> for Gctx`: what `init` of a module may be given.
fn held(ty: &TokenStream, field: &TokenStream) -> TokenStream {
    quote! {
        impl ::gati::__private::Holds<#ty> for Gctx {
            fn held(&self) -> &#ty {
                &#field
            }
        }
    }
}

fn emit_functions(manifest: &Manifest, modules: &[TableModule], around: &Surroundings) -> TokenStream {
    let (package, version) = (&manifest.package.name, &manifest.package.version);
    let artifacts = match &around.artifacts_dir {
        Some(dir) => quote! { Some(#dir) },
        None => quote! { None },
    };
    let config = if around.describes_config {
        quote!(Some(include_str!("config.json")))
    } else {
        quote!(None)
    };
    let timescape = if around.has_releases {
        quote!(TIMESCAPE)
    } else {
        quote!(::gati::__private::Timescape::none())
    };
    let units = modules::emit_units(modules);
    let places = modules::emit_places(modules);
    let parts = PARTS.iter().map(|(name, _, _)| {
        let name = format_ident!("{name}");
        quote!(#name: core.#name,)
    });
    let parts: TokenStream = parts.collect();
    let app = |field: TokenStream| {
        quote! {
            ::gati::__private::app(::gati::__private::AppParts {
                package: ABOUT.package,
                version: ABOUT.version,
                routes: ROUTES,
                manifest: MANIFEST,
                openapi: OPENAPI,
                openapi_3_0: OPENAPI_3_0,
                artifacts_dir: #artifacts,
                timescape: #timescape,
                gctx: ::gati::__private::context(move |sources| {
                    let core = ::gati::__private::Core::<Config>::load(ABOUT, sources)?;
                    Ok(Gctx {
                        #field
                        modules: #places,
                        config: core.config,
                        #parts
                    })
                }),
                modules: #units,
            })
        }
    };
    // A module with a mistake leaves a place that nothing can fill; rustc should speak of the mistake alone.
    let is_broken = modules.iter().any(|module| !module.works);
    let quiet = is_broken.then(|| quote!(#[allow(unreachable_code, unused_variables)]));
    let (constructors, bound) = if around.has_state {
        let app = app(quote! { state, });
        // The lifetime makes rustc ask for the trait where the function is used, not where it stands: a state without a
        // default is no mistake as long as nobody starts from one.
        let bound = quote! { where for<'a> State: ::core::default::Default };
        let constructors = quote! {
            /// The app with that state: its routes with the default settings, which can be changed before it is served.
            #[allow(dead_code)]
            #quiet
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
            #quiet
            pub fn new() -> ::gati::App<Gctx> {
                #app
            }
        };
        (constructors, None)
    };
    quote! {
        #[doc(hidden)]
        const ABOUT: ::gati::__private::About = ::gati::__private::About {
            package: #package,
            version: #version,
            config: #config,
        };
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
