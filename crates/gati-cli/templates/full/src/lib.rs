//! A list of notes, as an API: everybody may read, who has the token may write, and who wants to can watch.
//!
//! A note is in [`note`], the list in [`notebook`], who may write in [`access`], and what callers can do in [`handlers`]. The folder
//! `client` is the typed client, made from this source in the same build.

pub mod access;
pub mod handlers;
pub mod note;
pub mod notebook;

use notebook::Notebook;

gati::app!(state = Notebook);
