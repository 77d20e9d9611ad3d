//! The package as `npm install` takes it: a gzipped tar archive below `package/`.
//!
//! The bytes follow from the files alone. Nothing is compressed (a deflate stream may hold blocks as they are), so that no other version
//! of a compressor gives other bytes; registries and servers compress on the way.

use std::collections::BTreeMap;

/// What npm writes into every archive: no file is older or newer than another. 1985-10-26T08:15:00Z.
const MODIFIED: u64 = 499_162_500;

/// The most bytes of one stored block of deflate.
const BLOCK: usize = 65_535;

/// Packs files by their paths. A name is at most 92 bytes long, which those of an SDK are.
pub(crate) fn pack(files: &BTreeMap<String, String>) -> Vec<u8> {
    let mut archive = Vec::new();
    for (path, content) in files {
        archive.extend(header(&format!("package/{path}"), content.len()));
        archive.extend(content.as_bytes());
        archive.resize(archive.len().next_multiple_of(512), 0);
    }
    // Two empty blocks end an archive.
    archive.resize(archive.len() + 1024, 0);
    gzip(&archive)
}

/// A header of the ustar format (POSIX.1-1988).
fn header(path: &str, size: usize) -> [u8; 512] {
    let mut header = [0; 512];
    let mut put = |at: usize, text: &str| header[at..at + text.len()].copy_from_slice(text.as_bytes());
    put(0, path);
    put(100, "000644 \0");
    put(108, "000000 \0");
    put(116, "000000 \0");
    put(124, &format!("{size:011o} "));
    put(136, &format!("{MODIFIED:011o} "));
    // The sum is taken with spaces in its own place.
    put(148, "        ");
    put(156, "0");
    put(257, "ustar\0");
    put(263, "00");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    header
}

/// A gzip file (RFC 1952) of stored blocks (RFC 1951 §3.2.4).
fn gzip(bytes: &[u8]) -> Vec<u8> {
    // Deflate, no flags, no time, no hint, unknown system.
    let mut file = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let mut blocks = bytes.chunks(BLOCK).peekable();
    while let Some(block) = blocks.next() {
        file.push(u8::from(blocks.peek().is_none()));
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        file.extend(length.to_le_bytes());
        file.extend((!length).to_le_bytes());
        file.extend(block);
    }
    file.extend(crc32(bytes).to_le_bytes());
    let length = u32::try_from(bytes.len() & 0xffff_ffff).unwrap_or(u32::MAX);
    file.extend(length.to_le_bytes());
    file
}

/// The checksum of gzip, with a table of one entry per byte.
fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut byte = 0_u32;
        while byte < 256 {
            let mut sum = byte;
            let mut bit = 0;
            while bit < 8 {
                sum = if sum & 1 == 1 {
                    0xedb8_8320 ^ (sum >> 1)
                } else {
                    sum >> 1
                };
                bit += 1;
            }
            table[byte as usize] = sum;
            byte += 1;
        }
        table
    };
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| {
        TABLE[usize::from(sum.to_le_bytes()[0] ^ byte)] ^ (sum >> 8)
    });
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_gzip() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn the_same_files_are_the_same_bytes_in_whole_blocks() {
        let files = BTreeMap::from([("a.txt".to_owned(), "x".repeat(70_000))]);
        let packed = pack(&files);
        assert_eq!(packed, pack(&files));
        // Head, two blocks with five bytes before each, a tail; and inside, whole blocks of 512.
        assert_eq!((packed.len() - 10 - 10 - 8) % 512, 0);
    }
}
