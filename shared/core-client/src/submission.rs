//! Making an application at most once, whatever the network does.
//!
//! A submission carries one `Idempotency-Key` through all its tries. When a try ends without telling whether it arrived,
//! the citizen's latest applications of that service are read back and compared with what was sent; only when it is
//! surely not among them is it sent again.

use crate::core::{Auth, Call, Core, Failure};
use crate::endpoints::applications::{Application, NewApplication, Stage};
use crate::error::{CoreError, Oddity};
use crate::same_data::same_data;
use crate::transport::Method;
use crate::url::Path;
use crate::wait::CancelToken;
use crate::wait::Soon;
use oc_i18n::DateTime;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The core's clock is known to the second, and its answers travel: anything made this long before counts as after.
const CLOCK_TOLERANCE_S: f64 = 60.0;
/// Pauses before reading back, milliseconds: the core may still be at work on what was sent.
const READ_BACK_AFTER_MS: [u32; 2] = [1_000, 3_000];

/// One thing the citizen wants done once: what to send, frozen, and what became of it. Pressing "send" again passes the
/// same submission to [`Core::submit`]; changed data is another submission, and should wait until
/// [`Submission::outcome_unknown`] is settled. Clones are the same submission.
#[derive(Clone)]
pub struct Submission {
    inner: Rc<Inner>,
}

struct Inner {
    new: NewApplication,
    key: String,
    in_flight: Cell<bool>,
    /// A try has left and its fate is not known.
    unknown: Cell<bool>,
    /// Whose token the last try carried.
    sender: RefCell<Option<String>>,
    /// When the first try left, by the core's clock, seconds since 1970.
    started_s: Cell<Option<f64>>,
    made: RefCell<Option<Application>>,
}

impl Submission {
    /// The application, once it is known to be made.
    pub fn made(&self) -> Option<Application> {
        self.inner.made.borrow().clone()
    }

    /// Whether something left and nobody knows yet whether it arrived.
    pub fn outcome_unknown(&self) -> bool {
        self.inner.unknown.get()
    }

    /// The `Idempotency-Key` of every try.
    pub fn key(&self) -> &str {
        &self.inner.key
    }
}

/// Marks the submission as on its way, also when the caller goes away in the middle.
struct OnItsWay<'a>(&'a Cell<bool>);

impl Drop for OnItsWay<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

/// What reading back showed.
enum ReadBack {
    Made(Application),
    NotMade,
    Unreadable,
}

impl Failure {
    /// Whether the core may have acted on the call although it failed.
    pub(crate) fn unknown(&self) -> bool {
        let vague = match &self.error {
            CoreError::Network
            | CoreError::Offline
            | CoreError::Timeout
            | CoreError::Cancelled
            | CoreError::Server { .. } => true,
            CoreError::UnexpectedAnswer(oddity) => *oddity != Oddity::Redirect,
            _ => false,
        };
        self.sent && vague
    }
}

impl Core {
    /// Prepares to make one application. Nothing is sent yet.
    pub fn submission(&self, new: NewApplication) -> Submission {
        let inner = Inner {
            new,
            key: self.shared.transport.uuid(),
            in_flight: Cell::new(false),
            unknown: Cell::new(false),
            sender: RefCell::default(),
            started_s: Cell::new(None),
            made: RefCell::default(),
        };
        Submission { inner: Rc::new(inner) }
    }

