//! How long to wait before starting a crashed program again: longer each time, and not at all longer once it has run for a while.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(30);

/// A program that ran for so long did not crash because of how it starts.
const STEADY: Duration = Duration::from_secs(10);

/// The waiting time, which doubles.
#[derive(Debug)]
pub(super) struct Backoff {
    next: Duration,
}

impl Backoff {
    pub(super) fn new() -> Self {
        Self { next: FIRST }
    }

    /// How long to wait after a crash of a program that had run for some time.
    pub(super) fn after(&mut self, ran: Duration) -> Duration {
        if ran >= STEADY {
            self.next = FIRST;
        }
        let wait = self.next;
        self.next = (wait * 2).min(LONGEST);
        wait
    }

    /// The program is another one now.
    pub(super) fn reset(&mut self) {
        *self = Self::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_limit_and_start_anew_after_a_good_while() {
        let mut backoff = Backoff::new();
        let waits: Vec<u128> = (0..9)
            .map(|_| backoff.after(Duration::ZERO).as_millis())
            .collect();
        assert_eq!(waits, [250, 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000]);
        assert_eq!(backoff.after(STEADY), FIRST);
        assert_eq!(backoff.after(Duration::ZERO), FIRST * 2);
    }
}
