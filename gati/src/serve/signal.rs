//! How a process is told to stop.

/// Completes when the process is told to stop: by Ctrl-C, or on Unix by SIGTERM. Where neither can be listened for, it never completes.
pub(super) async fn stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) {
            (Ok(mut terminate), Ok(mut interrupt)) => {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
            }
            (Err(error), _) | (_, Err(error)) => deaf(&error).await,
        }
    }
    #[cfg(not(unix))]
    if let Err(error) = tokio::signal::ctrl_c().await {
        deaf(&error).await;
    }
}

async fn deaf(error: &std::io::Error) {
    tracing::error!(target: "gati", %error, "signals cannot be listened for; the server stops when the process is killed");
    std::future::pending::<()>().await;
}
