//! Callers of every release are served, with values that no test thought of.

use gati::testing::verify;
use payments::app;

#[tokio::test]
async fn p17_made_up_values_of_every_release_are_carried() {
    for seed in 1..=3 {
        let verification = verify(app::new(), seed).await.expect("the app is set up");
        verification.assert();
        let handlers = verification.handlers();
        // Three ways to authorise are not today's; that of 3.0.0 was still that of 4.0.0.
        let authorise = handlers.iter().filter(|handler| handler.handler == "authorise");
        let authorise: Vec<_> = authorise.collect();
        let releases: Vec<&str> = authorise
            .iter()
            .map(|handler| handler.releases.1.as_str())
            .collect();
        assert_eq!(releases, ["1.1.0", "2.0.0", "4.0.0"], "{verification}");
        for handler in authorise {
            assert!(handler.lifted > 20 && handler.lowered > 20, "{verification}");
        }
        let lowered: usize = handlers.iter().map(|handler| handler.lowered).sum();
        let errors: usize = handlers.iter().map(|handler| handler.errors).sum();
        assert!(lowered > 200 && errors > 30, "{verification}");
    }
}
