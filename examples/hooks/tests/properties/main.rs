//! What is promised of hooks and of what belongs to a request, for any request.

mod contract;
mod events;
mod order;
mod own;
mod support;
