//! The preview's server, spoken to over bare sockets: who gets an answer, and which.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::Project;
use crate::watching::{Answer, Watching, read_answer};

const DECK: &str = "---\ntitle: Talk\nduration: 5m\n---\n\n## One\n\nText.\n\n::: notes\nSECRETNOTE\n:::\n";

/// What every answer carries, whoever asked for what.
fn is_ruled(what: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{what}: no policy in {answer:?}"));
    for rule in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"] {
        assert!(policy.contains(rule), "{what}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{what}");
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{what}");
    assert_eq!(answer.header("cache-control"), Some("no-store"), "{what}");
    assert_eq!(answer.header("access-control-allow-origin"), None, "{what}");
}

fn started() -> (Project, Watching) {
    let project = Project::with_deck(DECK);
    project.write(".git/config", "GITSECRET");
    project.write(".env", "ENVSECRET");
    let watching = Watching::start(&project, &["talk.md"]);
    (project, watching)
}

/// Nothing of the machine or of other files is in an answer.
fn is_silent(answer: &Answer, project: &Project) {
    let all = format!("{}{}", answer.head, answer.body);
    for word in ["SECRET", "root:", &project.path("").to_string_lossy(), "src/"] {
        assert!(!all.contains(word), "{word}: {all}");
    }
}

#[test]
fn every_kind_of_answer_has_its_type_and_its_policy() {
    let (project, watching) = started();
    let key = watching.deck()["variants"][0]["slides"][0]["pages"][0].as_str().unwrap().to_owned();
    let page = format!("/0/page/{key}.json");
    for (path, status, kind) in [
        ("/0/", 200, Some("text/html; charset=utf-8")),
        ("/app.js", 200, Some("text/javascript; charset=utf-8")),
        ("/app.css", 200, Some("text/css; charset=utf-8")),
        ("/0/deck.json", 200, Some("application/json")),
        (page.as_str(), 200, Some("application/json")),
        ("", 307, None),
        ("/", 307, None),
        ("/0", 307, None),
        ("/1/", 404, Some("text/plain; charset=utf-8")),
        ("/00/", 404, Some("text/plain; charset=utf-8")),
        ("/0/page/x.json", 404, Some("text/plain; charset=utf-8")),
        ("/0/notes", 404, Some("text/plain; charset=utf-8")),
        ("/0/../../x", 400, Some("text/plain; charset=utf-8")),
    ] {
        let answer = watching.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (status, kind), "{path}");
        is_ruled(path, &answer);
        is_silent(&answer, &project);
        if status == 200 {
            let tag = answer.header("etag").unwrap().to_owned();
            let host = watching.at.clone();
            let asked = [("Host", host.as_str()), ("If-None-Match", &tag), ("Connection", "close")];
            let again = watching.ask("GET", &format!("/{}{path}", watching.token), &asked);
            assert_eq!((again.status, again.body.as_str()), (304, ""), "{path}");
            let head = watching.ask("HEAD", &format!("/{}{path}", watching.token), &[("Host", &host), ("Connection", "close")]);
            assert_eq!((head.status, head.body.as_str()), (200, ""), "{path}");
        }
    }
}

#[test]
fn a_new_build_has_a_new_tag() {
    let (project, watching) = started();
    let before = watching.get("/0/deck.json").header("etag").unwrap().to_owned();
    project.write("talk.md", DECK.replace("Text.", "Other."));
    watching.until("a new build", |deck| deck["version"].as_u64() == Some(2));
    assert_ne!(watching.get("/0/deck.json").header("etag").unwrap(), before);
}

#[test]
fn nothing_said_in_notes_is_served() {
    let (_project, watching) = started();
    let deck = watching.get("/0/deck.json");
    assert!(!deck.body.contains("SECRETNOTE"));
    for slide in deck.json()["variants"][0]["slides"].as_array().unwrap() {
        let page = watching.get(&format!("/0/page/{}.json", slide["pages"][0].as_str().unwrap()));
        assert!(!page.body.contains("SECRETNOTE"));
    }
}

