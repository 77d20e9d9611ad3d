//! The client of the API, made from the source of the server in the same build: change a type of a handler, and what no longer fits
//! stops compiling.

gati_client::include_client!(pub {{crate}});