    /// Makes the application, at most once over all calls with the same submission; one already made is answered at once.
    /// It cannot be cancelled: what has left cannot be called back.
    ///
    /// # Errors
    /// [`CoreError::AlreadySending`] while another call is at it. [`CoreError::OutcomeUnknown`] if nobody can tell: call
    /// again, which looks first. Any other error means that no application was made.
    pub fn submit<'a>(&'a self, submission: &'a Submission) -> Soon<'a, Result<Application, CoreError>> {
        Box::pin(async move {
            let inner = &*submission.inner;
            if inner.in_flight.replace(true) {
                return Err(CoreError::AlreadySending);
            }
            let _on_its_way = OnItsWay(&inner.in_flight);
            if let Some(made) = submission.made() {
                return Ok(made);
            }
            if inner.unknown.get() {
                match self.read_back(inner).await {
                    ReadBack::Made(application) => return Ok(self.keep(inner, application)),
                    ReadBack::NotMade => inner.unknown.set(false),
                    ReadBack::Unreadable => return Err(CoreError::OutcomeUnknown),
                }
            }
            let mut tried = 0;
            loop {
                // Twice with the key. Where the key's header is what the core's CORS answer refuses, the browser reports each
                // try as a network failure although reading works: then once without.
                let keyed = tried < 2 && !self.shared.key_refused.get();
                let failure = match self.try_once(inner, keyed).await {
                    Ok(application) => {
                        self.shared.key_refused.set(!keyed);
                        return Ok(self.keep(inner, application));
                    }
                    Err(failure) => failure,
                };
                tried += 1;
                if !failure.unknown() {
                    inner.unknown.set(false);
                    return Err(failure.error);
                }
                match self.read_back_patiently(inner).await {
                    ReadBack::Made(application) => return Ok(self.keep(inner, application)),
                    ReadBack::Unreadable => return Err(CoreError::OutcomeUnknown),
                    // Given up on by us, but perhaps not by the core: it may still appear.
                    ReadBack::NotMade if failure.error == CoreError::Timeout => return Err(CoreError::OutcomeUnknown),
                    ReadBack::NotMade => inner.unknown.set(false),
                }
                let again = match failure.error {
                    CoreError::Network => tried < 2 || (tried == 2 && keyed),
                    CoreError::UnexpectedAnswer(Oddity::Html) => false,
                    _ => tried < 2,
                };
                if !again {
                    return Err(failure.error);
                }
            }
        })
    }

    fn try_once<'a>(&'a self, inner: &'a Inner, keyed: bool) -> Soon<'a, Result<Application, Failure>> {
        Box::pin(async move {
            let session = self.session();
            let token = session.token().await.map_err(|error| Failure { error, sent: false })?;
            let now_s = (self.shared.transport.now_ms() - token.clock_skew_ms) / 1000.0;
            inner.started_s.set(Some(inner.started_s.get().map_or(now_s, |s| s.min(now_s))));
            *inner.sender.borrow_mut() = Some(token.user_id);
            // Noted before it leaves: should the caller go away in the middle, the next call looks first.
            inner.unknown.set(true);
            let (path, body, cancel) = (Path::api(&["applications"]), inner.new.body(), CancelToken::new());
            let call = Call {
                method: Method::Post,
                path: &path,
                auth: Auth::Token,
                body: Some(&body),
                idempotency_key: keyed.then_some(inner.key.as_str()),
                cancel: &cancel,
            };
            let answer = self.once(&call).await;
            // The token may have been renewed on the way, for an anonymous user into another user's.
            *inner.sender.borrow_mut() = session.user_id();
            let shapeless = Failure { error: CoreError::UnexpectedAnswer(Oddity::Shape), sent: true };
            answer.and_then(|json| Application::read(&json).ok_or(shapeless))
        })
    }

    fn read_back_patiently<'a>(&'a self, inner: &'a Inner) -> Soon<'a, ReadBack> {
        Box::pin(async move {
            let mut seen = ReadBack::Unreadable;
            for ms in READ_BACK_AFTER_MS {
                self.shared.transport.sleep(ms).await;
                seen = self.read_back(inner).await;
                if let ReadBack::Made(_) = seen {
                    break;
                }
            }
            seen
        })
    }

    /// Looks for what was sent among the sender's latest applications of that service.
    fn read_back<'a>(&'a self, inner: &'a Inner) -> Soon<'a, ReadBack> {
        Box::pin(async move {
            let drafts = inner.new.stage == Stage::Draft;
            let list = self.applications_of(&inner.new.service, drafts, 5, Auth::Token, &CancelToken::new()).await;
            let Ok(list) = list else { return ReadBack::Unreadable };
            // Another user's list says nothing.
            if self.session().user_id() != *inner.sender.borrow() {
                return ReadBack::Unreadable;
            }
            let Some(since) = inner.started_s.get().and_then(|s| DateTime::from_unix((s - CLOCK_TOLERANCE_S) as i64))
            else {
                return ReadBack::Unreadable;
            };
            let ours = |a: &Application| {
                a.created().is_some_and(|created| created >= since)
                    && !self.shared.made.borrow().contains(&a.id)
                    && same_data(&inner.new.data, a.data())
            };
            list.into_iter().find(ours).map_or(ReadBack::NotMade, ReadBack::Made)
        })
    }

    fn keep(&self, inner: &Inner, application: Application) -> Application {
        inner.unknown.set(false);
        self.shared.made.borrow_mut().push(application.id.clone());
        *inner.made.borrow_mut() = Some(application.clone());
        application
    }
}
