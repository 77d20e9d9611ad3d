//! Types with a definition: each is read once, and each instance of a generic one is a type of its own.

use std::rc::Rc;

use gati_schema::ty::{IntWidth, Kind};
use gati_schema::{Fingerprint, Type, TypeName, identity};
use gati_syntax::diagnostics::Diagnostics;
use gati_syntax::gtype::TypeItem;

use super::Resolver;
use super::generics::Bound;
use super::ty::{Refusal, Resolved, Rust, Scope};
use crate::report::Report;
use crate::source::{Fault, ItemId, ItemKind, Place, Spot};

/// A type as its author wrote it, read once for all instances.
#[derive(Clone)]
pub(crate) struct TypeSource {
    pub(crate) item: Rc<TypeItem>,
    /// The fingerprint of everything but the types it mentions.
    pub(crate) local: Fingerprint,
    /// The types it mentions, in order.
    pub(crate) holes: Rc<Vec<syn::Type>>,
}

/// A defined type that the program uses.
#[derive(Clone)]
pub(crate) struct Instance {
    pub(crate) item: ItemId,
    pub(crate) name: TypeName,
    /// Which type it is.
    pub(crate) id: Fingerprint,
    pub(crate) source: TypeSource,
    /// Where the types inside are read.
    pub(crate) scope: Scope,
    /// What it is in Rust.
    pub(crate) rust: Rust,
    /// Where it was met first.
    pub(crate) used: Spot,
}

impl Instance {
    /// Whether the type has type arguments.
    pub(crate) fn is_generic(&self) -> bool {
        matches!(&self.rust, Rust::Item(_, arguments) if !arguments.is_empty())
    }
}

/// Type arguments that go deeper than this only come from a type that contains ever larger instances of itself.
const HIGHEST: usize = 24;

impl Resolver<'_> {
    /// The instance of an item for some arguments; what it contains is looked at later.
    pub(super) fn instance(&mut self, item: ItemId, bound: Bound, spot: Spot) -> Result<Resolved, Refusal> {
        let ids: Vec<Fingerprint> = bound.in_order.iter().map(|argument| argument.id).collect();
        let rust = Rust::Item(
            item,
            bound
                .in_order
                .iter()
                .map(|argument| argument.rust.clone())
                .collect(),
        );
        let id = identity::defined(&self.program.path_of(item), &ids);
        if let Some(known) = self.by_id.get(&id) {
            let ty = Type::named(self.instances[*known].name.clone());
            return Ok(Resolved { ty, id, rust });
        }
        let source = self.type_source(item).ok_or(Refusal::Macro)?;
        let height = bound
            .in_order
            .iter()
            .map(|argument| 1 + argument.rust.height())
            .max()
            .unwrap_or(0);
        if height > HIGHEST {
            return Err(self.grows(item, spot));
        }
        let name = TypeName::instance(
            source.item.public_name(),
            bound.in_order.iter().map(|argument| argument.shown.as_str()),
        );
        let meant = Resolved {
            ty: Type::named(name.clone()),
            id,
            rust,
        };
        self.by_id.insert(id, self.instances.len());
        self.instances.push(Instance {
            item,
            name,
            id,
            source,
            scope: Scope {
                module: self.program.item(item).module,
                generics: bound.into(),
                of_self: Some(meant.clone()),
            },
            rust: meant.rust.clone(),
            used: spot,
        });
        Ok(meant)
    }

    /// Reads an item with our derive; `None` if it has mistakes of its own, which its macro reports.
    pub(crate) fn type_source(&mut self, id: ItemId) -> Option<TypeSource> {
        if let Some(known) = self.sources.get(&id) {
            return known.clone();
        }
        let mut sink = Diagnostics::new();
        let parsed = match &self.program.item(id).kind {
            ItemKind::Data(data) => gati_syntax::gtype::parse(data, &mut sink),
            ItemKind::Brand(tokens) => gati_syntax::brand::parse((**tokens).clone(), &mut sink)
                .into_iter()
                .next()
                .and_then(|brand| brand.item),
            _ => None,
        };
        let file = self.program.file_of(id);
        let clean = match sink.into_result() {
            Ok(()) => true,
            Err(errors) => {
                for error in errors {
                    self.program.faults.push(Fault {
                        place: Place::new(file, error.span()),
                        message: error.to_string(),
                    });
                }
                false
            }
        };
        let source = parsed.filter(|_| clean).map(|item| {
            let (local, holes) = item.local();
            TypeSource {
                item: Rc::new(item),
                local,
                holes: Rc::new(holes),
            }
        });
        self.sources.insert(id, source.clone());
        source
    }

    fn grows(&mut self, id: ItemId, spot: Spot) -> Refusal {
        let item = self.program.item(id);
        let report = Report::new(
            "growing-type",
            format!("`{}` contains ever larger instances of itself", item.name),
        )
        .at(&spot.place(), "each instance needs another one here")
        .at(&self.program.place_of(id), "the generic type")
        .note("a contract has finitely many types")
        .help("let the type contain itself with its own parameters, or with fixed ones");
        self.reports.add(report);
        Refusal::Told
    }
}

impl Rust {
    /// How deep its type arguments go.
    fn height(&self) -> usize {
        match self {
            Self::Item(_, parts) | Self::Opaque(_, parts) | Self::Tuple(parts) => {
                parts.iter().map(|part| 1 + part.height()).max().unwrap_or(0)
            }
            Self::Reference(inner) | Self::Slice(inner) | Self::Array(inner, _) => 1 + inner.height(),
            Self::Number(_) => 0,
        }
    }
}

/// A type as people write it, for the name of an instance.
pub(crate) fn show(ty: &Type) -> String {
    let list = |types: &[Type]| types.iter().map(show).collect::<Vec<_>>().join(", ");
    match &ty.kind {
        Kind::Null => "()".to_owned(),
        Kind::Bool => "bool".to_owned(),
        Kind::Integer { width, non_zero } => {
            let name = IntWidth::rust_name(*width);
            if *non_zero {
                format!("NonZero<{name}>")
            } else {
                name.to_owned()
            }
        }
        Kind::Float { width } => width.rust_name().to_owned(),
        Kind::Text => "String".to_owned(),
        Kind::Char => "char".to_owned(),
        Kind::Bytes => "Bytes".to_owned(),
        Kind::Scalar { scalar } => format!("{scalar:?}"),
        Kind::Any => "Value".to_owned(),
        Kind::AnyObject => "Object".to_owned(),
        Kind::Option { of } => format!("Option<{}>", show(of)),
        Kind::List { of } => format!("Vec<{}>", show(of)),
        Kind::Set { of } => format!("Set<{}>", show(of)),
        Kind::Array { of, len } => format!("[{}; {len}]", show(of)),
        Kind::Tuple { of } => format!("({})", list(of)),
        Kind::Map { key, value } => format!("Map<{}, {}>", show(key), show(value)),
        Kind::Upload => "Upload".to_owned(),
        Kind::Named { name } => name.to_string(),
    }
}
