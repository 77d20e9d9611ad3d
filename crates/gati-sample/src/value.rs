//! Values that hold others.

use gati_schema::ty::{Default, Field, Kind, Shape, Side, Written};
use gati_schema::{Manifest, Type, check};
use serde_json::{Map, Value};

use crate::Chance;
use crate::height::Heights;
use crate::leaf;
use crate::place::Places;

/// Makes values of the types of a manifest, as they stand on one side.
#[derive(Debug)]
pub struct Sampler<'m> {
    pub(crate) manifest: &'m Manifest,
    pub(crate) side: Side,
    pub(crate) chance: Chance,
    pub(crate) places: Places,
    pub(crate) heights: Heights<'m>,
    /// Where in which type the walk is.
    path: String,
    /// How many names deep it is.
    pub(crate) depth: usize,
}

/// Deeper than this, a value takes the shortest way to its end.
pub(crate) const DEPTH: usize = 5;
/// How often something that came out wrong is tried again: a pattern that is not understood, a variant that another one shadows.
const TRIES: usize = 8;

/// Values of a type until every possibility had its turn at every place, and never more than `most`. Each is there once.
#[must_use]
pub fn cover(manifest: &Manifest, ty: &Type, side: Side, seed: u64, most: usize) -> Vec<Value> {
    let mut sampler = Sampler::new(manifest, side, seed);
    let mut values: Vec<Value> = Vec::new();
    for _ in 0..most {
        if let Some(value) = sampler.value(ty).filter(|value| !values.contains(value)) {
            values.push(value);
        }
        if sampler.is_covered() {
            break;
        }
    }
    values
}

impl<'m> Sampler<'m> {
    /// A sampler; the same seed gives the same values.
    #[must_use]
    pub fn new(manifest: &'m Manifest, side: Side, seed: u64) -> Self {
        Self {
            manifest,
            side,
            chance: Chance::new(seed),
            places: Places::default(),
            heights: Heights::of(manifest, side),
            path: String::new(),
            depth: 0,
        }
    }

    /// The next value of a type; none if there is none, or if its schema asks for what cannot be made up.
    pub fn value(&mut self, ty: &Type) -> Option<Value> {
        (0..TRIES).find_map(|_| {
            self.path.clear();
            self.depth = 0;
            let value = self.make(ty)?;
            let fits = check::value(self.manifest, ty, self.side, &value).is_empty();
            fits.then_some(value)
        })
    }