#[test]
fn other_hosts_and_sites_are_refused() {
    let (project, watching) = started();
    let port = watching.at.split_once(':').unwrap().1.to_owned();
    let path = format!("/{}/0/deck.json", watching.token);
    let own = watching.at.as_str();
    let with_port = |host: &str| format!("{host}:{port}");
    for host in ["evil.com", &with_port("evil.com"), "", "127.0.0.1", "127.0.0.1:1", &with_port("0.0.0.0")] {
        let answer = watching.ask("GET", &path, &[("Host", host)]);
        assert_eq!(answer.status, 403, "{host}");
        is_silent(&answer, &project);
    }
    assert_eq!(watching.ask("GET", &path, &[]).status, 403);
    assert_eq!(watching.ask("GET", &path, &[("Host", own), ("Host", "evil.com")]).status, 403);
    assert_eq!(watching.ask("GET", &format!("http://evil.com{path}"), &[("Host", own)]).status, 403);
    for host in ["127.0.0.1", "localhost", "[::1]"] {
        assert_eq!(watching.ask("GET", &path, &[("Host", &with_port(host))]).status, 200, "{host}");
    }
    for route in ["deck.json", "events"] {
        let path = format!("/{}/0/{route}", watching.token);
        for origin in ["http://evil.com", "null", "http://127.0.0.1", "http://localhost:1", &format!("https://{own}")] {
            let answer = watching.ask("GET", &path, &[("Host", own), ("Origin", origin)]);
            assert_eq!(answer.status, 403, "{route} {origin}");
            assert_eq!(answer.header("access-control-allow-origin"), None);
        }
        let answer =
            watching.ask("GET", &path, &[("Host", own), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")]);
        assert_eq!(answer.status, 403, "{route}");
    }
    let origin = format!("http://{own}");
    assert_eq!(watching.ask("GET", &path, &[("Host", own), ("Origin", &origin)]).status, 200);
}

#[test]
fn without_the_token_there_is_nothing() {
    let (project, watching) = started();
    let host = [("Host", watching.at.as_str())];
    let wrong = "0".repeat(32);
    for path in
        ["/", "/0/", "/0/deck.json", "/app.js", "/favicon.ico", &format!("/{wrong}/0/"), &format!("/{}x/", watching.token)]
    {
        let answer = watching.ask("GET", path, &host);
        assert_eq!(answer.status, 403, "{path}");
        is_silent(&answer, &project);
    }
    assert_eq!(watching.token.len(), 32, "128 bits in hex");
}

#[test]
fn paths_that_climb_or_hide_lead_nowhere() {
    let (project, watching) = started();
    let token = watching.token.clone();
    let host = [("Host", watching.at.as_str())];
    for path in
        ["../../etc/passwd", "..%2f..%2fetc/passwd", "%2e%2e/x", "..%5cx", "%00", "a%2fb", "/etc/passwd", "@fs/etc/passwd"]
    {
        for start in ["/", &format!("/{token}/"), &format!("/{token}/0/")] {
            let answer = watching.ask("GET", &format!("{start}{path}"), &host);
            assert!(matches!(answer.status, 400 | 403 | 404), "{start}{path}: {answer:?}");
            is_silent(&answer, &project);
        }
    }
    for path in
        [".git/config", ".env", "talk.md", "deckle.toml", "0/talk.md", "0/.env", "0/notes", "0/page/../../x", "//etc/passwd"]
    {
        let answer = watching.ask("GET", &format!("/{token}/{path}"), &host);
        assert!(matches!(answer.status, 400 | 404), "{path}: {answer:?}");
        is_silent(&answer, &project);
    }
    let plain = watching.get("/0/deck.json").body;
    for query in ["?raw", "?import&raw", "?url", "?x=/../../etc/passwd"] {
        let answer = watching.get(&format!("/0/deck.json{query}"));
        assert_eq!((answer.status, &answer.body), (200, &plain), "what follows the path changes nothing: {query}");
    }
    for target in ["/0/../0/deck.json", "/0/deck.json#", "/0/deck.json#/../../etc/passwd", "/0/deck.json?raw#x"] {
        let answer = watching.get(target);
        assert_eq!(answer.status, 400, "{target}");
        is_silent(&answer, &project);
    }
}

#[test]
fn only_reading_is_known() {
    let (_project, watching) = started();
    let path = format!("/{}/0/deck.json", watching.token);
    for method in ["POST", "PUT", "DELETE", "TRACE", "OPTIONS", "PATCH"] {
        let answer = watching.ask(method, &path, &[("Host", &watching.at)]);
        assert_eq!(answer.status, 405, "{method}");
        assert_eq!(answer.header("allow"), Some("GET, HEAD"), "{method}");
    }
    assert_eq!(watching.ask("CONNECT", "evil.com:443", &[("Host", "evil.com:443")]).status, 405);
    assert_eq!(watching.ask("OPTIONS", "*", &[("Host", &watching.at)]).status, 405);
}

#[test]
fn what_is_no_request_is_answered_and_the_server_lives() {
    let (_project, watching) = started();
    let path = format!("/{}/0/deck.json", watching.token);
    let host = format!("Host: {}\r\n", watching.at);
    let long = format!("GET {path} HTTP/1.1\r\n{host}X: {}\r\n\r\n", "x".repeat(9000));
    let many: String = (0..200).map(|n| format!("X-{n}: 1\r\n")).collect();
    let many = format!("GET {path} HTTP/1.1\r\n{host}{many}\r\n");
    let body = format!("GET {path} HTTP/1.1\r\n{host}Content-Length: 1000000000\r\n\r\n{}", "x".repeat(1000));
    for (what, bytes, status) in [
        ("garbage", b"\x00\xff\xfe garbage\r\n\r\n".to_vec(), 400),
        ("HTTP/0.9", format!("GET {path}\r\n").into_bytes(), 400),
        ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03hello\r\n\r\n".to_vec(), 400),
        ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec(), 400),
        ("a space too many", format!("GET  {path}  HTTP/1.1\r\n{host}\r\n").into_bytes(), 400),
        ("a NUL", format!("GET {path}\0 HTTP/1.1\r\n{host}\r\n").into_bytes(), 400),
        ("a long head", long.into_bytes(), 431),
        ("a long target", format!("GET {path}?{} HTTP/1.1\r\n{host}\r\n", "x".repeat(9000)).into_bytes(), 431),
        ("many headers", many.into_bytes(), 431),
        ("a body of 1 GB", body.into_bytes(), 413),
        (
            "chunks",
            format!("GET {path} HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n").into_bytes(),
            413,
        ),
        (
            "two lengths",
            format!("GET {path} HTTP/1.1\r\n{host}Content-Length: 0\r\nContent-Length: 5\r\n\r\nhello").into_bytes(),
            400,
        ),
    ] {
        let answer = watching.raw(bytes);
        assert_eq!(answer.status, status, "{what}: {answer:?}");
        is_ruled(what, &answer);
        assert_eq!(answer.header("connection"), Some("close"), "{what}");
        assert_eq!(watching.get("/0/deck.json").status, 200, "after {what}");
    }
}

/// Whatever a byte does to a request, the answer is one of ours: nothing below the rules answers by itself.
#[test]
fn requests_with_a_byte_of_harm_get_an_answer_with_all_rules() {
    let (project, watching) = started();
    let sound = format!("GET /x HTTP/1.1\r\nHost: {}\r\nContent-Length: 0\r\nTransfer-Encoding: \r\n", watching.at);
    for at in 0..sound.len() {
        for byte in b"\0\n\r \t#%:/x9,\x7f\xff" {
            for replaced in [0, 1] {
                let mut bytes = sound.clone().into_bytes();
                bytes.splice(at..at + replaced, [*byte]);
                bytes.extend(b"\r\n\r\n");
                let what = bytes.escape_ascii().to_string();
                let answer = watching.raw(bytes);
                assert!((400..500).contains(&answer.status), "{what}: {answer:?}");
                is_ruled(&what, &answer);
                is_silent(&answer, &project);
            }
        }
    }
    assert_eq!(watching.get("/0/deck.json").status, 200);
}

#[test]
fn a_request_that_can_not_be_read_follows_the_answers_before_it() {
    let (_project, watching) = started();
    watching.deck();
    let sound = format!("GET /{}/0/deck.json HTTP/1.1\r\nHost: {}\r\n\r\n", watching.token, watching.at);
    let mut stream = watching.connect();
    stream.write_all(format!("{sound}{sound}{}", sound.replace(".json", "#")).as_bytes()).expect("an open connection");
    let mut all = String::new();
    stream.read_to_string(&mut all).expect("it is closed in order");
    let answers: Vec<&str> = all.matches("HTTP/1.1 ").collect();
    assert_eq!(answers.len(), 3, "{all}");
    let last = &all[all.rfind("HTTP/1.1 ").expect("three")..];
    assert!(last.starts_with("HTTP/1.1 400 ") && last.ends_with("400: this is no address of Deckle's\n"), "{last}");
}

#[test]
fn half_open_connections_stop_nobody_and_are_closed() {
    let (_project, watching) = started();
    watching.deck();
    let mut half: Vec<_> = (0..500)
        .map(|_| {
            let mut stream = watching.connect();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: ").expect("a few bytes");
            stream
        })
        .collect();
    for _ in 0..20 {
        assert_eq!(watching.get("/0/deck.json").status, 200);
    }
    // They do not last: each is closed though it is fed.
    let mut one = half.pop().expect("five hundred");
    let closed = (0..600).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        one.write_all(b"x").is_err() || {
            one.set_nonblocking(true).expect("a socket");
            let read = one.read(&mut [0; 512]);
            one.set_nonblocking(false).expect("a socket");
            matches!(read, Ok(0)) || read.is_err_and(|error| error.kind() == std::io::ErrorKind::ConnectionReset)
        }
    });
    assert!(closed, "a head that never ends is not waited for");
}

