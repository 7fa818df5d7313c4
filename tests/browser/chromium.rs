//! A real Chromium, driven over the DevTools protocol through a pair of pipes. No port is opened and no crate is needed.

use std::fs::File;
use std::io::{BufRead, BufReader, PipeReader, PipeWriter, Write};
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Once;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take before it is given up. Nothing here asks how long it took.
const BOUND: Duration = Duration::from_secs(60);

/// The names under which Chromium is installed.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// The program to run: `DECKLE_CHROMIUM`, else the first of the known names on the path.
fn program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("DECKLE_CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|file| file.is_file())
}

/// A browser with one page.
pub struct Chromium {
    child: Child,
    to: PipeWriter,
    from: Receiver<Value>,
    session: String,
    last_id: u64,
    /// Errors and warnings: of the console, of scripts, of the policy of contents.
    problems: Vec<String>,
    profile: tempfile::TempDir,
}

impl Chromium {
    /// Starts one with a window of this size. `None` where there is none, which is said once; a failure where
    /// `DECKLE_BROWSER_TESTS=required`.
    pub fn start(width: u32, height: u32) -> Option<Self> {
        static SAID: Once = Once::new();
        let Some(program) = program() else {
            assert!(std::env::var("DECKLE_BROWSER_TESTS").as_deref() != Ok("required"), "no Chromium was found");
            // Past the test runner, which shows what a test prints only when it fails.
            SAID.call_once(|| drop(writeln!(std::io::stderr(), "browser tests are skipped: no Chromium was found")));
            return None;
        };
        let mut browser = Self::launch(&program);
        browser.open_page();
        browser.resize(width, height);
        Some(browser)
    }

