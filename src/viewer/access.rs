//! Who may ask, and for what: the rules every request passes before anything is looked up.
//!
//! The server listens on this machine, but everything on this machine can reach it: other users, and every web site that a browser
//! shows. Against users stands the token in the path. Against sites stand the exact `Host` (a name that an attacker points at
//! 127.0.0.1 carries the attacker's name) and the `Origin` and `Sec-Fetch` headers, which a page can't forge.

use std::fmt::Write;
use std::hint::black_box;
use std::net::IpAddr;

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};

/// The secret part of the address: 128 bits from the system's generator, in hex.
#[derive(Debug, Clone)]
pub struct Token(String);

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        let mut text = String::with_capacity(2 * bytes.len());
        bytes.iter().for_each(|byte| {
            let _ = write!(text, "{byte:02x}");
        });
        Ok(Self(text))
    }

    /// The token as it stands in addresses.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Is it this one? Takes the same time wherever the first difference is.
    fn is(&self, other: &str) -> bool {
        let (own, other) = (self.0.as_bytes(), other.as_bytes());
        own.len() == other.len() && own.iter().zip(other).fold(0, |sum, (a, b)| black_box(sum | (a ^ b))) == 0
    }
}

/// What is let in.
#[derive(Debug)]
pub struct Access {
    /// The secret.
    pub token: Token,
    /// The port that is listened on.
    pub port: u16,
    /// The names and addresses this server answers to, in small letters, IPv6 in brackets.
    pub hosts: Vec<String>,
    /// Every address of this machine is listened on: any number is a right name then. Names are not: an attacker may own one.
    pub any_address: bool,
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No request of HTTP/1.
    Request,
    /// The head is too long.
    Head,
    /// Nothing is changed through this server, so nothing but reading is known.
    Method,
    /// A body; no request has one.
    Body,
    /// The target is no path of ours by its form alone.
    Target,
    /// Another server is meant.
    Host,
    /// The secret is missing or wrong.
    Token,
    /// Another site asks.
    Origin,
}

impl Refusal {
    /// The status of the answer.
    pub fn status(self) -> StatusCode {
        match self {
            Refusal::Method => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::Body => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::Request | Refusal::Target => StatusCode::BAD_REQUEST,
            Refusal::Head => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Refusal::Host | Refusal::Token | Refusal::Origin => StatusCode::FORBIDDEN,
        }
    }
}

impl Access {
    /// Lets a request in, with what its path says after the token, or refuses it.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn judge<'a>(&self, request: &'a Parts) -> Result<&'a str, Refusal> {
        if request.method != Method::GET && request.method != Method::HEAD {
            return Err(Refusal::Method);
        }
        if has_body(&request.headers) {
            return Err(Refusal::Body);
        }
        if request.uri.scheme().is_some() || request.uri.authority().is_some() || !self.is_host(&request.headers) {
            return Err(Refusal::Host);
        }
        let path = request.uri.path();
        if !is_plain(path) {
            return Err(Refusal::Target);
        }
        let rest = path.strip_prefix('/').unwrap_or(path);
        let (token, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if !self.token.is(token) {
            return Err(Refusal::Token);
        }
        if self.is_foreign(&request.headers) { Err(Refusal::Origin) } else { Ok(rest) }
    }

    /// Exactly one `Host`, and it is ours.
    fn is_host(&self, headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(header::HOST).iter();
        let host = hosts.next().and_then(|host| host.to_str().ok());
        hosts.next().is_none() && host.is_some_and(|host| self.answers_to(host))
    }

    fn answers_to(&self, authority: &str) -> bool {
        let Some((host, port)) = split(authority) else { return false };
        let host = host.to_ascii_lowercase();
        let number = || host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok();
        port == self.port && (self.hosts.contains(&host) || self.any_address && number())
    }

    /// Does a page of another site ask? Following a link or typing the address is no asking of a site's.
    fn is_foreign(&self, headers: &HeaderMap) -> bool {
        let mut origins = headers.get_all(header::ORIGIN).iter();
        let own = |origin: &axum::http::HeaderValue| {
            origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://")).is_some_and(|host| self.answers_to(host))
        };
        if !origins.all(own) {
            return true;
        }
        let value = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        match value("sec-fetch-site") {
            None | Some("same-origin" | "none") => false,
            Some(_) => value("sec-fetch-mode") != Some("navigate") || value("sec-fetch-dest") != Some("document"),
        }
    }
}

/// Host and port of `host:port`; without a port it is 80.
fn split(authority: &str) -> Option<(&str, u16)> {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => {
            let digits = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| Some((host, port.parse().ok()?))).flatten()
        }
        _ => Some((authority, 80)),
    }
}

fn has_body(headers: &HeaderMap) -> bool {
    let long = headers.get_all(header::CONTENT_LENGTH).iter().any(|length| length != "0");
    long || headers.contains_key(header::TRANSFER_ENCODING)
}

