"""What is written for an editor is read back as it was."""

from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.readers.yaml_text import load
from fieldarchive.readers.yaml_written import in_a_list, scalar

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(TEXTS)
def test_a_value(text):
    assert load(f"name: {scalar(text)}\n") == {"name": text}


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_list(texts):
    assert load(f"name: {in_a_list(texts)}\n") == {"name": texts}
