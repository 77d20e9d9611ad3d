//! Who is at the other end, as far as it can be believed.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use http::header::USER_AGENT;
use http::{HeaderMap, HeaderName, HeaderValue};

/// What is known of the caller's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Client<'a> {
    /// Its address: that of the connection, or what a trusted proxy says.
    pub address: Option<IpAddr>,
    /// What it says that it is.
    pub user_agent: Option<&'a str>,
    /// Where it is, if a trusted proxy says so.
    pub region: Option<&'a str>,
}

/// Which proxies stand in front of the app. What others say in headers about the caller is not believed: anybody can write them.
///
/// ```
/// let proxies = gati::Proxies::trusting(["10.0.0.0/8", "::1"])?.region_header("cf-ipcountry")?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Proxies {
    trusted: Vec<Network>,
    region: Option<HeaderName>,
}

/// A text that is no network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidNetwork(String);

impl fmt::Display for InvalidNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no network; write it like `10.0.0.0/8`", self.0)
    }
}

impl std::error::Error for InvalidNetwork {}

impl Proxies {
    /// Believes `X-Forwarded-For` of requests that come from these networks or addresses.
    ///
    /// # Errors
    ///
    /// If one of them is neither.
    pub fn trusting<'a>(networks: impl IntoIterator<Item = &'a str>) -> Result<Self, InvalidNetwork> {
        let trusted = networks.into_iter().map(str::parse).collect::<Result<_, _>>()?;
        Ok(Self {
            trusted,
            region: None,
        })
    }

    /// Believes them about the region of the caller, in this header.
    ///
    /// # Errors
    ///
    /// If that cannot be the name of a header.
    pub fn region_header(mut self, name: &str) -> Result<Self, http::header::InvalidHeaderName> {
        self.region = Some(name.parse()?);
        Ok(self)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(address))
    }

    /// The address of the caller: walking back from the connection, the first one that is no proxy of ours.
    fn client(&self, peer: Option<SocketAddr>, headers: &HeaderMap) -> Option<IpAddr> {
        let mut address = peer?.ip();
        let forwarded: Vec<&str> = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .collect();
        for said in forwarded.into_iter().rev() {
            if !self.trusts(address) {
                break;
            }
            // What a proxy of ours cannot have written ends the chain.
            let Some(next) = parse_address(said.trim()) else {
                break;
            };
            address = next;
        }
        Some(address)
    }
}

/// An address, perhaps with a port, as proxies write it.
fn parse_address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse()
        .ok()
        .or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

/// Addresses that begin alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    bits: u8,
}

impl FromStr for Network {
    type Err = InvalidNetwork;

    fn from_str(text: &str) -> Result<Self, InvalidNetwork> {
        let invalid = || InvalidNetwork(text.to_owned());
        let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
        let address: IpAddr = address.parse().map_err(|_| invalid())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            Some(bits) => bits
                .parse()
                .ok()
                .filter(|bits| *bits <= most)
                .ok_or_else(invalid)?,
            None => most,
        };
        Ok(Self { address, bits })
    }
}

impl Network {
    fn contains(self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.bits)).unwrap_or(0);
                (own.to_bits() ^ other.to_bits()) & mask == 0
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.bits)).unwrap_or(0);
                (own.to_bits() ^ other.to_bits()) & mask == 0
            }
            _ => false,
        }
    }
}

/// What the head of a request says about its caller, kept when a local context is made.
#[derive(Debug)]
pub(crate) struct Facts {
    address: Option<IpAddr>,
    user_agent: Option<HeaderValue>,
    region: Option<HeaderValue>,
    traceparent: Option<HeaderValue>,
}

impl Facts {
    pub(crate) fn of(headers: &HeaderMap, peer: Option<SocketAddr>, proxies: &Proxies) -> Self {
        let is_proxy = peer.is_some_and(|peer| proxies.trusts(peer.ip()));
        Self {
            address: if is_proxy {
                proxies.client(peer, headers)
            } else {
                peer.map(|peer| peer.ip())
            },
            user_agent: headers.get(USER_AGENT).cloned(),
            region: proxies
                .region
                .as_ref()
                .filter(|_| is_proxy)
                .and_then(|name| headers.get(name))
                .cloned(),
            traceparent: headers.get("traceparent").cloned(),
        }
    }

    pub(crate) fn traceparent(&self) -> Option<&HeaderValue> {
        self.traceparent.as_ref()
    }

    pub(super) fn client(&self) -> Client<'_> {
        Client {
            address: self.address,
            user_agent: self.user_agent.as_ref().and_then(|value| value.to_str().ok()),
            region: self.region.as_ref().and_then(|value| value.to_str().ok()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(proxies: &Proxies, peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let peer = Some(SocketAddr::new(peer.parse().unwrap(), 1));
        let facts = Facts::of(&headers, peer, proxies);
        facts.client().address.unwrap().to_string()
    }

    #[test]
    fn headers_of_strangers_are_not_believed() {
        assert_eq!(client(&Proxies::default(), "10.0.0.1", &["1.2.3.4"]), "10.0.0.1");
        let proxies = Proxies::trusting(["10.0.0.0/8"]).unwrap();
        assert_eq!(client(&proxies, "11.0.0.1", &["1.2.3.4"]), "11.0.0.1");
    }

    #[test]
    fn the_chain_is_followed_through_trusted_proxies_alone() {
        let proxies = Proxies::trusting(["10.0.0.0/8", "fd00::/8"]).unwrap();
        assert_eq!(client(&proxies, "10.0.0.1", &["1.2.3.4"]), "1.2.3.4");
        // The first entry was written by the caller itself.
        assert_eq!(
            client(&proxies, "10.0.0.1", &["6.6.6.6, 1.2.3.4", "10.2.2.2"]),
            "1.2.3.4"
        );
        assert_eq!(client(&proxies, "10.0.0.1", &["nonsense"]), "10.0.0.1");
        assert_eq!(client(&proxies, "fd12::1", &["[2001:db8::7]:443"]), "2001:db8::7");
        assert_eq!(client(&proxies, "10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn a_region_is_believed_of_trusted_proxies_alone() {
        let mut headers = HeaderMap::new();
        headers.insert("cf-ipcountry", "IN".parse().unwrap());
        headers.insert(USER_AGENT, "test".parse().unwrap());
        let proxies = Proxies::trusting(["10.0.0.0/8"]).unwrap();
        let proxies = proxies.region_header("cf-ipcountry").unwrap();
        for (peer, region) in [("10.0.0.1", Some("IN")), ("11.0.0.1", None)] {
            let peer = Some(SocketAddr::new(peer.parse().unwrap(), 1));
            let facts = Facts::of(&headers, peer, &proxies);
            assert_eq!(facts.client().region, region);
            assert_eq!(facts.client().user_agent, Some("test"));
        }
    }

    #[test]
    fn networks_are_read_and_anything_else_is_refused() {
        for text in ["10.0.0.0/33", "ten", "", "10.0.0.0/", "::/129"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains("9.9.9.9".parse().unwrap()));
        assert!(!all.contains("::1".parse().unwrap()));
    }
}
