//! Mistakes found in a user's item, gathered so that every one is reported and in the order of the source.

use std::fmt::Display;

use proc_macro2::Span;

/// A list of mistakes. Whoever holds one must read it: dropping it with unread mistakes is a bug of ours.
#[derive(Debug, Default)]
pub struct Diagnostics {
    errors: Vec<syn::Error>,
}

impl Diagnostics {
    /// No mistakes yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports a mistake at a place. Lower case, no full stop; a second line may start with `help:` or `note:`.
    pub fn error(&mut self, span: Span, message: impl Display) {
        self.errors.push(syn::Error::new(span, message));
    }

    /// Reports a mistake and what to do about it.
    pub fn error_with_help(&mut self, span: Span, message: impl Display, help: impl Display) {
        self.error(span, format_args!("{message}\nhelp: {help}"));
    }

    /// Takes over a mistake that `syn` found.
    pub fn push(&mut self, error: syn::Error) {
        self.errors.push(error);
    }

    /// Takes over all mistakes of another list.
    pub fn append(&mut self, mut other: Self) {
        self.errors.append(&mut other.errors);
    }

    /// The value, or `None` with the mistake taken over.
    pub fn ok<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// Whether nothing was reported.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// How many mistakes were reported; comparing two readings tells whether a step went well.
    #[must_use]
    pub fn len(&self) -> usize {
        self.errors.len()
    }

    /// All mistakes as one error of `syn`, which prints them one by one.
    ///
    /// # Errors
    ///
    /// If anything was reported.
    pub fn into_result(mut self) -> syn::Result<()> {
        let mut errors = std::mem::take(&mut self.errors).into_iter();
        let Some(mut all) = errors.next() else {
            return Ok(());
        };
        all.extend(errors);
        Err(all)
    }

    /// Lets the mistakes go, because another reader of the same item reports them; says whether there were any.
    ///
    /// The build script does so: rustc draws what concerns one item better than it could.
    pub fn leave_to_rustc(mut self) -> bool {
        !std::mem::take(&mut self.errors).is_empty()
    }

    /// The texts of all mistakes.
    pub fn into_messages(self) -> Vec<String> {
        match self.into_result() {
            Ok(()) => Vec::new(),
            Err(all) => all.into_iter().map(|error| error.to_string()).collect(),
        }
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            debug_assert!(
                self.errors.is_empty(),
                "diagnostics were dropped unread: {:?}",
                self.errors
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_is_kept_in_order() {
        let mut sink = Diagnostics::new();
        sink.error(Span::call_site(), "first");
        sink.error_with_help(Span::call_site(), "second", "do this");
        assert_eq!(sink.len(), 2);
        assert_eq!(sink.into_messages(), ["first", "second\nhelp: do this"]);
    }

    #[test]
    fn a_mistake_left_to_rustc_is_still_told() {
        let mut sink = Diagnostics::new();
        assert!(!Diagnostics::new().leave_to_rustc());
        sink.error(Span::call_site(), "first");
        assert!(sink.leave_to_rustc());
    }
}
