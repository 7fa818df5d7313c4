//! The head of each request, judged before hyper reads it.
//!
//! hyper drops what follows a `#`, and answers what it can't read by itself, without the rules that every answer here carries
//! (`routes::unreadable`). So a connection gives hyper only heads that it can read; one that it can't ends the connection with an
//! answer of ours.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::http::{Method, Uri};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::oneshot;

use super::access::Refusal;
use super::routes;

/// The largest head of a request, in bytes.
const HEAD_BYTES: usize = 8 << 10;
/// How many headers a request may have.
const HEADERS: usize = 64;
/// How much is read at a time, in bytes.
const CHUNK: usize = 2 << 10;
/// How much of a refused request is still read, in bytes. What is left unread when a connection closes can cost its end the answer.
const UNREAD: usize = 64 << 10;

/// A connection whose reader only sees heads that are fit to be answered.
pub struct Heads<S> {
    stream: S,
    /// What has come and was not given on yet.
    held: Vec<u8>,
    /// How much of that may be given on.
    clear: usize,
    next: Next,
    /// Tells that a head was refused.
    tell: Option<oneshot::Sender<()>>,
}

/// What comes next on a connection.
enum Next {
    /// Another head.
    Head,
    /// The body of a request. It is never read: its request is refused, and the connection ends with that answer.
    Body,
    /// Nothing: the last head was refused. With the answer, and how much of it is written.
    Answer(Vec<u8>, usize),
}

impl<S> Heads<S> {
    /// The connection, and what ends when a head is refused. Its reader waits for ever then; shutting it down writes the answer.
    pub fn new(stream: S) -> (Self, oneshot::Receiver<()>) {
        let (tell, refused) = oneshot::channel();
        (Self { stream, held: Vec::new(), clear: 0, next: Next::Head, tell: Some(tell) }, refused)
    }

    fn judge(&mut self) {
        match judged(&self.held) {
            Ok(None) => {}
            Ok(Some(head)) => {
                self.clear = if head.has_body { self.held.len() } else { head.length };
                if head.has_body {
                    self.next = Next::Body;
                }
            }
            Err(refusal) => {
                self.next = Next::Answer(routes::unreadable(refusal), 0);
                if let Some(tell) = self.tell.take() {
                    // Whoever listened has gone with the connection.
                    let _ = tell.send(());
                }
            }
        }
    }