/// Every path of ours is plain: letters, digits and a few signs, no escapes, no dots that go up, no empty parts but the last.
fn is_plain(path: &str) -> bool {
    let Some(rest) = path.strip_prefix('/') else { return false };
    let signs = rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._/".contains(&byte));
    let last = rest.split('/').count() - 1;
    signs && rest.split('/').enumerate().all(|(at, part)| !part.starts_with('.') && (at == last || !part.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn access() -> Access {
        Access {
            token: Token("0123456789abcdef0123456789abcdef".into()),
            port: 4600,
            hosts: ["127.0.0.1", "localhost", "[::1]"].map(str::to_owned).into(),
            any_address: false,
        }
    }

    fn judged(access: &Access, path: &str, headers: &[(&str, &str)]) -> Result<String, Refusal> {
        let mut request = Request::builder().uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        access.judge(&parts).map(str::to_owned)
    }

    const PAGE: &str = "/0123456789abcdef0123456789abcdef/0/";
    const HOST: (&str, &str) = ("host", "127.0.0.1:4600");

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let (one, two) = (Token::new().unwrap(), Token::new().unwrap());
        assert_eq!(one.as_str().len(), 32);
        assert_ne!(one.as_str(), two.as_str());
        assert!(one.is(one.as_str()) && !one.is(two.as_str()) && !one.is("") && !one.is(&one.as_str()[..31]));
    }

    #[test]
    fn only_the_own_host_is_answered() {
        for (host, expected) in [
            ("127.0.0.1:4600", Ok(())),
            ("localhost:4600", Ok(())),
            ("LOCALHOST:4600", Ok(())),
            ("[::1]:4600", Ok(())),
            ("127.0.0.1", Err(Refusal::Host)),
            ("127.0.0.1:80", Err(Refusal::Host)),
            ("127.0.0.1:+4600", Err(Refusal::Host)),
            ("127.0.0.1:", Err(Refusal::Host)),
            ("evil.com", Err(Refusal::Host)),
            ("evil.com:4600", Err(Refusal::Host)),
            ("localhost.evil.com:4600", Err(Refusal::Host)),
            ("a@localhost:4600", Err(Refusal::Host)),
            ("192.168.1.5:4600", Err(Refusal::Host)),
            ("", Err(Refusal::Host)),
        ] {
            assert_eq!(judged(&access(), PAGE, &[("host", host)]).map(|_| ()), expected, "{host:?}");
        }
        assert_eq!(judged(&access(), PAGE, &[]), Err(Refusal::Host));
        assert_eq!(judged(&access(), PAGE, &[HOST, HOST]), Err(Refusal::Host));
        assert_eq!(judged(&access(), &format!("http://127.0.0.1:4600{PAGE}"), &[HOST]), Err(Refusal::Host));
        let port_80 = Access { port: 80, ..access() };
        assert!(judged(&port_80, PAGE, &[("host", "localhost")]).is_ok());
        let everywhere = Access { any_address: true, ..access() };
        assert!(judged(&everywhere, PAGE, &[("host", "192.168.1.5:4600")]).is_ok());
        assert!(judged(&everywhere, PAGE, &[("host", "[fe80::1]:4600")]).is_ok());
        assert_eq!(judged(&everywhere, PAGE, &[("host", "evil.com:4600")]), Err(Refusal::Host));
    }

    #[test]
    fn the_token_opens_and_the_rest_of_the_path_is_what_is_asked_for() {
        assert_eq!(judged(&access(), PAGE, &[HOST]).as_deref(), Ok("/0/"));
        assert_eq!(judged(&access(), "/0123456789abcdef0123456789abcdef", &[HOST]).as_deref(), Ok(""));
        assert_eq!(judged(&access(), &format!("{PAGE}deck.json?raw&url"), &[HOST]).as_deref(), Ok("/0/deck.json"));
        for path in
            ["/", "/0/", "/@fs/etc/passwd", "/0123456789abcdef0123456789abcdee/0/", "/0123456789ABCDEF0123456789ABCDEF/0/"]
        {
            let expected = if path.contains('@') { Refusal::Target } else { Refusal::Token };
            assert_eq!(judged(&access(), path, &[HOST]), Err(expected), "{path}");
        }
    }

    #[test]
    fn odd_paths_are_refused_by_their_form() {
        for odd in ["../x", "..%2fx", "%2e%2e/x", "..%5cx", "%00", "a%2fb", "/x", "./x", "a//b", "@fs/x", ".git/config", "~x"] {
            assert_eq!(judged(&access(), &format!("{PAGE}{odd}"), &[HOST]), Err(Refusal::Target), "{odd}");
        }
    }

    #[test]
    fn other_sites_are_refused() {
        for (headers, expected) in [
            (&[("origin", "http://127.0.0.1:4600")][..], true),
            (&[("origin", "http://localhost:4600")], true),
            (&[("origin", "http://evil.com")], false),
            (&[("origin", "null")], false),
            (&[("origin", "http://127.0.0.1")], false),
            (&[("origin", "http://localhost:4601")], false),
            (&[("origin", "https://localhost:4600")], false),
            (&[("origin", "http://localhost:4600"), ("origin", "http://evil.com")], false),
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")], true),
            (&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")], false),
            (&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")], false),
        ] {
            let all: Vec<_> = headers.iter().copied().chain([HOST]).collect();
            assert_eq!(judged(&access(), PAGE, &all).is_ok(), expected, "{headers:?}");
        }
    }

    #[test]
    fn only_reading_and_nothing_is_brought() {
        for method in ["POST", "PUT", "DELETE", "CONNECT", "TRACE", "OPTIONS", "PATCH", "BREW"] {
            let request = Request::builder().method(method).uri(PAGE).header("host", HOST.1).body(()).unwrap();
            assert_eq!(access().judge(&request.into_parts().0), Err(Refusal::Method), "{method}");
        }
        assert_eq!(judged(&access(), PAGE, &[HOST, ("content-length", "1")]), Err(Refusal::Body));
        assert_eq!(judged(&access(), PAGE, &[HOST, ("transfer-encoding", "chunked")]), Err(Refusal::Body));
        assert!(judged(&access(), PAGE, &[HOST, ("content-length", "0")]).is_ok());
    }
}
