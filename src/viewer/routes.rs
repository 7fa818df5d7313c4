//! What is asked for, and the answer. Only what was made for being looked at has an address.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt, StreamMap};

use super::access::{Access, Refusal};
use super::files::{self, File};
use super::hub::{About, Channel, Hub};
use super::message;
use crate::build::{LiveRequest, guarded, slide_marks};
use crate::model::SlideId;

/// How long a page waits for the first build of a deck.
const FIRST_BUILD: Duration = Duration::from_secs(60);
/// How often a silent line of events is shown to be alive.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

const POLICY: &str = "default-src 'none'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// What a request is answered from.
pub struct Site {
    /// Who may ask.
    pub access: Access,
    /// What is shown.
    pub hub: Arc<Hub>,
}

/// Answers one request.
pub async fn answer(site: &Site, request: &Parts) -> Response<Body> {
    ruled(match site.access.judge(request) {
        Ok(path) => route(site, path, request).await,
        Err(refusal) => refused(refusal).map(Body::from),
    })
}

/// The answer to what is no request that could be read, as it is sent. It is the last one of its connection.
pub fn unreadable(refusal: Refusal) -> Vec<u8> {
    let mut response = ruled(refused(refusal));
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    let length = HeaderValue::from(response.body().len());
    response.headers_mut().insert(header::CONTENT_LENGTH, length);
    let mut bytes = format!("HTTP/1.1 {}\r\n", response.status()).into_bytes();
    for (name, value) in response.headers() {
        bytes.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    bytes.extend([b"\r\n", response.body().as_bytes()].concat());
    bytes
}

/// With the rules that every answer has.
fn ruled<B>(mut response: Response<B>) -> Response<B> {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn route(site: &Site, path: &str, request: &Parts) -> Response<Body> {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts.as_slice() {
        [] => moved(site, "/"),
        [""] => index(site, request),
        ["decks.json"] => json(message::decks(&listed(site))),
        [name] if let Some(file) = files::find(name) => static_file(file, request),
        [deck] if channel(site, deck).is_some() => moved(site, &format!("{path}/")),
        [deck, ""] if channel(site, deck).is_some() => static_file(files::page(), request),
        [deck, "deck.json"] => whole_deck(site, deck, request).await,
        [decks, "events"] => events(site, decks),
        [deck, "marks", pair, name] => marks(site, deck, pair, name).await,
        [deck, "page", name] => page(site, deck, name, request).await,
        _ => missing(),
    }
}

/// The deck of a number as it is written in addresses.
fn channel(site: &Site, number: &str) -> Option<Arc<Channel>> {
    site.hub.deck(index_of(number)?)
}

fn index_of(number: &str) -> Option<usize> {
    let index: usize = number.parse().ok()?;
    (index.to_string() == number).then_some(index)
}

/// The list of decks; with a single one, that deck.
fn index(site: &Site, request: &Parts) -> Response<Body> {
    if site.hub.decks().len() == 1 { moved(site, "/0/") } else { static_file(files::list(), request) }
}

/// What there is to say of each deck. One that was never built is asked for: whoever looks at the list is to see what is wrong with it.
fn listed(site: &Site) -> Vec<(Arc<Channel>, Option<About>, Option<String>)> {
    let decks = site.hub.decks().into_iter().enumerate();
    let said = decks.map(|(number, deck)| {
        let (about, problem) = {
            let shown = deck.shown();
            (shown.about.clone(), shown.problem.clone())
        };
        if about.is_none() {
            site.hub.visit(number);
        }
        (deck, about, problem)
    });
    said.collect()
}

async fn whole_deck(site: &Site, deck: &str, request: &Parts) -> Response<Body> {
    let Some(channel) = index_of(deck).and_then(|index| site.hub.visit(index)) else { return missing() };
    if tokio::time::timeout(FIRST_BUILD, channel.built()).await.is_err() {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "the deck is still being built; try again");
    }
    let (version, snapshot, problem) = {
        let shown = channel.shown();
        (shown.version, shown.snapshot.clone(), shown.problem.clone())
    };
    let Some(snapshot) = snapshot else { return plain(StatusCode::SERVICE_UNAVAILABLE, "try again") };
    let decks = site.hub.decks().len();
    tagged(request, &format!("{deck}-{version}-{decks}"), "application/json", || {
        message::deck(version, decks, &snapshot, problem.as_deref()).into()
    })
}

/// The key in `<key>.json`.
fn key_of(name: &str) -> Option<u128> {
    let is_hex = |hex: &&str| hex.len() == 32 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    u128::from_str_radix(name.strip_suffix(".json").filter(is_hex)?, 16).ok()
}

/// What two variants see differently on the slide of a page.
async fn marks(site: &Site, deck: &str, pair: &str, name: &str) -> Response<Body> {
    let Some(wanted) = channel(site, deck).and_then(|channel| wanted_marks(&channel, pair, name)) else { return missing() };
    // Reading and laying out takes a while, and others are not to wait for it.
    let compared = move || {
        let (request, names, slide) = wanted;
        guarded(|| slide_marks(&request, names.each_ref().map(String::as_str), &slide)).ok().flatten()
    };
    match tokio::task::spawn_blocking(compared).await {
        Ok(Some(marks)) => json(message::marks(&marks)),
        _ => missing(),
    }
}

/// How the deck is built, the names of the two variants, and the slide.
fn wanted_marks(channel: &Channel, pair: &str, name: &str) -> Option<(LiveRequest, [String; 2], SlideId)> {
    let (first, second) = pair.split_once('-')?;
    let pair = [index_of(first)?, index_of(second)?];
    let shown = channel.shown();
    let slide = shown.slide_of(key_of(name)?, pair).filter(|_| pair[0] < pair[1])?;
    let variants = &shown.snapshot.as_ref()?.variants;
    let names = [variants.get(pair[0])?.name.clone(), variants.get(pair[1])?.name.clone()];
    Some((channel.request.clone(), names, slide))
}

async fn page(site: &Site, deck: &str, name: &str, request: &Parts) -> Response<Body> {
    let Some(page) = key_of(name).and_then(|key| channel(site, deck)?.shown().page(key)) else { return missing() };
    // Drawing takes a while the first time, and others are not to wait for it.
    match tokio::task::spawn_blocking(move || message::page(&page)).await {
        Ok(text) => tagged(request, name, "application/json", || text.into()),
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "this page cannot be drawn; `deckle check` may say why"),
    }
}

