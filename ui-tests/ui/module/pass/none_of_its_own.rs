gati::app!();

mod parts {
    pub(crate) struct Clock;

    #[gati::module]
    impl Clock {
        pub(crate) fn init() -> Self {
            Self
        }

        pub(crate) fn now(&self) -> u64 {
            0
        }
    }
}

fn main() {
    let _ = |gctx: &app::Gctx| gctx.modules.clock.now();
}
