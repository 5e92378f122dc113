use oc_i18n::Key;

/// The steps of a wizard, in their order, each named by the message that is its title. One can always go back, and
/// forward as far as one has been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    names: &'static [Key],
    current: usize,
    furthest: usize,
}

impl Steps {
    /// At the first of these steps.
    pub const fn new(names: &'static [Key]) -> Steps {
        Steps { names, current: 0, furthest: 0 }
    }

    /// Every step's title, in order.
    pub const fn names(&self) -> &'static [Key] {
        self.names
    }

    /// The index of the current step, from 0.
    pub const fn index(&self) -> usize {
        self.current
    }

    /// The title of the current step; `None` only for a wizard without steps.
    pub fn current(&self) -> Option<Key> {
        self.names.get(self.current).copied()
    }

    /// "Step n of m": n from 1 to m; (0, 0) for a wizard without steps.
    pub fn position(&self) -> (usize, usize) {
        let total = self.names.len();
        ((self.current + 1).min(total), total)
    }

    /// Whether there is a step before the current one.
    pub const fn can_go_back(&self) -> bool {
        self.current > 0
    }

    /// Whether the current step is the last.
    pub const fn is_last(&self) -> bool {
        self.current + 1 >= self.names.len()
    }

    /// Whether the citizen has been at that step.
    pub const fn visited(&self, index: usize) -> bool {
        index <= self.furthest && index < self.names.len()
    }

    /// Goes one step on. `false`, staying, at the last.
    pub fn forward(&mut self) -> bool {
        if self.is_last() {
            return false;
        }
        self.current += 1;
        self.furthest = self.furthest.max(self.current);
        true
    }

    /// Goes one step back. `false`, staying, at the first.
    pub fn back(&mut self) -> bool {
        if !self.can_go_back() {
            return false;
        }
        self.current -= 1;
        true
    }

    /// Goes to a step already visited, as from the summary or the browser's history. `false`, staying, for any other.
    pub fn go_to(&mut self, index: usize) -> bool {
        let allowed = self.visited(index);
        if allowed {
            self.current = index;
        }
        allowed
    }

    /// Forgets what lies after the current step, as when an answer changes what the later steps ask.
    pub fn forget_later(&mut self) {
        self.furthest = self.current;
    }
}
