//! The preview over HTTP: to this machine's browser, and to nobody else.
//!
//! What it serves is in memory and has a name here; no path of a request ever becomes a path on the disk. A page elsewhere on
//! the net can make a browser ask 127.0.0.1, also under a name of its own (DNS rebinding), so a request must name this server
//! as its host, and come from its own pages.
//!
//! hyper, since it is well kept, times clients out and holds a waiting one as a task instead of a thread; the smaller
//! `tiny_http` has had no release since 2022, waits for ever for a client that says nothing, and cannot end connections.

use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use beredskab::output::OutputError;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::sync::watch::Receiver;
use tokio::time::{sleep, timeout};

use super::preview::{FRAME, Preview};
use super::shell;

/// How long a client is kept waiting for news before it is told that there is none.
const NEWS: Duration = Duration::from_secs(25);

/// How long a client may take to say what it wants.
const REQUEST: Duration = Duration::from_secs(10);

/// How long the last answers get to reach their clients when the server ends.
const FAREWELL: Duration = Duration::from_millis(500);

/// The plan's page runs no script; its images are in it. Only the shell may frame it.
const PLAN_POLICY: &str = "default-src 'none'; script-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'self'";

/// The shell has its script and style beside it, and frames the plan.
const SHELL_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; \
     img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What is neither.
const OTHER_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const NO_PLAN: &str = "Der er ingen plan at vise endnu.";

/// The previews as they come; ended when no more will.
type Previews = Receiver<Arc<Preview>>;

type Answer = Response<Full<Bytes>>;

/// Serves until no more previews will come.
///
/// # Errors
/// Where the system gives no network.
pub fn serve(listener: TcpListener, mut previews: Previews) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("Serveren kan ikke startes.")?;
    let ended = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let here = Arc::new(Here::at(listener.local_addr()?));
        let connections = Arc::new(GracefulShutdown::new());
        let accepting = tokio::spawn(accept(listener, here, previews.clone(), Arc::clone(&connections)));
        while previews.changed().await.is_ok() {}
        accepting.abort();
        // Until it has let go of its half.
        let _ = accepting.await;
        if let Some(connections) = Arc::into_inner(connections) {
            // A client that does not listen is not waited for.
            let _ = timeout(FAREWELL, connections.shutdown()).await;
        }
        std::io::Result::Ok(())
    });
    // A PDF that nobody will see is not waited for either.
    runtime.shutdown_background();
    ended.context("Serveren kan ikke startes.")
}

async fn accept(listener: tokio::net::TcpListener, here: Arc<Here>, previews: Previews, connections: Arc<GracefulShutdown>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file handles, or a client gone before it was let in: neither is helped by trying at once.
            sleep(Duration::from_millis(20)).await;
            continue;
        };
        let (here, previews) = (Arc::clone(&here), previews.clone());
        let service = service_fn(move |request| {
            let (here, previews) = (Arc::clone(&here), previews.clone());
            async move { Ok::<_, Infallible>(answer(&request, &here, previews).await) }
        });
        let mut server = http1::Builder::new();
        server.timer(TokioTimer::new()).header_read_timeout(REQUEST).max_headers(64).max_buf_size(32 * 1024);
        let connection = connections.watch(server.serve_connection(TokioIo::new(stream), service));
        // What goes wrong between the two is the client's to tell.
        tokio::spawn(async move { drop(connection.await) });
    }
}

/// The names that this server goes by.
struct Here {
    hosts: [String; 2],
}

impl Here {
    fn at(address: SocketAddr) -> Self {
        let names = ["127.0.0.1", "localhost"];
        // The port that HTTP has of itself is left out by browsers.
        let hosts =
            if address.port() == 80 { names.map(str::to_owned) } else { names.map(|name| format!("{name}:{}", address.port())) };
        Self { hosts }
    }

