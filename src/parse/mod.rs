//! Stage 1 (temporary header).
