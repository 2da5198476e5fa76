//! 14: deletion is real. After gallring nothing of a case that lies anywhere on the disk opens with any key that lives on.

use std::collections::BTreeSet;

use age::x25519::Identity;
use orubbad::{
    clock::Clock,
    db::{Database, DbError},
    ids::{Chance, unbase64},
    intake,
    retention::{self, Kind, Rule},
    sealed::{Frame, FrameKind, PublicKey},
    triage::{self, Acting, Change, FollowUp, NewCase, NewKey, Share, ShareTo, Sorted, Sorting, Status, Writing},
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    program::Program,
    support::{Report, Reporter, case_key, keys::open_frame, sealed},
};

const MAGIC: &[u8] = b"age-encryption.org/v1\n-> X25519 ";
const POINT: usize = 43;

/// A channel with one case in it, or what is to become one.
struct Scene {
    program: Program,
    db: Database,
    chance: Chance,
    epoch: Identity,
    channel: Uuid,
    epoch_id: Uuid,
    members: Vec<Uuid>,
}

impl Scene {
    async fn set() -> Self {
        let program = Program::start("deletion").await;
        let db = Database::new(&program.database()).expect("the settings hold");
        let (epoch, _) = crate::support::open_channel_in(&db).await;
        let (channel, epoch_id, members) = db
            .run::<_, DbError>("test", async |tx| {
                let row = tx.query_one("SELECT channel, id FROM epoch", &[]).await?;
                let members = tx.query("SELECT id FROM staff ORDER BY account", &[]).await?;
                Ok((row.get(0), row.get(1), members.iter().map(|row| row.get(0)).collect()))
            })
            .await
            .expect("the channel is open");
        Self { program, db, chance: Chance::system(), epoch, channel, epoch_id, members }
    }

    fn acting(&self, member: usize) -> Acting<'_> {
        let clock = Clock::system(jiff::tz::TimeZone::UTC);
        Acting { by: self.members[member], today: clock.today(), now: clock.now(), chance: &self.chance }
    }

    /// A report comes in over the network, is mixed, and sorted into a case with a note; returns the case and its key.
    async fn case(&self, text: &str) -> (Uuid, Identity) {
        let manifest = self.program.get("/api/v1/manifest").await.json();
        let body = Reporter::alone().body_for(&manifest, &Report::to_be_read(text));
        let post = reqwest::Client::new().post(format!("{}/api/v1/drops", self.program.address)).body(body);
        assert_eq!(post.send().await.expect("an answer").status(), 204);
        self.program.mix().await;
        let acting = self.acting(0);
        let letters = self.db.run::<_, DbError>("test", async |tx| intake::new_letters(tx, self.channel).await).await;
        let letter = letters.expect("the database answers").remove(0);
        let content = open_frame(&self.epoch, FrameKind::Letter, &letter.frame).expect("sealed to the epoch");
        let content = serde_json::from_slice(&content).expect("JSON");
        let epoch = json!({ "id": self.epoch_id, "recipient": self.epoch.to_public().to_string() });
        let (key, posted) = case_key(&[crate::support::To::Epoch(&epoch)]);
        let recipient = posted["recipient"].as_str().expect("a recipient");
        let frame = |kind, content: &serde_json::Value| {
            let bytes = unbase64(&sealed(kind, recipient, content)).expect("base64");
            Frame::parse(kind, bytes).ok().expect("a frame")
        };
        let share = unbase64(posted["shares"][0]["sealed"].as_str().expect("sealed")).expect("base64");
        let new = NewCase {
            sorted: Sorted { letter: letter.id, frame: frame(FrameKind::Letter, &content), attachments: Vec::new() },
            epoch: self.epoch_id,
            head: frame(FrameKind::Reply, &json!({})),
            summary: frame(FrameKind::Reply, &json!({ "title": text })),
            key: NewKey {
                recipient: PublicKey::parse(recipient).expect("a recipient"),
                shares: vec![Share { to: ShareTo::Epoch(self.epoch_id), sealed: share }],
            },
        };
        let sorting = Sorting { discard: Vec::new(), attach: Vec::<FollowUp>::new(), open: vec![new] };
        let sorted = self.db.run("test", async |tx| triage::sort(tx, &acting, self.channel, &sorting).await).await;
        sorted.expect("it is sorted");
        let (case, key_id): (Uuid, Uuid) = self
            .db
            .run::<_, DbError>("test", async |tx| {
                let key =
                    tx.query_one("SELECT case_file, id FROM case_key WHERE recipient = $1", &[&recipient]).await?;
                Ok((key.get(0), key.get(1)))
            })
            .await
            .expect("the case is there");
        for version in 0..3 {
            let writing = Writing {
                version,
                key: key_id,
                entry: frame(FrameKind::Reply, &json!({ "v": 1, "kind": "note", "text": text })),
                summary: Some(frame(FrameKind::Reply, &json!({ "title": text }))),
                restricted: false,
                change: Some(Change::Status(if version == 2 { Status::Closed } else { Status::Assessed })),
                amendment: None,
            };
            let written = self.db.run("test", async |tx| triage::write(tx, &acting, case, &writing).await).await;
            written.expect("it is written");
        }
        (case, key)
    }

    /// Every age file that begins anywhere on the disk and that one of the keys opens, by the point in its header.
    fn opens(&self, keys: &[&Identity]) -> BTreeSet<Vec<u8>> {
        let mut found = BTreeSet::new();
        for (_, bytes) in self.program.sinks() {
            for at in memchr::memmem::find_iter(&bytes, MAGIC) {
                let rest = &bytes[at..bytes.len().min(at + 1_024)];
                let Ok(file) = age::Decryptor::new_buffered(rest) else { continue };
                if file.decrypt(keys.iter().map(|key| *key as &dyn age::Identity)).is_ok() {
                    found.insert(rest[MAGIC.len()..MAGIC.len() + POINT].to_vec());
                }
            }
        }
        found
    }
}

