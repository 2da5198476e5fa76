//! 16: who answered and what was answered cannot be joined, by whoever takes everything that lies at rest; and 3 and 5 for
//! the respondent's side.

use std::collections::{BTreeSet, HashMap};

use orubbad::{
    db::Database,
    ids::Chance,
    sealed::FrameKind,
    survey::{Cast, Derived, Request, TokenKey},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    analyst::{Attack, BALLOTS, CAST, CODES, Loot, Row, TOKENS, TRADED, rows},
    program::Program,
    sinks::{digests, spellings},
    support::{PlannedWave, open_frame, plan_wave_in, sealing},
};

const UNITS: [(&str, i32); 6] = [
    ("Barn och unga", 60),
    ("Bygglov", 40),
    ("Ekonomiskt bistånd", 58),
    ("Jouren", 4),
    ("Mottagningen", 12),
    ("Tillsyn", 30),
];
const RESPONDENTS: usize = 200;
const NIGHTS: usize = 4;
/// A promise is broken when what was guessed would come by chance less than once in so many runs, all attacks together.
const ALARM: f64 = 1e-6;

/// Somebody with a slip, and what came of it.
struct Person {
    unit: Uuid,
    printed: String,
    derived: Derived,
    key: TokenKey,
}

/// Browsers that tell about themselves whatever a browser can.
struct Crowd {
    client: reqwest::Client,
    address: String,
    wave: Uuid,
    recipient: String,
    chance: Chance,
}

const MARKS: [(&str, &str); 5] = [
    ("user-agent", "Enkatkanarie/16.1 (sällsynt)"),
    ("x-forwarded-for", "203.0.113.16"),
    ("referer", "https://intranat-enkatkanarie.invalid/start"),
    ("cookie", "enkatkaka=enkatvarde"),
    ("accept-language", "se-enkatsamiska"),
];

fn answer_of(number: usize) -> String {
    format!("Enkätkanariens svar {number:04}")
}

impl Crowd {
    async fn post(&self, path: &str, body: Vec<u8>) -> reqwest::Response {
        let mut request = self.client.post(format!("{}{path}", self.address)).body(body);
        for (name, value) in MARKS {
            let value = reqwest::header::HeaderValue::from_bytes(value.as_bytes()).expect("a value");
            request = request.header(name, value);
        }
        request.send().await.expect("an answer")
    }

    /// Looks the code up and trades it; gives the signature of the token, and what was sent for it.
    async fn trade(&self, person: &Person) -> ([u8; 256], [u8; 256]) {
        let ticket = [self.wave.as_bytes(), &person.derived.ticket[..]].concat();
        assert_eq!(self.post("/api/v1/codes", ticket.clone()).await.status(), 200);
        let request = Request::new(&person.key, &person.derived).expect("OpenSSL counts");
        let signed = self.post("/api/v1/tokens", [&ticket[..], &request.blinded].concat()).await;
        assert_eq!(signed.status(), 200);
        let signed: [u8; 256] = signed.bytes().await.expect("a body").to_vec().try_into().expect("a signature");
        (request.finish(&signed).expect("OpenSSL counts"), request.blinded)
    }

    async fn cast(&self, person: &Person, signature: [u8; 256], number: usize) {
        let frame = sealing::frame(FrameKind::Ballot, &self.recipient, answer_of(number).as_bytes(), &self.chance);
        let cast = Cast { unit: person.unit, nonce: person.derived.nonce, signature, frame };
        assert_eq!(self.post("/api/v1/ballots", cast.body()).await.status(), 204);
    }
}

/// People of all units in the order they come: the small ones first once each, then as chance has it.
fn people(planned: &PlannedWave, chance: &Chance) -> Vec<Person> {
    let mut all: Vec<_> =
        planned.units.iter().flat_map(|unit| unit.codes.iter().map(move |code| (unit, code))).collect();
    for place in (1..all.len()).rev() {
        all.swap(place, chance.below(place as u32 + 1) as usize);
    }
    // Of the unit with four persons one alone answers.
    let small = planned.units.iter().find(|unit| unit.codes.len() == 4).expect("it is in the frame").id;
    let mut seen = false;
    all.retain(|(unit, _)| unit.id != small || !std::mem::replace(&mut seen, true));
    let person = |(unit, code): (&crate::support::PlannedUnit, &orubbad::survey::Code)| Person {
        unit: unit.id,
        printed: code.printed(),
        derived: code.derive(planned.id).expect("OpenSSL derives"),
        key: TokenKey::parse(&unit.public_key).expect("a key"),
    };
    all.into_iter().take(RESPONDENTS).map(person).collect()
}

