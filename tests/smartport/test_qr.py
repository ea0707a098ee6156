"""QR codes in pages."""

from smartport.qr import qr_code


def test_code_is_a_drawing_that_takes_the_size_of_its_place():
    drawing = qr_code("https://smartport.test/stage/")
    assert drawing.startswith("<svg")
    assert ("viewBox" in drawing, "width=" in drawing.split(">")[0], "xmlns" in drawing) == (True, False, False)


def test_another_address_is_another_code():
    assert qr_code("https://smartport.test/stage/") != qr_code("https://smartport.test/results/")