#[test]
fn a_kept_connection_serves_many_requests() {
    let (_project, watching) = started();
    let mut stream = watching.connect();
    for _ in 0..50 {
        let request = format!("GET /{}/0/deck.json HTTP/1.1\r\nHost: {}\r\n\r\n", watching.token, watching.at);
        stream.write_all(request.as_bytes()).expect("an open connection");
        assert_eq!(read_answer(&mut stream).status, 200);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_thousand_visits_leave_nothing_behind() {
    let (project, watching) = started();
    watching.deck();
    let files = || std::fs::read_dir(format!("/proc/{}/fd", watching.id())).expect("a process").count();
    let memory = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", watching.id())).expect("a process");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory").to_owned();
        line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number")
    };
    let visit = |n: usize| {
        let mut events: Vec<_> = (0..n).map(|_| watching.events()).collect();
        events.iter_mut().for_each(|events| assert_eq!(events.next().0, "hello"));
    };
    visit(100);
    let settled = |most: usize| {
        (0..600).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            files() <= most
        })
    };
    let mut own = files();
    // What the first visits opened is closed again when their ends are noticed.
    while settled(own - 1) {
        own = files();
        if own < 40 {
            break;
        }
    }
    let before = memory();
    (0..10).for_each(|_| visit(100));
    assert!(settled(own), "{} files are open, {own} were", files());
    let grown = memory().saturating_sub(before);
    assert!(grown < 8 << 10, "{grown} kB more for a thousand visits");
    let mut events = watching.events();
    project.write("talk.md", DECK.replace("Text.", "Latest."));
    assert_eq!(events.update()["to"], 2, "whoever comes last gets the latest");
}

