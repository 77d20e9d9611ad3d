//! What old callers send, where that cannot be derived.

use gati::prelude::*;
use gati::{Key, Untransformable};

use crate::app::{v1_0_0, v2_0_0, v2_1_0, v3_0_0};

/// Goods were weighed in tons.
#[gati::transformer]
fn declaration(old: v1_0_0::Declaration) -> v2_0_0::Declaration {
    v2_0_0::Declaration {
        goods: old.goods,
        kilograms: u64::from(old.tons) * 1000,
    }
}

/// Nobody asked for the flag, and all ships were from here.
#[gati::transformer]
fn papers(old: v2_1_0::Papers) -> v3_0_0::Papers {
    v3_0_0::Papers {
        vessel: old.ship,
        flag: "local".to_owned(),
        scan: old.scan,
    }
}

/// A ship was called one.
#[gati::transformer]
fn filed(new: v3_0_0::Filed) -> v2_1_0::Filed {
    v2_1_0::Filed {
        ship: new.vessel,
        size: new.size,
    }
}

// ANCHOR: nested
/// Nobody built boats that long; the crew around them is derived, and so are the guests on them.
#[gati::transformer]
fn boat(new: v3_0_0::Boat) -> v2_1_0::Boat {
    v2_1_0::Boat {
        feet: u16::try_from(new.feet).unwrap_or(u16::MAX),
        guests: new.guests.map(|guests| (*guests).into()),
    }
}
// ANCHOR_END: nested

/// Loads were weighed in tons.
#[gati::transformer]
fn lift_load(old: v2_1_0::Load) -> v3_0_0::Load {
    match old {
        v2_1_0::Load::Piece { tons } => v3_0_0::Load::Piece {
            kilograms: u64::from(tons) * 1000,
        },
        v2_1_0::Load::Stack { layers } => v3_0_0::Load::Stack {
            layers: layers.into_iter().map(lift_load).collect(),
        },
        v2_1_0::Load::Pair { port, starboard } => v3_0_0::Load::Pair {
            port: Box::new(lift_load(*port)),
            starboard: Box::new(lift_load(*starboard)),
        },
    }
}

/// There was always something, and it had whole tons.
#[gati::transformer]
fn lower_load(new: v3_0_0::Load) -> Result<v2_1_0::Load, Untransformable> {
    Ok(match new {
        v3_0_0::Load::Piece { kilograms } => v2_1_0::Load::Piece {
            tons: u32::try_from(kilograms.div_ceil(1000))?,
        },
        v3_0_0::Load::Stack { layers } => v2_1_0::Load::Stack {
            layers: layers.into_iter().map(lower_load).collect::<Result<_, _>>()?,
        },
        v3_0_0::Load::Pair { port, starboard } => v2_1_0::Load::Pair {
            port: Box::new(lower_load(*port)?),
            starboard: Box::new(lower_load(*starboard)?),
        },
        v3_0_0::Load::Empty => return Err(Untransformable::new("a load was something")),
    })
}

/// The channel on which a ship speaks.
static CHANNEL: Key<u8> = Key::new("harbour.channel");

/// Channels became frequencies, in kilohertz.
#[gati::transformer]
fn said(old: v2_1_0::Said, lctx: &mut Lctx) -> v3_0_0::Said {
    lctx.set(&CHANNEL, old.channel);
    v3_0_0::Said {
        words: old.words,
        kilohertz: 156_000 + u32::from(old.channel) * 50,
    }
}

/// Whoever speaks on a channel hears on it.
#[gati::transformer]
fn heard(new: v3_0_0::Heard, lctx: &Lctx) -> v2_1_0::Heard {
    v2_1_0::Heard {
        words: new.words,
        channel: lctx.get(&CHANNEL).copied().unwrap_or(16),
    }
}
