//! What a live host gets wrong, found on a host of our own that can be told to get it wrong.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use dovecote::bundle::check_deploy::{Checked, Weight, check};
use dovecote::bundle::{Config, run};
use dovecote::route::decode;

use super::scratch::{Scratch, files};

/// An answer on its way out.
#[derive(Clone, Debug)]
struct Reply {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

/// What a host does to its answers; the path has no slash at its head.
type Fault = fn(&str, &mut Reply);

/// A host that serves a folder below `/a/`, with the rules of its `_headers`, compressed twins and 404.html.
struct Host {
    address: SocketAddr,
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Host {
    fn serve(files: BTreeMap<String, Vec<u8>>, fault: Fault) -> Host {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let stopped = Arc::new(AtomicBool::new(false));
        let stop = stopped.clone();
        let thread = std::thread::spawn(move || {
            let rules = String::from_utf8_lossy(&files["_headers"]).into_owned();
            for stream in listener.incoming() {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let Ok(stream) = stream else { return };
                // A client that goes away early is its own affair.
                let _ = answer(stream, &files, &rules, fault);
            }
        });
        Host {
            address,
            stopped,
            thread: Some(thread),
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn answer(
    mut stream: TcpStream,
    files: &BTreeMap<String, Vec<u8>>,
    rules: &str,
    fault: Fault,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut accepted = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("accept-encoding:") {
            accepted = value.to_owned();
        }
    }
    let target = first.split(' ').nth(1).unwrap_or("/");
    let path = target.strip_prefix("/a/").unwrap_or("outside");
    let mut reply = reply(path, files, rules, accepted.contains("br"));
    fault(path, &mut reply);
    write!(stream, "HTTP/1.1 {} Status\r\n", reply.status)?;
    for (name, value) in &reply.headers {
        write!(stream, "{name}: {value}\r\n")?;
    }
    write!(
        stream,
        "content-length: {}\r\nconnection: close\r\n\r\n",
        reply.body.len()
    )?;
    stream.write_all(&reply.body)
}

fn reply(path: &str, files: &BTreeMap<String, Vec<u8>>, rules: &str, brotli: bool) -> Reply {
    let name = decode(path).unwrap_or_default();
    let folder = name.is_empty() || name.ends_with('/');
    let name = if folder {
        format!("{name}index.html")
    } else {
        name
    };
    let mut headers = rules_for(rules, &format!("/{path}"));
    let (status, name) = if files.contains_key(&name) {
        (200, name)
    } else if files.contains_key(&format!("{name}/index.html")) {
        headers.insert("location".into(), format!("/a/{path}/"));
        (301, "404.html".to_owned())
    } else {
        headers.remove("cache-control");
        (404, "404.html".to_owned())
    };
    let kind = match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "css" => "text/css",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    };
    headers
        .entry("content-type".into())
        .or_insert_with(|| kind.into());
    let twin = format!("{name}.br");
    let body = match files.get(&twin).filter(|_| brotli) {
        Some(twin) => {
            headers.insert("content-encoding".into(), "br".into());
            twin
        }
        None => &files[&name],
    };
    Reply {
        status,
        headers,
        body: body.clone(),
    }
}

/// The headers that the rules of a `_headers` file give a path, as Netlify and Cloudflare Pages read them.
fn rules_for(rules: &str, path: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut applies = false;
    for line in rules.lines() {
        if let Some(rule) = line.strip_prefix("  ") {
            if !applies {
                continue;
            }
            if let Some(name) = rule.strip_prefix("! ") {
                out.remove(&name.to_lowercase());
            } else if let Some((name, value)) = rule.split_once(": ") {
                out.insert(name.to_lowercase(), value.to_owned());
            }
        } else {
            applies = match line.strip_suffix('*') {
                Some(prefix) => path.starts_with(prefix),
                None => path == line,
            };
        }
    }
    out
}

fn site() -> BTreeMap<String, Vec<u8>> {
    let scratch = Scratch::new();
    scratch.write(
        "seeds/site.toml",
        "title = \"Sea\"\naddress = \"https://example.org/a\"\nbase_path = \"/a/\"\n",
    );
    scratch.write(
        "seeds/tides.md",
        "---\ntitle: Tides\ndate: 2025-08-17\n---\n\nThe water comes and goes.\n",
    );
    for (name, text) in [
        ("app.js", "export default () => {};\n"),
        ("app_bg.wasm", "\0asm\u{1}\0\0\0"),
        ("search_worker.js", "export default () => {};\n"),
        ("search_worker_bg.wasm", "\0asm\u{1}\0\0\0\0"),
    ] {
        scratch.write(&format!("app/{name}"), text);
    }
    let report = run(&Config {
        seeds: scratch.path("seeds"),
        dist: Some(scratch.path("dist")),
        app: Some(scratch.path("app")),
        compress: true,
        ..Config::default()
    })
    .expect("folders that can be read and written");
    assert!(report.written.is_some(), "{:?}", report.problems);
    files(&scratch.path("dist"))
}

fn visit(files: &BTreeMap<String, Vec<u8>>, fault: Fault) -> Checked {
    let host = Host::serve(files.clone(), fault);
    check(&format!("http://{}/a", host.address)).expect("an answer")
}

#[test]
fn a_well_kept_host_is_told_nothing() {
    let checked = visit(&site(), |_, _| {});
    assert!(checked.requests > 18, "{}", checked.requests);
    let told: Vec<String> = checked.findings.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{}", told.join(""));
}

#[test]
fn what_a_host_gets_wrong_is_named_with_its_place() {
    let files = site();
    let check = |fault: Fault, weight, place: &str, words: &str| {
        let checked = visit(&files, fault);
        let found = checked.findings.iter().any(|finding| {
            finding.weight == weight
                && finding.path.starts_with(place)
                && finding.message.contains(words)
        });
        assert!(found, "{place} {words}: {:?}", checked.findings);
    };
    use Weight::{Better, Wrong};
    fn set(reply: &mut Reply, name: &str, value: &str) {
        reply.headers.insert(name.into(), value.into());
    }
    check(
        |path, reply| {
            if path.ends_with(".wasm") {
                set(reply, "content-type", "application/octet-stream");
            }
        },
        Wrong,
        "app/",
        "not as application/wasm",
    );
    check(
        |path, reply| {
            if path.ends_with(".txt") {
                set(reply, "content-type", "text/plain");
            }
        },
        Better,
        "articles/tides/index.txt",
        "character set",
    );
    check(
        |_, reply| set(reply, "cache-control", "public, max-age=31536000"),
        Wrong,
        "data/manifest.json",
        "may be kept for 31536000 seconds",
    );
    check(
        |_, reply| set(reply, "cache-control", "max-age=600"),
        Better,
        "app/start-",
        "asked for again",
    );
    check(
        // The bytes are sent as they are, but nobody says what they are.
        |path, reply| {
            if path.is_empty() {
                set(reply, "content-encoding", "gzip");
            }
        },
        Wrong,
        "",
        "encoding it claims",
    );
    check(
        |_, reply| {
            if reply.headers.remove("content-encoding").is_some() {
                let mut opened = Vec::new();
                let mut bytes = reply.body.as_slice();
                brotli::BrotliDecompress(&mut bytes, &mut opened).expect("brotli");
                reply.body = opened;
            }
        },
        Better,
        "",
        "without compression",
    );
    check(
        |_, reply| drop(reply.headers.remove("content-security-policy")),
        Better,
        "",
        "no Content-Security-Policy",
    );
    check(
        |_, reply| {
            let policy = "default-src 'self'; script-src 'self' 'unsafe-inline'";
            set(reply, "content-security-policy", policy);
        },
        Wrong,
        "",
        "'unsafe-inline'",
    );
    check(
        |_, reply| set(reply, "content-security-policy", "default-src 'self'"),
        Wrong,
        "",
        "another build",
    );
    check(
        |_, reply| {
            if reply.status == 404 {
                reply.status = 200;
            }
        },
        Wrong,
        "articles/no-such-article",
        "status 200, not 404",
    );
    check(
        |_, reply| {
            if reply.status == 404 {
                reply.headers.remove("content-encoding");
                reply.body = b"<h1>Nothing</h1>".to_vec();
            }
        },
        Better,
        "articles/no-such-article",
        "the host's page",
    );
    check(
        |_, reply| {
            if reply.status == 301 {
                reply.status = 200;
            }
        },
        Wrong,
        "articles/tides",
        "lead astray",
    );
    check(
        |path, reply| {
            if path == "articles/tides/" {
                reply.status = 404;
            }
        },
        Wrong,
        "articles/tides/",
        "status 404",
    );
    check(
        |path, reply| {
            if path.starts_with("data/names-") {
                reply.headers.remove("content-encoding");
                reply.body = b"{\"leaf\":{}}".to_vec();
            }
        },
        Wrong,
        "data/names-",
        "other bytes",
    );
}

#[test]
fn an_address_that_is_none_or_where_nobody_answers_is_an_error() {
    assert!(check("example").is_err());
    assert!(check("ftp://example.org/").is_err());
    let nobody = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port");
    assert!(check(&format!("http://{nobody}/")).is_err());
}
