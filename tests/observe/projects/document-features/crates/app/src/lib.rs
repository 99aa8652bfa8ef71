//! Features:
#![doc = document_features::document_features!()]
