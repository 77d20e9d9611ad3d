//! Enums, in each way of tagging, and in each place where they can stand.

use serde_json::{Value, json};

use super::{Schema, Writer, any_of, describe, never, one_of, push, schema};
use crate::Type;
use crate::ty::{Choice, Content, Side, Tagging, Variant};
use crate::wire::{self, Claimed, Source, Via};

impl Writer<'_> {
    /// An enum that stands alone.
    pub(super) fn choice(&self, choice: &Choice, source: Source) -> Schema {
        let (tagged, untagged) = wire::variants(choice, self.side);
        // One untagged variant is enough for serde to buffer them all.
        let source = if untagged.is_empty() {
            source
        } else {
            Source::Buffer
        };
        let nothing = Claimed::new();
        let mut schemas = match &choice.tagging {
            Tagging::External => self.external(choice, &tagged, source),
            Tagging::Internal { tag } => self.internal(choice, &tagged, tag, &nothing),
            Tagging::Adjacent { tag, content } => self.adjacent(
                choice,
                &tagged,
                (tag, content),
                source,
                choice.deny_unknown_fields,
                &nothing,
            ),
            Tagging::Untagged => Vec::new(),
        };
        if untagged.is_empty() {
            return one_of(schemas);
        }
        if schemas.len() > 1 {
            schemas = vec![one_of(schemas)];
        }
        schemas.extend(untagged.into_iter().map(|variant| {
            let content = self.content(&variant.content, choice.deny_unknown_fields, source);
            self.described(content, variant)
        }));
        any_of(schemas)
    }

    /// An enum in an object that it shares.
    pub(super) fn shared_choice(&self, choice: &Choice, via: Via, claimed: &mut Claimed) -> Schema {
        let (tagged, untagged) = wire::variants(choice, self.side);
        // An enum with untagged variants reads all of its object, whatever it does then.
        let via = if untagged.is_empty() { via } else { Via::Rest };
        let mut schemas = match &choice.tagging {
            Tagging::External => self.shared_external(choice, &tagged, via, claimed),
            Tagging::Internal { tag } => self.internal(choice, &tagged, tag, claimed),
            Tagging::Adjacent { tag, content } => {
                // Flattened, it sees these two properties and no other.
                let closed = choice.deny_unknown_fields && via == Via::Rest;
                let schemas = self.adjacent(choice, &tagged, (tag, content), Source::Buffer, closed, claimed);
                if via == Via::Flatten {
                    claimed.extend([tag.clone(), content.clone()]);
                }
                schemas
            }
            Tagging::Untagged => Vec::new(),
        };
        for variant in untagged {
            let part = match &variant.content {
                Content::Unit | Content::Tuple(_) => continue,
                Content::Newtype(ty) => self.shared(ty, Via::Rest, claimed).unwrap_or_default(),
                Content::Object(fields) => {
                    self.object(fields, choice.deny_unknown_fields, Source::Buffer, claimed)
                }
            };
            schemas.push(self.described(part, variant));
        }
        any_of(schemas)
    }

    /// `"Cash"` and `{"Card": {…}}`.
    fn external(&self, choice: &Choice, variants: &[&Variant], source: Source) -> Vec<Schema> {
        let (units, others): (Vec<&Variant>, Vec<&Variant>) = variants
            .iter()
            .partition(|variant| variant.content == Content::Unit);
        let mut schemas = Vec::new();
        if !units.is_empty() {
            schemas.push(self.words(&units, &others));
        }
        schemas.extend(others.into_iter().map(|variant| {
            let content = self.content(&variant.content, choice.deny_unknown_fields, source);
            let names = wire::variant_names(variant, self.side);
            self.described(keyed(&names, &content), variant)
        }));
        schemas
    }

    /// The names of variants without content, as texts; those of the others are never texts.
    pub(super) fn words(&self, units: &[&Variant], others: &[&Variant]) -> Schema {
        let names: Vec<&str> = units
            .iter()
            .flat_map(|variant| wire::variant_names(variant, self.side))
            .collect();
        let lines: Vec<String> = units
            .iter()
            .filter(|variant| !variant.docs.is_empty())
            .map(|variant| format!("- `{}`: {}", variant.name.on(self.side), variant.docs))
            .collect();
        let takes_all = self.side == Side::Read && units.iter().any(|variant| variant.other);
        let mut words = schema(json!({"type": "string"}));
        if takes_all {
            words.insert("examples".to_owned(), json!(names));
            let refused: Vec<&str> = others
                .iter()
                .flat_map(|variant| wire::variant_names(variant, self.side))
                .collect();
            if !refused.is_empty() {
                words.insert("not".to_owned(), json!({"enum": refused}));
            }
        } else {
            words.insert("enum".to_owned(), json!(names));
        }
        if !lines.is_empty() {
            words.insert("description".to_owned(), lines.join("\n").into());
        }
        words
    }

    /// `{"Card": {…}}` among other properties.
    fn shared_external(
        &self,
        choice: &Choice,
        variants: &[&Variant],
        via: Via,
        claimed: &mut Claimed,
    ) -> Vec<Schema> {
        let mut schemas = Vec::new();
        for variant in variants {
            let content = match &variant.content {
                Content::Unit => schema(json!({"type": "null"})),
                content => self.content(content, choice.deny_unknown_fields, Source::Buffer),
            };
            for name in wire::variant_names(variant, self.side) {
                if claimed.contains(name) {
                    continue;
                }
                let mut part = keyed(&[name], &content);
                match via {
                    Via::Flatten => {
                        part.remove("additionalProperties");
                    }
                    Via::Rest => allow(&mut part, claimed),
                }
                schemas.push(self.described(part, variant));
            }
        }
        if via == Via::Flatten {
            let names = variants
                .iter()
                .flat_map(|variant| wire::variant_names(variant, self.side));
            claimed.extend(names.map(str::to_owned));
        }
        schemas
    }

    /// `{"type": "Card", …}`.
    fn internal(&self, choice: &Choice, variants: &[&Variant], tag: &str, claimed: &Claimed) -> Vec<Schema> {
        // Somebody else takes the tag, and without one there is no variant.
        if self.side == Side::Read && claimed.contains(tag) {
            return Vec::new();
        }
        let mut inner = claimed.clone();
        inner.insert(tag.to_owned());
        let schemas = variants.iter().map(|variant| {
            let content = match &variant.content {
                Content::Unit => Schema::new(),
                Content::Newtype(ty) => self.tagged_content(ty, &inner),
                Content::Tuple(_) => never(),
                Content::Object(fields) => {
                    self.object(fields, choice.deny_unknown_fields, Source::Buffer, &inner)
                }
            };
            self.described(self.with_tag(content, tag, variant, variants), variant)
        });
        schemas.collect()
    }

    /// The one value that an internally tagged variant holds, beside the tag.
    fn tagged_content(&self, ty: &Type, claimed: &Claimed) -> Schema {
        self.shared(ty, Via::Rest, &mut claimed.clone())
            .unwrap_or_default()
    }

    /// `{"type": "Card", "content": {…}}`.
    fn adjacent(
        &self,
        choice: &Choice,
        variants: &[&Variant],
        (tag, content): (&str, &str),
        source: Source,
        closed: bool,
        claimed: &Claimed,
    ) -> Vec<Schema> {
        if self.side == Side::Read && (claimed.contains(tag) || claimed.contains(content)) {
            return Vec::new();
        }
        let schemas = variants.iter().map(|variant| {
            let mut object = schema(json!({"type": "object"}));
            let mut properties = Schema::new();
            if variant.content != Content::Unit || self.side == Side::Read {
                let value = match &variant.content {
                    Content::Unit => schema(json!({"type": "null"})),
                    value => self.content(value, choice.deny_unknown_fields, source),
                };
                properties.insert(content.to_owned(), value.into());
            }
            let may_be_absent = match self.side {
                Side::Read => wire::may_lack_content(self.manifest, &variant.content),
                Side::Write => variant.content == Content::Unit,
            };
            if !may_be_absent {
                object.insert("required".to_owned(), json!([content]));
            }
            object.insert("properties".to_owned(), properties.into());
            let mut object = self.with_tag(object, tag, variant, variants);
            if closed && self.side == Side::Read {
                allow(&mut object, claimed);
                object.insert("additionalProperties".to_owned(), false.into());
            }
            self.described(object, variant)
        });
        schemas.collect()
    }

    /// Adds the tag of a variant to the schema of its content.
    fn with_tag(&self, content: Schema, tag: &str, variant: &Variant, all: &[&Variant]) -> Schema {
        let names = wire::variant_names(variant, self.side);
        let value = match names.as_slice() {
            _ if variant.other && self.side == Side::Read => {
                let known: Vec<&str> = all
                    .iter()
                    .filter(|other| !other.other)
                    .flat_map(|other| wire::variant_names(other, self.side))
                    .collect();
                json!({"type": "string", "not": {"enum": known}})
            }
            [name] => json!({"type": "string", "const": name}),
            names => json!({"type": "string", "enum": names}),
        };
        // A reference stays whole; the tag stands beside it.
        let mut object = if content.contains_key("type") || content.is_empty() {
            content
        } else {
            schema(json!({"allOf": [content]}))
        };
        object.insert("type".to_owned(), "object".into());
        push(&mut object, "required", tag.into());
        let mut properties = schema(json!({ tag: value }));
        if let Some(Value::Object(others)) = object.remove("properties") {
            properties.extend(others.into_iter().filter(|(name, _)| name != tag));
        }
        object.insert("properties".to_owned(), properties.into());
        object
    }

    /// What a variant carries, where it stands alone.
    fn content(&self, content: &Content, closed: bool, source: Source) -> Schema {
        match content {
            Content::Unit => schema(json!({"type": "null"})),
            Content::Newtype(ty) => self.ty(ty, source),
            Content::Tuple(types) => self.tuple(types, source),
            Content::Object(fields) => self.object(fields, closed, source, &Claimed::new()),
        }
    }

    fn described(&self, mut schema: Schema, variant: &Variant) -> Schema {
        describe(&mut schema, &variant.docs, variant.deprecated.as_ref(), &[]);
        schema.insert("title".to_owned(), variant.rust_name.as_str().into());
        schema
    }
}

/// An object of one property that has one of several names.
fn keyed(names: &[&str], content: &Schema) -> Schema {
    let properties: Schema = names
        .iter()
        .map(|name| ((*name).to_owned(), content.clone().into()))
        .collect();
    let mut object =
        schema(json!({"type": "object", "properties": properties, "additionalProperties": false}));
    match names {
        [name] => object.insert("required".to_owned(), json!([name])),
        _ => object.insert("minProperties".to_owned(), 1.into()),
    };
    if names.len() > 1 {
        object.insert("maxProperties".to_owned(), 1.into());
    }
    object
}

/// Lets the properties of others stand in an object that is closed.
fn allow(object: &mut Schema, claimed: &Claimed) {
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        for name in claimed {
            properties.entry(name.clone()).or_insert_with(|| json!({}));
        }
    }
}
