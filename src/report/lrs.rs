//! Sending statements to a learning record store.
//!
//! Nothing is remembered about what was sent. Ids come from the run, so whatever was interrupted is simply sent again:
//! the store leaves alone what it has.

use crate::l10n;
use crate::text::Text;
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::Value;
use std::thread::sleep;
use std::time::Duration;
use ureq::http::Response;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body, Error, RequestBuilder};

/// The version of xAPI that is spoken.
pub const VERSION: &str = "1.0.3";
/// How many statements go in one request.
pub const BATCH: usize = 50;
/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(60);
/// How much of an answer is read.
const LARGEST: u64 = 1 << 20;

/// A learning record store.
pub struct Store {
    agent: Agent,
    statements: String,
    authorization: Option<String>,
    waits: Vec<Duration>,
}

/// What came of sending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// How many statements are in the store now, as they were sent.
    pub taken: usize,
    /// Those that were there already with other contents, and were left alone: their ids.
    pub conflicts: Vec<String>,
    /// It was stopped before the end.
    pub stopped: bool,
}

/// Why sending failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub why: Why,
    /// How many statements had been taken by then.
    pub taken: usize,
    /// How many there are.
    pub of: usize,
}

/// What went wrong between here and the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The address is none.
    BadAddress(String),
    /// The certificates given are none.
    BadCertificates(String),
    /// It does not accept the login.
    Unknown,
    /// It knows the login, which may not write.
    Forbidden,
    /// There is no store at the address.
    NotThere(String),
    /// It has moved to another address.
    Moved(String),
    /// It refuses the statements: the status and its first words.
    Refused(u16, String),
    /// It fails, also after waiting: the status and its first words.
    Failing(u16, String),
    /// It cannot be reached, also after waiting.
    Unreachable(String),
}

impl Why {
    /// A plain sentence.
    pub fn text(&self) -> Text {
        let status = |key: &str, status: &u16, why: &str| {
            l10n::text(key, &[("status", status.to_string().into()), ("why", why.into())])
        };
        match self {
            Why::BadAddress(url) => l10n::text("lrs-bad-address", &[("url", url.as_str().into())]),
            Why::BadCertificates(why) => l10n::text("lrs-bad-certificates", &[("why", why.as_str().into())]),
            Why::Unknown => l10n::text("lrs-unknown", &[]),
            Why::Forbidden => l10n::text("lrs-forbidden", &[]),
            Why::NotThere(url) => l10n::text("lrs-not-there", &[("url", url.as_str().into())]),
            Why::Moved(place) => l10n::text("lrs-moved", &[("place", place.as_str().into())]),
            Why::Refused(number, why) => status("lrs-refused", number, why),
            Why::Failing(number, why) => status("lrs-failing", number, why),
            Why::Unreachable(why) => l10n::text("lrs-unreachable", &[("why", why.as_str().into())]),
        }
    }
}

/// How the store answered.
struct Answer {
    status: u16,
    place: String,
    body: String,
}

