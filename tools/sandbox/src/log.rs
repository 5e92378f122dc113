//! What was asked of the three servers, for assertions. No bodies, no tokens.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, Request, header};
use serde_json::{Value, json};

use crate::clock;
use crate::server::Port;

/// Older entries make room; no test looks that far back.
const CAPACITY: usize = 10_000;

struct Entry {
    number: u64,
    body: Value,
}

/// The log, oldest first.
#[derive(Default)]
pub struct RequestLog(Mutex<(u64, VecDeque<Entry>)>);

impl RequestLog {
    /// Notes a request as it arrives; its status comes later through [`RequestLog::close`].
    pub fn open<B>(&self, port: Port, request: &Request<B>) -> u64 {
        let text = |name: &str| header_text(request.headers(), name);
        let body = json!({
            "server": port.name(), "method": request.method().as_str(), "path": request.uri().path(),
            "query": request.uri().query().unwrap_or_default(), "status": null,
            "origin": text(header::ORIGIN.as_str()), "referer": text(header::REFERER.as_str()),
            "locale": text("x-locale"), "idempotency_key": text("idempotency-key"),
            "authorized": request.headers().contains_key(header::AUTHORIZATION),
            "cookie": request.headers().contains_key(header::COOKIE), "fault": null, "at": clock::now_ms(),
        });
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.0 += 1;
        let number = log.0;
        if log.1.len() >= CAPACITY {
            log.1.pop_front();
        }
        log.1.push_back(Entry { number, body });
        number
    }

    /// Completes an entry. Status 0 is a connection closed without an answer.
    pub fn close(&self, number: u64, status: u16, fault: Option<&str>) {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = log.1.iter_mut().rev().find(|entry| entry.number == number);
        if let Some(map) = entry.and_then(|entry| entry.body.as_object_mut()) {
            map.insert("status".into(), json!(status));
            map.insert("fault".into(), json!(fault));
        }
    }

    /// All entries.
    pub fn all(&self) -> Value {
        let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Value::Array(log.1.iter().map(|entry| entry.body.clone()).collect())
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1.clear();
    }
}

fn header_text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_string)
}
