//! Events within one request.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

/// The name of an event within one request, and the type of what it tells.
///
/// ```
/// use gati::prelude::*;
/// use gati::Signal;
///
/// static PRICED: Signal<u64> = Signal::new("priced");
///
/// fn watch(lctx: &mut Lctx) {
///     lctx.listen(&PRICED, |price| println!("{price} cents"));
///     assert_eq!(lctx.emit(&PRICED, &1999), 1);
/// }
/// ```
pub struct Signal<T> {
    name: &'static str,
    value: PhantomData<fn(&T)>,
}

impl<T> Signal<T> {
    /// An event of that name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            value: PhantomData,
        }
    }

    /// The name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T> fmt::Debug for Signal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Signal").field(&self.name).finish()
    }
}

/// Who listens in one request.
#[derive(Default)]
pub(super) struct Listeners {
    list: Vec<(&'static str, Listener)>,
}

type Listener = Box<dyn FnMut(&dyn Any) -> bool + Send>;

impl Listeners {
    pub(super) fn add<T: 'static>(
        &mut self,
        signal: &Signal<T>,
        mut listener: impl FnMut(&T) + Send + 'static,
    ) {
        let call = move |value: &dyn Any| match value.downcast_ref() {
            Some(value) => {
                listener(value);
                true
            }
            // Another signal of this name, with another type.
            None => false,
        };
        self.list.push((signal.name, Box::new(call)));
    }

    /// Takes over those of another.
    pub(super) fn absorb(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Tells every listener, in the order in which they came, and counts them.
    pub(super) fn tell<T: 'static>(&mut self, signal: &Signal<T>, value: &T) -> usize {
        let listening = self.list.iter_mut().filter(|(name, _)| *name == signal.name);
        listening.map(|(_, listener)| usize::from(listener(value))).sum()
    }
}
