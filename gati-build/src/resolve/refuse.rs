//! Why a written type has no place in a contract, in words.

use syn::spanned::Spanned;
use syn::{Expr, TypePath};

use super::Resolver;
use super::path::{Missing, Suspects};
use super::ty::{Refusal, Scope};
use crate::report::Report;
use crate::source::{Fault, ItemKind, Place, text};

impl Resolver<'_> {
    /// Leaves a mistake to rustc, which finds it without us. Those who do not compile see it all the same.
    pub(super) fn leave(&mut self, place: Place, message: &str) -> Refusal {
        self.program.faults.push(Fault {
            place,
            message: message.to_owned(),
        });
        Refusal::Compiler
    }

    pub(super) fn unknown_length(&mut self, len: &Expr, scope: &Scope) -> Refusal {
        let place = self.place(scope, len.span());
        self.reports.add(
            Report::new(
                "array-length",
                "the build script cannot tell how long this array is",
            )
            .at(&place, "neither a number nor a `const` of numbers")
            .help("write the number, or a `const` whose value is made of numbers"),
        );
        Refusal::Told
    }

    pub(super) fn associated(&mut self, span: proc_macro2::Span, scope: &Scope) -> Refusal {
        let place = self.place(scope, span);
        let written = self.program.files.slice(&place).to_owned();
        self.reports.add(
            Report::new(
                "associated-type",
                format!("the build script cannot tell which type `{written}` is"),
            )
            .at(&place, "an associated type is known to the compiler alone")
            .help("name the type itself"),
        );
        Refusal::Told
    }

    pub(super) fn closed(&mut self, full: &str, path: &TypePath, scope: &Scope) -> Refusal {
        let place = self.place(scope, path.path.span());
        let name = full.rsplit("::").next().unwrap_or(full);
        let krate = full.split("::").next().unwrap_or(full);
        self.reports.add(
            Report::new("closed-crate", format!("`{full}` is not a type that Gati knows"))
                .at(&place, "its JSON form is not known")
                .note(format!(
                    "the source of `{krate}` is not read; only types of the standard library and of a few common crates are known from outside"
                ))
                .help(format!(
                    "say which form it has on the wire: `#[gtype(as = String)]` on the field, or a type of your own around `{name}`"
                )),
        );
        Refusal::Told
    }

    pub(super) fn not_found(&mut self, missing: Missing, path: &TypePath, scope: &Scope) -> Refusal {
        let (name, module) = match missing {
            Missing::Name { name, module } => (name, module),
            Missing::Associated { item, .. } => {
                // A variant is no type, and rustc says so; anything else inside of a type is an associated type.
                if matches!(&self.program.item(item).kind, ItemKind::Data(data) if matches!(data.data, syn::Data::Enum(_)))
                {
                    let place = self.place(scope, path.span());
                    return self.leave(place, "a variant of an enum is not a type");
                }
                return self.associated(path.path.span(), scope);
            }
        };
        let segment = path
            .path
            .segments
            .iter()
            .find(|segment| text(&segment.ident) == name);
        let span = segment.map_or_else(|| path.path.span(), |segment| segment.ident.span());
        let place = self.place(scope, span);
        let Suspects {
            macro_call,
            glob,
            conditional,
            broken,
        } = self.suspects(module, &name);
        // A file that cannot be parsed is rustc's to report, and it may be what declares the name.
        if broken {
            return Refusal::Compiler;
        }
        let report = Report::new("unknown-name", format!("cannot find the type `{name}`"));
        let way_out = "or say which form the value has on the wire, with `#[gtype(as = …)]` on the field";
        let report = if let Some(item) = conditional {
            let item = self.program.item(item);
            let doubt = item.presence.doubt.clone();
            let report = report.at(&place, "not known for certain");
            match doubt {
                Some(doubt) => report
                    .at(&doubt.place, format!("`{name}` depends on `{}`", doubt.option))
                    .note(format!(
                        "the build script runs once for the program and its tests, and does not know `{}`",
                        doubt.option
                    ))
                    .help("declare the type without this condition"),
                None => report,
            }
        } else if let Some((called, at)) = macro_call {
            report
                .at(&place, "not declared in any source that the build script reads")
                .at(&at, format!("perhaps declared by `{called}!`"))
                .note("the build script does not expand macros")
                .help(format!("write `{name}` out with `#[derive(GType)]`, {way_out}"))
        } else if let Some(glob) = glob {
            report
                .at(&place, "not declared in any source that the build script reads")
                .note(format!(
                    "perhaps it comes from `use {glob}::*`, and the source of that crate is not read"
                ))
                .help(format!("import it by its name, {way_out}"))
        } else {
            // Nothing else could declare it: rustc will say so, and knows similar names.
            return self.leave(place, &format!("cannot find the type `{name}`"));
        };
        self.reports.add(report);
        Refusal::Told
    }
}
