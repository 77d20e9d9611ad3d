//! Invents types: structs and enums of every form, with every attribute of serde that changes the wire, of types invented
//! before them. Names of fields are never used twice, so that flattening does not write one property two times.

use std::fmt::Write;

use crate::vocabulary::{CASES, Known, LEAVES, Use};
use gati_sample::Chance;

struct Inventor {
    random: Chance,
    known: Vec<Known>,
    source: String,
    /// The type that is being invented.
    number: usize,
    /// How many names it has given.
    names: usize,
    is_constrained: bool,
    /// Whether it refuses unknown fields.
    is_closed: bool,
}

pub(crate) fn types(count: usize) -> String {
    let mut inventor = Inventor {
        random: Chance::new(0x0067_6174_6900),
        known: Vec::new(),
        source: String::from("// Invented by the build script of gati-oracle.\n"),
        number: 0,
        names: 0,
        is_constrained: false,
        is_closed: false,
    };
    for number in 0..count {
        inventor.number = number;
        inventor.names = 0;
        inventor.is_constrained = false;
        inventor.is_closed = false;
        inventor.invent();
    }
    inventor.source
}

impl Inventor {
    fn invent(&mut self) {
        let name = format!("G{}", self.number);
        let (is_object, is_key) = match self.random.below(20) {
            0 => {
                self.open(&name, "struct", "", false);
                self.source.push_str(";\n");
                (false, false)
            }
            1 | 2 => (self.newtype(&name), false),
            3 => {
                self.tuple(&name);
                (false, false)
            }
            4..=10 => {
                self.object(&name);
                (true, false)
            }
            11 => {
                self.words(&name);
                (false, true)
            }
            _ => (self.choice(&name), false),
        };
        self.known.push(Known {
            name,
            is_object,
            is_key,
            is_constrained: self.is_constrained,
        });
    }

    fn open(&mut self, name: &str, keyword: &str, attributes: &str, is_key: bool) {
        let key = if is_key {
            "Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, "
        } else {
            ""
        };
        let docs = if self.random.percent(30) {
            "/// An invented type.\n"
        } else {
            ""
        };
        write!(
            self.source,
            "\n{docs}#[derive(Debug, {key}Serialize, Deserialize, GType)]\n{attributes}pub {keyword} {name}"
        )
        .expect("texts can be written");
    }

    fn newtype(&mut self, name: &str) -> bool {
        let transparent = self.random.percent(50);
        let object = self.random.percent(30);
        let inner = if object {
            self.object_type(true)
        } else {
            self.ty(2, true)
        };
        self.open(
            name,
            "struct",
            if transparent {
                "#[serde(transparent)]\n"
            } else {
                ""
            },
            false,
        );
        self.note(&inner);
        writeln!(self.source, "({});", inner.text).expect("texts can be written");
        object
    }

    fn tuple(&mut self, name: &str) {
        let parts: Vec<Use> = (0..2 + self.random.below(2)).map(|_| self.ty(2, true)).collect();
        self.open(name, "struct", "", false);
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        writeln!(self.source, "({});", texts.join(", ")).expect("texts can be written");
        for part in &parts {
            self.note(part);
        }
    }

    fn object(&mut self, name: &str) {
        let flattens = self.random.percent(35) && self.known.iter().any(|known| known.is_object);
        let mut attributes = String::new();
        if self.random.percent(25) {
            let case = *self.random.pick(CASES);
            writeln!(attributes, "#[serde(rename_all = {case:?})]").expect("texts can be written");
        }
        if self.random.percent(if flattens { 10 } else { 30 }) {
            attributes.push_str("#[serde(deny_unknown_fields)]\n");
            self.is_closed = true;
        }
        self.open(name, "struct", &attributes, false);
        self.source.push_str(" {\n");
        let recursive = self.random.percent(15);
        if recursive {
            let field = self.name();
            let form = *self
                .random
                .pick(&["Option<Box<{}>>", "Vec<{}>", "BTreeMap<String, {}>"]);
            let ty = form.replace("{}", name);
            writeln!(self.source, "    pub {field}: {ty},").expect("texts can be written");
        }
        self.fields("pub ", true);
        if flattens {
            self.flattened("pub ", true);
        }
        self.source.push_str("}\n");
    }

    /// An enum of names, which can be a key.
    fn words(&mut self, name: &str) {
        let case = *self.random.pick(CASES);
        self.open(name, "enum", &format!("#[serde(rename_all = {case:?})]\n"), true);
        self.source.push_str(" {\n");
        for number in 0..2 + self.random.below(4) {
            if self.random.percent(25) {
                let alias = self.name();
                writeln!(self.source, "    #[serde(alias = {alias:?})]").expect("texts can be written");
            }
            writeln!(self.source, "    WordNumber{number},").expect("texts can be written");
        }
        self.source.push_str("}\n");
    }

