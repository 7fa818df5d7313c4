//! A running `deckle watch`: started, spoken to, ended.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::support::Project;

/// How long anything may take before a test gives up. Nothing here asks how long it took.
pub const BOUND: Duration = Duration::from_secs(60);

/// Tests run under `nohup` would hand down that hangups are ignored, those in the background of a shell that interrupts are.
#[cfg(unix)]
fn hear_signals(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    // SAFETY: `signal` may be called between fork and exec.
    unsafe {
        command.pre_exec(|| {
            for signal in [libc::SIGHUP, libc::SIGINT] {
                libc::signal(signal, libc::SIG_DFL);
            }
            Ok(())
        })
    };
}

#[cfg(not(unix))]
fn hear_signals(_command: &mut Command) {}

/// The program, watching. It ends with the test.
pub struct Watching {
    child: Child,
    /// What it printed on both streams, a line each, as it comes.
    lines: Receiver<String>,
    /// Where it serves, `127.0.0.1:4600`.
    pub at: String,
    /// The secret part of the address.
    pub token: String,
}

/// A server's answer.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The status; 0 where the server only closed.
    pub status: u16,
    /// The head, as it was sent.
    pub head: String,
    pub body: String,
}

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl Watching {
    /// Starts it in a project's folder, on any port, without a browser.
    pub fn start(project: &Project, args: &[&str]) -> Self {
        Self::start_by(Command::new(env!("CARGO_BIN_EXE_deckle")), project, args)
    }

    /// [`Watching::start`] with a command that runs the program.
    pub fn start_by(mut command: Command, project: &Project, args: &[&str]) -> Self {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        let port: &[&str] = if args.contains(&"--port") { &[] } else { &["--port", "0"] };
        command.arg("watch").args(args).args(port).args(["--no-open", "--format", "concise"]);
        command.current_dir(project.path("")).env("NO_COLOR", "1").stdin(Stdio::null());
        command.stdout(writer.try_clone().expect("a second end")).stderr(writer);
        hear_signals(&mut command);
        let child = command.spawn().expect("the program starts");
        drop(command);
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(reader).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let mut watching = Self { child, lines, at: String::new(), token: String::new() };
        let address = watching.line("http://");
        let rest = address.trim_start_matches("http://");
        let (at, token) = rest.split_once('/').expect("a path");
        (watching.at, watching.token) = (at.to_owned(), token.trim_end_matches('/').to_owned());
        watching
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The next line that has these words.
    pub fn line(&mut self, words: &str) -> String {
        let (deadline, mut seen) = (Instant::now() + BOUND, Vec::new());
        loop {
            match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => seen.push(line),
                Err(_) => panic!("no line with {words:?} after {seen:#?}"),
            }
        }
    }

    /// The lines that come within a time in which none has to come.
    pub fn lines_for(&mut self, time: Duration) -> Vec<String> {
        let (deadline, mut lines) = (Instant::now() + time, Vec::new());
        loop {
            match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => lines.push(line),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return lines,
            }
        }
    }

    /// Nothing is printed for a time in which nothing has to be.
    pub fn is_quiet_for(&mut self, time: Duration) {
        let lines = self.lines_for(time);
        assert!(lines.is_empty(), "{lines:#?}");
    }

    /// Sends a signal and waits for the end. Gives the exit code and everything that was still printed.
    pub fn end(mut self, signal: i32) -> (Option<i32>, Vec<String>) {
        // SAFETY: the process is a child that has not been waited for, so its number is its own.
        unsafe { libc::kill(i32::try_from(self.child.id()).expect("a process number"), signal) };
        let deadline = Instant::now() + BOUND;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().expect("a child can be waited for") {
                return (status.code(), self.lines_for(Duration::from_secs(1)));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("it does not end");
    }

    /// A connection to the server.
    pub fn connect(&self) -> TcpStream {
        let at: SocketAddr = self.at.parse().expect("an address");
        let stream = TcpStream::connect_timeout(&at, BOUND).expect("it listens");
        stream.set_read_timeout(Some(BOUND)).expect("a timeout");
        stream
    }

    /// Sends bytes as they are and reads until the server closes or a whole answer is there.
    pub fn raw(&self, request: impl AsRef<[u8]>) -> Answer {
        let mut stream = self.connect();
        // The server may have closed already, with an answer.
        let _ = stream.write_all(request.as_ref());
        read_answer(&mut stream)
    }

    /// Asks with headers of one's own, `Host` among them.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        self.raw(format!("{method} {path} HTTP/1.1\r\n{headers}\r\n"))
    }

    /// Asks as a browser would; `path` follows the token.
    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", &format!("/{}{path}", self.token), &[("Host", &self.at)])
    }

    /// The deck as it is now.
    pub fn deck(&self) -> serde_json::Value {
        let answer = self.get("/0/deck.json");
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    /// Waits until the deck is as wanted.
    pub fn until(&self, what: &str, wanted: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        let deadline = Instant::now() + BOUND;
        loop {
            let deck = self.deck();
            if wanted(&deck) {
                return deck;
            }
            assert!(Instant::now() < deadline, "{what}: {deck:#}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until a slide of the first variant has this title.
    pub fn until_title(&self, title: &str) -> serde_json::Value {
        self.until(title, |deck| titles(deck).iter().any(|found| found == title))
    }

    /// Everything the server tells from now on.
    pub fn events(&self) -> Events {
        let mut stream = self.connect();
        let request = format!("GET /{}/0/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.token, self.at);
        stream.write_all(request.as_bytes()).expect("a request");
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(reader.read_line(&mut head).expect("a head") > 0, "{head}");
        }
        assert!(head.starts_with("HTTP/1.1 200") && head.contains("content-type: text/event-stream"), "{head}");
        Events { reader }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The line of events of a deck.
pub struct Events {
    reader: BufReader<TcpStream>,
}

impl Events {
    /// The next event: its name and data. Lengths of chunks and comments are left out.
    pub fn next(&mut self) -> (String, serde_json::Value) {
        let (mut name, mut line) = (String::new(), String::new());
        loop {
            line.clear();
            assert!(self.reader.read_line(&mut line).expect("an event in time") > 0, "the server closed");
            let line = line.trim_end();
            if let Some(event) = line.strip_prefix("event: ") {
                name = event.to_owned();
            } else if let Some(data) = line.strip_prefix("data: ") {
                return (name, serde_json::from_str(data).expect("JSON"));
            }
        }
    }

    /// The next update.
    pub fn update(&mut self) -> serde_json::Value {
        loop {
            let (name, data) = self.next();
            if name == "update" {
                return data;
            }
        }
    }
}

/// The titles of the first variant's slides.
pub fn titles(deck: &serde_json::Value) -> Vec<String> {
    let slides = deck["variants"][0]["slides"].as_array().cloned().unwrap_or_default();
    slides.iter().map(|slide| slide["title"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Reads one answer: to its end as its head says, or until the server closes.
pub fn read_answer(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let mut buffer = [0; 8192];
    while !is_whole(&bytes) {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => bytes.extend_from_slice(&buffer[..n]),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => break,
            Err(error) => panic!("no answer: {error}"),
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

fn is_whole(bytes: &[u8]) -> bool {
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    length.is_some_and(|length| bytes.len() >= end + 4 + length)
}
