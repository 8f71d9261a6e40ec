//! Dovecote: publish and read an archive of articles from a static host.
