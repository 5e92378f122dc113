//! The menu of someone logged in: a button that shows and hides a list of links, with arrow keys as a convenience.

use super::{below, leaving};
use crate::model::{Entry, Press, Role, focused, menu};
use leptos::html;
use leptos::prelude::*;
use oc_i18n::keys::login_box as keys;
use oc_ui::{Ctx, Icon, icon};
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, KeyboardEvent, Node};

/// The name to show; a profile without one shows who it is in general.
pub(super) fn name_or_role(ctx: Ctx, name: &str, role: Role) -> String {
    match (name.trim(), role) {
        (name, _) if !name.is_empty() => name.to_owned(),
        (_, Role::Citizen) => ctx.t(keys::AREA),
        (_, Role::Operator) => ctx.t(keys::OPERATOR),
    }
}

pub(super) fn view(ctx: Ctx, name: &str, role: Role) -> AnyView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let name = name_or_role(ctx, name, role);
    let list = ctx.id("menu");
    let item = |entry: &Entry| {
        let out = entry.divided;
        view! {
            {out.then(|| view! { <li><span class="divider"></span></li> })}
            <li>
                <a
                    class="dropdown-item list-item"
                    href=below(ctx, entry.path)
                    on:click=move |_| {
                        if out {
                            leaving(ctx);
                        }
                    }
                >
                    <span>{ctx.t(entry.label)}</span>
                </a>
            </li>
        }
    };
    view! {
        <div
            node_ref=root
            class="dropdown"
            on:keydown=move |event| on_key(&event, root, open)
            on:focusout=move |event| on_leave(&event, root, open)
        >
            <button
                type="button"
                class="btn btn-primary btn-icon btn-full"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=list.clone()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <span class="rounded-icon" aria-hidden="true">{icon(Icon::User, "icon icon-primary")}</span>
                <span class="oc-label text-uppercase">{name.clone()}</span>
                {icon(Icon::Expand, "icon icon-white oc-expand")}
            </button>
            <nav
                id=list.clone()
                class=move || if open.get() { "dropdown-menu show" } else { "dropdown-menu" }
                aria-label=ctx.fmt(keys::MENU_OF, &[("name", &name)])
            >
                <div class="link-list-wrapper">
                    <ul class="link-list">{menu(role).iter().map(item).collect_view()}</ul>
                </div>
            </nav>
        </div>
    }
    .into_any()
}

/// The focusable things of the menu: the button first, then the links.
fn stops(root: NodeRef<html::Div>) -> Vec<HtmlElement> {
    let Some(found) = root.get_untracked().and_then(|root| root.query_selector_all("button, a").ok()) else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

fn on_key(event: &KeyboardEvent, root: NodeRef<html::Div>, open: RwSignal<bool>) {
    let Some(press) = Press::of(&event.key()) else { return };
    if !open.get_untracked() {
        // The closed button opens downwards; every other key keeps its meaning in the page.
        if press != Press::Next {
            return;
        }
        open.set(true);
    }
    event.prevent_default();
    let stops = stops(root);
    let links = stops.len().saturating_sub(1);
    let current = stops.iter().position(|stop| document().active_element().as_ref() == Some(stop.as_ref()));
    let next = focused(press, current.and_then(|index| index.checked_sub(1)), links);
    if next.is_none() {
        open.set(false);
    }
    let target = next.map_or(0, |index| index + 1);
    // The list appears with the next rendering; until then a hidden link cannot take focus.
    request_animation_frame(move || {
        if let Some(stop) = stops.get(target) {
            let _ = stop.focus();
        }
    });
}

/// Focus that goes elsewhere closes the menu; focus that goes nowhere (a click on nothing) does too.
fn on_leave(event: &FocusEvent, root: NodeRef<html::Div>, open: RwSignal<bool>) {
    let inside = event
        .related_target()
        .and_then(|target| target.dyn_into::<Node>().ok())
        .is_some_and(|target| root.get_untracked().is_some_and(|root| root.contains(Some(&target))));
    if !inside {
        open.set(false);
    }
}