    /// Whether a request was meant for this server by the one who sent it.
    fn is_meant(&self, request: &Request<Incoming>) -> bool {
        let is_here = |host: &str| self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host));
        let mut hosts = request.headers().get_all(header::HOST).iter();
        let host = hosts.next().and_then(|host| host.to_str().ok()).is_some_and(is_here) && hosts.next().is_none();
        let target = request.uri().authority().is_none_or(|authority| is_here(authority.as_str()));
        host && target && self.is_from_here(request)
    }

    /// Whether no other page has sent it. A link elsewhere may lead to the shell, which tells the other page nothing.
    fn is_from_here(&self, request: &Request<Incoming>) -> bool {
        let text = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap_or_default());
        let origin = text("origin").is_none_or(|origin| self.hosts.iter().any(|own| origin == format!("http://{own}")));
        let site = text("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
        let follows_link = request.uri().path() == "/" && text("sec-fetch-dest") == Some("document");
        origin && (site || follows_link)
    }
}

async fn answer(request: &Request<Incoming>, here: &Here, mut previews: Previews) -> Answer {
    if !here.is_meant(request) {
        return told(StatusCode::FORBIDDEN, "Forhåndsvisningen svarer kun på sin egen adresse på denne computer.");
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut answer = told(StatusCode::METHOD_NOT_ALLOWED, "Forhåndsvisningen kan kun læses.");
        answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return answer;
    }
    let path = request.uri().path();
    if path == "/nyt" {
        let known = request.uri().query().and_then(|query| query.strip_prefix("efter=")).and_then(|text| text.parse().ok());
        return news(known, &mut previews).await;
    }
    let preview = Arc::clone(&previews.borrow());
    match path {
        "/" => content(HTML, SHELL_POLICY, shell::page(&preview)),
        "/vis.css" => content(CSS, OTHER_POLICY, shell::STYLE),
        "/vis.js" => content("text/javascript; charset=utf-8", OTHER_POLICY, shell::SCRIPT),
        "/plan.pdf" => pdf(&preview).await,
        _ => match (&preview.page, path.strip_prefix('/').unwrap_or_default()) {
            (Some(page), name) if name == FRAME.page => content(HTML, PLAN_POLICY, page.html.clone()),
            (Some(page), name) if name == page.style_name => content(CSS, OTHER_POLICY, page.style.clone()),
            (None, name) if name == FRAME.page => told(StatusCode::NOT_FOUND, NO_PLAN),
            _ => told(StatusCode::NOT_FOUND, "Der er ikke noget på den adresse."),
        },
    }
}

/// What the shell is to show, as soon as that is not what it shows already.
async fn news(known: Option<u64>, previews: &mut Previews) -> Answer {
    let is_new = |preview: &Arc<Preview>| Some(preview.version) != known;
    let came = timeout(NEWS, previews.wait_for(is_new)).await.map(|came| came.ok().map(|preview| Arc::clone(&preview)));
    let preview = match came {
        Ok(Some(preview)) => Some(preview),
        // No more will come.
        Ok(None) => None,
        Err(_) => Some(Arc::clone(&previews.borrow())),
    };
    content("application/json", OTHER_POLICY, shell::news(preview.as_deref()))
}

/// The plan as PDF, made when it is asked for.
async fn pdf(preview: &Preview) -> Answer {
    let Some(page) = preview.page.clone() else { return told(StatusCode::NOT_FOUND, NO_PLAN) };
    // Beside the others: it takes longer than they should wait.
    match tokio::task::spawn_blocking(move || page.pdf()).await {
        Ok(Ok(bytes)) => content("application/pdf", OTHER_POLICY, bytes),
        Ok(Err(error @ OutputError::PdfNotIncluded)) => told(StatusCode::NOT_FOUND, &error.to_string()),
        Ok(Err(error)) => told(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
        Err(_) => told(StatusCode::INTERNAL_SERVER_ERROR, "PDF-filen kunne ikke laves."),
    }
}

/// A sentence in place of what was asked for.
fn told(status: StatusCode, sentence: &str) -> Answer {
    let mut answer = content("text/plain; charset=utf-8", OTHER_POLICY, format!("{sentence}\n"));
    *answer.status_mut() = status;
    answer
}

fn content(kind: &'static str, policy: &str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(body.into()));
    let headers: &mut HeaderMap = answer.headers_mut();
    let fixed = [
        (header::CONTENT_TYPE, kind),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Policies are ASCII, so none is refused; without one nothing would be allowed less.
    let policy = HeaderValue::from_str(policy).unwrap_or(HeaderValue::from_static(OTHER_POLICY));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    answer
}
