//! Looking at payments: one, or many in pages.

use gati::prelude::*;

use crate::app::Gctx;
use crate::money::Currency;
use crate::payment::{Payment, PaymentId, State};

/// Why a payment cannot be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum GetError {
    /// There is no such payment.
    #[gtype(status = 404)]
    NotFound,
}

/// Shows a payment.
#[gati::handler("GET /payments/:id", tags = ["payments"])]
pub async fn get(id: PaymentId, gctx: &Gctx) -> Result<Json<Payment>, GetError> {
    gctx.modules.ledger.find(id).map(Json).ok_or(GetError::NotFound)
}

gati::brand! {
    /// Where the next page starts. Take it from a page; what it looks like may change.
    pub Cursor(String), pattern = "^p[0-9a-f]{1,15}$";
}

/// Which payments are wanted.
#[derive(Clone, Debug, Default, Deserialize, GType)]
pub struct Filter {
    /// Only those in one of these states.
    #[serde(default)]
    #[gtype(max_items = 5)]
    pub state: Vec<State>,
    /// Only those in this currency.
    pub currency: Option<Currency>,
    /// Only those of at least this much.
    pub min_authorised: Option<u64>,
    /// How many at most on one page.
    #[gtype(min = 1, max = 100)]
    pub limit: Option<u16>,
    /// Where to go on.
    pub cursor: Option<Cursor>,
}

/// A part of a long list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Page<T> {
    /// The items, in the order of their numbers.
    pub items: Vec<T>,
    /// Where the next page starts, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Cursor>,
}

/// Lists payments, page by page.
#[gati::handler("GET /payments", tags = ["payments"])]
pub async fn list(filter: Query<Filter>, gctx: &Gctx) -> Json<Page<Payment>> {
    Json(gctx.modules.ledger.page(&filter))
}

impl Page<Payment> {
    /// The first of these, and where those beyond the limit start.
    pub(crate) fn of(mut items: Vec<Payment>, limit: usize) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let last = items.last().filter(|_| more);
        let next = last.map(|payment| Cursor::after(payment.id));
        Self { items, next }
    }
}

impl Filter {
    /// The number of the first payment that can be on the page; `None` if there is no such number.
    pub(crate) fn first(&self) -> Option<u64> {
        match self.cursor.as_ref().and_then(Cursor::position) {
            Some(last) => last.0.checked_add(1),
            None => Some(0),
        }
    }

    /// How many there are on the page at most.
    pub(crate) fn limit(&self) -> usize {
        self.limit.map_or(20, usize::from)
    }

    /// Whether a payment is one of those that are wanted.
    pub(crate) fn wants(&self, payment: &Payment) -> bool {
        (self.state.is_empty() || self.state.contains(&payment.state))
            && self.currency.is_none_or(|currency| payment.currency == currency)
            && self
                .min_authorised
                .is_none_or(|least| payment.authorised >= least)
    }
}

impl Cursor {
    fn after(id: PaymentId) -> Self {
        Self::new(format!("p{:x}", id.0)).expect("the form that the pattern asks for")
    }

    fn position(&self) -> Option<PaymentId> {
        u64::from_str_radix(self.strip_prefix('p')?, 16)
            .ok()
            .map(PaymentId)
    }
}
