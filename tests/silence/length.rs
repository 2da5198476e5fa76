//! 4 and 9: whatever is sent has one length on the wire and at rest, and one form.

use orubbad::intake::BODY_SIZE;

use crate::support::{App, OpenInstance, Report, Reporter};

#[tokio::test]
async fn checks_4_and_9_every_drop_is_as_long_as_every_other_on_the_wire_and_in_the_row() {
    let app = App::start().await;
    OpenInstance::of(&app).await;
    let reports = [
        Report::to_be_read("a"),
        Report::to_be_read(&"b".repeat(1_000)),
        Report::to_be_read(&"c".repeat(12_000)),
        Report::only_counted(),
        Report::follow_up("mer"),
    ];
    let mut answers = Vec::new();
    for report in &reports {
        let reporter = Reporter::at(&app);
        let body = reporter.body(report).await;
        assert_eq!(body.len(), BODY_SIZE);
        let answer = reporter.browser.post_bytes("/api/v1/drops", body).await.ok();
        let mut headers: Vec<_> = answer
            .headers
            .iter()
            .filter(|(name, _)| *name != "date")
            .map(|(name, value)| format!("{name}: {value:?}"))
            .collect();
        headers.sort();
        answers.push((answer.status, headers, answer.body));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "one answer for all");
    let shapes = |table: &'static str, columns: &'static str| {
        let app = &app;
        let text = format!("SELECT DISTINCT {columns} FROM {table}");
        async move {
            app.run(async |tx| {
                let rows = tx.query(&text, &[]).await?;
                Ok(rows.iter().map(|row| row.get::<_, String>(0)).collect::<Vec<_>>())
            })
            .await
        }
    };
    assert_eq!(
        shapes("intake", "concat_ws(' ', length(letter), length(ballot), pg_column_size(intake.*))").await.len(),
        1
    );
    app.night().await;
    assert_eq!(
        shapes("letter", "concat_ws(' ', length(frame), pg_column_size(letter.*), day, at_once, case_file)")
            .await
            .len(),
        1
    );
    assert_eq!(shapes("ballot", "concat_ws(' ', length(frame), pg_column_size(ballot.*))").await.len(), 1);
}