    /// Whether every possibility had its turn at every place that was visited.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        self.places.are_covered()
    }

    /// One of so many possibilities, here.
    pub(crate) fn choose(&mut self, end: usize) -> usize {
        self.places.choose(&self.path, end, &mut self.chance)
    }

    /// Does something one step further in.
    pub(crate) fn at<T>(&mut self, step: &str, work: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        self.path.push('/');
        self.path.push_str(step);
        let done = work(self);
        self.path.truncate(length);
        done
    }

    pub(crate) fn is_deep(&self) -> bool {
        self.depth >= DEPTH
    }

    pub(crate) fn make(&mut self, ty: &Type) -> Option<Value> {
        match &ty.kind {
            Kind::Option { of } => {
                let inner = of.as_ref().clone().constrained(ty.constraints.clone());
                let can_be_some = !self.is_deep() && self.heights.ty(&inner).is_some();
                if can_be_some && self.at("?", |inside| inside.choose(2)) == 1 {
                    return self.at("some", |inside| inside.make(&inner));
                }
                Some(Value::Null)
            }
            Kind::List { of } | Kind::Set { of } => {
                let unique = ty.constraints.unique || matches!(ty.kind, Kind::Set { .. });
                self.list(ty, of, unique)
            }
            Kind::Array { of, len } => {
                let len = usize::try_from(*len).ok()?;
                let of = with_items(of, ty);
                (0..len)
                    .map(|_| self.at("item", |inside| inside.make(&of)))
                    .collect()
            }
            Kind::Tuple { of } => self.tuple(of),
            Kind::Map { key, value } => self.map(ty, key, value),
            Kind::Named { name } => {
                // A type without a value would be looked for for ever.
                self.heights.ty(ty)?;
                let definition = self.manifest.types.get(name)?;
                let outer = std::mem::replace(&mut self.path, name.to_string());
                self.depth += 1;
                let made = match &definition.shape {
                    Shape::Unit => Some(Value::Null),
                    // What this place asks for besides counts inside.
                    Shape::Newtype { ty: inner, .. } => {
                        let inner = inner.clone().constrained(ty.constraints.clone());
                        self.make(&inner)
                    }
                    Shape::Tuple(types) => self.tuple(types),
                    Shape::Object { fields, .. } => self.object(fields).map(Value::Object),
                    Shape::Choice(choice) => self.choice(choice),
                };
                self.depth -= 1;
                self.path = outer;
                made
            }
            _ => {
                let values = leaf::values(self.manifest, ty, self.side);
                let at = self.choose(values.len());
                values.into_iter().nth(at)
            }
        }
    }

    pub(crate) fn tuple(&mut self, types: &[Type]) -> Option<Value> {
        let positions = types.iter().enumerate();
        positions
            .map(|(at, ty)| self.at(&at.to_string(), |inside| inside.make(ty)))
            .collect()
    }

    pub(crate) fn object(&mut self, fields: &[Field]) -> Option<Map<String, Value>> {
        let mut object = Map::new();
        let side = self.side;
        for field in fields.iter().filter(|field| !field.skip.on(side)) {
            let name = field.name.on(side);
            if !field.flatten && self.at(name, |inside| inside.is_left_out(field)) {
                continue;
            }
            let value = self.at(name, |inside| inside.make(&field.ty))?;
            match value {
                Value::Object(inner) if field.flatten => object.extend(inner),
                // An absent `Option` that is flattened leaves nothing.
                Value::Null if field.flatten => {}
                Value::Null if side == Side::Write && field.written == Written::WhenSome => {}
                value => drop(object.insert(name.clone(), value)),
            }
        }
        Some(object)
    }

    /// Whether a field that need not be there is not there this time.
    fn is_left_out(&mut self, field: &Field) -> bool {
        let may_be = match self.side {
            Side::Read => field.default != Default::None || self.manifest.is_optional(&field.ty),
            Side::Write => field.written == Written::Sometimes,
        };
        may_be && (self.is_deep() || self.at("there", |inside| inside.choose(2)) == 0)
    }

    fn list(&mut self, ty: &Type, of: &Type, unique: bool) -> Option<Value> {
        let bounds = (ty.constraints.min_items, ty.constraints.max_items);
        let of = with_items(of, ty);
        let is_possible = self.heights.ty(&of).is_some();
        let count = self.count(bounds, is_possible)?;
        let mut items: Vec<Value> = Vec::new();
        for _ in 0..count * 4 {
            if items.len() == count {
                break;
            }
            let item = self.at("item", |inside| inside.make(&of))?;
            if !unique || !items.contains(&item) {
                items.push(item);
            }
        }
        Some(Value::Array(items))
    }

    fn map(&mut self, ty: &Type, key: &Type, value: &Type) -> Option<Value> {
        let bounds = (ty.constraints.min_properties, ty.constraints.max_properties);
        let of = with_items(value, ty);
        let is_possible = self.heights.ty(&of).is_some();
        let count = self.count(bounds, is_possible)?;
        let mut entries = Map::new();
        for _ in 0..count * 4 {
            if entries.len() == count {
                break;
            }
            let name = match self.at("key", |inside| inside.make(key))? {
                Value::String(text) => text,
                other => other.to_string(),
            };
            let value = self.at("value", |inside| inside.make(&of))?;
            entries.insert(name, value);
        }
        Some(Value::Object(entries))
    }

    /// How many items or entries: as few as allowed, one more, several, as many as allowed if that is few.
    fn count(&mut self, (min, max): (Option<u64>, Option<u64>), is_possible: bool) -> Option<usize> {
        const MANY: u64 = 64;
        let min = min.unwrap_or(0);
        let most = max.unwrap_or(min + 3);
        let mut counts = vec![min, min + 1, min + 3, most];
        counts.retain(|count| *count <= most && *count <= min.max(MANY));
        counts.dedup();
        if self.is_deep() || !is_possible {
            counts.truncate(1);
        }
        let at = self.at("count", |inside| inside.choose(counts.len()));
        let count = counts
            .get(at)
            .copied()
            .filter(|count| is_possible || *count == 0)?;
        usize::try_from(count).ok()
    }
}

/// The type of an item, with what the list asks of each.
fn with_items(of: &Type, list: &Type) -> Type {
    match &list.constraints.items {
        Some(constraints) => of.clone().constrained(constraints.as_ref().clone()),
        None => of.clone(),
    }
}
