gati::app!();
