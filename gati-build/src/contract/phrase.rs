//! Pieces of Rust as text, in the forms in which people write them.

use gati_transform::Seg;

/// Something done to what an `Option` holds.
pub(super) fn mapped(from: &str, it: &str, inner: &str) -> String {
    if inner == it {
        from.to_owned()
    } else if let Some(function) = function(it, inner) {
        format!("{from}.map({function})")
    } else if may_refuse(inner) {
        format!("{from}.map(|{it}| Ok::<_, gati::Untransformable>({inner})).transpose()?")
    } else {
        format!("{from}.map(|{it}| {inner})")
    }
}

/// Something done to each item.
pub(super) fn collected(from: &str, it: &str, inner: &str) -> String {
    if may_refuse(inner) {
        format!("{from}.into_iter().map(|{it}| Ok({inner})).collect::<Result<_, gati::Untransformable>>()?")
    } else if let Some(function) = function(it, inner) {
        format!("{from}.into_iter().map({function}).collect()")
    } else {
        format!("{from}.into_iter().map(|{it}| {inner}).collect()")
    }
}

/// The function that is all that happens to `it`.
fn function<'i>(it: &str, inner: &'i str) -> Option<&'i str> {
    if inner == format!("{it}.into()") {
        return Some("Into::into");
    }
    let name = inner.strip_suffix(&format!("({it})"))?;
    let is_path = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | ':'));
    is_path.then_some(name)
}

/// Whether an expression leaves the function where a value cannot be carried.
pub(super) fn may_refuse(expression: &str) -> bool {
    expression.contains(")?")
}

/// A way as field accesses. Without a base it begins at a binding: a field by its name, a position by the name of its pattern.
pub(super) fn walked(base: &str, path: &[Seg]) -> String {
    let mut text = base.to_owned();
    for seg in path {
        let name = match seg {
            Seg::Field(name) => raw(name),
            Seg::Position(at) if text.is_empty() => binding(*at),
            Seg::Position(at) => at.to_string(),
        };
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(&name);
    }
    text
}

/// The name of an unnamed part in a pattern.
pub(super) fn binding(at: usize) -> String {
    const NAMES: [&str; 3] = ["it", "second", "third"];
    NAMES
        .get(at)
        .map_or_else(|| format!("part{at}"), |name| (*name).to_owned())
}

/// A name as Rust spells it.
pub(super) fn raw(name: &str) -> String {
    crate::source::spell(name)
}
