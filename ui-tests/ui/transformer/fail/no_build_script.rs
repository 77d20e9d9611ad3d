// ui: no build script
gati::app!();

pub mod v1_0_0 {
    pub struct Capture;
}

pub mod v2_0_0 {
    pub struct Capture;
}

#[gati::transformer]
fn lift(_old: v1_0_0::Capture) -> v2_0_0::Capture {
    v2_0_0::Capture
}

fn main() {}
