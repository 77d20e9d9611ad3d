//! What callers can ask for.

pub mod authorise;
pub mod browse;
pub mod capture;
pub mod captures;
pub mod events;
pub mod receipt;
pub mod refund;
pub mod release;
