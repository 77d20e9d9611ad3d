//! Types that leave no trace on the wire: pointers, cells, phantoms.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::marker::PhantomData;
use std::num::Wrapping;
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock};

use gati_schema::{Fingerprint, identity};

use super::GType;
use crate::validate::Place;

macro_rules! pointers {
    ($([$($parameters:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($parameters)* + GType> GType for $ty {
            const ID: Fingerprint = T::ID;
            const FINGERPRINT: Fingerprint = T::FINGERPRINT;

            fn validate(&self, at: &mut Place<'_>) {
                (**self).validate(at);
            }

            #[cfg(feature = "testing")]
            fn show(&self) -> Option<serde_json::Value> {
                (**self).show()
            }
        }
    )*};
}

pointers!(
    [T: ?Sized] &T,
    [T: ?Sized] Box<T>,
    [T: ?Sized] Rc<T>,
    [T: ?Sized] Arc<T>,
    [T: ?Sized + ToOwned] Cow<'_, T>,
);

macro_rules! tuples {
    ($($name:ident),*) => {$(
        impl<T: GType> GType for $name<T> {
            const ID: Fingerprint = T::ID;
            const FINGERPRINT: Fingerprint = T::FINGERPRINT;

            fn validate(&self, at: &mut Place<'_>) {
                self.0.validate(at);
            }

            #[cfg(feature = "testing")]
            fn show(&self) -> Option<serde_json::Value> {
                self.0.show()
            }
        }
    )*};
}

// Not `Saturating`: serde reads any number into it, so that the type says nothing of what may be sent.
tuples!(Wrapping, Reverse);

impl<T: GType + Copy> GType for Cell<T> {
    const ID: Fingerprint = T::ID;
    const FINGERPRINT: Fingerprint = T::FINGERPRINT;

    fn validate(&self, at: &mut Place<'_>) {
        self.get().validate(at);
    }

    #[cfg(feature = "testing")]
    fn show(&self) -> Option<serde_json::Value> {
        self.get().show()
    }
}

// What is borrowed or poisoned cannot be written either: serde reports that, so there is nothing to add here.
macro_rules! locks {
    ($($name:ident, $open:ident);*) => {$(
        impl<T: GType + ?Sized> GType for $name<T> {
            const ID: Fingerprint = T::ID;
            const FINGERPRINT: Fingerprint = T::FINGERPRINT;

            fn validate(&self, at: &mut Place<'_>) {
                if let Ok(inner) = self.$open() {
                    inner.validate(at);
                }
            }

            #[cfg(feature = "testing")]
            fn show(&self) -> Option<serde_json::Value> {
                self.$open().ok()?.show()
            }
        }
    )*};
}

locks!(RefCell, try_borrow; Mutex, lock; RwLock, read);

impl<T: ?Sized> GType for PhantomData<T> {
    const ID: Fingerprint = identity::builtin("null");

    fn validate(&self, _: &mut Place<'_>) {}

    #[cfg(feature = "testing")]
    fn show(&self) -> Option<serde_json::Value> {
        Some(serde_json::Value::Null)
    }
}
