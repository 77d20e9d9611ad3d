//! Pauses between tries.

use std::time::Duration;

/// Pauses that double up to a longest one.
#[derive(Debug)]
pub(super) struct Backoff {
    next: Duration,
    longest: Duration,
}

impl Backoff {
    /// The pause before the first try.
    pub(super) const FIRST: Duration = Duration::from_millis(250);

    pub(super) fn up_to(longest: Duration) -> Self {
        Self {
            next: Self::FIRST.min(longest),
            longest,
        }
    }

    /// How long the next pause is.
    pub(super) fn peek(&self) -> Duration {
        self.next
    }

    /// Waits for it. The one after it is longer.
    pub(super) async fn pause(&mut self) {
        let now = self.next;
        self.next = (now * 2).min(self.longest);
        tokio::time::sleep(now).await;
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;

    async fn pauses(mut backoff: Backoff, count: usize) -> Vec<u128> {
        let mut pauses = Vec::new();
        for _ in 0..count {
            let (begin, told) = (Instant::now(), backoff.peek());
            backoff.pause().await;
            assert_eq!(begin.elapsed(), told);
            pauses.push(told.as_millis());
        }
        pauses
    }

    #[tokio::test(start_paused = true)]
    async fn pauses_double_and_are_never_longer_than_the_longest() {
        let second = Duration::from_secs(1);
        assert_eq!(
            pauses(Backoff::up_to(second * 3), 6).await,
            [250, 500, 1000, 2000, 3000, 3000]
        );
        assert_eq!(pauses(Backoff::up_to(second / 50), 3).await, [20, 20, 20]);
    }
}