    /// An enum of any form; tells whether every variant of it is an object.
    fn choice(&mut self, name: &str) -> bool {
        let style = self.random.below(4);
        let (mut attributes, internal, untagged) = match style {
            0 => (String::new(), false, false),
            1 => (format!("#[serde(tag = \"kind{}\")]\n", self.number), true, false),
            // serde reads the content before the tag from its buffer; in sorted documents the tag comes first here.
            2 => (
                format!(
                    "#[serde(tag = \"a_kind{0}\", content = \"content{0}\")]\n",
                    self.number
                ),
                false,
                false,
            ),
            _ => ("#[serde(untagged)]\n".to_owned(), false, true),
        };
        if self.random.percent(30) {
            let case = *self.random.pick(CASES);
            writeln!(attributes, "#[serde(rename_all = {case:?})]").expect("texts can be written");
        }
        if self.random.percent(20) {
            attributes.push_str("#[serde(rename_all_fields = \"camelCase\")]\n");
        }
        if self.random.percent(20) {
            attributes.push_str("#[serde(deny_unknown_fields)]\n");
            self.is_closed = true;
        }
        self.open(name, "enum", &attributes, false);
        self.source.push_str(" {\n");
        let all_objects = untagged && self.random.percent(50);
        for number in 0..1 + self.random.below(4) {
            self.variant_attributes(untagged);
            self.variant(&format!("VariantNumber{number}"), internal, untagged, all_objects);
        }
        let mut has_other = false;
        if !untagged && self.random.percent(20) {
            has_other = true;
            self.source.push_str("    #[serde(other)]\n    Other,\n");
        } else if !untagged && self.random.percent(25) && !self.is_constrained {
            self.source.push_str("    #[serde(untagged)]\n");
            self.variant("Loose", false, true, internal);
        }
        self.source.push_str("}\n");
        // Among the properties of others, an external name that is not known could be anything.
        (style != 3 || all_objects) && !(style == 0 && has_other)
    }

    fn variant_attributes(&mut self, untagged: bool) {
        if self.random.percent(15) {
            self.source.push_str("    /// An invented variant.\n");
        }
        if untagged {
            return;
        }
        if self.random.percent(15) {
            let alias = self.name();
            writeln!(self.source, "    #[serde(alias = {alias:?})]").expect("texts can be written");
        }
        match self.random.below(12) {
            0 => {
                let (read, write) = (self.name(), self.name());
                writeln!(
                    self.source,
                    "    #[serde(rename(deserialize = {read:?}, serialize = {write:?}))]"
                )
                .expect("texts can be written");
            }
            1 => self.source.push_str("    #[serde(skip_serializing)]\n"),
            2 => self.source.push_str("    #[serde(skip_deserializing)]\n"),
            _ => {}
        }
    }

    fn variant(&mut self, name: &str, internal: bool, untagged: bool, objects: bool) {
        let free = !untagged;
        write!(self.source, "    {name}").expect("texts can be written");
        let form = self.random.below(4);
        match form {
            0 if !objects => {}
            1 if !objects && !internal => {
                let (first, second) = (self.ty(1, free), self.ty(1, free));
                self.note(&first);
                self.note(&second);
                write!(self.source, "({}, {})", first.text, second.text).expect("texts can be written");
            }
            2 => {
                let inner = if internal || objects {
                    self.object_type(free)
                } else {
                    self.ty(2, free)
                };
                self.note(&inner);
                write!(self.source, "({})", inner.text).expect("texts can be written");
            }
            _ => {
                self.source.push_str(" {\n");
                self.fields("    ", free);
                if self.random.percent(15) {
                    self.flattened("    ", free);
                }
                self.source.push_str("    }");
            }
        }
        self.source.push_str(",\n");
    }

    /// Some fields; `free` if they may have constraints.
    fn fields(&mut self, before: &str, free: bool) {
        for _ in 0..self.random.below(4) {
            let ty = self.ty(2, free);
            self.note(&ty);
            self.field_attributes(&ty, free);
            let name = self.name();
            writeln!(self.source, "    {before}{name}: {},", ty.text).expect("texts can be written");
        }
    }

