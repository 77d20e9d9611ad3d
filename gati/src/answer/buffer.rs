//! Where the body of an answer is written before its length is known.

use std::cell::Cell;

use bytes::Bytes;

/// The most bytes that a thread keeps for its next answer.
const KEPT: usize = 64 * 1024;

thread_local! {
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// What is written, as one allocation of just its size: the buffer has grown for the answers before it, and does so once for each thread and
/// not once for each answer.
///
/// # Errors
///
/// As `write`.
pub(super) fn filled<E>(write: impl FnOnce(&mut Vec<u8>) -> Result<(), E>) -> Result<Bytes, E> {
    // Whatever is written may answer something itself, and then finds an empty one.
    let mut buffer = BUFFER.take();
    let done = write(&mut buffer);
    if buffer.len() > KEPT {
        // Too large to be kept, and to be copied.
        return done.map(|()| Bytes::from(buffer));
    }
    let bytes = done.map(|()| Bytes::copy_from_slice(&buffer));
    buffer.clear();
    if buffer.capacity() <= 2 * KEPT {
        BUFFER.set(buffer);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(text: &str) -> Bytes {
        filled(|buffer| {
            buffer.extend_from_slice(text.as_bytes());
            Ok::<_, ()>(())
        })
        .unwrap()
    }

    #[test]
    fn nothing_of_one_answer_gets_into_the_next() {
        assert_eq!(write("a long answer"), "a long answer");
        let failed = filled(|buffer| {
            buffer.extend_from_slice(b"half of");
            Err("no")
        });
        assert_eq!(failed, Err("no"));
        assert_eq!(write("short"), "short");
        let nested = filled(|buffer| {
            buffer.extend_from_slice(b"a");
            buffer.extend_from_slice(&write("b"));
            Ok::<_, ()>(())
        });
        assert_eq!(nested.unwrap(), "ab");
    }

    #[test]
    fn what_is_too_large_is_not_kept() {
        let text = "x".repeat(3 * KEPT);
        assert_eq!(write(&text), text);
        assert_eq!(BUFFER.take().capacity(), 0);
        let grown = filled(|buffer| {
            buffer.reserve(3 * KEPT);
            buffer.push(b'x');
            Ok::<_, ()>(())
        });
        assert_eq!(grown.unwrap(), "x");
        assert_eq!(BUFFER.take().capacity(), 0, "nor is the room for it");
        write("x");
        let kept = BUFFER.take();
        assert!(kept.is_empty() && kept.capacity() > 0);
    }
}
