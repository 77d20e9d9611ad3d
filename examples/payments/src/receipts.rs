//! The receipts that were filed, one per payment at most.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use crate::payment::PaymentId;

/// A file and what was said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The name of the file, if it had one.
    pub name: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The file.
    pub bytes: Bytes,
}

/// All receipts.
#[derive(Debug, Default)]
pub struct Receipts {
    files: Mutex<BTreeMap<PaymentId, Receipt>>,
}

impl Receipts {
    /// Files a receipt, in place of an earlier one; says whether there was one.
    pub fn file(&self, payment: PaymentId, receipt: Receipt) -> bool {
        self.lock().insert(payment, receipt).is_some()
    }

    /// The receipt of a payment.
    #[must_use]
    pub fn find(&self, payment: PaymentId) -> Option<Receipt> {
        self.lock().get(&payment).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<PaymentId, Receipt>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
