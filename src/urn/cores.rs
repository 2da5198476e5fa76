//! Folding a stream on all cores: memory grows with the folders, never with what is folded.

use std::{pin::pin, thread::available_parallelism};

use futures_util::{Stream, StreamExt};
use tokio::sync::mpsc;

use crate::db::DbError;

const BATCH: usize = 256;

/// Hands every item to one of the folders, of which there is one a core; gives the folders back.
pub async fn on_all_cores<T, F>(
    items: impl Stream<Item = Result<T, DbError>>,
    folder: impl Fn() -> F,
    fold: impl Fn(&mut F, T) + Clone + Send + 'static,
) -> Result<Vec<F>, DbError>
where
    T: Send + 'static,
    F: Send + 'static,
{
    let workers = available_parallelism().map_or(1, usize::from);
    let (queues, folders): (Vec<_>, Vec<_>) = (0..workers)
        .map(|_| {
            let (queue, mut batches) = mpsc::channel::<Vec<T>>(2);
            let (mut folder, fold) = (folder(), fold.clone());
            let work = tokio::task::spawn_blocking(move || {
                while let Some(batch) = batches.blocking_recv() {
                    batch.into_iter().for_each(|item| fold(&mut folder, item));
                }
                folder
            });
            (queue, work)
        })
        .unzip();
    let mut batches = pin!(items.chunks(BATCH).enumerate());
    while let Some((number, batch)) = batches.next().await {
        let batch = batch.into_iter().collect::<Result<Vec<_>, _>>()?;
        queues[number % workers].send(batch).await.expect("the folder reads until the queue is closed");
    }
    drop(queues);
    let mut folded = Vec::with_capacity(workers);
    for folder in folders {
        folded.push(folder.await.expect("folding does not panic"));
    }
    Ok(folded)
}
