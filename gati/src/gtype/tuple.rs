//! Tuples, as long as serde implements them.

use gati_schema::{Fingerprint, identity};

use super::GType;
use crate::validate::Place;

macro_rules! tuples {
    ($($($name:ident $index:tt),+;)*) => {$(
        impl<$($name: GType),+> GType for ($($name,)+) {
            const ID: Fingerprint = identity::container("tuple", &[$($name::ID),+]);

            fn validate(&self, at: &mut Place<'_>) {
                $(self.$index.validate(&mut at.index($index));)+
            }

            #[cfg(feature = "testing")]
            fn show(&self) -> Option<serde_json::Value> {
                super::Portrait::list([$(self.$index.show()),+])
            }
        }
    )*};
}

tuples! {
    T0 0;
    T0 0, T1 1;
    T0 0, T1 1, T2 2;
    T0 0, T1 1, T2 2, T3 3;
    T0 0, T1 1, T2 2, T3 3, T4 4;
    T0 0, T1 1, T2 2, T3 3, T4 4, T5 5;
    T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6;
    T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7;
    T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8;
    T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8, T9 9;
    T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8, T9 9, T10 10;
    T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8, T9 9, T10 10, T11 11;
    T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8, T9 9, T10 10, T11 11, T12 12;
    T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8, T9 9, T10 10, T11 11, T12 12, T13 13;
    T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8, T9 9, T10 10, T11 11, T12 12, T13 13, T14 14;
    T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8, T9 9, T10 10, T11 11, T12 12, T13 13, T14 14, T15 15;
}