/// Who gave which row: the test knows the derived digests and the urn's key, the analyst does not.
struct Truth {
    codes: HashMap<Vec<u8>, usize>,
    tokens: HashMap<Vec<u8>, usize>,
    key: age::x25519::Identity,
}

impl Truth {
    fn codes(&self, rows: &[Row]) -> Vec<usize> {
        rows.iter().map(|row| self.codes[&row.parts[0]]).collect()
    }

    fn tokens(&self, rows: &[Row]) -> Vec<usize> {
        rows.iter().map(|row| self.tokens[&row.parts[0]]).collect()
    }

    fn ballots(&self, rows: &[Row]) -> Vec<usize> {
        let number = |row: &Row| {
            let content = open_frame(&self.key, FrameKind::Ballot, row.parts.last().expect("a frame"));
            let content = String::from_utf8(content.expect("the test holds the key")).expect("text");
            content.rsplit(' ').next().and_then(|number| number.parse().ok()).expect("a number")
        };
        rows.iter().map(number).collect()
    }
}

/// How an attack went.
struct Score {
    what: &'static str,
    how: String,
    hits: usize,
    guesses: usize,
    by_chance: f64,
    correlation: f64,
    likelihood: f64,
}

/// Probability of at least `hits` out of `guesses` that each hold with probability `p`.
fn tail(guesses: usize, p: f64, hits: usize) -> f64 {
    if hits == 0 {
        return 1.0;
    }
    let (mut log, mut sum) = (guesses as f64 * (1.0 - p).ln(), 0.0);
    for k in 0..=guesses {
        if k >= hits {
            sum += log.exp();
        }
        log += ((guesses - k) as f64 / (k + 1) as f64).ln() + (p / (1.0 - p)).ln();
    }
    sum
}

/// Spearman's rank correlation of two places per person; equal places share their rank, and a few say nothing.
fn correlation(pairs: &[(u128, u128)]) -> f64 {
    let ranks = |places: Vec<u128>| -> Vec<f64> {
        let mut sorted = places.clone();
        sorted.sort_unstable();
        let middle = |place: &u128| {
            sorted.partition_point(|other| other < place) + sorted.partition_point(|other| other <= place)
        };
        places.iter().map(|place| middle(place) as f64 - pairs.len() as f64).collect()
    };
    let (first, second) =
        (ranks(pairs.iter().map(|pair| pair.0).collect()), ranks(pairs.iter().map(|pair| pair.1).collect()));
    let product = |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(one, other)| one * other).sum::<f64>();
    let scale = (product(&first, &first) * product(&second, &second)).sqrt();
    if pairs.len() < 20 || scale == 0.0 { 0.0 } else { product(&first, &second) / scale }
}

/// Judges a guess of which row belongs to which: `from` and `to` tell whose each row is.
fn judge(what: &'static str, attack: Attack, from: &[usize], to: &[usize]) -> Score {
    let place_of: HashMap<_, _> = to.iter().enumerate().map(|(place, person)| (*person, place)).collect();
    let hits = attack.guesses.iter().filter(|(mine, theirs)| from[*mine] == to[*theirs]).count();
    let pairs: Vec<_> = attack
        .orders
        .iter()
        .flat_map(|(mine, theirs)| {
            let place_of = &place_of;
            mine.iter()
                .enumerate()
                .filter_map(move |(row, place)| Some(((*place)?, (*theirs.get(*place_of.get(&from[row])?)?)?)))
        })
        .collect();
    let (correlation, p) = (correlation(&pairs), 1.0 / to.len() as f64);
    // A bound of the normal distribution's tails.
    let strength = correlation.abs() * (pairs.len() as f64 - 1.0).max(0.0).sqrt();
    let by_rank = (-strength * strength / 2.0).exp() * 2.0;
    let likelihood = tail(attack.guesses.len(), p, hits).min(by_rank);
    let guesses = attack.guesses.len();
    Score { what, how: attack.how, hits, guesses, by_chance: p * guesses as f64, correlation, likelihood }
}