#[test]
fn ports_are_found_or_named() {
    let project = Project::with_deck(DECK);
    let first = Watching::start(&project, &["talk.md"]);
    let port = first.at.split_once(':').unwrap().1.to_owned();
    assert!(first.at.starts_with("127.0.0.1:"), "only this machine");
    let run = project.run(&["watch", "talk.md", "--no-open", "--port", &port]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains(&format!("port {port} is in use")), "{run:?}");
    let run = project.run(&["watch", "talk.md", "--no-open", "--host", "203.0.113.7"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("`203.0.113.7` is no address of this machine"), "{run:?}");
    // Without a port there is always one, however many run.
    let mut others: Vec<_> = (0..3).map(|_| by_default(&project, &[], &[])).collect();
    let mut ports: Vec<String> = others.iter_mut().map(|(_, line)| line.split('/').nth(2).unwrap().to_owned()).collect();
    ports.sort();
    ports.dedup();
    assert_eq!(ports.len(), 3, "{ports:?}");
    others.iter_mut().for_each(|(child, _)| child.kill().expect("it runs"));
}

/// Starts it without a port, and gives the address it prints.
fn by_default(project: &Project, args: &[&str], env: &[(&str, &str)]) -> (std::process::Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deckle"));
    let open = if args.is_empty() { &["--no-open"][..] } else { &[] };
    command
        .args(["watch", "talk.md"])
        .args(args)
        .args(open)
        .current_dir(project.path(""))
        .env("NO_COLOR", "1")
        .envs(env.iter().copied());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut text = String::new();
    let stdout = child.stdout.as_mut().expect("a pipe");
    while text.matches('\n').count() < 2 {
        let mut byte = [0];
        assert_eq!(stdout.read(&mut byte).expect("it prints"), 1, "{text}");
        text.push(char::from(byte[0]));
    }
    (child, text.lines().last().unwrap().to_owned())
}

#[test]
fn another_address_is_warned_of() {
    let project = Project::with_deck(DECK);
    let mut watching = Watching::start(&project, &["talk.md", "--host", "0.0.0.0"]);
    watching.line("warning: other machines reach this server");
    let port = watching.at.split_once(':').unwrap().1.to_owned();
    let path = format!("/{}/0/deck.json", watching.token);
    assert_eq!(watching.ask("GET", &path, &[("Host", &format!("192.168.7.7:{port}"))]).status, 200);
    assert_eq!(watching.ask("GET", &path, &[("Host", &format!("evil.com:{port}"))]).status, 403);
}

#[cfg(unix)]
#[test]
fn a_missing_browser_is_said_and_no_failure() {
    let project = Project::with_deck(DECK);
    let (mut child, address) = by_default(&project, &["--port", "0"], &[("PATH", "/nowhere")]);
    assert!(address.starts_with("http://127.0.0.1:"));
    let mut line = String::new();
    let stderr = child.stderr.as_mut().expect("a pipe");
    std::io::BufRead::read_line(&mut std::io::BufReader::new(stderr), &mut line).expect("text");
    assert_eq!(line, "warning: no browser could be opened; open the address yourself\n");
    // SAFETY: the process is a child that has not been waited for.
    unsafe { libc::kill(i32::try_from(child.id()).expect("a process number"), libc::SIGTERM) };
    let status = child.wait().expect("it ends");
    assert_eq!(status.code(), Some(143));
}

#[test]
fn live_content_of_pictures_is_drawn_not_served() {
    let project = Project::with_deck(&DECK.replace("Text.", "![A box](box.svg)"));
    project.write(
        "box.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\" onload=\"alert('LIVE')\">\
         <style>@import url('http://evil.com/LIVE.css');</style><script>alert('LIVE')</script>\
         <foreignObject width=\"9\" height=\"9\"><body xmlns=\"http://www.w3.org/1999/xhtml\"><img src=\"x\" onerror=\"LIVE\"/></body>\
         </foreignObject><a href=\"javascript:LIVE\"><rect width=\"40\" height=\"20\" fill=\"red\" onclick=\"LIVE()\"/></a></svg>",
    );
    let watching = Watching::start(&project, &["talk.md"]);
    let deck = watching.deck();
    let slides = deck["variants"][0]["slides"].as_array().unwrap();
    for slide in slides {
        let page = watching.get(&format!("/0/page/{}.json", slide["pages"][0].as_str().unwrap())).json();
        let svg = page["svg"].as_str().unwrap();
        for live in ["<script", "onload", "onclick", "onerror", "foreignObject", "@import", "javascript:", "LIVE", "evil.com"] {
            assert!(!svg.contains(live), "{live}: {svg}");
        }
        is_dead_inside(svg);
    }
}

/// Pictures inside are data; what they hold is looked at too.
fn is_dead_inside(svg: &str) {
    for data in svg.split("data:image/svg+xml;base64,").skip(1) {
        let text = String::from_utf8_lossy(&decoded(data.split('"').next().unwrap_or(""))).into_owned();
        for live in ["<script", "onload", "onclick", "foreignObject", "@import", "javascript:", "LIVE"] {
            assert!(!text.contains(live), "{live} inside a picture: {text}");
        }
    }
}

fn decoded(base64: &str) -> Vec<u8> {
    let digits = base64.bytes().filter_map(|byte| {
        Some(match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        })
    });
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for digit in digits {
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xff) as u8);
        }
    }
    out
}

#[test]
fn a_finding_that_quotes_hostile_text_is_data() {
    let project =
        Project::with_deck("---\ntitle: Talk\nduration: 5m\ntheme: \"<img src=x onerror=alert(1)>\"\n---\n\n## One\n\nText.\n");
    let watching = Watching::start(&project, &["talk.md"]);
    let answer = watching.get("/0/deck.json");
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert!(answer.json()["findings"][0]["message"].as_str().unwrap().contains("<img src=x onerror=alert(1)>"));
    assert!(!watching.get("/0/").body.contains("onerror"), "it is nowhere in the page");
}
