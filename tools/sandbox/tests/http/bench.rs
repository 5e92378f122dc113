//! Starts the program on free ports and asks it things.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::Method;
use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::redirect::Policy;
use serde_json::{Value, json};

/// A running development core; it ends with the value.
pub struct Bench {
    child: Child,
    client: Client,
    /// With the tenant prefix.
    pub core: String,
    pub widgets: String,
    pub site: String,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: u16,
    headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Answer {
    fn of(response: Response) -> Answer {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer { status, headers, text: response.text().unwrap() }
    }

    /// A header, empty when it is missing.
    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).map(|value| value.to_str().unwrap().to_string()).unwrap_or_default()
    }

    /// Every value of a header.
    pub fn headers(&self, name: &str) -> Vec<String> {
        self.headers.get_all(name).iter().map(|value| value.to_str().unwrap().to_string()).collect()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {}", self.text))
    }
}

/// Someone with a token.
pub struct Person {
    pub id: String,
    pub token: String,
    pub cookie: String,
}

impl Bench {
    pub fn start(options: &[&str]) -> Bench {
        let mut child = Command::new(env!("CARGO_BIN_EXE_oc-sandbox"))
            .args(["--core-port", "0", "--widgets-port", "0", "--site-port", "0", "--json", "--exit-on-stdin-close"])
            .args(["--submit-delay", "60"])
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ports: Value = serde_json::from_str(&line).expect("one line of JSON with the three addresses");
        let address = |name: &str| ports[name].as_str().unwrap().to_string();
        let client = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        Bench { core: address("core"), widgets: address("widgets"), site: address("site"), child, client }
    }

    /// A request to any address.
    pub fn request(&self, method: &str, url: &str) -> RequestBuilder {
        self.client.request(Method::from_bytes(method.as_bytes()).unwrap(), url)
    }

    /// Sends it; panics when no answer comes.
    pub fn send(&self, request: RequestBuilder) -> Answer {
        Answer::of(request.send().unwrap())
    }

    /// GET below the core's base address, without a token.
    pub fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", &format!("{}{path}", self.core)))
    }

    /// Any request below the core's base address, as someone.
    pub fn ask(&self, who: &Person, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let request = self.request(method, &format!("{}{path}", self.core)).bearer_auth(&who.token);
        self.send(match body {
            Some(body) => request.json(body),
            None => request,
        })
    }

    /// The control API.
    pub fn control(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let request = self.request(method, &format!("{}/_sandbox/{path}", self.core));
        self.send(match body {
            Some(body) => request.json(body),
            None => request,
        })
    }

    pub fn fault(&self, fault: &Value) {
        let answer = self.control("POST", "faults", Some(fault));
        assert_eq!(answer.status, 200, "{}", answer.text);
    }

    /// Logs one of the seeded people in.
    pub fn person(&self, key: &str) -> Person {
        let session = self.control("POST", "session", Some(&json!({"citizen": key}))).json();
        Person {
            id: session["citizen"]["id"].as_str().unwrap().into(),
            token: session["token"].as_str().unwrap().into(),
            cookie: session["cookie"].as_str().unwrap().into(),
        }
    }

    /// A new anonymous user.
    pub fn anonymous(&self) -> Person {
        let answer = self.send(self.request("POST", &format!("{}/api/session-auth", self.core)));
        assert_eq!(answer.status, 200);
        let token = answer.json()["token"].as_str().unwrap().to_string();
        Person { id: claims(&token)["id"].as_str().unwrap().into(), token, cookie: String::new() }
    }

    /// Sends a helpdesk application; the answer of the POST.
    pub fn apply(&self, who: &Person, data: Value, status: i64) -> Answer {
        let body = json!({"service": "helpdesk", "status": status, "data": data});
        self.ask(who, "POST", "/api/applications", Some(&body))
    }

    /// Waits until an application has a status.
    pub fn wait_for(&self, who: &Person, id: &str, status: &str) -> Value {
        let started = Instant::now();
        loop {
            let application = self.ask(who, "GET", &format!("/api/applications/{id}?version=2"), None).json();
            if application["status"] == status {
                return application;
            }
            assert!(started.elapsed() < Duration::from_secs(10), "still {}, not {status}", application["status"]);
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let started = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            if started.elapsed() > Duration::from_secs(5) {
                self.child.kill().unwrap();
                assert!(std::thread::panicking(), "it does not stop when its standard input closes");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// What a token says, unchecked.
pub fn claims(token: &str) -> Value {
    use base64::Engine;
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

/// Data of an application by Vittorino Coliandro.
pub fn vittorino_asks(details: &str) -> Value {
    json!({
        "applicant": {"data": {
            "completename": {"data": {"name": "Vittorino", "surname": "Coliandro"}},
            "fiscal_code": {"data": {"fiscal_code": "CLNVTR76P01G822Q"}},
        }},
        "email": "vittorino.coliandro@example.com", "details": details, "privacy": true,
    })
}

/// The member of each element of a list.
pub fn members(list: &Value, member: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item[member].as_str().unwrap_or_default().to_string()).collect()
}
