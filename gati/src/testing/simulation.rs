//! Many runs of one scenario, each with other delays and failures, and each to be had again by its seed.

use std::env;
use std::future::Future;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Duration;

use super::random::Random;

/// Runs a scenario once for each seed, on one thread and with a clock that moves on by itself while everything waits, so that hours pass in
/// moments.
///
/// When a run fails, its seed is printed; `GATI_SIMULATION_SEED=17 cargo test …` runs that one alone. The same seed gives the same run as long as
/// the scenario takes its chances from its [`Sim`]: what it does on other threads, with files or with the time of the system, comes as it comes.
///
/// ```
/// use gati::testing::Simulation;
/// use std::time::Duration;
///
/// Simulation::seeds(0..20).run(|sim| async move {
///     sim.pause(Duration::from_secs(3600)).await; // takes no time at all
///     assert!(sim.between(1..7) < 7);
/// });
/// ```
#[derive(Clone, Debug)]
#[must_use = "it runs with `.run(..)`"]
pub struct Simulation {
    seeds: Range<u64>,
}

/// One run: where its delays and failures come from. Clones draw from the same source.
#[derive(Clone, Debug)]
pub struct Sim {
    seed: u64,
    random: Random,
}

/// The variable that names the one seed to run.
const SEED: &str = "GATI_SIMULATION_SEED";

impl Simulation {
    /// One run for each of these seeds.
    pub fn seeds(seeds: Range<u64>) -> Self {
        Self { seeds }
    }

    /// Runs them.
    ///
    /// # Panics
    ///
    /// As the first run does that panics, or if no runtime can be made.
    pub fn run<F, R>(self, scenario: F)
    where
        F: Fn(Sim) -> R,
        R: Future<Output = ()>,
    {
        let seeds = match env::var(SEED).ok().map(|seed| seed.parse::<u64>()) {
            Some(Ok(seed)) => seed..seed.saturating_add(1),
            Some(Err(_)) => panic!("`{SEED}` is no number"),
            None => self.seeds,
        };
        for seed in seeds {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .start_paused(true)
                .build();
            let runtime = runtime.unwrap_or_else(|error| panic!("there is no runtime: {error}"));
            let run = || runtime.block_on(scenario(Sim::new(seed)));
            if let Err(panic) = catch_unwind(AssertUnwindSafe(run)) {
                eprintln!("the simulation failed with seed {seed}; to run it again: {SEED}={seed}");
                resume_unwind(panic);
            }
        }
    }
}

impl Sim {
    fn new(seed: u64) -> Self {
        Self {
            seed,
            random: Random::new(seed),
        }
    }

    /// The seed of this run.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Whether something happens that happens this often, from 0 to 1.
    #[must_use]
    pub fn chance(&self, probability: f64) -> bool {
        // 53 bits are what a number of this kind can tell apart.
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let drawn = (self.random.next() >> 11) as f64 / (1_u64 << 53) as f64;
        drawn < probability
    }

    /// A number of a range; its start if the range is empty.
    #[must_use]
    pub fn between(&self, range: Range<u64>) -> u64 {
        range.start + self.random.below(range.end.saturating_sub(range.start))
    }

    /// One of these.
    ///
    /// # Panics
    ///
    /// If there are none.
    #[must_use]
    #[track_caller]
    pub fn pick<'a, T>(&self, of: &'a [T]) -> &'a T {
        assert!(!of.is_empty(), "there is nothing to pick from");
        let index = self.random.below(of.len() as u64);
        &of[usize::try_from(index).unwrap_or_default()]
    }

    /// A time of at most this length.
    #[must_use]
    pub fn time(&self, longest: Duration) -> Duration {
        let micros = u64::try_from(longest.as_micros()).unwrap_or(u64::MAX);
        Duration::from_micros(self.random.below(micros.saturating_add(1)))
    }

    /// Waits for at most this long.
    pub async fn pause(&self, longest: Duration) {
        tokio::time::sleep(self.time(longest)).await;
    }

    /// A source of its own for one part of the run, so that what other parts draw does not change what this one gets.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self {
            seed: self.seed,
            random: Random::new(self.random.next()),
        }
    }

    /// Does something many times at once, each with a source of its own, and gives the results in the order of their numbers.
    ///
    /// # Panics
    ///
    /// As the first of them does that panics.
    pub async fn swarm<F, R>(&self, count: usize, each: F) -> Vec<R::Output>
    where
        F: Fn(usize, Self) -> R,
        R: Future<Output: Send> + Send + 'static,
    {
        let tasks: Vec<_> = (0..count)
            .map(|number| tokio::spawn(each(number, self.fork())))
            .collect();
        let mut results = Vec::with_capacity(count);
        for task in tasks {
            match task.await {
                Ok(result) => results.push(result),
                Err(error) => resume_unwind(error.into_panic()),
            }
        }
        results
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    fn drawn(seed: u64) -> Vec<(u64, bool, u128)> {
        let drawn = RefCell::new(Vec::new());
        Simulation::seeds(seed..seed + 1).run(|sim| {
            let drawn = &drawn;
            async move {
                let start = tokio::time::Instant::now();
                let results = sim
                    .swarm(8, |_, sim| async move {
                        sim.pause(Duration::from_secs(60)).await;
                        (sim.between(0..1000), sim.chance(0.5))
                    })
                    .await;
                for (number, fact) in results {
                    drawn
                        .borrow_mut()
                        .push((number, fact, start.elapsed().as_millis()));
                }
            }
        });
        drawn.into_inner()
    }

    #[test]
    fn a_seed_gives_the_same_run_and_another_seed_another_one() {
        assert_eq!(drawn(7), drawn(7));
        assert_ne!(drawn(7), drawn(8));
    }

    #[test]
    fn chances_are_kept_about() {
        let sim = Sim::new(1);
        let hits = (0..10_000).filter(|_| sim.chance(0.25)).count();
        assert!((2_200..2_800).contains(&hits), "{hits}");
        assert!(!sim.chance(0.0) && sim.chance(1.0));
    }
}
