//! What the citizen sees of the login box.

mod login;
mod menu;

use crate::model::{Role, State, logout};
use leptos::prelude::*;
use oc_core_client::Identity;
use oc_element::{Detail, Event, Mount};
use oc_i18n::keys::login_box as keys;
use oc_settings::LoginBox;
use oc_ui::{Ctx, El, el, tag};

/// The widget.
pub fn view(mount: Mount) -> El {
    let (options, warnings) = LoginBox::read(&mount.host.lookup());
    for warning in warnings {
        mount.host.warn_setting(&warning);
    }
    let ctx = Ctx::new(mount);
    let state = RwSignal::new(State::Checking);
    ctx.on_identity(move |identity| {
        let now = state_of(identity);
        if let (State::LoggedIn { role, .. }, Some(State::Checking | State::LoggedOut)) =
            (&now, state.try_get_untracked())
        {
            ctx.emit(Event::Login, &[("role", Detail::Text(role.word()))]);
        }
        state.set(now);
    });
    let body = move |state: &State| {
        Some(match state {
            // Read out, and invisible: the button's room is kept, so nothing moves when it appears.
            State::Checking => el("div")
                .child(tag("span", "visually-hidden").attr("role", "status").text(&ctx.t(keys::CHECKING)))
                .child(login::room(ctx)),
            State::LoggedOut => login::view(ctx, &options),
            State::LoggedIn { name, role } if options.logout_only => logout_button(ctx, name, *role),
            State::LoggedIn { name, role } => menu::view(ctx, name, *role),
        })
    };
    tag("div", "oc-login-box").attr("data-element", "personal-area-login").switch(move || state.get(), body)
}

fn state_of(identity: &Identity) -> State {
    let logged_in = |name: Option<String>, role| State::LoggedIn { name: name.unwrap_or_default(), role };
    match identity {
        Identity::Nobody => State::LoggedOut,
        Identity::Citizen(citizen) => logged_in(citizen.full_name(), Role::Citizen),
        Identity::Operator { full_name } => logged_in(full_name.clone(), Role::Operator),
    }
}

/// The way out alone, for hosts that have a menu of their own.
fn logout_button(ctx: Ctx, name: &str, role: Role) -> El {
    tag("a", "btn btn-primary btn-full")
        .attr("href", &below(ctx, logout(role)))
        .attr("title", &menu::name_or_role(ctx, name, role))
        .text(&ctx.t(keys::LOGOUT))
        .on("click", move |_| leaving(ctx))
}

/// An address below the core's base address.
fn below(ctx: Ctx, path: &str) -> String {
    let base = ctx.common().map(|common| common.base_url).unwrap_or_default();
    [base.as_str(), path].concat()
}

/// Tells the host page that the person is on the way out.
fn leaving(ctx: Ctx) {
    ctx.emit(Event::Logout, &[]);
}
