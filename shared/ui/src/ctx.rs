//! What every view of a widget is handed.

use leptos::prelude::*;
use oc_core_client::{CancelToken, Core, CoreError, Identity, core_for};
use oc_element::{Detail, Event, Host, Mount};
use oc_i18n::{I18n, Key};
use oc_settings::Common;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(1);

struct Inner {
    host: Host,
    i18n: I18n,
    common: Common,
    core: Core,
    cancel: CancelToken,
}

/// A handle to one mounted widget. `Copy` and `Send`, so closures of views capture it freely. After the widget left the
/// page its methods do nothing and give empty texts.
#[derive(Clone, Copy)]
pub struct Ctx {
    inner: StoredValue<Inner, LocalStorage>,
    number: u32,
}

impl Ctx {
    /// Call once, at the start of a widget's view: what it starts ends when the view is unmounted.
    pub fn new(mount: Mount) -> Ctx {
        let Mount { host, i18n, common } = mount;
        let core = core_for(&common.base_url, i18n.lang());
        let cancel = CancelToken::new();
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let inner = StoredValue::new_local(Inner { host, i18n, common, core, cancel: cancel.clone() });
        let ctx = Ctx { inner, number };
        let stop = StoredValue::new_local(cancel);
        Owner::on_cleanup(move || {
            stop.try_with_value(CancelToken::cancel);
        });
        ctx
    }

    fn read<T: Default>(self, read: impl FnOnce(&Inner) -> T) -> T {
        self.inner.try_with_value(read).unwrap_or_default()
    }

    /// A message in the widget's language.
    pub fn t(self, key: Key) -> String {
        self.read(|inner| inner.i18n.t(key).to_owned())
    }

    /// A message with its placeholders filled.
    pub fn fmt(self, key: Key, values: &[(&str, &str)]) -> String {
        self.read(|inner| inner.i18n.fmt(key, values))
    }

    /// One of two messages by number; `{n}` is filled.
    pub fn plural(self, n: u64, one: Key, other: Key) -> String {
        self.read(|inner| inner.i18n.plural(n, one, other))
    }

    /// The messages themselves, for models that word their own problems.
    pub fn i18n(self) -> Option<I18n> {
        self.inner.try_with_value(|inner| inner.i18n.clone())
    }

    /// The core; `None` after the widget left the page.
    pub fn core(self) -> Option<Core> {
        self.inner.try_with_value(|inner| inner.core.clone())
    }

    /// The settings common to all widgets; `None` after the widget left the page.
    pub fn common(self) -> Option<Common> {
        self.inner.try_with_value(|inner| inner.common.clone())
    }

    /// The element; `None` after the widget left the page.
    pub fn host(self) -> Option<Host> {
        self.inner.try_with_value(|inner| inner.host.clone())
    }

    /// Cancelled when the widget leaves the page; hand it to the core's calls.
    pub fn cancel(self) -> CancelToken {
        self.read(|inner| inner.cancel.clone())
    }

    /// An id that is unique on the page, whatever else it contains and however many widgets of this kind it has.
    pub fn id(self, name: &str) -> String {
        let widget = self.read(|inner| inner.host.widget());
        ["oc-", widget, "-", &oc_i18n::decimal(self.number.into()), "-", name].concat()
    }

    /// Runs work. It may outlive the widget: calls end by [`Ctx::cancel`], and what else it finds is gone, not broken.
    pub fn spawn(self, work: impl Future<Output = ()> + 'static) {
        let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
        leptos::task::spawn_local(work);
    }

    /// Fires an event of the host interface.
    pub fn emit(self, event: Event, detail: &[(&str, Detail<'_>)]) {
        self.inner.try_with_value(|inner| inner.host.emit(event, detail));
    }

    /// Tells the host page of a failed call, by a stable word and without personal data.
    pub fn report(self, error: &CoreError) {
        if *error != CoreError::Cancelled {
            self.inner.try_with_value(|inner| inner.host.error(error.kind(), error.kind()));
        }
    }

    /// Remembers what was typed (JSON text) until the page is left; `None` forgets it.
    pub fn keep(self, state: Option<&str>) {
        self.inner.try_with_value(|inner| inner.host.keep(state));
    }

    /// What [`Ctx::keep`] remembered before this mount.
    pub fn kept(self) -> Option<String> {
        self.read(|inner| inner.host.kept())
    }

    /// Says whether something typed here would be lost by leaving the page. While so, login links open a new tab and
    /// the browser asks before the page is closed.
    pub fn set_unsaved(self, unsaved: bool) {
        if let Some(core) = self.core() {
            core.session().set_unsaved(usize::try_from(self.number).unwrap_or_default(), unsaved);
        }
    }

    /// Calls `learned` as soon as it is known who is logged in, and at every change: logins in other tabs too. The core
    /// is asked once per page, however many widgets ask.
    pub fn on_identity(self, learned: impl Fn(&Identity) + 'static) {
        let Some(core) = self.core() else { return };
        let session = core.session();
        let learned = Rc::new(learned);
        let tell = learned.clone();
        let subscription = session.subscribe(move |now| tell(now));
        // Held until the widget leaves the page: dropping a subscription ends it.
        let _ = StoredValue::new_local(subscription);
        match session.current() {
            Some(now) => learned(&now),
            // Subscribers hear the answer.
            None => self.spawn(async move {
                session.identify().await;
            }),
        }
        crate::login::follow_other_tabs(self);
    }
}
