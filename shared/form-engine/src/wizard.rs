//! Wizards: pages that come and go with their conditions, and the way from one to the next.
use crate::core::Core;
use crate::js;
use crate::kind::Kind;
use crate::node::{Node, NodeId};
use crate::script::Given;
use crate::value::{Text, Value};
use std::rc::Rc;

/// The key of a page; pages without one go by their title.
fn page_key(page: &Value) -> &str {
    let key = page.get("key").text();
    if key.is_empty() { page.get("title").text() } else { key }
}

impl Core {
    /// Makes the pages that show and are not there yet, and what stands before and behind all pages; says whether it made any.
    pub(crate) fn establish_pages(&self, root: NodeId) -> bool {
        let mut made = false;
        let state = self.root(root);
        let components = state.form.get("components").clone();
        for page in components.items() {
            let panel = page.says("type", "panel");
            if page.says("type", "button") || !page.is_plain() {
                continue;
            }
            let known = self.children(root).into_iter().any(|child| {
                let child = self.node(child);
                (child.kind == Kind::Panel) == panel && &*child.key == page_key(page)
            });
            if known || (panel && !self.page_would_show(root, page)) {
                continue;
            }
            let mut page = page.clone();
            if panel && page.get("key").text().is_empty() {
                let key = Text::from(page_key(&page));
                page.put("key", key.into());
            }
            made |= self.create(root, &page, state.data.clone(), None).is_some();
        }
        made
    }

    fn page_would_show(&self, root: NodeId, page: &Value) -> bool {
        if js::truthy(page.get("hidden")) {
            return false;
        }
        let node = self.bare(root, Kind::Panel, None, root, "".into(), page.clone(), self.root(root).data.clone());
        let seen = self.seen(&node, false);
        let shows = self.check_condition(&node, &seen);
        self.seen_enough(seen);
        shows
    }

    /// The pages that show, in the order of the definition.
    pub fn pages(&self, root: NodeId) -> Vec<Rc<Node>> {
        let children = self.children(root);
        let components = self.root(root).form.get("components").clone();
        let mut pages = Vec::new();
        for page in components.items().iter().filter(|page| page.says("type", "panel")) {
            let found = children
                .iter()
                .map(|child| self.node(*child))
                .find(|child| child.kind == Kind::Panel && &*child.key == page_key(page));
            pages.extend(found.filter(|page| page.shown()));
        }
        pages
    }

    /// The page after `page`, counted from 0: what the page's own script says, else the following one; none after the last.
    pub fn next_page(&self, root: NodeId, page: usize) -> Option<usize> {
        let pages = self.pages(root);
        let current = pages.get(page)?;
        let next = (page + 1 < pages.len()).then_some(page + 1);
        let code = current.text("nextPage");
        if code.is_empty() {
            return next;
        }
        let scope = self.scope(
            current,
            vec![
                ("next", Given::Value(next.map_or(-1.0, |at| at as f64).into())),
                ("page", Given::Value(next.map_or(-1.0, |at| at as f64).into())),
                ("form", Given::Value(current.definition())),
            ],
        );
        match self.evaluate(current.id, &code, "next", &scope) {
            Err(_) => next,
            Ok(Value::Null) => None,
            Ok(found) => {
                let number = js::parse_int(&js::string(&found));
                if number.is_finite() && number >= 0.0 {
                    return Some(number as usize).filter(|at| *at < pages.len());
                }
                let key = js::string(&found);
                pages.iter().position(|page| *page.key == *key)
            }
        }
    }
}
