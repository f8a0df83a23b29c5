//! What people do on our pages, one method per action.

use super::{
    browser::{Browser, Reply},
    server::TODAY,
};
use domain::id::WorkshopId;
use serde_json::json;

/// A password that anybody may choose.
pub const PASSWORD: &str = "four quiet words here";

impl Browser {
    /// The first administrator uses the set-up link's path.
    pub async fn set_up(&self, path: &str, email: &str) -> Reply {
        self.post(path, &[("email", email), ("name", "The administrator"), ("password", PASSWORD)])
            .await
    }

    /// Signs in.
    pub async fn sign_in(&self, email: &str, password: &str) -> Reply {
        self.post("/sign-in", &[("email", email), ("password", password)]).await
    }

    /// Somebody sets a password by the path of a link.
    pub async fn choose_password(&self, path: &str, password: &str) -> Reply {
        self.post(path, &[("password", password)]).await
    }

    /// An administrator creates an account; returns the path of the link to hand over.
    pub async fn add_account(&self, email: &str, role: &str) -> String {
        let page = self
            .post("/staff/accounts", &[("email", email), ("name", "A colleague"), ("role", role)])
            .await;
        link_in(&page.expect(200))
    }

    /// A manager creates a project; returns its path.
    pub async fn create_project(&self, name: &str) -> String {
        self.post("/staff/projects/new", &project_fields(name)).await.location().to_owned()
    }

    /// A manager adds a partner; returns its id.
    pub async fn add_partner(&self, project: &str, name: &str) -> String {
        let reply = self.post(&format!("{project}/partners"), &[("partner_name", name)]).await;
        let (_, partner) = reply.location().split_once("partner=").unwrap();
        partner.split('#').next().unwrap().to_owned()
    }

    /// A manager invites a coach; returns the path of the link to hand over.
    pub async fn invite(&self, project: &str, email: &str) -> String {
        let page = self
            .post(
                &format!("{project}/people"),
                &[("email", email), ("name", "A coach"), ("role", "coach")],
            )
            .await;
        link_in(&page.expect(200))
    }

    /// A coach plans a workshop on passwords today with a new group; returns its path.
    pub async fn plan(&self, project: &str, partner: &str) -> String {
        let fields = plan_fields("new", partner);
        self.post(&format!("{project}/workshops/new"), &fields).await.location().to_owned()
    }

    /// A coach takes a one-tap step; with "open" they say that the parents have the letter.
    pub async fn step(&self, workshop: WorkshopId, step: &str, fields: &[(&str, &str)]) -> Reply {
        let mut fields = fields.to_vec();
        if step == "open" {
            fields.push(("parents", "confirmed"));
        }
        self.post(&format!("/staff/workshops/{workshop}/{step}"), &fields).await
    }

    /// A phone joins by a typed code.
    pub async fn join(&self, code: &str) -> Reply {
        self.post("/join", &[("code", code)]).await
    }

    /// A phone sends the plain form.
    pub async fn send_form(&self, wave: &str, answers: &[(&str, &str)]) -> Reply {
        let mut fields = vec![("wave", wave)];
        fields.extend(answers);
        self.post("/here", &fields).await
    }

    /// A phone says "No thanks".
    pub async fn decline(&self, wave: &str) -> Reply {
        self.post("/here", &[("wave", wave), ("decision", "no")]).await
    }

    /// The island saves one answer.
    pub async fn save(&self, question: &str, key: &str, replaces: &[&str], value: &str) -> Reply {
        self.call("/api/here/answer", &saving("before", question, key, replaces, value)).await
    }
}

/// What the island sends to save one answer.
pub fn saving(
    wave: &str,
    question: &str,
    key: &str,
    replaces: &[&str],
    value: &str,
) -> serde_json::Value {
    json!({ "save": { "wave": wave, "question": question, "key": key, "replaces": replaces, "value": value } })
}

/// Path of the link that a page shows to be handed over.
pub fn link_in(page: &Reply) -> String {
    format!("/welcome/{}", page.between("/welcome/", "\""))
}

/// The path of a link.
pub fn path_of(link: &str) -> &str {
    let (_, rest) = link.split_once("://").unwrap();
    &rest[rest.find('/').unwrap()..]
}

/// Everything a project's form asks for.
pub fn project_fields(name: &str) -> Vec<(&str, &str)> {
    vec![
        ("name", name),
        ("organisation", "An organisation"),
        ("contact", "contact@example.org"),
        ("countries", "be"),
        ("languages", "en"),
        ("languages", "fr"),
        ("starts_on", "2026-01-01"),
        ("ends_on", "2026-12-31"),
        ("retention_months", "6"),
        ("parents", "informed"),
    ]
}

/// Everything a plan's form asks for.
pub fn plan_fields<'a>(group: &'a str, partner: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("modules", "passwords"),
        ("group", group),
        ("partner", partner),
        ("group_name", "Class 2A"),
        ("age_band", "12-13"),
        ("country", "be"),
        ("day1", TODAY),
        ("minutes1", "50"),
        ("expected", "20"),
        ("join_cap", "40"),
    ]
}

impl Reply {
    /// Whether the page shows this option of a question as chosen.
    #[track_caller]
    pub fn chosen(&self, question: &str, value: &str) -> bool {
        let start = format!("name=\"{question}\" value=\"{value}\"");
        let (_, rest) =
            self.body.split_once(&start).unwrap_or_else(|| panic!("no {start} in {}", self.body));
        rest.split('>').next().unwrap().contains("checked")
    }

    /// Whether the page asks this question.
    pub fn asks(&self, question: &str) -> bool {
        self.body.contains(&format!("data-question=\"{question}\""))
    }
}