impl Store {
    /// A store at an address, such as `https://lrs.example.org/xapi`. `login` is a user and a password. `certificates`
    /// are trusted in place of the usual ones, as PEM. `waits` are waited one after another while the store fails or
    /// cannot be reached.
    ///
    /// # Errors
    /// When the address is none, or has a login in it; when there is no certificate in `certificates`.
    pub fn new(
        url: &str,
        login: Option<(&str, &str)>,
        certificates: Option<&[u8]>,
        waits: &[Duration],
    ) -> Result<Store, Why> {
        let url = url.trim_end_matches('/');
        let url = url.strip_suffix("/statements").unwrap_or(url);
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split('/').next()).unwrap_or_default();
        if host.is_empty() || host.contains('@') || url.contains(['?', '#', ' ']) {
            return Err(Why::BadAddress(url.to_owned()));
        }
        let roots = match certificates {
            None => RootCerts::WebPki,
            Some(pem) => RootCerts::from(trusted(pem)?),
        };
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            // A redirected POST would arrive without its statements, and a login is meant for one address.
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
            .user_agent("Shikyu")
            .tls_config(TlsConfig::builder().root_certs(roots).build());
        if is_here(host) {
            // A proxy would look for it on its own machine.
            config = config.proxy(None);
        }
        let agent: Agent = config.build().into();
        let authorization =
            login.map(|(user, password)| format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}"))));
        Ok(Store { agent, statements: format!("{url}/statements"), authorization, waits: waits.to_vec() })
    }

    /// Whether what is sent can be read on the way: it is not encrypted and leaves this machine.
    pub fn is_open(&self) -> bool {
        self.statements.strip_prefix("http://").is_some_and(|rest| !is_here(rest))
    }

    /// Sends statements, [`BATCH`] at a time. After each batch `go_on` is told how many are done, and may stop.
    ///
    /// # Errors
    /// When the store does not take them. What it has taken by then stays there; sending all of it again is harmless.
    pub fn send(&self, statements: &[Value], mut go_on: impl FnMut(usize) -> bool) -> Result<Sent, Failure> {
        let mut sent = Sent::default();
        for batch in statements.chunks(BATCH) {
            let failed = |why: Why, sent: &Sent| Failure { why, taken: sent.taken, of: statements.len() };
            let body = Value::Array(batch.to_vec()).to_string();
            match self.post(&body).and_then(|answer| self.judged(&answer)) {
                Ok(true) => sent.taken += batch.len(),
                // One statement of a batch was there already, and so the store took none.
                Ok(false) => {
                    for statement in batch {
                        match self.one(statement) {
                            Ok(true) => sent.taken += 1,
                            Ok(false) => sent.conflicts.push(id(statement)),
                            Err(why) => return Err(failed(why, &sent)),
                        }
                    }
                }
                Err(why) => return Err(failed(why, &sent)),
            }
            if !go_on(sent.taken + sent.conflicts.len()) {
                sent.stopped = sent.taken + sent.conflicts.len() < statements.len();
                break;
            }
        }
        Ok(sent)
    }

    /// Sends one statement; `false` when the store has another of its id. Stores may also answer "conflict" to a
    /// statement they hold word for word, so what they hold is looked at.
    fn one(&self, statement: &Value) -> Result<bool, Why> {
        let answer = self.post(&statement.to_string())?;
        if self.judged(&answer)? {
            return Ok(true);
        }
        let place = format!("{}?statementId={}", self.statements, id(statement));
        let held = self.patiently(|| self.head(self.agent.get(&place)).call())?;
        // Where a login may write and not read, the word of the store stands.
        if matches!(held.status, 401 | 403 | 404) || !self.judged(&held)? {
            return Ok(false);
        }
        let held: Value = serde_json::from_str(&held.body).unwrap_or_default();
        // Some stores (Ralph) answer with a list of one.
        Ok(same(statement, held.pointer("/statements/0").unwrap_or(&held)))
    }

    fn post(&self, body: &str) -> Result<Answer, Why> {
        self.patiently(|| self.head(self.agent.post(&self.statements)).content_type("application/json").send(body))
    }

    /// What every request carries.
    fn head<Any>(&self, request: RequestBuilder<Any>) -> RequestBuilder<Any> {
        let request = request.header("X-Experience-API-Version", VERSION);
        match &self.authorization {
            Some(authorization) => request.header("Authorization", authorization.as_str()),
            None => request,
        }
    }

    /// Asks, and asks again after each wait while the store fails or cannot be reached.
    fn patiently(&self, ask: impl Fn() -> Result<Response<Body>, Error>) -> Result<Answer, Why> {
        let mut waits = self.waits.iter();
        loop {
            let answer = ask().map(Answer::of);
            let passing = match &answer {
                Ok(answer) => answer.status >= 500 || answer.status == 429,
                Err(Error::Io(_) | Error::Timeout(_) | Error::HostNotFound | Error::ConnectionFailed) => true,
                Err(_) => false,
            };
            match waits.next().filter(|_| passing) {
                Some(wait) => sleep(*wait),
                None => return answer.map_err(|error| Why::Unreachable(error.to_string())),
            }
        }
    }

    /// Whether the store took it; `false` for a conflict.
    fn judged(&self, answer: &Answer) -> Result<bool, Why> {
        match answer.status {
            200..=299 => Ok(true),
            300..=399 => Err(Why::Moved(answer.place.clone())),
            401 => Err(Why::Unknown),
            403 => Err(Why::Forbidden),
            404 => Err(Why::NotThere(self.statements.clone())),
            409 => Ok(false),
            429 | 500.. => Err(Why::Failing(answer.status, answer.first_line())),
            status => Err(Why::Refused(status, answer.first_line())),
        }
    }
}

impl Answer {
    fn of(mut response: Response<Body>) -> Answer {
        let place = response.headers().get("location").and_then(|place| place.to_str().ok());
        let place = place.unwrap_or_default().to_owned();
        let read = response.body_mut().with_config().limit(LARGEST).lossy_utf8(true).read_to_string();
        // An answer that breaks off has said its status, and that is what counts.
        Answer { status: response.status().as_u16(), place, body: read.unwrap_or_default() }
    }

    /// Its first words, at most 200 letters.
    fn first_line(&self) -> String {
        let line = self.body.lines().map(str::trim).find(|line| !line.is_empty());
        line.unwrap_or_default().chars().take(200).collect()
    }
}

/// Whether a host, with whatever follows it, is this machine.
fn is_here(host: &str) -> bool {
    ["localhost", "127.", "[::1]"].iter().any(|name| host.starts_with(name))
}

fn trusted(pem: &[u8]) -> Result<Vec<Certificate<'static>>, Why> {
    let mut certificates = Vec::new();
    for item in parse_pem(pem) {
        match item {
            Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
            Ok(_) => {}
            Err(error) => return Err(Why::BadCertificates(error.to_string())),
        }
    }
    if certificates.is_empty() {
        return Err(Why::BadCertificates("PEM".to_owned()));
    }
    Ok(certificates)
}

fn id(statement: &Value) -> String {
    statement["id"].as_str().unwrap_or_default().to_owned()
}

/// Whether what the store holds is this statement. A store adds to what it was given, writes times and numbers in its
/// own way and may hold an activity's name by itself: what must agree is who did what to what, and what came of it.
fn same(sent: &Value, held: &Value) -> bool {
    let equal = |path: &str| match (sent.pointer(path), held.pointer(path)) {
        (Some(sent), Some(held)) => alike(sent, held),
        (sent, held) => sent == held,
    };
    [
        "/actor/account",
        "/verb/id",
        "/object/id",
        "/result/success",
        "/result/completion",
        "/result/response",
        "/result/score",
        "/result/extensions",
        "/context/registration",
    ]
    .into_iter()
    .all(equal)
}

/// Whether two values are the same, whichever way their numbers are written.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, value)| other.get(name).is_some_and(|other| alike(value, other)))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
        }
        (one, other) => one == other,
    }
}