    fn give(&mut self, buffer: &mut ReadBuf<'_>) {
        let length = self.clear.min(buffer.remaining());
        buffer.put_slice(&self.held[..length]);
        self.held.drain(..length);
        self.clear -= length;
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Heads<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        loop {
            if self.clear > 0 {
                self.give(buffer);
                return Poll::Ready(Ok(()));
            }
            match self.next {
                Next::Body => return Pin::new(&mut self.stream).poll_read(cx, buffer),
                Next::Answer(..) => return Poll::Pending,
                Next::Head => {}
            }
            // A head that came together with the one before it may be whole already.
            if !self.held.is_empty() {
                self.judge();
            }
            if self.clear == 0 && matches!(self.next, Next::Head) && ready!(self.poll_more(cx))? == 0 {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl<S: AsyncRead + Unpin> Heads<S> {
    /// Reads a little more; the number of bytes, 0 at the end.
    fn poll_more(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let mut bytes = [0; CHUNK];
        let mut more = ReadBuf::new(&mut bytes);
        ready!(Pin::new(&mut self.stream).poll_read(cx, &mut more))?;
        self.held.extend_from_slice(more.filled());
        Poll::Ready(Ok(more.filled().len()))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Heads<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, parts: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    /// Writes the answer to a refused head first, where there is one.
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Self { stream, next, held, .. } = &mut *self;
        if let Next::Answer(answer, written) = next {
            while *written < answer.len() {
                *written += ready!(Pin::new(&mut *stream).poll_write(cx, &answer[*written..]))?;
            }
            held.clear();
        }
        ready!(Pin::new(&mut self.stream).poll_shutdown(cx))?;
        if matches!(self.next, Next::Answer(..)) {
            // Only what is there already: nobody is waited for.
            while self.held.len() < UNREAD && matches!(self.poll_more(cx), Poll::Ready(Ok(1..))) {}
        }
        Poll::Ready(Ok(()))
    }
}

/// A head that hyper can read.
struct Head {
    /// In bytes, the empty line included.
    length: usize,
    has_body: bool,
}

/// The head that these bytes begin with, or nothing yet.
fn judged(bytes: &[u8]) -> Result<Option<Head>, Refusal> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let length = match request.parse(bytes) {
        Ok(httparse::Status::Complete(length)) if length <= HEAD_BYTES => length,
        Ok(httparse::Status::Partial) if bytes.len() <= HEAD_BYTES => return Ok(None),
        Ok(_) | Err(httparse::Error::TooManyHeaders) => return Err(Refusal::Head),
        Err(_) => return Err(Refusal::Request),
    };
    let method = request.method.is_some_and(|method| Method::from_bytes(method.as_bytes()).is_ok());
    if !method {
        return Err(Refusal::Request);
    }
    let target = request.path.unwrap_or_default();
    if target.contains('#') || Uri::try_from(target).is_err() {
        return Err(Refusal::Target);
    }
    let has_body = body(request.headers, request.version == Some(1)).ok_or(Refusal::Request)?;
    Ok(Some(Head { length, has_body }))
}

/// Does a body follow? Nothing where the headers contradict each other, since two readers could take its end for different places.
fn body(headers: &[httparse::Header<'_>], chunks_known: bool) -> Option<bool> {
    let all = |name: &'static str| headers.iter().filter(move |header| header.name.eq_ignore_ascii_case(name));
    let mut lengths = all("content-length").map(|header| header.value);
    let mut codings = all("transfer-encoding").map(|header| header.value);
    match (lengths.next(), codings.next()) {
        (None, None) => Some(false),
        (Some(length), None) => {
            let digits = length.iter().all(u8::is_ascii_digit);
            let number: u64 = str::from_utf8(length).ok().filter(|_| digits)?.parse().ok()?;
            lengths.all(|other| other == length).then_some(number > 0)
        }
        (None, Some(coding)) => {
            (chunks_known && coding.eq_ignore_ascii_case(b"chunked") && codings.next().is_none()).then_some(true)
        }
        (Some(_), Some(_)) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(head: &str) -> Result<Option<(usize, bool)>, Refusal> {
        judged(head.as_bytes()).map(|head| head.map(|head| (head.length, head.has_body)))
    }

    #[test]
    fn a_head_ends_with_its_empty_line() {
        assert_eq!(said("GET /a?b HTTP/1.1\r\nHost: x\r\n\r\nGET /"), Ok(Some((30, false))));
        for part in ["", "G", "GET /a HTTP/1.1\r\n", "GET /a HTTP/1.1\r\nHost: x\r\n"] {
            assert_eq!(said(part), Ok(None), "{part:?}");
        }
    }

    #[test]
    fn targets_end_before_a_fragment() {
        for target in ["/a#b", "/#", "#", "/a?b#c", "http://x/#a"] {
            assert_eq!(said(&format!("GET {target} HTTP/1.1\r\n\r\n")), Err(Refusal::Target), "{target}");
        }
        assert!(said("GET /a%23b HTTP/1.1\r\nReferer: /#b\r\n\r\n").is_ok());
    }

    #[test]
    fn heads_have_an_end() {
        let long = format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(HEAD_BYTES));
        assert_eq!(said(&long), Err(Refusal::Head));
        assert_eq!(said(&format!("{long}\r\n\r\n")), Err(Refusal::Head));
        let many = |n: usize| format!("GET / HTTP/1.1\r\n{}\r\n", "X: 1\r\n".repeat(n));
        assert!(said(&many(HEADERS)).is_ok());
        assert_eq!(said(&many(HEADERS + 1)), Err(Refusal::Head));
    }

    #[test]
    fn bodies_are_known_by_headers_that_agree() {
        let head = |headers: &str| said(&format!("GET / HTTP/1.1\r\n{headers}\r\n")).map(|head| head.map(|(_, body)| body));
        assert_eq!(head("Content-Length: 0\r\n"), Ok(Some(false)));
        assert_eq!(head("Content-Length: 5\r\ncontent-length: 5\r\n"), Ok(Some(true)));
        assert_eq!(head("Transfer-Encoding: Chunked\r\n"), Ok(Some(true)));
        for contrary in [
            "Content-Length: 0\r\nContent-Length: 5\r\n",
            "Content-Length: +5\r\n",
            "Content-Length: \r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: gzip\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        ] {
            assert_eq!(head(contrary), Err(Refusal::Request), "{contrary:?}");
        }
        assert_eq!(said("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n").err(), Some(Refusal::Request));
    }
}