    fn launch(program: &PathBuf) -> Self {
        let profile = tempfile::tempdir().expect("a temporary folder");
        let (their_input, to) = std::io::pipe().expect("a pipe");
        let (from, their_output) = std::io::pipe().expect("a pipe");
        let mut command = Command::new(program);
        command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]);
        command.args(["--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"]);
        command.args(["--js-flags=--expose-gc", "--remote-debugging-pipe"]);
        command.arg(format!("--user-data-dir={}", profile.path().display())).arg("about:blank");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let (input, output) = (their_input.as_raw_fd(), their_output.as_raw_fd());
        // SAFETY: between fork and exec only `fcntl`, `dup2` and `close` are called, which are safe there.
        unsafe { command.pre_exec(move || hand_over(input, output)) };
        let child = command.spawn().expect("Chromium starts");
        drop((their_input, their_output));
        Self { child, to, from: messages(from), session: String::new(), last_id: 0, problems: Vec::new(), profile }
    }

    /// Opens one more page in a window of its own, and speaks to it from now on. Gives what [`Chromium::turn_to`] takes for the one
    /// spoken to before.
    pub fn open_another(&mut self) -> String {
        let before = std::mem::take(&mut self.session);
        self.open_page();
        before
    }

    /// Speaks to another page. Gives the one spoken to before.
    pub fn turn_to(&mut self, session: String) -> String {
        std::mem::replace(&mut self.session, session)
    }

    fn open_page(&mut self) {
        let target = self.send("Target.createTarget", json!({ "url": "about:blank", "newWindow": true }))["targetId"].clone();
        let session = self.send("Target.attachToTarget", json!({ "targetId": target, "flatten": true }));
        session["sessionId"].as_str().expect("a session").clone_into(&mut self.session);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            self.send(&format!("{domain}.enable"), json!({}));
        }
    }

    /// Sends a command and waits for its result.
    pub fn send(&mut self, method: &str, params: Value) -> Value {
        self.last_id += 1;
        let id = self.last_id;
        let mut message = json!({ "id": id, "method": method, "params": params });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        let mut bytes = serde_json::to_vec(&message).expect("JSON");
        bytes.push(0);
        self.to.write_all(&bytes).expect("the browser listens");
        loop {
            let answer = self.from.recv_timeout(BOUND).unwrap_or_else(|error| panic!("{method}: {error}"));
            if answer["id"] == id {
                assert!(answer["error"].is_null(), "{method}: {answer}");
                return answer["result"].clone();
            }
            self.note(&answer);
        }
    }

    fn note(&mut self, event: &Value) {
        let params = &event["params"];
        let problem = match event["method"].as_str().unwrap_or_default() {
            "Runtime.exceptionThrown" => Some(&params["exceptionDetails"]),
            "Runtime.consoleAPICalled" if matches!(params["type"].as_str(), Some("error" | "warning" | "assert")) => {
                Some(&params["args"])
            }
            "Log.entryAdded" if matches!(params["entry"]["level"].as_str(), Some("error" | "warning")) => Some(&params["entry"]),
            _ => None,
        };
        self.problems.extend(problem.map(Value::to_string));
    }

    /// Sets the size of the window.
    pub fn resize(&mut self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.send("Emulation.setDeviceMetricsOverride", size);
    }

    /// Makes it a screen that is touched.
    pub fn touched(&mut self) {
        self.send("Emulation.setTouchEmulationEnabled", json!({ "enabled": true }));
    }

    /// Goes to an address.
    pub fn go(&mut self, address: &str) {
        self.send("Page.navigate", json!({ "url": address }));
    }

    /// The value of an expression; a promise is waited for.
    pub fn value(&mut self, expression: &str) -> Value {
        self.try_value(expression).unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    fn try_value(&mut self, expression: &str) -> Result<Value, String> {
        let params = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true });
        let result = self.send("Runtime.evaluate", params);
        if result["exceptionDetails"].is_null() { Ok(result["result"]["value"].clone()) } else { Err(result.to_string()) }
    }

    /// The value of an expression as text.
    pub fn text(&mut self, expression: &str) -> String {
        let value = self.value(expression);
        value.as_str().map_or_else(|| value.to_string(), str::to_owned)
    }

    /// Waits until an expression is true.
    pub fn until(&mut self, expression: &str) {
        let deadline = Instant::now() + BOUND;
        while self.try_value(&format!("Boolean({expression})")) != Ok(Value::Bool(true)) {
            if Instant::now() >= deadline {
                let shown = self.text("document.body?.innerText");
                panic!("never true: {expression}\nproblems: {:#?}\nshown: {shown}", self.problems);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Presses a key, named as in `KeyboardEvent.key`.
    pub fn key(&mut self, key: &str) {
        self.key_with(key, 0);
    }

    /// Presses a key with modifiers: 1 Alt, 2 Control, 4 Meta, 8 Shift.
    pub fn key_with(&mut self, key: &str, modifiers: u32) {
        let number = match key {
            "Tab" => 9,
            "Enter" => 13,
            "Escape" => 27,
            " " => 32,
            "PageUp" => 33,
            "PageDown" => 34,
            "End" => 35,
            "Home" => 36,
            "ArrowLeft" => 37,
            "ArrowUp" => 38,
            "ArrowRight" => 39,
            "ArrowDown" => 40,
            _ => u32::from(key.to_ascii_uppercase().as_bytes()[0]),
        };
        let mut down = json!({ "type": "keyDown", "key": key, "windowsVirtualKeyCode": number, "modifiers": modifiers });
        if key.chars().count() == 1 {
            down["text"] = json!(key);
        } else if key == "Enter" {
            down["text"] = json!("\r");
        }
        self.send("Input.dispatchKeyEvent", down);
        self.send("Input.dispatchKeyEvent", json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": number }));
    }

    /// Types text into what has the focus.
    pub fn write(&mut self, text: &str) {
        self.send("Input.insertText", json!({ "text": text }));
    }

    /// Clicks into the middle of what a selector finds first.
    pub fn click(&mut self, selector: &str) {
        let (x, y) = self.middle(&format!("document.querySelector({})", json!(selector)));
        self.click_at(x, y);
    }

    /// The middle of an element, given by an expression.
    pub fn middle(&mut self, element: &str) -> (f64, f64) {
        let place = self.value(&format!(
            "(() => {{ const box = ({element}).getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }})()"
        ));
        (place[0].as_f64().expect("a place"), place[1].as_f64().expect("a place"))
    }

    pub fn click_at(&mut self, x: f64, y: f64) {
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
            self.send("Input.dispatchMouseEvent", event);
        }
    }

    /// Moves a finger over the screen.
    pub fn swipe(&mut self, from: (f64, f64), to: (f64, f64)) {
        let moves: Vec<Value> = (1..=6)
            .map(f64::from)
            .map(|part| part / 6.0)
            .map(|part| json!([{ "x": from.0 + (to.0 - from.0) * part, "y": from.1 + (to.1 - from.1) * part }]))
            .collect();
        let touch = |browser: &mut Self, kind: &str, points: Value| {
            browser.send("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points }));
        };
        touch(self, "touchStart", json!([{ "x": from.0, "y": from.1 }]));
        moves.into_iter().for_each(|points| touch(self, "touchMove", points));
        touch(self, "touchEnd", json!([]));
    }

    /// Everything that went wrong in the page so far.
    pub fn problems(&mut self) -> Vec<String> {
        // What was said before this answer has arrived with it.
        self.value("1");
        std::mem::take(&mut self.problems)
    }

    /// How many bytes of heap and how many nodes the page holds, once what is not needed is gone.
    pub fn memory(&mut self) -> (f64, f64) {
        self.send("HeapProfiler.collectGarbage", json!({}));
        let counted = self.send("Memory.getDOMCounters", json!({}));
        let heap = self.send("Runtime.getHeapUsage", json!({}));
        (heap["usedSize"].as_f64().expect("a number"), counted["nodes"].as_f64().expect("a number"))
    }

    /// A picture of the window, written to a file.
    pub fn picture(&mut self, file: &std::path::Path) {
        let shot = self.send("Page.captureScreenshot", json!({ "format": "png" }));
        let bytes = base64(shot["data"].as_str().expect("a picture"));
        File::create(file).and_then(|mut out| out.write_all(&bytes)).expect("a file");
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // Asked to end, it ends its own children too.
        let bytes = b"{\"id\":1000000,\"method\":\"Browser.close\"}\0";
        let asked = self.to.write_all(bytes).is_ok();
        let deadline = Instant::now() + Duration::from_secs(if asked { 5 } else { 0 });
        while Instant::now() < deadline && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(self.profile.path());
    }
}

/// Makes the pipes the descriptors 3 and 4, where Chromium looks for them.
fn hand_over(input: RawFd, output: RawFd) -> std::io::Result<()> {
    let done = |result: i32| if result < 0 { Err(std::io::Error::last_os_error()) } else { Ok(result) };
    // SAFETY: plain calls on descriptors of this process. Copies above 4 first: one of ours may be 3 or 4 itself.
    unsafe {
        let input = done(libc::fcntl(input, libc::F_DUPFD_CLOEXEC, 10))?;
        let output = done(libc::fcntl(output, libc::F_DUPFD_CLOEXEC, 10))?;
        done(libc::dup2(input, 3))?;
        done(libc::dup2(output, 4))?;
    }
    Ok(())
}

/// The messages of the browser, as they come. Each ends with a zero byte.
fn messages(from: PipeReader) -> Receiver<Value> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut reader = BufReader::new(from);
        let mut bytes = Vec::new();
        while reader.read_until(0, &mut bytes).is_ok_and(|length| length > 0) {
            bytes.pop();
            let message = serde_json::from_slice(&bytes).expect("JSON");
            if sender.send(message).is_err() {
                return;
            }
            bytes.clear();
        }
    });
    receiver
}

/// The bytes that Base64 stands for.
pub fn base64(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let letters: Vec<u8> = text.bytes().filter(|c| *c != b'=').map(value).collect();
    let group = |group: &[u8]| {
        let bits = group.iter().enumerate().fold(0_u32, |bits, (at, value)| bits | u32::from(*value) << (18 - 6 * at));
        bits.to_be_bytes()[1..group.len()].to_vec()
    };
    letters.chunks(4).flat_map(group).collect()
}
