//! What is kept on the element, so that a move in the page or a restart of the module loses nothing.

use super::draft::{choice, put_choice};
use super::saving::SavedAs;
use super::{Model, Sending, Step};
use oc_core_client::{Json, Members, Tolerant, parse_json, write_json};
use oc_forms::{Field, Snapshot, restore, snapshot};

/// Another number is another shape: nothing of it is used.
const VERSION: i64 = 1;

impl Model {
    /// Everything the citizen would have to do again, as JSON. What the profile says is not in it: that comes with the
    /// session. `None` once the request is sent.
    pub fn snapshot(&self) -> Option<String> {
        if self.step == Step::Done {
            return None;
        }
        let mut kept = Members::new();
        kept.insert("v", Json::from(VERSION));
        let mut fields = Members::new();
        for (name, value) in snapshot(&self.fields()).iter() {
            if name != "email" || self.applicant.email_typed() {
                fields.insert(name, Json::from(value));
            }
        }
        kept.insert("fields", Json::Object(fields));
        put_choice(&mut kept, "category", self.request.category.as_ref());
        put_choice(&mut kept, "service", self.request.service.as_ref());
        let mut flag = |name: &str, value: bool| kept.insert(name, Json::from(value));
        flag("privacy", self.request.privacy);
        flag("dirty", self.dirty);
        flag("summary", self.step == Step::Summary || self.to_summary);
        let doubts = match self.sending {
            // Whoever is not there for the answer will not know.
            Sending::Busy { doubts, .. } => doubts.max(1),
            Sending::Unknown { doubts } => doubts,
            Sending::Idle | Sending::Failed(_) => 0,
        };
        kept.insert("doubts", Json::from(i64::from(doubts)));
        if let Some(saved) = &self.saved_as {
            kept.insert("draft", Json::from(saved.id.as_str()));
            kept.insert("owner", Json::from(saved.owner.as_str()));
        }
        Some(write_json(&Json::Object(kept)))
    }

    fn fields(&self) -> [(&'static str, &Field); 5] {
        [
            ("name", &self.applicant.name),
            ("surname", &self.applicant.surname),
            ("fiscal_code", &self.applicant.fiscal_code),
            ("email", &self.applicant.email),
            ("details", &self.request.details),
        ]
    }

    /// Takes over what can be read of a snapshot; the rest is as in a fresh form.
    pub(super) fn restore(&mut self, kept: &str) {
        let Ok(kept) = parse_json(kept) else { return };
        if kept.i64("v") != Some(VERSION) {
            return;
        }
        let written = kept.get("fields").and_then(Json::as_object);
        let values = written.into_iter().flatten();
        let typed: Snapshot =
            values.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect();
        restore(
            &typed,
            &mut [
                ("name", &mut self.applicant.name),
                ("surname", &mut self.applicant.surname),
                ("fiscal_code", &mut self.applicant.fiscal_code),
                ("email", &mut self.applicant.email),
                ("details", &mut self.request.details),
            ],
        );
        self.request.take_over(choice(&kept, "category"), choice(&kept, "service"));
        let flag = |name: &str| kept.bool(name).unwrap_or(false);
        self.request.privacy = flag("privacy");
        self.dirty = flag("dirty");
        self.to_summary = flag("summary");
        if let (Some(id), Some(owner)) = (kept.id("draft"), kept.id("owner")) {
            self.saved_as = Some(SavedAs { id, owner });
        }
        let doubts = kept.i64("doubts").and_then(|doubts| u8::try_from(doubts).ok()).unwrap_or(0);
        if doubts > 0 {
            self.sending = Sending::Unknown { doubts };
            // Only the summary can settle it.
            self.to_summary = true;
        }
    }
}
