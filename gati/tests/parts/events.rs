//! Publish and subscribe.

use std::sync::Arc;
use std::time::Duration;

use gati::Events;
use gati::events::Missed;
use proptest::prelude::*;

#[derive(Debug, PartialEq)]
struct Captured(usize);

#[derive(Debug)]
struct Refunded;

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap()
}

/// What happens in a run of the property.
#[derive(Clone, Copy, Debug)]
enum Step {
    Subscribe,
    Publish,
    /// One of the subscribers takes what is there for it.
    Drain(usize),
    /// An event of another type is nobody's business.
    PublishOther,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => Just(Step::Subscribe),
        6 => Just(Step::Publish),
        2 => (0_usize..8).prop_map(Step::Drain),
        1 => Just(Step::PublishOther),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn p31_every_subscriber_gets_every_event_that_is_published_after_it_subscribed(
        steps in prop::collection::vec(step(), 1..200),
        waits in any::<bool>(),
    ) {
        runtime().block_on(async {
            let events = Events::default();
            // Each subscriber with what it has got, and from which event on it is subscribed.
            let mut subscribers = Vec::new();
            let mut published = 0;
            for step in steps {
                match step {
                    Step::Subscribe => subscribers.push((events.subscribe::<Captured>(), published, Vec::new())),
                    Step::Publish => {
                        let reached = if waits {
                            events.deliver(Captured(published)).await
                        } else {
                            events.publish(Captured(published))
                        };
                        prop_assert_eq!(reached, subscribers.len());
                        published += 1;
                    }
                    Step::PublishOther => {
                        prop_assert_eq!(events.publish(Refunded), 0);
                    }
                    Step::Drain(which) => {
                        let count = subscribers.len();
                        if let Some((subscription, since, got)) = subscribers.get_mut(which % count.max(1)) {
                            while *since + got.len() < published {
                                got.push(subscription.next().await.unwrap().0);
                            }
                        }
                    }
                }
            }
            for (mut subscription, since, mut got) in subscribers {
                while since + got.len() < published {
                    got.push(subscription.next().await.unwrap().0);
                }
                prop_assert_eq!(got, (since..published).collect::<Vec<_>>());
                let more = tokio::time::timeout(Duration::from_secs(1), subscription.next()).await;
                prop_assert!(more.is_err(), "nobody gets an event twice");
            }
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn who_is_too_slow_is_told_how_much_was_missed_and_goes_on() {
    let events = Events::default();
    let mut feed = events.subscribe::<Captured>();
    for number in 0..Events::CAPACITY + 3 {
        events.publish(Captured(number));
    }
    assert_eq!(feed.next().await, Err(Missed(3)));
    assert_eq!(feed.next().await, Ok(Arc::new(Captured(3))));
}

#[tokio::test(start_paused = true)]
async fn who_delivers_waits_for_the_slowest_and_nobody_misses_anything() {
    let events = Events::default();
    let mut slow = events.subscribe::<Captured>();
    let publisher = tokio::spawn({
        let events = events.clone();
        async move {
            for number in 0..3 * Events::CAPACITY {
                assert_eq!(events.deliver(Captured(number)).await, 1);
            }
        }
    });
    for number in 0..3 * Events::CAPACITY {
        tokio::time::sleep(Duration::from_millis(1)).await;
        assert_eq!(slow.next().await, Ok(Arc::new(Captured(number))));
    }
    publisher.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_subscriber_that_leaves_holds_nobody_back() {
    let events = Events::default();
    let idle = events.subscribe::<Captured>();
    for number in 0..Events::CAPACITY {
        events.publish(Captured(number));
    }
    let delivered = tokio::spawn({
        let events = events.clone();
        async move { events.deliver(Captured(0)).await }
    });
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(!delivered.is_finished(), "there is no room");
    drop(idle);
    assert_eq!(delivered.await.unwrap(), 0);
}
