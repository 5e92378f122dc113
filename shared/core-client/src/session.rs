//! The page's one session: who is there, with which token (core API contract, section 2). Everything is kept in memory.

use crate::core::Core;
use crate::error::CoreError;
use crate::identity::Identity;
use crate::token::Token;
use crate::transport::Later;
use crate::wait::{Flight, Soon};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

type Listener = Rc<RefCell<dyn FnMut(&Identity)>>;

/// What the session knows; part of what all clones of a [`Core`] share.
#[derive(Default)]
pub(crate) struct SessionState {
    identity: RefCell<Option<Identity>>,
    token: RefCell<Option<Token>>,
    /// A citizen's session was lost: until they log in again, or choose otherwise, nothing goes out as anonymous.
    lost: Cell<bool>,
    identifying: RefCell<Option<Flight<Identity>>>,
    refreshing: RefCell<Option<Flight<Identity>>>,
    obtaining: RefCell<Option<Flight<Result<Token, CoreError>>>>,
    listeners: Rc<RefCell<Listeners>>,
    unsaved: RefCell<Vec<usize>>,
}

#[derive(Default)]
struct Listeners {
    next: usize,
    list: Vec<(usize, Listener)>,
}

/// Keeps a listener of [`Session::subscribe`] registered; dropping it removes the listener.
#[must_use = "dropping it ends the subscription"]
pub struct Subscription {
    id: usize,
    listeners: Weak<RefCell<Listeners>>,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(listeners) = self.listeners.upgrade() {
            // Dropped after the borrow ends: what the listener holds may itself drop a subscription.
            let removed: Vec<_> = listeners.borrow_mut().list.extract_if(.., |(id, _)| *id == self.id).collect();
            drop(removed);
        }
    }
}

/// A handle on the page's session. Clones are the same session.
#[derive(Clone)]
pub struct Session {
    pub(crate) core: Core,
}

impl Session {
    pub(crate) fn of(core: Core) -> Session {
        Session { core }
    }

    fn state(&self) -> &SessionState {
        &self.core.shared.session
    }

