//! The same for values that no test thought of.

use gati::testing::verify;
use harbour::app;

#[tokio::test]
async fn p17_values_of_every_kind_of_part_are_carried() {
    for seed in 1..=3 {
        let verification = verify(app::new(), seed).await.expect("the app is set up");
        verification.assert();
        let of = |handler: &str, release: &str| {
            let handlers = verification.handlers().iter();
            let mut found = handlers.filter(|found| found.handler == handler && found.releases.1 == release);
            found
                .next()
                .unwrap_or_else(|| panic!("{handler} of {release}: {verification}"))
        };
        for (handler, release) in [("sign_on", "2.1.0"), ("stow", "1.0.0")] {
            let found = of(handler, release);
            let all = (found.lifted, found.round_trips);
            assert!(all.0 > 0 && all.0 == all.1, "{handler}: {verification}");
        }
        let papers = of("hand_in", "2.1.0");
        assert!(papers.lifted > 5 && papers.skipped.is_empty(), "{verification}");
        for release in ["1.0.0", "2.1.0"] {
            let radio = of("radio", release);
            assert!(radio.lifted > 5 && radio.lowered > 5, "{verification}");
        }
        // Empty loads, heavy ships and bills in goods, as the transformers and the acknowledged findings say.
        let refusals = |handler: &str| -> Vec<&str> {
            let refusals = of(handler, "2.1.0").refusals.iter();
            let mut reasons: Vec<&str> = refusals.map(|refusal| refusal.what.as_str()).collect();
            reasons.sort_unstable();
            reasons
        };
        assert!(
            refusals("load").contains(&"a load was something"),
            "{verification}"
        );
        assert_eq!(
            refusals("toll"),
            [
                "nobody small ever asked",
                "such ships do not fit into the harbour"
            ],
            "{verification}"
        );
    }
}
