//! Rooms in which people talk.
//!
//! Whoever opens the socket of a room hears what is said there and can say something. A room has few chairs: who finds none is
//! refused before the socket is opened.

mod hall;
pub mod talk;

use hall::Hall;

gati::app!(state = Hall);
