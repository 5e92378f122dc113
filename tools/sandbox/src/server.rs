//! The three listeners, from start to stop.

use std::io::Read;
use std::net::Ipv4Addr;
use std::pin::pin;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};

use crate::app::{App, Origins, Shared};
use crate::db::Db;
use crate::faults::Faults;
use crate::front::Front;
use crate::log::RequestLog;
use crate::options::Options;
use crate::token::Keys;
use crate::{applications, core, static_files};

/// Which of the three servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    Core,
    Widgets,
    Site,
}

impl Port {
    /// `core`, `widgets` or `site`.
    pub fn name(self) -> &'static str {
        match self {
            Port::Core => "core",
            Port::Widgets => "widgets",
            Port::Site => "site",
        }
    }

    /// The server with this name.
    pub fn named(name: &str) -> Option<Port> {
        [Port::Core, Port::Widgets, Port::Site].into_iter().find(|port| port.name() == name)
    }
}

/// Runs until it is told to stop. The error is a sentence for the terminal.
pub async fn run(options: Options) -> Result<(), String> {
    // All three listen before anything else happens: each has to know the addresses of the others.
    let (core_listener, core_origin) = bind(options.core_port).await?;
    let (widgets_listener, widgets_origin) = bind(options.widgets_port).await?;
    let (site_listener, site_origin) = bind(options.site_port).await?;
    let mut with_session = vec![site_origin.clone()];
    with_session.extend(options.allowed_origins.iter().cloned());

    let app: Shared = Arc::new(App {
        db: Db::open(options.db.as_deref())?,
        keys: Keys::default(),
        origins: Origins { core: core_origin, widgets: widgets_origin, site: site_origin, with_session },
        token_ttl: options.token_ttl,
        submit_delay: options.submit_delay,
        faults: Faults::default(),
        recycle: watch::Sender::new(()),
        log: RequestLog::default(),
    });
    let preparing = app.clone();
    tokio::task::spawn_blocking(move || {
        if let Err(error) = preparing.keys.prepare(&preparing.db) {
            eprintln!("oc-sandbox: no signing key: {error}");
        }
    });
    applications::promote_leftovers(&app).map_err(|problem| format!("{problem:?}"))?;

    for (port, listener, router) in [
        (Port::Core, core_listener, core::router(app.clone())),
        (Port::Widgets, widgets_listener, static_files::widgets(&options.dist)),
        (Port::Site, site_listener, static_files::site(&options.site, app.clone())),
    ] {
        tokio::spawn(listen(app.clone(), port, listener, router));
    }
    announce(&app.origins, &options);
    stop(options.exit_on_stdin_close).await
}

async fn bind(port: u16) -> Result<(TcpListener, String), String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| format!("cannot listen on port {port}: {error}"))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    Ok((listener, format!("http://localhost:{}", address.port())))
}

async fn listen(app: Shared, port: Port, listener: TcpListener, router: Router) {
    let front = Arc::new(Front { app, port, router });
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                eprintln!("oc-sandbox: {}: {error}", port.name());
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                continue;
            }
        };
        // Small answers must not wait for more to come; when it cannot be set, they are only late.
        let _ = stream.set_nodelay(true);
        let mut recycle = front.app.recycle.subscribe();
        let front = front.clone();
        let service = service_fn(move |request: Request<Incoming>| front.clone().answer(request.map(Body::new)));
        tokio::spawn(async move {
            let connection =
                http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
            let mut connection = pin!(connection);
            // An error here is a client that went away, or a connection closed on purpose.
            tokio::select! {
                _ = connection.as_mut() => {}
                _ = recycle.changed() => {
                    connection.as_mut().graceful_shutdown();
                    let _ = connection.await;
                }
            }
        });
    }
}

fn announce(origins: &Origins, options: &Options) {
    let mut text = format!(
        "oc-sandbox: the development core. FOR DEVELOPMENT AND TESTS ONLY.\n  core     {}\n  widgets  {}\n  site     {}",
        origins.base(),
        origins.widgets,
        origins.site
    );
    for (option, dir) in [("--dist", &options.dist), ("--site", &options.site)] {
        if !dir.is_dir() {
            text.push_str(&format!("\n  note: {option} {} is not a folder, there is nothing to serve", dir.display()));
        }
    }
    if options.json {
        eprintln!("{text}");
        println!("{}", json!({"core": origins.base(), "widgets": origins.widgets, "site": origins.site}));
    } else {
        println!("{text}");
    }
}

async fn stop(with_stdin: bool) -> Result<(), String> {
    let (closed, stdin) = oneshot::channel();
    // Held until the end when nobody watches standard input, so that the channel stays silent.
    let unwatched = if with_stdin {
        // A plain thread: the runtime would wait for its own blocking readers when it ends.
        std::thread::spawn(move || {
            let mut buffer = [0_u8; 256];
            let mut input = std::io::stdin().lock();
            while matches!(input.read(&mut buffer), Ok(count) if count > 0) {}
            let _ = closed.send(());
        });
        None
    } else {
        Some(closed)
    };
    let outcome = tokio::select! {
        outcome = tokio::signal::ctrl_c() => outcome.map_err(|error| error.to_string()),
        () = terminated() => Ok(()),
        _ = stdin => Ok(()),
    };
    drop(unwatched);
    outcome
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut stream) => {
            stream.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