    /// Who is there. However many widgets ask, and whenever, the page asks the core once; [`Session::refresh`] asks again.
    /// Whatever goes wrong, the answer is [`Identity::Nobody`]: widgets work without a login.
    pub fn identify<'a>(&'a self) -> Soon<'a, Identity> {
        Box::pin(async move {
            if let Some(identity) = self.current() {
                return identity;
            }
            let session = self.clone();
            let look = async move {
                let (identity, token) = session.look_up().await.unwrap_or((Identity::Nobody, None));
                session.settle(identity.clone(), token);
                identity
            };
            together(&self.state().identifying, Box::pin(look)).await
        })
    }

    /// Who is there, as far as known without asking.
    pub fn current(&self) -> Option<Identity> {
        self.state().identity.borrow().clone()
    }

    /// Asks the core again, for instance after a login in another tab. If the core cannot be asked now, what was known
    /// stays.
    pub fn refresh<'a>(&'a self) -> Soon<'a, Identity> {
        Box::pin(async move {
            let running = self.state().identifying.borrow().clone();
            if let Some(flight) = running {
                flight.wait().await;
            }
            let session = self.clone();
            let look = async move {
                match (session.look_up().await, session.current()) {
                    (Ok((identity, token)), _) => {
                        session.settle(identity.clone(), token);
                        identity
                    }
                    (Err(_), Some(known)) => known,
                    (Err(_), None) => {
                        session.settle(Identity::Nobody, None);
                        Identity::Nobody
                    }
                }
            };
            together(&self.state().refreshing, Box::pin(look)).await
        })
    }

    /// Calls `listener` with every change of identity from now on, the first identification included.
    pub fn subscribe(&self, listener: impl FnMut(&Identity) + 'static) -> Subscription {
        let listeners = &self.state().listeners;
        let mut inner = listeners.borrow_mut();
        inner.next += 1;
        let id = inner.next;
        inner.list.push((id, Rc::new(RefCell::new(listener))));
        Subscription { id, listeners: Rc::downgrade(listeners) }
    }

    /// A token with at least half a minute to live: the citizen's if one is logged in, else an anonymous user's.
    ///
    /// # Errors
    /// [`CoreError::LoginRequired`] if a citizen was logged in and is no longer; else what kept the core from answering.
    pub fn token<'a>(&'a self) -> Soon<'a, Result<Token, CoreError>> {
        self.token_for(false, None)
    }

    /// The citizen's token.
    ///
    /// # Errors
    /// [`CoreError::LoginRequired`] if no citizen is logged in; else what kept the core from answering.
    pub fn citizen_token<'a>(&'a self) -> Soon<'a, Result<Token, CoreError>> {
        self.token_for(true, None)
    }

    /// A token in place of `stale`, which the core has refused: once, however many calls were refused together.
    ///
    /// # Errors
    /// [`CoreError::LoginRequired`] if a citizen was logged in and is no longer; else what kept the core from answering.
    pub fn renew<'a>(&'a self, stale: &'a Token) -> Soon<'a, Result<Token, CoreError>> {
        self.token_for(false, Some(stale))
    }

    /// A token, the citizen's own if `citizen`, other than `stale`, which the core has refused.
    pub(crate) fn token_for<'a>(
        &'a self,
        citizen: bool,
        stale: Option<&'a Token>,
    ) -> Soon<'a, Result<Token, CoreError>> {
        Box::pin(async move {
            let identity = self.identify().await;
            if citizen && identity.citizen().is_none() {
                return Err(LOGIN);
            }
            let held = self.state().token.borrow().clone();
            if let Some(token) = held {
                let good = match stale {
                    Some(stale) => token != *stale,
                    None => token.fresh(self.core.shared.transport.now_ms()),
                };
                if good {
                    return Ok(token);
                }
            }
            if self.state().lost.get() { Err(LOGIN) } else { self.obtain().await }
        })
    }

    /// Whether a citizen was logged in on this page and is no longer.
    pub fn login_lost(&self) -> bool {
        self.state().lost.get()
    }

    /// The person has been told that the login is gone and wants to go on without it.
    pub fn go_on_anonymously(&self) {
        self.state().lost.set(false);
    }

    /// Notes whether the widget `key` holds something typed that leaving the page would lose.
    pub fn set_unsaved(&self, key: usize, unsaved: bool) {
        let mut list = self.state().unsaved.borrow_mut();
        list.retain(|k| *k != key);
        if unsaved {
            list.push(key);
        }
    }

    /// Whether something typed on this page would be lost by leaving it.
    pub fn has_unsaved(&self) -> bool {
        !self.state().unsaved.borrow().is_empty()
    }

    /// The id of the user whose token is held now.
    pub(crate) fn user_id(&self) -> Option<String> {
        self.state().token.borrow().as_ref().map(|t| t.user_id.clone())
    }

    /// A new token of the same kind as the identity asks for; one request however many wait for it.
    fn obtain<'a>(&'a self) -> Soon<'a, Result<Token, CoreError>> {
        let session = self.clone();
        let obtain = async move {
            match session.current() {
                Some(Identity::Citizen(citizen)) => session.renew_citizen(&citizen.id).await,
                _ => session.anonymous().await,
            }
        };
        together(&self.state().obtaining, Box::pin(obtain))
    }

    fn renew_citizen<'a>(&'a self, id: &'a str) -> Soon<'a, Result<Token, CoreError>> {
        Box::pin(async move {
            match self.cookie_token().await {
                Ok(token) if token.user_id == id && !token.is_staff() => {
                    self.hold(Some(token.clone()));
                    Ok(token)
                }
                // Someone else has logged in meanwhile: what is on the page is not theirs to send unseen.
                Ok(token) => {
                    let (identity, token) = self.person(token).await;
                    self.settle(identity, token);
                    Err(LOGIN)
                }
                Err(CoreError::LoginRequired) => {
                    self.settle(Identity::Nobody, None);
                    Err(LOGIN)
                }
                Err(error) => Err(error),
            }
        })
    }

    pub(crate) fn hold(&self, token: Option<Token>) {
        *self.state().token.borrow_mut() = token;
    }

    /// Takes over what is now known, and tells everyone if it is news.
    fn settle(&self, identity: Identity, token: Option<Token>) {
        let state = self.state();
        let before = state.identity.replace(Some(identity.clone()));
        let was_citizen = matches!(before, Some(Identity::Citizen(_)));
        match identity {
            Identity::Citizen(_) => state.lost.set(false),
            _ if was_citizen => state.lost.set(true),
            _ => {}
        }
        // An anonymous token already in use stays in use while nobody is logged in: what it made is its own.
        if token.is_some() || was_citizen {
            self.hold(token);
        }
        if before.as_ref() != Some(&identity) {
            self.tell(&identity);
        }
    }

    fn tell(&self, identity: &Identity) {
        let listeners = &self.state().listeners;
        let ids: Vec<usize> = listeners.borrow().list.iter().map(|(id, _)| *id).collect();
        for id in ids {
            // Looked up one by one, and called unborrowed: a listener may end or begin subscriptions.
            let listener = listeners.borrow().list.iter().find(|(i, _)| *i == id).map(|(_, l)| l.clone());
            if let Some(listener) = listener
                && let Ok(mut call) = listener.try_borrow_mut()
            {
                call(identity);
            }
        }
    }
}

pub(crate) const LOGIN: CoreError = CoreError::LoginRequired;

/// Joins the work that is under way in `slot`, or starts this.
fn together<'a, T: Clone + 'static>(slot: &'a RefCell<Option<Flight<T>>>, work: Later<T>) -> Soon<'a, T> {
    let running = slot.borrow().clone();
    let flight = running.unwrap_or_else(|| {
        let flight = Flight::new(work);
        *slot.borrow_mut() = Some(flight.clone());
        flight
    });
    Box::pin(async move {
        let result = flight.wait().await;
        let mut slot = slot.borrow_mut();
        // Forgotten once it has landed, unless another has taken its place.
        if slot.as_ref().is_some_and(|other| other.same(&flight)) {
            *slot = None;
        }
        result
    })
}
