//! "Richiedi assistenza": a citizen asks the municipality for help with a service, in a form and a summary.

mod driver;
mod model;

use leptos::prelude::*;
pub fn view(mount: oc_element::Mount) -> AnyView {
    let t = mount.i18n.t(oc_i18n::keys::ui::LOADING).to_owned();
    view! { <p class="lead">{t}</p> }.into_any()
}
