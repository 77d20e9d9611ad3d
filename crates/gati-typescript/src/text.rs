//! Literals, property names, and comments.

use gati_schema::ty::Deprecation;

/// A text as a literal, in JSON's way, which is one of JavaScript's.
pub(crate) fn literal(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A value as a literal. What JSON calls `"__proto__"` is no member in a literal of JavaScript unless its name is computed.
pub(crate) fn value(value: &serde_json::Value) -> String {
    value.to_string().replace("\"__proto__\":", "[\"__proto__\"]:")
}

/// The name of a property: quoted unless it is an identifier.
pub(crate) fn property(name: &str) -> String {
    let mut chars = name.chars();
    let starts = chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || c == '$');
    if starts && chars.all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$') {
        name.to_owned()
    } else {
        literal(name)
    }
}

/// A doc comment of several paragraphs, each line behind `indent`; nothing if there is nothing to say.
pub(crate) fn comment(indent: &str, paragraphs: &[&str]) -> String {
    let texts: Vec<&str> = paragraphs
        .iter()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    if texts.is_empty() {
        return String::new();
    }
    // What would end the comment must not.
    let text = texts.join("\n\n").replace("*/", "*\\/");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    if let [line] = lines.as_slice() {
        return format!("{indent}/** {line} */\n");
    }
    let mut comment = format!("{indent}/**\n");
    for line in lines {
        let space = if line.is_empty() { "" } else { " " };
        comment.push_str(&format!("{indent} *{space}{line}\n"));
    }
    comment.push_str(&format!("{indent} */\n"));
    comment
}

/// `@deprecated`, if something is.
pub(crate) fn deprecated(deprecation: Option<&Deprecation>, sunset: Option<&str>) -> String {
    if deprecation.is_none() && sunset.is_none() {
        return String::new();
    }
    let Deprecation { since, note } = deprecation.cloned().unwrap_or_default();
    let facts = [
        since.map(|date| format!("since {date}")),
        sunset.map(|date| format!("gone on {date}")),
        note,
    ];
    let text: Vec<String> = facts.into_iter().flatten().collect();
    format!("@deprecated {}", text.join("; ")).trim_end().to_owned()
}

/// What must hold of a place beyond its type, for people.
pub(crate) fn constraints(ty: &gati_schema::Type) -> String {
    let bounds = &ty.constraints;
    let number = |number: &Option<gati_schema::ty::Number>| number.as_ref().map(ToString::to_string);
    let count = |count: Option<u64>| count.map(|count| count.to_string());
    let facts = [
        ("min", number(&bounds.min)),
        ("max", number(&bounds.max)),
        ("more than", number(&bounds.exclusive_min)),
        ("less than", number(&bounds.exclusive_max)),
        ("a multiple of", number(&bounds.multiple_of)),
        ("min length", count(bounds.min_length)),
        ("max length", count(bounds.max_length)),
        ("pattern", bounds.pattern.clone()),
        ("format", bounds.format.map(|format| format.name().to_owned())),
        ("min items", count(bounds.min_items)),
        ("max items", count(bounds.max_items)),
        ("min entries", count(bounds.min_properties)),
        ("max entries", count(bounds.max_properties)),
    ];
    let mut words: Vec<String> = facts
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name} `{value}`")))
        .collect();
    if bounds.unique {
        words.push("no item twice".to_owned());
    }
    if words.is_empty() {
        String::new()
    } else {
        format!("Constraints: {}.", words.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_properties_are_quoted_where_they_must_be() {
        assert_eq!(property("amount"), "amount");
        assert_eq!(property("x-trace"), "\"x-trace\"");
        assert_eq!(property("2fa"), "\"2fa\"");
        assert_eq!(property("a\"b\n"), "\"a\\\"b\\n\"");
    }

    #[test]
    fn nothing_that_is_said_ends_the_comment() {
        assert_eq!(comment("", &["a */ b"]), "/** a *\\/ b */\n");
        assert_eq!(
            comment("  ", &["", "a", "b"]),
            "  /**\n   * a\n   *\n   * b\n   */\n"
        );
        assert_eq!(comment("", &["", " "]), "");
    }
}
