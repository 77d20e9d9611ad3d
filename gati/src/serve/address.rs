//! Where to listen. This is the only place that reads the environment.

use std::env;
use std::net::ToSocketAddrs;

use tokio::net::TcpListener;

use crate::error::Error;

/// An address and who named it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    text: String,
    given_by: &'static str,
}

/// The environment before the app before the default: whoever starts a program has the last word.
pub(super) fn choose(of_the_app: Option<&str>) -> Result<Address, Error> {
    choose_from(variable("GATI_ADDR"), variable("PORT"), of_the_app)
}

fn choose_from(
    address: Option<String>,
    port: Option<String>,
    of_the_app: Option<&str>,
) -> Result<Address, Error> {
    if let Some(text) = address {
        return Ok(Address {
            text,
            given_by: "`GATI_ADDR`",
        });
    }
    if let Some(port) = port {
        // Platforms that set `PORT` reach the program from outside of its container.
        return match port.parse::<u16>() {
            Ok(port) => Ok(Address {
                text: format!("0.0.0.0:{port}"),
                given_by: "`PORT`",
            }),
            Err(_) => Err(Error::Address {
                address: port,
                given_by: "`PORT`",
            }),
        };
    }
    Ok(Address {
        text: of_the_app.unwrap_or("127.0.0.1:3000").to_owned(),
        given_by: "the app",
    })
}

/// What the environment says, if it says anything.
pub(super) fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

impl Address {
    pub(super) async fn listen(self) -> Result<TcpListener, Error> {
        // Without a port, or with a port that is none, no name service needs to be asked.
        let addresses: Vec<_> = self
            .text
            .to_socket_addrs()
            .map_err(|_| Error::Address {
                address: self.text.clone(),
                given_by: self.given_by,
            })?
            .collect();
        TcpListener::bind(addresses.as_slice())
            .await
            .map_err(|source| Error::Bind {
                address: self.text,
                source,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(address: Option<&str>, port: Option<&str>, app: Option<&str>) -> String {
        let own = |text: Option<&str>| text.map(str::to_owned);
        choose_from(own(address), own(port), app)
            .map_or_else(|error| error.to_string(), |address| address.text)
    }

    #[test]
    fn the_environment_goes_before_the_app_and_the_app_before_the_default() {
        assert_eq!(chosen(Some("[::1]:1"), Some("2"), Some("x:3")), "[::1]:1");
        assert_eq!(chosen(None, Some("2"), Some("x:3")), "0.0.0.0:2");
        assert_eq!(chosen(None, None, Some("x:3")), "x:3");
        assert_eq!(chosen(None, None, None), "127.0.0.1:3000");
    }

    #[test]
    fn a_port_that_is_none_is_named() {
        assert_eq!(
            chosen(None, Some("http"), None),
            "`PORT` says to listen at `http`, which is no address; write it like `127.0.0.1:3000`"
        );
    }
}
