pub use far_away::Far;
pub use old_kit as old;

use gati::GType;

#[derive(serde::Serialize, serde::Deserialize, GType)]
pub struct Plain;
