use gati::prelude::*;

gati::app!();

pub struct Store;

pub fn keep(_store: Handle<Store>) {}

fn main() {}
