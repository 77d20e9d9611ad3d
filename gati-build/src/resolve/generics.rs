//! Type parameters and what stands for them.

use std::collections::HashMap;

use gati_schema::Fingerprint;
use syn::{GenericArgument, GenericParam, Generics, PathArguments};

use super::Resolver;
use super::instance::show;
use super::ty::{Refusal, Resolved, Rust, Scope};
use crate::report::Report;
use crate::source::{Spot, text};

/// What stands for the parameters of a generic item.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bound {
    pub(super) types: HashMap<String, Resolved>,
    pub(super) numbers: HashMap<String, i128>,
    /// All of them in the order of the parameters.
    pub(super) in_order: Vec<Argument>,
}

/// What stands for one parameter.
#[derive(Clone, Debug)]
pub(super) struct Argument {
    pub(super) id: Fingerprint,
    pub(super) rust: Rust,
    /// How people write it.
    pub(super) shown: String,
}

impl Resolver<'_> {
    /// Binds the parameters of an item to the arguments of a path; `home` is the scope of the item, where defaults are read.
    pub(super) fn bind(
        &mut self,
        generics: &Generics,
        home: &Scope,
        arguments: &PathArguments,
        scope: &Scope,
        spot: Spot,
    ) -> Result<Bound, Refusal> {
        let given: Vec<&GenericArgument> = match arguments {
            PathArguments::AngleBracketed(list) => list.args.iter().collect(),
            PathArguments::None => Vec::new(),
            PathArguments::Parenthesized(_) => return Err(self.misfit(spot)),
        };
        let mut given = given
            .into_iter()
            .filter(|argument| !matches!(argument, GenericArgument::Lifetime(_)));
        let mut bound = Bound::default();
        for parameter in &generics.params {
            match parameter {
                GenericParam::Lifetime(_) => {}
                GenericParam::Const(parameter) => {
                    let expr = match given.next() {
                        Some(GenericArgument::Const(expr)) => Some((expr.clone(), scope.clone())),
                        // A lone name may be a type or a constant: syntax does not tell.
                        Some(GenericArgument::Type(ty)) => Some((syn::parse_quote!(#ty), scope.clone())),
                        Some(_) => return Err(self.misfit(spot)),
                        None => parameter
                            .default
                            .clone()
                            .map(|(_, default)| (default, home.with(&bound))),
                    };
                    let Some((expr, scope)) = expr else {
                        return Err(self.misfit(spot));
                    };
                    let Some(number) = self.number(&expr, &scope) else {
                        return Err(self.unknown_number(&text(&parameter.ident), spot));
                    };
                    let shown = show_number(number, &parameter.ty);
                    bound.numbers.insert(text(&parameter.ident), number);
                    bound.in_order.push(Argument {
                        // As the macro has it: `N as u128`.
                        id: Fingerprint(number.cast_unsigned()),
                        rust: Rust::Number(shown.clone()),
                        shown,
                    });
                }
                GenericParam::Type(parameter) => {
                    let resolved = match given.next() {
                        Some(GenericArgument::Type(ty)) => self.resolve(ty, scope)?,
                        Some(_) => return Err(self.misfit(spot)),
                        None => match &parameter.default {
                            // A default may speak of the parameters before it.
                            Some((_, default)) => self.resolve(default, &home.with(&bound))?,
                            None => return Err(self.misfit(spot)),
                        },
                    };
                    bound.in_order.push(Argument {
                        id: resolved.id,
                        rust: resolved.rust.clone(),
                        shown: show(&resolved.ty),
                    });
                    bound.types.insert(text(&parameter.ident), resolved);
                }
            }
        }
        if given.next().is_some() {
            return Err(self.misfit(spot));
        }
        Ok(bound)
    }

    fn misfit(&mut self, spot: Spot) -> Refusal {
        self.leave(spot.place(), "the type arguments do not fit the type")
    }

    fn unknown_number(&mut self, name: &str, spot: Spot) -> Refusal {
        self.reports.add(
            Report::new(
                "const-argument",
                format!("the build script cannot tell the value of the const parameter `{name}`"),
            )
            .at(&spot.place(), "neither a literal nor a `const` of literals")
            .help("write the value, or a `const` whose value is made of literals"),
        );
        Refusal::Told
    }
}

/// The value of a const parameter as code writes it.
fn show_number(number: i128, ty: &syn::Type) -> String {
    let is = |name: &str| matches!(ty, syn::Type::Path(path) if path.path.is_ident(name));
    if is("bool") {
        return (number != 0).to_string();
    }
    if is("char")
        && let Some(character) = u32::try_from(number).ok().and_then(char::from_u32)
    {
        return format!("{character:?}");
    }
    if number < 0 {
        return format!("{{ {number} }}");
    }
    number.to_string()
}
