//! Small pieces of waiting: the first of several futures, a shared flight, and cancellation.

use crate::transport::Later;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// Work under way. Boxed, although it need not be: a bare `async fn` is compiled anew into everything that awaits it, and
/// every widget carried a copy of the session.
pub type Soon<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// What `read` makes of an answer to come.
pub(crate) struct Then<'a, A, T> {
    pub answer: Soon<'a, A>,
    pub read: fn(A) -> T,
}

impl<A, T> Future for Then<'_, A, T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let read = self.read;
        self.answer.as_mut().poll(cx).map(read)
    }
}

/// What ended a [`race`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ended<T> {
    Done(T),
    TimedOut,
    Cancelled,
}

/// Waits for `work`, at most until `timer` fires or `cancel` is pulled. The loser is dropped, which aborts it.
pub(crate) async fn race<T>(mut work: Later<T>, mut timer: Later<()>, cancel: &CancelToken) -> Ended<T> {
    poll_fn(|cx| {
        if cancel.poll_cancelled(cx) {
            return Poll::Ready(Ended::Cancelled);
        }
        if let Poll::Ready(value) = work.as_mut().poll(cx) {
            return Poll::Ready(Ended::Done(value));
        }
        timer.as_mut().poll(cx).map(|()| Ended::TimedOut)
    })
    .await
}

/// Remembers one waker per waiting task.
#[derive(Default)]
struct Wakers(RefCell<Vec<Waker>>);

impl Wakers {
    fn add(&self, cx: &Context<'_>) {
        let mut list = self.0.borrow_mut();
        if !list.iter().any(|w| w.will_wake(cx.waker())) {
            list.push(cx.waker().clone());
        }
    }

    fn wake_all(&self) {
        // Taken out first: a waker may poll, and so come back here, at once.
        let list = std::mem::take(&mut *self.0.borrow_mut());
        for waker in list {
            waker.wake();
        }
    }
}

/// Pulled when a widget leaves the page: its calls in flight end with `Cancelled`. Clones share one switch.
#[derive(Clone, Default)]
pub struct CancelToken(Rc<CancelState>);

#[derive(Default)]
struct CancelState {
    cancelled: Cell<bool>,
    wakers: Wakers,
}

impl CancelToken {
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends every call that carries this token, now and later.
    pub fn cancel(&self) {
        self.0.cancelled.set(true);
        self.0.wakers.wake_all();
    }

    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.get()
    }

    fn poll_cancelled(&self, cx: &Context<'_>) -> bool {
        if !self.is_cancelled() {
            self.0.wakers.add(cx);
        }
        self.is_cancelled()
    }
}

/// One piece of work awaited by many. Whoever is alive drives it, so that a caller that goes away leaves none hanging.
pub(crate) struct Flight<T> {
    state: Rc<FlightState<T>>,
}

struct FlightState<T> {
    work: RefCell<Option<Later<T>>>,
    result: RefCell<Option<T>>,
    wakers: Wakers,
}

impl<T> Clone for Flight<T> {
    fn clone(&self) -> Self {
        Flight { state: self.state.clone() }
    }
}

impl<T: Clone> Flight<T> {
    pub(crate) fn new(work: Later<T>) -> Self {
        let state =
            FlightState { work: RefCell::new(Some(work)), result: RefCell::new(None), wakers: Wakers::default() };
        Flight { state: Rc::new(state) }
    }

    /// Whether both are the same piece of work.
    pub(crate) fn same(&self, other: &Flight<T>) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
    }

    /// The result, when it is there.
    pub(crate) async fn wait(&self) -> T {
        let _leaving = WakeOthers(&self.state.wakers);
        poll_fn(|cx| {
            if let Some(result) = self.state.result.borrow().as_ref() {
                return Poll::Ready(result.clone());
            }
            self.state.wakers.add(cx);
            // Out of its cell while it runs: the work itself may look at this flight.
            let Some(mut work) = self.state.work.borrow_mut().take() else { return Poll::Pending };
            match work.as_mut().poll(cx) {
                Poll::Ready(value) => {
                    *self.state.result.borrow_mut() = Some(value.clone());
                    self.state.wakers.wake_all();
                    Poll::Ready(value)
                }
                Poll::Pending => {
                    *self.state.work.borrow_mut() = Some(work);
                    Poll::Pending
                }
            }
        })
        .await
    }
}

/// The work holds the waker of whoever polled it last; when that one leaves, the others must poll it again.
struct WakeOthers<'a>(&'a Wakers);

impl Drop for WakeOthers<'_> {
    fn drop(&mut self) {
        self.0.wake_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::Future;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake;

    #[derive(Default)]
    struct Counter(AtomicUsize);

    impl Wake for Counter {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn when_the_one_that_drives_the_work_leaves_the_others_take_over() {
        let flight: Flight<u8> = Flight::new(Box::pin(std::future::pending()));
        let (stays, leaves) = (Arc::new(Counter::default()), Arc::new(Counter::default()));
        let mut staying = Box::pin(flight.wait());
        let mut leaving = Box::pin(flight.wait());
        assert!(staying.as_mut().poll(&mut Context::from_waker(&stays.clone().into())).is_pending());
        assert!(leaving.as_mut().poll(&mut Context::from_waker(&leaves.clone().into())).is_pending());
        assert_eq!(stays.0.load(Ordering::Relaxed), 0);
        drop(leaving);
        assert_eq!(stays.0.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn cancelling_wakes_whoever_waits() {
        let (cancel, counter) = (CancelToken::new(), Arc::new(Counter::default()));
        let waker = Waker::from(counter.clone());
        let mut waiting =
            Box::pin(race::<()>(Box::pin(std::future::pending()), Box::pin(std::future::pending()), &cancel));
        assert!(waiting.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
        cancel.clone().cancel();
        assert_eq!(counter.0.load(Ordering::Relaxed), 1);
        assert_eq!(waiting.as_mut().poll(&mut Context::from_waker(&waker)), Poll::Ready(Ended::Cancelled));
    }
}