    fn field_attributes(&mut self, ty: &Use, free: bool) {
        let mut attributes: Vec<String> = Vec::new();
        match self.random.below(14) {
            0 => attributes.push(format!("rename = {:?}", self.name())),
            1 => attributes.push(format!(
                "rename(deserialize = {:?}, serialize = {:?})",
                self.name(),
                self.name()
            )),
            2 | 3 => attributes.push(format!("alias = {:?}", self.name())),
            4 => attributes.push(format!("alias = {:?}, alias = {:?}", self.name(), self.name())),
            _ => {}
        }
        if ty.has_default {
            match self.random.below(10) {
                0 | 1 => attributes.push("default".to_owned()),
                2 => attributes.push("skip".to_owned()),
                3 => attributes.push("skip_deserializing".to_owned()),
                4 => attributes.push("skip_serializing, default".to_owned()),
                _ => {}
            }
        }
        let is_skipped = attributes.iter().any(|attribute| attribute.starts_with("skip"));
        // A default must keep the constraints, and zero does not.
        let may_be_constrained = !is_skipped && !attributes.iter().any(|attribute| attribute == "default");
        if ty.is_option && !is_skipped && self.random.percent(40) {
            attributes.push("skip_serializing_if = \"Option::is_none\"".to_owned());
        }
        if !attributes.is_empty() {
            writeln!(self.source, "    #[serde({})]", attributes.join(", ")).expect("texts can be written");
        }
        let constraint = match ty.text.as_str() {
            "u8" | "u32" | "u64" => "min = 1, max = 100",
            "i16" | "i64" => "exclusive_min = -10, multiple_of = 5",
            "f64" => "min = -1.5, exclusive_max = 1000",
            "String" => "min_length = 1, max_length = 3",
            "Option<String>" => "pattern = \"^[a-z]*$\"",
            "Vec<u8>" => "max_items = 2, unique, items(max = 9)",
            _ => return,
        };
        if free && may_be_constrained && self.random.percent(40) {
            self.is_constrained = true;
            writeln!(self.source, "    #[gtype({constraint})]").expect("texts can be written");
        }
    }

    /// A field whose own fields stand here.
    fn flattened(&mut self, before: &str, free: bool) {
        let name = self.name();
        let text = match self.random.below(5) {
            0 => "BTreeMap<String, serde_json::Value>".to_owned(),
            1 => "BTreeMap<String, u8>".to_owned(),
            // In a closed struct it depends on the order of the keys what an option that does not fit has taken already.
            2 if !self.is_closed => format!("Option<{}>", self.object_type(false).text),
            _ => {
                let inner = self.object_type(free);
                self.note(&inner);
                inner.text
            }
        };
        writeln!(self.source, "    #[serde(flatten)]\n    {before}{name}: {text},")
            .expect("texts can be written");
    }

    /// A type of some depth.
    fn ty(&mut self, depth: usize, free: bool) -> Use {
        if depth == 0 || self.random.percent(50) {
            return self.leaf(free);
        }
        let inner = self.ty(depth - 1, free);
        let Use {
            text, is_constrained, ..
        } = inner;
        let (text, has_default, is_option) = match self.random.below(8) {
            0..=2 => (format!("Option<{text}>"), true, true),
            3 => (format!("Vec<{text}>"), true, false),
            4 => (format!("[{text}; 2]"), false, false),
            5 => (format!("({text}, u8)"), false, false),
            6 => (format!("Box<{text}>"), false, false),
            _ => (format!("BTreeMap<{}, {text}>", self.key()), true, false),
        };
        Use {
            text,
            has_default,
            is_constrained,
            is_option,
        }
    }

    fn leaf(&mut self, free: bool) -> Use {
        let candidates: Vec<&Known> = self
            .known
            .iter()
            .filter(|known| free || !known.is_constrained)
            .collect();
        if !candidates.is_empty() && self.random.percent(35) {
            let known = (*self.random.pick(&candidates)).clone();
            return Use {
                text: known.name,
                has_default: false,
                is_constrained: known.is_constrained,
                is_option: false,
            };
        }
        let leaves: Vec<_> = LEAVES
            .iter()
            .filter(|(text, ..)| free || *text != "f32")
            .collect();
        let (text, has_default, _) = **self.random.pick(&leaves);
        Use {
            text: text.to_owned(),
            has_default,
            // An `f32` can overflow, which is found when the value is validated.
            is_constrained: text == "f32",
            is_option: false,
        }
    }

    fn key(&mut self) -> String {
        let words: Vec<String> = self
            .known
            .iter()
            .filter(|known| known.is_key)
            .map(|known| known.name.clone())
            .collect();
        if !words.is_empty() && self.random.percent(25) {
            return self.random.pick(&words).clone();
        }
        let keys: Vec<&str> = LEAVES
            .iter()
            .filter(|(.., is_key)| *is_key)
            .map(|(text, ..)| *text)
            .collect();
        (*self.random.pick(&keys)).to_owned()
    }

    /// A type that is an object, or at least can be flattened.
    fn object_type(&mut self, free: bool) -> Use {
        let candidates: Vec<Known> = self
            .known
            .iter()
            .filter(|known| known.is_object && (free || !known.is_constrained))
            .cloned()
            .collect();
        if candidates.is_empty() || self.random.percent(10) {
            return Use {
                text: "BTreeMap<String, i64>".to_owned(),
                has_default: true,
                is_constrained: false,
                is_option: false,
            };
        }
        let known = self.random.pick(&candidates).clone();
        Use {
            text: known.name,
            has_default: false,
            is_constrained: known.is_constrained,
            is_option: false,
        }
    }

    fn note(&mut self, used: &Use) {
        self.is_constrained |= used.is_constrained;
    }

    /// A name that no other field or variant has.
    fn name(&mut self) -> String {
        self.names += 1;
        format!("name_{}_of_{}", self.names, self.number)
    }
}