#[tokio::test]
async fn check_14_what_is_destroyed_opens_with_no_key_that_lives_on() {
    let scene = Scene::set().await;
    let (kept, kept_key) = scene.case("Det som ska vara kvar").await;
    let (old, old_key) = scene.case("Det som ska bort").await;
    let live = [&scene.epoch, &kept_key];
    let before = scene.opens(&live);
    let of_both = scene.opens(&[&scene.epoch, &kept_key, &old_key]);
    assert!(of_both.len() >= before.len() + 5, "the search reaches what is sealed to the old case");

    let rule =
        Rule { kind: Kind::Case, months: 24, reference: "KS 2026/114".into(), decided: jiff::civil::date(2020, 1, 1) };
    scene
        .db
        .run::<_, DbError>("test", async |tx| {
            tx.execute("UPDATE case_file SET closed = '2020-01-01' WHERE id = $1", &[&old]).await?;
            tx.execute("UPDATE letter SET day = '2020-01-01' WHERE case_file = $1", &[&old]).await?;
            tx.execute(
                "INSERT INTO retention_rule (channel, kind, months, reference, decided) VALUES ($1, 'case', 24, $2, $3)",
                &[&scene.channel, &rule.reference, &rule.decided],
            )
            .await?;
            Ok(())
        })
        .await
        .expect("the time has come");
    let (first, second) = (scene.acting(0), scene.acting(1));
    let proposal = scene
        .db
        .run("test", async |tx| {
            retention::propose(tx, scene.channel, Kind::Case, first.by, first.today, first.now, &scene.chance).await
        })
        .await
        .expect("something is due");
    let done = retention::carry_out(&scene.db, scene.channel, proposal, second.by, second.today, second.now).await;
    done.expect("two members agree");

    // Whoever has the whole disk, and every key that anybody still holds or that lies sealed to one of them.
    let left = scene.opens(&live);
    let of_old = scene.opens(&[&old_key]);
    assert_eq!(of_old.len(), 0, "nothing sealed to the destroyed key is left, whoever should have kept that key");
    let kept_things = scene
        .db
        .run::<_, DbError>("test", async |tx| {
            let rows = tx
                .query(
                    "SELECT frame FROM letter UNION ALL SELECT frame FROM case_entry UNION ALL SELECT head FROM case_file
                     UNION ALL SELECT summary FROM case_file UNION ALL SELECT sealed FROM case_share",
                    &[],
                )
                .await?;
            Ok(rows.iter().map(|row| row.get(0)).collect::<Vec<Vec<u8>>>())
        })
        .await
        .expect("the database answers");
    let points: BTreeSet<Vec<u8>> =
        kept_things.iter().filter_map(|bytes| Some(bytes.get(MAGIC.len()..MAGIC.len() + POINT)?.to_vec())).collect();
    let more: Vec<_> = left.difference(&points).map(|point| String::from_utf8_lossy(point).into_owned()).collect();
    assert_eq!(more, Vec::<String>::new(), "what live keys open is what stands in the kept case, and nothing else");
    let stands = scene.db.run::<_, DbError>("test", async |tx| {
        Ok(tx.query_one("SELECT array_agg(id) FROM case_file", &[]).await?.get::<_, Vec<Uuid>>(0))
    });
    assert_eq!(stands.await.expect("the database answers"), [kept]);
}