/// The line of the decks whose numbers are named, the lower one first: `0` or `0-2-3`.
fn events(site: &Site, decks: &str) -> Response<Body> {
    let numbers: Option<Vec<usize>> = decks.split('-').map(index_of).collect();
    let numbers = numbers.filter(|numbers| numbers.is_sorted_by(|one, next| one < next)).unwrap_or_default();
    let channels: Option<Vec<_>> = numbers.into_iter().map(|number| Some((number, site.hub.visit(number)?))).collect();
    match channels {
        Some(channels) if !channels.is_empty() => {
            let lines = channels.iter().map(|(number, channel)| (*number, Box::pin(stream(*number, channel))));
            let ping = KeepAlive::new().interval(KEEP_ALIVE).event(Event::default().event("ping").data("{}"));
            Sse::new(lines.collect::<StreamMap<_, _>>().map(|(_, event)| event)).keep_alive(ping).into_response()
        }
        _ => missing(),
    }
}

/// The version first, then every update. A page that was too slow for one sees a gap in the versions.
fn stream(number: usize, channel: &Channel) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    let (version, updates) = channel.subscribe();
    let first = ("hello", message::version(version).into());
    let updates = BroadcastStream::new(updates).filter_map(Result::ok).map(|update| ("update", update));
    let all = tokio_stream::once(first).chain(updates);
    all.map(move |(name, data): (_, Arc<str>)| Ok(Event::default().id(number.to_string()).event(name).data(data)))
}

fn static_file(file: &File, request: &Parts) -> Response<Body> {
    tagged(request, &file.tag(), file.kind, || file.text.into())
}

/// An answer with a tag; only the tag where the asker has it already.
fn tagged(request: &Parts, tag: &str, kind: &'static str, body: impl FnOnce() -> Body) -> Response<Body> {
    let tag = format!("\"{tag}\"");
    let known = request.headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let known = known.flat_map(|value| value.split(',')).any(|value| value.trim().trim_start_matches("W/") == tag);
    let mut response = if known { status(StatusCode::NOT_MODIFIED) } else { Response::new(body()) };
    let tag = HeaderValue::from_str(&tag).expect("a tag is made of letters and digits");
    response.headers_mut().insert(header::ETAG, tag);
    if !known {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    response
}

fn json(text: String) -> Response<Body> {
    let mut response = Response::new(text.into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn moved(site: &Site, path: &str) -> Response<Body> {
    let mut response = status(StatusCode::TEMPORARY_REDIRECT);
    let to = HeaderValue::from_str(&format!("/{}{path}", site.access.token.as_str())).expect("a plain path");
    response.headers_mut().insert(header::LOCATION, to);
    response
}

fn missing() -> Response<Body> {
    plain(StatusCode::NOT_FOUND, "there is nothing at this address")
}

fn refused(refusal: Refusal) -> Response<String> {
    let why = match refusal {
        Refusal::Request => "this is no request of HTTP/1.1",
        Refusal::Head => "this request has too much before its body: 8 kB and 64 headers are read",
        Refusal::Method => "only GET and HEAD are known here",
        Refusal::Body => "a request has no body here",
        Refusal::Target => "this is no address of Deckle's",
        Refusal::Host => "this server is called by another name; open the address that `deckle watch` printed",
        Refusal::Token => "this address lacks its secret part; open the address that `deckle watch` printed",
        Refusal::Origin => "another site asks for this",
    };
    let mut response = said(refusal.status(), why);
    let headers = response.headers_mut();
    if refusal == Refusal::Method {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    if matches!(refusal, Refusal::Method | Refusal::Body) {
        // What follows is not read.
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

fn plain(code: StatusCode, text: &str) -> Response<Body> {
    said(code, text).map(Body::from)
}

/// A status, with what it means here.
fn said(code: StatusCode, text: &str) -> Response<String> {
    let mut response = Response::new(format!("{}: {text}\n", code.as_u16()));
    *response.status_mut() = code;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

fn status(code: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = code;
    response
}