/// Everything the analyst tries on what it took.
fn attacks(loot: &Loot, truth: &Truth, planned: &PlannedWave, people: &[Person]) -> Vec<Score> {
    let (codes, tokens) = (truth.codes(&loot.codes), truth.tokens(&loot.tokens));
    let ballots = truth.ballots(&loot.ballots);
    let mut scores = Vec::new();
    let kinds = [
        ("code → ballot", (&loot.codes, &codes), (&loot.ballots, &ballots)),
        ("token → ballot", (&loot.tokens, &tokens), (&loot.ballots, &ballots)),
        ("code → token", (&loot.codes, &codes), (&loot.tokens, &tokens)),
    ];
    for (what, (mine, whose), (theirs, others)) in kinds {
        scores.extend(loot.by_order(mine, theirs).into_iter().map(|attack| judge(what, attack, whose, others)));
    }
    scores.push(judge("code → token", loot.by_issuer_key(), &codes, &tokens));
    // Whose label it is: by chance as often as the largest unit.
    let units: Vec<_> = planned.units.iter().map(|unit| unit.id).collect();
    let of = |person: usize| units.iter().position(|unit| *unit == people[person].unit).expect("of the frame");
    let largest = (0..units.len()).map(|unit| ballots.iter().filter(|&&person| of(person) == unit).count()).max();
    let p = largest.unwrap_or_default() as f64 / ballots.len() as f64;
    for Attack { how, guesses, .. } in loot.units_of_ballots(&units) {
        let hits = guesses.iter().filter(|(ballot, unit)| of(ballots[*ballot]) == *unit).count();
        let (guesses, likelihood) = (guesses.len(), tail(guesses.len(), p, hits));
        let by_chance = p * guesses as f64;
        scores.push(Score { what: "ballot → unit", how, hits, guesses, by_chance, correlation: 0.0, likelihood });
    }
    // Somebody who saw who came when, and who knows where each night's ballots lie.
    for (what, rows, whose) in [("seen → ballot", &loot.ballots, &ballots), ("seen → token", &loot.tokens, &tokens)]
    {
        let mut nights: Vec<_> = rows.iter().map(|row| row.xmin).collect::<BTreeSet<_>>().into_iter().collect();
        nights.retain(|night| rows.iter().filter(|row| row.xmin == *night).count() > 20);
        for night in nights {
            let here: Vec<_> = (0..rows.len()).filter(|&row| rows[row].xmin == night).collect();
            let lying: Vec<_> = here.iter().map(|&row| Some(row as u128)).collect();
            let people: Vec<_> = here.iter().map(|&row| whose[row]).collect();
            let mut came = people.clone();
            came.sort_unstable();
            let arrival: Vec<_> = came.iter().map(|&person| Some(person as u128)).collect();
            let guesses = (0..here.len()).map(|place| (place, place)).collect();
            let attack = Attack { how: "one night's, in order".into(), guesses, orders: Some((arrival, lying)) };
            scores.push(judge(what, attack, &came, &people));
        }
    }
    scores
}

/// The best attacks of each kind.
fn print(title: &str, scores: &[Score]) {
    println!("\n{title}: {} attacks", scores.len());
    println!("{:<16}{:<34}{:>6}{:>8}{:>10}{:>8}{:>10}", "what", "how", "right", "guessed", "by chance", "corr.", "p");
    let kinds: BTreeSet<_> = scores.iter().map(|score| score.what).collect();
    for kind in kinds {
        let mut of_kind: Vec<_> = scores.iter().filter(|score| score.what == kind).collect();
        of_kind.sort_by(|one, other| one.likelihood.total_cmp(&other.likelihood));
        for score in of_kind.into_iter().take(6) {
            let Score { what, how, hits, guesses, by_chance, correlation, likelihood } = score;
            println!("{what:<16}{how:<34}{hits:>6}{guesses:>8}{by_chance:>10.1}{correlation:>8.2}{likelihood:>10.1e}");
        }
    }
}

