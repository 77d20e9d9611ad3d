//! Enums: first which variant is meant, then what is wrong with it.

use serde_json::{Map, Value};

use super::Checker;
use super::words::one_of_texts;
use crate::ty::{Choice, Content, Side, Tagging, Variant};
use crate::violation::{Violation, describe};
use crate::wire::{self, Claimed, Source, Via};

impl Checker<'_> {
    /// An enum that stands alone.
    pub(super) fn choice(&mut self, choice: &Choice, source: Source, value: &Value) {
        let (tagged, untagged) = wire::variants(choice, self.side);
        let source = if untagged.is_empty() {
            source
        } else {
            Source::Buffer
        };
        if untagged.is_empty() {
            return self.tagged(choice, &tagged, source, value);
        }
        let mut attempts = Vec::new();
        if !tagged.is_empty() {
            attempts.push(self.attempt(|inner| inner.tagged(choice, &tagged, source, value)));
        }
        for variant in untagged {
            attempts.push(self.attempt(|inner| {
                inner.content(&variant.content, choice.deny_unknown_fields, source, value);
            }));
        }
        self.closest(choice, attempts, &describe(value));
    }

    /// Reports the attempt that came closest; nothing if one succeeded.
    fn closest(&mut self, choice: &Choice, attempts: Vec<Vec<Violation>>, actual: &str) {
        if attempts.iter().any(Vec::is_empty) {
            return;
        }
        let here = self.pointer.len();
        // An attempt that fails at the value itself was never meant; of the others the one of which the most is there, and then
        // the one with the least to mend.
        let missing = |violations: &[Violation]| {
            violations
                .iter()
                .filter(|found| found.keyword == "required")
                .count()
        };
        let deep = attempts
            .iter()
            .filter(|violations| violations.iter().all(|violation| violation.pointer.len() > here))
            .min_by_key(|violations| (missing(violations), violations.len()));
        match (deep, attempts.as_slice()) {
            (Some(violations), _) => self.adopt(violations.clone()),
            (None, [only]) => self.adopt(only.clone()),
            (None, _) => {
                let expected = self.choice_words(choice);
                self.report("anyOf", expected, actual);
            }
        }
    }

    fn tagged(&mut self, choice: &Choice, variants: &[&Variant], source: Source, value: &Value) {
        match (&choice.tagging, value) {
            (Tagging::External, Value::String(name)) => self.word(variants, name),
            (Tagging::External, Value::Object(entries)) => self.keyed(choice, variants, source, entries),
            (Tagging::Internal { tag }, Value::Object(entries)) => {
                self.internal(choice, variants, tag, &Claimed::new(), entries);
            }
            (Tagging::Adjacent { tag, content }, Value::Object(entries)) => {
                self.nothing_but(choice, [tag, content], &Claimed::new(), entries);
                self.adjacent(choice, variants, (tag, content), source, &Claimed::new(), entries);
            }
            _ => {
                let expected = self.choice_words(choice);
                self.report("type", expected, describe(value));
            }
        }
    }

    /// An enum in an object that it shares.
    pub(super) fn shared_choice(
        &mut self,
        choice: &Choice,
        via: Via,
        claimed: &mut Claimed,
        entries: &Map<String, Value>,
    ) {
        let (tagged, untagged) = wire::variants(choice, self.side);
        let via = if untagged.is_empty() { via } else { Via::Rest };
        let mut attempts = Vec::new();
        if !tagged.is_empty() {
            let mut inner = self.silent();
            inner.shared_tagged(choice, &tagged, via, claimed, entries);
            attempts.push(inner.violations);
        }
        for variant in untagged {
            let mut inner = self.silent();
            match &variant.content {
                Content::Unit | Content::Tuple(_) => inner.report("type", "no object", "an object"),
                Content::Newtype(ty) => inner.shared(ty, Via::Rest, claimed, entries),
                Content::Object(fields) => {
                    inner.object(
                        fields,
                        choice.deny_unknown_fields,
                        Source::Buffer,
                        claimed,
                        entries,
                    );
                }
            }
            attempts.push(inner.violations);
        }
        self.closest(choice, attempts, "an object that fits none of them");
    }

    fn shared_tagged(
        &mut self,
        choice: &Choice,
        variants: &[&Variant],
        via: Via,
        claimed: &mut Claimed,
        entries: &Map<String, Value>,
    ) {
        match &choice.tagging {
            Tagging::External => self.shared_external(choice, variants, via, claimed, entries),
            Tagging::Internal { tag } => self.internal(choice, variants, tag, claimed, entries),
            Tagging::Adjacent { tag, content } => {
                // Flattened, it sees these two properties and no other.
                if via == Via::Rest {
                    self.nothing_but(choice, [tag, content], claimed, entries);
                }
                self.adjacent(choice, variants, (tag, content), Source::Buffer, claimed, entries);
                if via == Via::Flatten {
                    claimed.extend([tag.clone(), content.clone()]);
                }
            }
            Tagging::Untagged => {}
        }
    }

    /// `"Cash"`.
    fn word(&mut self, variants: &[&Variant], name: &str) {
        let units: Vec<&Variant> = variants
            .iter()
            .copied()
            .filter(|variant| variant.content == Content::Unit)
            .collect();
        // The name of a variant with content is known, so it is not the one that stands for all others.
        if self
            .meant(variants, name)
            .is_none_or(|variant| variant.content != Content::Unit)
        {
            let known: Vec<&str> = units
                .iter()
                .map(|variant| variant.name.on(self.side).as_str())
                .collect();
            let keyword = if units.is_empty() { "type" } else { "enum" };
            let expected = match (units.is_empty(), variants.first()) {
                (true, Some(_)) => "an object of one property that names the variant".to_owned(),
                _ => one_of_texts(&known),
            };
            self.report(keyword, expected, describe(&Value::from(name)));
        }
    }

    /// `{"Card": {…}}`.
    fn keyed(
        &mut self,
        choice: &Choice,
        variants: &[&Variant],
        source: Source,
        entries: &Map<String, Value>,
    ) {
        let others: Vec<&Variant> = variants
            .iter()
            .copied()
            .filter(|variant| variant.content != Content::Unit)
            .collect();
        let mut pairs = entries.iter();
        match (pairs.next(), pairs.next()) {
            (Some((name, value)), None) => match self.meant_by_name(&others, name) {
                Some(variant) => {
                    self.at(name, |inner| {
                        inner.content(&variant.content, choice.deny_unknown_fields, source, value);
                    });
                }
                None => self.unknown_variant(&others, name),
            },
            _ => {
                let actual = describe(&Value::Object(entries.clone()));
                self.report("type", "an object of one property that names the variant", actual);
            }
        }
    }

    /// `{"Card": {…}}` among other properties.
    fn shared_external(
        &mut self,
        choice: &Choice,
        variants: &[&Variant],
        via: Via,
        claimed: &mut Claimed,
        entries: &Map<String, Value>,
    ) {
        let mut candidates = entries.iter().filter(|(name, _)| !claimed.contains(*name));
        let found = match via {
            Via::Flatten => candidates.find(|(name, _)| self.meant_by_name(variants, name).is_some()),
            Via::Rest => candidates.next().filter(|_| candidates.next().is_none()),
        };
        let meant = found.and_then(|(name, value)| Some((name, value, self.meant_by_name(variants, name)?)));
        match meant {
            Some((name, value, variant)) => self.at(name, |inner| match &variant.content {
                Content::Unit if value.is_null() => {}
                Content::Unit => inner.report("type", "null", describe(value)),
                content => inner.content(content, choice.deny_unknown_fields, Source::Buffer, value),
            }),
            None => {
                let names: Vec<&str> = variants
                    .iter()
                    .map(|variant| variant.name.on(self.side).as_str())
                    .collect();
                let expected = format!("a property named {}", one_of_texts(&names));
                self.report("required", expected, "none of them");
            }
        }
        if via == Via::Flatten {
            let names = variants
                .iter()
                .flat_map(|variant| wire::variant_names(variant, self.side));
            claimed.extend(names.map(str::to_owned));
        }
    }

    /// `{"type": "Card", …}`.
    fn internal(
        &mut self,
        choice: &Choice,
        variants: &[&Variant],
        tag: &str,
        claimed: &Claimed,
        entries: &Map<String, Value>,
    ) {
        let Some(variant) = self.by_tag(variants, tag, claimed, entries) else {
            return;
        };
        let mut inner = claimed.clone();
        inner.insert(tag.to_owned());
        match &variant.content {
            Content::Unit => {}
            Content::Newtype(ty) => self.shared(ty, Via::Rest, &mut inner, entries),
            Content::Tuple(_) => self.report("type", "a list", "an object"),
            Content::Object(fields) => {
                self.object(
                    fields,
                    choice.deny_unknown_fields,
                    Source::Buffer,
                    &inner,
                    entries,
                );
            }
        }
    }

    /// Reports the properties of an adjacently tagged enum that it refuses.
    fn nothing_but(
        &mut self,
        choice: &Choice,
        known: [&str; 2],
        claimed: &Claimed,
        entries: &Map<String, Value>,
    ) {
        if choice.deny_unknown_fields && self.side == Side::Read {
            for name in entries.keys().filter(|name| !claimed.contains(*name)) {
                if !known.contains(&name.as_str()) {
                    self.unknown(name, &known);
                }
            }
        }
    }

    /// `{"type": "Card", "content": {…}}`.
    fn adjacent(
        &mut self,
        choice: &Choice,
        variants: &[&Variant],
        (tag, content): (&str, &str),
        source: Source,
        claimed: &Claimed,
        entries: &Map<String, Value>,
    ) {
        let Some(variant) = self.by_tag(variants, tag, claimed, entries) else {
            return;
        };
        match (
            &variant.content,
            entries.get(content).filter(|_| !claimed.contains(content)),
        ) {
            (Content::Unit, Some(value)) if self.side == Side::Read && !value.is_null() => {
                self.at(content, |inner| inner.report("type", "null", describe(value)));
            }
            (Content::Unit, _) => {}
            (carried, Some(value)) => self.at(content, |inner| {
                inner.content(carried, choice.deny_unknown_fields, source, value);
            }),
            (carried, None) if self.side == Side::Read && wire::may_lack_content(self.manifest, carried) => {}
            (_, None) => {
                let expected = format!("the content of `{}`", variant.name.on(self.side));
                self.at(content, |inner| inner.report("required", expected, "nothing"));
            }
        }
    }

    /// The variant that the tag names; what is wrong with the tag is reported.
    fn by_tag<'v>(
        &mut self,
        variants: &[&'v Variant],
        tag: &str,
        claimed: &Claimed,
        entries: &Map<String, Value>,
    ) -> Option<&'v Variant> {
        let names: Vec<&str> = variants
            .iter()
            .map(|variant| variant.name.on(self.side).as_str())
            .collect();
        let expected = one_of_texts(&names);
        match entries.get(tag).filter(|_| !claimed.contains(tag)) {
            Some(Value::String(name)) => {
                let meant = self.meant(variants, name);
                if meant.is_none() {
                    let actual = describe(&Value::from(name.as_str()));
                    self.at(tag, |inner| inner.report("enum", expected, actual));
                }
                meant
            }
            Some(value) => {
                self.at(tag, |inner| inner.report("type", expected, describe(value)));
                None
            }
            None => {
                self.at(tag, |inner| inner.report("required", expected, "nothing"));
                None
            }
        }
    }

    /// What a variant carries, where it stands alone.
    fn content(&mut self, content: &Content, closed: bool, source: Source, value: &Value) {
        match (content, value) {
            (Content::Unit, Value::Null) => {}
            (Content::Unit, _) => self.report("type", "null", describe(value)),
            (Content::Newtype(ty), _) => self.value(ty, source, value),
            (Content::Tuple(types), _) => self.tuple(types, source, value),
            (Content::Object(fields), Value::Object(entries)) => {
                self.object(fields, closed, source, &Claimed::new(), entries);
            }
            (Content::Object(_), _) => self.report("type", "an object", describe(value)),
        }
    }

    /// The variant of a name, or the one that stands for every other name.
    fn meant<'v>(&self, variants: &[&'v Variant], name: &str) -> Option<&'v Variant> {
        let other = || {
            variants
                .iter()
                .copied()
                .find(|variant| variant.other && self.side == Side::Read)
        };
        self.meant_by_name(variants, name).or_else(other)
    }

    fn meant_by_name<'v>(&self, variants: &[&'v Variant], name: &str) -> Option<&'v Variant> {
        variants
            .iter()
            .copied()
            .find(|variant| wire::variant_names(variant, self.side).contains(&name))
    }

    fn unknown_variant(&mut self, variants: &[&Variant], name: &str) {
        let names: Vec<&str> = variants
            .iter()
            .map(|variant| variant.name.on(self.side).as_str())
            .collect();
        let expected = format!("a property named {}", one_of_texts(&names));
        self.report("enum", expected, crate::violation::quote(name));
    }
}
