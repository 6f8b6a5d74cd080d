"""The codewords are those of the library that draws the code."""

from __future__ import annotations

import pytest
import qrcode
from hypothesis import given
from hypothesis import strategies as st
from qrcode.util import ALPHA_NUM, MODE_8BIT_BYTE, MODE_ALPHA_NUM, QRData, create_data

from inspector_desktop.paper.codewords import codewords

SIGNS = st.binary(max_size=900).map(lambda found: bytes(ALPHA_NUM[octet % len(ALPHA_NUM)] for octet in found))


@given(octets=st.binary(min_size=1, max_size=60), letters=SIGNS)
def test_version_and_codewords_are_those_of_the_library(octets, letters):
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
    made.add_data(QRData(octets, mode=MODE_8BIT_BYTE))
    if letters:
        made.add_data(QRData(letters, mode=MODE_ALPHA_NUM))
    made.best_fit()
    version, words = codewords(octets, letters)
    assert version == made.version
    assert words == create_data(version, made.error_correction, made.data_list)


def test_what_fits_no_version_is_refused():
    with pytest.raises(ValueError, match="no code"):
        codewords(bytes(4000), b"")
