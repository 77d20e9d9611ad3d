//! What `gati.toml` and the environment say about an app goes over what its code says: whoever starts a program has the last word.

use super::{App, Limits};
use crate::Secrets;
use crate::config::{LimitSettings, Settings};
use crate::module::Holds;

impl<G> App<G> {
    /// Sets the configuration, which is then not read from anywhere: in tests, or in a program that has its own ways.
    pub fn config<C: Send + 'static>(mut self, config: C) -> Self
    where
        G: Holds<C>,
    {
        self.sources.give_config(config);
        self
    }

    /// Sets where secrets come from, in place of the folder and the environment.
    pub fn secrets(mut self, secrets: Secrets) -> Self {
        self.sources.give_secrets(secrets);
        self
    }

    /// The app with the settings of the process. What is wrong with them is told where the global context is made, together with all else that is
    /// wrong with the configuration.
    pub(crate) fn settled(mut self) -> Self {
        let settings = Settings::read(self.sources.layers(), &mut Vec::new());
        self.settle(settings);
        self
    }

    fn settle(&mut self, settings: Settings) {
        if let Some(address) = settings.address {
            self.address = Some(address);
        }
        self.grace = settings.grace_period.unwrap_or(self.grace);
        self.drain = settings.drain_period.unwrap_or(self.drain);
        self.limits = limited(self.limits, &settings.limits);
        let versions = settings.versions;
        if let Some(missing) = versions.missing {
            self.versions.missing = missing;
        }
        self.versions.usage = versions.usage.or(self.versions.usage.take());
        self.versions.retire = versions.retire.unwrap_or(self.versions.retire);
    }
}

/// The limits with those that are set. A number that this machine cannot count to is as good as none.
fn limited(limits: Limits, settings: &LimitSettings) -> Limits {
    let count = |number: Option<u64>, otherwise: usize| {
        number.map_or(otherwise, |number| usize::try_from(number).unwrap_or(usize::MAX))
    };
    // By the setters, which keep to the least that makes sense; what has no setting here stays as it is.
    limits
        .body(settings.body.unwrap_or(limits.body))
        .stream(settings.stream.unwrap_or(limits.stream))
        .request_time(settings.request_time.unwrap_or(limits.request_time))
        .header_time(settings.header_time.unwrap_or(limits.header_time))
        .write_time(settings.write_time.unwrap_or(limits.write_time))
        .headers(count(settings.headers, limits.headers))
        .header_bytes(count(settings.header_bytes, limits.header_bytes))
        .connections(count(settings.connections, limits.connections))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SocketLimits;

    #[test]
    fn what_is_set_goes_over_what_the_code_says_and_the_rest_stays() {
        let settings = LimitSettings {
            body: Some(7),
            header_bytes: Some(1),
            ..LimitSettings::default()
        };
        let sockets = SocketLimits::default().message(5);
        let limits = limited(Limits::default().stream(9).body(8).sockets(sockets), &settings);
        assert_eq!((limits.body, limits.stream), (7, 9));
        assert_eq!(limits.sockets.message, 5);
        assert_eq!(limits.header_bytes, 8192, "never less than the least");
    }
}
