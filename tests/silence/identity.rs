//! 3: no network identity is kept, and 1 and 2 as far as the server goes: nothing of what was sent is readable anywhere.

use orubbad::intake::Drop;

use crate::{
    program::Program,
    sinks::{digests, spellings},
    support::{Report, Reporter, prove},
};

#[tokio::test]
async fn check_3_an_address_an_agent_and_a_cookie_leave_no_trace() {
    let program = Program::start("identity").await;
    crate::time::open_channel(&program).await;
    let local: std::net::IpAddr = "127.8.9.10".parse().expect("an address of this machine");
    let client = reqwest::Client::builder().local_address(local).no_proxy().build().expect("a client");
    let marks = [
        ("user-agent", "Kanarieagent/47.11 (sällsynt)"),
        ("accept-language", "se-kanariesamiska"),
        ("x-forwarded-for", "203.0.113.47"),
        ("forwarded", "for=198.51.100.47"),
        ("referer", "https://intranat-kanarie.invalid/start"),
        ("cookie", "kanariekaka=kanarievarde"),
        ("x-real-ip", "192.0.2.147"),
    ];
    let with_marks = |mut request: reqwest::RequestBuilder| {
        for (name, value) in marks {
            request =
                request.header(name, reqwest::header::HeaderValue::from_bytes(value.as_bytes()).expect("a value"));
        }
        request
    };
    for path in ["/", "/api/v1/board", "/api/v1/manifest", "/finns-inte", "/staff", "/start", "/health"] {
        with_marks(client.get(format!("{}{path}", program.address))).send().await.expect("an answer");
    }
    let manifest: serde_json::Value = program.get("/api/v1/manifest").await.json();
    let reporter = Reporter::alone();
    let body = reporter.body_for(&manifest, &Report::to_be_read("Brevets kanariefågel åäö"));
    let send = |body: Vec<u8>| with_marks(client.post(format!("{}/api/v1/drops", program.address))).body(body).send();
    assert_eq!(send(body.clone()).await.expect("an answer").status(), 204);
    let at_once = Report { at_once: true, ..Report::to_be_read("Kanarie i dag") };
    assert_eq!(send(reporter.body_for(&manifest, &at_once)).await.expect("an answer").status(), 204);
    for broken in [
        body[..100].to_vec(),
        [b"kanarieklartext".to_vec(), body[15..].to_vec()].concat(),
        prove(vec![1; body.len()], &manifest),
    ] {
        assert!(send(broken).await.expect("an answer").status().is_client_error());
    }
    program.mix().await;
    let mut needles: Vec<_> = marks.iter().flat_map(|(_, value)| [spellings(value), digests(value)].concat()).collect();
    for word in [
        "127.8.9.10",
        "Kanarieagent",
        "kanariekaka",
        "kanarievarde",
        "intranat-kanarie",
        "203.0.113.47",
        "kanarieklartext",
    ] {
        needles.extend([spellings(word), digests(word)].concat());
    }
    needles.extend(spellings("Brevets kanariefågel åäö"));
    needles.extend(spellings(&reporter.tag));
    assert_eq!(program.hits(&needles), Vec::<String>::new());
    let parsed = Drop::parse(&body).ok().expect("a drop");
    let frame = parsed.letter.bytes()[200..240].to_vec();
    assert!(!program.hits(&[frame]).is_empty(), "the search does reach the letters");
}
