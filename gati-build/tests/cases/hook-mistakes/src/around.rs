#[gati::hook(catch)]
pub(crate) fn guard() {}
