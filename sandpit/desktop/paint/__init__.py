"""The pictures: pure drawing onto pygame surfaces, with no events and no widgets."""
