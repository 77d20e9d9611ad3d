//! A payments API in one process.
//!
//! A payment is *authorised* first: money is set aside. What was set aside can be *captured* (taken, in one or more parts)
//! or *released* (given back); what was captured can be *refunded*. The [`ledger`] sees to it that no cent appears or
//! vanishes, however many callers there are at once: for every payment, and so for all of them,
//! `authorised = captured + available + released`.
//!
//! Two modules do the work: the [`ledger`] keeps the books, the [`bank`] pays what was captured. Each handler stands in a file of its
//! own below [`handlers`], with the types that only it speaks of; what runs around them is below [`hooks`]. The routes, the OpenAPI
//! document and the typed client follow from them.

pub mod balance;
pub mod bank;
pub mod config;
pub mod events;
pub mod handlers;
pub mod hooks;
pub mod ledger;
pub mod money;
pub mod payment;
pub mod receipts;
mod transformers;

use config::AppConfig;

gati::app!(config = AppConfig);
