//! A list of notes, as an API.
//!
//! A note is in [`note`], the list in [`notebook`], and what callers can do with it in [`handlers`].

pub mod handlers;
pub mod note;
pub mod notebook;

use notebook::Notebook;

gati::app!(state = Notebook);
