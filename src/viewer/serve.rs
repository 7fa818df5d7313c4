//! Listening, and the limits of a connection.
//!
//! One thread serves all pages. hyper is used by itself, since its limits can't be reached through axum's own server: a request's
//! head has 10 seconds and what `heads` allows, so that half-open connections end by themselves and stop nobody.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, ToSocketAddrs};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use thiserror::Error;
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::access::{Access, Token};
use super::heads::Heads;
use super::hub::Hub;
use super::routes::{self, Site};

/// The port that is tried first where none is asked for.
const PORT: u16 = 4600;
/// How many ports after it are tried before the system chooses.
const NEXT_PORTS: u16 = 20;
/// How long the head of a request may take, and how long a connection may be idle.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// How many connections there are at a time, where files enough may be open; the next wait.
const CONNECTIONS: usize = 700;
/// How many pages are drawn at a time for those who ask for one.
const DRAWING: usize = 4;
/// How long to wait when the system has no room for a connection.
const NO_ROOM: Duration = Duration::from_millis(50);

/// Where to listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listen {
    /// The address or name.
    pub host: String,
    /// The port, 0 for any; the first free one of a few where nothing is said.
    pub port: Option<u16>,
}

/// Why nothing is served.
#[derive(Debug, Error)]
pub enum ServeError {
    /// Someone else listens there.
    #[error("port {0} is in use; name another with `--port`, or leave it out")]
    PortInUse(u16),
    /// Small ports belong to the system.
    #[error("port {0} may not be used by this user; name one above 1023")]
    PortRefused(u16),
    /// No address of this machine.
    #[error("`{0}` is no address of this machine")]
    Host(String),
    /// Anything else.
    #[error("the preview cannot be served: {0}")]
    Io(#[from] io::Error),
    /// No secret without them.
    #[error("the system gave no random numbers: {0}")]
    Random(getrandom::Error),
}

/// A server that runs until it is dropped.
pub struct Server {
    /// The address to open, secret included.
    pub address: String,
    /// Is it reached from this machine only?
    pub local: bool,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts to serve.
    ///
    /// # Errors
    /// [`ServeError`]; nothing is served then.
    pub fn start(listen: &Listen, hub: Arc<Hub>) -> Result<Self, ServeError> {
        let listener = bind(listen)?;
        listener.set_nonblocking(true)?;
        let at = listener.local_addr()?;
        let access = access(listen, at, Token::new().map_err(ServeError::Random)?);
        let shown = if at.ip().is_unspecified() { SocketAddr::new(Ipv4Addr::LOCALHOST.into(), at.port()) } else { at };
        let address = format!("http://{shown}/{}/", access.token.as_str());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(DRAWING).build()?;
        let (stop, stopped) = oneshot::channel();
        let site = Arc::new(Site { access, hub });
        let thread = std::thread::Builder::new().name("server".into()).spawn(move || {
            runtime.spawn(accept(listener, site));
            // Ends when the other end is dropped; all connections end with the runtime.
            let _ = runtime.block_on(stopped);
        })?;
        Ok(Self { address, local: at.ip().is_loopback(), stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn access(listen: &Listen, at: SocketAddr, token: Token) -> Access {
    let ip = match at.ip() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    let mut hosts = vec![ip];
    if at.ip().is_loopback() || at.ip().is_unspecified() {
        hosts.extend(["localhost", "127.0.0.1", "[::1]"].map(str::to_owned));
    }
    hosts.push(listen.host.to_ascii_lowercase());
    Access { token, port: at.port(), hosts, any_address: at.ip().is_unspecified() }
}

/// Opens the port that is asked for, or the first free one.
fn bind(listen: &Listen) -> Result<TcpListener, ServeError> {
    let host = listen.host.as_str();
    let at = |port| {
        let mut addresses = (host.trim_start_matches('[').trim_end_matches(']'), port).to_socket_addrs().ok()?;
        addresses.next()
    };
    let open = |port| {
        let Some(address) = at(port) else { return Err(ServeError::Host(host.to_owned())) };
        TcpListener::bind(address).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => ServeError::PortInUse(port),
            io::ErrorKind::PermissionDenied => ServeError::PortRefused(port),
            io::ErrorKind::AddrNotAvailable => ServeError::Host(host.to_owned()),
            _ => ServeError::Io(error),
        })
    };
    match listen.port {
        Some(port) => open(port),
        None => {
            let first = (PORT..=PORT + NEXT_PORTS).map(open).find(|result| !matches!(result, Err(ServeError::PortInUse(_))));
            first.unwrap_or_else(|| open(0))
        }
    }
}

async fn accept(listener: TcpListener, site: Arc<Site>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    let room = Arc::new(Semaphore::new(connections()));
    loop {
        let Ok(permit) = room.clone().acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(connection(stream, site.clone(), permit));
            }
            // The asker has gone, or no file is left to open: some are given back soon.
            Err(_) => tokio::time::sleep(NO_ROOM).await,
        }
    }
}

/// A connection is an open file, and building needs some too: a quarter of what the process may open is left for it.
#[cfg(unix)]
fn connections() -> usize {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `limit` is a live local that the call fills in.
    let known = unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit) } == 0;
    let files = usize::try_from(limit.rlim_cur).unwrap_or(usize::MAX);
    if known { CONNECTIONS.min(files / 4 * 3) } else { CONNECTIONS }
}

#[cfg(not(unix))]
fn connections() -> usize {
    CONNECTIONS
}

async fn connection(stream: TcpStream, site: Arc<Site>, _permit: OwnedSemaphorePermit) {
    // Small messages go out at once.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| answer(site.clone(), request));
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME);
    let (heads, mut refused) = Heads::new(stream);
    let mut serving = pin!(builder.serve_connection(TokioIo::new(heads), service));
    // A connection that breaks concerns nobody.
    let _ = poll_fn(|cx| {
        if !refused.is_terminated() && Pin::new(&mut refused).poll(cx).is_ready() {
            // What is being answered comes first.
            serving.as_mut().graceful_shutdown();
        }
        serving.as_mut().poll(cx)
    })
    .await;
}

async fn answer(site: Arc<Site>, request: Request<Incoming>) -> Result<Response<Body>, Infallible> {
    let (parts, _unread) = request.into_parts();
    Ok(routes::answer(&site, &parts).await)
}
