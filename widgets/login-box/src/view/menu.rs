//! The menu of someone logged in: a button that shows and hides a list of links, with arrow keys as a convenience.

use super::{below, leaving};
use crate::model::{Entry, Press, Role, focused, menu};
use leptos::prelude::*;
use oc_i18n::keys::login_box as keys;
use oc_ui::{Ctx, El, Icon, el, icon, read, tag};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, HtmlElement, KeyboardEvent, Node};

/// The name to show; a profile without one shows who it is in general.
pub(super) fn name_or_role(ctx: Ctx, name: &str, role: Role) -> String {
    match (name.trim(), role) {
        ("", Role::Citizen) => ctx.t(keys::AREA),
        ("", Role::Operator) => ctx.t(keys::OPERATOR),
        (name, _) => name.to_owned(),
    }
}

fn item(ctx: Ctx, entry: &Entry) -> Vec<El> {
    let out = entry.divided;
    let link = tag("a", "dropdown-item list-item")
        .attr("href", &below(ctx, entry.path))
        .child(el("span").text(&ctx.t(entry.label)))
        .on("click", move |_| {
            if out {
                leaving(ctx);
            }
        });
    let divider = out.then(|| el("li").child(tag("span", "divider")));
    divider.into_iter().chain([el("li").child(link)]).collect()
}

pub(super) fn view(ctx: Ctx, name: &str, role: Role) -> El {
    let open = RwSignal::new(false);
    let name = name_or_role(ctx, name, role);
    let list = ctx.id("menu");
    let round = tag("span", "rounded-icon").attr("aria-hidden", "true").child(icon(Icon::User, "icon icon-primary"));
    let expanded = move || Some(if open.get() { "true" } else { "false" }.to_owned());
    let button = tag("button", "btn btn-primary btn-icon btn-full")
        .attr("type", "button")
        .attr("aria-controls", &list)
        .follow("aria-expanded", read(expanded))
        .child(round)
        .child(tag("span", "oc-label text-uppercase").text(&name))
        .child(icon(Icon::Expand, "icon icon-white oc-expand"))
        .on("click", move |_| open.update(|open| *open = !*open));
    let items = menu(role).iter().flat_map(|entry| item(ctx, entry)).collect();
    let class = move || Some(if open.get() { "dropdown-menu show" } else { "dropdown-menu" }.to_owned());
    let links = tag("div", "link-list-wrapper").child(tag("ul", "link-list").list(items));
    let nav = el("nav")
        .attr("id", &list)
        .attr("aria-label", &ctx.fmt(keys::MENU_OF, &[("name", &name)]))
        .follow("class", read(class))
        .child(links);
    tag("div", "dropdown")
        .child(button)
        .child(nav)
        .on("keydown", move |event| on_key(event, open))
        .on("focusout", move |event| on_leave(event, open))
}

/// The menu an event happened in.
fn root_of(event: &Event) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

/// The focusable things of the menu: the button first, then the links.
fn stops(root: &Element) -> Vec<HtmlElement> {
    let Ok(found) = root.query_selector_all("button, a") else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

fn on_key(event: &Event, open: RwSignal<bool>) {
    let Some((key, root)) = event.dyn_ref::<KeyboardEvent>().zip(root_of(event)) else { return };
    let Some(press) = Press::of(&key.key()) else { return };
    if open.try_get_untracked() != Some(true) {
        // The closed button opens downwards; every other key keeps its meaning in the page.
        if press != Press::Next {
            return;
        }
        open.set(true);
    }
    event.prevent_default();
    let stops = stops(&root);
    let links = stops.len().saturating_sub(1);
    let active = document().active_element();
    let current = stops.iter().position(|stop| active.as_ref() == Some(stop.as_ref()));
    let next = focused(press, current.and_then(|index| index.checked_sub(1)), links);
    if next.is_none() {
        open.set(false);
    }
    let target = next.map_or(0, |index| index + 1);
    let Some(stop) = stops.into_iter().nth(target) else { return };
    // A hidden link cannot take focus: first the list appears, which is queued already. Waiting for the next frame would
    // lose keys pressed in quick succession.
    leptos::task::spawn_local(async move {
        let _ = stop.focus();
    });
}

/// Focus that goes elsewhere closes the menu; focus that goes nowhere (a click on nothing) does too.
fn on_leave(event: &Event, open: RwSignal<bool>) {
    let target = event.dyn_ref::<FocusEvent>().and_then(FocusEvent::related_target);
    let target = target.and_then(|target| target.dyn_into::<Node>().ok());
    let inside = target.is_some_and(|target| root_of(event).is_some_and(|root| root.contains(Some(&target))));
    if !inside {
        open.set(false);
    }
}
