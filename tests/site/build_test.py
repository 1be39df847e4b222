"""Building: the whole, what changes when something changes, and that nothing is ever half done."""

from tests.small import Small


def test_x(small: Small):
    import time
    t = time.time()
    built = small.build()
    print(time.time() - t, len(built.written), built)
    t = time.time()
    built = small.build()
    print(time.time() - t, len(built.written), built)
    assert 0
