//! The rooms, and who is in them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::broadcast::{self, Receiver, Sender};

use crate::talk::Heard;

/// How many people fit into a room.
const CHAIRS: usize = 3;

/// All rooms.
#[derive(Debug, Default)]
pub struct Hall {
    rooms: Arc<Mutex<HashMap<String, Sender<Heard>>>>,
}

/// A chair in a room; leaving it is dropping it.
#[derive(Debug)]
pub struct Chair {
    room: Sender<Heard>,
    /// What is said in the room.
    pub ear: Receiver<Heard>,
}

impl Hall {
    /// A chair in a room, if one is free. The room comes into being with the first who enters it.
    pub fn enter(&self, room: &str) -> Option<Chair> {
        let mut rooms = self.lock();
        // An empty room is forgotten, or names that nobody uses any more would pile up.
        rooms.retain(|_, room| room.receiver_count() > 0);
        let room = rooms
            .entry(room.to_owned())
            .or_insert_with(|| broadcast::channel(16).0);
        // Counted and taken under one lock: nobody takes the last chair twice.
        (room.receiver_count() < CHAIRS).then(|| Chair {
            ear: room.subscribe(),
            room: room.clone(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Sender<Heard>>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Chair {
    /// Says something to everybody in the room.
    pub fn say(&self, heard: Heard) {
        // Whoever says it hears it too, so somebody always listens.
        let _ = self.room.send(heard);
    }
}