#[tokio::test]
async fn check_16_whoever_takes_everything_cannot_join_codes_to_ballots() {
    let program = Program::start("survey").await;
    let db = Database::new(&program.database()).expect("the settings hold");
    let (before, today) = (crate::time::now(), crate::time::now().to_zoned(jiff::tz::TimeZone::UTC).date());
    let planned = plan_wave_in(&db, &UNITS, today, before).await;
    let chance = Chance::system();
    let people = people(&planned, &chance);
    let local: std::net::IpAddr = "127.8.9.16".parse().expect("an address of this machine");
    let client = reqwest::Client::builder().local_address(local).no_proxy().build().expect("a client");
    let recipient = planned.key.to_public().to_string();
    let crowd = Crowd { client, address: program.address.clone(), wave: planned.id, recipient, chance };
    let truth = Truth {
        codes: people.iter().enumerate().map(|(n, one)| (Sha256::digest(one.derived.ticket).to_vec(), n)).collect(),
        tokens: people.iter().enumerate().map(|(n, one)| (one.derived.nonce.to_vec(), n)).collect(),
        key: planned.key.clone(),
    };

    // Every fourth trades one day and casts the next.
    let (mut later, mut sent, mut every_night, mut stored) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut known: (BTreeSet<usize>, BTreeSet<usize>) = Default::default();
    for night in 0..=NIGHTS {
        for (number, signature) in std::mem::take(&mut later) {
            crowd.cast(&people[number], signature, number).await;
        }
        let day = (night * RESPONDENTS / NIGHTS)..((night + 1) * RESPONDENTS / NIGHTS).min(RESPONDENTS);
        for (number, person) in people.iter().enumerate().take(day.end).skip(day.start) {
            let (signature, blinded) = crowd.trade(person).await;
            sent.push(blinded);
            if number % 4 == 3 {
                later.push((number, signature));
            } else {
                crowd.cast(person, signature, number).await;
            }
        }
        if night == 0 {
            // A thief who comes before the mix: the analyst is able, and this is why there is one.
            let loot = Loot::taken(&program, &db, [TRADED, TOKENS, CAST]).await;
            let (codes, ballots) = (truth.codes(&loot.codes), truth.ballots(&loot.ballots));
            let attacks = loot.by_order(&loot.codes, &loot.ballots);
            let scores: Vec<_> =
                attacks.into_iter().map(|attack| judge("code → ballot", attack, &codes, &ballots)).collect();
            print("Before the first mix (not promised)", &scores);
            let best = scores.iter().map(|score| score.hits).max().expect("something was tried");
            assert!(best > ballots.len() / 2, "the analyst finds an order where there is one: {best}");
            stored.extend(crate::time::stored(&program).await);
        }
        program.mix().await;
        let codes: BTreeSet<_> = truth.codes(&rows(&db, CODES).await).into_iter().collect();
        let ballots: BTreeSet<_> = truth.ballots(&rows(&db, BALLOTS).await).into_iter().collect();
        let (traded, cast): (Vec<_>, Vec<_>) =
            (codes.difference(&known.0).copied().collect(), ballots.difference(&known.1).copied().collect());
        let both = traded.iter().filter(|person| cast.contains(person)).count();
        every_night.push((traded.len(), cast.len(), both));
        known = (codes, ballots);
    }
    println!("\nA thief who comes every night (not promised at chance): codes traded, ballots cast, persons in both");
    for (traded, cast, both) in &every_night {
        let rate = *both as f64 / (traded * cast).max(1) as f64;
        println!("{traded:>5}{cast:>5}{both:>5}   a pair of the night is right with probability {rate:.4}");
    }

    let loot = Loot::taken(&program, &db, [CODES, TOKENS, BALLOTS]).await;
    assert_eq!((loot.codes.len(), loot.tokens.len(), loot.ballots.len()), (RESPONDENTS, RESPONDENTS, RESPONDENTS));
    let scores = attacks(&loot, &truth, &planned, &people);
    print("Once, after a mix (promised)", &scores);
    println!("commit times left in the write-ahead log: {}", loot.commits.len());
    let bound = ALARM / scores.len() as f64;
    let broken: Vec<_> = scores.iter().filter(|score| score.likelihood < bound).collect();
    let told = |score: &&Score| format!("{} by {}: {} of {}", score.what, score.how, score.hits, score.guesses);
    assert!(broken.is_empty(), "better than chance: {:?}", broken.iter().map(told).collect::<Vec<_>>());

    stored.extend(crate::time::stored(&program).await);
    assert!(stored.len() > 1_000, "there is something to look at");
    for (table, value) in &stored {
        assert!(!crate::time::tells_a_time(value, before, crate::time::now()), "{table}: {value}");
    }
    let mut needles: Vec<_> = MARKS.iter().flat_map(|(_, value)| [spellings(value), digests(value)].concat()).collect();
    for word in ["127.8.9.16", "Enkatkanarie", "enkatkaka", "203.0.113.16", "Enkätkanarien"] {
        needles.extend([spellings(word), digests(word)].concat());
    }
    for (person, blinded) in people.iter().zip(&sent).step_by(20) {
        let short = person.printed.replace('-', "");
        needles.extend(
            [&person.printed, &short, &short[..15].to_owned()]
                .map(|code| [spellings(code), digests(code)].concat())
                .concat(),
        );
        for secret in [&person.derived.ticket[..], &person.derived.salt, &person.derived.blinding[..40], &blinded[..40]]
        {
            let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
            needles.extend([secret.to_vec(), hex.into_bytes(), orubbad::ids::base64(secret).into_bytes()]);
        }
    }
    assert_eq!(program.hits(&needles), Vec::<String>::new());
    let kept = Sha256::digest(people[0].derived.ticket).to_vec();
    assert!(!program.hits(&[kept]).is_empty(), "the search does reach the codes");
}
